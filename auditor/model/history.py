"""A repository through time: what was judged at which commit, and when each answer changed."""

from __future__ import annotations

from auditor.model.base import Noun
from auditor.model.result import Audit
from auditor.model.standing import Standing
from auditor.model.words import Verdict

NOTHING = "Nothing that speaks about licensing, and no weights."
"""Of a commit at which there was nothing to judge."""


class Touched(Noun, frozen=True, kw_only=True):
    """A file on which the verdict may hang, and what a commit did to it."""

    path: str
    how: str
    """added · changed · removed"""
    weights: bool
    """Whether it is one of weights, by its name."""


class Answer(Noun, frozen=True, kw_only=True):
    """What a commit's audit answers to one question: a rule, about one license, of one upstream."""

    id: str
    """`rule:license:upstream`, as a finding of that one license has it."""
    rule: str
    license: str
    """Profile key; "" where no license is in question."""
    code: str
    """The duty's or limit's code, where there is one."""
    upstream: str
    """The edge's name; "" for the repository itself."""
    verdict: Verdict
    """The worst over the candidates."""
    if_confirmed: Verdict | None = None


class Stretch(Noun, frozen=True, kw_only=True):
    """Commits over which an answer was the same."""

    verdict: Verdict
    if_confirmed: Verdict | None
    first: int
    """Number of the first state that it holds for."""
    last: int
    """Number of the last one."""


class Course(Noun, frozen=True, kw_only=True):
    """One question through time, oldest stretch first; where no stretch is, it did not arise."""

    id: str
    rule: str
    license: str
    code: str
    upstream: str
    stretches: tuple[Stretch, ...]


class State(Noun, frozen=True, kw_only=True):
    """A commit that changed a file on which the verdict may hang, and the verdict there."""

    number: int
    """From 0, the oldest."""
    commit: str
    date: str
    """YYYY-MM-DDTHH:MM:SS, UTC, as the commit says; git lets anybody write any."""
    title: str
    """The first line of its message."""
    merge: bool
    touched: tuple[Touched, ...]
    weights: bool
    """Whether there are weights at it."""
    standing: Standing | None
    """None where nothing could be judged."""
    decides: str
    """One sentence: what decides; or why nothing was judged."""
    complies: bool
    """Whether its standing is `no-findings`."""
    findings: tuple[str, ...]
    """Ids of the audit's findings, the gravest first."""
    answers: tuple[Answer, ...]


class History(Noun, frozen=True, kw_only=True):
    """The whole result of `history`."""

    target: str
    name: str | None
    revision: str
    """The branch, tag or commit that was followed."""
    as_of: str
    """The date that the judging speaks for: its rules are today's, whatever the commit's date."""
    version: str
    rules_digest: str
    commits: int
    """How many were looked at."""
    reaches_back: bool
    """Whether the oldest commit that was looked at is the repository's first."""
    left_out: int
    """States that were not judged: the oldest."""
    notes: tuple[str, ...]
    """How the commits were found and judged, and what that leaves out."""
    states: tuple[State, ...]
    """Oldest first."""
    courses: tuple[Course, ...]
    """Of every question that was ever answered otherwise than met, and of every duty."""
    newest: Audit
    """The audit of the newest commit, in full."""

    @property
    def whole(self) -> bool:
        """Whether it begins with the repository, and each commit was judged that had to be."""
        return self.reaches_back and not self.left_out and not self.gaps

    @property
    def gaps(self) -> int:
        """Commits that could not be judged, though there was something to judge."""
        return sum(not state.standing and state.decides != NOTHING for state in self.states)

    @property
    def since(self) -> State:
        """The first of the states at the end that stand alike: all comply, or all stand as the newest does."""
        last = found = self.states[-1]
        for state in reversed(self.states):
            alike = state.complies if last.complies else (not state.complies and state.standing == last.standing)
            if not alike:
                break
            found = state
        return found
