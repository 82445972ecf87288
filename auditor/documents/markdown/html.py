"""An HTML block as blocks of text: headings, table cells, items and paragraphs, in one pass from left to right."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from auditor.documents.markdown.inline import Builder

if TYPE_CHECKING:
    from auditor.documents.markdown.inline import Run

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,15})")
_ENDS = frozenset("p div li ul ol dt dd h1 h2 h3 h4 h5 h6 tr td th table summary details center blockquote".split())
_SILENT = frozenset(("script", "style", "template", "svg"))
_MOST_CELLS = 4_000


class Piece(NamedTuple):
    """Text of an HTML block: `tag` is the element it ends, `line` counts from the block's first line."""

    tag: str
    run: Run
    line: int


def pieces(source: str) -> tuple[tuple[Piece, ...], bool]:
    """The texts of an HTML block in their order, and whether some were left unread."""
    found: list[Piece] = []
    builder, line, start, place, current = Builder(), 0, 0, 0, "p"
    while place < len(source) and len(found) < _MOST_CELLS:
        at = source.find("<", place)
        text = source[place : at if at >= 0 else len(source)]
        for number, part in enumerate(text.split("\n")):
            if number:
                line += 1
                builder.line()
            builder.add(unescape(part))
        if at < 0:
            place = len(source)
            break
        if source.startswith("<!--", at):
            end = source.find("-->", at)
            place = end + 3 if end >= 0 else len(source)
            line += source.count("\n", at, place)
            continue
        match = _NAME.match(source, at)
        end = source.find(">", at) if match else -1
        if match is None or end < 0:
            if match and end < 0:
                place = len(source)
                break
            builder.add("<")
            place = at + 1
            continue
        name, place = match[1].lower(), end + 1
        if name in _SILENT and source[at + 1] != "/":
            close = source.find(f"</{name}", place)
            place = close if close >= 0 else len(source)
        line += source.count("\n", at, place)
        if name in _ENDS:
            found.append(Piece(current, builder.run(), start))
            builder, start = Builder(), line
            current = name if source[at + 1] != "/" else "p"
            if name == "tr":
                found.append(Piece("tr", Builder().run(), line))
        else:
            builder.tag(source[at:place])
    found.append(Piece(current, builder.run(), start))
    kept = tuple(piece for piece in found if piece.tag == "tr" or piece.tag in ("td", "th") or piece.run.text.strip())
    return kept, place < len(source)
