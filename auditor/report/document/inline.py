"""Shorthands for the small parts of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.patterns import regex
from auditor.report.common.clean import line
from auditor.report.document.blocks import Cell, Fact, Paragraph, Row, Span, SpanKind, Text, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 4_000
"""Characters of a run of words; longer ones are visibly cut."""
_LONGEST_ID = 600
_NO_ANCHOR = regex(r"[^A-Za-z0-9._:+-]+")
_LONGEST_ANCHOR = 160


def plain(words: str, kind: SpanKind = SpanKind.PLAIN) -> Text:
    """The words on one line; empty for no words."""
    shown = line(words, limit=LONGEST)
    return (Span(text=shown, kind=kind),) if shown else ()


def strong(words: str) -> Text:
    """The same, emphasized."""
    return plain(words, SpanKind.STRONG)


def dim(words: str) -> Text:
    """The same, dimmed."""
    return plain(words, SpanKind.DIM)


def code(words: str) -> Text:
    """An id, a path or an expression."""
    shown = line(words, limit=_LONGEST_ID)
    return (Span(text=shown, kind=SpanKind.CODE),) if shown else ()


def link(words: str, to: str) -> Text:
    """Words that link to an anchor."""
    return (Span(text=line(words, limit=LONGEST), kind=SpanKind.LINK, to=to),)


def separated(texts: Iterable[Text], between: str = ", ") -> Text:
    """The texts joined, with words between them."""
    joined: list[Span] = []
    for text in texts:
        if text:
            joined += ((Span(text=between),) if joined else ()) + text
    return tuple(joined)


def paragraph(words: str | Text, tone: Tone = Tone.PLAIN) -> Paragraph:
    """A paragraph."""
    return Paragraph(text=plain(words) if isinstance(words, str) else words, tone=tone)


def fact(label: str, *lines: str | Text, tone: Tone = Tone.PLAIN) -> Fact | None:
    """A label and its lines; None if all are empty."""
    texts = tuple(text for entry in lines if (text := plain(entry) if isinstance(entry, str) else entry))
    return Fact(label=label, lines=texts, tone=tone) if texts else None


def facts(*entries: Fact | None) -> tuple[Fact, ...]:
    """The entries that are not None."""
    return tuple(entry for entry in entries if entry is not None)


def cell(*lines: str | Text, tone: Tone = Tone.PLAIN) -> Cell:
    """A cell; a dash if it is empty."""
    texts = tuple(text for entry in lines if (text := plain(entry) if isinstance(entry, str) else entry))
    return Cell(lines=texts or (plain("—"),), tone=tone)


def row(*cells: Cell | str | Text, anchor: str = "") -> Row:
    """A row; a plain text is a cell of one line."""
    return Row(cells=tuple(entry if isinstance(entry, Cell) else cell(entry) for entry in cells), anchor=anchor)


def anchor(kind: str, name: str) -> str:
    """An anchor for links: the same for the same name."""
    return f"{kind}-{_NO_ANCHOR.sub('-', name).strip('-')[:_LONGEST_ANCHOR]}"
