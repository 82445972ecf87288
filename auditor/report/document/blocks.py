"""The parts of a document: sections of paragraphs, tables, cards and figures, as frozen nouns."""

from __future__ import annotations

from enum import StrEnum

from auditor.model import Noun
from auditor.model.base import settle
from auditor.report.common.clean import line

_LONGEST_TITLE = 600
"""Characters."""


class SpanKind(StrEnum):
    """How a run of words is typeset."""

    PLAIN = "plain"
    STRONG = "strong"
    DIM = "dim"
    CODE = "code"
    """An id, a path, an expression: never re-cased, and broken at its joints only."""
    LINK = "link"
    """To an anchor of the document."""
    FILE = "file"
    """To another report, in the same directory."""


class Tone(StrEnum):
    """How a reader should understand a place, in addition to its words: never shown by color alone."""

    PLAIN = "plain"
    BAD = "bad"
    OPEN = "open"
    NOTE = "note"
    GOOD = "good"


class Span(Noun, frozen=True, kw_only=True):
    """A run of words."""

    text: str
    kind: SpanKind = SpanKind.PLAIN
    to: str = ""
    """The anchor, or the file, that a link leads to."""


Text = tuple[Span, ...]


class Paragraph(Noun, frozen=True, kw_only=True, tag="paragraph"):
    """A paragraph."""

    text: Text
    tone: Tone = Tone.PLAIN


class Quote(Noun, frozen=True, kw_only=True, tag="quote"):
    """Words of a license or a repository, with their source."""

    text: str
    source: Text = ()


class Verbatim(Noun, frozen=True, kw_only=True, tag="verbatim"):
    """A whole text with its lines and blanks kept."""

    text: str


class Bullets(Noun, frozen=True, kw_only=True, tag="bullets"):
    """A list."""

    items: tuple[Text, ...]
    ordered: bool = False


class Fact(Noun, frozen=True, kw_only=True):
    """A label and its lines."""

    label: str
    lines: tuple[Text, ...]
    tone: Tone = Tone.PLAIN


class FactList(Noun, frozen=True, kw_only=True, tag="facts"):
    """Labels and values."""

    facts: tuple[Fact, ...]


class Cell(Noun, frozen=True, kw_only=True):
    """A cell of a table, a line for each of its texts."""

    lines: tuple[Text, ...]
    tone: Tone = Tone.PLAIN
    """If not plain, the cell contains a verdict."""


class Row(Noun, frozen=True, kw_only=True):
    """A row of a table."""

    cells: tuple[Cell, ...]
    anchor: str = ""


class Table(Noun, frozen=True, kw_only=True, tag="table"):
    """A table; each row has as many cells as there are columns."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    shares: tuple[int, ...]
    """The width of each column, as a share of their sum."""

    def __post_init__(self) -> None:
        """A caption is one line."""
        settle(self, caption=line(self.caption, limit=_LONGEST_TITLE))


class Callout(Noun, frozen=True, kw_only=True, tag="callout"):
    """A title and paragraphs in a frame, not to be overlooked."""

    tone: Tone
    title: Text
    blocks: tuple[Paragraph | Bullets, ...] = ()


class Blank(Noun, frozen=True, kw_only=True):
    """Something that a reader fills in: choices to tick, or a line to write on."""

    label: str
    choices: tuple[str, ...] = ()


class Form(Noun, frozen=True, kw_only=True, tag="form"):
    """A form for the reader to fill in."""

    blanks: tuple[Blank, ...]
    compact: bool = False
    """Whether it goes on one line, if there is room."""


class Box(Noun, frozen=True, kw_only=True):
    """A model in a figure."""

    id: str
    lines: tuple[str, ...]
    kind: str
    """model · parent · set · other · cut"""


class Arrow(Noun, frozen=True, kw_only=True):
    """From a base to what was made from it, by the ids of their boxes."""

    base: str
    made: str
    lines: tuple[str, ...]
    firm: bool


class Figure(Noun, frozen=True, kw_only=True, tag="figure"):
    """A lineage to draw."""

    title: str
    description: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    def __post_init__(self) -> None:
        """A title is one line."""
        settle(self, title=line(self.title, limit=_LONGEST_TITLE))


Plain = Paragraph | Quote | Verbatim | Bullets | FactList | Table | Form


class Card(Noun, frozen=True, kw_only=True, tag="card"):
    """One finding: a badge, a title, and its details."""

    anchor: str
    tone: Tone
    badge: str
    title: str
    subtitle: Text
    blocks: tuple[Plain, ...]

    def __post_init__(self) -> None:
        """A title is one line."""
        settle(self, title=line(self.title, limit=_LONGEST_TITLE))


class Group(Noun, frozen=True, kw_only=True, tag="group"):
    """A heading below a section's, and its content."""

    anchor: str
    title: str
    blocks: tuple[Plain | Callout | Card, ...]

    def __post_init__(self) -> None:
        """A title is one line."""
        settle(self, title=line(self.title, limit=_LONGEST_TITLE))


Block = Plain | Callout | Card | Group | Figure


class Section(Noun, frozen=True, kw_only=True):
    """A numbered part of the document."""

    anchor: str
    number: str
    title: str
    blocks: tuple[Block, ...]


class Document(Noun, frozen=True, kw_only=True):
    """The whole report, in one language."""

    lang: str
    kind: str
    """Its title: "License review file"."""
    subject: str
    subtitle: str
    """Revision and date, for the running head."""
    mark: str
    """The caller's line for every page; "" for none."""
    status: str
    """"DRAFT: not reviewed", until signed."""
    notice: str
    """The note on reliance on every page."""
    day: str
    """YYYY-MM-DD."""
    author: str
    contents: str
    """The title of the table of contents."""
    cover: tuple[Block, ...]
    sections: tuple[Section, ...]
