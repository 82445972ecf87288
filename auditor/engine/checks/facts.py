"""Predicates about the repository's own word: declared, known, agreeing, read, and true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.engine.card_limits import not_commercial
from auditor.engine.checks.texts import line_of_holder
from auditor.engine.question import breached, met, not_applicable, undetermined, why
from auditor.engine.reach import Applicability, applicability
from auditor.model import (
    Because,
    Certainty,
    DocumentKind,
    DutyCode,
    LimitCode,
    Location,
    Part,
    Reach,
    Relation,
    Rung,
    StatementSource,
    Trigger,
)
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Reason, Statement

_FROM_SCRATCH = regex(
    r"(?i)\b(?:(?:pre-?)?trained\s+(?:entirely\s+|fully\s+|completely\s+)?from\s+scratch|from\s+the\s+ground\s+up"
    r"|(?:developed|built|trained)\s+(?:entirely\s+|fully\s+|completely\s+)?in-?house|our\s+own\s+(?:foundation|base)\s+model"
    r"|without\s+(?:using\s+)?any\s+(?:existing|pre-?trained)\s+(?:base\s+)?model)"
)
_FROM_SCRATCH_JAPANESE = regex(
    r"フルスクラッチ|スクラッチ(?:から|で)(?:開発|学習|構築)|ゼロから(?:開発|学習|構築)|自社(?:で)?開発|独自(?:に)?開発"
)
_NO_COMMERCE = (LimitCode.NONCOMMERCIAL, LimitCode.RESEARCH_ONLY, LimitCode.ALL_RIGHTS_RESERVED)
_DENIED = regex(r"(?i)\b(?:not|never|rather\s+than|instead\s+of|unlike|no\s+longer|without)\b[^.]{0,40}$")
_OF_SOMETHING_ELSE = regex(
    r"(?i)\b(?:tokeni[sz]ers?|vocabulary|embeddings?|projectors?|connectors?|heads?|classifiers?|vision\s+(?:encoders?|towers?)"
    r"|adapters?|reward\s+models?|baselines?|benchmarks?|data(?:sets?)?|pipelines?|tools?|websites?)\b[^.;,]{0,60}$"
)
_OF_SOMETHING_ELSE_BEHIND = regex(r"(?i)^\W{0,3}(?:\w+\s+)?(?:tokeni[sz]er|benchmark|dataset|pipeline|tool)s?\b")
_DENIED_JAPANESE = regex(r"^.{0,12}(?:ではな|ではあり|せず|していな|しておら)")
_OF_SOMETHING_ELSE_JAPANESE = regex(r"^(?:した|の|による)?.{0,6}(?:ベンチマーク|データ|トークナイザ|評価|ツール)")


def license_declared(q: Question) -> Answer:
    """Something offers the weights under a license."""
    if q.scene.offered:
        first = q.scene.offered[0]
        return met(
            f"the weights are offered under a license: {first.raw} ({first.by})",
            *([first.location] if first.location else []),
        )
    return undetermined(
        "no card, header or LICENSE offers the weights under a license",
        because=(*why(Because.GRANTED_ELSEWHERE), *q.scene.unresolved_files),
    )


def license_known(q: Question) -> Answer:
    """The license is identified, and what it requires is known here."""
    statement = q.the_statement
    where = (statement.location,) if statement.location and statement.location.path else ()
    if statement.certainty is Certainty.FAMILY and _settled_by_text(q, statement):
        return met(f"{statement.raw}: a text in the repository says which", *where)
    if (
        statement.certainty is Certainty.UNKNOWN
        and statement.source is StatementSource.DECLARED
        and _text_identified(q)
    ):
        return met(f"{statement.raw}: a text in the repository says which", *where)
    if statement.certainty is Certainty.FAMILY:
        return undetermined(f"“{statement.raw}” names a family, not a license", *where, because=_because(statement))
    if statement.certainty is Certainty.UNKNOWN:
        whose = f"of {statement.by}" if statement.source is StatementSource.INHERITED else f"({statement.by})"
        says = f"the license {whose} is not identified: {statement.raw}"
        return undetermined(says, *where, because=_because(statement))
    unprofiled = [
        license_id for license_id in spdx.ids(statement.expression) if q.scene.knowledge.profile(license_id) is None
    ]
    if unprofiled:
        says = f"{statement.by}: what {', '.join(unprofiled)} requires is not known to this tool"
        return undetermined(says, *where, because=why(Because.LICENSE_WITHOUT_PROFILE))
    return met(f"the license is identified: {statement.expression} ({statement.by})", *where)


def sources_agree(q: Question) -> Answer:
    """The card's tag, a header and the LICENSE text say the same."""
    declared = [statement for statement in q.scene.offered if statement.source is StatementSource.DECLARED]
    detected = [statement for statement in q.scene.offered if statement.source is StatementSource.DETECTED]
    named = [statement for statement in declared if statement.certainty is Certainty.IDENTIFIED]
    texts = [statement for statement in detected if statement.certainty is Certainty.IDENTIFIED]
    in_texts = {license_id for statement in texts for license_id in _keys(q, statement.expression)}
    for together in _by_place(named):
        stated = {key for statement in together for key in _keys(q, statement.expression)}
        first = together[0]
        expression = " and ".join(dict.fromkeys(other.expression for other in together))
        if texts and not stated & in_texts:
            text = texts[0]
            places = tuple(place for place in (first.location, text.location) if place)
            return breached(f"{first.by} says {expression}; {text.by} is {text.expression}", *places)
        for other in named:
            if not stated & _keys(q, other.expression):
                places = tuple(place for place in (first.location, other.location) if place)
                return breached(f"{first.by} says {expression}; {other.by} says {other.expression}", *places)
    families = [statement for statement in declared if statement.certainty is Certainty.FAMILY and texts]
    for statement in families:
        members = _members(q, statement)
        if members and not members & in_texts:
            places = tuple(place for place in (statement.location, texts[0].location) if place)
            other_text = f"{texts[0].by} is {texts[0].expression}, not a member of that family"
            return breached(f"{statement.by} says {statement.raw}, and {other_text}", *places)
    if named and detected and not texts:
        text = detected[0]
        says = f"{named[0].by} says {named[0].expression}; {text.by}"
        return undetermined(says, *([text.location] if text.location else []), because=why(Because.TEXT_NOT_IDENTIFIED))
    listed = next((together for together in _by_place(named) if len(together) > 1), ())
    if listed:
        says = f"{listed[0].by} lists {', '.join(dict.fromkeys(statement.expression for statement in listed))}"
        because = why(Because.LIST_AMBIGUOUS)
        return undetermined(says, *([listed[0].location] if listed[0].location else []), because=because)
    limited = not_commercial(q.scene.repository)
    if limited and named and not any(_withholds_commerce(q, statement) for statement in q.scene.offered):
        says = f"{named[0].by} says {named[0].expression}, and {limited[1]} says “{limited[0]}”"
        because = why(Because.WORDS_AMBIGUOUS)
        return undetermined(says, *([named[0].location] if named[0].location else []), limited[1], because=because)
    return met("the card, the headers and the texts agree") if declared and detected else not_applicable()


