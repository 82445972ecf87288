"""Digests of local files that may be commonly redistributed ones: Silero, MiniLM, a MediaPipe task."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from auditor.lineage.releases import releases_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import FileEntry, Repository, Source

_CHUNK = 1 << 20
_LARGEST = 256 << 20
_MOST = 500
"""Most files that are hashed."""


def with_digests(repository: Repository, source: Source, knowledge: Knowledge) -> Repository:
    """The repository with the sha256 of each local file whose size is that of a known file.

    Nothing is fetched from a remote source for this: its listing has the digests already.
    """
    sizes = releases_of(knowledge).digest_sizes
    wanted = [entry for entry in repository.files if entry.sha256 is None and entry.size in sizes]
    if source.remote or not wanted:
        return repository
    known = {entry.path: digest for entry in wanted[:_MOST] if (digest := _digest(source, entry)) is not None}
    files = tuple(entry.replace(sha256=known.get(entry.path, entry.sha256)) for entry in repository.files)
    return repository.replace(files=files)


def _digest(source: Source, entry: FileEntry) -> str | None:
    """The sha256 of a file; None if it cannot be read, is truncated or is too large."""
    if entry.size > _LARGEST:
        return None
    total, start = hashlib.sha256(), 0
    while start < entry.size:
        try:
            chunk = source.read(entry.path, limit=_CHUNK, start=start)
        except (OSError, ValueError):
            return None
        if not chunk:
            return None
        total.update(chunk)
        start += len(chunk)
    return total.hexdigest()
