"""The history for a terminal: the result with its date, then each commit that changed something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Verdict
from auditor.report.audit.summary import summary
from auditor.report.audit.text import STANDING_STYLES
from auditor.report.common import wording
from auditor.report.common.page import Page
from auditor.report.common.wording import counted
from auditor.report.history.words import SHORT, described, since, touched, turns

if TYPE_CHECKING:
    from auditor.model import History, Snapshot
    from auditor.report.history.words import Turn

_INDENT = 20
_LOUD = 1
_MOST_QUIET = 3
"""Consecutive commits without a change that are listed one per line."""
_STYLES = {Verdict.MET: "green", Verdict.BREACHED: "red", Verdict.UNDETERMINED: "yellow"}


def render(history: History, *, color: bool = False, width: int = 100, verbosity: int = 0) -> str:
    """The report; verbosity -1: the result and a line per change; 1: every duty that is met, every commit."""
    page = Page(color=color, width=width)
    _answer(page, history)
    if verbosity < 0:
        page.blank()
    else:
        page.heading("Commits that changed what the verdict depends on", str(len(history.snapshots)))
    _snapshots(page, history, verbosity)
    if verbosity >= 0:
        page.blank()
        _footer(page, history)
    return str(page)


def _answer(page: Page, history: History) -> None:
    answer = since(history)
    newest = history.newest
    subject = f"{history.name or history.target} on {history.revision[:60]}"
    page.standing(subject, answer.headline, style=STANDING_STYLES[newest.standing])
    page.labelled("", answer.before, indent=0, column=0)
    page.labelled("", answer.repairs, indent=0, column=0)
    page.labelled("Now:", summary(newest).decides, indent=0, column=5, label_style="bold")


def _snapshots(page: Page, history: History, verbosity: int) -> None:
    quiet: list[Snapshot] = []
    for snapshot in history.snapshots:
        changes = turns(history, snapshot.number)
        alike = snapshot.number > 0 and snapshot.standing is history.snapshots[snapshot.number - 1].standing
        if not changes and alike and verbosity < _LOUD:
            quiet.append(snapshot)
            continue
        _unchanged(page, quiet, brief=verbosity < 0)
        quiet = []
        _snapshot(page, history, snapshot, changes, verbosity)
    _unchanged(page, quiet, brief=verbosity < 0)


def _snapshot(page: Page, history: History, snapshot: Snapshot, changes: tuple[Turn, ...], verbosity: int) -> None:
    words = wording.standing(snapshot.standing).upper() if snapshot.standing else "NOT JUDGED"
    style = STANDING_STYLES[snapshot.standing] if snapshot.standing else ""
    if verbosity < 0:
        page.row(_label(snapshot), words, f"{touched(snapshot)}{_counts(changes)}", style=style)
        return
    page.row(_label(snapshot), words, snapshot.title, style=style)
    page.labelled("", touched(snapshot), indent=_INDENT, column=0, style="dim")
    if not snapshot.standing:
        page.labelled("", snapshot.decides, indent=_INDENT, column=0)
    new = [turn for turn in changes if verbosity < _LOUD and turn.before is None and _met(turn)]
    for turn, words in described(history, tuple(turn for turn in changes if turn not in new)):
        style = _STYLES.get(turn.after.verdict, "") if turn.after else ""
        page.labelled("- ", words, indent=_INDENT, column=2, style=style)
    if new:
        duties = "1 duty is" if len(new) == 1 else f"{len(new)} duties are"
        page.labelled("- ", f"{duties} met as soon as asked", indent=_INDENT, column=2, style="dim")
    page.blank()


def _counts(changes: tuple[Turn, ...]) -> str:
    """`: 3 met, 1 breached`: the number of changes by new answer."""
    became = [turn.after.verdict for turn in changes if turn.after is not None and turn.before is not None]
    counts = [f"{became.count(verdict)} {wording.answer(verdict)}" for verdict in _STYLES if verdict in became]
    return f": {', '.join(counts)}" if counts else ""


def _met(turn: Turn) -> bool:
    return turn.after is not None and turn.after.verdict is Verdict.MET


def _unchanged(page: Page, snapshots: list[Snapshot], *, brief: bool) -> None:
    """Commits that changed files but no answer."""
    if not snapshots or brief:
        return
    shown = snapshots if len(snapshots) <= _MOST_QUIET else snapshots[-1:]
    if shown is not snapshots:
        page.text(f"{len(snapshots) - 1:,} commits until {snapshots[-2].date[:10]} changed no answer.", style="dim")
    for snapshot in shown:
        page.row(_label(snapshot).rstrip(), "", f"no change: {touched(snapshot)} ({snapshot.title})", style="dim")
    page.blank()


def _label(snapshot: Snapshot) -> str:
    return f"  {snapshot.date[:16].replace('T', ' ')}  {snapshot.commit[:SHORT]}  "


def _footer(page: Page, history: History) -> None:
    for note in history.notes:
        page.text(note, indent=0, style="dim")
    seen = f"{counted(history.commits, 'commit')} looked at{'' if history.whole else ': an unfinished history'}."
    page.text(f"{seen} Dates are UTC, as the commits give them.", indent=0, style="dim")
    page.text(wording.DISCLAIMER, indent=0, style="dim")
    made = f"auditor {history.version}, rules {history.rules_digest}, as of {history.as_of}"
    page.text(f"{made}. The newest commit in full: auditor audit.", indent=0, style="dim")
