"""What counts of the badges of a card: pictures are copied from template to template, and lines are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.resolve.prose.statement import Kind, ProseStatement, Subject

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def is_of_this_model(statement: ProseStatement) -> bool:
    """Whether it states the license of this model."""
    return statement.subject is Subject.SELF and statement.kind is Kind.LICENSE and not statement.denied


def without_badges(
    statements: Sequence[ProseStatement], of_badges: Collection[ProseStatement]
) -> tuple[ProseStatement, ...]:
    """The statements, without those of badges where a line states the license of the weights."""
    lines = [statement for statement in statements if statement not in of_badges]
    if not any(is_of_this_model(statement) and statement.part == "weights" for statement in lines):
        return tuple(statements)
    return tuple(lines)
