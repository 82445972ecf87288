"""Whether a text contains the words that distinguish a license from its relatives: its title, a version, a date."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from auditor.identify.match.differences import typo

if TYPE_CHECKING:
    from collections.abc import Container, Iterator


class Place:
    """The words of a part of a text that is searched for such names."""

    def __init__(self, words: list[str], vocabulary: Container[str]) -> None:
        self._words = words
        self._vocabulary = vocabulary

    def has(self, name: str) -> bool:
        """Whether a name occurs, word for word or with one misspelled word that no known text has.

        A number is never misspelled, nor is a word longer or shorter than it should be: "ollama" is not "llama".
        """
        return f" {name} " in self._line or any(self._misspelled(name.split()))

    @cached_property
    def _line(self) -> str:
        return f" {' '.join(self._words)} "

    @cached_property
    def _unknown(self) -> list[int]:
        return [at for at, word in enumerate(self._words) if word not in self._vocabulary]

    def _misspelled(self, name: list[str]) -> Iterator[bool]:
        """For each place where an unknown word may be one of the name: whether the rest of the name is there."""
        for at in self._unknown:
            word = self._words[at]
            for place, wanted in enumerate(name):
                first = at - place
                if first >= 0 and len(word) == len(wanted) and typo(word, wanted):
                    given = self._words[first : first + len(name)]
                    yield [*given[:place], *given[place + 1 :]] == [*name[:place], *name[place + 1 :]]