def base_declared(q: Question) -> Answer:
    """What the evidence names as the base, the card, an adapter or a header names too."""
    if q.the_edge.is_own_terms or q.the_edge.part is not Part.WEIGHTS or _is_itself(q):
        return not_applicable()
    rungs = {evidence.rung for evidence in q.the_edge.evidence}
    places = tuple(evidence.location for evidence in q.the_edge.evidence if evidence.location)
    if Rung.DECLARED in rungs:
        return met(f"{q.the_edge.title} is declared", *places)
    traces = "; ".join(evidence.says for evidence in q.the_edge.evidence)
    others = [
        edge.title
        for edge in q.scene.upstreams
        if edge.part is Part.WEIGHTS and any(evidence.rung is Rung.DECLARED for evidence in edge.evidence)
    ]
    declared = f"what is declared is {', '.join(others[:3])}" if others else "no base is declared"
    return undetermined(f"{declared}, and {traces}", *places, because=_weak(q))


def base_agrees(q: Question) -> Answer:
    """The declared base and the model's own numbers agree."""
    for contradiction in q.scene.contradictions:
        if contradiction.upstream == q.the_edge.name:
            because = why(Because.CONFIGURATION_MAY_BE_WRONG)
            return undetermined(contradiction.says, *contradiction.evidence, because=because)
    return met("nothing in the configuration speaks against it")


