"""The words of reports: one catalogue per language, of templates with named places, never put together of fragments."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from auditor.report.words import en

LANGUAGES = ("en", "ja")


class Words:
    """The catalogue of a language; English where it has no words of its own."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        if lang not in LANGUAGES:
            raise KeyError(lang)
        self._own: dict[str, str] = import_module(f"auditor.report.words.{lang}").WORDS

    def __call__(self, key: str, **values: object) -> str:
        """The words of that key, with the values in their places; raises KeyError for a key that there is not."""
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
    """The catalogue of that language; raises KeyError where there is none."""
    return Words(lang)
