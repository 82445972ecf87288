"""Which model a person's decision is about: a model must not be able to claim decisions made for another."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.model import Audit


_WILDCARDS = "*?/\\. "


def is_for(target: str, audit: Audit, *, own_name: bool) -> bool:
    """Whether `target` names this model: by its id, with or without its revision, or by a pattern of its path.

    `own_name` is whether only the model's own documents give its name.
    """
    name, at, revision = target.partition("@")
    repository = audit.repository
    if not own_name and repository.name and name.lower() == repository.name.lower():
        return not at or bool(revision and (repository.revision or "").startswith(revision))
    here, wanted = _plain(audit.target), _plain(target)
    return here == wanted or fnmatchcase(here, wanted)


def is_specific(target: str) -> bool:
    """Whether `target` names a model at all: a pattern of wildcards alone fits every model, as no target does."""
    return bool(target.strip(_WILDCARDS)) or target in (".", "./")


def _plain(path: str) -> str:
    return path.replace("\\", "/").removeprefix("./").rstrip("/") or "."
