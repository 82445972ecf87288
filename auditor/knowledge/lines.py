"""Numbers by name, in one text with a line each: of thousands of names an audit looks up a few.

Decoding a text costs almost nothing; decoding a dict of as many names takes a millisecond or two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def lines(numbers: Mapping[str, tuple[int, ...]]) -> str:
    """The text: a line break, then `name<tab>1,2` for each name; raises ValueError if a name has either in it."""
    if any("\t" in name or "\n" in name for name in numbers):
        msg = "a name has a tab or a line break in it"
        raise ValueError(msg)
    return "\n" + "".join(f"{name}\t{','.join(map(str, of))}\n" for name, of in numbers.items())


class Lines(Mapping[str, tuple[int, ...]]):
    """A mapping over the text that `lines` made."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getitem__(self, name: str) -> tuple[int, ...]:
        """The numbers of a name; raises KeyError."""
        start = self._text.find(f"\n{name}\t") if "\n" not in name else -1
        if start < 0:
            raise KeyError(name)
        start += len(name) + 2
        of = self._text[start : self._text.index("\n", start)]
        return tuple(int(number) for number in of.split(",")) if of else ()

    def __iter__(self) -> Iterator[str]:
        """Each name."""
        return (line.partition("\t")[0] for line in self._text.split("\n") if line)

    def __len__(self) -> int:
        """How many names there are."""
        return sum(1 for _ in self)
