"""A whole text found in a file, and whether it is only a part of another license.

MIT is contained word for word in every license that adds a clause to it; a title, an appendix or a second half may
belong to it too. So each is compared with the known texts once more, together with the words around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.identify.match.align import align
from auditor.identify.match.assess import UNDISTINGUISHED, Piece, judged
from auditor.identify.match.nearest import Nearby, nearby
from auditor.identify.match.relatives import distance
from auditor.identify.match.surroundings import Weight, weigh
from auditor.identify.match.titles import conflicts, miscounts
from auditor.model import Match

if TYPE_CHECKING:
    from auditor.identify.index.known import Index
    from auditor.identify.index.traces import Traces
    from auditor.identify.match.align import Aligned
    from auditor.identify.normalize.folding import Folded
    from auditor.model.budget import Budget

_MOST_JOINED = 8
"""Most texts that may make up one license."""
_SLIPS = 0.03
"""Largest share of words that may differ in a license made of several texts."""
_SLACK = 40
_ROOM = 1_500
"""Most words next to a piece that may belong to the same license."""
_TITLE = 16
_MOST = 0.7
"""Least share of a text that a license containing it must explain, even if it is compared by phrases."""
_SHORT = 100
"""Words of a short license."""
_TIMES = 20
_PARTS, _WORDS = 60, 400_000
"""For a short text."""


class Effort:
    """How much more of one file may be compared with the known texts."""

    def __init__(self, parts: int = _PARTS, words: int = _WORDS, budget: Budget | None = None) -> None:
        self.parts = parts
        self.words = words
        self.budget = budget

    @classmethod
    def of(cls, text: Folded, budget: Budget | None) -> Effort:
        """Enough for a text of that length that consists of short licenses, each compared a few times."""
        count = len(text.words)
        return cls(max(_PARTS, count // _SHORT), max(_WORDS, _TIMES * count), budget)

    def spent(self, words: int) -> bool:
        """Whether a part with this many words may still be compared; if so, it counts as compared.

        Raises `OutOfTimeError`.
        """
        if self.parts <= 0 or self.words < words:
            return False
        if self.budget is not None:
            self.budget.check()
        self.parts -= 1
        self.words -= words
        return True


def composite(traces: Traces, pieces: list[Piece]) -> list[Piece]:
    """The one license that consists of the pieces, several known texts; otherwise nothing."""
    if not 1 < len(pieces) <= _MOST_JOINED:
        return []
    index, text = traces.index, traces.text
    first, end = 0, len(text.words)
    near = nearby(traces, first, end)
    if near is None or near.rivals or distance(near.best, first, end) > _SLIPS * end + _SLACK:
        return []
    piece = judged(index, text, near, first, end)
    return [piece] if piece and piece.named else []


def joined(traces: Traces, pieces: list[Piece], effort: Effort) -> list[Piece]:
    """The pieces, each replaced by another known text if that is nearer to it and the words next to it."""
    kept: list[Piece] = []
    for at, piece in enumerate(pieces):
        before = kept[-1].end if kept else 0
        after = pieces[at + 1].first if at + 1 < len(pieces) else len(traces.text.words)
        wider = _extended(traces, piece, before, after) or piece
        kept.append(_other(traces, wider, before, after, effort) or wider)
    return kept


def retitled(index: Index, text: Folded, piece: Piece, *, after: int) -> Piece:
    """The piece; unnamed if the words before it, from word `after` on, are the title of another version."""
    if piece.number < 0 or not piece.named:
        return piece
    known = index.known[piece.number]
    before = text.slice(max(min(after, piece.first), piece.first - _TITLE), piece.first)
    title = index.words(piece.number)[: known.title] or [word for name in known.names for word in name.split()]
    key = f"{piece.names[0].license} {piece.names[0].key.rpartition(':')[2]}"
    if not conflicts(before, title, key) and not miscounts(before, key):
        return piece
    return piece._replace(match=Match.NEAR, named=False, note="the title says another version")


def _extended(traces: Traces, piece: Piece, before: int, after: int) -> Piece | None:
    """The piece with its title, preamble or appendix, if they are present except for a copyright line."""
    short = piece.words - (piece.end - piece.first)
    if piece.number < 0 or short <= 0 or (before, after) == (piece.first, piece.end):
        return None
    first, end = max(before, piece.first - short - _SLACK), min(after, piece.end + short + _SLACK)
    aligned = align(traces, piece.number, first, end)
    if aligned is None or aligned.real or aligned.typos or not aligned.exactness:
        return None
    if aligned.first > piece.first or aligned.end < piece.end or aligned.end - aligned.first <= piece.end - piece.first:
        return None
    return judged(traces.index, traces.text, Nearby(aligned, ()), first, end)


def _other(traces: Traces, piece: Piece, before: int, after: int, effort: Effort) -> Piece | None:
    """Another license that explains the piece together with the binding words around it."""
    index, text = traces.index, traces.text
    room = max(_ROOM, piece.words)
    first = max(before, piece.first - room) if _heavy(text, before, piece.first) else piece.first
    end = min(after, piece.end + room) if _heavy(text, piece.end, after) else piece.end
    if (first, end) == (piece.first, piece.end) or not effort.spent(end - first):
        return None
    near = nearby(traces, first, end)
    if near is not None:
        first, end, near = _with_rest(traces, (first, end), (before, after), near, effort)
    if near is not None and near.rivals:
        first, end, near = _with_title(traces, first, end, before, near)
    if near is None:
        return None
    alone = (piece.first - first) + (end - piece.end)
    if near.best.known.name.license in {name.license for name in piece.names}:
        rivals = [
            relative
            for relative in near.rivals
            if piece.match is not Match.EXACT or _reaches(relative, piece, first, end)
        ]
        names = (*piece.names, *(rival.known.name for rival in rivals))
        if rivals:
            return piece._replace(names=names, match=Match.MODIFIED, named=False, note=UNDISTINGUISHED)
        # a longer rendition that begins with the piece
        longer = near.best.matched > piece.words + _SLACK and distance(near.best, first, end) < alone
        return judged(index, text, near, first, end) if longer else None
    covers = near.best.first <= piece.first + _SLACK and near.best.end >= piece.end - _SLACK
    if covers and (piece.match is not Match.EXACT or distance(near.best, first, end) < alone):
        return judged(index, text, near, first, end)
    return None


def _reaches(rival: Aligned, piece: Piece, first: int, end: int) -> bool:
    """Whether a rival of a text that is present word for word explains it, and some of the words next to it."""
    low, high = max(rival.first, piece.first), min(rival.end, piece.end)
    explained = sum(rival.explained[low - rival.first : high - rival.first]) if low < high else 0
    if explained < _MOST * (piece.end - piece.first):
        return False
    if rival.exactness:
        return distance(rival, first, end) < (piece.first - first) + (end - piece.end)
    return rival.first < piece.first or rival.end > piece.end


def _with_rest(
    traces: Traces, part: tuple[int, int], room: tuple[int, int], near: Nearby, effort: Effort
) -> tuple[int, int, Nearby]:
    """The part with the words around it in which the rest of its license is; unchanged if it is not there."""
    best = near.best
    lacking = sum(run.high - run.low for run in best.real) + _SLACK
    first, end = max(room[0], part[0] - lacking), min(room[1], part[1] + lacking)
    if lacking < 2 * _SLACK or (first, end) == part or not effort.spent(end - first):
        return *part, near
    wider = nearby(traces, first, end)
    if wider is None or wider.best.known.name.license != best.known.name.license or wider.best.matched <= best.matched:
        return *part, near
    return first, end, wider


def _with_title(traces: Traces, first: int, end: int, before: int, near: Nearby) -> tuple[int, int, Nearby]:
    """The part with the words before it, if they are its title and decide between several close texts."""
    start = max(before, first - _TITLE)
    wider = nearby(traces, start, end) if start < first else None
    close_licenses = {aligned.known.name.license for aligned in (near.best, *near.rivals)}
    if wider is None or wider.rivals or wider.best.known.name.license not in close_licenses:
        return first, end, near
    return start, end, wider


def _heavy(text: Folded, first: int, end: int) -> bool:
    return end > first and weigh(text.slice(first, end)) is Weight.BINDING
