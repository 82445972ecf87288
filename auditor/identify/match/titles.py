"""Whether the lines before a license are its title, or another's."""

from __future__ import annotations

from collections import Counter

from auditor.identify.match import vocabulary
from auditor.patterns import regex

_TITLE = vocabulary.listed(vocabulary.TITLE) | vocabulary.listed(vocabulary.TOPICS)
_GENERIC = vocabulary.listed(vocabulary.GENERIC)
_DATES = vocabulary.listed(vocabulary.DATES)
_LICENSE = frozenset(("license", "licence", "agreement", "terms"))
_WORD = regex(r"[^\W_]+")
_TITLE_WORDS = 12
_CLAUSES = regex(r"\b[0-9] clause\b")
_YEAR = 4
_SHORT_STEM = 2


def conflicts(before: list[str], title: list[str]) -> bool:
    """Whether the words before a license name another version of it than its own title does."""
    if not (set(title) - _GENERIC - _TITLE) & set(before):
        return False
    left = Counter(before) - Counter(title)
    return any(any(map(str.isdigit, word)) and len(word) != _YEAR and not _name(word, title) for word in left)


def _name(word: str, title: list[str]) -> bool:
    """Whether a word with a digit is a name of its own, as `flake8` over the MIT license, and no version of it."""
    stem = "".join(filter(str.isalpha, word))
    return len(stem) > _SHORT_STEM and not any(stem in own or own in stem for own in title if len(own) > _SHORT_STEM)


def miscounts(before: list[str], key: str) -> bool:
    """Whether the words before a BSD license count other clauses than it has, as "BSD-4-Clause" over the three."""
    own = set(_CLAUSES.findall(" ".join(_WORD.findall(key.lower()))))
    given = set(_CLAUSES.findall(" ".join(before)))
    return bool(own and given) and own.isdisjoint(given)


def titled(before: str, title: list[str], key: str) -> str:
    """The title of a license among the lines before one, where it is not that license's own; "" without."""
    own = {*title, *_WORD.findall(key.lower()), *_GENERIC, *_TITLE, "modified"}
    for line in before.split("\n"):
        words = [word.lower() for word in _WORD.findall(line)] if line.rstrip()[-1:] not in ".:," else []
        if 0 < len(words) <= _TITLE_WORDS and _LICENSE.intersection(words) and not set(words) <= own:
            return " ".join(line.split())
    return ""


def retitled(before: str, title: list[str]) -> bool:
    """Whether the lines before a license bear some words of its title and lack, or add, others."""
    own = {word for word in title if not _idle(word)}
    given = {word for word in (word.lower() for word in _WORD.findall(before)) if not _idle(word)}
    return bool(own & given) and own != own & given


def _idle(word: str) -> bool:
    """Whether a word of a title distinguishes no license from another."""
    return word in _GENERIC or word in _TITLE or word in _DATES or (word.isdigit() and len(word) == _YEAR)
