"""Whether a working tree matches its index, read as bytes: git itself would run programs that a configuration names.

The layout is that of gitformat-index(5), versions 2 and 3; version 4 packs its paths and is not read.
"""

from __future__ import annotations

import os
import struct
from hashlib import sha1
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = struct.Struct(">4sLL")
_ENTRY = struct.Struct(">10L20sH")
_LARGEST_INDEX = 64_000_000
_LARGEST_FILE = 64_000_000
"""Bytes; a larger file is compared by its size alone."""
_EXTENDED, _NAME = 0x4000, 0x0FFF
_REGULAR = 0o100000
_KIND = 0o170000


class _Tracked(NamedTuple):
    path: str
    size: int
    blob: bytes
    mode: int


def changed(root: Path) -> tuple[str, ...] | None:
    """The tracked files that differ from the index or are gone; () for a clean tree, or without git.

    None if unknown: `.git` is a file, or the index has another version or cannot be read.
    """
    git = root / ".git"
    if not os.path.lexists(git):
        return ()
    try:
        if git.is_symlink() or not git.is_dir():
            return None
        with (git / "index").open("rb") as file:
            tracked = _entries(file.read(_LARGEST_INDEX))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, struct.error):
        return None
    return tuple(entry.path for entry in tracked if _differs(root / entry.path, entry))


def _entries(data: bytes) -> tuple[_Tracked, ...]:
    magic, version, count = _HEAD.unpack_from(data)
    if magic != b"DIRC" or version not in (2, 3):
        raise ValueError("not an index that can be read")
    at, entries = _HEAD.size, []
    for _ in range(count):
        values = _ENTRY.unpack_from(data, at)
        mode, size, blob, flags = values[6], values[9], values[10], values[11]
        start = at + _ENTRY.size + (2 if flags & _EXTENDED else 0)
        end = data.index(b"\0", start)
        entries.append(_Tracked(os.fsdecode(data[start:end]), size, blob, mode))
        length = end - at
        at += length + 8 - length % 8
    return tuple(entries)


def _differs(place: Path, entry: _Tracked) -> bool:
    if entry.mode & _KIND != _REGULAR:
        return False
    try:
        status = place.lstat()
        if status.st_size & 0xFFFFFFFF != entry.size:
            return True
        if status.st_size > _LARGEST_FILE:
            return False
        data = place.read_bytes()
    except OSError:
        return True
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).digest() != entry.blob
