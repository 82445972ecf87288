"""Protocol-buffer bytes, field by field, without their schema: the format of ONNX and SentencePiece files.

A message is a run of fields, each a key varint (number << 3 | kind) and a payload: a varint (kind 0), eight bytes
(1), a length and so many bytes (2), four bytes (5). No length is trusted: each is checked against the enclosing
message, the outermost against the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.documents.content import malformed, too_large
from auditor.documents.decode import present

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.documents.prefix import Readable
    from auditor.model import FileEntry

VARINT, EIGHT, BYTES, FOUR = 0, 1, 2, 5
_FIXED = {EIGHT: 8, FOUR: 4}
_LONGEST_VARINT = 10
_MOST_NUMBER = 2**29
_LOOK = 2 * _LONGEST_VARINT
_FIRST_STEP, _LAST_STEP = 4 * 1024, 256 * 1024


class Piece(NamedTuple):
    """One field: its number and kind, the location of its payload, and its value if that is a varint."""

    number: int
    kind: int
    start: int
    end: int
    value: int = 0


class Wire:
    """A file of fields, read on demand; what is skipped is not read."""

    def __init__(self, source: Readable, entry: FileEntry, *, most_bytes: int, most_pieces: int) -> None:
        self.size = entry.size
        self._source = source
        self._entry = entry
        self._left = most_bytes
        self._pieces = most_pieces
        self._buffer = b""
        self._start = 0
        self._step = _FIRST_STEP

    def begin(self) -> None:
        """Raise `Unreadable` for an empty file and for a pointer."""
        present(self._ahead(0)[0])

    def pieces(self, start: int = 0, end: int | None = None) -> Iterator[Piece]:
        """The fields of the message at `start`; raises `Unreadable` if they are invalid, and `OSError`."""
        place, end = start, self.size if end is None else end
        while place < end:
            self._pieces -= 1
            if self._pieces < 0:
                raise too_large("It has more fields than are read.")
            key, place = self._varint(place, end)
            number, kind = key >> 3, key & 7
            if not 0 < number < _MOST_NUMBER:
                raise malformed(f"It has a field of the invalid number {number}.")
            value = 0
            first = place
            if kind == VARINT:
                value, place = self._varint(place, end)
            elif kind == BYTES:
                length, first = self._varint(place, end)
                place = first + length
            elif kind in _FIXED:
                place += _FIXED[kind]
            else:
                raise malformed(f"It has a field of the invalid kind {kind}.")
            if place > end:
                raise malformed("One of its fields claims more bytes than there are.")
            yield Piece(number, kind, first, place, value)

    def bytes_of(self, piece: Piece) -> bytes:
        """The payload, whose length the caller has checked; raises `Unreadable` if the file ends before."""
        size = piece.end - piece.start
        at = piece.start - self._start
        if at >= 0 and at + size <= len(self._buffer):
            return self._buffer[at : at + size]
        data = self._read(piece.start, size)
        if len(data) < size:
            raise malformed("It ends inside a field.")
        return data

    def text(self, piece: Piece) -> str:
        """The payload as text; invalid UTF-8 is replaced."""
        return self.bytes_of(piece).decode("utf-8", "replace")

    def _varint(self, place: int, end: int) -> tuple[int, int]:
        buffer, at = self._ahead(place)
        value = 0
        for count in range(min(_LONGEST_VARINT, end - place, len(buffer) - at)):
            byte = buffer[at + count]
            value |= (byte & 0x7F) << (7 * count)
            if byte < 0x80:  # noqa: PLR2004 - the continuation bit
                return value & (2**64 - 1), place + count + 1
        raise malformed("It ends inside a number, or a number in it does not end.")

    def _ahead(self, place: int) -> tuple[bytes, int]:
        """Bytes that contain the next two numbers at `place`, and the position in them."""
        at = place - self._start
        if at >= 0 and at + _LOOK <= len(self._buffer):
            return self._buffer, at
        if self._buffer and place >= self._start and self._start + len(self._buffer) >= self.size:
            return self._buffer, at
        near = 0 <= at <= len(self._buffer)
        self._step = min(2 * self._step, _LAST_STEP) if near else _FIRST_STEP
        self._buffer = self._read(place, self._step)
        self._start = place
        return self._buffer, 0

    def _read(self, start: int, size: int) -> bytes:
        if size > self._left:
            raise too_large("More of it would have to be read than is read of one file.")
        data = self._source.read(self._entry.path, limit=size, start=start)[:size]
        self._left -= len(data)
        return data


def signed(value: int) -> int:
    """The int64 value of a varint."""
    return value - 2**64 if value >= 2**63 else value
