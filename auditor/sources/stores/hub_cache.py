"""The folders of a Hub cache: `models--org--name/{blobs,refs,snapshots/<revision>}`, and `datasets--…`."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from auditor.errors import TargetError
from auditor.patterns import regex

_PREFIXES = ("models--", "datasets--")
_BLOB = regex(r"[0-9a-f]{40,64}")
_SHORT_READ = 1024
_MOST_REFS = 1_000


class CacheEntry(NamedTuple):
    """A place inside a Hub cache."""

    folder: Path
    """`…/models--org--name`, resolved."""
    name: str
    """`org/name`."""
    revision: str | None
    """The snapshot folder's name; None above the snapshots."""


def find(*places: Path) -> CacheEntry | None:
    """The cached repository that contains one of these absolute paths, innermost first; None if there is none.

    Only `models--org--name` itself and what is under its `snapshots/` count: another directory
    below a folder of such a name is not that repository.
    """
    for place in places:
        for folder in chain((place,), place.parents):
            name = name_of(folder.name)
            if not name:
                continue
            below = place.relative_to(folder).parts
            if len(below) > 1 and below[0] == "snapshots":
                return CacheEntry(_resolved(folder), name, below[1])
            if not below and os.path.isdir(folder / "snapshots"):  # noqa: PTH112 - Path.is_dir raises without permission
                return CacheEntry(_resolved(folder), name, None)
    return None


def name_of(folder: str) -> str:
    """`org/name` of a folder `models--org--name`; "" for any other."""
    for prefix in _PREFIXES:
        if folder.startswith(prefix):
            return "/".join(folder.removeprefix(prefix).split("--", 1))
    return ""


def snapshot(entry: CacheEntry) -> Path:
    """The resolved snapshot of the target `models--org--name`: that of refs/main, else the only one.

    Raises `TargetError` if there is none, or several and no refs/main.
    """
    snapshots = entry.folder / "snapshots"
    commits = snapshots_in(entry.folder)
    if not commits:
        msg = f"The cache folder of {entry.name} has no snapshot."
        raise TargetError(msg, tip=f"Download it again: hf download {entry.name}")
    main = main_of(entry.folder)
    if main in commits:
        return snapshots / main
    if len(commits) == 1:
        return snapshots / commits[0]
    msg = f"The cache folder of {entry.name} holds {len(commits)} snapshots, and refs/main names none of them."
    raise TargetError(msg, tip=f"Audit one of them, for example {snapshots / commits[0]}")


def is_blob(real: str, cache: CacheEntry) -> bool:
    """Whether a resolved path is one of the cache's own blobs, the only place where a snapshot's links may lead.

    Two layouts: `models--org--name/blobs/<hash>`, and the store shared by all repositories of a
    cache, `blobs/<two digits>/<hash>`.
    """
    folder, name = os.path.split(real)
    if not _BLOB.fullmatch(name):
        return False
    own, shared = f"{cache.folder}{os.sep}blobs", f"{cache.folder.parent}{os.sep}blobs{os.sep}{name[:2]}"
    return folder in (own, shared)


def snapshots_in(folder: Path) -> list[str]:
    """The names of a cached repository's snapshots."""
    snapshots = folder / "snapshots"
    with suppress(OSError):
        if not snapshots.is_symlink():
            return sorted(path.name for path in snapshots.iterdir() if path.is_dir() and not path.is_symlink())
    return []


def main_of(folder: Path) -> str:
    """The commit that refs/main names; "" if there is none."""
    return _commit_in(folder / "refs" / "main")


def named_by_refs(folder: Path) -> frozenset[str]:
    """The commits that the refs of a cached repository name: branches, tags and requested pull requests."""
    refs = folder / "refs"
    with suppress(OSError):
        return frozenset(_commit_in(path) for path in islice(refs.rglob("*"), _MOST_REFS) if not path.is_symlink())
    return frozenset()


def _commit_in(ref: Path) -> str:
    try:
        with ref.open("rb") as file:
            return file.read(_SHORT_READ).decode("ascii", "replace").strip()
    except OSError:
        return ""


def _resolved(folder: Path) -> Path:
    return Path(os.path.realpath(folder))
