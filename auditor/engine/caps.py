"""Doubts that keep an answer from being a breach: weak evidence, arguable reach, second-hand facts.

See design §5.6 and §5.10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.engine.reach import Applicability
from auditor.model import Because, Grade, Reason, Verdict
from auditor.model.base import Value

if TYPE_CHECKING:
    from auditor.engine.question import Answer
    from auditor.model import Candidate, Outcome, Profile, StudentCondition, Upstream


class Doubts(Value, frozen=True):
    """What keeps an answer from being final, by kind."""

    legal: tuple[Reason, ...] = ()
    """The words of the license do not settle it, whatever the facts turn out to be."""
    second_hand: tuple[Reason, ...] = ()
    """The clause was not read word for word: what it requires is unknown, which is never compliance."""
    disputed: tuple[Reason, ...] = ()
    """A fact on which it is based is disputed by somebody whom it concerns: open, whatever else is known."""
    factual: tuple[Reason, ...] = ()
    """Doubts about facts: if the facts are confirmed, the verdict stands."""


NO_DOUBTS = Doubts()
_OF_THE_LICENSOR = (Because.LICENSOR_PRESUMED, Because.LICENSOR_CLAIMED)


class Capped(NamedTuple):
    """The verdict that the doubts allow."""

    verdict: Verdict
    if_confirmed: Verdict | None
    """What it would be if the facts were confirmed."""
    because: tuple[Reason, ...]
    """Why it is not more definite."""
    note_only: bool


def legal_doubts(applies: Applicability, conditions: tuple[StudentCondition, ...] = ()) -> tuple[Reason, ...]:
    """The doubt whether a clause applies; for a student, on which `conditions` that depends."""
    if applies is not Applicability.ARGUABLE:
        return ()
    named = tuple(Reason(code=Because.STUDENT_CONDITION, detail=condition) for condition in conditions)
    return named or (Reason(code=Because.REACH_ARGUABLE),)


def second_hand(grade: Grade | None, *, text_here: bool = False) -> tuple[Reason, ...]:
    """The doubt about a clause that was not read word for word in the publisher's own text.

    A clause read in a third party's copy is settled if a repository concerned has that very text (`text_here`).
    """
    if grade is None or grade.settles or (grade is Grade.COPY and text_here):
        return ()
    return (Reason(code=Because.CLAUSE_SECOND_HAND, grade=grade),)


_UNMET = (Verdict.BREACHED, Verdict.UNDETERMINED)


def disputes(profile: Profile | None, candidate: Candidate | None) -> tuple[Reason, ...]:
    """The doubts about facts that are disputed by somebody whom they concern."""
    facts = (candidate.disputed if candidate else "", profile.disputed if profile else "")
    return tuple(Reason(code=Because.DISPUTED, detail=who) for who in facts if who)


def evidence_against(upstream: Upstream) -> tuple[Reason, ...]:
    """The evidence against an edge, as a doubt."""
    against = upstream.doubts.counter_evidence.rstrip(".")
    return (Reason(code=Because.COUNTER_EVIDENCE, detail=against),) if against else ()


def factual_doubts(upstream: Upstream | None, candidate: Candidate | None) -> tuple[Reason, ...]:
    """The doubts about which model it was made from, and under which license."""
    reasons = []
    if upstream is not None:
        if upstream.doubts.licensor_claimed:
            reasons.append(Reason(code=Because.LICENSOR_CLAIMED))
        elif upstream.doubts.licensor_unknown:
            reasons.append(Reason(code=Because.LICENSOR_UNKNOWN))
        if upstream.doubts.licensor_presumed:
            reasons.append(Reason(code=Because.LICENSOR_PRESUMED))
        if not upstream.firm:
            reasons.append(Reason(code=Because.BASE_NOT_DECLARED, detail=upstream.title))
        reasons += evidence_against(upstream)
        if len(upstream.candidates) > 1:
            reasons.append(Reason(code=Because.RELEASE_UNKNOWN))
    if candidate is not None and not candidate.grade.settles:
        reasons.append(Reason(code=Because.LICENSE_SECOND_HAND, detail=candidate.name, grade=candidate.grade))
    return tuple(reasons)


def doubts_of_ancestry(upstream: Upstream) -> tuple[Reason, ...]:
    """The doubts whether the model was made from this ancestor, whichever of the candidates it is."""
    reasons = factual_doubts(upstream, None)
    return tuple(reason for reason in reasons if not upstream.firm or reason.code is not Because.RELEASE_UNKNOWN)


def capped(answer: Answer, doubts: Doubts) -> Capped:
    """The answer, as far as the doubts allow it.

    A met duty stays met whatever the edge; weaker evidence never leads to a stricter verdict.
    """
    if answer.verdict is Verdict.UNDETERMINED and doubts.legal:
        return Capped(answer.verdict, None, (*answer.because, *doubts.legal), note_only=True)
    if answer.verdict is not Verdict.BREACHED:
        presumed = any(reason.code in _OF_THE_LICENSOR for reason in doubts.factual)
        note_only = answer.note_only or (presumed and answer.verdict is Verdict.UNDETERMINED)
        return Capped(answer.verdict, None, answer.because, note_only)
    because = (*doubts.legal, *doubts.disputed, *doubts.second_hand, *doubts.factual)
    if doubts.legal:
        return Capped(Verdict.UNDETERMINED, None, because, note_only=True)
    if doubts.disputed or doubts.second_hand:
        return Capped(Verdict.UNDETERMINED, None, because, note_only=False)
    if any(reason.code in _OF_THE_LICENSOR for reason in doubts.factual):
        # nothing is required of a licensor, and all the evidence indicates that the publisher is the licensor
        return Capped(Verdict.UNDETERMINED, None, because, note_only=True)
    if doubts.factual:
        return Capped(Verdict.UNDETERMINED, Verdict.BREACHED, because, note_only=False)
    return Capped(Verdict.BREACHED, None, (), note_only=False)


def severity_key(outcomes: tuple[Outcome, ...]) -> tuple[int, int, int, int]:
    """How many are breached, would be, are undetermined, and are notes: an inbound `OR` is judged by the least."""
    unmet = {(outcome.rule, outcome.license) for outcome in outcomes if outcome.verdict in _UNMET}
    # what is reported under another finding of the same license is no further one
    outcomes = tuple(outcome for outcome in outcomes if (outcome.folds_into, outcome.license) not in unmet)
    would_be = [outcome for outcome in outcomes if outcome.if_confirmed is Verdict.BREACHED]
    undetermined = [
        outcome for outcome in outcomes if outcome.verdict is Verdict.UNDETERMINED and outcome not in would_be
    ]
    return (
        sum(outcome.verdict is Verdict.BREACHED for outcome in outcomes),
        len(would_be),
        sum(not outcome.note_only for outcome in undetermined),
        sum(outcome.note_only for outcome in undetermined),
    )
