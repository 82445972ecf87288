"""Paragraphs that an HTML converter joined without a space: "the terms of this Agreement.2. Redistribution"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Container

_SEAM = regex(
    r"(?<=[A-Za-z]{2}[.;:,)\]\u201d\"])(?=[A-Z(\u201c\"]|[0-9]{1,2}[.)])"
    r"|(?<=[A-Za-z][)\]\u201d\"][.;:,])(?=[A-Z(\u201c\"]|[0-9]{1,2}[.)])"
    r"|(?<=[A-Za-z]{2})(?=[0-9]{1,2}(?:(?:\.[0-9]{1,2})*[.)]|(?:\.[0-9]{1,2})+) ?[A-Z(\u201c\"])"
    r"|(?<=[a-z;,.:])(?=[a-z]\) [a-z])"
    r"|(?<=[a-z0-9)\"\u201d])(?=[A-Z][A-Za-z])"
    r"|(?<=[A-Z]{2})(?=[A-Z][a-z])"
)
_LEAST = 3
"""Fewest seams of a joined text: a single one may be a slip, or a name such as OpenRAIL."""
_LAST = regex(r"[^\W_]+\Z")
_FIRST = regex(r"[^\W_]+")
_LONGEST = 40
"""Most letters of a word that are examined."""


def parted(text: str, vocabulary: Container[str]) -> tuple[str, tuple[int, ...]]:
    """The text with an empty line at each seam, and the line of the given text for each of its lines, from 1.

    A place inside a word is a seam only if `vocabulary` lacks the word but has both halves. Without enough seams:
    ("", ()).
    """
    seams = [match.start() for match in _SEAM.finditer(text) if _is_seam(text, match.start(), vocabulary)]
    if len(seams) < _LEAST:
        return "", ()
    pieces: list[str] = []
    lines: list[int] = []
    at, line = 0, 1
    for seam in (*seams, len(text)):
        piece = text[at:seam]
        count = piece.count("\n")
        lines += range(line, line + count + 1)
        if seam < len(text):
            lines.append(line + count)
        pieces.append(piece)
        at, line = seam, line + count
    return "\n\n".join(pieces), tuple(lines)


def _is_seam(text: str, at: int, vocabulary: Container[str]) -> bool:
    if not (text[at - 1].isalnum() and text[at].isalnum()):
        return True
    first, second = _LAST.search(text, max(0, at - _LONGEST), at), _FIRST.match(text, at, at + _LONGEST)
    halves = tuple(half[0].lower() for half in (first, second) if half)
    word = "".join(halves)
    return word not in vocabulary and all(half in vocabulary or half.isdigit() for half in halves)
