"""The answers for several models as one HTML page: a table, the worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.document.index import index
from auditor.report.layout import html

if TYPE_CHECKING:
    from auditor.model import ReportOptions, Survey


def render(survey: Survey, *, report: ReportOptions) -> str:
    """The index, laid out."""
    return html.page(index(survey, report))
