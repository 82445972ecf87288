"""Assesses a license found in a text: what may be concluded from the known text aligned with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.identify.match.certainty import degree, doubted
from auditor.model import Match

if TYPE_CHECKING:
    from auditor.identify.index.known import Index, Name
    from auditor.identify.match.align import Aligned
    from auditor.identify.match.nearest import Nearby
    from auditor.identify.normalize.folding import Folded

UNDISTINGUISHED = "the words that distinguish them are missing"
PART = 14
"""Fewest words of a part that is compared with known texts."""
ALIKE = 0.8
"""Least share of the license, and of the file, for them to count as alike."""
_WHOLE = 0.95
_CONTAINED = 0.4
"""Least share of the file that a whole license must explain."""
_CUT_SHORT = 0.25
"""Least share of a truncated license, if the file contains nothing else."""
_MOST = 0.6
"""Least share of a part that a truncated license must explain."""


class Piece(NamedTuple):
    """A license in a text: words `first` to `end`."""

    names: tuple[Name, ...]
    """What it may be; a single name if it is settled."""
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
    """Of the known text; -1 if a digest identified it."""


def judged(index: Index, text: Folded, near: Nearby, first: int, end: int) -> Piece | None:
    """The nearest text as a piece; None if it resembles the part too little."""
    best = near.best
    share, explained = best.license_coverage, best.file_coverage
    alike = share >= ALIKE and explained >= ALIKE
    most = best.end - best.first >= _MOST * (end - first)
    cut_short = explained >= _WHOLE and share >= _CUT_SHORT and best.matched >= PART and most
    contained = share >= _WHOLE and explained >= _CONTAINED
    if not (alike or cut_short or contained):
        return None
    doubt = UNDISTINGUISHED if near.rivals else doubted(index, text, best, first, end)
    piece = described(index, near, doubt)
    if doubt:
        return piece
    if best.real or best.typos:
        return settled(piece.names, piece._replace(match=degree(index, text, best)))
    return settled(piece.names, piece._replace(match=Match.EXTRA if best.beside else Match.EXACT))


def described(index: Index, near: Nearby, doubt: str) -> Piece:
    """The nearest text as a piece, with match `near` until more is known."""
    best = near.best
    return Piece(
        tuple({aligned.known.name.license: aligned.known.name for aligned in (best, *near.rivals)}.values()),
        Match.NEAR,
        best.first,
        best.end,
        tuple((run.first, run.end) for run in (*best.real, *best.typos, *best.beside) if run.end > run.first),
        _missing(index, best),
        best.license_coverage,
        best.file_coverage,
        "aligned" if best.exactness else "phrases",
        doubt,
        named=not doubt,
        words=best.known.words,
        number=best.number,
    )


def settled(names: tuple[Name, ...], piece: Piece) -> Piece:
    """The piece under these names; unnamed if they are different licenses, `near` if the text is known only in part."""
    once = tuple({name.license: name for name in names}.values())
    if len(once) > 1:
        return piece._replace(names=once, match=Match.NEAR, named=False, note="these licenses share this text")
    if once[0].partial:
        return piece._replace(names=once, match=Match.NEAR, note="only a part of this license's text is known here")
    return piece._replace(names=once)


def _missing(index: Index, best: Aligned) -> tuple[str, ...]:
    words = index.words(best.number)
    return tuple(
        " ".join(words[run.low : run.high]) if words else f"({run.high - run.low} words)"
        for run in (*best.real, *best.typos)
        if run.high > run.low
    )
