"""Loads and validates rules/license-names.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from auditor.errors import RuleError
from auditor.identify.names.find import Entry, Names
from auditor.identify.words import PatternError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "license-names.toml"
_FIELDS = {"license", "family", "patterns", "bare", "capitals", "links", "hits", "misses"}


@lru_cache(maxsize=4)
def names(root: Path) -> Names:
    """The names of licenses that rules/ under `root` knows; raises RuleError where the file is malformed."""
    table = _read(root / FILE)
    try:
        return Names(
            tuple(_entry(row) for row in table.get("name", ())), table["creative-commons"], table.get("words", {})
        )
    except (PatternError, KeyError, TypeError) as error:
        msg = f"{FILE}: {error}"
        raise RuleError(msg, tip="See rules/README.md.") from error


def rows(root: Path) -> tuple[dict[str, Any], ...]:
    """The entries as written, with their cases."""
    return tuple(_read(root / FILE).get("name", ()))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        msg = f"{path.name}: {error}"
        raise RuleError(msg, tip="See rules/README.md.") from error


def _entry(row: dict[str, Any]) -> Entry:
    unknown = set(row) - _FIELDS
    if unknown or ("license" in row) == ("family" in row):
        msg = f"{FILE}: {row.get('license', row.get('family'))}: either license or family, and no {sorted(unknown)}"
        raise RuleError(msg, tip="See rules/README.md.")
    return Entry(
        license=row.get("license", ""),
        family=row.get("family", ""),
        patterns=tuple(row.get("patterns", ())),
        bare=tuple(row.get("bare", ())),
        capitals=bool(row.get("capitals", False)),
        links=tuple(row.get("links", ())),
    )
