"""Defuses what a CI runner would read as a command in a program's output, including stderr.

`##vso[…]` and `##[…]`, which Azure Pipelines finds anywhere in a line, `##teamcity[…]`, `::error …::…` of GitHub
Actions, and `%0A`, which GitHub reads as the end of a line.
"""

from __future__ import annotations

from auditor.patterns import regex

_HASHES = regex(r"##(?=[A-Za-z.]*\[)")
_COLONS = regex(r"::(?=[A-Za-z-]{3,60}(?:[ \t]|::))")
_BREAK = regex(r"%(?=0[AaDd])")


def shown(text: str) -> str:
    """The text for people: a blank or a look-alike character breaks what would be a command."""
    if "##" in text:
        text = _HASHES.sub("## ", text)
    if "::" in text:
        text = _COLONS.sub("\u2237", text)
    return _BREAK.sub("% ", text) if "%0" in text else text


def escaped(text: str) -> str:
    """The same for JSON: an escape breaks the command, and a JSON reader sees the same text."""
    if "##" in text:
        text = _HASHES.sub(r"\\u0023#", text)
    if "::" in text:
        text = _COLONS.sub(r"\\u003a:", text)
    return _BREAK.sub(r"\\u0025", text) if "%0" in text else text
