"""The section *For your use*: what the terms read say about it, the worst first, each clause with its model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import UseAnswer
from auditor.report.common import uses

if TYPE_CHECKING:
    from auditor.model import Audit
    from auditor.report.common.page import Page

_STYLES = {
    UseAnswer.EXCLUDED: "bold red",
    UseAnswer.NEEDS_LICENSE: "bold red",
    UseAnswer.OPEN: "bold yellow",
    UseAnswer.CONDITIONAL: "bold",
    UseAnswer.ALLOWED: "bold green",
}


def section(page: Page, audit: Audit, *, loud: bool) -> None:
    """Nothing if no use is stated; quotes for what is worse than a condition, with `loud` for all."""
    if audit.for_use is None:
        return
    page.heading("For your use")
    page.text(f"Stated: {uses.stated(audit.for_use.use)}", limit=600)
    for answer, points in uses.by_answer(audit.for_use).items():
        page.text(uses.HEADS[answer], style=_STYLES[answer])
        for point in points:
            page.labelled("·", uses.line(point, audit.for_use.use), indent=4, column=2, limit=600)
            page.text(uses.source(point), indent=6, style="dim", limit=400)
            if point.quote and (loud or answer is not UseAnswer.CONDITIONAL):
                page.quote(point.quote, indent=6, limit=1_000 if loud else 300)
    if not audit.for_use.points:
        page.text(uses.HEADS[UseAnswer.ALLOWED], style=_STYLES[UseAnswer.ALLOWED])
    page.text(uses.ASIDE, style="dim")
