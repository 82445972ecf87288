"""A Markdown document as the blocks that a reader sees."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from auditor.documents.markdown import html, parser
from auditor.documents.markdown.blocks import Block, BlockKind, Page
from auditor.documents.markdown.inline import Run, run
from auditor.documents.markdown.letters import plain
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.documents.markdown.parser import Token
    from auditor.model.budget import Budget

LONGEST = 1_000_000
"""Characters of a document that are read."""
LONGEST_BLOCK = 12_000
"""Characters of one block that are read."""
_MOST_BLOCKS = 40_000
_REMEMBERED = 64_000
"""Characters of the longest text whose page is cached for the next reader."""
_FRONT = regex(r"\A\ufeff?---[ \t]*\n(?:.{0,4000}\n){0,2000}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FOOTNOTE = regex(r"\\?\[\^[^\]\s]{1,60}\]:\s*")
_EMPHASIS = regex(r"[*~`\\]+|(?<!\w)_+|_+(?!\w)")
_EXPLICIT = regex(r"&#?\w|<[a-zA-Z/!]")
_FOOTNOTE_MARK = regex(r"\[\^[^\]\s]{1,60}\]")
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": 6}
_RUNAWAY = regex(r"[\[\]!<>`*_~&\\]{400,}|(?:[\[\]<>`*_~&!(]\s?){400,}")


def read(
    text: str,
    *,
    first_line: int = 1,
    wanted: Callable[[str], bool] | None = None,
    budget: Budget | None = None,
) -> Page:
    """The page of a document; `first_line` is the line number in the file of the text's first line.

    If `wanted` is given, paragraphs that it rejects are left out; it is called with plain letters, but before links
    and tags are parsed. Front matter is left out. Past `LONGEST` characters, and past `LONGEST_BLOCK` of one block,
    nothing is read and the page is marked `cut`. Raises `OutOfTimeError` if the `budget` is spent.
    """
    if budget is not None:
        budget.check()
    if wanted is None and len(text) <= _REMEMBERED:
        return _whole(text, first_line)
    return _page(text, first_line, wanted, budget)


@lru_cache(maxsize=2)
def _whole(text: str, first_line: int) -> Page:
    """The page of a card of usual length, cached as several readers need it."""
    return _page(text, first_line, None, None)


def _page(text: str, first_line: int, wanted: Callable[[str], bool] | None, budget: Budget | None) -> Page:
    lexed = _remembered(text) if len(text) <= _REMEMBERED else _lexed(text)
    reader = _Reader(first_line + lexed.front, wanted, budget, lexed)
    reader.tokens(lexed.tokens)
    return Page(reader.title, tuple(reader.blocks), reader.cut)


class _Lexed(NamedTuple):
    """A text as parsed."""

    tokens: list[Token]
    env: parser.Env
    front: int
    """Lines of front matter, which are left out."""
    cut: bool


def _lexed(text: str) -> _Lexed:
    cut = len(text) > LONGEST
    text = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    matter = _FRONT.match(text)
    front = matter[0].count("\n") if matter else 0
    lines = (text[matter.end() :] if matter else text).split("\n")
    for number, line in enumerate(lines):
        if line.startswith("[^") and _FOOTNOTE.match(line):
            lines[number] = f"\\{line}"  # CommonMark reads a footnote of one word as a link's target
        if len(line) > LONGEST_BLOCK or _RUNAWAY.search(line):
            lines[number] = _tamed(line)
            cut = cut or len(line) > LONGEST_BLOCK
    env: parser.Env = {}
    return _Lexed(parser.blocks("\n".join(lines), env), env, front, cut)


_remembered = lru_cache(maxsize=2)(_lexed)


def _tamed(line: str) -> str:
    """A line without its excessive markup, which no prose has."""
    return re.sub(r"[\[\]<>`*_~&\\|]+", " ", line[:LONGEST_BLOCK])


class _Reader:
    """Walks the block tokens once, tracking headings and the enclosing table."""

    def __init__(
        self, first_line: int, wanted: Callable[[str], bool] | None, budget: Budget | None, lexed: _Lexed
    ) -> None:
        self._wanted = wanted
        self._budget = budget
        self.offset = first_line
        self.env = lexed.env
        self.title = ""
        self.blocks: list[Block] = []
        self.cut = lexed.cut
        self._above: list[tuple[int, str]] = []
        self._quoted = 0
        self._head: list[str] = []
        self._cells: list[tuple[Run, int]] = []
        self._in_head = False
        self._table = False

    def tokens(self, tokens: list[Token]) -> None:
        """Read them in order."""
        for at, token in enumerate(tokens):
            if len(self.blocks) >= _MOST_BLOCKS:
                self.cut = True
                return
            if self._budget is not None:
                self._budget.check()
            if token.type == "inline":
                self._inline(token, tokens[at - 1], tokens[at - 2].type if at > 1 else "")
            elif token.type == "html_block":
                self._html(token)
            else:
                self._enter_or_leave(token.type)

    def _enter_or_leave(self, kind: str) -> None:
        """Begin or end a quotation, a table or a row."""
        if kind in ("blockquote_open", "blockquote_close"):
            self._quoted += 1 if kind == "blockquote_open" else -1
        elif kind in ("table_open", "table_close"):
            self._table, self._head = kind == "table_open", []
        elif kind in ("thead_open", "thead_close"):
            self._in_head = kind == "thead_open"
        elif kind == "tr_close":
            self._row()

    def _inline(self, token: Token, opener: Token, before: str) -> None:
        first, end = token.map or (0, 1)
        source = token.content
        if len(source) > LONGEST_BLOCK:
            source = source[:LONGEST_BLOCK]
            self.cut = True
        if opener.type == "paragraph_open" and self._wanted and not _EXPLICIT.search(source):
            plain_source = plain(_EMPHASIS.sub("", source))
            if not self._wanted(plain_source):
                return
        kind = BlockKind.QUOTATION if self._quoted else BlockKind.PARAGRAPH
        if opener.type == "paragraph_open" and before == "list_item_open":
            kind = BlockKind.QUOTATION if self._quoted else BlockKind.ITEM
        footnote = _FOOTNOTE.match(source)
        if footnote:
            source, kind = source[footnote.end() :], BlockKind.FOOTNOTE
        words = run(_FOOTNOTE_MARK.sub("", source), self.env)
        if self._table:
            self._cells.append((words, first))
        elif opener.type == "heading_open":
            self._heading(int(opener.tag[1]), words, first, end)
        else:
            self._add(kind, words, first, end)

    def _heading(self, level: int, words: Run, first: int, end: int) -> None:
        self._above = [(depth, heading) for depth, heading in self._above if depth < level]
        self._add(BlockKind.HEADING, words, first, end)
        heading = " ".join(words.text.split())
        self.title = self.title or heading
        self._above.append((level, heading[:200]))

    def _add(
        self, kind: BlockKind, words: Run, first: int, end: int, *, row: str = "", column: str = "", columns: int = 0
    ) -> None:
        if words.text.strip():
            headings = tuple(heading for _, heading in self._above)
            last = max(first, end - 1)
            self.blocks.append(
                Block(
                    kind,
                    words.text,
                    first + self.offset,
                    last + self.offset,
                    headings,
                    words.links,
                    words.breaks,
                    words.marked,
                    words.badges,
                    row,
                    column,
                    columns,
                )
            )

    def _row(self) -> None:
        """Emit the collected cells as one row: the first row of a table is its head."""
        cells, self._cells = self._cells, []
        if not cells:
            return
        if self._in_head or not self._head:
            self._head = [" ".join(words.text.split())[:200] for words, _ in cells]
            self._in_head = False
            if len(cells) != 2:  # noqa: PLR2004 - a pair of cells is a label and its value even in the head
                return
        row = " ".join(cells[0][0].text.split())[:200]
        for number, (words, line) in enumerate(cells):
            column = self._head[number] if number < len(self._head) else ""
            self._add(
                BlockKind.CELL, words, line, line + 1, row=row if number else "", column=column, columns=len(cells)
            )

    def _html(self, token: Token) -> None:
        first, _ = token.map or (0, 1)
        source = token.content
        if len(source) > 20 * LONGEST_BLOCK:
            source = source[: 20 * LONGEST_BLOCK]
            self.cut = True
        pieces, cut = html.pieces(source)
        self.cut = self.cut or cut
        self._head = []
        term = ""
        for tag, words, line in pieces:
            at = first + line
            if tag == "tr":
                self._row()
            elif tag in ("td", "th"):
                self._cells.append((words, at))
            elif tag == "dd" and term:
                self._add(BlockKind.CELL, words, at, at + 1 + len(words.breaks), row=term, columns=2)
            elif tag in _HEADINGS:
                self._heading(_HEADINGS[tag], words, at, at + 1 + len(words.breaks))
            else:
                kind = BlockKind.ITEM if tag == "li" else BlockKind.PARAGRAPH
                self._add(kind, words, at, at + 1 + len(words.breaks))
            if tag in ("dt", "dl"):
                term = " ".join(words.text.split())[:200] if tag == "dt" else ""
        self._row()
