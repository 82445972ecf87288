"""What keeps a breach from being called one: weak evidence, soft reach, second-hand facts (design §5.6, §5.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.engine.reach import Firmness
from auditor.model import Because, Reason, Verdict

if TYPE_CHECKING:
    from auditor.engine.question import Answer
    from auditor.model import Candidate, Grade, Outcome, Upstream


def soft_reasons(reach: Firmness) -> tuple[Reason, ...]:
    """Reasons of law: the words do not settle it, whatever the facts turn out to be."""
    return (Reason(code=Because.REACH_ARGUABLE),) if reach is Firmness.SOFT else ()


def hearsay(grade: Grade | None) -> tuple[Reason, ...]:
    """A clause that was not read word for word: what it asks is unknown, which is never compliance."""
    return () if grade is None or grade.settles else (Reason(code=Because.CLAUSE_SECOND_HAND, grade=grade),)


def open_reasons(upstream: Upstream | None, candidate: Candidate | None) -> tuple[Reason, ...]:
    """Reasons of fact: confirmed, they fall away and the verdict stands."""
    reasons = []
    if upstream is not None:
        if upstream.licensor_unknown:
            reasons.append(Reason(code=Because.LICENSOR_UNKNOWN))
        if not upstream.firm:
            reasons.append(Reason(code=Because.BASE_NOT_DECLARED, detail=upstream.title))
        if upstream.against:
            reasons.append(Reason(code=Because.COUNTER_EVIDENCE, detail=upstream.against.rstrip(".")))
        if len(upstream.candidates) > 1:
            reasons.append(Reason(code=Because.RELEASE_UNKNOWN))
    if candidate is not None and not candidate.grade.settles:
        reasons.append(Reason(code=Because.LICENSE_SECOND_HAND, detail=candidate.name, grade=candidate.grade))
    return tuple(reasons)


def capped(
    answer: Answer, soft: tuple[Reason, ...], opened: tuple[Reason, ...], heard: tuple[Reason, ...] = ()
) -> tuple[Verdict, Verdict | None, tuple[Reason, ...], bool]:
    """The verdict, what it would be if the facts were confirmed, why it stops short, and whether it is a note.

    A met duty stays met whatever the edge; weaker evidence never gives a harder verdict.
    """
    if answer.verdict is Verdict.UNDETERMINED and soft:
        return answer.verdict, None, (*answer.because, *soft), True
    if answer.verdict is not Verdict.BREACHED:
        return answer.verdict, None, answer.because, answer.note_only
    if soft:
        return Verdict.UNDETERMINED, None, (*soft, *heard, *opened), True
    if heard:
        return Verdict.UNDETERMINED, None, (*heard, *opened), False
    if opened:
        return Verdict.UNDETERMINED, Verdict.BREACHED, opened, False
    return Verdict.BREACHED, None, (), False


def badness(outcomes: tuple[Outcome, ...]) -> tuple[int, int, int, int]:
    """How ill a set of outcomes looks, worst kind first: to choose between the arms of an inbound `OR`."""
    would = [one for one in outcomes if one.if_confirmed is Verdict.BREACHED]
    unsure = [one for one in outcomes if one.verdict is Verdict.UNDETERMINED and one not in would]
    return (
        sum(one.verdict is Verdict.BREACHED for one in outcomes),
        len(would),
        sum(not one.note_only for one in unsure),
        sum(one.note_only for one in unsure),
    )
