"""The verdict on each question at each commit of a history, and how it changed over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage import OWN_TERMS
from auditor.model import Interval, RuleVerdict, Timeline, Verdict

if TYPE_CHECKING:
    from auditor.model import Audit, Outcome, Snapshot

_WORST = (Verdict.BREACHED, Verdict.UNDETERMINED, Verdict.MET)


def rule_verdicts(audit: Audit) -> tuple[RuleVerdict, ...]:
    """The verdicts of an audit, one for each rule, license and upstream, sorted by id."""
    worst: dict[str, Outcome] = {}
    for outcome in audit.all_outcomes:
        key = _id(outcome)
        if outcome.verdict in _WORST and (key not in worst or _rank(outcome) < _rank(worst[key])):
            worst[key] = outcome
    return tuple(
        RuleVerdict(
            id=key,
            rule=outcome.rule,
            license=outcome.license,
            code=outcome.code,
            upstream=outcome.upstream,
            verdict=outcome.verdict,
            if_confirmed=outcome.if_confirmed,
        )
        for key, outcome in sorted(worst.items())
    )


def timelines(snapshots: tuple[Snapshot, ...]) -> tuple[Timeline, ...]:
    """The timelines of every question that was ever not met, and of every duty, sorted by id."""
    intervals: dict[str, list[Interval]] = {}
    newest: dict[str, RuleVerdict] = {}
    for snapshot in snapshots:
        for verdict in snapshot.verdicts:
            newest[verdict.id] = verdict
            _extend(intervals.setdefault(verdict.id, []), verdict, snapshot.number)
    return tuple(
        Timeline(
            id=key,
            rule=newest[key].rule,
            license=newest[key].license,
            code=newest[key].code,
            upstream=newest[key].upstream,
            intervals=tuple(parts),
        )
        for key, parts in sorted(intervals.items())
        if newest[key].code or any(part.verdict is not Verdict.MET for part in parts)
    )


def _extend(intervals: list[Interval], verdict: RuleVerdict, number: int) -> None:
    """Extend the last interval with a snapshot's verdict if it is the same, else begin a new one."""
    last = intervals[-1] if intervals else None
    same = last is not None and (last.verdict, last.if_confirmed) == (verdict.verdict, verdict.if_confirmed)
    if last is not None and same and last.last == number - 1:
        intervals[-1] = last.replace(last=number)
    else:
        part = Interval(verdict=verdict.verdict, if_confirmed=verdict.if_confirmed, first=number, last=number)
        intervals.append(part)


def _id(outcome: Outcome) -> str:
    return ":".join((outcome.rule, outcome.license or "any", outcome.upstream or OWN_TERMS))


def _rank(outcome: Outcome) -> tuple[int, bool]:
    return _WORST.index(outcome.verdict), outcome.if_confirmed is not Verdict.BREACHED
