"""The known texts: looked up by digest first, compared word for word on demand.

The tables (rules/texts/README.md describes their format) are read on first use: a digest lookup reads one small
file, the others are only read for a text without a known digest.
"""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from auditor.errors import RuleError
from auditor.identify.normalize.fingerprint import Phrase, phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

FORMAT = 1
NO_WORD = "\U0010ffff"
"""The character that `Index.code` uses for a word that no known text has."""
_MOST_PLACES = 8_000
"""Most shingles whose places are cached: in a survey the same licenses recur."""


class Name(NamedTuple):
    """What a digest identifies."""

    key: str
    license: str
    """Record id of an AI license, otherwise the SPDX id."""
    expression: str
    policy: bool
    partial: bool
    """Whether we have only a part of the license: never more than near."""


class Known(NamedTuple):
    """One known text."""

    name: Name
    words: int
    title: int
    """Number of words of its title, which a rendition may lack."""
    heads: tuple[int, ...]
    """Numbers of words after which the text may begin: 0, and the end of its title or preamble."""
    tails: tuple[int, ...]
    """Numbers of words after which it may end: all of it, or without an appendix."""
    names: tuple[str, ...]
    """Squeezed words that distinguish it from its relatives: title, version, date."""
    offset: int
    """First item in texts.bin, or in phrases.bin for a fingerprint."""
    phrases: int
    """0: the words are known; otherwise the number of phrases of a fingerprint."""
    shingles: int
    option: bool = False
    """Whether it is a variant of another known text with other words in one place: identified word for word only."""

    @property
    def core(self) -> tuple[int, int]:
        """The first word and the end of the part that every rendition has."""
        return self.heads[-1], self.tails[-1]


