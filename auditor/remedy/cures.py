"""Which piece cures which finding: what is declared, shown by equal files or answered, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from auditor.model import AnswerKey, EdgeKind, LeftOpen, Rung, Verdict, WhyOpen
from auditor.model.base import Value
from auditor.remedy.parts import Piece, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from auditor.model import Answer, Audit, Candidate, Finding, Outcome, Upstream

_SHOWN = frozenset({Rung.DECLARED, Rung.EQUAL_FILE})
"""Evidence on which something may be written about a model without an answer."""


class LicenseText(Value, frozen=True):
    """A text that may be written, and where it comes from."""

    words: str
    source: str


class Texts(Protocol):
    """What gives license texts."""

    def __call__(self, license_key: str, candidate: Candidate) -> LicenseText | None:
        """The one text of a license that fits what a candidate came under; None where none is at hand."""


class _Asked(Value, frozen=True):
    """One outcome of a finding, with all that a cure looks at."""

    finding: Finding
    outcome: Outcome
    edge: Upstream
    candidate: Candidate
    texts: Texts
    answers: Mapping[AnswerKey, Answer]
    name: str
    """What a reader calls the license."""

    @property
    def clause(self) -> str:
        citation = self.outcome.citation
        return f"{citation.name} {citation.clause}" if citation is not None else ""

    def piece(self, place: Place, words: str, reason: str, source: str) -> Piece:
        """A piece for this finding."""
        upstream = "" if self.edge.is_own_terms else self.candidate.name
        return Piece(
            place,
            words,
            self.finding.id,
            reason,
            self.clause,
            source,
            upstream=upstream,
            key=self.outcome.license,
            license=self.name,
        )

    def open(self, why: WhyOpen, advice: str = "", *needs: AnswerKey) -> LeftOpen:
        return LeftOpen(finding=self.finding.id, why=why, advice=advice or self.finding.remedy, needs=needs)


def pieces(audit: Audit, texts: Texts, answers: tuple[Answer, ...]) -> tuple[tuple[Piece, ...], tuple[LeftOpen, ...]]:
    """What cures the findings of an audit, and the findings that are left open."""
    made: list[Piece | LeftOpen] = []
    by_key = {answer.key: answer for answer in answers if answer.settles}
    names = {profile.license: profile.name for profile in audit.for_users}
    for finding in audit.findings:
        made.extend(_of_finding(audit, finding, texts, by_key, names))
    own = by_key.get(AnswerKey.OWN_LICENSE)
    if own is not None:
        reason = "The license of the model itself, as answered."
        made.append(Piece(Place.CARD_KEY, own.value, "", reason, source=f"answered by {own.by}", key="license"))
    done = dict.fromkeys(piece for piece in made if isinstance(piece, Piece))
    left = {entry.finding: entry for entry in reversed(made) if isinstance(entry, LeftOpen)}
    return tuple(done), tuple(left[key] for key in sorted(left))


def _of_finding(
    audit: Audit, finding: Finding, texts: Texts, answers: Mapping[AnswerKey, Answer], names: Mapping[str, str]
) -> Iterator[Piece | LeftOpen]:
    if finding.rule in _OF_THE_BASE:
        yield from _base(finding, answers)
        return
    cure = _CURES.get(finding.rule)
    if cure is None:
        yield LeftOpen(
            finding=finding.id, why=_NOT_BY_FILES.get(finding.rule, WhyOpen.NO_FILE_CURES_IT), advice=finding.remedy
        )
        return
    for outcome in finding.outcomes:
        if outcome.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE):
            continue
        edge = next((edge for edge in audit.upstreams if edge.name == outcome.upstream), None)
        candidate = _candidate(edge, outcome)
        if edge is None or candidate is None or not _shown(edge):
            yield LeftOpen(
                finding=finding.id,
                why=WhyOpen.NEEDS_ANSWER,
                advice=finding.question or finding.remedy,
                needs=(AnswerKey.BASE,),
            )
            continue
        citation = outcome.citation
        name = citation.name if citation is not None else names.get(outcome.license, outcome.license)
        yield from cure(_Asked(finding, outcome, edge, candidate, texts, answers, name))


def _candidate(edge: Upstream | None, outcome: Outcome) -> Candidate | None:
    """The one candidate that an outcome is about; of several it is not settled which."""
    if edge is None:
        return None
    named = [candidate for candidate in edge.candidates if not outcome.candidate or candidate.name == outcome.candidate]
    return named[0] if len(named) == 1 and len(edge.candidates) == 1 else None


def _shown(edge: Upstream) -> bool:
    """Whether something may be written about an ancestor: it is declared, or equal files show it."""
    if edge.kind in (EdgeKind.FAMILY, EdgeKind.UNNAMED, EdgeKind.STEWARD):
        return False
    return edge.is_own_terms or any(evidence.rung in _SHOWN for evidence in edge.evidence)


def _base(finding: Finding, answers: Mapping[AnswerKey, Answer]) -> Iterator[Piece | LeftOpen]:
    """A base is named in the card only by whoever may say so."""
    answer = answers.get(AnswerKey.BASE)
    if answer is None:
        advice = (
            f"{finding.question or finding.remedy} Answer it with --answer base=ORG/NAME@REVISION --answered-by NAME."
        )
        yield LeftOpen(finding=finding.id, why=WhyOpen.NEEDS_ANSWER, advice=advice, needs=(AnswerKey.BASE,))
        return
    name, _, _ = answer.value.partition("@")
    source = f"answered by {answer.by}"
    yield Piece(Place.CARD_KEY, name, finding.id, "The base, as answered.", source=source, key="base_model")


def _text(asked: _Asked) -> Iterator[Piece | LeftOpen]:
    """The exact text; of the model's own license, which is a grant, only where that is answered."""
    if asked.edge.is_own_terms and AnswerKey.OWN_LICENSE not in asked.answers:
        advice = f"{asked.finding.remedy} It is written with --answer own-license={asked.outcome.license}."
        yield asked.open(WhyOpen.NEEDS_ANSWER, advice, AnswerKey.OWN_LICENSE)
        return
    text = asked.texts(asked.outcome.license, asked.candidate)
    if text is None:
        where = f" It is at https://huggingface.co/{asked.candidate.name}." if "/" in asked.candidate.name else ""
        yield asked.open(WhyOpen.TEXT_NOT_AT_HAND, f"{asked.finding.remedy}{where}")
        return
    reason = f"The text of the {asked.name} has to travel with the model."
    yield asked.piece(Place.TEXT, text.words, reason, text.source)


