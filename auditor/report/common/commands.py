"""What a CI runner takes for a command in what a program prints, made inert: for every output, stderr too.

`##vso[…]` and `##[…]`, for which Azure Pipelines looks anywhere in a line, `##teamcity[…]`, `::error …::…` of GitHub
Actions, and `%0A`, which GitHub reads as the end of a line.
"""

from __future__ import annotations

from auditor.patterns import regex

_HASHES = regex(r"##(?=[A-Za-z.]*\[)")
_COLONS = regex(r"::(?=[A-Za-z-]{3,60}(?:[ \t]|::))")
_BREAK = regex(r"%(?=0[AaDd])")


def shown(text: str) -> str:
    """The text for people: a blank, or a sign that looks alike, breaks what would be a command."""
    if "##" in text:
        text = _HASHES.sub("## ", text)
    if "::" in text:
        text = _COLONS.sub("\u2237", text)
    return _BREAK.sub("% ", text) if "%0" in text else text


def escaped(text: str) -> str:
    """The same of JSON: an escape breaks it, and a reader of JSON sees the same."""
    if "##" in text:
        text = _HASHES.sub(r"\\u0023#", text)
    if "::" in text:
        text = _COLONS.sub(r"\\u003a:", text)
    return _BREAK.sub(r"\\u0025", text) if "%0" in text else text
