"""The languages in which a document is written, by their scripts and by words that only they have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.patterns import regex
from auditor.phrases import has_script

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.knowledge.word_tables import Language

_LATIN = regex("[A-Za-z]")
_ENOUGH, _SHORT, _TELLING, _FEW = 2, 8, 6, 40
_MOST_WORDS = 20_000


def may_occur_in(language: Language, text: str, words: tuple[str, ...]) -> bool:
    """Whether a sentence may have phrases of a language: it has its script, or one of its own words, or is short."""
    if language.name == "en":
        return _LATIN.search(text) is not None
    if language.script:
        return has_script(text, language.script)
    return len(words) <= _SHORT or not language.signs.isdisjoint(words)


def languages_of(text: str, languages: Iterable[Language]) -> tuple[Language, ...]:
    """The languages of a text: English always; others by their script, or a long or two short words of their own.

    In a short text, one word is enough.
    """
    every_word = re.findall(r"[^\W\d_]+", text[: _MOST_WORDS * 8].lower())
    words, enough = set(every_word), _ENOUGH - (len(every_word) < _FEW)
    found_languages = []
    for language in languages:
        if language.script:
            present = has_script(text, language.script)
        else:
            signs = words & language.signs
            present = len(signs) >= enough or any(len(sign) >= _TELLING for sign in signs)
        if present or language.name == "en":
            found_languages.append(language)
    japanese = any(language.name == "ja" for language in found_languages)
    return tuple(language for language in found_languages if not (japanese and language.name == "zh"))
