"""The ids of the SPDX and ScanCode license lists, without loading license-expression, which has them too.

`listed.txt` is written by `make expected` from the installed license-expression: a line is an id as its list
spells it, after `WITH ` if it is an exception, then its aliases, separated by tabs.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from auditor.model.base import Value

_FILE = Path(__file__).with_name("listed.txt")

_NEWER = ("OpenMDW-1.0",)
"""Ids on the SPDX list (3.29), and not yet on that of license-expression."""
_WITH = "WITH "
_LICENSES = ("eCos-2.0",)
"""Licenses on the SPDX list that license-expression calls exceptions."""


class Listed(Value, frozen=True):
    """Ids by their lower case."""

    ids: dict[str, str]
    """The spelling of the list."""
    meaning: dict[str, str]
    """The same, and the ids that aliases mean."""
    exceptions: frozenset[str]
    """The ids of exceptions, which are no licenses."""


@cache
def listed() -> Listed:
    """Every listed id."""
    rows = [line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines()]
    exceptions = {row[0].removeprefix(_WITH) for row in rows if row[0].startswith(_WITH)} - set(_LICENSES)
    rows = [[row[0].removeprefix(_WITH), *row[1:]] for row in rows]
    ids = {row[0].lower(): row[0] for row in rows} | {license_id.lower(): license_id for license_id in _NEWER}
    meaning = {name.lower(): row[0] for row in rows for name in row[1:]} | ids
    return Listed(ids, meaning, frozenset(map(str.lower, exceptions)))
