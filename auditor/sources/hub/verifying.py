"""Compares files on disk with a tree."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import TargetError
from auditor.sources.hub.contents import blob_digest
from auditor.sources.stores import downloads as records

if TYPE_CHECKING:
    from auditor.model import Progress
    from auditor.sources.hub.listing import HubFile

_PIECE = 2**20


def checked(place: Path, file: HubFile, progress: Progress | None) -> records.DownloadedFile | None:
    """The record of a file whose bytes match the tree; None if they differ or there is no file."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    content = hashlib.sha256()
    blob = blob_digest(file.oid, file.size)
    try:
        with os.fdopen(os.open(place, flags), "rb", buffering=0) as opened:
            status = os.fstat(opened.fileno())
            if status.st_size != file.size:
                return None
            done = 0
            while piece := opened.read(_PIECE):
                content.update(piece)
                if file.sha256 is None:
                    blob.update(piece)
                done += len(piece)
                if progress is not None and file.size > _PIECE:
                    progress(file.path, done // 10**6, file.size // 10**6)
    except OSError:
        return None
    expected, digest = (file.sha256, content) if file.sha256 is not None else (file.oid, blob)
    if digest.hexdigest() != expected:
        return None
    return records.DownloadedFile(
        path=file.path,
        size=file.size,
        modified=status.st_mtime_ns,
        sha256=content.hexdigest(),
        listed=file.sha256 is not None,
    )


def names(folder: Path) -> set[str]:
    """The paths of all files and links below a directory, without directories."""
    paths: set[str] = set()
    for above, folders, files in os.walk(folder):
        inside = Path(above).relative_to(folder)
        links = [name for name in folders if (Path(above) / name).is_symlink()]
        paths.update((inside / name).as_posix() for name in (*files, *links))
    return paths


def only_ours(folder: Path) -> None:
    """Raise `TargetError` if a part directory contains a link, which no download creates."""
    links = [path for path in names(folder) if (folder / path).is_symlink()]
    if links or folder.is_symlink():
        msg = f"{folder} holds a link: {links[0] if links else folder.name}."
        raise TargetError(msg, tip=f"Remove {folder.parent}: it is not auditor's.")
