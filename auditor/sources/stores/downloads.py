"""Records of the directories that `auditor download` filled, stored outside them, as their content may claim anything.

A record applies while the directory still has exactly the downloaded files, unchanged. It is in the user's cache
directory, and `auditor cache clear` keeps it: it is small, and nothing else records where a directory came
from.
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
"""Bytes of a file that is compared by its content if its time of modification differs."""


class DownloadedFile(Noun, frozen=True, kw_only=True):
    """One verified file."""

    path: str
    size: int
    modified: int
    """Nanoseconds since 1970."""
    sha256: str
    """The digest of the content."""
    listed: bool
    """Whether the Hub's listing has this digest, as it does for large files."""


class Record(Noun, frozen=True, kw_only=True):
    """Where a directory came from."""

    endpoint: str
    kind: str
    name: str
    commit: str
    created: str
    """When the repository was created; "" if the Hub did not state it."""
    digest: str
    """sha256 over path and object id of every file of the tree."""
    files: tuple[DownloadedFile, ...]

    @property
    def paths(self) -> frozenset[str]:
        """The paths of the files."""
        return frozenset(file.path for file in self.files)

    def holds(self, here: Mapping[str, WalkedFile]) -> bool:
        """Whether all files of the record are there, unchanged."""
        return all(file.path in here and _same(file, here[file.path]) for file in self.files)


def write(place: Path, record: Record) -> None:
    """Record where the directory at that path comes from."""
    _store().put(record.to_json(), *_key(place))


def read(place: Path) -> Record | None:
    """The record of the directory at that path; None if there is none."""
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
