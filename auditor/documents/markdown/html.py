"""An HTML block as blocks of text: headings, table cells, items and paragraphs, in one pass from left to right."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from auditor.documents.markdown.inline import Builder
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.documents.markdown.inline import Run

_NAME = regex(r"</?([A-Za-z][A-Za-z0-9]{0,15})")
_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CELLS = ("tr", "td", "th", "table")
_ENDS = frozenset(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", *_HEADS, *_CELLS, "summary", "details", "center", "blockquote")
)
_SILENT = frozenset(("script", "style", "template", "svg"))
_MOST_CELLS = 4_000


class Piece(NamedTuple):
    """Text of an HTML block: `tag` is the element that it ends, `line` counts from the block's first line."""

    tag: str
    run: Run
    line: int


def pieces(source: str) -> tuple[tuple[Piece, ...], bool]:
    """The texts of an HTML block in their order, and whether some were not read."""
    scanner = _Scanner(source)
    while scanner.place < len(source) and len(scanner.pieces) < _MOST_CELLS:
        scanner.step()
    scanner.end("p")
    return tuple(piece for piece in scanner.pieces if _matters(piece)), scanner.place < len(source)


def _matters(piece: Piece) -> bool:
    """Whether a piece has words, or is needed to keep a table's columns in order."""
    return piece.tag in ("tr", "td", "th") or bool(piece.run.text.strip())


class _Scanner:
    """One pass over the tags."""

    def __init__(self, source: str) -> None:
        self.pieces: list[Piece] = []
        self.place = 0
        self._source = source
        self._builder = Builder()
        self._line = self._start = 0
        self._element = "p"

    def step(self) -> None:
        """Read the text up to the next tag, and the tag."""
        source = self._source
        at = source.find("<", self.place)
        self._text(source[self.place : at if at >= 0 else len(source)])
        self.place = at if at >= 0 else len(source)
        if at < 0:
            return
        match = _NAME.match(source, at)
        if source.startswith("<!--", at):
            self._skip(source.find("-->", at), 3)
        elif match is None:
            self._builder.add("<")
            self.place = at + 1
        else:
            self._skip(source.find(">", at), 1)
            self._tag(match[1].lower(), source[at : self.place])

    def end(self, element: str) -> None:
        """Emit the collected text; `element` begins."""
        self.pieces.append(Piece(self._element, self._builder.run(), self._start))
        self._builder, self._start, self._element = Builder(), self._line, element

    def _text(self, text: str) -> None:
        for number, part in enumerate(text.split("\n")):
            if number:
                self._line += 1
                self._builder.line()
            self._builder.add(unescape(part))

    def _skip(self, end: int, length: int) -> None:
        """Move to the end of what is skipped; if it never ends, it hides the rest."""
        past = end + length if end >= 0 else len(self._source)
        self._line += self._source.count("\n", self.place, past)
        self.place = past

    def _tag(self, name: str, tag: str) -> None:
        opening = not tag.startswith("</")
        if name in _SILENT and opening:
            self._skip(self._source.find(f"</{name}", self.place), 0)
        if name not in _ENDS:
            self._builder.tag(tag)
            return
        self.end(name if opening else "p")
        if name == "tr":
            self.pieces.append(Piece("tr", Builder().run(), self._line))
