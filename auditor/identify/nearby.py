"""The known text nearest to a part of a file, laid beside it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from auditor.identify.align import Aligned, align
from auditor.identify.fingerprint import shingles
from auditor.identify.relatives import nearest

if TYPE_CHECKING:
    from auditor.identify.known import Index
    from auditor.identify.normalize import Folded

_MOST_ALIKE = 7
_MOST_CONTAINED = 4
_MOST_SHARED = 6
_LEAST_SHARED = 2
_WIDER = 1.6
"""A part so much longer than the license is searched for the stretch that resembles it."""
_SLACK = 40


class Nearby(NamedTuple):
    """The nearest known text, and the relatives that cannot be ruled out."""

    best: Aligned
    rivals: tuple[Aligned, ...]


def nearby(index: Index, text: Folded, first: int, end: int) -> Nearby | None:
    """The known text nearest to the words `first` to `end`; None where none shares anything."""
    places = shingles(text.words[first:end])
    shared = index.shared(places)
    if not shared:
        return None
    known = index.known
    count = len(places)
    alike = sorted(shared, key=lambda number: -shared[number] / (known[number].shingles + count))
    contained = sorted(
        (number for number in shared if shared[number] >= _LEAST_SHARED),
        key=lambda number: -(shared[number] - 1) / known[number].shingles,
    )
    most = sorted(shared, key=lambda number: (-shared[number], known[number].shingles))
    chosen = dict.fromkeys([*alike[:_MOST_ALIKE], *contained[:_MOST_CONTAINED], *most[:_MOST_SHARED]])
    candidates = []
    for number in chosen:
        low, high = _stretch(index, number, places, first, end)
        found = align(index, number, text, low, high)
        if found is not None:
            candidates.append(found)
    if not candidates:
        return None
    best, rivals = nearest(index, text, first, end, candidates)
    return Nearby(best, tuple(rivals))


def _stretch(index: Index, number: int, places: dict[int, int], first: int, end: int) -> tuple[int, int]:
    """The part, or the stretch of it in which the license's shingles are densest."""
    size = index.known[number].words
    if end - first <= _WIDER * size + _SLACK:
        return first, end
    at = sorted(places[value] for value in index.having(places, number))
    length = int(_WIDER * size)
    best, start = 0, 0
    for low, place in enumerate(at):
        held = bisect_left(at, place + length) - low
        if held > best:
            best, start = held, place
    return max(first, first + start - size // 4 - _SLACK), min(end, first + start + length + _SLACK)
