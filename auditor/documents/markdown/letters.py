"""Normalizes letters to what a reader sees: none invisible, full width as plain, look-alikes as Latin."""

from __future__ import annotations

import unicodedata

from auditor.patterns import regex

_INVISIBLE = regex(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_COMPATIBLE = regex(
    "[\u00a0\u2000-\u200a\u2010\u2011\u202f\u205f\u2100-\u214f\u2460-\u24ff\u3000\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff]"
)
_OTHER_SCRIPT = regex("[\u0370-\u052f]")
_WORD = regex(r"[^\W\d_]+")
_LATIN = dict(
    zip(
        "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0423\u0430\u0435\u0441\u043e\u0440\u0445\u0443"
        "\u0455\u0456\u0458\u0501\u04bb\u04cf\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03c1\u03bd",
        "ABESIJKMHOPCTXYaecopxysijdhlABEZHIKMNOPTYXopv",
        strict=True,
    )
)
"""Cyrillic and Greek letters that look like Latin ones."""


def plain(text: str) -> str:
    """The text in plain letters; line breaks are kept."""
    if text.isascii():
        return text
    text = _INVISIBLE.sub("", text)
    text = _COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    if _OTHER_SCRIPT.search(text) is None:
        return text
    foreign = all(letter in _LATIN for letter in _OTHER_SCRIPT.findall(text))
    return _WORD.sub(lambda match: _word(match[0], foreign=foreign), text)


def _word(word: str, *, foreign: bool) -> str:
    """A word as Latin if it mixes scripts, or if all its letters could be Latin and nothing else is foreign."""
    if word.isascii() or _OTHER_SCRIPT.search(word) is None:
        return word
    latin = "".join(_LATIN.get(letter, letter) for letter in word)
    if latin.isascii() and (foreign or any("a" <= letter <= "z" or "A" <= letter <= "Z" for letter in word)):
        return latin
    return word
