"""Words as numbers: digests, sampled shingles and phrases.

A shingle is four words in a row; those that begin with a word of the sample are kept, so two texts
keep the same ones. A phrase is a run of 4 to about 20 words, cut where the words themselves say so:
a changed word changes its own phrase and leaves the others alone. Hashes are blake2b and crc32: the
same on every machine.
"""

from __future__ import annotations

import zlib
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

_SHINGLE = 4
_SAMPLE = 4
"""One word in so many begins a shingle that is kept."""
_REACH = 4
"""A phrase ends where the hash of two words is the least of this many on both sides."""


class Phrase(NamedTuple):
    """A run of words by its hash."""

    hash: int
    words: int


def digest(words: list[str]) -> str:
    """The words' fingerprint, 24 hex digits."""
    return blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=12).hexdigest()


def shingles(words: list[str]) -> dict[int, int]:
    """Hash of each sampled shingle, and the word where it first begins."""
    chosen: dict[str, bool] = {}
    found: dict[int, int] = {}
    for at in range(len(words) - _SHINGLE + 1):
        word = words[at]
        begins = chosen.get(word)
        if begins is None:
            begins = chosen[word] = zlib.crc32(word.encode("utf-8", "replace")) % _SAMPLE == 0
        if begins:
            found.setdefault(zlib.crc32(" ".join(words[at : at + _SHINGLE]).encode("utf-8", "replace")), at)
    return found


def phrases(words: list[str]) -> list[Phrase]:
    """The text cut into phrases, in order; their words add up to all of it."""
    if not words:
        return []
    marks = [zlib.crc32(f"{one} {two}".encode("utf-8", "replace")) for one, two in pairwise(words)]
    cuts = [0]
    for at in range(_REACH, len(marks) - _REACH):
        mark = marks[at]
        if mark < min(marks[at - _REACH : at]) and mark <= min(marks[at + 1 : at + _REACH + 1]):
            cuts.append(at + 1)
    cuts.append(len(words))
    return [
        Phrase(
            int.from_bytes(blake2b(" ".join(words[start:end]).encode("utf-8", "replace"), digest_size=8).digest()),
            end - start,
        )
        for start, end in pairwise(cuts)
        if end > start
    ]
