"""The commit of a branch, a tag or HEAD of a git directory, read from files: git itself is never run there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from auditor.errors import TargetError
from auditor.patterns import regex
from auditor.sources.git.objects import BrokenError

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 32 * 2**20
_OID = regex(r"[0-9a-f]{40}")
_NAME = regex(r"(?!.*(?:\.\.|//|\.lock(?:/|$)))[^\s~^:?*\[\\\x00-\x20\x7f/.][^\s~^:?*\[\\\x00-\x20\x7f]{0,199}")
_DEEPEST = 5


def content(root: Path, name: str, *, most: int = _MOST) -> bytes | None:
    """A file in the git directory whose path contains no link; None if there is none. Raises `BrokenError`."""
    path = os.path.join(root, name)  # noqa: PTH118 - compared as text below
    if os.path.realpath(path) != path or not os.path.isfile(path):  # noqa: PTH113 - the same
        return None
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - the same
            data = file.read(most + 1)
    except OSError as error:
        raise BrokenError(f"{name} of its git directory cannot be read: {error.strerror}.") from error
    if len(data) > most:
        raise BrokenError(f"{name} of its git directory is larger than {most:,} bytes.")
    return data


def resolve(root: Path, revision: str | None) -> tuple[str, str]:
    """The object id of a revision, and the name of the reference it was found as; raises `TargetError`."""
    if revision is None:
        tip = _followed(root, "HEAD")
        if tip is None:
            raise TargetError("Nothing was ever committed there.", tip="Name a repository with commits, or a --branch.")
        return tip
    if _OID.fullmatch(revision):
        return revision, revision
    if _NAME.fullmatch(revision):
        for name in (f"refs/heads/{revision}", f"refs/tags/{revision}", f"refs/remotes/origin/{revision}", revision):
            tip = _followed(root, name) if name.startswith("refs/") else None
            if tip is not None:
                return tip[0], name.removeprefix("refs/").partition("/")[2]
    raise TargetError(
        f"There is no branch, tag or whole commit id {revision[:80]!r}.", tip="Check what follows --branch."
    )


def _followed(root: Path, name: str) -> tuple[str, str] | None:
    """The id and final name of a reference, through symbolic ones."""
    for _ in range(_DEEPEST):
        value = (content(root, name, most=4_096) or b"").decode("utf-8", "replace").strip()
        if value.startswith("ref:"):
            name = value.removeprefix("ref:").strip()
            if not name.startswith("refs/") or not _NAME.fullmatch(name):
                return None
            if name == "refs/heads/.invalid":
                return None
            continue
        if _OID.fullmatch(value):
            return value, name.removeprefix("refs/heads/")
        if len(value) == 64:  # noqa: PLR2004 - hex digits of sha256
            raise TargetError("Its objects are named by sha256; auditor reads sha1.", tip="Audit what is checked out.")
        packed = _packed(root).get(name)
        return (packed, name.removeprefix("refs/heads/")) if packed else None
    return None


def _packed(root: Path) -> dict[str, str]:
    oids = {}
    for line in (content(root, "packed-refs") or b"").decode("utf-8", "replace").splitlines():
        oid, blank, name = line.partition(" ")
        if blank and _OID.fullmatch(oid):
            oids[name] = oid
    return oids
