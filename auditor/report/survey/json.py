"""The answers of many audits for machines: `auditor-survey/1`, closed, the same bytes for the same input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from auditor import verdict
from auditor.report.audit.json_shape import Maker, Shape, StandingWord
from auditor.report.common.clean import line

if TYPE_CHECKING:
    from auditor.model import Survey, SurveyEntry

FORMAT: Literal["auditor-survey/1"] = "auditor-survey/1"


class Entry(Shape):
    """One repository of the cache at one commit."""

    name: str
    kind: Literal["model", "dataset"]
    commit: str
    """The snapshot's name; "" where there is none."""
    worst: Literal["error", "not-audited", "warning", "note", "nothing"]
    standing: StandingWord | None
    """None where no audit was performed."""
    errors: int
    warnings: int
    notes: int
    finding: str
    title: str
    not_audited: str
    """Why no audit was performed; "" where one was."""


class Entries(Shape):
    """Every repository of a Hub cache, the worst first."""

    format: Literal["auditor-survey/1"]
    auditor: Maker
    entries: tuple[Entry, ...]
    fail_on: Literal["error", "warning", "note", "never"]
    exit_code: Literal[0, 1, 3]


def render(survey: Survey) -> str:
    """The entries as given."""
    shape = Entries(
        format=FORMAT,
        auditor=Maker(version=survey.version, rules_digest=survey.rules_digest, as_of=survey.as_of),
        entries=tuple(_entry(entry) for entry in survey.entries),
        fail_on=survey.fail_on.value,
        exit_code=verdict.survey_exit_code(survey),
    )
    return json.dumps(shape.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    made = Entries.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:auditor-survey:1", **made}


def _entry(entry: SurveyEntry) -> Entry:
    return Entry(
        name=line(entry.name),
        kind=entry.kind,
        commit=line(entry.commit),
        worst=entry.worst.value,
        standing=entry.standing.value if entry.standing is not None else None,
        errors=entry.errors,
        warnings=entry.warnings,
        notes=entry.notes,
        finding=line(entry.finding),
        title=line(entry.title),
        not_audited=line(entry.not_audited),
    )
