"""A repository through time: what was judged at which commit, and when each verdict changed."""

from __future__ import annotations

from auditor.model.base import Noun
from auditor.model.result import Audit
from auditor.model.standing import Standing
from auditor.model.words import Verdict

NOTHING = "Nothing about licensing, and no weights."
"""`JudgedCommit.decides` of a commit at which there was nothing to judge."""


class FileChange(Noun, frozen=True, kw_only=True):
    """A file on which the verdict may depend, and how a commit changed it."""

    path: str
    how: str
    """added · changed · removed"""
    weights: bool
    """Whether it contains weights, by its name."""


class RuleVerdict(Noun, frozen=True, kw_only=True):
    """The verdict on one question at one commit: one rule, about one license of one upstream."""

    id: str
    """`rule:license:upstream`, the id of a finding about that license alone."""
    rule: str
    license: str
    """Profile key; "" if no license is in question."""
    code: str
    """The duty's or limit's code, if there is one."""
    upstream: str
    """The edge's name; "" for the repository itself."""
    verdict: Verdict
    """The worst over the candidates."""
    if_confirmed: Verdict | None = None


class Interval(Noun, frozen=True, kw_only=True):
    """A run of commits with the same verdict."""

    verdict: Verdict
    if_confirmed: Verdict | None
    first: int
    """Number of the first snapshot that has it."""
    last: int
    """Number of the last snapshot that has it."""


class Timeline(Noun, frozen=True, kw_only=True):
    """One question over time, oldest interval first; between intervals it did not arise."""

    id: str
    rule: str
    license: str
    code: str
    upstream: str
    intervals: tuple[Interval, ...]


class JudgedCommit(Noun, frozen=True, kw_only=True):
    """A commit that changed a file on which the verdict may depend, and its standing."""

    number: int
    """From 0, the oldest."""
    commit: str
    date: str
    """YYYY-MM-DDTHH:MM:SS, UTC, as recorded in the commit; git does not verify it."""
    title: str
    """The first line of its message."""
    merge: bool
    changed_files: tuple[FileChange, ...]
    weights: bool
    """Whether the repository has weights at that commit."""
    standing: Standing | None
    """None if nothing could be judged."""
    decides: str
    """One sentence: what decides; or why nothing was judged."""
    complies: bool
    """Whether its standing is `no-findings`."""
    findings: tuple[str, ...]
    """Ids of the audit's findings, the gravest first."""


class Snapshot(JudgedCommit, frozen=True, kw_only=True):
    """A judged commit, and the verdict on each question there."""

    verdicts: tuple[RuleVerdict, ...]


class History(Noun, frozen=True, kw_only=True):
    """The whole result of `history`."""

    target: str
    name: str | None
    revision: str
    """The branch, tag or commit that was followed."""
    as_of: str
    """The date for which waivers were evaluated; the rules are today's, whatever a commit's date."""
    version: str
    rules_digest: str
    commits: int
    """How many were examined."""
    reaches_back: bool
    """Whether the oldest commit examined is the repository's first."""
    left_out: int
    """How many of the oldest snapshots were not judged."""
    notes: tuple[str, ...]
    """How the commits were found and judged, and what that leaves out."""
    snapshots: tuple[Snapshot, ...]
    """Oldest first."""
    timelines: tuple[Timeline, ...]
    """One for every duty, and for every other question whose verdict was ever anything but met."""
    newest: Audit
    """The audit of the newest commit, in full."""

    @property
    def whole(self) -> bool:
        """Whether it begins with the first commit, and every commit that had to be judged was."""
        return self.reaches_back and not self.left_out and not self.gaps

    @property
    def gaps(self) -> int:
        """How many commits could not be judged, though there was something to judge."""
        return sum(snapshot.standing is None and snapshot.decides != NOTHING for snapshot in self.snapshots)

    @property
    def since(self) -> Snapshot:
        """The first of the last snapshots that are alike: all comply, or all have the newest one's standing."""
        last = first = self.snapshots[-1]
        for snapshot in reversed(self.snapshots):
            same_standing = not snapshot.complies and snapshot.standing == last.standing
            if not (snapshot.complies if last.complies else same_standing):
                break
            first = snapshot
        return first
