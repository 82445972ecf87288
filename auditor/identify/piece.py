"""A license found in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from auditor.identify.known import Name
    from auditor.model import Match


class Piece(NamedTuple):
    """A license in a text: words `first` to `end`."""

    names: tuple[Name, ...]
    """What it may be; one where it is settled."""
    match: Match
    first: int
    end: int
    added: tuple[tuple[int, int], ...] = ()
    missing: tuple[str, ...] = ()
    license_coverage: float = 1.0
    file_coverage: float = 1.0
    matcher: str = "aligned"
    note: str = ""
    named: bool = True
    words: int = 0
    """Size of the license."""
    number: int = -1
    """Of the known text; -1 where a digest told it."""
