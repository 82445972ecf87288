"""FlatBuffers without their schema: tables, texts and vectors, each offset checked against the file.

A table begins with the signed distance back to its vtable, which has its own length, the table's, and for each field
the distance from the table's beginning, 0 if it is absent. Texts and vectors begin with their length; a
reference to one is an unsigned distance forward (FlatBuffers, "Internals").
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from auditor.documents.content import malformed, too_large

if TYPE_CHECKING:
    from auditor.documents.prefix import Readable
    from auditor.model import FileEntry

_WINDOW = 4 * 1024


class FlatBuffer:
    """A file of tables, read on demand."""

    def __init__(self, source: Readable, file: FileEntry, *, most_bytes: int) -> None:
        self._source = source
        self._file = file
        self._left = most_bytes
        self._data = b""
        self._start = 0

    def root(self, at: int = 0) -> int:
        """The offset of the root table of a buffer that begins at `at`."""
        return at + self.number("<I", at)

    def field(self, table: int, number: int) -> int | None:
        """The offset of a table's field by its number; None if it is absent."""
        vtable = table - self.number("<i", table)
        slot = 4 + 2 * number
        if slot + 2 > self.number("<H", vtable):
            return None
        distance = self.number("<H", vtable + slot)
        return table + distance if distance else None

    def follow(self, at: int) -> int:
        """The offset to which the reference at `at` points."""
        return at + self.number("<I", at)

    def vector(self, at: int) -> tuple[int, int]:
        """The offset of the items of the vector that the field at `at` points to, and their number."""
        place = self.follow(at)
        return place + 4, self.number("<I", place)

    def text(self, at: int, longest: int) -> tuple[str, int]:
        """The text that the field at `at` points to, "" if longer than `longest`; and its length."""
        start, length = self.vector(at)
        return (self.bytes(start, length).decode("utf-8", "replace") if length <= longest else ""), length

    def number(self, code: str, at: int) -> int:
        """A number; raises `Unreadable` beyond the file."""
        value: int = struct.unpack(code, self.bytes(at, struct.calcsize(code)))[0]
        return value

    def bytes(self, at: int, size: int) -> bytes:
        """`size` bytes; raises `Unreadable` beyond the file, and if too many would be read."""
        place = at - self._start
        if place < 0 or place + size > len(self._data):
            if at < 0 or at + size > self._file.size:
                raise malformed("An offset in it points outside the file.")
            wanted = max(size, _WINDOW)
            if wanted > self._left:
                raise too_large("More of it would have to be read than is read of one file.")
            self._data = self._source.read(self._file.path, limit=wanted, start=at)
            self._left -= len(self._data)
            self._start, place = at, 0
            if size > len(self._data):
                raise malformed("It ends inside a table.")
        return self._data[place : place + size]
