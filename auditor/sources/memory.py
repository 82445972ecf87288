"""A source in memory, for the repository of a rule's case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import FileEntry, NameSource
from auditor.sources.local_base import AtHand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.model import Unread


class MemorySource(AtHand):
    """Files by path; text is encoded as UTF-8."""

    def __init__(self, files: Mapping[str, str | bytes], *, target: str = "memory", name: str | None = None) -> None:
        self._files = {path: data.encode() if isinstance(data, str) else data for path, data in files.items()}
        self.target = target
        self.name = name
        self.revision: str | None = None
        self.name_source = NameSource.HUB_CACHE if name else None
        self.created = ""

    def files(self) -> tuple[FileEntry, ...]:
        """Every file, sorted by path."""
        return tuple(FileEntry(path=path, size=len(data)) for path, data in sorted(self._files.items()))

    def unread(self) -> tuple[Unread, ...]:
        """Empty: everything is read."""
        return ()

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        """At most `limit` bytes from `start`; raises `FileNotFoundError` if there is no such file."""
        if path not in self._files:
            raise FileNotFoundError(path)
        return self._files[path][start : start + limit]
