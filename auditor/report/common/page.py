"""A page of terminal text: headings, labelled paragraphs and quotes, wrapped by cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from auditor.report.common import clean
from auditor.report.common.plain import Plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.containers import Lines
    from rich.text import Text

NARROWEST, WIDEST = 40, 120
_LEAST_BESIDE = 16
"""Width in cells below which nothing is added to the answer of a first line."""

_COMMAND, _LOOKALIKE = "::", "∷"
"""A CI runner reads a line that begins with two colons as a command."""


class Page:
    """Lines, collected top down; `str(page)` joins them, each with a newline and without trailing blanks."""

    def __init__(self, *, color: bool, width: int, close: bool = False) -> None:
        """`close`: no empty line below a heading."""
        self._close = close
        self.width = max(NARROWEST, min(WIDEST, width))
        self._console = _console(self.width) if color else None
        self._text = _text(color=color)
        self._lines: list[Text] = []

    def heading(self, title: str, count: str = "") -> None:
        """A section's title, ruled to the full width."""
        from rich.cells import cell_len  # noqa: PLC0415 - rich is loaded when a page is made

        label = f"{title} ({count})" if count else title
        self.blank()
        rule = "─" * max(0, self.width - cell_len(label) - 4)
        self._lines.append(self._text.assemble(("── ", "dim"), (label, "bold"), (f" {rule}", "dim")))
        if not self._close:
            self.blank()

    def blank(self) -> None:
        """One empty line, never two together."""
        if self._lines and self._lines[-1].plain and not (self._close and self._lines[-1].plain.startswith("── ")):
            self._lines.append(self._text())

    def single(self, text: str, *, style: str = "") -> None:
        """Exactly one line; what does not fit is cut."""
        whole = self._text(clean.line(text), style=style)
        whole.truncate(self.width, overflow="ellipsis")
        self._add(self._text(), whole)

    def standing(self, subject: str, words: str, *, style: str, beside: str = "", keep: int = 24) -> None:
        """`subject: WORDS (beside)` on exactly one line; `keep` cells of the subject take precedence over `beside`."""
        whole = self._text(clean.line(subject), style="bold")
        room = self.width - len(words) - 2
        after = self._text(f" ({clean.line(beside)})" if beside else "")
        spare = room - min(whole.cell_len, keep)
        if after.cell_len > spare:
            after.truncate(max(0, spare - 1), overflow="ellipsis")
            after = after.append(")") if spare > _LEAST_BESIDE else self._text()
        whole.truncate(room - after.cell_len, overflow="ellipsis")
        self._add(self._text(), whole.append(": ").append(words, style).append_text(after))

    def row(self, label: str, name: str, text: str, *, style: str, column: int = 0, cut: bool = True) -> None:
        """Exactly one line of label, name and text; the name is never cut, and padded to `column` cells."""
        head = self._text(label, style=style).append(clean.line(name), "bold")
        head.pad_right(len(label) + column - head.cell_len)
        rest = self._text(f"  {clean.line(text)}")
        if cut:
            rest.truncate(max(0, self.width - head.cell_len), overflow="ellipsis")
        self._add(self._text(), head.append_text(rest))

    def whole(self, name: str, text: str) -> None:
        """Exactly one line of name and text, neither ever cut, so that lines can be searched."""
        self._add(self._text(), self._text(clean.line(name), style="bold").append(f"  {clean.line(text)}"))

    def text(self, text: str, *, indent: int = 2, style: str = "", limit: int = 1_000) -> None:
        """A paragraph."""
        self.labelled("", text, indent=indent, column=0, style=style, limit=limit)

    def unbroken(self, name: str, *, indent: int, style: str = "") -> None:
        """A name on a line of its own: less indented if it would be broken; broken only if it is too long."""
        whole = self._text(clean.line(name), style=style)
        blank = self._text(" " * max(0, min(indent, self.width - whole.cell_len)))
        self._wrapped(blank, blank, whole)

    def labelled(
        self,
        label: str,
        text: str,
        *,
        indent: int = 2,
        column: int = 11,
        style: str = "",
        label_style: str = "dim",
        limit: int = 1_000,
    ) -> None:
        """A paragraph next to its label; nothing for an empty text."""
        from rich.cells import set_cell_size  # noqa: PLC0415

        flat = clean.line(text, limit=limit)
        if not flat:
            return
        first = self._text(" " * indent).append(set_cell_size(label, column), label_style if label else "")
        self._wrapped(first, self._text(" " * (indent + column)), self._text(flat, style=style))

    def branch(self, first: str, rest: str, text: str, *, style: str = "", limit: int = 1_000) -> None:
        """A paragraph in a tree: `first` precedes its first line, `rest` the others."""
        flat = clean.line(text, limit=limit)
        self._wrapped(self._text(first, "dim"), self._text(rest, "dim"), self._text(flat, style=style))

    def columns(
        self, cells: tuple[str, ...], widths: tuple[int, ...], *, indent: int = 2, styles: tuple[str, ...]
    ) -> None:
        """One row of a table: each cell wrapped to its width, two blanks apart."""
        wrapped = [
            list(self._wrap(self._text(clean.line(cell), style=style), width))
            for cell, width, style in zip(cells, widths, styles, strict=True)
        ]
        for number in range(max(map(len, wrapped))):
            line = self._text()
            for lines, width in zip(wrapped, widths, strict=True):
                cell = lines[number].copy() if number < len(lines) else self._text()
                cell.rstrip()
                cell.pad_right(width + 2 - cell.cell_len)
                line.append_text(cell)
            self._add(self._text(" " * indent), line)

    def quote(self, text: str, *, indent: int, limit: int) -> None:
        """Words of a license or a repository, after a gutter."""
        gutter = self._text(" " * indent).append("│ ", "dim")
        self._wrapped(gutter, gutter, self._text(clean.line(text, limit=limit), style="italic"))

    def __str__(self) -> str:
        """The whole page."""
        if self._console is None:
            return "".join(f"{line.plain}\n" for line in self._lines)
        with self._console.capture() as captured:
            for line in self._lines:
                self._console.print(line, soft_wrap=True)
        return captured.get()

    def _wrapped(self, first: Text, rest: Text, text: Text) -> None:
        room = self.width - rest.cell_len
        for number, line in enumerate(self._wrap(text, room)):
            self._add(rest if number else first, line)

    def _wrap(self, text: Text, width: int) -> Lines:
        # rich needs the console only to justify text: a plain page does without it, and loads half of rich
        return text.wrap(cast("Console", self._console), width, overflow="fold")

    def _add(self, prefix: Text, line: Text) -> None:
        if line.plain.startswith(_COMMAND):
            line = self._text(_LOOKALIKE).append_text(line[len(_COMMAND) :])
        whole = prefix.copy().append_text(line)
        whole.rstrip()
        self._lines.append(whole)


def _text(*, color: bool) -> type[Text]:
    """The class of a line: that of rich, or an equivalent without styles."""
    if not color:
        return cast("type[Text]", Plain)
    from rich.text import Text as Styled  # noqa: PLC0415 - only in color

    return Styled


def cells(text: str) -> int:
    """The width of a text in terminal cells."""
    from rich.cells import cell_len  # noqa: PLC0415 - rich is loaded when a page is made

    return cell_len(text)


def _console(width: int) -> Console:
    """A console in color that depends only on its arguments."""
    from io import StringIO  # noqa: PLC0415

    from rich.console import Console  # noqa: PLC0415

    return Console(
        file=StringIO(),
        width=width,
        color_system="standard",
        force_terminal=True,
        no_color=False,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
