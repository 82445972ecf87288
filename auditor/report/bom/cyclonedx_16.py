"""The bill of materials in CycloneDX 1.6."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.bom.cyclonedx import document
from auditor.report.bom.read import read
from auditor.report.common.document import written_plain

if TYPE_CHECKING:
    from auditor.model import Audit, Survey


def render(result: Audit | Survey) -> str:
    """The document as JSON."""
    return written_plain(document(read(result), "1.6"))
