"""A repository in a local directory, or in one file."""

from __future__ import annotations

import errno
import os
import stat
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.model import FileEntry, NameSource
from auditor.sources.local_base import AtHand
from auditor.sources.stores import downloads as records
from auditor.sources.stores import hub_cache as caches
from auditor.sources.stores import partial
from auditor.sources.stores.hub_repositories import default_cache
from auditor.sources.walk import WalkedFile, is_skipped, text_of, walk

if TYPE_CHECKING:
    from auditor.model import Unread
    from auditor.sources.stores.downloads import Record

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_FOLDER_FLAGS = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class LocalSource(AtHand):
    """Files below a directory, or the one file that is the target."""

    def __init__(self, place: Path, *, target: str = "") -> None:
        """`place` exists; `target` is as the user wrote it."""
        self._target = target or str(place)
        absolute = Path(os.path.abspath(place))  # noqa: PTH100 - resolve() would follow a cached file to its blob
        real = Path(os.path.realpath(place))
        self._cache = caches.find(absolute, real)
        if self._cache and self._cache.revision is None:
            real = caches.snapshot(self._cache)
            self._cache = self._cache._replace(revision=real.name)
        self._root = real
        self._file = text_of(absolute.name) if real.is_file() else None

    @property
    def target(self) -> str:
        """The target as the user typed it."""
        return self._target

    @property
    def place(self) -> Path:
        """The folder whose siblings are other models: in a Hub cache the repository's folder, not the snapshot."""
        return self._cache.folder if self._cache else Path(self._target).absolute()

    @property
    def record(self) -> Record | None:
        """The record of `auditor download`, if the directory is unchanged since."""
        return self._walked[0]

    @property
    def name(self) -> str | None:
        """The id from a Hub cache folder or the record of its download; else None."""
        if self.record is not None:
            return self.record.name
        return self._cache.name if self._cache else None

    @property
    def name_source(self) -> NameSource | None:
        """The record, a folder of the user's own Hub cache, or a folder merely named like one; else None."""
        if self.record is not None:
            return NameSource.DOWNLOAD_RECORD
        if self._cache is None:
            return None
        cache, users = self._cache.folder.parent, default_cache()
        own = cache == users or cache == Path(os.path.realpath(users))
        return NameSource.HUB_CACHE if own else NameSource.FOLDER

    @property
    def revision(self) -> str | None:
        """The downloaded commit, if a record or a cache folder gives it."""
        if self.record is not None:
            return self.record.commit
        return self._cache.revision if self._cache else self._copied.revision

    @property
    def created(self) -> str:
        """As the Hub stated at the download, else unknown: local file dates are not the repository's."""
        return self.record.created if self.record is not None else ""

    def files(self) -> tuple[FileEntry, ...]:
        """Every regular file, sorted by path."""
        return self._entries

    def unread(self) -> tuple[Unread, ...]:
        """What the walk could not enter or did not follow, and what was not downloaded."""
        return (*self._listing[1], *self._copied.unread)

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        """At most `limit` bytes of a listed file from byte `start` on; raises `OSError`."""
        file_found = self._files_here.get(path)
        if file_found is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        with os.fdopen(_open(str(self._root), file_found.real), "rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EINVAL, "It stopped being a file while it was audited", path)
            file.seek(start)
            parts = []
            while limit > 0 and (part := file.read(min(limit, max(status.st_size - start, 0) + 1))):
                parts.append(part)
                limit -= len(part)
            return b"".join(parts)

    @cached_property
    def _entries(self) -> tuple[FileEntry, ...]:
        return tuple(
            FileEntry(path=file.path, size=file.size, sha256=self._copied.sha256.get(file.path))
            for file in self._files_here.values()
        )

    @cached_property
    def _files_here(self) -> dict[str, WalkedFile]:
        return {file.path: file for file in self._listing[0]}

    @cached_property
    def _copied(self) -> partial.CopyRecord:
        """What the place records of the repository that it is a copy of."""
        if self.record is not None:
            return partial.CopyRecord(sha256={file.path: file.sha256 for file in self.record.files if file.listed})
        if self._file is not None:
            return partial.of_file()
        if self._cache is not None:
            return partial.of_snapshot(self._cache, self._files_here)
        return partial.of_local_dir(self._root, self._files_here, lambda place: os.stat(place).st_mtime)  # noqa: PTH116

    @cached_property
    def _listing(self) -> tuple[list[WalkedFile], tuple[Unread, ...]]:
        return self._walked[1:]

    @cached_property
    def _walked(self) -> tuple[Record | None, list[WalkedFile], tuple[Unread, ...]]:
        if self._file is not None:
            return None, [WalkedFile(self._file, str(self._root), self._root.stat().st_size)], ()
        cache = self._cache
        record = records.read(self._root) if cache is None else None
        if record is not None:
            everything, unread = walk(self._root, may_leave=lambda _: False, skipped=frozenset())
            there = {file.path: file for file in everything}
            ours = [file for file in everything if file.path in record.paths or not is_skipped(file.path)]
            if len(ours) == len(record.files) and record.holds(there):
                return record, ours, tuple(unread)
        if cache is not None:
            # a snapshot contains nothing but the repository's files
            files, unread = walk(self._root, may_leave=lambda real: caches.is_blob(real, cache), skipped=frozenset())
        else:
            files, unread = walk(self._root, may_leave=lambda _: False)
        return None, files, tuple(unread)


def _open(root: str, real: str) -> int:
    """A descriptor of a resolved path, none of whose steps below the root has become a link since."""
    if os.open not in os.supports_dir_fd:
        return os.open(real, _FLAGS)
    inside = root.rstrip(os.sep) + os.sep
    base = inside if real.startswith(inside) else real[: real.rindex(os.sep) + 1]
    *steps, name = real[len(base) :].split(os.sep)  # noqa: PTH206 - of a resolved path, and called for every file
    folder = os.open(base, _FOLDER_FLAGS)
    try:
        for step in steps:
            below = os.open(step, _FOLDER_FLAGS | _NO_LINK, dir_fd=folder)
            os.close(folder)
            folder = below
        return os.open(name, _FLAGS, dir_fd=folder)
    finally:
        os.close(folder)
