"""The report as Markdown, for pull requests and job summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.document.build import document
from auditor.report.layout import markdown

if TYPE_CHECKING:
    from auditor.model import Audit, ReportOptions


def render(audit: Audit, *, report: ReportOptions) -> str:
    """The document, laid out."""
    return markdown.page(document(audit, report))
