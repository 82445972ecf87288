"""The ids of the SPDX and ScanCode license lists, without loading license-expression, which has them too.

`listed.txt` is written by `make expected` from the installed license-expression: a line is an id as its list
spells it, then its aliases, separated by tabs.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from auditor.model.base import Value

_FILE = Path(__file__).with_name("listed.txt")

_NEWER = ("OpenMDW-1.0",)
"""Ids on the SPDX list (3.29), and not yet on that of license-expression."""


class Listed(Value, frozen=True):
    """Ids by their lower case."""

    ids: dict[str, str]
    """The spelling of the list."""
    meaning: dict[str, str]
    """The same, and the ids that aliases mean."""


@cache
def listed() -> Listed:
    """Every listed id."""
    rows = [line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines()]
    ids = {row[0].lower(): row[0] for row in rows} | {license_id.lower(): license_id for license_id in _NEWER}
    return Listed(ids, {name.lower(): row[0] for row in rows for name in row[1:]} | ids)
