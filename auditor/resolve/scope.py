"""Which statement is about which part, once all statements are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import Certainty, DocumentKind, Part, Plainness, StatementKind, StatementSource, StatementSubject

if TYPE_CHECKING:
    from auditor.model import Repository, Statement


def scoped(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements, with a LICENSE that the card assigns to the code treated as the code's.

    "The code is MIT. The weights are CC BY-NC 4.0." next to the MIT text is common and not a contradiction. This
    applies only if another license is plainly named for the weights.
    """
    plain = [
        statement
        for statement in statements
        if statement.kind is StatementKind.LICENSE
        and statement.certainty is Certainty.IDENTIFIED
        and statement.plainness is Plainness.CLOSED
        and statement.subject is StatementSubject.SELF
        and statement.source is StatementSource.DECLARED
    ]
    of_code = {license_id for statement in plain if _is_of(statement, Part.CODE) for license_id in _ids(statement)}
    of_weights = {
        license_id for statement in plain if _is_of(statement, Part.WEIGHTS) for license_id in _ids(statement)
    }
    if not of_weights and not _named_otherwise(statements):
        return statements
    return tuple(
        statement.replace(part=Part.CODE)
        if statement.source is StatementSource.DETECTED
        and statement.part is Part.WEIGHTS
        and not statement.covers
        and statement.certainty is Certainty.IDENTIFIED
        and _ids(statement) <= of_code - of_weights
        else statement
        for statement in statements
    )


def nearest(statements: tuple[Statement, ...], repository: Repository) -> tuple[Statement, ...]:
    """The statements; if a nearer one offers the weights, license texts above the model offer nothing.

    A LICENSE above governs only if no nearer statement does, and never contradicts one (design §5.20).
    """
    root = next(iter(repository.roots), "")
    inside = f"{root}/" if root else ""
    if not any(
        statement.outbound and statement.part is Part.WEIGHTS and _path(statement).startswith(inside)
        for statement in statements
    ):
        return statements
    above = {
        document.path for document in repository.of_kind(DocumentKind.LICENSE) if not document.path.startswith(inside)
    }
    return tuple(
        statement.replace(outbound=False)
        if statement.source is StatementSource.DETECTED and _path(statement) in above
        else statement
        for statement in statements
    )


def _named_otherwise(statements: tuple[Statement, ...]) -> bool:
    """Whether a field names a license of the weights that is not identified."""
    return any(
        statement.outbound
        and statement.part is Part.WEIGHTS
        and statement.source is StatementSource.DECLARED
        and statement.certainty in (Certainty.UNKNOWN, Certainty.FAMILY)
        for statement in statements
    )


def _path(statement: Statement) -> str:
    return statement.location.path if statement.location else ""


def _is_of(statement: Statement, part: Part) -> bool:
    return statement.part is part and not (part is Part.CODE and statement.covers)


def _ids(statement: Statement) -> set[str]:
    return set(spdx.ids(statement.expression))
