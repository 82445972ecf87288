"""Downloads the files of one commit: each is compared with the tree, and none is in place before all are verified.

    DIR.part-<commit>/lock     held while a process downloads
                      fetch/   where huggingface_hub puts them
                      files/   those that were verified; becomes DIR

A killed run leaves the part directory, and the next one resumes with what was verified.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from auditor.errors import TargetError
from auditor.sources.hub import paths
from auditor.sources.hub.fetching import Fetch
from auditor.sources.hub.verifying import checked, names
from auditor.sources.stores import downloads as records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Progress
    from auditor.sources.hub.listing import Listing

_BUSY = 0.1
"""Seconds to wait for the lock before another process is taken to hold it."""


class Downloaded(NamedTuple):
    """A completed download."""

    place: Path
    files: int
    bytes: int
    before: bool
    """Whether all files were there before."""


def part_of(place: Path, commit: str) -> Path:
    """The part directory, next to the final one."""
    return place.with_name(f"{place.name}.part-{commit[:12]}")


def ready(listing: Listing, place: Path) -> None:
    """Raise `TargetError` if it cannot be downloaded there, before anything is requested or written.

    A directory with exactly these names and sizes is taken for an earlier download of the same.
    """
    if listing.unread:
        first = listing.unread[0]
        msg = f"The Hub's list of the files of {listing.about.name} cannot be trusted; {first.path}: {first.detail}"
        raise TargetError(msg, tip="Download it with another tool, and audit the directory.")
    why = paths.trouble(file.path for file in listing.files)
    if why:
        msg = f"{listing.about.name} cannot be put into a directory: {why}."
        raise TargetError(msg, tip="Report it to the Hub: such names are made to deceive.")
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        raise TargetError(f"{place} is not a directory.", tip="Name one that does not exist yet.")
    if _samefile(place, Path.cwd()):
        raise TargetError(f"{place} is the current directory.", tip="Name one that does not exist yet.")
    if place.is_dir() and any(place.iterdir()) and not _looks_like(place, listing):
        msg = f"{place} is not empty, and not what {listing.about.name} holds at {listing.about.commit[:12]}."
        raise TargetError(msg, tip="Name a directory that does not exist yet: nothing in this one is overwritten.")


def download(
    listing: Listing, place: Path, *, endpoint: str, token: str | bool | None, progress: Progress
) -> Downloaded:
    """Put the files of a listing into a directory that is new or empty; call `ready` before.

    Raises `TargetError` if they cannot be written there, `SourceError` if the Hub does not serve them.
    """
    place = Path(os.path.realpath(place))
    total = sum(file.size for file in listing.files)
    part = part_of(place, listing.about.commit)
    if place.is_dir() and any(place.iterdir()):
        verified_files = _verified(listing, place, progress)
        records.write(place, _record(listing, endpoint, verified_files))
        shutil.rmtree(part, ignore_errors=True)
        return Downloaded(place, len(listing.files), total, before=True)
    try:
        with _locked(part):
            verified_files = Fetch(listing, part, endpoint=endpoint, token=token, progress=progress).run()
            records.write(place, _record(listing, endpoint, verified_files))
            _put(part / "files", place)
        shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        msg = f"{place}: {error.strerror or error}"
        left = f"What was downloaded is kept in {part}; the same command resumes from there."
        raise TargetError(msg, tip=left if part.is_dir() else "Name a directory that can be made.") from error
    return Downloaded(place, len(listing.files), total, before=False)


@contextmanager
def _locked(part: Path) -> Iterator[None]:
    """Lock the part directory for this process; the lock of a killed process is released."""
    from huggingface_hub.utils import WeakFileLock  # type: ignore[attr-defined]  # noqa: PLC0415 - only here

    if part.is_symlink():
        raise TargetError(f"{part} is a link.", tip="Remove it: a download goes into a directory of its own.")
    part.mkdir(parents=True, exist_ok=True)
    lock = part / "lock"
    if lock.is_symlink():
        raise TargetError(f"{lock} is a link.", tip=f"Remove {part}: it is not auditor's.")
    try:
        with WeakFileLock(lock, timeout=_BUSY):
            yield
    except TimeoutError as error:
        msg = f"Another process is downloading into {part}."
        raise TargetError(msg, tip="Wait for it, or name another directory.") from error


def _put(files: Path, place: Path) -> None:
    """Move the verified files to their final place, in one step."""
    if os.name == "nt" and place.is_dir():
        place.rmdir()
    files.rename(place)


def _verified(listing: Listing, place: Path, progress: Progress) -> dict[str, records.DownloadedFile]:
    """The record of each file of a directory that has all of them already; raises `TargetError` for any other."""
    verified_files = {}
    for file in listing.files:
        verified = checked(place / file.path, file, lambda name, done, of: progress(f"verifying {name}", done, of))
        if verified is None:
            msg = f"{place} is not empty, and its {file.path} is not that of {listing.about.name}."
            raise TargetError(msg, tip="Name a directory that does not exist yet: nothing in this one is overwritten.")
        verified_files[file.path] = verified
    return verified_files


def _record(listing: Listing, endpoint: str, verified_files: dict[str, records.DownloadedFile]) -> records.Record:
    about = listing.about
    tree = "".join(f"{file.path}\0{file.oid}\n" for file in listing.files)
    return records.Record(
        endpoint=endpoint,
        kind=about.kind,
        name=about.name,
        commit=about.commit,
        created=about.created,
        digest=hashlib.sha256(tree.encode("utf-8", "surrogatepass")).hexdigest(),
        files=tuple(verified_files[file.path] for file in listing.files),
    )


def _looks_like(place: Path, listing: Listing) -> bool:
    return names(place) == {file.path for file in listing.files} and all(
        (place / file.path).lstat().st_size == file.size for file in listing.files
    )


def _samefile(place: Path, other: Path) -> bool:
    try:
        return place.samefile(other)
    except OSError:
        return False