class Index:
    """The known texts. `files` reads one table by its name."""

    def __init__(self, files: Callable[[str], bytes]) -> None:
        self._file = files
        self._places: dict[int, int] = {}
        self._words: dict[int, list[str]] = {}
        self._coded: dict[int, str] = {}
        self._cut: dict[int, list[Phrase]] = {}

    @classmethod
    def read(cls, folder: Path) -> Index:
        """The tables in a folder."""

        def file(name: str) -> bytes:
            try:
                return (folder / name).read_bytes()
            except OSError as error:
                msg = f"{folder.name}/{name}: cannot be read: {error.strerror}"
                raise RuleError(msg, tip="Reinstall auditor.") from error

        return cls(file)

    def lookup(self, digest: str) -> tuple[Name, ...]:
        """The texts that a digest identifies; several if different licenses share the text."""
        names: list[Name] = []
        rows, wanted = self._digests, f"{digest}\t"
        at = bisect_left(rows, wanted)
        while at < len(rows) and rows[at].startswith(wanted):
            _, key, license_id, expression, marks = rows[at].split("\t")
            names.append(Name(key, license_id, expression, "policy" in marks, "partial" in marks))
            at += 1
        return tuple(names)

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """Every known text, in the order of the tables."""
        table = json.loads(self._file("texts.json"))
        if table.get("format") != FORMAT:
            msg = f"texts.json: format {table.get('format')!r}, this auditor reads {FORMAT}"
            raise RuleError(msg, tip="Reinstall auditor.")
        return tuple(
            Known(
                Name(
                    row["key"], row["license"], row["expression"], row.get("policy", False), row.get("partial", False)
                ),
                row["words"],
                row["title"],
                tuple(row["heads"]),
                tuple(row["tails"]),
                tuple(row.get("names", ())),
                row["offset"],
                row.get("phrases", 0),
                row["shingles"],
                row.get("option", False),
            )
            for row in table["texts"]
        )

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """The number of shingles of each text."""
        return tuple(known.shingles for known in self.known)

    @cached_property
    def cores(self) -> tuple[float, ...]:
        """About how many of them begin in the words that every rendition has."""
        return tuple(known.shingles * (known.core[1] - known.core[0]) / known.words for known in self.known)

    @cached_property
    def options(self) -> frozenset[int]:
        """The texts that are variants of another known one, identified only word for word."""
        return frozenset(at for at, known in enumerate(self.known) if known.option)

    @cached_property
    def vocabulary(self) -> dict[str, str]:
        """Every word of every text whose words are known, and the character that represents it in `coded`."""
        return {word: chr(at) for at, word in enumerate(self._vocabulary)}

    def code(self, words: list[str]) -> str:
        """The words as one character each; all words that no known text has share one character."""
        known = self.vocabulary
        return "".join([known.get(word, NO_WORD) for word in words])

    def coded(self, number: int) -> str:
        """The words of a text, one character each; empty for a fingerprint."""
        known = self.known[number]
        if known.phrases:
            return ""
        if number not in self._coded:
            ids = self._texts[known.offset : known.offset + known.words]
            self._coded[number] = array("I", ids).tobytes().decode(f"utf-32-{sys.byteorder[0]}e", "surrogatepass")
        return self._coded[number]

    def words(self, number: int) -> list[str]:
        """The words of a text; empty for a fingerprint."""
        known = self.known[number]
        if known.phrases:
            return []
        if number not in self._words:
            ids = self._texts[known.offset : known.offset + known.words]
            self._words[number] = [self._vocabulary[index] for index in ids]
        return self._words[number]

    def phrases(self, number: int) -> list[Phrase]:
        """The phrases of a text: those of a fingerprint, or those into which its words are divided."""
        if number not in self._cut:
            known = self.known[number]
            pairs = self._phrases[2 * known.offset : 2 * (known.offset + known.phrases)]
            kept = [Phrase(pairs[at], pairs[at + 1]) for at in range(0, len(pairs), 2)]
            self._cut[number] = kept or phrases(self.words(number))
        return self._cut[number]

    def having(self, shingles: Iterable[int]) -> dict[int, array[int]]:
        """The texts that have each of these shingles; shingles that no text has are left out."""
        _, starts, numbers = self._shingles
        places = self._places
        if len(places) > _MOST_PLACES:
            places.clear()
        texts = {}
        for shingle in shingles:
            at = places.get(shingle)
            if at is None:
                at = places[shingle] = self._place(shingle)
            if at >= 0:
                texts[shingle] = numbers[starts[at] : starts[at + 1]]
        return texts

    def _place(self, shingle: int) -> int:
        """The position of a shingle in the table; -1 if no text has it."""
        keys = self._shingles[0]
        at = bisect_left(keys, shingle)
        return at if at < len(keys) and keys[at] == shingle else -1

    @cached_property
    def _digests(self) -> list[str]:
        """A row for each digest, sorted."""
        return self._file("digests.tsv").decode("utf-8").split("\n")

    @cached_property
    def _vocabulary(self) -> list[str]:
        return self._file("words.txt").decode("utf-8").split("\n")

    @cached_property
    def _texts(self) -> array[int]:
        return _numbers("H", self._file("texts.bin"))

    @cached_property
    def _phrases(self) -> array[int]:
        return _numbers("Q", self._file("phrases.bin"))

    @cached_property
    def _shingles(self) -> tuple[array[int], array[int], array[int]]:
        """Hashes ascending; where the texts of each begin; the texts."""
        raw = self._file("shingles.bin")
        count = int.from_bytes(raw[:4], "little")
        keys = _numbers("I", raw[4 : 4 + 4 * count])
        sizes = raw[4 + 4 * count : 4 + 6 * count]
        starts = array("I", accumulate(_numbers("H", sizes), initial=0))
        return keys, starts, _numbers("H", raw[4 + 6 * count :])


def _numbers(kind: str, raw: bytes) -> array[int]:
    """Little-endian unsigned numbers: H 2, I 4, Q 8 bytes."""
    numbers = array(kind)
    numbers.frombytes(raw)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
