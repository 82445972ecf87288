"""The report as PDF, with the audit for machines in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.audit import json
from auditor.report.document.build import document
from auditor.report.layout import pdf

if TYPE_CHECKING:
    from auditor.model import Audit, ReportOptions


def render(audit: Audit, *, report: ReportOptions) -> bytes:
    """The document, laid out; nothing is embedded for the publisher."""
    attachment = json.render(audit) if report.internal else ""
    return pdf.page(document(audit, report), attachment)