def claims_hold(q: Question) -> Answer:
    """A claim to have trained from scratch is not contradicted by the evidence."""
    if q.the_edge.is_own_terms or q.the_edge.part is not Part.WEIGHTS or _is_itself(q):
        return not_applicable()
    claim = _claim(q)
    if claim is None:
        return met("no claim speaks against it")
    quote, place = claim
    traces = "; ".join(evidence.says for evidence in q.the_edge.evidence)
    says = f"{place} says “{quote}”; {traces}"
    if any(evidence.rung is Rung.DECLARED for evidence in q.the_edge.evidence):
        return undetermined(says, place, because=why(Because.CLAIM_OF_THE_BASE), note_only=True)
    return breached(says, place, *(evidence.location for evidence in q.the_edge.evidence if evidence.location))


def everything_read(q: Question) -> Answer:
    """Every file that could speak about licensing was read."""
    unread = [part for part in q.scene.unread if part.matters]
    if not unread:
        return met("every file that could speak about licensing was read")
    listed = "; ".join(f"{part.path or 'a part of it'}: {part.detail or part.reason.value}" for part in unread[:5])
    more = f"; and {len(unread) - 5} more" if len(unread) > len(unread[:5]) else ""
    return undetermined(f"not read: {listed}{more}", *(Location(path=part.path) for part in unread[:20] if part.path))


def parent_known(q: Question) -> Answer:
    """The parent and its terms are known here."""
    if q.the_edge.is_own_terms:
        return not_applicable()
    if q.the_edge.name == q.scene.repository.name:
        return not_applicable("a repository that names itself as its base names no parent")
    places = tuple(evidence.location for evidence in q.the_edge.evidence if evidence.location)
    if not q.the_edge.candidates:
        says = f"{q.the_edge.title} is named as a parent, and its terms are not known here"
        return undetermined(says, *places, because=why(Because.PARENT_NOT_READ, q.the_edge.doubts.unopened))
    if q.the_edge.doubts.differs:
        return undetermined(q.the_edge.doubts.differs, *places, because=why(Because.PARENT_DIFFERS))
    return met(f"{q.the_edge.title} is known", *places)


def acyclic(q: Question) -> Answer:
    """The bases that the ancestors name could be followed to their end: they run in no circle, and none is left out."""
    if q.the_edge.is_own_terms:
        return not_applicable()
    places = tuple(evidence.location for evidence in q.the_edge.evidence if evidence.location)
    if q.the_edge.doubts.cycle:
        says = q.the_edge.note or f"the bases of {q.the_edge.title} lead back to it, or to this model"
        return undetermined(says, *places, because=why(Because.CARDS_CONTRADICT))
    if q.the_edge.doubts.cut:
        says = q.the_edge.note or f"bases of {q.the_edge.title} were left out"
        return undetermined(says, *places, because=why(Because.BASES_LEFT_OUT))
    if not any(edge.via.lower() == q.the_edge.name.lower() for edge in q.scene.upstreams):
        return not_applicable("no further base is known")
    return met(f"the bases of {q.the_edge.title} lead in no circle", *places)


def upstream_read(q: Question) -> Answer:
    """Where a duty depends on what the upstream's files say, those files were read."""
    if q.the_edge.is_own_terms or q.the_candidate.copyrights or q.the_candidate.copyrights_read:
        return not_applicable()
    unread = {DutyCode.PROPAGATE_NOTICE_FILE} if q.the_candidate.notice_file is None else set()
    if line_of_holder(q) is None:
        unread.add(DutyCode.RETAIN_COPYRIGHT_NOTICES)
    unread_duties = [
        duty.code
        for duty in q.the_license.duties
        if duty.code in unread
        and q.relation is not None
        and applicability(q.the_license, duty, q.relation, q.scene) is not Applicability.NONE
    ]
    if not unread_duties:
        return not_applicable()
    if not q.scene.full_text_matches(q.the_license) and q.the_license.duty(DutyCode.INCLUDE_LICENSE_TEXT):
        return not_applicable("the missing text is reported: carried as the upstream has it, it brings its lines along")
    says = f"the files of {q.from_whom} were not read here"
    return undetermined(says, because=why(Because.UPSTREAM_NOT_READ, q.the_edge.doubts.unopened))


