"""Whether a text is written in a language whose terms can be compared: English."""

from __future__ import annotations

from auditor.identify.match import vocabulary
from auditor.patterns import regex

_ENGLISH = vocabulary.listed(vocabulary.COMMON)
_WORD = regex(r"[^\W\d_]+")
_LEAST_WORDS = 25
_LEAST_SHARE = 0.12
_SCRIPTS = (
    (0x3040, 0x30FF, "Japanese"),
    (0xAC00, 0xD7AF, "Korean"),
    (0x4E00, 0x9FFF, "Chinese or Japanese"),
    (0x0400, 0x04FF, "Cyrillic script"),
    (0x0600, 0x06FF, "Arabic script"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0900, 0x0DFF, "an Indic script"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0370, 0x03FF, "Greek"),
)
_LONGEST = 100_000
_ADDRESS = regex(
    r"https?://\S{1,300}|www\.\S{1,300}|<?[\w.+-]{1,64}(?:@|\s?(?:\(at\)|\[at\]|\bat\b)\s?)[\w.-]{1,120}>?"
)
_FEW = 0.5
"""A text with a smaller share of lower-case words consists of names, not sentences."""


def foreign(text: str) -> str:
    """The language or script of a text that is not English, for the reader; "" if English or too short to decide."""
    part = text[:_LONGEST]
    letters = sum(letter.isalpha() for letter in part)
    if not letters:
        return ""
    for low, high, name in _SCRIPTS:
        if sum(low <= ord(letter) <= high for letter in part) * 4 > letters:
            return name
    words = [word.lower() for word in _WORD.findall(part)]
    if len(words) < _LEAST_WORDS:
        return ""
    share = sum(word in _ENGLISH for word in words) / len(words)
    return "" if share >= _LEAST_SHARE else "a language other than English"


def names_only(text: str) -> bool:
    """Whether a text is a list of names and addresses, like an AUTHORS file: most of its words are capitalized.

    A text in capitals, or in a script without them, is not such a list.
    """
    words: list[str] = _WORD.findall(_ADDRESS.sub(" ", text[:_LONGEST]))
    small = sum(word.islower() for word in words)
    names = sum(word[0].isupper() and not word[1:].isupper() for word in words)
    return bool(small < _FEW * len(words) < 2 * names)
