"""Predicates about the repository's own statements: everything was read, and claims agree with the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.engine.caps import evidence_against
from auditor.engine.checks.bases import is_itself
from auditor.engine.question import breached, met, not_applicable, undetermined, why
from auditor.model import Because, DocumentKind, EdgeKind, Location, Part, Rung
from auditor.model.result import listed as listing
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Unread

_NAMED = 3
"""Files that a question names; the others are counted."""
_FROM_SCRATCH = regex(
    r"(?i)\b(?:(?:pre-?)?trained\s+(?:entirely\s+|fully\s+|completely\s+)?from\s+scratch|from\s+the\s+ground\s+up"
    r"|(?:developed|built|trained)\s+(?:entirely\s+|fully\s+|completely\s+)?in-?house|our\s+own\s+(?:foundation|base)\s+model"
    r"|without\s+(?:using\s+)?any\s+(?:existing|pre-?trained)\s+(?:base\s+)?model)"
)
_FROM_SCRATCH_JAPANESE = regex(
    r"フルスクラッチ|スクラッチ(?:から|で)(?:開発|学習|構築)|ゼロから(?:開発|学習|構築)|自社(?:で)?開発|独自(?:に)?開発"
)
_DENIED = regex(r"(?i)\b(?:not|never|rather\s+than|instead\s+of|unlike|no\s+longer|without)\b[^.]{0,40}$")
_OF_SOMETHING_ELSE = regex(
    r"(?i)\b(?:tokeni[sz]ers?|vocabulary|embeddings?|projectors?|connectors?|heads?|classifiers?|vision\s+(?:encoders?|towers?)"
    r"|adapters?|reward\s+models?|baselines?|benchmarks?|data(?:sets?)?|pipelines?|tools?|websites?)\b[^.;,]{0,60}$"
)
_OF_SOMETHING_ELSE_AFTER = regex(r"(?i)^\W{0,3}(?:\w+\s+)?(?:tokeni[sz]er|benchmark|dataset|pipeline|tool)s?\b")
_DENIED_JAPANESE = regex(r"^.{0,12}(?:ではな|ではあり|せず|していな|しておら)")
_OF_SOMETHING_ELSE_JAPANESE = regex(r"^(?:した|の|による)?.{0,6}(?:ベンチマーク|データ|トークナイザ|評価|ツール)")


def claims_hold(q: Question) -> Answer:
    """A claim to have been trained from scratch is not contradicted by the evidence."""
    if q.the_edge.is_own_terms or q.the_edge.part is not Part.WEIGHTS or is_itself(q):
        return not_applicable()
    claim = _claim(q)
    if claim is None:
        return met(f"no statement about the model's origin contradicts {q.the_edge.title} as a base")
    quote, place = claim
    traces = "; ".join(evidence.says for evidence in q.the_edge.evidence)
    says = f"{place} says “{quote}”; {traces}"
    if any(evidence.rung is Rung.DECLARED for evidence in q.the_edge.evidence):
        because = (*why(Because.CLAIM_OF_THE_BASE), *evidence_against(q.the_edge))
        return undetermined(says, place, because=because, note_only=True)
    if q.the_edge.kind is EdgeKind.STEWARD:
        because = (*why(Because.OFFER_UNCLEAR), *evidence_against(q.the_edge))
        return undetermined(says, place, because=because)
    return breached(says, place, *(evidence.location for evidence in q.the_edge.evidence if evidence.location))


def everything_read(q: Question) -> Answer:
    """Every file that could say something about licensing was read."""
    unread = [part for part in q.scene.unread if part.matters]
    if not unread:
        return met("every file that may be relevant to licensing was read")
    listed = "; ".join(f"{part.path or 'a part of it'}: {part.why}" for part in unread[:5])
    more = f"; and {len(unread) - 5} more" if len(unread) > len(unread[:5]) else ""
    places = (Location(path=part.path) for part in unread[:20] if part.path)
    return undetermined(f"not read: {listed}{more}", *places).replace(question=_what_they_say(unread))


def _what_they_say(unread: list[Unread]) -> str:
    """The question that would settle what was not read, with the first files by name."""
    paths = list(dict.fromkeys(part.path or "a part of the repository" for part in unread))
    others = len(paths) - _NAMED
    names = [*paths[:_NAMED], *([f"{others} more"] if others > 0 else [])]
    asked, were = ("does", "was") if len(paths) == 1 else ("do", "were")
    return f"What {asked} {listing(names)}, which {were} not read, say about the model's license or origin?"


def _claim(q: Question) -> tuple[str, Location] | None:
    for card in q.scene.repository.of_kind(DocumentKind.CARD):
        for number, line in enumerate(card.text.split("\n"), start=1):
            if number < card.body_line:
                continue
            claim = _FROM_SCRATCH.search(line) or _FROM_SCRATCH_JAPANESE.search(line)
            if claim and _of_this_model(line[: claim.start()][-200:], line[claim.end() :]):
                return claim.group(0), card.at(number)
    return None


def _of_this_model(before: str, after: str) -> bool:
    """Whether the claim is about the model and is not denied: not about its tokenizer or a benchmark."""
    denied = _DENIED.search(before) or _DENIED_JAPANESE.search(after)
    other = (
        _OF_SOMETHING_ELSE.search(before)
        or _OF_SOMETHING_ELSE_AFTER.search(after)
        or _OF_SOMETHING_ELSE_JAPANESE.search(after)
    )
    return not denied and not other
