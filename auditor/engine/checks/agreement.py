"""Predicates about the publisher's own statements: whether they agree, and whether all of them were understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.engine.checks.naming import in_words, places_of
from auditor.engine.question import met, not_applicable, undetermined, why
from auditor.model import Because, Certainty, LimitCode, Part, Plainness, StatementKind, StatementSource
from auditor.resolve import differences, keys, not_understood, of_itself

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.engine.question import Answer, Question
    from auditor.model import Statement
    from auditor.resolve import Difference

_MOST = 4
"""Disagreements that a message lists; all are counted."""
_QUOTED = 160
_OF_USE = frozenset(
    (
        *(LimitCode.NONCOMMERCIAL, LimitCode.RESEARCH_ONLY, LimitCode.FIELD_OF_USE, LimitCode.USE_POLICY),
        *(LimitCode.ALL_RIGHTS_RESERVED, LimitCode.MAU_THRESHOLD, LimitCode.REVENUE_THRESHOLD),
        *(LimitCode.TERRITORY_EXCLUDED, LimitCode.OUTPUT_TRAINING_BAN, LimitCode.HOSTING_NEEDS_LICENSE),
    )
)
"""Limits of use: a sentence about such a limit is expected if a license has one of them."""


def sources_agree(q: Question) -> Answer:
    """Tags, headers, texts and plain words name one license for a part, or a choice of licenses.

    If they differ, none takes precedence: the offer is unclear, which breaches nothing (design §5.14).
    """
    contradictions = differences(q.scene.statements, q.scene.knowledge)
    if contradictions:
        clauses = [_clauses(q, difference) for difference in contradictions[:_MOST]]
        more = [f"and {len(contradictions) - _MOST} more like it"] if len(contradictions) > _MOST else []
        places = [
            place for difference in contradictions[:_MOST] for place in places_of(difference.first, difference.second)
        ]
        free = all(difference.first.plainness is Plainness.FREE for difference in contradictions)
        because = why(Because.WORDS_AMBIGUOUS if free else Because.OFFER_UNCLEAR)
        return undetermined("; ".join([*clauses, *more]), *dict.fromkeys(places), because=because)
    named = [statement for statement in q.scene.offered if statement.source is StatementSource.DECLARED]
    identified = [statement for statement in named if statement.certainty is Certainty.IDENTIFIED]
    detected = [statement for statement in q.scene.offered if statement.source is StatementSource.DETECTED]
    texts = [statement for statement in detected if statement.certainty is Certainty.IDENTIFIED]
    if identified and detected and not texts and not _title_matches(q, detected[0], identified):
        text = detected[0]
        says = f"{identified[0].by} says {in_words(identified[0].expression, q)}; {text.by}"
        return undetermined(says, *places_of(text), because=why(Because.TEXT_NOT_IDENTIFIED))
    listed = _list_of_several(identified)
    if listed:
        first = listed[0]
        says = f"{first.by} lists {', '.join(dict.fromkeys(in_words(statement.expression, q) for statement in listed))}"
        return undetermined(says, *places_of(first), because=why(Because.LIST_AMBIGUOUS))
    return _in_agreement(q, named, texts)


def _in_agreement(q: Question, named: list[Statement], texts: list[Statement]) -> Answer:
    """Met if the licenses named and the texts read agree, and nothing else was not understood."""
    unread = any(entry.matters for entry in q.scene.unread)
    left = any(_is_other(q, statement) for statement in not_understood(q.scene.statements))
    unsettled = any(statement.certainty is Certainty.UNKNOWN for statement in q.scene.offered)
    if not named or not texts or unread or left or unsettled:
        return not_applicable()
    return met("the card, the headers and the texts agree")


def code_agrees(q: Question) -> Answer:
    """The code files that name a license name one that the repository declares."""
    declared = {
        key
        for statement in of_itself(q.scene.statements)
        if not statement.covers
        for key in keys(statement, q.scene.knowledge)
    }
    headed = [
        statement
        for statement in q.scene.statements
        if statement.part is Part.CODE
        and statement.covers
        and (statement.certainty is Certainty.IDENTIFIED or _names_none(statement))
    ]
    others = [statement for statement in headed if not keys(statement, q.scene.knowledge) & declared]
    if not headed or not declared:
        return not_applicable()
    if not others:
        return met("the code files that name a license name one that is declared", *places_of(headed[0]))
    listed = "; ".join(dict.fromkeys(_of_code(q, statement) for statement in others[:_MOST]))
    more = f"; and {len(others) - _MOST} more" if len(others) > _MOST else ""
    places = places_of(*others[:_MOST])
    return undetermined(f"{listed}{more}", *places, because=why(Because.OFFER_UNCLEAR), note_only=True)


def _names_none(statement: Statement) -> bool:
    """Whether a field or a tag names something that is not a license."""
    declared = statement.source is StatementSource.DECLARED and statement.kind is StatementKind.LICENSE
    return declared and statement.certainty is Certainty.UNKNOWN


def _of_code(q: Question, statement: Statement) -> str:
    """The license of a code file, for a sentence."""
    if statement.certainty is Certainty.IDENTIFIED:
        return f"{statement.location} is under {in_words(statement.expression, q)}"
    return f"{statement.location} names “{statement.raw}”, which is not a license that is known here"


def words_understood(q: Question) -> Answer:
    """Every sentence that names a license or a limit was understood."""
    left = (*not_understood(q.scene.statements), *_texts_of_data(q.scene.statements))
    if not left:
        quoted = next((statement for statement in q.scene.statements if statement.quote), None)
        return met("what the words say of licensing was understood", *places_of(quoted)) if quoted else not_applicable()
    other = [statement for statement in left if _is_other(q, statement)]
    shown = (other or list(left))[:_MOST]
    quotes = "; ".join(
        f"{statement.location} says “{statement.quote[:_QUOTED]}”"
        if statement.quote
        else f"{statement.location}: {statement.note or statement.by}"
        for statement in shown
    )
    total = len(other or left)
    more = f"; and {total - _MOST} more" if total > _MOST else ""
    places = places_of(*shown)
    first = next((statement for statement in shown if statement.quote), None)
    asked = f"What does “{first.quote[:_QUOTED]}” ({first.location}) mean for this model?" if first else ""
    return undetermined(
        f"not understood, read it: {quotes}{more}",
        *places,
        because=why(Because.WORDS_AMBIGUOUS),
        note_only=not other,
    ).replace(question=asked)


def _texts_of_data(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Unknown terms of data: whether they bind the weights is open, so they are shown."""
    return tuple(
        statement
        for statement in statements
        if statement.part is Part.DATA
        and statement.source is StatementSource.DETECTED
        and statement.certainty is Certainty.UNKNOWN
    )


