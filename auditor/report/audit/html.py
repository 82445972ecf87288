"""The report as one HTML file, for counsel and for a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.document.build import document
from auditor.report.layout import html

if TYPE_CHECKING:
    from auditor.model import Audit, ReportOptions


def render(audit: Audit, *, report: ReportOptions) -> str:
    """The document, laid out."""
    return html.page(document(audit, report))
