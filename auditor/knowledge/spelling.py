"""Checks how texts in a file of rules are written: empty, twice, with stray blanks or letters of another alphabet."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.errors import Problem
    from auditor.knowledge.toml_file import TomlFile
    from auditor.knowledge.toml_places import Path

_AS_WRITTEN = frozenset({"copyrights", "files", "card", "prose"})
"""Keys of what is copied as it was found."""
_WORD = regex(r"[^\W\d_]+")
_LOOK_ALIKE = ("CYRILLIC", "GREEK")


def problems(file: TomlFile[Any]) -> Iterator[Problem]:
    """Texts that are compared with others, and equal none as they are written."""
    yield from (file.problem(path, says) for path, says in _problems(file.table, ()))


def _problems(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _AS_WRITTEN:
                yield from _problems(inner, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            if isinstance(item, str) and not item.strip():
                yield (*path, at), "is empty: write something between the quotes, or delete it"
            elif isinstance(item, str) and item in value[:at]:
                yield (*path, at), f"{item!r} is in this list already"
            else:
                yield from _problems(item, (*path, at))
    elif isinstance(value, str):
        yield from ((path, says) for says in _text(value))


def _text(text: str) -> Iterator[str]:
    if text != text.strip() and "\n" not in text:
        yield f"{text!r} begins or ends with a blank"
    for word in _WORD.findall(text) if not text.isascii() else ():
        alphabets = {_alphabet(letter) for letter in word}
        if "" in alphabets and len(alphabets) > 1:
            yield f"{word!r} has letters of two alphabets: {' and '.join(sorted(filter(None, alphabets)))} among Latin"


def _alphabet(letter: str) -> str:
    """The alphabet whose letters are taken for Latin ones; "" for Latin, and for any other."""
    name = unicodedata.name(letter, "")
    return next((alphabet.capitalize() for alphabet in _LOOK_ALIKE if name.startswith(alphabet)), "")
