"""The prose of a document as its reader sees it, on the same lines as in the file.

Emphasis, entities, escapes, comments, code and invisible characters of a card's Markdown are removed. Markup that
distinguishes a sentence from a list, a heading or a table is kept in its plainest form, a link as `[words](address)`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.documents import markdown
from auditor.documents.markdown import BlockKind
from auditor.documents.markdown.letters import plain
from auditor.model import DocumentKind
from auditor.model.base import Value
from auditor.model.budget import OutOfTimeError
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.documents.markdown import Block
    from auditor.model import Document
    from auditor.model.budget import Budget
    from auditor.model.cuts import Cuts

_MARKS = {
    BlockKind.HEADING: "# ",
    BlockKind.ITEM: "- ",
    BlockKind.QUOTATION: "> ",
    BlockKind.CELL: "| ",
    BlockKind.FOOTNOTE: "- ",
}
_ADDRESS = regex(r"https?://\S+")


class Prose(Value, frozen=True):
    """A text whose lines correspond to lines of the file."""

    text: str
    first_line: int
    starts: tuple[int, ...]
    """Where each line but the first begins."""
    cut: bool = False

    def line(self, place: int) -> int:
        """The line of the file that contains a place of the text."""
        return self.first_line + bisect_right(self.starts, place)


def prose_of(document: Document, cuts: Cuts | None = None) -> Prose:
    """The prose of a document; `cuts` records if it was too long to be read whole."""
    if cuts is not None and cuts.out_of_time(document.path):
        return Prose("", document.body_line, ())
    budget = cuts.budget if cuts is not None else None
    try:
        prose = _prose(document.text, document.body_line, budget, markup=document.kind is DocumentKind.CARD)
    except OutOfTimeError:
        return prose_of(document, cuts)  # no time is left, which is recorded there
    if prose.cut and cuts is not None:
        cuts.note("Its prose is longer than is read for the names of bases.", path=document.path)
    return prose


@lru_cache(maxsize=8)
def _prose(text: str, first_line: int, budget: Budget | None, *, markup: bool) -> Prose:
    body = "\n".join(text.split("\n")[first_line - 1 :])
    cut = False
    if markup:
        page = markdown.read(body, first_line=first_line, budget=budget)
        body, cut = _laid_out(page.blocks, first_line), page.cut
    else:
        body = plain(body)
    starts = tuple(match.end() for match in re.finditer("\n", body))
    return Prose(body, first_line, starts, cut)


def _laid_out(blocks: tuple[Block, ...], first_line: int) -> str:
    """The blocks as text, each from its line of the file on; two on the same line are joined."""
    lines: dict[int, str] = {}
    for block in blocks:
        for number, words in enumerate(_written(block).split("\n")):
            line = min(block.first + number, block.last)
            before = lines.get(line, "")
            if not number:
                # the start of a line shows what kind of block it is
                words = f"{before} {_MARKS.get(block.kind, '' if not before else '| ')}{words}".lstrip()  # noqa: PLW2901
            elif before:
                words = f"{before} {words}"  # noqa: PLW2901
            lines[line] = words
    for line, words in lines.items():
        if words.startswith("| ") and not words.endswith("|"):
            lines[line] = f"{words} |"
    last = max(lines, default=first_line - 1)
    return "\n".join(lines.get(line, "") for line in range(first_line, last + 1))


def _written(block: Block) -> str:
    """The words of a block, with links and code marked up."""
    text = block.text
    marks: list[tuple[int, int, str]] = []
    for link in block.links:
        words = text[link.start : link.end]
        if _ADDRESS.fullmatch(words) or not words.strip():
            continue
        marks += [(link.start, 1, "["), (link.end, 0, f"]({link.target})")]
    marks += [mark for start, end in block.marked for mark in ((start, 2, "`"), (end, -1, "`"))]
    if not marks:
        return text
    pieces, at = [], 0
    for place, _, mark in sorted(marks):
        pieces += [text[at:place], mark]
        at = place
    return "".join((*pieces, text[at:]))
