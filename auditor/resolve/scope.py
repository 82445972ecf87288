"""Which statement is about which part, once all statements are known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.documents import in_package_metadata
from auditor.model import (
    Certainty,
    DocumentKind,
    LicenseKind,
    Part,
    Plainness,
    StatementKind,
    StatementSource,
    StatementSubject,
)
from auditor.patterns import regex
from auditor.resolve.covered import holds_only_loaders, is_of_a_base
from auditor.resolve.keys import keys

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Repository, Statement


_PACKAGES = (DocumentKind.PACKAGE_METADATA, DocumentKind.PACKAGE_JSON)
_LICENSE_WORDS = regex(r"(?i)\b(?:licen[cs]es?|copying|unlicense|terms|agreement|txt|md|rst|html?|text|the)\b")
_OF_WEIGHTS = regex(r"(?i)model|weights|checkpoint|ckpt")


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
        statement.outbound and statement.part is Part.WEIGHTS and statement.path.startswith(inside)
        for statement in statements
    ):
        return statements
    above = {
        document.path for document in repository.of_kind(DocumentKind.LICENSE) if not document.path.startswith(inside)
    }
    return tuple(
        statement.replace(outbound=False)
        if statement.source is StatementSource.DETECTED and statement.path in above
        else statement
        for statement in statements
    )


def carried_along(
    statements: tuple[Statement, ...], brought: tuple[Statement, ...], knowledge: Knowledge
) -> tuple[Statement, ...]:
    """The statements, with permissive texts of an upstream in files of their own not counted as offers of this model.

    `LICENSE-DeepSeek` next to the LICENSE: the license only requires that its text travel with the work. This applies
    only if something else offers the weights, under a plain name or in a field.
    """
    inherited = {key for statement in brought for key in keys(statement, knowledge) if _is_permissive(key, knowledge)}
    if not inherited:
        return statements
    along = {
        statement
        for statement in statements
        if statement.source is StatementSource.DETECTED
        and statement.part is Part.WEIGHTS
        and _is_named_for_somebody(statement.path.rpartition("/")[2])
        and bool(keys(statement, knowledge))
        and keys(statement, knowledge) <= inherited
    }
    if not any(
        statement.outbound and statement.part is Part.WEIGHTS and statement not in along for statement in statements
    ):
        return statements
    return tuple(statement.replace(outbound=False) if statement in along else statement for statement in statements)


def _is_permissive(key: str, knowledge: Knowledge) -> bool:
    profile = knowledge.profile(key)
    return profile is not None and profile.kind is LicenseKind.PERMISSIVE


def _is_named_for_somebody(name: str) -> bool:
    """Whether the name of a license file has a word other than "license", "model" and "weights"."""
    rest = _LICENSE_WORDS.sub(" ", re.sub(r"[\W_]+", " ", name))
    return bool(rest.strip()) and (is_of_a_base(name) or not _OF_WEIGHTS.search(rest))


def packaged(statements: tuple[Statement, ...], repository: Repository) -> tuple[Statement, ...]:
    """The statements, with those of a package's own metadata treated as about the weights if it contains nothing else.

    This applies only if nothing nearer offers the weights: a package may contain somebody else's model with its
    license, and then says which files are its own.
    """
    if any(statement.outbound and statement.part is Part.WEIGHTS for statement in statements):
        return statements
    if not holds_only_loaders(repository):
        return statements
    papers = {document.path for document in repository.of_kind(*_PACKAGES)}
    papers |= {
        document.path for document in repository.of_kind(DocumentKind.LICENSE) if in_package_metadata(document.path)
    }
    return tuple(
        statement.replace(part=Part.WEIGHTS)
        if statement.part is Part.UNCLEAR and statement.outbound and not statement.quote and statement.path in papers
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


def _is_of(statement: Statement, part: Part) -> bool:
    return statement.part is part and not (part is Part.CODE and statement.covers)


def _ids(statement: Statement) -> set[str]:
    return set(spdx.ids(statement.expression))
