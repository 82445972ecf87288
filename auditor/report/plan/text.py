"""A plan of edits for a terminal: each hunk as a diff with its reason and clause, then what it leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import WhyOpen
from auditor.report.common import wording
from auditor.report.common.conditions import cure
from auditor.report.common.page import Page
from auditor.report.common.wording import counted

if TYPE_CHECKING:
    from auditor.model import Hunk, Plan

_LONGEST, _FIRST = 24, 5
"""Lines of a hunk that are shown, unless everything is."""
WHY = {
    WhyOpen.NEEDS_ANSWER: "needs an answer",
    WhyOpen.TEXT_NOT_AT_HAND: "the text is not available here",
    WhyOpen.LINE_NOT_SEEN: "the upstream's own line was not seen",
    WhyOpen.NAME: "a name is proposed, not applied",
    WhyOpen.TERMS: "terms have to say it: for counsel",
    WhyOpen.NO_FILE_CURES_IT: "no file cures it",
    WhyOpen.FILE_NOT_EDITED: "the file cannot be edited in place",
    WhyOpen.STILL_OPEN: "bug",
}
ONCE = (
    "What these files meet is met from this revision on. What was distributed before, and whether a license ended "
    "meanwhile, no file changes; auditor history shows since when each was there."
)


def render(
    plan: Plan,
    *,
    color: bool = False,
    width: int = 100,
    verbosity: int = 0,
) -> str:
    """The plan; `verbosity` 1 shows every line of every hunk."""
    page = Page(color=color, width=width)
    body(page, plan, loud=verbosity > 0)
    page.blank()
    if plan.hunks:
        page.text(ONCE, indent=0, style="dim", limit=400)
    page.text(wording.DISCLAIMER, indent=0, style="dim")
    return str(page)


def body(page: Page, plan: Plan, *, loud: bool) -> None:
    """The hunks of a plan, and what it leaves open."""
    files = len({hunk.path for hunk in plan.hunks})
    page.text(
        f"{plan.path or plan.name or plan.target}: {counted(files, 'file')} to write, "
        f"{counted(len(plan.cured), 'finding')} cured",
        indent=0,
        style="bold",
    )
    for hunk in plan.hunks:
        _hunk(page, hunk, loud=loud)
    if plan.open:
        page.heading("Left open")
        for entry in plan.open:
            page.text(entry.finding, style="bold", limit=400)
            page.text(f"{WHY[entry.why]}: {entry.advice}", indent=4, limit=1_500)
    if plan.past:
        page.heading("Copies distributed before")
        for terms in plan.past:
            page.text(f"{terms.name}: {cure(terms.cure)}")
    if plan.rest:
        page.heading("What remains of a finding that is cured in part")
        for finding in plan.rest:
            page.text(finding)


def _hunk(page: Page, hunk: Hunk, *, loud: bool) -> None:
    page.heading(f"{hunk.path} ({'new' if not hunk.sha256 else 'added to'})")
    page.labelled("why", hunk.reason, column=8, label_style="bold")
    page.labelled("clause", hunk.clause, column=8, label_style="bold")
    page.labelled("source", hunk.source, column=8, label_style="bold")
    page.labelled("cures", ", ".join(hunk.cures), column=8, label_style="bold", limit=600)
    page.blank()
    page.single(f"--- {f'a/{hunk.path}' if hunk.sha256 else '/dev/null'}", style="dim")
    page.single(f"+++ b/{hunk.path}", style="dim")
    text = hunk.text.replace("\r\n", "\n").rstrip("\n")
    # the newline added to an unterminated last line is not a line of its own
    lines = text.removeprefix("\n").split("\n") if text.startswith("\n\n") else text.split("\n")
    page.single(f"@@ -{hunk.line - 1},0 +{hunk.line},{len(lines)} @@", style="dim")
    shown = lines if loud or len(lines) <= _LONGEST else lines[:_FIRST]
    for words in shown:
        page.branch("+", "  ", words, style="green")
    if len(lines) > len(shown):
        page.text(f"and {counted(len(lines) - len(shown), 'line')} more; -v shows all", style="dim")
