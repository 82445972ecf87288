"""A source with some files added or replaced: a repository after a plan's hunks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.model import FileEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.model import Source


class Overlay:
    """A source in which the given files replace or extend those of the whole."""

    def __init__(self, whole: Source, files: Mapping[str, bytes]) -> None:
        self.whole = whole
        self._files = dict(files)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any attribute of the whole
        """Everything not about files is the whole's: name, revision, target, dates."""
        return getattr(self.whole, name)

    def files(self) -> tuple[FileEntry, ...]:
        """The files of the whole and the given ones, sorted by path."""
        entries = {entry.path: entry for entry in self.whole.files()}
        for path, data in self._files.items():
            entries[path] = FileEntry(path=path, size=len(data))
        return tuple(entries[path] for path in sorted(entries))

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        """At most `limit` bytes from `start`; raises as the whole does."""
        if path in self._files:
            return self._files[path][start : start + limit]
        return self.whole.read(path, limit=limit, start=start)
