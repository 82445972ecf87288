"""Known texts that a file contains whole, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.identify.normalize.fingerprint import digest, phrases
from auditor.model.base import Value

if TYPE_CHECKING:
    from collections import Counter

    from auditor.identify.index.known import Index, Known

_LEAST_WORDS = 24
"""A shorter text may occur in any other by chance."""
_LEAST_SHARE = 0.5
_WELL_INSIDE = 12
"""Within this many words of its ends, the words next to a text can change its phrases."""
_MOST_PLACES = 2_000
"""Most copies of one text that are looked for in a file."""


class Span(Value, frozen=True):
    """A whole known text, from word `first` to `end` (excluded)."""

    number: int
    known: Known
    first: int
    end: int


def whole_texts(index: Index, words: list[str], shared: Counter[int]) -> list[Span]:
    """The known texts that the words contain whole, in order; of nested texts, the longest."""
    line = f" {' '.join(words)} "
    spans: list[Span] = []
    fingerprints: list[int] = []
    cores = index.cores
    for number, count in shared.items():
        if count < _LEAST_SHARE * cores[number]:
            continue
        known = index.known[number]
        low, high = known.core
        if not _LEAST_WORDS <= high - low <= len(words):
            continue
        if known.phrases:
            fingerprints.append(number)
        else:
            spans += _of_words(index, number, words, line)
    apart = _apart(spans)
    fingerprints = [number for number in fingerprints if _finds_room(index.known[number], apart, len(words))]
    return _apart([*spans, *_of_phrases(index, fingerprints, words)]) if fingerprints else apart


def _finds_room(known: Known, spans: list[Span], count: int) -> bool:
    """Whether a text fits between the spans of a file with `count` words, or in the place of the shortest of them.

    Fingerprints are slow to search, and most that resemble a license are of shorter ones.
    """
    low, high = known.core
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.first for span in spans), count]
    room = max(start - end for start, end in zip(starts, ends, strict=True))
    least = min((span.end - span.first for span in spans), default=0)
    return high - low <= room or known.tails[0] - known.heads[0] >= least


def _of_words(index: Index, number: int, words: list[str], line: str) -> list[Span]:
    known = index.known[number]
    wanted = index.words(number)
    low, high = known.core
    core = f" {' '.join(wanted[low:high])} "
    spans: list[Span] = []
    at = line.find(core)
    counted, word = 0, 0
    while at >= 0 and len(spans) < _MOST_PLACES:
        word += line.count(" ", counted, at)
        counted = at
        head = next(head for head in known.heads if words[max(0, word - low + head) : word] == wanted[head:low])
        end = word + high - low
        tail = next(tail for tail in known.tails if words[end : end + tail - high] == wanted[high:tail])
        spans.append(Span(number, known, word - low + head, end + tail - high))
        at = line.find(core, at + len(core) - 1)
    return spans


def _of_phrases(index: Index, numbers: list[int], words: list[str]) -> list[Span]:
    """The same for fingerprints: a phrase shows where the text would begin, the digest whether it is there."""
    places: dict[int, list[int]] = {}
    at = 0
    for phrase in phrases(words):
        places.setdefault(phrase.hash, []).append(at)
        at += phrase.words
    spans: list[Span] = []
    for number in numbers:
        starts: dict[int, int] = {}
        low, high = index.known[number].core
        at = inside = 0
        for phrase in index.phrases(number):
            for place in places.get(phrase.hash, ())[:_MOST_PLACES]:
                starts[place - at] = starts.get(place - at, 0) + 1
            inside += low + _WELL_INSIDE <= at and at + phrase.words <= high - _WELL_INSIDE
            at += phrase.words
        # a whole text has all its inner phrases: with fewer than half of them, it is not whole
        likely = [start for start, count in starts.items() if 2 * count >= inside]
        for start in sorted(likely, key=lambda start: -starts[start])[:_MOST_PLACES]:
            span = _by_digest(index, number, words, start)
            if span is not None and span not in spans:
                spans.append(span)
    return spans


def _by_digest(index: Index, number: int, words: list[str], start: int) -> Span | None:
    known = index.known[number]
    for head in known.heads:
        for tail in known.tails:
            first, end = start + head, start + tail
            if first < 0 or end > len(words):
                continue
            if any(name.key == known.name.key for name in index.lookup(digest(words[first:end]))):
                return Span(number, known, first, end)
    return None


def _apart(spans: list[Span]) -> list[Span]:
    """The spans without overlaps: longer ones take precedence, identical ones are all kept."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.first - span.end, span.first)):
        clash = [other for other in kept if span.first < other.end and other.first < span.end]
        if all((other.first, other.end) == (span.first, span.end) for other in clash):
            kept.append(span)
    return sorted(kept, key=lambda span: (span.first, span.end))
