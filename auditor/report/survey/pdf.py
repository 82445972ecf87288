"""The report as PDF: a table of the models, the worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.document.index import index
from auditor.report.layout import pdf

if TYPE_CHECKING:
    from auditor.model import ReportOptions, Survey


def render(survey: Survey, *, report: ReportOptions) -> bytes:
    """The document, laid out."""
    return pdf.page(index(survey, report))
