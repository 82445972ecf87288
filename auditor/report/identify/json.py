"""The licenses found in single files, for machines: `auditor-identify/2`, the same bytes for the same files."""

from __future__ import annotations

from typing import Any, Literal

from auditor.model import Identification, Noun
from auditor.report.common.document import written

FORMAT: Literal["auditor-identify/2"] = "auditor-identify/2"


class Head(Noun, frozen=True, kw_only=True):
    """The format of the document."""

    format: Literal["auditor-identify/2"]


def render(identification: Identification) -> str:
    """The identification as JSON, indented, keys in the schema's order."""
    return written(Head(format=FORMAT), identification)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    from auditor.model.schema import json_schema  # noqa: PLC0415 - seldom needed

    return json_schema(Head, Identification, name=FORMAT, title="Identification", description="What several files are.")
