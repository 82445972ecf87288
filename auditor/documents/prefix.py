"""The beginning of a large file, fetched as far as needed and never beyond a cap."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from auditor.documents.content import Unreadable, malformed, too_large
from auditor.documents.decode import present

if TYPE_CHECKING:
    from auditor.model import FileEntry

FIRST = 64 * 1024
"""Bytes of the first read."""
_STEP = 4 * 2**20
_TAIL = 32 * 1024
"""Bytes at the end of assumed data that are read and compared."""


class Readable(Protocol):
    """The part of a `Source` that a reader needs."""

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        """At most `limit` bytes of the file from byte `start` on; raises `OSError`."""


class Prefix:
    """Grows on demand: the first 64 kB, then twice as much each time, later 4 MB more."""

    def __init__(self, source: Readable, entry: FileEntry, *, cap: int, least: int = 0) -> None:
        """`cap` and `least` are bytes: at most of the whole, and at least of each read after the first."""
        self.data = bytearray()
        self.cap = cap
        self._least = least
        self._source = source
        self._entry = entry
        self._whole = False

    def begin(self, end: int) -> None:
        """The first `need`; also raises `Unreadable` for a pointer and for an empty file."""
        with suppress(Unreadable):
            self.need(end)
        present(self.data)
        self.need(end)

    def need(self, end: int) -> None:
        """Make `data` at least `end` bytes long.

        Raises `Unreadable`, MALFORMED if the file ends before and TOO_LARGE beyond the cap, and `OSError`.
        """
        if end > self.cap:
            if self._whole or end > self._entry.size:
                raise malformed("Its header claims more than the file contains.")
            raise too_large(f"Its header is larger than {self.cap // 2**20} MB; what follows was not read.")
        while len(self.data) < end and not self._whole:
            have = len(self.data)
            more = max(min(have, _STEP), self._least) if have else FIRST
            self._take(min(max(end, have + more), self.cap) - have)
        if len(self.data) < end:
            raise malformed("It ends inside its header.")

    def assume(self, data: bytes, place: int) -> bool:
        """Whether these bytes follow at `place`, up to which the file was read, judged by their beginning and end.

        The bytes between are not fetched, and are assumed to be the same.
        """
        end = place + len(data)
        have = len(self.data)
        if end > self.cap or end > self._entry.size or self.data[place:end] != data[: have - place]:
            return False
        if end - have <= _TAIL:
            self.need(end)
            return self.data[place:end] == data
        start = end - _TAIL
        limit = min(_TAIL + FIRST, self.cap - start)
        part = self._source.read(self._entry.path, limit=limit, start=start)[:limit]
        if part[:_TAIL] != data[-_TAIL:]:
            return False
        self.data += data[have - place : -_TAIL]
        self.data += part
        self._whole = len(part) < limit
        return True

    def _take(self, wanted: int) -> None:
        part = self._source.read(self._entry.path, limit=wanted, start=len(self.data))
        self.data += part[:wanted]
        self._whole = len(part) < wanted
