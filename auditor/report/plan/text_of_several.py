"""The plans for several models of a target for a terminal, one after another, and their totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.common import wording
from auditor.report.common.page import Page
from auditor.report.common.wording import counted
from auditor.report.plan.text import ONCE, body

if TYPE_CHECKING:
    from auditor.model import Plans


def render(
    plans: Plans,
    *,
    color: bool = False,
    width: int = 100,
    verbosity: int = 0,
) -> str:
    """The plans; `verbosity` 1 shows every line of every hunk."""
    page = Page(color=color, width=width)
    files = len({hunk.path for plan in plans.plans for hunk in plan.hunks})
    page.text(
        f"{plans.target}: {counted(len(plans.plans), 'model')}, {counted(files, 'file')} to write",
        indent=0,
        style="bold",
    )
    for plan in plans.plans:
        page.blank()
        body(page, plan, loud=verbosity > 0)
    page.blank()
    if files:
        page.text(ONCE, indent=0, style="dim", limit=400)
    page.text(wording.DISCLAIMER, indent=0, style="dim")
    return str(page)
