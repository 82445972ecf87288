"""What was fetched once, on disk: bytes by a key, whole or not there, the least used first to go.

A file is a sha256 over its key and its data, then the data: one that was cut off, changed or moved reads as absent. It
is written beside its place and renamed, so that neither two processes nor one that is killed leave half a file behind.
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
"""What the whole may grow to."""
_LAYOUT = "2"
"""Changes with the layout of keys and files, so that an older auditor's is never misread."""
_DIGEST = 32
_TEMPORARY = ".part"
_ABANDONED = 3600
"""Seconds after which a temporary file belongs to nobody."""


class Usage(NamedTuple):
    """What the store holds."""

    place: Path
    entries: int
    bytes: int
    most: int


class Store:
    """Bytes by key below one directory, which is made when the first are put."""

    def __init__(self, place: Path, *, most: int = MOST_BYTES) -> None:
        self.place = place
        self._root = place / _LAYOUT
        self._most = most

    def get(self, *key: str) -> bytes | None:
        """What was put under the key; None where nothing whole stands there."""
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
        """Keep it; where the directory cannot be written, nothing is kept, and that is no error."""
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
        """How much is held."""
        sizes = [size for _, size, _ in self._entries()]
        return Usage(self.place, len(sizes), sum(sizes), self._most)

    def trim(self) -> None:
        """Bring it down to its cap, the entries that were used longest ago first; remove what a killed run left."""
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
        """Remove everything; what was there."""
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
        """When each entry was used last, its bytes, and its file."""
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
    """Whether this user wrote the file: a directory in a shared place may be another's."""
    return os.name != "posix" or os.fstat(handle).st_uid == os.geteuid()


def _sealed(key: tuple[str, ...], data: bytes) -> bytes:
    """The digest over an entry and its key, so that one that was put in another's place is not taken for it."""
    return hashlib.sha256(b"%b\0\0%b" % (_joined(key), hashlib.sha256(data).digest())).digest()


def _joined(key: tuple[str, ...]) -> bytes:
    return "\0".join(key).encode("utf-8", "surrogatepass")


def default_place() -> Path:
    """AUDITOR_CACHE, else the user's cache directory."""
    given = os.environ.get("AUDITOR_CACHE")
    if given:
        return Path(given)
    from platformdirs import user_cache_path  # noqa: PLC0415 - only a Hub audit asks

    return user_cache_path("auditor", appauthor=False)
