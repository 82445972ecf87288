"""The history for machines: `auditor-history/1`, the same bytes for the same history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from auditor.report.audit.json_shape import Maker, Shape, StandingWord, VerdictWord
from auditor.report.audit.summary import summary
from auditor.report.common import wording
from auditor.report.common.clean import clean, line
from auditor.report.history.words import since, turns
from auditor.verdict import ordered

if TYPE_CHECKING:
    from auditor.model import History as Told
    from auditor.model import Interval, Snapshot, Timeline
    from auditor.report.history.words import Turn

FORMAT: Literal["auditor-history/1"] = "auditor-history/1"


class Subject(Shape):
    """Whose history it is, and how much of it."""

    target: str
    """As typed."""
    name: str | None
    revision: str
    """The branch, tag or commit that was followed."""
    commits: int
    """How many were looked at."""
    whole: bool
    """Whether these are all, and each was judged that had to be; an unfinished history says less than it seems to."""
    reaches_back: bool
    """Whether the oldest commit that was looked at is the repository's first."""
    left_out: int
    """Commits that were not judged for their number: the oldest of those that would have been."""
    notes: tuple[str, ...]
    """How the commits were found and judged, and what that leaves out."""


class Commit(Shape):
    """A commit, by what it says of itself."""

    commit: str
    date: str
    """YYYY-MM-DDTHH:MM:SS, UTC; git lets anybody write any."""


class Answer(Shape):
    """The answer, with its date."""

    standing: StandingWord
    """Of the newest commit; a waiver never changes it."""
    complies: bool
    """Whether nothing at or above a warning was found there."""
    since: Commit
    """The first of the commits at the end that comply; where the newest does not, that stand as it does."""
    complied: bool
    """Whether any commit that was judged complies."""
    before: str
    """What was before, in words."""
    repairs: str
    """What was repaired and what broke, each with its date, in words; "" for nothing."""
    decides: str
    """What decides at the newest commit."""
    exit_code: Literal[0, 1]
    """Of the newest commit."""
    fail_on: Literal["error", "warning", "note", "never"]
    failing: tuple[str, ...]
    """Ids of the newest commit's unwaived findings at or above `fail_on`."""


class Said(Shape):
    """A verdict, and what it would be."""

    verdict: VerdictWord
    if_confirmed: VerdictWord | None
    """Of an undetermined one."""


class File(Shape):
    """A file on which the verdict may hang."""

    path: str
    how: Literal["added", "changed", "removed"]
    weights: bool


class Change(Shape):
    """An answer that became another."""

    id: str
    """`rule:license:upstream`, as a finding of that one license has it."""
    before: Said | None
    """null: the question did not arise at the commit before."""
    after: Said | None
    """null: it does not arise any longer."""
    before_since: Commit | None
    """The commit since which it had been `before`."""


class State(Shape):
    """A commit that changed such a file."""

    commit: str
    date: str
    title: str
    """The first line of its message."""
    merge: bool
    files: tuple[File, ...]
    weights: bool
    """Whether there are weights at it."""
    standing: StandingWord | None
    """null: nothing was judged, `decides` says why."""
    complies: bool
    decides: str
    findings: tuple[str, ...]
    """Ids of its findings, the gravest first."""
    changes: tuple[Change, ...]
    """By id; at the first commit everything is new."""


class Span(Shape):
    """Commits over which an answer was the same."""

    verdict: VerdictWord
    if_confirmed: VerdictWord | None
    first: Commit
    until: Commit | None
    """The first commit at which it was another; null: it is so still."""


class Course(Shape):
    """One question through time: a duty, or what was once answered otherwise than met."""

    id: str
    rule: str
    license: str
    """Key of the license's profile; "" where no license is in question."""
    code: str
    """The duty's or limit's code; "" where there is none."""
    upstream: str
    """"" for the repository itself."""
    spans: tuple[Span, ...]
    """Oldest first."""


class History(Shape):
    """The whole history."""

    format: Literal["auditor-history/1"]
    auditor: Maker
    subject: Subject
    answer: Answer
    states: tuple[State, ...]
    """Oldest first."""
    courses: tuple[Course, ...]
    """By id."""
    disclaimer: str


def render(history: Told) -> str:
    """The history as JSON, indented, keys in the schema's order."""
    return json.dumps(_history(history).model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    made = History.model_json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:{FORMAT.replace('/', ':')}"}
    return {**head, **made}


def _history(history: Told) -> History:
    return History(
        format=FORMAT,
        auditor=Maker(version=history.version, rules_digest=history.rules_digest, as_of=history.as_of),
        subject=Subject(
            target=line(history.target),
            name=line(history.name) if history.name else None,
            revision=line(history.revision),
            commits=history.commits,
            whole=history.whole,
            reaches_back=history.reaches_back,
            left_out=history.left_out,
            notes=tuple(map(line, history.notes)),
        ),
        answer=_answer(history),
        states=tuple(_state(history, state) for state in history.snapshots),
        courses=tuple(_course(history, course) for course in history.timelines),
        disclaimer=wording.DISCLAIMER,
    )


def _answer(history: Told) -> Answer:
    told, newest, now = since(history), history.newest, summary(history.newest)
    return Answer(
        standing=newest.standing.value,
        complies=history.snapshots[-1].complies,
        since=_commit(history.since),
        complied=told.complied,
        before=told.before,
        repairs=told.repairs,
        decides=clean(now.decides),
        exit_code=1 if newest.failing else 0,
        fail_on=newest.fail_on,
        failing=tuple(clean(one.id) for one in ordered(newest.failing)),
    )


def _state(history: Told, state: Snapshot) -> State:
    return State(
        commit=state.commit,
        date=state.date,
        title=line(state.title),
        merge=state.merge,
        files=tuple(File(path=line(one.path), how=one.how, weights=one.weights) for one in state.changes),
        weights=state.weights,
        standing=state.standing.value if state.standing else None,
        complies=state.complies,
        decides=line(state.decides),
        findings=tuple(map(clean, state.findings)),
        changes=tuple(_change(history, turn) for turn in turns(history, state.number)),
    )


def _change(history: Told, turn: Turn) -> Change:
    return Change(
        id=clean(turn.course.id),
        before=_said(turn.before),
        after=_said(turn.after),
        before_since=_commit(history.snapshots[turn.before.first]) if turn.before else None,
    )


def _said(stretch: Interval | None) -> Said | None:
    if stretch is None:
        return None
    confirmed = stretch.if_confirmed.value if stretch.if_confirmed else None
    return Said(verdict=stretch.verdict.value, if_confirmed=confirmed)


def _course(history: Told, course: Timeline) -> Course:
    return Course(
        id=clean(course.id),
        rule=course.rule,
        license=clean(course.license),
        code=course.code,
        upstream=clean(course.upstream),
        spans=tuple(
            Span(
                verdict=one.verdict.value,
                if_confirmed=one.if_confirmed.value if one.if_confirmed else None,
                first=_commit(history.snapshots[one.first]),
                until=_commit(history.snapshots[one.last + 1]) if one.last + 1 < len(history.snapshots) else None,
            )
            for one in course.intervals
        ),
    )


def _commit(state: Snapshot) -> Commit:
    return Commit(commit=state.commit, date=state.date)
