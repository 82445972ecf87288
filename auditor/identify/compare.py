"""One text against the known ones: which licenses stand in it, where, and how exactly.

Whole texts are found first, word for word. What they leave is weighed (`beside`); what is too
heavy to be a title or an attribution is laid beside the known texts, alone and together with its
neighbours. What no known text explains belongs to the license it stands beside, which is then
modified.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.identify.align import Aligned, align
from auditor.identify.beside import Weight, weigh
from auditor.identify.doubts import degree, doubted
from auditor.identify.fingerprint import digest, shingles
from auditor.identify.nearby import Nearby, nearby
from auditor.identify.piece import Piece
from auditor.identify.relatives import distance
from auditor.identify.sides import inside_prose, weighed
from auditor.identify.spans import Span, whole_texts
from auditor.identify.titles import conflicts
from auditor.model import Match

if TYPE_CHECKING:
    from auditor.identify.known import Index, Name
    from auditor.identify.normalize import Folded

_UNTOLD = "the words that tell them apart are not there"
_LEAST = 6
"""Words below which a text is compared by digest alone."""
_PART = 14
"""Words of a part that is worth laying beside a known text."""
_MOST_PARTS = 40
_ALIKE = 0.8
_WHOLE = 0.95
_CUT_SHORT = 0.25
_MOST = 0.6
"""Share of a part that a license cut short must explain."""
_CONTAINED = 0.4
_SMALL = 3
"""Words of a difference that may be chance: a slip, not a clause."""
_TITLE = 16
_MOST_JOINED = 6
_SLIPS = 0.03
_SLACK = 40
_ROOM = 1_500
"""Words beside a piece that may belong to the same license."""
_ONE_WAY = 0.01
"""Share of words that may be added to a text that lacks others, or lack in one that has more: else it is a relative."""
_OPENING = 8
"""Words that stand for the title where there is none."""


def compare(index: Index, text: Folded, *, whole_only: bool = False) -> tuple[Piece, ...]:
    """Every license in the text, in order; a part that resembles none is not among them.

    `whole_only`: those that stand there word for word, in prose that speaks of other things too.
    """
    count = len(text.words)
    names = index.lookup(digest(text.words)) if count else ()
    if names:
        match = Match.EXTRA if text.front else Match.EXACT
        return (_settled(names, Piece(names, match, 0, count, matcher="digest")),)
    if count < _LEAST:
        return ()
    shared = index.shared(shingles(text.words))
    pieces = _from_spans(whole_texts(index, text.words, shared))
    if whole_only:
        return inside_prose(text, pieces)
    pieces = _composite(index, text, pieces) or _joined(index, text, pieces)
    pieces = [_retitled(index, text, piece) for piece in pieces]
    pieces = _fill(index, text, pieces)
    return weighed(text, pieces)


def closest(index: Index, text: Folded) -> Piece | None:
    """The known text that resembles the whole text most, however little."""
    near = nearby(index, text, 0, len(text.words))
    return _described(index, near, "") if near else None


def _from_spans(spans: list[Span]) -> list[Piece]:
    pieces: list[Piece] = []
    for span in spans:
        if pieces and (pieces[-1].first, pieces[-1].end) == (span.first, span.end):
            last = pieces.pop()
            names = (
                last.names
                if any(name.license == span.known.name.license for name in last.names)
                else (*last.names, span.known.name)
            )
            pieces.append(_settled(names, last))
            continue
        piece = Piece(
            (span.known.name,),
            Match.EXACT,
            span.first,
            span.end,
            matcher="digest",
            words=span.known.words,
            number=span.number,
        )
        pieces.append(_settled(piece.names, piece))
    return pieces


def _settled(names: tuple[Name, ...], piece: Piece) -> Piece:
    """The piece under these names; unnamed where they are different licenses, near where the text is known in part."""
    once = tuple({name.license: name for name in names}.values())
    if len(once) > 1:
        return piece._replace(names=once, match=Match.NEAR, named=False, note="these licenses share this text")
    if once[0].partial:
        return piece._replace(names=once, match=Match.NEAR, note="only a part of this license's text is known here")
    return piece._replace(names=once)


def _fill(index: Index, text: Folded, pieces: list[Piece]) -> list[Piece]:
    """The pieces and those that resemble a known text in the parts they leave."""
    found = list(pieces)
    parts = _gaps(found, len(text.words))
    tried = 0
    while parts and tried < _MOST_PARTS:
        first, end = parts.pop(0)
        if end - first < _PART or weigh(text.slice(first, end)) is not Weight.BINDING:
            continue
        tried += 1
        near = nearby(index, text, first, end)
        piece = _piece(index, text, near, first, end) if near else None
        if piece is None:
            continue
        found.append(piece)
        parts += [(first, piece.first), (piece.end, end)]
    return sorted(found, key=lambda piece: (piece.first, piece.end))


def _retitled(index: Index, text: Folded, piece: Piece) -> Piece:
    """The piece; unnamed where the words before it are the title of another version."""
    if piece.number < 0 or not piece.named:
        return piece
    known = index.known[piece.number]
    before = text.words[max(0, piece.first - _TITLE) : piece.first]
    title = index.words(piece.number)[: known.title] or [word for name in known.names for word in name.split()]
    if not conflicts(before, title):
        return piece
    return piece._replace(match=Match.NEAR, named=False, note="the title says another version")


def _composite(index: Index, text: Folded, pieces: list[Piece]) -> list[Piece]:
    """The one license that is made of several known texts, where the pieces are those; else nothing."""
    if not 1 < len(pieces) <= _MOST_JOINED:
        return []
    first, end = 0, len(text.words)
    near = nearby(index, text, first, end)
    if near is None or near.rivals or distance(near.best, first, end) > _SLIPS * end + _SLACK:
        return []
    piece = _piece(index, text, near, first, end)
    return [piece] if piece and piece.named else []


def _joined(index: Index, text: Folded, pieces: list[Piece]) -> list[Piece]:
    """The pieces, where one together with the words beside it is nearer to another known text: that one."""
    at = 0
    kept = list(pieces)
    while at < len(kept):
        piece = kept[at]
        before = kept[at - 1].end if at else 0
        after = kept[at + 1].first if at + 1 < len(kept) else len(text.words)
        other = _joined_one(index, text, piece, before, after)
        if other is not None:
            kept[at] = other
        at += 1
    return kept


def _joined_one(index: Index, text: Folded, piece: Piece, before: int, after: int) -> Piece | None:
    """What the piece and the words on its sides are, if that is more, or another license."""
    wider = _extended(index, text, piece, before, after)
    if wider is not None:
        if (wider.first, wider.end) == (before, after):
            return wider
        piece = wider
    other = _other(index, text, piece, before, after)
    return other or wider


def _extended(index: Index, text: Folded, piece: Piece, before: int, after: int) -> Piece | None:
    """The piece with its title, preamble or appendix, where these are there in all but a copyright line."""
    short = piece.words - (piece.end - piece.first)
    if piece.number < 0 or short <= 0 or (before, after) == (piece.first, piece.end):
        return None
    first, end = max(before, piece.first - short - _SLACK), min(after, piece.end + short + _SLACK)
    found = align(index, piece.number, text, first, end)
    if found is None or found.real or found.typos or not found.exactness:
        return None
    if found.first > piece.first or found.end < piece.end or found.end - found.first <= piece.end - piece.first:
        return None
    return _piece(index, text, Nearby(found, ()), first, end)


def _other(index: Index, text: Folded, piece: Piece, before: int, after: int) -> Piece | None:
    """Another license that explains the piece together with the heavy words on its sides."""
    room = max(_ROOM, piece.words)
    first = piece.first
    if _heavy(text, before, piece.first):
        first = max(before, piece.first - room)
    end = piece.end
    if _heavy(text, piece.end, after):
        end = min(after, piece.end + room)
    if (first, end) == (piece.first, piece.end):
        return None
    near = nearby(index, text, first, end)
    if near is None:
        return None
    if near.best.known.name.license in {name.license for name in piece.names}:
        names = (*piece.names, *(rival.known.name for rival in near.rivals))
        return piece._replace(names=names, match=Match.MODIFIED, named=False, note=_UNTOLD) if near.rivals else None
    alone = (piece.first - first) + (end - piece.end)
    if piece.match is not Match.EXACT or distance(near.best, first, end) < alone:
        return _piece(index, text, near, first, end)
    return None


def _heavy(text: Folded, first: int, end: int) -> bool:
    return end > first and weigh(text.slice(first, end)) is Weight.BINDING


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


def _piece(index: Index, text: Folded, near: Nearby, first: int, end: int) -> Piece | None:
    """The nearest text as a piece, or None where it resembles the part too little."""
    best = near.best
    share, explained = best.license_coverage, best.file_coverage
    alike = share >= _ALIKE and explained >= _ALIKE
    most = best.end - best.first >= _MOST * (end - first)
    cut_short = explained >= _WHOLE and share >= _CUT_SHORT and best.matched >= _PART and most
    contained = share >= _WHOLE and explained >= _CONTAINED
    if not (alike or cut_short or contained):
        return None
    doubt = _UNTOLD if near.rivals else doubted(index, text, best, first, end)
    piece = _described(index, near, doubt)
    if doubt:
        return piece
    if best.real or best.typos or not best.exactness:
        return _settled(piece.names, piece._replace(match=degree(index, text, best)))
    return _settled(piece.names, piece._replace(match=Match.EXTRA if best.beside else Match.EXACT))


def _described(index: Index, near: Nearby, doubt: str) -> Piece:
    """The nearest text as a piece, near until more is known."""
    best = near.best
    return Piece(
        tuple({found.known.name.license: found.known.name for found in (best, *near.rivals)}.values()),
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


def _missing(index: Index, best: Aligned) -> tuple[str, ...]:
    words = index.words(best.number)
    return tuple(
        " ".join(words[run.low : run.high]) if words else f"({run.high - run.low} words)"
        for run in (*best.real, *best.typos)
        if run.high > run.low
    )
