"""The known text nearest to a part of a file, laid beside it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from auditor.identify.align import align, similar
from auditor.identify.fingerprint import shingles
from auditor.identify.relatives import nearest

if TYPE_CHECKING:
    from auditor.identify.align import Aligned
    from auditor.identify.known import Index
    from auditor.identify.normalize import Folded

_MOST_ALIKE = 8
_MOST_CONTAINED = 4
_MOST_SHARED = 12
_MOST_ALIGNED = 5
_AS_MUCH = 0.98
_PHRASE = 24
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
    stretches = {number: _stretch(index, number, places, first, end) for number in chosen}
    candidates = []
    for number in _promising(index, text, stretches, end - first):
        found = align(index, number, text, *stretches[number])
        if found is not None:
            candidates.append(found)
    if not candidates:
        return None
    best, rivals = nearest(index, text, first, end, candidates)
    return Nearby(best, tuple(rivals))


def _promising(index: Index, text: Folded, stretches: dict[int, tuple[int, int]], count: int) -> list[int]:
    """The texts worth laying beside the part: those with the fewest differences, and those that explain as much."""
    if len(stretches) <= _MOST_ALIGNED:
        return list(stretches)
    alike: dict[int, int] = {}
    far: dict[int, int] = {}
    for number, (low, high) in stretches.items():
        alike[number] = similar(index, number, text.words[low:high])
        start, stop = index.known[number].core
        far[number] = count + stop - start - 2 * alike[number]
    nearest_first = sorted(stretches, key=far.__getitem__)
    least = _AS_MUCH * max(alike.values())
    as_much = [number for number in nearest_first if alike[number] + _coarse(index, number) >= least]
    return list(dict.fromkeys([*nearest_first[:_MOST_ALIGNED], *as_much[: 2 * _MOST_ALIGNED]]))


def _coarse(index: Index, number: int) -> int:
    """Words by which a comparison by phrases may fall short: a changed or cut one costs its whole phrase."""
    return _PHRASE if index.known[number].phrases else 0


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
