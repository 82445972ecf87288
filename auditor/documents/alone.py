"""One file given by the user, read as a text that may contain licenses, whatever its name."""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

from auditor.documents import formats
from auditor.documents.content import Unreadable
from auditor.documents.names import LICENSE_LIKE, classify
from auditor.model import Document, DocumentKind, FileEntry, Part, Unread, UnreadReason

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Opening a pipe without a writer must not block."""


def read_file(place: Path) -> Document | Unread:
    """The file as a document at the given path, or why it was not read.

    A file whose name indicates another kind than a license (a card, source code) is read like a NOTICE: it may contain
    license texts among other text.
    """
    try:
        data, size = _bytes(place)
    except Unreadable as problem:
        return Unread(path=str(place), reason=problem.reason, detail=problem.detail)
    except (OSError, ValueError) as error:
        return _refusal(str(place), place, error)
    return read_bytes(data, place, size)


def read_bytes(data: bytes, place: Path, size: int) -> Document | Unread:
    """The same for given bytes: at least the beginning of a file of `size` bytes."""
    shown = str(place)
    try:
        content = formats.read(_Given(data), FileEntry(path=shown, size=size), _kind(place))
    except Unreadable as problem:
        return Unread(path=shown, reason=problem.reason, detail=problem.detail)
    except ValueError as error:
        return _refusal(shown, place, error)
    role = classify(place.name)
    return Document(
        path=shown,
        kind=_kind(place),
        part=role.part if role else Part.CODE,
        root="",
        sha256=hashlib.sha256(content.read).hexdigest(),
        size=len(content.read),
        text=content.text,
    )


class _Given:
    """Given bytes, as a reader's source."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        del path
        return self._data[start : start + limit]


def _bytes(place: Path) -> tuple[bytes, int]:
    """The file's beginning, up to one byte more than is read of a text, and its size."""
    with os.fdopen(os.open(place, _FLAGS), "rb", buffering=0) as file:
        status = os.fstat(file.fileno())
        if stat.S_ISDIR(status.st_mode):
            raise Unreadable(UnreadReason.NOT_A_FILE, "It is a directory.")
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(UnreadReason.NOT_A_FILE, "It is not a regular file.")
        data = bytearray()
        while part := file.read(formats.LARGEST_TEXT + 1 - len(data)):
            data += part
        return bytes(data), status.st_size


def _kind(place: Path) -> DocumentKind:
    role = classify(place.name)
    if role is None:
        return DocumentKind.LICENSE
    return role.kind if role.kind in LICENSE_LIKE else DocumentKind.NOTICE


def _refusal(path: str, place: Path, error: OSError | ValueError) -> Unread:
    if isinstance(error, PermissionError):
        return Unread(path=path, reason=UnreadReason.NO_PERMISSION, detail="No permission to read it.")
    if isinstance(error, IsADirectoryError):  # raised on systems where directories cannot be opened
        return Unread(path=path, reason=UnreadReason.NOT_A_FILE, detail="It is a directory.")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if place.is_symlink():
            return Unread(path=path, reason=UnreadReason.LINK_BROKEN, detail="It is a link to nothing.")
        return Unread(path=path, reason=UnreadReason.FAILED, detail="There is no such file.")
    reason = error.strerror if isinstance(error, OSError) else ""
    return Unread(path=path, reason=UnreadReason.FAILED, detail=f"{reason or 'It could not be read'}.")
