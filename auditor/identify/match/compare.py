"""Compares one text with the known ones: which licenses are in it, where, and how exactly.

Whole texts are found first, word for word. The rest is assessed (`surroundings`); what is more than a title or an
attribution is compared with the known texts, alone and together with its neighbours. What no known text explains
belongs to the license next to it, which is then modified.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.identify.index.traces import Traces
from auditor.identify.match.additions import inside_prose, weighed
from auditor.identify.match.assess import PART, Piece, described, judged, settled
from auditor.identify.match.containment import Effort, composite, joined, retitled
from auditor.identify.match.nearest import nearby
from auditor.identify.match.surroundings import Weight, weigh
from auditor.identify.match.whole_texts import Span, whole_texts
from auditor.identify.normalize.fingerprint import digest
from auditor.model import Match

if TYPE_CHECKING:
    from auditor.identify.index.known import Index
    from auditor.identify.normalize.folding import Folded
    from auditor.model.budget import Budget

_LEAST = 6
"""Fewest words of a text that is not compared by digest alone."""


def compare(index: Index, text: Folded, *, whole_only: bool = False, budget: Budget | None = None) -> tuple[Piece, ...]:
    """Every license in the text, in order; a part that resembles none is not among them.

    `whole_only`: only those that are contained word for word, in prose that is about other things too. Raises
    `OutOfTimeError` if the `budget` is spent.
    """
    count = len(text.words)
    names = index.lookup(digest(text.words)) if count else ()
    if names:
        match = Match.EXTRA if text.front else Match.EXACT
        return (settled(names, Piece(names, match, 0, count, matcher="digest")),)
    if count < _LEAST:
        return ()
    traces = Traces(index, text)
    pieces = _whole(whole_texts(index, text.words, traces.whole.shared))
    if whole_only:
        return inside_prose(text, pieces)
    effort = Effort.of(text, budget)
    pieces = composite(traces, pieces) or joined(traces, pieces, effort)
    pieces = [retitled(index, text, piece, after=pieces[at - 1].end if at else 0) for at, piece in enumerate(pieces)]
    return weighed(text, _filled(traces, pieces, effort))


def closest(index: Index, text: Folded) -> Piece | None:
    """The known text that resembles the whole text most, however little."""
    near = nearby(Traces(index, text), 0, len(text.words))
    return described(index, near, "") if near else None


def _whole(spans: list[Span]) -> list[Piece]:
    """The spans as pieces; spans of the same words as one piece."""
    places: dict[tuple[int, int], list[Span]] = {}
    for span in spans:
        places.setdefault((span.first, span.end), []).append(span)
    pieces = []
    for (first, end), here in places.items():
        names = tuple(span.known.name for span in here)
        known, number = here[0].known, here[0].number
        piece = Piece(names, Match.EXACT, first, end, matcher="digest", words=known.words, number=number)
        pieces.append(settled(names, piece))
    return pieces


def _filled(traces: Traces, pieces: list[Piece], effort: Effort) -> list[Piece]:
    """The pieces, and those that resemble a known text in the parts between them."""
    index, text = traces.index, traces.text
    filled = list(pieces)
    parts = _gaps(filled, len(text.words))
    while parts:
        first, end = parts.pop(0)
        if end - first < PART or weigh(text.slice(first, end)) is not Weight.BINDING or not effort.spent(end - first):
            continue
        near = nearby(traces, first, end)
        piece = judged(index, text, near, first, end) if near else None
        if piece is not None:
            filled.append(piece)
            parts += [(first, piece.first), (piece.end, end)]
    return sorted(filled, key=lambda piece: (piece.first, piece.end))


def _gaps(pieces: list[Piece], count: int) -> list[tuple[int, int]]:
    """The parts that no piece covers."""
    gaps, at = [], 0
    for piece in pieces:
        if piece.first > at:
            gaps.append((at, piece.first))
        at = max(at, piece.end)
    if at < count:
        gaps.append((at, count))
    return gaps
