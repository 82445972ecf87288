"""The plans for several models of a target for machines: `auditor-plans/1`, the same bytes for the same input."""

from __future__ import annotations

from typing import Any, Literal

from auditor.model import Noun, Plans
from auditor.report.common import wording
from auditor.report.common.document import written

FORMAT: Literal["auditor-plans/1"] = "auditor-plans/1"


class Head(Noun, frozen=True, kw_only=True):
    """The format of the document."""

    format: Literal["auditor-plans/1"]
    disclaimer: str


def render(plans: Plans) -> str:
    """The plans as JSON, indented, keys in the schema's order."""
    return written(Head(format=FORMAT, disclaimer=wording.DISCLAIMER), plans)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    from auditor.model.schema import json_schema  # noqa: PLC0415 - seldom needed

    return json_schema(Head, Plans, name=FORMAT, title="Plans", description="A plan for each model of a target.")