def reach_settled(q: Question) -> Answer:
    """The license's words settle whether it follows this relation."""
    if q.relation not in (Relation.TRAINED_ON, Relation.DISTILL):
        return not_applicable()
    trigger = Trigger(q.relation.value)
    reach = q.the_license.reach.get(trigger, Reach.UNCLEAR)
    note = q.the_license.reach_notes.get(trigger, "")
    if reach is Reach.UNCLEAR:
        says = f"whether {q.license_name} follows from {q.from_whom} by {q.relation.value} is open in its words"
        return undetermined(f"{says} ({note})" if note else says, because=why(Because.REACH_UNSETTLED), note_only=True)
    return met(f"{q.license_name} settles it: {reach.value}")


def _by_place(statements: list[Statement]) -> list[list[Statement]]:
    """Statements of one key of one document together: a list is one statement of several licenses."""
    together: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        together.setdefault((statement.location.path if statement.location else "", statement.by), []).append(statement)
    return list(together.values())


def _is_itself(q: Question) -> bool:
    return (
        q.scene.known_release is not None
        and q.upstream is not None
        and q.scene.known_release.release == q.upstream.name
    )


def _weak(q: Question) -> tuple[Reason, ...]:
    return why(Because.BASE_NEED_NOT_BE_NAMED if q.the_edge.firm else Because.SHAPE_ONLY)


def _because(statement: Statement) -> tuple[Reason, ...]:
    return why(Because.STATEMENT_REMARK, statement.note) if statement.note else ()


def _keys(q: Question, expression: str) -> set[str]:
    """Profile keys of an expression, ids where no profile is; -only and -or-later of one text are the same."""
    keys = set()
    for license_id in spdx.ids(expression):
        profile = q.scene.knowledge.profile(license_id)
        keys.add(profile.key if profile else license_id)
    return keys


def _withholds_commerce(q: Question, statement: Statement) -> bool:
    """Whether a license of it limits commercial use, or may: one that is not identified, or has no profile."""
    profiles = [q.scene.knowledge.profile(license_id) for license_id in spdx.ids(statement.expression)]
    return statement.certainty is not Certainty.IDENTIFIED or any(
        profile is None or any(limit.code in _NO_COMMERCE for limit in profile.limits) for profile in profiles
    )


def _members(q: Question, statement: Statement) -> set[str]:
    value = statement.raw.removeprefix("other: ")
    family = q.scene.knowledge.hub_id(value) or q.scene.knowledge.license_name(value)
    return {key for member in (family.members if family else ()) for key in (_keys(q, member) or {member})}


def _settled_by_text(q: Question, statement: Statement) -> bool:
    members = _members(q, statement)
    return any(
        statement.source is StatementSource.DETECTED
        and statement.certainty is Certainty.IDENTIFIED
        and (not members or bool(_keys(q, statement.expression) & members))
        for statement in q.scene.offered
    )


def _text_identified(q: Question) -> bool:
    """Whether a LICENSE text says what a tag like "other" leaves open."""
    return any(
        statement.source is StatementSource.DETECTED and statement.certainty is Certainty.IDENTIFIED
        for statement in q.scene.offered
    )


def _claim(q: Question) -> tuple[str, Location] | None:
    for card in q.scene.repository.of_kind(DocumentKind.CARD):
        for number, line in enumerate(card.text.split("\n"), start=1):
            if number < card.body_line:
                continue
            claim = _FROM_SCRATCH.search(line) or _FROM_SCRATCH_JAPANESE.search(line)
            if claim and _of_this_model(line[: claim.start()][-200:], line[claim.end() :][:80]):
                return claim.group(0), card.at(number)
    return None


def _of_this_model(before: str, behind: str) -> bool:
    """Whether a claim is made, and about the model: not denied, not about its tokenizer or a benchmark."""
    denied = _DENIED.search(before) or _DENIED_JAPANESE.search(behind)
    other = (
        _OF_SOMETHING_ELSE.search(before)
        or _OF_SOMETHING_ELSE_BEHIND.search(behind)
        or _OF_SOMETHING_ELSE_JAPANESE.search(behind)
    )
    return not denied and not other
