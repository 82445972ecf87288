"""A text prepared for comparison with the known ones: its shingles, codes and phrases, each computed once."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from auditor.identify.index.known import NO_WORD
from auditor.identify.normalize.fingerprint import SHINGLE, phrases, sampled

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable

    from auditor.identify.index.known import Index
    from auditor.identify.normalize.fingerprint import Phrase
    from auditor.identify.normalize.folding import Folded


class Traces:
    """A text, and what is looked up for it."""

    def __init__(self, index: Index, text: Folded) -> None:
        self.index = index
        self.text = text
        self._cut: dict[tuple[int, int], list[Phrase]] = {}

    def part(self, first: int, end: int) -> Part:
        """The shingles of words `first` to `end`, and the known texts that share them."""
        if (first, end) == (0, len(self.text.words)):
            return self.whole
        return self._part(first, end)

    def _part(self, first: int, end: int) -> Part:
        values, places = self._shingles
        low, high = bisect_left(places, first), bisect_left(places, end - SHINGLE + 1)
        once: dict[int, int] = {}
        for at in range(low, high):
            once.setdefault(values[at], places[at])
        return Part(once, self._having)

    @cached_property
    def whole(self) -> Part:
        """The same for the whole text."""
        return self._part(0, len(self.text.words))

    def phrases(self, first: int, end: int) -> list[Phrase]:
        """The phrases of words `first` to `end`."""
        if (first, end) not in self._cut:
            self._cut[first, end] = phrases(self.text.words[first:end])
        return self._cut[first, end]

    @cached_property
    def coded(self) -> str:
        """The words, one character each."""
        return self.index.code(self.text.words)

    def unknown(self, first: int, end: int) -> int:
        """How many of words `first` to `end` no known text has."""
        return self.coded.count(NO_WORD, first, end)

    @cached_property
    def _shingles(self) -> tuple[list[int], list[int]]:
        """Hashes and first words, in the text's order."""
        hashes = sampled(self.text.words)
        return [value for value, _ in hashes], [at for _, at in hashes]

    @cached_property
    def _having(self) -> dict[int, array[int]]:
        """The known texts that have each shingle; shingles that no text has are left out."""
        return self.index.having(dict.fromkeys(self._shingles[0]))


class Part:
    """The shingles of a part, each with the word where it first begins, and the known texts that have it."""

    def __init__(self, places: dict[int, int], having: dict[int, array[int]]) -> None:
        self.places = places
        self._having = having

    @cached_property
    def shared(self) -> Counter[int]:
        """How many of the part's shingles each known text has."""
        having = self._having
        return Counter(chain.from_iterable(having[value] for value in self.places if value in having))

    def of(self, numbers: Iterable[int]) -> dict[int, list[int]]:
        """For each of these known texts, the words where a shared shingle begins, ascending."""
        begins: dict[int, list[int]] = {number: [] for number in numbers}
        for value, place in self.places.items():
            for number in begins.keys() & self._having.get(value, ()):
                begins[number].append(place)
        return {number: sorted(places) for number, places in begins.items()}
