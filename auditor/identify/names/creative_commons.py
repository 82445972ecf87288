"""Names of Creative Commons licenses, read piece by piece: head, elements in any order and language, version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.patterns import regex
from auditor.phrases import Matcher, Phrase, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge.word_tables import NameTable
    from auditor.phrases import Words

_ELEMENTS = ("by", "nc", "sa", "nd")
_ORDER = ("BY", "NC", "ND", "SA")
_WIDE = 8
_APART = regex(r"[;\uff1b!?|\n]|[.\u3002]\s")
_GLUED = regex("(?:cc)?((?:by|nc|nd|sa){1,4}(?<!^by)(?<!^nc)(?<!^sa)(?<!^nd))")
_DEED = regex(
    r"creativecommons\.org/(?:licenses/(?P<elements>(?:by|nc|nd|sa)(?:-(?:by|nc|nd|sa)){0,3})|publicdomain/zero)(?:/(?P<version>\d\.\d))?",
    re.IGNORECASE,
)


class Composer:
    """Reads Creative Commons names by the words that `rules/license-names.toml` has for each piece."""

    def __init__(self, table: NameTable) -> None:
        phrases = [Phrase(f"({getattr(table.commons, kind)})", kind) for kind in ("heads", *_ELEMENTS, "fill")]
        self._matcher: Matcher[str] = Matcher(phrases, table.classes, table.commons_starts)
        self._first = frozenset(tokens(head).words[0] for head in table.commons.heads.split("|"))
        self._versions = frozenset(table.commons.versions)

    def heads(self, word: str) -> bool:
        """Whether a single word consists of a head and elements: "ccbync"."""
        return word.startswith("cc") and _GLUED.fullmatch(word) is not None

    def begins(self, word: str) -> bool:
        """Whether a name can begin with this word."""
        return word in self._first or self.heads(word)

    def find(self, words: Words) -> Iterator[tuple[int, int, str, bool]]:
        """First word, end, id and whether a version was given; names are disjoint and in order."""
        if not any(map(self.begins, words.words)):
            return
        pieces: dict[int, dict[str, int]] = {}
        for hit in self._matcher.find(words):
            known = pieces.setdefault(hit.first, {})
            known[hit.meaning] = max(hit.end, known.get(hit.meaning, 0))
        for at, word in enumerate(words.words):
            if self.heads(word):
                pieces.setdefault(at, {})["heads"] = at + 1
        past = 0
        for first in sorted(at for at, kinds in pieces.items() if "heads" in kinds):
            if first >= past:
                name = self._at(words, pieces, first)
                if name:
                    past = name[1]
                    yield name

    def _at(self, words: Words, pieces: dict[int, dict[str, int]], first: int) -> tuple[int, int, str, bool] | None:
        at = end = pieces[first]["heads"]
        elements: set[str] = set(_glued(words.words[first])) if self.heads(words.words[first]) else set()
        version = ""
        while at < len(words) and at - end < _WIDE and not _APART.search(words.before[at]):
            kinds = pieces.get(at, {})
            element = next((kind for kind in _ELEMENTS if kind in kinds), None)
            word = words.words[at]
            glued = _glued(word)
            if glued and not version:
                elements.update(glued)
                at = end = at + 1
            elif element and (not version or element.upper() not in elements):
                if version:
                    break
                elements.add(element.upper())
                at = end = kinds[element]
            elif elements and not version and self._version(word):
                version = self._version(word)
                at = end = at + 1
            elif "fill" in kinds:
                at = kinds["fill"]
                if elements and word in ("license", "licence", "lizenz", "\u30e9", "\u8bb8", "international"):
                    end = at
            else:
                break
        if not elements:
            return None
        elements.add("BY")
        name = "CC-" + "-".join(element for element in _ORDER if element in elements)
        return (first, end, f"{name}-{version}" if version else name, bool(version))

    def _version(self, word: str) -> str:
        full = word if "." in word else f"{word}.0"
        return full if full in self._versions else ""


def _glued(word: str) -> tuple[str, ...]:
    """The elements of a word that consists of several: "byncsa"."""
    match = _GLUED.fullmatch(word)
    return tuple(re.findall("by|nc|nd|sa", match[1].upper(), re.IGNORECASE)) if match else ()


def deed(address: str) -> str:
    """The id of the license whose deed or legal code is at an address; "" for any other address."""
    match = _DEED.search(address[:500])
    if match is None:
        return ""
    if match["elements"] is None:
        return "CC0-1.0"
    elements = set(match["elements"].upper().split("-"))
    name = "CC-" + "-".join(element for element in _ORDER if element in elements)
    return f"{name}-{match['version']}" if match["version"] else name
