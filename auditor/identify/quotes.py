"""Whether a quote is verbatim in a license text of which only digests are stored: `rules/texts/quotes.bin`.

A text is the sequence of its words, folded by `auditor.identify.normalize.folding.squeeze`: case, layout, markup,
quotation marks and punctuation do not count. Each Chinese or Japanese character is a word of its own. A quote is
verbatim when its words follow one another in the text; a quote with omissions ("[…]", "…", "...") when its
parts do, in order.

The file holds the digest of each distinct word and, for each text, its words as places in that table. A word that is
not the text's is taken for it with a probability of 2**-48 (4e-15), however short the quote. The layout is in
`rules/texts/README.md`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING

from auditor.identify.normalize.folding import squeeze
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_WIDTH = 6
"""Bytes of a word's digest."""
_PLACE = 2
"""Bytes of a word's index in the table."""
_MOST = 1 << 8 * _PLACE
_COUNTS = struct.Struct("<II")
"""How many distinct words, how many texts."""
_TEXT = struct.Struct("<32sI")
"""The sha256 of the file that was read, and how many words its text has."""
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = regex(rf"[{_IDEOGRAPHS}]|[^\s{_IDEOGRAPHS}]+")
_OMISSION = regex(r"\[\s*(?:\u2026|\.{3})\s*\]|\u2026|\.{3}")

Words = tuple[bytes, ...]
"""A text or a quote: the digest of each of its words, in order."""


@dataclass(frozen=True)
class Quotes:
    """License texts as sequences of word digests, by the sha256 (hex) of the file from which each was read."""

    texts: Mapping[str, Words]
    places: Mapping[bytes, int]
    packed: Mapping[str, bytes]
    """Each text as the indices of its words, `_PLACE` bytes each."""

    def verbatim(self, quote: str, sha256: str) -> bool:
        """Whether the quote's words follow one another in that text; never for a quote without a word.

        Raises `KeyError` if that text is not among `texts`.
        """
        text, end = self.packed[sha256], 0
        parts = [part for part in map(digests, _OMISSION.split(quote)) if part]
        for part in parts:
            if not all(word in self.places for word in part):
                return False
            end = _end(text, _packed(part, self.places), end)
            if end < 0:
                return False
        return bool(parts)


def body(raw: str) -> str:
    """The license text of a file, without the front matter of ScanCode or the first line of a capture."""
    text = raw.split("---\n", 2)[2] if raw.startswith("---\n") and raw.count("---\n") > 1 else raw
    return text.split("\n", 1)[1] if text.startswith("# Captured") and "\n" in text else text


def digests(text: str) -> Words:
    """The digest of each folded word of a text, link targets included."""
    words = _WORD.findall(squeeze(text.replace("](", "] (")))  # else squeeze drops the target, which may be the quote
    return tuple(blake2b(word.encode(), digest_size=_WIDTH).digest() for word in words)


def of(texts: Mapping[str, Words]) -> Quotes:
    """Texts in which quotes can be looked up; raises `ValueError` if they have too many distinct words."""
    table = sorted(set(chain.from_iterable(texts.values())))
    if len(table) > _MOST:
        raise ValueError(f"{len(table)} distinct words: more than {_MOST}")
    places = {word: place for place, word in enumerate(table)}
    return Quotes(texts, places, {sha256: _packed(words, places) for sha256, words in sorted(texts.items())})


def dump(quotes: Quotes) -> bytes:
    """The texts as a file; the same texts give the same bytes."""
    heads = [_TEXT.pack(bytes.fromhex(sha256), len(text) // _PLACE) for sha256, text in quotes.packed.items()]
    return b"".join((_COUNTS.pack(len(quotes.places), len(heads)), *quotes.places, *heads, *quotes.packed.values()))


def load(path: Path) -> Quotes:
    """The texts of a file; raises `OSError` if it cannot be read, `ValueError` if it is not such a file."""
    raw = path.read_bytes()
    try:
        return of(_texts(raw))
    except (struct.error, IndexError) as error:
        raise ValueError(f"{path.name} is not a table of quotes") from error


def _texts(raw: bytes) -> dict[str, Words]:
    """The words of each text of a file, by sha256."""
    words, texts = _COUNTS.unpack_from(raw)
    heads = _COUNTS.size + words * _WIDTH
    at = heads + texts * _TEXT.size
    if at > len(raw):
        raise struct.error
    table = [raw[start : start + _WIDTH] for start in range(_COUNTS.size, heads, _WIDTH)]
    texts_by_sha256 = {}
    for sha256, length in _TEXT.iter_unpack(raw[heads:at]):
        texts_by_sha256[sha256.hex()] = tuple(table[place] for place in struct.unpack_from(f"<{length}H", raw, at))
        at += length * _PLACE
    if at != len(raw):
        raise struct.error
    return texts_by_sha256


def _packed(words: Words, places: Mapping[bytes, int]) -> bytes:
    return struct.pack(f"<{len(words)}H", *(places[word] for word in words))


def _end(text: bytes, part: bytes, start: int) -> int:
    """Where the first occurrence of a part at or after `start` ends, in bytes; -1 if there is none."""
    at = text.find(part, start)
    while at % _PLACE and at >= 0:
        at = text.find(part, at + 1)
    return at + len(part) if at >= 0 else -1
