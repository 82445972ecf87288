"""Text without styles, for pages without color, so that half of rich is not loaded.

It implements the part of `rich.text.Text` that a page uses, and wraps with the same function.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Plain:
    """A line of text; styles are accepted and ignored."""

    __slots__ = ("plain",)

    def __init__(self, plain: str = "", style: str = "") -> None:
        del style
        self.plain = plain

    @classmethod
    def assemble(cls, *parts: tuple[str, str]) -> Plain:
        """The concatenated parts."""
        return cls("".join(text for text, _ in parts))

    @property
    def cell_len(self) -> int:
        """The width in terminal cells."""
        from rich.cells import cell_len  # noqa: PLC0415 - rich is loaded when a page is made

        return cell_len(self.plain)

    def append(self, text: str, style: str = "") -> Plain:
        """Append text to the line; returns the line."""
        del style
        self.plain += text
        return self

    def append_text(self, text: Plain) -> Plain:
        """Append text to the line; returns the line."""
        self.plain += text.plain
        return self

    def copy(self) -> Plain:
        """A copy of the line."""
        return Plain(self.plain)

    def pad_right(self, count: int) -> None:
        """Append blanks."""
        self.plain += " " * max(0, count)

    def rstrip(self) -> None:
        """Remove trailing blanks."""
        self.plain = self.plain.rstrip()

    def truncate(self, width: int, *, overflow: str) -> None:
        """Cut to `width` cells; with `ellipsis`, the last cell is an ellipsis."""
        from rich.cells import cell_len, set_cell_size  # noqa: PLC0415 - as above

        if cell_len(self.plain) > width:
            dots = overflow == "ellipsis"
            self.plain = set_cell_size(self.plain, width - dots) + ("…" if dots else "")

    def wrap(self, console: object, width: int, *, overflow: str) -> Iterable[Plain]:
        """Lines of at most `width` cells; longer words are broken."""
        from rich._wrap import divide_line  # noqa: PLC0415 - as above

        del console
        pieces: list[Plain] = []
        for text in self.plain.split("\n"):
            places = [0, *divide_line(text, width, fold=True), len(text)]
            for first, end in pairwise(places):
                piece = text[first:end]
                blanks = len(piece) - len(piece.rstrip())
                crop = min(blanks, max(0, len(piece) - width))
                line = Plain(piece[: len(piece) - crop])
                line.truncate(width, overflow=overflow)
                pieces.append(line)
        return pieces

    def __getitem__(self, part: slice) -> Plain:
        """A slice of the text."""
        return Plain(self.plain[part])
