"""Whether the lines before a license are its title, or another's."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from auditor.identify.match import vocabulary
from auditor.model.base import Value
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TITLE = vocabulary.listed(vocabulary.TITLE) | vocabulary.listed(vocabulary.TOPICS)
_GENERIC = vocabulary.listed(vocabulary.GENERIC)
_DATES = vocabulary.listed(vocabulary.DATES)
_LICENSE = frozenset(("license", "licence", "agreement", "terms"))
_WORD = regex(r"[^\W_]+")
_TITLE_WORDS = 12
_CLAUSES = regex(r"\b[0-9] clause\b")
_YEAR = 4
_SHORT_STEM = 2
_OPENING = 8
_TOKEN = regex(r"[^\W_]+(?:\.[0-9]+)*")
_NUMBERED = regex(r"([^\W\d_]*?)\.?v?([0-9]{1,2}(?:\.[0-9]{1,2}){0,2})")
_PARTED = regex(r"\b(non|no|share)[- ](commercial|derivatives|derivs|alike)\b")
_ADDRESS = regex(r"(?:https?://|www\.)\S{1,300}|[\w.+-]{1,64}@\S{1,120}")
_CONNECTING = frozenset(("by", "or", "only", "later", "v", "and", "community", "international", "unported", "generic"))
_TERMS = {
    "nc": "nc", "noncommercial": "nc", "nd": "nd", "noderivatives": "nd", "noderivs": "nd", "sa": "sa",
    "sharealike": "sa",
}  # fmt: skip
"""The names of Creative Commons terms."""
_IDLE = _GENERIC | _TITLE | _DATES | _CONNECTING | {""}
_MONTHS = vocabulary.listed(vocabulary.MONTHS)


def conflicts(before: str, title: Sequence[str], key: str) -> bool:
    """Whether a line before a license titles it as another version, or as other terms of Creative Commons.

    `before` is the text before it, `title` the words of the license's own title, `key` its key or SPDX id. A number
    in an address, or on a line that is not about the license, is not a version.
    """
    own = _own(title, key)
    return any(
        _is_title(line, own) and (_another_version(line, own) or _other_terms(line, own))
        for line in map(_tokens, _ADDRESS.sub(" ", before).split("\n"))
    )


def respelled(line: str, title: Sequence[str], key: str) -> bool:
    """Whether a line is the license's own title in another spelling: its words, its short name and its version."""
    own = _own(title, key)
    words = _tokens(line)
    stems = {stem for stem, _ in map(_numbered, words)}
    return (
        len(words) <= len(title) + _TITLE_WORDS
        and line.rstrip()[-1:] not in ".;:,"
        and not own.names.isdisjoint(stems)
        and own.idle.issuperset(stems)
        and not _another_version(words, own)
        and not _other_terms(words, own)
    )


class _Own(Value, frozen=True):
    """The components of a license's title and its key or SPDX id."""

    words: tuple[str, ...]
    names: frozenset[str]
    """Words that name it, without their numbers."""
    numbers: frozenset[str]
    """Its version and other numbers in its title."""

    @property
    def idle(self) -> frozenset[str]:
        """Words that a line may have if it is only its title."""
        return self.names | {stem for stem, _ in map(_numbered, self.words)} | _IDLE


def _own(title: Sequence[str], key: str) -> _Own:
    words = _tokens(f"{' '.join(title)} {key.partition(':')[2] or key}")
    words += ["creative", "commons"] if "cc" in words else []
    parts = [_numbered(word) for word in words]
    names = {stem for stem, _ in parts if len(stem) > 1} - _IDLE
    terms = {_TERMS[word] for word in words if word in _TERMS} if "cc" in words else set()
    names |= {word for word, term in _TERMS.items() if term in terms}
    versions = {version for _, version in parts if version} | {_numbered(run)[1] for run in _runs(words)}
    return _Own(tuple(words), frozenset(names), frozenset(versions))


