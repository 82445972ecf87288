"""A plan of edits for machines: `auditor-plan/1`, the same bytes for the same input."""

from __future__ import annotations

from typing import Any, Literal

from auditor.model import Noun, Plan
from auditor.report.common import wording
from auditor.report.common.document import written

FORMAT: Literal["auditor-plan/1"] = "auditor-plan/1"


class Head(Noun, frozen=True, kw_only=True):
    """The format of the document."""

    format: Literal["auditor-plan/1"]
    disclaimer: str


def render(plan: Plan) -> str:
    """The plan as JSON, indented, keys in the schema's order."""
    return written(Head(format=FORMAT, disclaimer=wording.DISCLAIMER), plan)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    from auditor.model.schema import json_schema  # noqa: PLC0415 - seldom needed

    return json_schema(Head, Plan, name=FORMAT, title="Plan", description="Edits that cure what files can cure.")
