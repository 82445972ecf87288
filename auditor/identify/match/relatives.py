"""Which of several close texts it is: decided only by the words in which they differ."""

from __future__ import annotations

from collections import Counter
from operator import and_, gt
from typing import TYPE_CHECKING

from auditor.identify.match.align import Aligned, align
from auditor.identify.match.distinguishing import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.identify.index.known import Index
    from auditor.identify.index.traces import Traces
    from auditor.identify.match.differences import Run

RIVAL_SHARE = 1.6
RIVAL_WORDS = 24
"""A text so much farther from the file than the nearest one is no rival."""
_PHRASE = 28
"""Words that one changed word costs where phrases are compared."""
_CUT = 5
"""Words lacking at an end of a text that was cut short."""
_LEAD = 32
"""Words before a part that may be its title."""
_SHARED = 0.5
"""Share of the words of the one that explains fewer which the other must explain too, if they are to be of one text."""
_WEIGHT = 4
"""How much stronger the evidence for one relative must be than that for the other."""


def distance(aligned: Aligned, first: int, end: int) -> int:
    """Words of the part that the license does not explain, and words of the license that are not there."""
    inside = sum(run.end - run.first + run.high - run.low for run in aligned.real)
    outside = (aligned.first - first) + (end - aligned.end)
    beside = sum(run.end - run.first for run in aligned.beside)
    return inside + outside + beside


def nearest(traces: Traces, first: int, end: int, candidates: list[Aligned]) -> tuple[Aligned, list[Aligned]]:
    """The nearest candidate, and the relatives of another license that the file's words do not rule out."""
    far = {candidate.number: distance(candidate, first, end) for candidate in candidates}
    order = sorted(
        candidates, key=lambda candidate: (far[candidate.number], len(candidate.typos), not candidate.exactness)
    )
    best = order[0]
    for challenger in order[1:]:
        if _close(challenger, best, far) and _beats(traces, first, end, challenger, best):
            best = challenger
    place = Place(traces.text.words[max(0, first - _LEAD) : end], traces.index.vocabulary)
    if _called(best, place) is not True:
        called = [candidate for candidate in order if _close(candidate, best, far) and _called(candidate, place)]
        best = called[0] if len({candidate.known.name.license for candidate in called}) == 1 else best
    sure = _called(best, place)
    rivals = [
        other
        for other in order
        if other.known.name.license != best.known.name.license
        and _close(other, best, far)
        and _of_one_text(best, other)
        and not (sure and _called(other, place) is False)
        and not _beats(traces, first, end, best, other, weight=1 if sure else _WEIGHT)
    ]
    return best, rivals


def _called(aligned: Aligned, place: Place) -> bool | None:
    """Whether the words that distinguish a text from its relatives are there; None where none are known."""
    names = aligned.known.names
    return all(map(place.has, names)) if names else None


def _close(other: Aligned, best: Aligned, far: dict[int, int]) -> bool:
    """Whether a text is near enough to be taken for the nearest; what both lack at an end does not count."""
    sides = [side for side in (False, True) if _open(other, side) and _open(best, side)]
    other_far, best_far = (
        far[aligned.number] - sum(aligned.lacks[side] for side in sides) for aligned in (other, best)
    )
    coarse = _PHRASE * (len(best.real) + len(best.typos)) if best.exactness and not other.exactness else 0
    return other_far <= RIVAL_SHARE * best_far + RIVAL_WORDS + coarse


def _beats(traces: Traces, first: int, end: int, candidate: Aligned, other: Aligned, *, weight: int = _WEIGHT) -> bool:
    """Whether the words in which two texts differ speak for the candidate."""
    by_phrase = not (candidate.exactness and other.exactness)
    cut_candidate, cut_other = _cut_short(candidate), _cut_short(other)
    if by_phrase:
        candidate = align(traces, candidate.number, first, end, by_phrase=True) or candidate
        other = align(traces, other.number, first, end, by_phrase=True) or other
    only_candidate, only_other = _explained(candidate, other)
    lacks_candidate = _lacked(traces.index, candidate, cut_other, by_phrase=by_phrase)
    lacks_other = _lacked(traces.index, other, cut_candidate, by_phrase=by_phrase)
    for_candidate = only_candidate + sum((lacks_other - lacks_candidate).values())
    for_other = only_other + sum((lacks_candidate - lacks_other).values())
    return for_candidate > weight * for_other


def _of_one_text(best: Aligned, other: Aligned) -> bool:
    """Whether two licenses explain the same words; licenses that follow one another are no rivals."""
    own, others = _marks(best, other)
    both: int = sum(map(and_, own, others))
    return both >= _SHARED * min(sum(own), sum(others))


def _explained(candidate: Aligned, other: Aligned) -> tuple[int, int]:
    """Words of the text that only the candidate explains, and that only the other does."""
    own, others = _marks(candidate, other)
    return sum(map(gt, own, others)), sum(map(gt, others, own))


def _marks(candidate: Aligned, other: Aligned) -> tuple[bytearray, bytearray]:
    """One byte per word of the part that either covers, for each of the two: whether it explains it."""
    low, high = min(candidate.first, other.first), max(candidate.end, other.end)
    own, others = bytearray(high - low), bytearray(high - low)
    own[candidate.first - low : candidate.end - low] = candidate.explained
    others[other.first - low : other.end - low] = other.explained
    return own, others


def _cut_short(aligned: Aligned) -> tuple[bool, ...]:
    """The ends at which the license lacks words."""
    return tuple(end for end in (False, True) if _open(aligned, end))


def _lacked(index: Index, aligned: Aligned, cut: tuple[bool, ...], *, by_phrase: bool) -> Counter[str | int]:
    """What the license has and the text lacks: its words, or its phrases, each as many times as it has words."""
    words = index.words(aligned.number)
    runs = list(_lacks(aligned, cut))
    if not by_phrase:
        return Counter(word for run in runs for word in words[run.low : run.high])
    lacking: Counter[str | int] = Counter()
    at = 0
    for phrase in index.phrases(aligned.number):
        if any(run.low <= at < run.high for run in runs):
            lacking[phrase.hash] += phrase.words
        at += phrase.words
    return lacking


def _lacks(aligned: Aligned, cut: tuple[bool, ...]) -> Iterator[Run]:
    """Where the license has more; at an end where the text is `cut` short of the other license too that is no sign."""
    for run in aligned.real:
        if run.high > run.low and not any(_at_end(run, aligned, end) for end in cut):
            yield run


def _at_end(run: Run, aligned: Aligned, end: bool) -> bool:  # noqa: FBT001 - which of two ends
    """Whether only the license has words there: before the first word that both have, or after the last."""
    return run.end == run.first and (run.end == aligned.end if end else run.first == aligned.first)


def _open(aligned: Aligned, end: bool) -> bool:  # noqa: FBT001
    """Whether the license lacks words at that end of the text."""
    return aligned.lacks[end] >= _CUT
