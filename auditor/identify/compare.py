"""One text against the known ones: which licenses stand in it, where, and how exactly.

Whole texts are found first, word for word. What they leave is weighed (`beside`); what is too
heavy to be a title or an attribution is laid beside the known texts, alone and together with its
neighbours. What no known text explains belongs to the license it stands beside, which is then
modified.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.identify.align import Aligned, Run, align
from auditor.identify.beside import Weight, conflicts, turns, weigh
from auditor.identify.fingerprint import digest, shingles
from auditor.identify.nearby import Nearby, nearby
from auditor.identify.relatives import distance
from auditor.identify.spans import Span, whole_texts
from auditor.model import Match

if TYPE_CHECKING:
    from auditor.identify.known import Index, Known, Name
    from auditor.identify.normalize import Folded

_LEAST = 6
"""Words below which a text is compared by digest alone."""
_PART = 14
"""Words of a part that is worth laying beside a known text."""
_MOST_PARTS = 40
_ALIKE = 0.8
_WHOLE = 0.95
_CUT_SHORT = 0.25
_CONTAINED = 0.4
_SMALL = 3
"""Words of a difference that may be chance: a slip, not a clause."""
_TITLE = 16
_MOST_JOINED = 6
_SLIPS = 0.03
_SLACK = 40
_ROOM = 1_500
"""Words beside a piece that may belong to the same license."""
_REPLACED = 0.03
"""Share of replaced words above which a text is a relative, not a modified one."""


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


def compare(index: Index, text: Folded, *, whole_only: bool = False) -> tuple[Piece, ...]:
    """Every license in the text, in order; a part that resembles none is not among them.

    `whole_only`: those that stand there word for word, whatever stands beside them.
    """
    count = len(text.words)
    names = index.lookup(digest(text.words)) if count else ()
    if names:
        match = Match.EXTRA if text.front else Match.EXACT
        return (_settled(names, Piece(names, match, 0, count, matcher="digest")),)
    if count < _LEAST:
        return ()
    shared = index.shared(shingles(text.words))
    pieces = _from_spans(whole_texts(index, text.words, shared), text)
    if whole_only:
        return tuple(piece._replace(match=Match.EXTRA) if piece.match is Match.EXACT else piece for piece in pieces)
    pieces = _composite(index, text, pieces) or _joined(index, text, pieces)
    pieces = _fill(index, text, pieces)
    return tuple(_weighed(text, pieces))


def closest(index: Index, text: Folded) -> Nearby | None:
    """The known text that resembles the whole text most, however little."""
    return nearby(index, text, 0, len(text.words))


def _from_spans(spans: list[Span], text: Folded) -> list[Piece]:
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
        piece = Piece((span.known.name,), Match.EXACT, span.first, span.end, matcher="digest", words=span.known.words, number=span.number)
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
    if near is None or near.best.known.name in piece.names:
        return None
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
    cut_short = explained >= _WHOLE and share >= _CUT_SHORT and best.matched >= _PART
    contained = share >= _WHOLE and explained >= _CONTAINED
    if not (alike or cut_short or contained):
        return None
    names = tuple({found.known.name.license: found.known.name for found in (best, *near.rivals)}.values())
    doubt = _doubt(index, text, best, first, end) if len(names) == 1 else "the words that tell them apart are not there"
    clean = not best.real and not best.typos
    match = Match.EXACT if clean and not doubt and best.exactness else _degree(index, text, best)
    if clean and match is Match.EXACT and best.beside:
        match = Match.EXTRA
    piece = Piece(
        names,
        match if not doubt else Match.NEAR,
        best.first,
        best.end,
        tuple((run.first, run.end) for run in (*best.real, *best.typos, *best.beside) if run.end > run.first),
        _missing(index, best),
        share,
        explained,
        "aligned" if best.exactness else "phrases",
        doubt,
        named=not doubt,
        words=best.known.words,
        number=best.number,
    )
    return piece if doubt else _settled(names, piece)


def _missing(index: Index, best: Aligned) -> tuple[str, ...]:
    words = index.words(best.number)
    return tuple(
        " ".join(words[run.low : run.high]) if words else f"({run.high - run.low} words)"
        for run in (*best.real, *best.typos)
        if run.high > run.low
    )


def _degree(index: Index, text: Folded, best: Aligned) -> Match:
    """Near where only slips differ; modified where words of weight were added or removed."""
    words = index.words(best.number)
    for run in best.real:
        if run.end - run.first > _SMALL or run.high - run.low > _SMALL:
            if not _slip(index, text, best, run):
                return Match.MODIFIED
        elif turns(text.words[run.first : run.end]) or turns(words[run.low : run.high]):
            return Match.MODIFIED
    return Match.NEAR


def _slip(index: Index, text: Folded, best: Aligned, run: Run) -> bool:
    """Whether a phrase of a fingerprint may differ by misspelled words alone: as long as it was, with a word that is none."""
    added = text.words[run.first : run.end]
    return (
        not best.exactness
        and len(added) == run.high - run.low
        and any(word not in index.vocabulary and word.isalpha() for word in added)
    )


def _doubt(index: Index, text: Folded, best: Aligned, first: int, end: int) -> str:
    """Why the nearest known text is not named: it may be a relative that is not known; "" where it may be named."""
    known = best.known
    title = index.words(best.number)[: known.title]
    before = text.words[max(first, best.first - _TITLE) : best.first]
    if conflicts(before, title):
        return "the title says another version"
    if not best.real and not best.typos:
        return ""
    line = f" {' '.join(text.words[max(first, best.first - 2 * _TITLE) : end])} "
    for name in known.names:
        if f" {name} " not in line:
            return f'"{name}" does not stand there'
    if _degree(index, text, best) is Match.NEAR and best.exactness:
        differing = sum(max(run.end - run.first, run.high - run.low) for run in best.real)
        if differing > max(_SMALL, _SLIPS / 3 * best.size):
            return "words differ"
    replaced = 0
    words = index.words(best.number)
    for run in best.real if best.exactness or not known.names else ():
        added, missing = text.words[run.first : run.end], words[run.low : run.high]
        short = max(len(added), len(missing)) <= 2 * _SMALL
        if short and any(map(_has_digit, added)) | any(map(_has_digit, missing)):
            return "a number differs"
        replaced += min(len(added), run.high - run.low)
    if best.exactness and replaced > max(_SMALL, _REPLACED * best.size):
        return "too many words are others"
    return ""


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _weighed(text: Folded, pieces: list[Piece]) -> list[Piece]:
    """The pieces, with the words beside each weighed: they add to it, modify it, or are nothing."""
    judged = []
    for at, piece in enumerate(pieces):
        others = [other for other in pieces if other is piece or other.license_coverage >= _ALIKE]
        at_others = others.index(piece)
        before = (others[at_others - 1].end if at_others else 0, piece.first)
        after = (piece.end, others[at_others + 1].first if at_others + 1 < len(others) else len(text.words))
        for side in (before, after):
            piece = _with(text, piece, side)  # noqa: PLW2901 - one side after the other
        if at == 0 and text.front and piece.match is Match.EXACT:
            piece = piece._replace(match=Match.EXTRA)  # noqa: PLW2901
        judged.append(piece)
    return judged


def _with(text: Folded, piece: Piece, side: tuple[int, int]) -> Piece:
    """The piece with the words on one side of it."""
    first, end = side
    if first >= end:
        return piece
    weight = weigh(text.slice(first, end), key=" ".join(name.key for name in piece.names))
    if weight is Weight.NOTHING:
        return piece
    match = piece.match
    if weight is Weight.BINDING and match in (Match.EXACT, Match.EXTRA, Match.NEAR) and piece.named:
        match = Match.MODIFIED
    elif match is Match.EXACT:
        match = Match.EXTRA
    explained = (piece.end - piece.first) / max(1, piece.end - piece.first + end - first)
    return piece._replace(match=match, added=(*piece.added, side), file_coverage=min(piece.file_coverage, explained))
