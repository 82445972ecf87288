"""Statements from a field that names a license."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Part
from auditor.resolve.meaning import declared, first_line, meanings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Location, Statement

_NOTHING = frozenset(("unknown", "none", "n/a", "tbd", "null"))
"""What build tools write if no license was given: no statement."""


def of_field(
    value: str,
    location: Location,
    by: str,
    knowledge: Knowledge,
    *,
    part: Part = Part.WEIGHTS,
    note: str | None = None,
    outbound: bool = True,
    covers: tuple[str, ...] = (),
) -> Iterator[Statement]:
    """The statements of a value: one for each part that it names.

    `part` is what the field is about if the value names none; `note` as in `declared`.
    """
    raw = first_line(value)
    if not raw or raw.lower() in _NOTHING:
        return
    for meant in meanings(raw, knowledge):
        yield declared(
            meant.means,
            raw,
            location,
            by,
            part=meant.part or part,
            note=note,
            outbound=outbound,
            covers=covers,
        )
