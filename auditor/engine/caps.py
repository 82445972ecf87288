"""What keeps a breach from being called one: weak evidence, soft reach, second-hand facts (design §5.6, §5.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.engine.reach import Firmness
from auditor.model import Verdict

if TYPE_CHECKING:
    from auditor.engine.question import Answer
    from auditor.model import Candidate, Grade, Outcome, Upstream

PUBLISHER_UNKNOWN = "nothing tells whether the publisher here is the licensor, whom its own terms do not bind"


def soft_reasons(reach: Firmness) -> tuple[str, ...]:
    """Reasons of law: the words do not settle it, whatever the facts turn out to be."""
    return ("whether the clause reaches this relation is arguable",) if reach is Firmness.SOFT else ()


def hearsay(grade: Grade | None) -> tuple[str, ...]:
    """A clause that was not read word for word: what it asks is unknown, which is never compliance."""
    return () if grade is None or grade.settles else (f"the clause is known second-hand ({grade.value})",)


def open_reasons(upstream: Upstream | None, candidate: Candidate | None) -> tuple[str, ...]:
    """Reasons of fact: confirmed, they fall away and the verdict stands."""
    reasons = []
    if upstream is not None:
        if upstream.doubts.licensor_unknown:
            reasons.append(PUBLISHER_UNKNOWN)
        if not upstream.firm:
            reasons.append(f"the base is not declared: the evidence is consistent with {upstream.title}, no more")
        if upstream.doubts.counter_evidence:
            reasons.append(upstream.doubts.counter_evidence.rstrip("."))
        if len(upstream.candidates) > 1:
            reasons.append("which release it was made from is not known")
    if candidate is not None and not candidate.grade.settles:
        reasons.append(f"the license of {candidate.name} is known second-hand ({candidate.grade.value})")
    return tuple(reasons)


def capped(
    answer: Answer, soft: tuple[str, ...], opened: tuple[str, ...], heard: tuple[str, ...] = ()
) -> tuple[Verdict, Verdict | None, tuple[str, ...], bool]:
    """The verdict, what it would be if the facts were confirmed, why it stops short, and whether it is a note.

    A met duty stays met whatever the edge; weaker evidence never gives a harder verdict.
    """
    if answer.verdict is Verdict.UNDETERMINED and soft:
        return answer.verdict, None, (*answer.because, *soft), True
    if answer.verdict is not Verdict.BREACHED:
        return answer.verdict, None, answer.because, answer.note
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
        sum(not one.note for one in unsure),
        sum(one.note for one in unsure),
    )