def _runs(words: list[str]) -> Iterator[str]:
    """The words, with consecutive numbers joined to the version that they were: `v1`, `1`, `1` is 1.1.1."""
    for numeric, run in groupby(words, key=lambda word: bool(_NUMBERED.fullmatch(word)) and len(word) < _YEAR):
        if numeric:
            yield ".".join(run)


def _tokens(text: str) -> list[str]:
    """The words of a title in lower case: "2.0" is one word, and so is "Non-Commercial"."""
    return _TOKEN.findall(_PARTED.sub(r"\1\2", text.lower().replace("_", " ")))


def _numbered(word: str) -> tuple[str, str]:
    """A word as its letters and its version: `gplv3` is `gpl` and 3, `2.0` is 2, `mit` has no version."""
    match = _NUMBERED.fullmatch(word)
    return (match[1], re.sub(r"(?:\.0+)+$", "", match[2])) if match else (word, "")


def _is_title(line: list[str], own: _Own) -> bool:
    """Whether a line is about the license: it has a name of it, and "license" or nothing else."""
    stems = [stem for stem, _ in map(_numbered, line)]
    return not own.names.isdisjoint(stems) and (
        not _LICENSE.isdisjoint(line) or (own.idle | _TERMS.keys()).issuperset(stems)
    )


def _another_version(line: list[str], own: _Own) -> bool:
    parts = [_numbered(word) for word in line]
    return any(
        version and version not in own.numbers and not _is_name(stem, own.names) and not _is_day(line, at)
        for at, (stem, version) in enumerate(parts)
    )


def _is_day(line: list[str], at: int) -> bool:
    """Whether a number is the day of a date."""
    return not _MONTHS.isdisjoint(line[max(0, at - 1) : at + 2])


def _other_terms(line: list[str], own: _Own) -> bool:
    """Whether both are Creative Commons licenses and differ in NonCommercial, NoDerivatives or ShareAlike."""
    if "cc" not in own.words:
        return False
    expected, given = ({_TERMS[word] for word in side if word in _TERMS} for side in (own.words, line))
    return expected != given if {"cc", "by"} <= set(line) else not given <= expected


def _is_name(stem: str, names: frozenset[str]) -> bool:
    """Whether a word with a digit is a separate name, like `flake8` above the MIT license, and not its version."""
    return len(stem) > _SHORT_STEM and not any(stem in own or own in stem for own in names if len(own) > _SHORT_STEM)


def of(words: list[str], known: int) -> list[str]:
    """The title of a license with these words: the first `known`, otherwise its name in the first sentence."""
    if known or _LICENSE.isdisjoint(words[:_OPENING]):
        return words[:known]
    end = next(at for at, word in enumerate(words) if word in _LICENSE)
    return words[: end + 1]


def miscounts(before: str, key: str) -> bool:
    """Whether the words before a BSD license state another number of clauses, like "BSD-4-Clause" above three."""
    own = set(_CLAUSES.findall(" ".join(_WORD.findall(key.lower()))))
    given = set(_CLAUSES.findall(" ".join(_WORD.findall(before.lower()))))
    return bool(own and given) and own.isdisjoint(given)


def titled(before: str, title: list[str], key: str) -> str:
    """The title of another license among the lines before one; "" if there is none."""
    own = {*title, *_WORD.findall(key.lower()), *_GENERIC, *_TITLE, "modified"}
    for line in before.split("\n"):
        words = [word.lower() for word in _WORD.findall(line)] if line.rstrip()[-1:] not in ".:," else []
        if 0 < len(words) <= _TITLE_WORDS and _LICENSE.intersection(words) and not set(words) <= own:
            return " ".join(line.split())
    return ""


def retitled(before: str, title: list[str]) -> bool:
    """Whether the lines before a license have some words of its title but lack others."""
    own = {word for word in title if not _idle(word)}
    given = {word for word in (word.lower() for word in _WORD.findall(before)) if not _idle(word)}
    return bool(own & given) and own != own & given


def _idle(word: str) -> bool:
    """Whether a word of a title does not distinguish licenses."""
    return word in _GENERIC or word in _TITLE or word in _DATES or (word.isdigit() and len(word) == _YEAR)
