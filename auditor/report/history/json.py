"""The history for machines: `auditor-history/2`, the same bytes for the same history.

The newest commit's audit is not in it: `auditor audit --format json` writes that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from auditor.model import FailOn, Interval, JudgedCommit, Noun, Standing, Timeline
from auditor.report.audit.summary import summary
from auditor.report.common import wording
from auditor.report.common.document import written
from auditor.report.history.words import since, turns

if TYPE_CHECKING:
    from auditor import model
    from auditor.report.history.words import Turn

FORMAT: Literal["auditor-history/2"] = "auditor-history/2"


class HistorySummary(Noun, frozen=True, kw_only=True):
    """The answer, with its date."""

    standing: Standing
    """The standing of the newest commit; a waiver never changes it."""
    complies: bool
    """Whether the standing is `no-findings`."""
    since: int
    """The number of the first snapshot in the final run that complies or, if the newest does not, has its standing."""
    complied: bool
    """Whether any judged commit complies."""
    before: str
    """What was before, in words."""
    repairs: str
    """What was repaired and what broke, each with its date, in words; "" if nothing."""
    decides: str
    """The deciding finding at the newest commit."""
    exit_code: Literal[0, 1]
    """The exit code for the newest commit."""
    fail_on: FailOn
    failing: tuple[str, ...]
    """Ids of the newest commit's findings at or above `fail_on` that no waiver accepts."""


class Change(Noun, frozen=True, kw_only=True):
    """A changed answer."""

    id: str
    """`rule:license:upstream`, as in a finding about that license."""
    before: Interval | None
    """null: the question did not arise at the commit before."""
    after: Interval | None
    """null: the question no longer arises."""


class Snapshot(JudgedCommit, frozen=True, kw_only=True):
    """A judged commit, and what changed there."""

    changes: tuple[Change, ...]
    """Changes, sorted by id; at the first commit everything is new."""


class History(Noun, frozen=True, kw_only=True):
    """The whole history."""

    format: Literal["auditor-history/2"]
    summary: HistorySummary
    disclaimer: str
    target: str
    """As typed."""
    name: str | None
    revision: str
    """The branch, tag or commit that was followed."""
    as_of: str
    """The date of the judgement: its rules are today's, whatever the commit's date."""
    version: str
    """The version of auditor."""
    rules_digest: str
    """sha256 over rules/, first 12 digits."""
    commits: int
    """The number of commits examined."""
    whole: bool
    """Whether all commits were examined, and all necessary ones judged; otherwise the history is incomplete."""
    reaches_back: bool
    """Whether the oldest commit examined is the repository's first."""
    left_out: int
    """The number of states not judged: the oldest ones."""
    notes: tuple[str, ...]
    """How the commits were found and judged, and what that leaves out."""
    snapshots: tuple[Snapshot, ...]
    """Oldest first."""
    timelines: tuple[Timeline, ...]
    """The timelines of every question that was ever not met, and of every duty, sorted by id."""


def render(history: model.History) -> str:
    """The history as JSON, indented, keys in the schema's order."""
    shared = {name: getattr(history, name) for name in History.field_names() if hasattr(history, name)}
    snapshots = tuple(_snapshot(history, snapshot) for snapshot in history.snapshots)
    head = {"format": FORMAT, "summary": _summary(history), "disclaimer": wording.DISCLAIMER}
    return written(History(**shared | head | {"snapshots": snapshots}))


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    from auditor.model.schema import json_schema  # noqa: PLC0415 - seldom needed

    return json_schema(History, name=FORMAT, title="History", description="The verdict at each commit.")


def _summary(history: model.History) -> HistorySummary:
    answer, newest = since(history), history.newest
    now = summary(newest)
    return HistorySummary(
        standing=newest.standing,
        complies=history.snapshots[-1].complies,
        since=history.since.number,
        complied=answer.complied,
        before=answer.before,
        repairs=answer.repairs,
        decides=now.decides,
        exit_code=1 if newest.failing else 0,
        fail_on=newest.fail_on,
        failing=now.failing,
    )


def _snapshot(history: model.History, snapshot: model.Snapshot) -> Snapshot:
    shared = {name: getattr(snapshot, name) for name in JudgedCommit.field_names()}
    return Snapshot(**shared, changes=tuple(_change(turn) for turn in turns(history, snapshot.number)))


def _change(turn: Turn) -> Change:
    return Change(id=turn.timeline.id, before=turn.before, after=turn.after)
