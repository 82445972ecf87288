"""The answers of many audits for machines: `auditor-survey/1`, the same bytes for the same input."""

from __future__ import annotations

from typing import Any, Literal

from auditor import verdict
from auditor.model import Noun, Survey
from auditor.report.common import wording
from auditor.report.common.document import written

FORMAT: Literal["auditor-survey/1"] = "auditor-survey/1"


class Head(Noun, frozen=True, kw_only=True):
    """The result of the survey."""

    format: Literal["auditor-survey/1"]
    exit_code: int
    """1 if a model fails, else 3 if one could not be audited, else 0."""
    disclaimer: str


def render(survey: Survey) -> str:
    """The survey as JSON, indented, keys in the schema's order."""
    head = Head(format=FORMAT, exit_code=verdict.survey_exit_code(survey), disclaimer=wording.DISCLAIMER)
    return written(head, survey)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    from auditor.model.schema import json_schema  # noqa: PLC0415 - seldom needed

    return json_schema(Head, Survey, name=FORMAT, title="Survey", description="The answers for several models.")
