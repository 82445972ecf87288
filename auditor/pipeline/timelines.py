"""What each audit of a history answers to each question, and the course that an answer takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage import OWN_TERMS
from auditor.model import Answer, Course, Stretch, Verdict

if TYPE_CHECKING:
    from auditor.model import Audit, Outcome, State

_WORST = (Verdict.BREACHED, Verdict.UNDETERMINED, Verdict.MET)


def answers(audit: Audit) -> tuple[Answer, ...]:
    """Of all that the audit found and all that is met: one for each rule, license and upstream, by id."""
    worst: dict[str, Outcome] = {}
    for outcome in audit.all_outcomes:
        key = _id(outcome)
        if outcome.verdict in _WORST and (key not in worst or _rank(outcome) < _rank(worst[key])):
            worst[key] = outcome
    return tuple(
        Answer(
            id=key,
            rule=one.rule,
            license=one.license,
            code=one.code,
            upstream=one.upstream,
            verdict=one.verdict,
            if_confirmed=one.if_confirmed,
        )
        for key, one in sorted(worst.items())
    )


def courses(states: tuple[State, ...]) -> tuple[Course, ...]:
    """Of every question that was ever answered otherwise than met, and of every duty, by id."""
    found: dict[str, list[Stretch]] = {}
    told: dict[str, Answer] = {}
    for state in states:
        for answer in state.answers:
            told[answer.id] = answer
            stretches = found.setdefault(answer.id, [])
            last = stretches[-1] if stretches else None
            same = last is not None and (last.verdict, last.if_confirmed) == (answer.verdict, answer.if_confirmed)
            if last is not None and same and last.last == state.number - 1:
                stretches[-1] = last.replace(last=state.number)
            else:
                here = state.number
                stretches.append(
                    Stretch(verdict=answer.verdict, if_confirmed=answer.if_confirmed, first=here, last=here)
                )
    return tuple(
        Course(
            id=key,
            rule=told[key].rule,
            license=told[key].license,
            code=told[key].code,
            upstream=told[key].upstream,
            stretches=tuple(stretches),
        )
        for key, stretches in sorted(found.items())
        if told[key].code or any(one.verdict is not Verdict.MET for one in stretches)
    )


def _id(outcome: Outcome) -> str:
    return ":".join((outcome.rule, outcome.license or "any", outcome.upstream or OWN_TERMS))


def _rank(outcome: Outcome) -> tuple[int, bool]:
    return _WORST.index(outcome.verdict), outcome.if_confirmed is not Verdict.BREACHED
