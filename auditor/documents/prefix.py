"""The beginning of a large file, fetched as far as it is needed and never beyond a cap."""

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


class Readable(Protocol):
    """What a reader needs of a `Source`."""

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        """At most `limit` bytes of the file from byte `start` on; raises `OSError`."""


class Prefix:
    """Grows on demand: the first 64 kB, then twice as much each time, later 4 MB more."""

    def __init__(self, source: Readable, entry: FileEntry, *, cap: int) -> None:
        self.data = bytearray()
        self.cap = cap
        self._source = source
        self._entry = entry
        self._whole = False

    def begin(self, end: int) -> None:
        """The first `need`: raises `Unreadable` for a pointer and for an empty file too."""
        with suppress(Unreadable):
            self.need(end)
        present(self.data)
        self.need(end)

    def need(self, end: int) -> None:
        """Make `data` at least `end` bytes long.

        Raises `Unreadable`, MALFORMED where the file ends before and TOO_LARGE beyond the cap, and `OSError`.
        """
        if end > self.cap:
            if self._whole or end > self._entry.size:
                raise malformed("Its header claims more than the file holds.")
            raise too_large(f"Its header is larger than {self.cap // 2**20} MB; what follows was not read.")
        while len(self.data) < end and not self._whole:
            wanted = min(max(end, FIRST, len(self.data) + min(len(self.data), _STEP)), self.cap) - len(self.data)
            part = self._source.read(self._entry.path, limit=wanted, start=len(self.data))
            self.data += part[:wanted]
            self._whole = len(part) < wanted
        if len(self.data) < end:
            raise malformed("It ends inside its header.")
