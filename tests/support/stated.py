"""Layouts of repositories, and every statement that is read in each, a line for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor import documents, resolve
from auditor.identify import identify
from auditor.model import Plainness, StatementKind, StatementTime
from support import models
from support.memory import MemorySource

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Statement


class Row(NamedTuple):
    """A layout, and what is said in it."""

    says: str
    files: dict[str, str | bytes]
    statements: tuple[str, ...]
    alone: bool = False
    """Whether no weights lie beside these files."""
    name: str | None = None


def stated(row: Row, knowledge: Knowledge) -> tuple[str, ...]:
    """The statements of a layout, as `_line` says them."""
    source = MemorySource(row.files if row.alone else {"model.safetensors": models.WEIGHTS, **row.files})
    repository = documents.read(source, name=row.name)
    detections = identify(repository, knowledge, scancode=False).detections
    return tuple(_line(each, knowledge) for each in resolve.statements(repository, detections, (), knowledge))


def card(head: str, body: str = "A model.") -> dict[str, str | bytes]:
    return {"README.md": models.card(head, body)}


def _line(statement: Statement, knowledge: Knowledge) -> str:
    """`place (who says it): as written → expression, certainty, part, not offered, for files, note`.

    Of a note and of members that rules/ has of the id: only that they are there.
    """
    raw = statement.raw.removeprefix("other: ")
    known = knowledge.license_name(raw) if statement.by.endswith("license_name") else knowledge.hub_id(raw)
    note = statement.note
    if known is not None and known.note:
        note = note.replace(known.note, "known")
    if known is not None and known.members:
        note = note.replace(", ".join(known.members), "members")
    means = statement.expression
    if statement.names:
        means = "members" if known is not None and statement.names == known.members else "/".join(statement.names)
    words = [means, statement.certainty.value, statement.part.value]
    words += ["not offered"] if not statement.outbound else []
    words += [statement.kind.value] if statement.kind is not StatementKind.LICENSE else []
    words += [statement.limit] if statement.limit else []
    words += [statement.time.value] if statement.time is not StatementTime.NOW else []
    words += [statement.plainness.value] if statement.plainness is not Plainness.CLOSED else []
    words += [f"for {' '.join(statement.covers)}"] if statement.covers else []
    words += [f"[{note}]"] if note else []
    return f"{statement.location} ({statement.by}): {statement.raw} → {', '.join(words)}"
