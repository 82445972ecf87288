"""Splits blocks into sentences, each with its position in the block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model.base import Value
from auditor.patterns import regex

if TYPE_CHECKING:
    import re

LONGEST = 600
"""Characters of the longest sentence that is not split."""
_END = regex(r"[\u3002\uff01\uff1f]+[\u300d\u300f\uff09)\"\u201d]*|[.!?\u2026]+[\"\u201d\u00bb)\]'*]*(?=\s)|\n")
_ABBREVIATION = regex(
    r"(?i)(?:^|[\s(])(?:e\.g|i\.e|vs|v|ver|vers|no|inc|ltd|co|cf|etc|al|fig|z\.b|bzw|ca|approx|resp|dr|mr|ms|u\.s|p\.ej|\u0442\.\u0435|\u0442\.\u043a|[a-z])\.$"
)
_LABEL = regex(r"[^.!?:\uff1a\u3002\n]{1,48}[:\uff1a=]\s?")
_BEGINS = regex(r"[\s\"\u201c\u00ab(\[\u00bf\u00a1*\-\u2022]*(?:[^\W_]|[<`])")


class Sentence(Value, frozen=True):
    """One sentence; `start` is its first character in the block."""

    text: str
    start: int


def sentences(text: str) -> tuple[tuple[Sentence, ...], bool]:
    """The sentences of a block, and whether one was so long that it was cut into pieces."""
    sentences_read: list[Sentence] = []
    start, cut = 0, False
    for match in _END.finditer(text):
        if not _ends(text, start, match):
            continue
        cut = _add(sentences_read, text, start, match.end()) or cut
        start = match.end()
    cut = _add(sentences_read, text, start, len(text)) or cut
    return tuple(sentences_read), cut


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    mark, end = match[0], match.end()
    if mark == "\n":
        before = text[max(start, match.start() - LONGEST) : match.start()].rstrip()
        labelled = _LABEL.match(text[end : end + 60].lstrip()) is not None or _LABEL.match(before) is not None
        return (
            not before
            or before[-1] in ".!?:\u3002\uff01\uff1f\uff1a"
            or labelled
            or text[end : end + 2].strip()[:1] in "-*\u2022"
        )
    if mark[0] in "\u3002\uff01\uff1f":
        return True
    if mark == "." and _ABBREVIATION.search(text[max(start, match.start() - 12) : match.start() + 1]):
        return text[start : match.start()].strip(' *_"').lower() == "no"  # an answer, not "number"
    return _BEGINS.match(text, end, end + 12) is not None


def _add(sentences_read: list[Sentence], text: str, start: int, end: int) -> bool:
    """Add a stretch, in pieces if it is too long; returns whether it was split."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    cut = end - start > LONGEST
    while end - start > LONGEST:
        space = max(text.rfind(" ", start, start + LONGEST), text.rfind("\uff0c", start, start + LONGEST))
        stop = space if space > start + LONGEST // 2 else start + LONGEST
        sentences_read.append(Sentence(text[start:stop], start))
        start = stop
    if text[start:end].strip():
        sentences_read.append(Sentence(text[start:end], start))
    return cut
