"""The known text nearest to a part of a file, aligned with it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from auditor.identify.match.align import align, similar
from auditor.identify.match.relatives import RIVAL_SHARE, RIVAL_WORDS, nearest
from auditor.model.base import Value

if TYPE_CHECKING:
    from auditor.identify.index.known import Index
    from auditor.identify.index.traces import Part, Traces
    from auditor.identify.match.align import Aligned

_MOST_ALIKE = 8
_MOST_CONTAINED = 4
_MOST_SHARED = 24
_MOST_ALIGNED = 5
_MOST_RIVALS = 20
"""Most licenses that may all contain the words of a truncated text."""
_AS_MUCH = 0.98
_UNSURE = 0.1
"""Share of the words that may prove insignificant: copyright lines, list markers, misspelled words."""
_PHRASE = 24
_MOST_MISSPELLED = 8
"""Most unknown words of a part that may be misspelled; more of them are names, or another text."""
_LONGEST = 1 << 20
"""More shingles than a known text has."""
_LEAST_SHARED = 2
_WIDER = 1.6
"""A part longer than the license by this factor is searched for the stretch that resembles it."""
_SLACK = 40


class Nearby(Value, frozen=True):
    """The nearest known text, and the relatives that cannot be ruled out."""

    best: Aligned
    rivals: tuple[Aligned, ...]


def nearby(traces: Traces, first: int, end: int) -> Nearby | None:
    """The known text nearest to the words `first` to `end`; None if none shares anything."""
    index = traces.index
    part = traces.part(first, end)
    stretches = _stretches(index, part, _shortlist(index, part), first, end)
    candidates = []
    for number in _promising(traces, stretches, first, end):
        aligned = align(traces, number, *stretches[number])
        if aligned is not None:
            candidates.append(aligned)
    if not candidates:
        return None
    best, rivals = nearest(traces, first, end, candidates)
    return Nearby(best, tuple(rivals))


def _shortlist(index: Index, part: Part) -> list[int]:
    """The texts that share most: in proportion to both, in proportion to the license, and in number.

    Options are left out: the many variants of one license would leave no room for its relatives.
    """
    sizes, count = index.sizes, len(part.places)
    shared = {number: same for number, same in part.shared.items() if number not in index.options}
    more = {number: same for number, same in shared.items() if same >= _LEAST_SHARED}
    alike = _most({number: same / (sizes[number] + count) for number, same in shared.items()}, _MOST_ALIKE)
    contained = _most({number: (same - 1) / sizes[number] for number, same in more.items()}, _MOST_CONTAINED)
    # among texts that share equally many, the shorter
    most = _most({number: same - sizes[number] / _LONGEST for number, same in shared.items()}, _MOST_SHARED)
    return list(dict.fromkeys((*alike, *contained, *most)))


def _most(scores: dict[int, float], count: int) -> list[int]:
    """The texts with the highest scores, the highest first; ties in the order of the index."""
    if len(scores) > count:
        least = sorted(scores.values(), reverse=True)[count - 1]
        scores = {number: score for number, score in scores.items() if score >= least}
    return sorted(scores, key=lambda number: (-scores[number], number))[:count]


def _promising(traces: Traces, stretches: dict[int, tuple[int, int]], first: int, end: int) -> list[int]:
    """The texts worth aligning with the part: those with the fewest differences, and those that explain as much.

    A text is compared only until it is clear that it is neither. One that leaves too many words of the part
    unexplained to rival the nearest is left out.
    """
    if len(stretches) <= _MOST_ALIGNED:
        return list(stretches)
    index, count = traces.index, end - first
    alike: dict[int, int] = {}
    far: dict[int, int] = {}
    for number, (low, high) in stretches.items():
        known = index.known[number]
        size = known.core[1] - known.core[0]
        fewest = sorted(far.values())[_MOST_ALIGNED - 1 : _MOST_ALIGNED]
        near = (count + size - fewest[0]) // 2 if fewest else 0
        least = int(_AS_MUCH * max(alike.values(), default=0))
        alike[number] = similar(traces, number, low, high, max(0, min(near, least)))
        far[number] = count + size - 2 * alike[number]
    nearest_first = sorted(stretches, key=far.__getitem__)
    most = max(alike.values())
    as_much = [number for number in nearest_first if alike[number] + _coarse(index, number) >= _AS_MUCH * most]
    unlike = RIVAL_SHARE * far[nearest_first[0]] + RIVAL_WORDS + _UNSURE * count
    rivals = [
        number
        for number in nearest_first[:_MOST_ALIGNED]
        if count - alike[number] <= unlike or index.known[number].phrases
    ]
    # each misspelled word costs a fingerprint a phrase
    misspelled = min(traces.unknown(first, end), _MOST_MISSPELLED) * 2 * _PHRASE
    fingerprints = [
        number for number in nearest_first if index.known[number].phrases and far[number] - misspelled <= unlike
    ]
    return list(dict.fromkeys([*rivals, *fingerprints[:_MOST_ALIGNED], *_one_of_each(index, as_much)[:_MOST_RIVALS]]))


def _one_of_each(index: Index, numbers: list[int]) -> list[int]:
    """The first text of each license."""
    firsts: dict[str, int] = {}
    for number in numbers:
        firsts.setdefault(index.known[number].name.license, number)
    return list(firsts.values())


def _coarse(index: Index, number: int) -> int:
    """How many words a comparison by phrases may miss: a changed or truncated phrase does not match at all."""
    return _PHRASE if index.known[number].phrases else 0


def _stretches(index: Index, part: Part, numbers: list[int], first: int, end: int) -> dict[int, tuple[int, int]]:
    """For each text, the part, or the stretch of it in which the license's shingles are densest."""
    small = [number for number in numbers if end - first > _WIDER * index.known[number].words + _SLACK]
    places = part.of(small) if small else {}
    return {
        number: _densest(index.known[number].words, places[number], first, end) if number in places else (first, end)
        for number in numbers
    }


def _densest(size: int, at: list[int], first: int, end: int) -> tuple[int, int]:
    """The stretch of the part, wide enough for a license of `size` words, in which most of its shingles begin."""
    length = int(_WIDER * size)
    best, start = 0, first
    for low, place in enumerate(at):
        count = bisect_left(at, place + length) - low
        if count > best:
            best, start = count, place
    return max(first, start - size // 4 - _SLACK), min(end, start + length + _SLACK)
