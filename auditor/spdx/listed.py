"""The ids on the SPDX license list and on that of ScanCode, without loading license-expression, which has them too.

`listed.txt` is written by `make expected` from the license-expression that is installed: a line is an id as its list
spells it, then what else means the same license, with tabs between.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from auditor.model.base import Value

_FILE = Path(__file__).with_name("listed.txt")

_NEWER = ("OpenMDW-1.0",)
"""On the SPDX list (3.29), and not yet on that of license-expression."""


class Listed(Value, frozen=True):
    """Ids by their lower case."""

    ids: dict[str, str]
    """As the list spells them."""
    meaning: dict[str, str]
    """The same, and the id that another name means."""


@cache
def listed() -> Listed:
    """Every listed id."""
    rows = [line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines()]
    ids = {row[0].lower(): row[0] for row in rows} | {license_id.lower(): license_id for license_id in _NEWER}
    return Listed(ids, {name.lower(): row[0] for row in rows for name in row[1:]} | ids)
