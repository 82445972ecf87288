"""Which languages a document is written in, by scripts and by words that others do not have."""

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


def heard_in(language: Language, text: str, words: tuple[str, ...]) -> bool:
    """Whether a sentence may have phrases of a language: its script, or one of its own words."""
    if language.name == "en":
        return _LATIN.search(text) is not None
    if language.script:
        return has_script(text, language.script)
    return len(words) <= _SHORT or not language.signs.isdisjoint(words)


def spoken(text: str, languages: Iterable[Language]) -> tuple[Language, ...]:
    """English always; the others where their script, a long word of theirs or two (in a short text one) appear."""
    every_word = re.findall(r"[^\W\d_]+", text[: _MOST_WORDS * 8].lower())
    words, enough = set(every_word), _ENOUGH - (len(every_word) < _FEW)
    spoken_here = []
    for language in languages:
        if language.script:
            present = has_script(text, language.script)
        else:
            signs = words & language.signs
            present = len(signs) >= enough or any(len(sign) >= _TELLING for sign in signs)
        if present or language.name == "en":
            spoken_here.append(language)
    japanese = any(language.name == "ja" for language in spoken_here)
    return tuple(language for language in spoken_here if not (japanese and language.name == "zh"))
