"""The answers of many audits for machines: `auditor-cached/1`, closed, the same bytes for the same input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from auditor.report.audit.json_shape import Maker, Shape, StandingWord
from auditor.report.common.clean import line

if TYPE_CHECKING:
    from auditor.report.survey.text import Row

FORMAT: Literal["auditor-cached/1"] = "auditor-cached/1"


class First(Shape):
    """The finding that comes first."""

    id: str
    title: str


class Repository(Shape):
    """One repository of the cache at one commit."""

    name: str
    kind: Literal["model", "dataset"]
    commit: str
    """The snapshot's name; "" where there is none."""
    worst: Literal["error", "not audited", "warning", "note", "nothing"]
    standing: StandingWord | None
    """None where no audit was performed."""
    errors: int
    warnings: int
    notes: int
    first: First | None
    not_audited: str
    """Why no audit was performed; "" where one was."""


class Cached(Shape):
    """Every repository of a Hub cache, the worst first."""

    format: Literal["auditor-cached/1"]
    auditor: Maker
    repositories: tuple[Repository, ...]
    fail_on: Literal["error", "warning", "note", "never"]
    exit_code: Literal[0, 1, 3]


def render(rows: tuple[Row, ...], *, version: str, rules_digest: str, as_of: str, fail_on: str, exit_code: int) -> str:
    """The rows as given."""
    told = Cached(
        format=FORMAT,
        auditor=Maker(version=version, rules_digest=rules_digest, as_of=as_of),
        repositories=tuple(_repository(one) for one in rows),
        fail_on=fail_on,
        exit_code=exit_code,
    )
    return json.dumps(told.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    made = Cached.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:auditor-cached:1", **made}


def _repository(one: Row) -> Repository:
    return Repository(
        name=line(one.name),
        kind=one.kind,
        commit=line(one.commit),
        worst=one.worst.value,
        standing=one.standing.value if one.standing is not None else None,
        errors=one.errors,
        warnings=one.warnings,
        notes=one.notes,
        first=First(id=line(one.finding), title=line(one.title)) if one.finding else None,
        not_audited=line(one.title) if one.standing is None else "",
    )