def _holder(asked: _Asked) -> Iterator[Piece | LeftOpen]:
    """Lines as they were read in the upstream's own files, or answered; none is ever put together."""
    answer = asked.answers.get(AnswerKey.HOLDER)
    reason = "A copyright line of the upstream has to be kept."
    if asked.candidate.copyrights and asked.candidate.copyrights_read:
        for line in asked.candidate.copyrights:
            yield asked.piece(Place.NOTICE, line, reason, f"the files of {asked.candidate.name}")
    elif answer is not None:
        yield asked.piece(Place.NOTICE, answer.value, reason, f"answered by {answer.by}")
    else:
        advice = f"{asked.finding.remedy} Give it as it is there: --answer holder=LINE."
        yield asked.open(WhyOpen.LINE_NOT_SEEN, advice, AnswerKey.HOLDER)


def _upstream_notice(asked: _Asked) -> Iterator[Piece | LeftOpen]:
    if not asked.candidate.notice_text:
        yield asked.open(WhyOpen.LINE_NOT_SEEN)
        return
    reason = f"The attribution notices of {asked.candidate.name} have to be carried on."
    source = f"the NOTICE of {asked.candidate.name}"
    yield asked.piece(Place.UPSTREAM_NOTICE, asked.candidate.notice_text, reason, source)


def _sentence(asked: _Asked) -> Iterator[Piece | LeftOpen]:
    """The exact sentence that the license fixes."""
    return _fixed(asked, Place.NOTICE, "The license fixes this sentence.", WhyOpen.LINE_NOT_SEEN)


def _phrase(asked: _Asked) -> Iterator[Piece | LeftOpen]:
    """The phrase that the license fixes, in the card."""
    return _fixed(asked, Place.CARD, "The license fixes this phrase.", WhyOpen.NO_FILE_CURES_IT)


def _fixed(asked: _Asked, place: Place, reason: str, otherwise: WhyOpen) -> Iterator[Piece | LeftOpen]:
    """Words that the license has itself; of several, the first."""
    if asked.outcome.wanted:
        yield asked.piece(place, asked.outcome.wanted[0], reason, f"{asked.clause}, its own words")
    else:
        yield asked.open(otherwise)


def _changes(asked: _Asked) -> Iterator[Piece | LeftOpen]:
    """Who changed what, and when: only as answered."""
    changes, day = asked.answers.get(AnswerKey.CHANGES), asked.answers.get(AnswerKey.CHANGED_ON)
    if changes is None:
        advice = f"{asked.finding.remedy} Answer with --answer changes=TEXT --answer changed-on=YYYY-MM-DD."
        yield asked.open(WhyOpen.NEEDS_ANSWER, advice, AnswerKey.CHANGES, AnswerKey.CHANGED_ON)
        return
    when = f" on {day.value}" if day is not None else ""
    words = f"Changed by {changes.by}{when}: {changes.value}"
    yield asked.piece(Place.NOTICE, words, "Changes have to be stated.", f"answered by {changes.by}")


def _credit(asked: _Asked) -> Iterator[Piece | LeftOpen]:
    """The creator, as far as the upstream's id names it."""
    organisation, slash, _ = asked.candidate.name.rpartition("/")
    if not slash:
        yield asked.open(WhyOpen.LINE_NOT_SEEN)
        return
    words = f"{asked.candidate.name}, by {organisation}: https://huggingface.co/{asked.candidate.name}"
    yield asked.piece(Place.NOTICE, words, "The creator has to be named.", "the id of the upstream")


_OF_THE_BASE = frozenset({"base-undeclared", "parent-unknown"})
_CURES: Mapping[str, Callable[[_Asked], Iterator[Piece | LeftOpen]]] = {
    "license-text-missing": _text,
    # the text itself stands for a link to it
    "license-not-linked": _text,
    "copyright-holder-missing": _holder,
    "upstream-unread": _holder,
    "notice-file-dropped": _upstream_notice,
    "notice-sentence-missing": _sentence,
    "attribution-phrase-missing": _phrase,
    "changes-not-stated": _changes,
    "creator-not-credited": _credit,
}
_NOT_BY_FILES: Mapping[str, WhyOpen] = {
    "name-prefix-missing": WhyOpen.NAME,
    "use-restrictions-not-passed-on": WhyOpen.TERMS,
    "condition-hidden": WhyOpen.TERMS,
    "license-undeclared": WhyOpen.NEEDS_ANSWER,
}
