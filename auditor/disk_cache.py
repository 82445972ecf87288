"""An on-disk cache of what was fetched: bytes by key, complete or absent, the least recently used removed first.

A file is a sha256 over its key and its data, then the data: one that was truncated, changed or moved counts as absent.
It is written next to its place and renamed, so that no concurrent or killed process leaves a partial file.
"""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 2**30
"""The default size limit of the whole cache."""
_LAYOUT = "2"
"""Changes with the layout of keys and files, so that the cache of an older auditor is never misread."""
_DIGEST = 32
_TEMPORARY = ".part"
_ABANDONED = 3600
"""Seconds after which a temporary file is considered abandoned."""


class Usage(NamedTuple):
    """How full the store is."""

    place: Path
    entries: int
    bytes: int
    most: int


class Store:
    """Bytes by key below one directory, which is created by the first `put`."""

    def __init__(self, place: Path, *, most: int = MOST_BYTES) -> None:
        self.place = place
        self._root = place / _LAYOUT
        self._most = most

    def get(self, *key: str) -> bytes | None:
        """The bytes stored under the key; None if there are none, or not in full."""
        file = self._file(key)
        try:
            with file.open("rb") as opened:
                if not _ours(opened.fileno()):
                    return None
                data = opened.read()
        except OSError:
            return None
        digest, content = data[:_DIGEST], data[_DIGEST:]
        if _sealed(key, content) != digest:
            with suppress(OSError):
                file.unlink()
            return None
        with suppress(OSError):
            os.utime(file)
        return content

    def put(self, data: bytes, *key: str) -> None:
        """Store the bytes under the key; if the directory cannot be written, nothing is stored, without an error."""
        import tempfile  # noqa: PLC0415 - only a process that keeps something pays for it

        file = self._file(key)
        temporary = ""
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=_TEMPORARY)
            with os.fdopen(handle, "wb") as out:
                out.write(_sealed(key, data))
                out.write(data)
            Path(temporary).replace(file)
            temporary = ""
        except OSError:
            pass
        finally:
            if temporary:
                Path(temporary).unlink(missing_ok=True)

    def usage(self) -> Usage:
        """How full the store is."""
        sizes = [size for _, size, _ in self._entries()]
        return Usage(self.place, len(sizes), sum(sizes), self._most)

    def trim(self) -> None:
        """Remove the least recently used entries down to the size limit, and what killed processes left behind."""
        now = time.time()
        entries = sorted(self._entries(temporary=True))
        total = sum(size for _, size, _ in entries)
        for used, size, file in entries:
            abandoned = file.suffix == _TEMPORARY and now - used > _ABANDONED
            if total <= self._most and not abandoned:
                continue
            if file.suffix == _TEMPORARY and not abandoned:
                continue  # another process is writing it
            with suppress(OSError):
                file.unlink()
                total -= size

    def clear(self) -> Usage:
        """Remove everything; returns the usage before."""
        before = self.usage()
        for _, _, file in list(self._entries(temporary=True)):
            with suppress(OSError):
                file.unlink()
        for folder in sorted(self._root.glob("**/"), reverse=True):
            with suppress(OSError):
                folder.rmdir()
        return before

    def _file(self, key: tuple[str, ...]) -> Path:
        name = hashlib.sha256(_joined(key)).hexdigest()
        return self._root / name[:2] / name[2:]

    def _entries(self, *, temporary: bool = False) -> Iterator[tuple[float, int, Path]]:
        """When each entry was last used (seconds), its size in bytes, and its file."""
        with suppress(OSError):
            for folder in os.scandir(self._root):
                with suppress(OSError):
                    for entry in os.scandir(folder.path):
                        if entry.name.endswith(_TEMPORARY) and not temporary:
                            continue
                        with suppress(OSError):
                            status = entry.stat(follow_symlinks=False)
                            yield status.st_mtime, status.st_size, Path(entry.path)


def _ours(handle: int) -> bool:
    """Whether this user owns the file: a directory in a shared place may be another user's."""
    return os.name != "posix" or os.fstat(handle).st_uid == os.geteuid()


def _sealed(key: tuple[str, ...], data: bytes) -> bytes:
    """The digest over an entry and its key, so that an entry moved to another key is not valid there."""
    return hashlib.sha256(b"%b\0\0%b" % (_joined(key), hashlib.sha256(data).digest())).digest()


def _joined(key: tuple[str, ...]) -> bytes:
    return "\0".join(key).encode("utf-8", "surrogatepass")


def default_place() -> Path:
    """AUDITOR_CACHE if set, otherwise the user's cache directory."""
    given = os.environ.get("AUDITOR_CACHE")
    if given:
        return Path(given)
    from platformdirs import user_cache_path  # noqa: PLC0415 - only a Hub audit needs it

    return user_cache_path("auditor", appauthor=False)
