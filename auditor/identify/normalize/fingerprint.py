"""Words as numbers: digests, sampled shingles and phrases.

A shingle is four consecutive words; those that begin with a word of the sample are kept, so that two texts keep the
same ones. A phrase is a run of 4 to about 20 words, whose ends depend on the words themselves: a changed word changes
only its own phrase. Hashes are blake2b and crc32: the same on every machine.
"""

from __future__ import annotations

import zlib
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

SHINGLE = 4
"""Words of a shingle."""
_SAMPLE = 4
"""One in this many words begins a shingle that is kept."""
_REACH = 4
"""A phrase ends where the hash of two words is the lowest among this many on both sides."""


class Phrase(NamedTuple):
    """A run of words by its hash."""

    hash: int
    words: int


def digest(words: list[str]) -> str:
    """The digest of the words, 24 hex digits."""
    return blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=12).hexdigest()


def shingles(words: list[str]) -> dict[int, int]:
    """Hash of each sampled shingle, and the word where it first begins."""
    sample: dict[int, int] = {}
    for value, at in sampled(words):
        sample.setdefault(value, at)
    return sample


def sampled(words: list[str]) -> list[tuple[int, int]]:
    """Hash and first word of every sampled shingle, in order."""
    chosen = {word for word in set(words) if zlib.crc32(word.encode("utf-8", "replace")) % _SAMPLE == 0}
    return [
        (zlib.crc32(" ".join(words[at : at + SHINGLE]).encode("utf-8", "replace")), at)
        for at, word in enumerate(words[: 1 - SHINGLE])
        if word in chosen
    ]


def phrases(words: list[str]) -> list[Phrase]:
    """The text divided into phrases, in order; together they have all its words."""
    if not words:
        return []
    raw = " ".join(words).encode("utf-8", "replace").split(b" ")
    begun = {word: zlib.crc32(word + b" ") for word in set(raw)}
    marks = [zlib.crc32(after, begun[before]) for before, after in pairwise(raw)]
    inside = marks[_REACH:-_REACH]
    beside = zip(marks[_REACH - 1 :], inside, marks[_REACH + 1 :], strict=False)
    low = [at for at, (before, mark, after) in enumerate(beside, _REACH) if before > mark <= after]
    cuts = [0]
    for at in low:
        mark = marks[at]
        if mark == min(marks[at - _REACH : at + _REACH + 1]) and mark not in marks[at - _REACH : at]:
            cuts.append(at + 1)
    cuts.append(len(words))
    return [
        Phrase(
            int.from_bytes(blake2b(b" ".join(raw[start:end]), digest_size=8).digest()),
            end - start,
        )
        for start, end in pairwise(cuts)
        if end > start
    ]
