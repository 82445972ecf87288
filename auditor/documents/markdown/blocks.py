"""The parts of a page of Markdown."""

from __future__ import annotations

from enum import StrEnum

from auditor.model.base import Value


class BlockKind(StrEnum):
    """The kind of a block."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    FOOTNOTE = "footnote"
    QUOTATION = "quotation"


class Link(Value, frozen=True):
    """The target of the link on the characters `start` to `end` of a block."""

    start: int
    end: int
    target: str


class Block(Value, frozen=True):
    """One stretch of text without markup.

    `breaks` are the positions in the text where a line of the file ends. `headings` are those above, outermost first.
    A cell has the first cell of its row, the head of its column, and the number of columns of its table.
    `marked` are the stretches written as code, `badges` those that a picture shows.
    """

    kind: BlockKind
    text: str
    first: int
    last: int
    headings: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    breaks: tuple[int, ...] = ()
    marked: tuple[tuple[int, int], ...] = ()
    badges: tuple[tuple[int, int], ...] = ()
    row: str = ""
    column: str = ""
    columns: int = 0

    def line_at(self, place: int) -> int:
        """The line of the file (from 1) of a position in the text."""
        return min(self.first + sum(1 for at in self.breaks if at <= place), self.last)

    def is_badge(self, place: int) -> bool:
        """Whether a picture shows what is at a position in the text."""
        return any(first <= place < last for first, last in self.badges)


class Page(Value, frozen=True):
    """The blocks of a document in their order, its title, and whether some of it was cut off unread."""

    title: str
    blocks: tuple[Block, ...]
    cut: bool
