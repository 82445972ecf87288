"""Decides between several close texts, only by the words in which they differ."""

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
"""A text farther from the file than the nearest one by this factor and number of words is not a rival."""
_PHRASE = 28
"""How many words one changed word costs if phrases are compared."""
_CUT = 5
"""Fewest words missing at an end of a text for it to count as truncated."""
_LEAD = 32
"""Most words before a part that may be its title."""
_SHARED = 0.5
"""Two licenses explain one text if both explain this share of the words that either explains, whichever is fewer."""
_WEIGHT = 4
"""By which factor the evidence for one relative must exceed that for the other."""


def distance(aligned: Aligned, first: int, end: int) -> int:
    """How many words of the part the license does not explain, plus words of the license that are missing."""
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
    """Whether the words that distinguish a text from its relatives are present; None if none are known."""
    names = aligned.known.names
    return all(map(place.has, names)) if names else None


def _close(other: Aligned, best: Aligned, far: dict[int, int]) -> bool:
    """Whether a text is near enough to be a rival of the nearest; what both lack at an end does not count."""
    sides = [side for side in (False, True) if _open(other, side) and _open(best, side)]
    other_far, best_far = (
        far[aligned.number] - sum(aligned.lacks[side] for side in sides) for aligned in (other, best)
    )
    coarse = _PHRASE * (len(best.real) + len(best.typos)) if best.exactness and not other.exactness else 0
    return other_far <= RIVAL_SHARE * best_far + RIVAL_WORDS + coarse


def _beats(traces: Traces, first: int, end: int, candidate: Aligned, other: Aligned, *, weight: int = _WEIGHT) -> bool:
    """Whether the words in which two texts differ favor the candidate."""
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
    """Whether two licenses explain the same words; licenses that follow one another are not rivals."""
    own, others = _marks(best, other)
    both: int = sum(map(and_, own, others))
    return both >= _SHARED * min(sum(own), sum(others))


def _explained(candidate: Aligned, other: Aligned) -> tuple[int, int]:
    """How many words of the text only the candidate explains, and how many only the other."""
    own, others = _marks(candidate, other)
    return sum(map(gt, own, others)), sum(map(gt, others, own))


def _marks(candidate: Aligned, other: Aligned) -> tuple[bytearray, bytearray]:
    """For each of the two, one byte per word of the part that either covers: whether it explains the word."""
    low, high = min(candidate.first, other.first), max(candidate.end, other.end)
    own, others = bytearray(high - low), bytearray(high - low)
    own[candidate.first - low : candidate.end - low] = candidate.explained
    others[other.first - low : other.end - low] = other.explained
    return own, others


def _cut_short(aligned: Aligned) -> tuple[bool, ...]:
    """The ends (False: the beginning) at which words of the license are missing."""
    return tuple(end for end in (False, True) if _open(aligned, end))


def _lacked(index: Index, aligned: Aligned, cut: tuple[bool, ...], *, by_phrase: bool) -> Counter[str | int]:
    """What the license has and the text lacks: words, or phrases counted by their words."""
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
    """Where the license has more words, except at an end where the other license is `cut` short too."""
    for run in aligned.real:
        if run.high > run.low and not any(_at_end(run, aligned, end) for end in cut):
            yield run


def _at_end(run: Run, aligned: Aligned, end: bool) -> bool:  # noqa: FBT001 - which of two ends
    """Whether only the license has words at that end: before the first word that both have, or after the last."""
    return run.end == run.first and (run.end == aligned.end if end else run.first == aligned.first)


def _open(aligned: Aligned, end: bool) -> bool:  # noqa: FBT001
    """Whether words of the license are missing at that end of the text."""
    return aligned.lacks[end] >= _CUT
