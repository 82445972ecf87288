"""Where a text names a license, and which."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.identify.names.creative_commons import Composer, deed
from auditor.patterns import regex
from auditor.phrases import Matcher, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge.word_tables import LicenseName, NameTable
    from auditor.phrases import Words

_APART = regex(r"[;\uff1b!?|\n:\uff1a=]|(?<!v)[.](?=\s)|\u3002|,\s*(?=\Z)(?!)")
_ADDRESS = regex(
    r"https?://[^\s<>\"'\u3001-\u303f\uff00-\uffef\u4e00-\u9fff)\]]{4,500}|(?:www\.)?creativecommons\.org/[^\s)>]{3,80}"
)


_ALMOST = frozenset(("ish", "like", "esque", "inspired", "compatible", "incompatible", "adjacent"))


class Name(NamedTuple):
    """Words `first` to `end` (excluded) name a license.

    `license` is an SPDX expression, a LicenseRef or a profile's key; if the version or member was not given, it is
    empty and `family` is set instead.
    """

    first: int
    end: int
    license: str
    family: str


class Address(NamedTuple):
    """An address in a text, by characters, and the license to which it belongs, if any."""

    start: int
    end: int
    license: str


class Names:
    """Finds the license names of rules/ in a text."""

    def __init__(self, table: NameTable) -> None:
        self.entries = table.names
        phrases = [Phrase(pattern, at) for at, entry in enumerate(table.names) for pattern in entry.patterns]
        self._running: Matcher[int] = Matcher(phrases, table.classes, table.starts)
        bare = [Phrase(pattern, at) for at, entry in enumerate(table.names) for pattern in entry.bare]
        self._bare: Matcher[int] = Matcher(bare, table.classes, table.bare_starts)
        self._commons = Composer(table)
        self._links = tuple((link.lower(), entry.license) for entry in table.names for link in entry.links)

    def begins(self, word: str) -> bool:
        """Whether a name can begin with this word."""
        return self._commons.begins(word) or self._running.begins(word)

    def meets(self, words: Words) -> bool:
        """Whether the text may contain a name."""
        return any(map(self._commons.begins, words.words)) or self._running.meets(words)

    def find(self, words: Words, *, value: bool = False) -> tuple[Name, ...]:
        """Every name, in order and disjoint; as a `value` (after a label) also short and lower-case ones."""
        candidates = [
            Name(first, end, name if whole else "", "" if whole else name)
            for first, end, name, whole in self._commons.find(words)
        ]
        candidates += self._hits(self._running, words, value=value)
        if value:
            candidates += self._hits(self._bare, words, value=True)
        candidates.sort(key=lambda name: (name.first, -name.end, not name.license))
        return tuple(_longest(candidates))

    def addresses(self, text: str) -> tuple[Address, ...]:
        """The addresses in a text, in order."""
        if "://" not in text and "creativecommons.org" not in text:
            return ()
        return tuple(Address(*match.span(), self.of_link(match[0])) for match in _ADDRESS.finditer(text))

    def of_link(self, target: str) -> str:
        """The license whose own page is at an address, otherwise ""; a Creative Commons id may lack its version."""
        commons = deed(target)
        if commons:
            return commons
        lower = target[:500].lower()
        return next((license_ for link, license_ in self._links if link in lower), "")

    def _hits(self, matcher: Matcher[int], words: Words, *, value: bool) -> Iterator[Name]:
        for hit in matcher.find(words):
            entry = self.entries[hit.meaning]
            end = _joined(words, hit.first, hit.end)
            if end < hit.end:
                shorter = words.part(hit.first, end)
                again = [
                    inner.end for inner in matcher.find(shorter) if inner.first == 0 and inner.meaning == hit.meaning
                ]
                if not again:
                    continue
                end = hit.first + max(again)
            if entry.capitals and end - hit.first == 1 and not value:
                raw = words.raw(hit.first)
                behind = words.before[hit.first + 1]
                if not raw.isupper() and not behind.startswith("-licen"):
                    continue
            if not value and _glued(words, hit.first, end, entry):
                continue
            yield Name(hit.first, end, entry.license, entry.family)


def _longest(candidates: list[Name]) -> Iterator[Name]:
    """The longest name at each place, from left to right, unless a much longer one begins inside it."""
    past = 0
    for at, name in enumerate(candidates):
        if name.first < past:
            continue
        rival = next((other for other in candidates[at + 1 : at + 6] if other.first > name.first), None)
        if rival and rival.first < name.end and rival.end - rival.first > 2 * (name.end - name.first):
            continue
        past = name.end
        yield name


def _joined(words: Words, first: int, end: int) -> int:
    """The end of the words that can be one name: a name does not continue past a colon or a full stop."""
    for at in range(first + 1, end):
        if _APART.search(words.before[at]):
            return at
    return end


def _glued(words: Words, first: int, end: int, entry: LicenseName) -> bool:
    """Whether a short name is part of a longer word: "MiT-B2", "BSD-Net"."""
    behind = words.before[end]
    following = words.words[end] if end < len(words) else ""
    if following in _ALMOST and (behind == "-" or (behind == " " and end - first == 1)):
        return True
    if end - first > 1 or not entry.capitals:
        return False
    if following and behind in ("-", "_", "", "/") and not following.startswith(("licen", "lizen", "style")):
        return following.isascii() and following not in ("or", "and", "apache", "bsd", "gpl") and behind != "/"
    return first > 0 and words.before[first] in ("_", "/") and words.words[first - 1].isascii() and end == len(words)
