"""The context of a sentence given by headings, labels and table headers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from auditor.documents.markdown import BlockKind
from auditor.phrases import tokens
from auditor.resolve.prose.annotate import annotate
from auditor.resolve.prose.nouns import nouns
from auditor.resolve.prose.own_names import titled_license
from auditor.resolve.prose.phrases import Means
from auditor.resolve.prose.setting import Frame, near, unknown

if TYPE_CHECKING:
    from auditor.documents.markdown import Block, Page
    from auditor.resolve.prose.annotate import Annotated, Voice

_LONGEST = 200
"""Characters of a heading that are read."""
_REMEMBERED = 2_000
_LABEL_WORDS = 9
_HEADLINE, _HEAD_WORDS = 30, 3
"""Most characters and words of a sentence that is only a heading."""
_STRANGERS = 2
"""A heading with "terms" and this many unknown words is about something else."""
_PAIR = 2
"""Columns of a table of labels and values."""
_FEW_ROWS = 3
"""A table with at least this many rows is judged by what most of them list."""
_FOREIGN = ("other", "model")


class Frames:
    """The frames of one page's blocks; each heading is read once."""

    def __init__(self, page: Page, voice: Voice) -> None:
        self._page = page
        self._voice = voice
        self._headings: dict[str, Frame] = {}
        self._rows: dict[tuple[object, ...], dict[str, None]] = {}
        title = annotate(page.title[:_LONGEST], (), voice._replace(own=()))  # its own name is made of its words
        about = any(hit.first == 0 or hit.end == len(title.words) for hit in title.of(Means.ELSEWHERE))
        self._document = Frame(aside=about, elsewhere=about)

    def of(self, block: Block, lead: str = "") -> Frame:
        """The frame of a block; `lead` is the text that introduces a list."""
        if block.kind is BlockKind.ITEM and lead:
            return self._led(self._above(block), lead)
        if block.kind is not BlockKind.CELL or block.columns < _PAIR:
            return self._above(block)
        if not block.row and block.columns > _PAIR:
            return Frame(aside=True, elsewhere=True)
        row, column = self._heading(block.row), self._heading(block.column)
        listing = column.licensing and not (row.licensing or row.part or self.is_own(block.row))
        if block.columns == _PAIR and not (listing and block.row):
            return self._pair(block, self._above(block), row)
        if not column.licensing and row.licensing and (column.part or self.is_own(block.column)):
            return Frame(licensing=True, part=column.part or "self", other=column.other, label=True)
        if not column.licensing or (self._above(block).elsewhere and not self.is_own(block.row)):
            return Frame(aside=True, elsewhere=not self.is_own(block.row))
        return self._listed(block, row, column)

    def headed(self, frame: Frame, first: str) -> Frame:
        """The frame of a paragraph whose first sentence may be a heading: "Limitations. …", "**Data set.** …"."""
        if len(first) > _HEADLINE or len(first.split()) > _HEAD_WORDS or frame.label:
            return frame
        head = self._heading(first.rstrip(" .:\uff1a\u3002"))
        if head.licensing and not frame.elsewhere and not head.theirs:
            return frame.replace(licensing=True, aside=False, part=head.part or frame.part)
        if head.licensing or self.is_own(first):
            return frame
        if head.part and head.part != "weights":
            return frame.replace(part=head.part)
        return frame.replace(aside=frame.aside or head.aside, elsewhere=frame.elsewhere or head.elsewhere)

    def is_own(self, text: str) -> bool:
        """Whether a text begins with the model's own name."""
        words = tokens(text).words
        return any(words[: len(name)] == name for name in self._voice.own if name)

    def _above(self, block: Block) -> Frame:
        """The frame that the headings above a block give together."""
        frame = self._document
        titled = block.headings[:1] == (self._page.title,) and not titled_license(self._page)
        for heading in block.headings[1:] if titled else block.headings:
            above = self._heading(heading)
            licensing = above.licensing or frame.licensing
            frame = Frame(
                licensing=licensing,
                part=above.part or frame.part,
                other=above.other or (frame.other and not above.licensing),
                aside=above.aside or (self._document.aside and not licensing) or (above.strange and not licensing),
                elsewhere=above.elsewhere or (frame.elsewhere and (frame is not self._document or not licensing)),
            )
        return frame

    def _led(self, frame: Frame, lead: str) -> Frame:
        """The frame of a list item, by the label before the list: "Data sets:", "Licenses of what we compared:"."""
        label = self._heading(lead)
        if label.elsewhere or label.other or (label.licensing and label.theirs):
            return frame.replace(elsewhere=True)
        if label.part and label.part != "weights":
            return frame.replace(part=label.part)
        return frame

    def _pair(self, block: Block, frame: Frame, row: Frame) -> Frame:
        """The frame of a cell in a table of labels and values."""
        if not block.row:
            return frame.replace(aside=True) if not frame.licensing else frame
        if len(tokens(block.row)) > _LABEL_WORDS or frame.elsewhere or row.limiting:
            return Frame(aside=True, elsewhere=True)
        return Frame(
            licensing=row.licensing or bool(row.part) or frame.licensing,
            part=row.part or frame.part,
            other=row.other,
            label=True,
        )

    def _listed(self, block: Block, row: Frame, column: Frame) -> Frame:
        """The frame of a cell in a column of licenses: about the part, or about this model, that its row names."""
        if self.is_own(block.row):
            return Frame(licensing=True, part="self", label=True)
        part = "" if column.theirs or not self._of_parts(block) else row.part
        if column.part and column.part != "weights":
            return Frame(licensing=True, part=column.part, label=True)
        return Frame(licensing=True, part=part, other=row.other or not part, label=True)

    def _of_parts(self, block: Block) -> bool:
        """Whether a table lists parts: if it has several rows, at least half of them name one."""
        if not self._rows:
            rows: dict[tuple[object, ...], dict[str, None]] = defaultdict(dict)
            for cell in self._page.blocks:
                if cell.kind is BlockKind.CELL and cell.row:
                    rows[(cell.headings, cell.column, cell.columns)][cell.row] = None
            self._rows = rows
        listed = list(self._rows[(block.headings, block.column, block.columns)])[:_REMEMBERED]
        of_parts = sum(bool(self._heading(row).part) or self.is_own(row) for row in listed)
        return len(listed) < _FEW_ROWS or 2 * of_parts >= len(listed)

    def _heading(self, text: str) -> Frame:
        known = self._headings.get(text)
        if known is None:
            if not text:
                return Frame()
            known = self._frame(annotate(text[:_LONGEST], (), self._voice))
            if len(self._headings) < _REMEMBERED:
                self._headings[text] = known
        return known

    def _frame(self, heading: Annotated) -> Frame:
        parts = nouns(heading)
        part = next((noun.part for noun in parts if noun.part not in _FOREIGN and not noun.own), "")
        foreign = any(noun.part in _FOREIGN for noun in parts) and not any(noun.own for noun in parts)
        words = heading.words.words
        elsewhere = bool(heading.of(Means.ELSEWHERE))
        theirs = not heading.grammar.theirs.isdisjoint(words) or elsewhere
        licensing = bool(heading.of(Means.TERMS))
        strangers = unknown(heading, 0, len(words))
        return Frame(
            licensing=licensing and not elsewhere and strangers < _STRANGERS,
            part=part,
            other=foreign and not part,
            aside=near(heading.of(Means.ASIDE), 0, len(words)) and not licensing,
            elsewhere=elsewhere,
            strange=strangers > 0,
            limiting=bool(heading.mentions or heading.of(Means.LIMIT, Means.VALUE)) and not licensing,
            theirs=theirs or (strangers > 0 and not part) or foreign,
        )
