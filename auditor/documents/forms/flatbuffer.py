"""FlatBuffers without their schema: tables, texts and vectors, each offset held against the file.

A table begins with the signed distance back to its vtable, which has its own length, the table's, and for each field
the distance from the table's beginning, 0 where it is not there. Texts and vectors begin with their length; what
points to one is an unsigned distance forward (FlatBuffers, "Internals").
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
    """A file of tables, read where it is asked for."""

    def __init__(self, source: Readable, file: FileEntry, *, most_bytes: int) -> None:
        self._source = source
        self._file = file
        self._left = most_bytes
        self._data = b""
        self._start = 0

    def root(self, at: int = 0) -> int:
        """Where the root table of a buffer stands that begins there."""
        return at + self.number("<I", at)

    def field(self, table: int, number: int) -> int | None:
        """Where the field of that number of a table stands; None where it is not there."""
        vtable = table - self.number("<i", table)
        slot = 4 + 2 * number
        if slot + 2 > self.number("<H", vtable):
            return None
        distance = self.number("<H", vtable + slot)
        return table + distance if distance else None

    def follow(self, at: int) -> int:
        """Where that points to."""
        return at + self.number("<I", at)

    def vector(self, at: int) -> tuple[int, int]:
        """Where the items of the vector begin that a field there points to, and how many there are."""
        place = self.follow(at)
        return place + 4, self.number("<I", place)

    def text(self, at: int, longest: int) -> tuple[str, int]:
        """The text that a field there points to, "" where it is longer than `longest`; and its length."""
        start, length = self.vector(at)
        return (self.bytes(start, length).decode("utf-8", "replace") if length <= longest else ""), length

    def number(self, code: str, at: int) -> int:
        """A number; raises `Unreadable` beyond the file."""
        value: int = struct.unpack(code, self.bytes(at, struct.calcsize(code)))[0]
        return value

    def bytes(self, at: int, size: int) -> bytes:
        """So many bytes; raises `Unreadable` beyond the file, and where too many would be read."""
        place = at - self._start
        if place < 0 or place + size > len(self._data):
            if at < 0 or at + size > self._file.size:
                raise malformed("An offset in it leads out of the file.")
            wanted = max(size, _WINDOW)
            if wanted > self._left:
                raise too_large("More of it would have to be read than is read of one file.")
            self._data = self._source.read(self._file.path, limit=wanted, start=at)
            self._left -= len(self._data)
            self._start, place = at, 0
            if size > len(self._data):
                raise malformed("It ends inside a table.")
        return self._data[place : place + size]
