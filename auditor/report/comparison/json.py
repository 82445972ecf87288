"""Models side by side for machines: `auditor-comparison/1`, the same bytes for the same input."""

from __future__ import annotations

from typing import Any, Literal

from auditor.model import ModelComparison, Noun
from auditor.report.common import uses, wording
from auditor.report.common.document import written

FORMAT: Literal["auditor-comparison/1"] = "auditor-comparison/1"


class Head(Noun, frozen=True, kw_only=True):
    """The format of the document."""

    format: Literal["auditor-comparison/1"]
    not_considered: str
    disclaimer: str


def render(comparison: ModelComparison) -> str:
    """The comparison as JSON, indented, keys in the schema's order."""
    return written(Head(format=FORMAT, not_considered=uses.ASIDE, disclaimer=wording.DISCLAIMER), comparison)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    from auditor.model.schema import json_schema  # noqa: PLC0415 - seldom needed

    return json_schema(Head, ModelComparison, name=FORMAT, title="Comparison", description="Models side by side.")
