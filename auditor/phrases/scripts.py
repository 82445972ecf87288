"""The scripts by which some languages are distinguished from all others."""

from __future__ import annotations

from auditor.patterns import regex

_LETTERS = {
    "kana": regex("[\u3041-\u30fa]"),
    "han": regex("[\u4e00-\u9fff]"),
    "hangul": regex("[\uac00-\ud7af]"),
    "cyrillic": regex("[\u0430-\u044f]"),
}


SCRIPTS = tuple(_LETTERS)


def has_script(text: str, script: str) -> bool:
    """Whether a text has a letter of a script; raises KeyError for an unknown script."""
    letters = _LETTERS[script]
    # such a pattern is slow to compile, and most texts need none
    return not text.isascii() and letters.search(text) is not None
