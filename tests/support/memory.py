"""A Source in memory: the smallest repository that can be audited."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import FileEntry, NameSource, Unread


class MemorySource:
    """Files by path; text is encoded as UTF-8."""

    def __init__(self, files: dict[str, str | bytes], *, target: str = "memory", name: str | None = None) -> None:
        self._files = {path: data.encode() if isinstance(data, str) else data for path, data in files.items()}
        self.target = target
        self.name = name
        self.revision: str | None = None
        self.name_source = NameSource.HUB_CACHE if name else None
        self.created = ""
        self.note = ""
        self.dated = True
        self.remote = False

    def ahead(self, wanted: Sequence[tuple[str, int]]) -> None:
        del wanted

    def files(self) -> tuple[FileEntry, ...]:
        return tuple(FileEntry(path=path, size=len(data)) for path, data in sorted(self._files.items()))

    def unread(self) -> tuple[Unread, ...]:
        return ()

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        if path not in self._files:
            raise FileNotFoundError(path)
        return self._files[path][start : start + limit]
