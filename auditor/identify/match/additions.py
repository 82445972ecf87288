"""How the words next to a license affect it: not at all, as further words, or as other terms.

Binding words next to a license count as a part of it, unless a line of dashes or a heading separates them from it
and they have a copyright line of their own: then they are another text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from auditor.identify.copyrights.grammar import is_copyright_line
from auditor.identify.match import titles
from auditor.identify.match.assess import ALIKE
from auditor.identify.match.surroundings import Weight, weigh
from auditor.model import Match
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.identify.match.assess import Piece
    from auditor.identify.normalize.folding import Folded

_SEPARATOR = regex(r"^[ \t>]{0,20}(?:[-=*_#~+\u2500\u2550]{5,}[ \t]*|#{1,6}[ \t][^\n]{1,120})$", re.MULTILINE)
_HEAD_LINES = 12
_TITLE = 40
"""Most words at its head within which a license names itself."""


def weighed(text: Folded, pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces, with the effect of the words next to each."""
    return tuple(_weighed(text, pieces, at) for at in range(len(pieces)))


def inside_prose(text: Folded, pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces within a longer prose: the words after each, up to a heading, may still be a clause of it."""
    weighed_pieces = []
    for at, piece in enumerate(pieces):
        end = pieces[at + 1].first if at + 1 < len(pieces) else len(text.words)
        after = next(iter(_parts(text, piece.end, end)), (piece.end, piece.end))
        binds = weigh(text.slice(*after)) is Weight.BINDING
        match = Match.MODIFIED if binds else Match.EXTRA
        weighed_pieces.append(
            piece._replace(match=match if piece.match is Match.EXACT else piece.match, added=(after,) * binds)
        )
    return tuple(weighed_pieces)


def unexplained(text: Folded, pieces: tuple[Piece, ...]) -> tuple[tuple[int, int], ...]:
    """The binding parts that no piece explains or includes."""
    taken = sorted(
        (*((piece.first, piece.end) for piece in pieces), *(part for piece in pieces for part in piece.added))
    )
    parts, at = [], 0
    for first, end in (*taken, (len(text.words), len(text.words))):
        parts += [part for part in _parts(text, at, first) if weigh(text.slice(*part)) is Weight.BINDING]
        at = max(at, end)
    return tuple(parts)


def _weighed(text: Folded, pieces: list[Piece], at: int) -> Piece:
    piece = pieces[at]
    # an excerpt of a license explains nothing: it may be a clause added to this one
    others = [other for other in pieces if other is piece or other.license_coverage >= ALIKE]
    place = others.index(piece)
    before = others[place - 1].end if place else 0
    after = others[place + 1].first if place + 1 < len(others) else len(text.words)
    wider = _with(text, piece, _near_part(text, before, piece.first, last=True, neighbour=place > 0))
    wider = _with(text, wider, _near_part(text, piece.end, after, last=False, neighbour=place + 1 < len(others)))
    if at == 0 and text.front and wider.match is Match.EXACT:
        return wider._replace(match=Match.EXTRA)
    return wider


def _with(text: Folded, piece: Piece, side: tuple[int, int]) -> Piece:
    """The piece with the words on one side of it."""
    first, end = side
    if first >= end:
        return piece
    title = tuple(titles.of(text.words[piece.first : piece.first + _TITLE], 0))
    weight = weigh(text.slice(first, end), title=title, key=" ".join(name.key for name in piece.names))
    if weight is Weight.NOTHING:
        return piece
    match = piece.match
    if weight is Weight.BINDING and match in (Match.EXACT, Match.EXTRA, Match.NEAR) and piece.named:
        match = Match.MODIFIED
    elif match is Match.EXACT:
        match = Match.EXTRA
    share = (piece.end - piece.first) / max(1, piece.end - piece.first + end - first)
    return piece._replace(match=match, added=(*piece.added, side), file_coverage=min(piece.file_coverage, share))


def _near_part(text: Folded, first: int, end: int, *, last: bool, neighbour: bool) -> tuple[int, int]:
    """The part of the words between two texts that belongs to one of them: the `last`, or the first.

    All of them, if a part farther away belongs to neither: it has no copyright line of its own, and there
    is no `neighbour` to which it could belong.
    """
    parts = _parts(text, first, end)
    if len(parts) < 2:  # noqa: PLR2004 - nothing parts them
        return first, end
    near, far = (parts[-1], parts[:-1]) if last else (parts[0], parts[1:])
    if neighbour:
        far = far[1:] if last else far[:-1]
    return near if all(_is_separate(text, part) for part in far) else (first, end)


def _parts(text: Folded, first: int, end: int) -> list[tuple[int, int]]:
    """The words divided at lines of dashes and at headings."""
    if first >= end:
        return []
    start = text.starts[first - 1] if first else 0
    stop = text.starts[end] if end < len(text.starts) else len(text.clean)
    cuts = [bisect_left(text.starts, match.start()) for match in _SEPARATOR.finditer(text.clean, start, stop)]
    return list(pairwise((first, *(cut for cut in dict.fromkeys(cuts) if first <= cut <= end), end)))


def _is_separate(text: Folded, part: tuple[int, int]) -> bool:
    """Whether a part is a text of its own: it begins with a copyright line, or has no words."""
    if part[0] == part[1]:
        return True
    start = text.clean.rfind("\n", 0, text.starts[part[0]]) + 1
    stop = text.starts[part[1]] if part[1] < len(text.starts) else len(text.clean)
    lines = [line for line in text.clean[start:stop].split("\n") if line.strip()]
    return any(is_copyright_line(line) for line in lines[:_HEAD_LINES])