def _is_other(q: Question, statement: Statement) -> bool:
    """Whether what was not understood names a license that is not declared or inherited, or a limit that none has."""
    inherited = [offer for offer in q.scene.statements if offer.source is StatementSource.INHERITED]
    if statement.part is Part.DATA:
        return False
    declared = {key for offer in (*of_itself(q.scene.statements), *inherited) for key in keys(offer, q.scene.knowledge)}
    named = set()
    for license_id in statement.names:
        profile = q.scene.knowledge.profile(license_id)
        named.add(profile.key if profile else license_id)
    limits = bool(statement.limit) and statement.part is Part.WEIGHTS
    return bool(named - declared) or (limits and not _any_limit(q, declared))


def _any_limit(q: Question, declared: set[str]) -> bool:
    profiles = [q.scene.knowledge.profile(key) for key in declared]
    return any(profile is not None and bool(_OF_USE & {limit.code for limit in profile.limits}) for profile in profiles)


def _title_matches(q: Question, text: Statement, named: list[Statement]) -> bool:
    """Whether the title of an unidentified text is that of a license named: then it is an edition of that license."""
    declared = {key for statement in named for key in keys(statement, q.scene.knowledge)}
    titles = set(text.names)
    known = [q.scene.knowledge.profile(license_id) for license_id in titles]
    return bool({profile.key for profile in known if profile} & declared or titles & declared)


def _list_of_several(statements: list[Statement]) -> list[Statement]:
    together: dict[tuple[str, str, str], list[Statement]] = {}
    for statement in statements:
        if not statement.quote and not statement.covers:
            path = statement.path
            together.setdefault((path, statement.by, statement.part.value), []).append(statement)
    return next((group for group in together.values() if len({other.expression for other in group}) > 1), [])


def _clauses(q: Question, difference: Difference) -> str:
    first, second = _clause(q, difference.first), _clause(q, difference.second)
    return f"{first}; {second}"


def _clause(q: Question, statement: Statement) -> str:
    """What one statement says, for a sentence."""
    where = f" for {', '.join(statement.covers[:3])}" if statement.covers else ""
    expression = in_words(statement.expression, q)
    if statement.quote:
        shown = statement.expression != spdx.NOASSERTION and statement.kind is not StatementKind.DENIED
        named = f" ({expression})" if shown else ""
        return f"{statement.location} says “{statement.quote[:_QUOTED]}”{named}{where}"
    if statement.source is StatementSource.DETECTED:
        return f"{statement.by} is {expression}{where}"
    named = expression if expression != spdx.NOASSERTION else statement.raw
    return f"{statement.by} says {named}{where}"
