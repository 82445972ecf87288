"""The scripts by which some languages are distinguished from all others."""

from __future__ import annotations

from auditor.patterns import regex

_LETTERS = {
    "kana": regex("[\u3041-\u30fa]"),
    "han": regex("[\u4e00-\u9fff]"),
    "hangul": regex("[\uac00-\ud7af]"),
    "cyrillic": regex("[\u0430-\u044f]"),
    # any other, Greek to Khmer: several letters in a row, as a Greek letter is a symbol in other languages
    "other": regex("[\u0370-\u03ff\u1f00-\u1fff]{3}|[\u0530-\u10ff\u1200-\u139f\u1780-\u17ff]{2}"),
}


SCRIPTS = tuple(_LETTERS)


def has_script(text: str, script: str) -> bool:
    """Whether a text has letters of a script; raises KeyError for an unknown script."""
    letters = _LETTERS[script]
    # such a pattern is slow to compile, and most texts need none
    return not text.isascii() and letters.search(text) is not None
