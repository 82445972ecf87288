"""The words of reports: one catalogue per language, of templates with named placeholders, never concatenated."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from auditor.report.words import en

LANGUAGES = ("en", "ja")


class Words:
    """The catalogue of a language, with English as the fallback."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        if lang not in LANGUAGES:
            raise KeyError(lang)
        self._own: dict[str, str] = import_module(f"auditor.report.words.{lang}").WORDS

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key, with the values filled in; raises KeyError for an unknown key."""
        template = self._own.get(key) or en.WORDS[key]
        return template.format(**values) if values else template

    def counted(self, number: int, noun: str) -> str:
        """`1 error`, `2 errors`: the words of `noun.one` and `noun.many`."""
        return self(f"{noun}.one" if number == 1 else f"{noun}.many", number=number)

    def listed(self, names: tuple[str, ...] | list[str]) -> str:
        """`a`, `a and b`, `a, b and c`."""
        if len(names) < 2:  # noqa: PLR2004 - two names need a word between them
            return "".join(names)
        return self("list", first=self("list.comma").join(names[:-1]), last=names[-1])


@cache
def words(lang: str) -> Words:
    """The catalogue of that language; raises KeyError if there is none."""
    return Words(lang)
