"""HTML to its text, lines kept."""

from __future__ import annotations

import re

from auditor.patterns import regex

_BLOCK = regex(
    r"/?(?:p|br|div|li|ul|ol|tr|td|th|table|h[1-6]|hr|pre|section|article|header|footer|blockquote|dt|dd|title)\b",
    re.IGNORECASE,
)
_HIDDEN = ("script", "style", "template")
_LINE = 2_000
"""More characters than this to a line, and the page was written in one: its blocks make the lines."""


def strip(text: str) -> str:
    """The text between the tags, each piece on the line it has in the file.

    A page without line breaks gets one per block element instead. One pass from left to right:
    `html.parser` needs quadratic time for some inputs (12 s for 40 kB of "<a <" in Python 3.11).
    """
    from html import unescape  # noqa: PLC0415 - its table of entities is needed by few audits

    block = "\n" if text.count("\n") * _LINE < len(text) else " "
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals lower to two characters
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
    """Where the page goes on after a tag and what it hides; `tag + 1` if it is none, -1 if it never closes."""
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
    """As `str.find`; what was once not found is not looked for again, so that the whole stays linear."""
    if what in missing:
        return -1
    place = text.find(what, start)
    if place < 0:
        missing.add(what)
    return place
