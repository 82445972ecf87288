"""What `auditor download` noted of the directories it filled, outside of them: what stands in one may claim anything.

A record is used as long as the directory still holds exactly the files that were downloaded, unchanged. It lies below
the user's cache directory, and `auditor cache clear` leaves it: it is small, and nothing else tells where a directory
came from.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.disk_cache import Store, default_place
from auditor.model import Noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.sources.walk import WalkedFile

_LARGEST_AGAIN = 8 * 2**20
"""Bytes of a file that is compared by its content, where its time of modification is another."""


class DownloadedFile(Noun, frozen=True, kw_only=True):
    """One file, as it was verified."""

    path: str
    size: int
    modified: int
    """Nanoseconds since 1970."""
    sha256: str
    """Of the content."""
    listed: bool
    """Whether the Hub's listing names it too, as it does of a large file."""


class Record(Noun, frozen=True, kw_only=True):
    """Where a directory came from."""

    endpoint: str
    kind: str
    name: str
    commit: str
    created: str
    """When the repository was made; "" where the Hub did not say."""
    digest: str
    """sha256 over path and object id of every file of the tree."""
    files: tuple[DownloadedFile, ...]

    @property
    def paths(self) -> frozenset[str]:
        """Of the files."""
        return frozenset(file.path for file in self.files)

    def holds(self, here: Mapping[str, WalkedFile]) -> bool:
        """Whether these files are all there, and as they were."""
        return all(file.path in here and _same(file, here[file.path]) for file in self.files)


def write(place: Path, record: Record) -> None:
    """Note where the directory at that path comes from."""
    _store().put(record.to_json(), *_key(place))


def read(place: Path) -> Record | None:
    """What was noted of the directory at that path; None where nothing was."""
    data = _store().get(*_key(place))
    try:
        return Record.from_json(data) if data is not None else None
    except ValueError:
        return None


def _store() -> Store:
    return Store(default_place() / "downloads")


def _key(place: Path) -> tuple[str, str]:
    return ("download", os.path.realpath(place))


def _same(file: DownloadedFile, here: WalkedFile) -> bool:
    try:
        if here.size != file.size:
            return False
        if os.stat(here.real).st_mtime_ns == file.modified:  # noqa: PTH116 - a path as the walk gives it
            return True
        if file.size > _LARGEST_AGAIN:
            return False
        return hashlib.sha256(Path(here.real).read_bytes()).hexdigest() == file.sha256
    except OSError:
        return False
