"""git's objects: commits and trees, parsed from their bytes."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from auditor.errors import SourceError
from auditor.patterns import regex

LARGEST_COMMIT = 2**20
LARGEST_TREE = 16 * 2**20
KINDS = {1: "commit", 2: "tree", 3: "blob", 4: "tag"}
_OID = regex(r"[0-9a-f]{40}")
_ENTRY = regex(rb"([0-7]{5,6}) ([^\0/]{1,4096})\0(.{20})", re.DOTALL)
_WHO = regex(rb"committer [^\n]*> (-?\d{1,12}) [+-]\d{4}\Z")
_LONGEST_TITLE = 200
_TIP = "Clone the repository anew, or audit the version that is checked out: auditor audit."


class BrokenError(SourceError):
    """The bytes are not a git object, not the requested one, or larger than is read."""

    def __init__(self, message: str, *, tip: str = _TIP) -> None:
        super().__init__(message, tip=tip)


class AbsentError(BrokenError):
    """The object is missing: the clone is shallow, partial or damaged."""


class Raw(NamedTuple):
    """An unparsed object."""

    kind: str
    """commit · tree · blob · tag."""
    data: bytes


class CommitObject(NamedTuple):
    """The content of a commit."""

    oid: str
    tree: str
    parents: tuple[str, ...]
    date: str
    """The committer date, YYYY-MM-DDTHH:MM:SS in UTC; git lets anybody write any."""
    title: str


class Objects(Protocol):
    """A store of objects."""

    def read(self, oid: str, *, most: int) -> Raw:
        """An object of at most `most` bytes, checked against its id; raises `BrokenError`."""


def commit(objects: Objects, oid: str) -> CommitObject:
    """The commit of that id, or that an annotated tag of that id names; raises `BrokenError`."""
    for _ in range(5):
        raw = objects.read(oid, most=LARGEST_COMMIT)
        head, _, message = raw.data.partition(b"\n\n")
        lines = head.split(b"\n")
        if raw.kind == "commit":
            return _commit(oid, lines, message)
        if raw.kind != "tag" or not lines[0].startswith(b"object "):
            break
        oid = lines[0].removeprefix(b"object ").decode("ascii", "replace")
    raise BrokenError(f"{oid[:40]} is not a commit.")


def _commit(oid: str, lines: list[bytes], message: bytes) -> CommitObject:
    head = [line.decode("ascii", "replace") for line in lines if line.startswith((b"tree ", b"parent "))]
    trees = [line.removeprefix("tree ") for line in head if line.startswith("tree ")]
    parents = tuple(line.removeprefix("parent ") for line in head if line.startswith("parent "))
    moments = [match for line in lines if (match := _WHO.match(line))]
    if len(trees) != 1 or len(moments) != 1 or not all(_OID.fullmatch(object_id) for object_id in (*trees, *parents)):
        raise BrokenError(f"Commit {oid} is malformed.")
    try:
        moment = datetime.fromtimestamp(int(moments[0][1]), tz=UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise BrokenError(f"Commit {oid} has no date.") from error
    title = message.lstrip(b"\n").split(b"\n", 1)[0].decode("utf-8", "replace")[:_LONGEST_TITLE]
    return CommitObject(oid, trees[0], parents, moment.strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0"), title)


def tree(objects: Objects, oid: str) -> list[tuple[bytes, bytes, bytes]]:
    """Mode, name and binary id of each line of a tree, in its order; raises `BrokenError`."""
    raw = objects.read(oid, most=LARGEST_TREE)
    lines: list[tuple[bytes, bytes, bytes]] = _ENTRY.findall(raw.data) if raw.kind == "tree" else []
    # a search skips what the pattern does not match
    if raw.kind != "tree" or sum(len(mode) + len(name) + 22 for mode, name, _ in lines) != len(raw.data):
        raise BrokenError(f"Tree {oid} is malformed.")
    return lines


def identity(raw: Raw) -> str:
    """The id that git gives an object."""
    digest = hashlib.sha1(usedforsecurity=False)
    digest.update(b"%s %d\0" % (raw.kind.encode(), len(raw.data)))
    digest.update(raw.data)
    return digest.hexdigest()
