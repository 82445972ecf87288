"""Extracts the text of HTML, keeping lines."""

from __future__ import annotations

import re

from auditor.patterns import regex

_BLOCK = regex(
    r"/?(?:p|br|div|li|ul|ol|tr|td|th|table|h[1-6]|hr|pre|section|article|header|footer|blockquote|dt|dd|title)\b",
    re.IGNORECASE,
)
_HIDDEN = ("script", "style", "template")
_LINE = 2_000
"""Characters per line above which a page counts as written without line breaks: its blocks then make the lines."""


def strip(text: str) -> str:
    """The text between the tags, each piece on its line in the file.

    A page without line breaks gets one per block element. One pass from left to right:
    `html.parser` needs quadratic time for some inputs (12 s for 40 kB of "<a <" in Python 3.11).
    """
    from html import unescape  # noqa: PLC0415 - few audits need its table of entities

    block = "\n" if text.count("\n") * _LINE < len(text) else " "
    lower = text.lower()
    if len(lower) != len(text):  # the lower case of a few capitals has two characters
        lower = text
    missing: set[str] = set()
    pieces: list[str] = []
    place = 0
    while (tag := text.find("<", place)) >= 0:
        pieces.append(text[place:tag])
        place = _after(lower, tag, missing)
        if place < 0:
            place = tag
            break
        if place == tag + 1:
            pieces.append("<")
            continue
        pieces.append("\n" * text.count("\n", tag, place))
        if _BLOCK.match(text, tag + 1, place):
            pieces.append(block)
    pieces.append(text[place:])
    return unescape("".join(pieces))


def _after(lower: str, tag: int, missing: set[str]) -> int:
    """The offset after a tag and what it hides; `tag + 1` if it is not a tag, -1 if it is never closed."""
    if lower.startswith("<!--", tag):
        end = _find(lower, "-->", tag + 4, missing)
        return end + 3 if end >= 0 else tag + 1
    opening = lower[tag + 1 : tag + 2]
    if not opening or not (opening.isalpha() or opening in "/!?"):
        return tag + 1
    end = _find(lower, ">", tag, missing)
    if end < 0:
        return -1
    if lower.startswith(_HIDDEN, tag + 1):
        name = next(name for name in _HIDDEN if lower.startswith(name, tag + 1))
        close = _find(lower, f"</{name}", end, missing)
        close = _find(lower, ">", close, missing) if close >= 0 else -1
        return close + 1 if close >= 0 else end + 1
    return end + 1


def _find(text: str, what: str, start: int, missing: set[str]) -> int:
    """As `str.find`, but what was not found once is not searched again, to stay linear."""
    if what in missing:
        return -1
    place = text.find(what, start)
    if place < 0:
        missing.add(what)
    return place
