"""A commit of a git directory as a `Source`, and all its commits as a `Past`."""

from __future__ import annotations

import errno
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.model import FileEntry, Unread, UnreadReason
from auditor.sources.git import refs
from auditor.sources.git.clone import LARGEST, Clone
from auditor.sources.git.objects import BrokenError
from auditor.sources.git.walk import Trees, line
from auditor.sources.local_base import AtHand
from auditor.sources.past import Commit

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.sources.git.objects import CommitObject
    from auditor.sources.git.walk import File
    from auditor.sources.past import FileFilters

CONFIG = ".git/config"
_MOST_CONFIG = 64 * 1024


class GitSource(AtHand):
    """The files of one commit, read from the objects; nothing is checked out."""

    committed = True

    def __init__(self, target: str, clone: Clone, files: tuple[File, ...], revision: str, made: str) -> None:
        """`made` is when the model was made, as far as the commits show.

        The clone's configuration is listed as an audit of the directory lists it: its remote gives the model's name.
        """
        self._config = refs.content(clone.root, "config", most=_MOST_CONFIG) or b""
        self._target = target
        self._clone = clone
        self._files = {file.path: file for file in files if not file.is_link and not file.is_module}
        self._others = tuple(file for file in files if file.is_link or file.is_module)
        self._revision = revision
        self._made = made

    @property
    def target(self) -> str:
        """The target as the user typed it."""
        return self._target

    @property
    def name(self) -> str | None:
        """Not known: a clone may be called anything."""
        return None

    @property
    def name_source(self) -> None:
        """None: there is no name."""

    @property
    def revision(self) -> str | None:
        """The commit."""
        return self._revision

    @property
    def created(self) -> str:
        """When the model was made, as far as the commits show."""
        return self._made

    def files(self) -> tuple[FileEntry, ...]:
        """Every file of the commit, sorted by path."""
        return self._entries

    def unread(self) -> tuple[Unread, ...]:
        """Links, which are not followed in a commit, and submodules, of which it only names a commit."""
        return tuple(
            Unread(
                path=file.path, reason=UnreadReason.LINK_OUTSIDE, detail="A link, which is not followed in a commit."
            )
            if file.is_link
            else Unread(
                path=f"{file.path}/",
                reason=UnreadReason.NOT_A_FILE,
                detail="A submodule: not in this repository.",
            )
            for file in self._others
        )

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        """At most `limit` bytes of a listed file from byte `start` on; raises `OSError`."""
        file = self._files.get(path)
        if path == CONFIG:
            return self._config[start : start + limit]
        if file is None:
            raise FileNotFoundError(errno.ENOENT, "It is not in the commit", path)
        try:
            if self._clone.size(file.oid) <= LARGEST:
                return self._clone.read(file.oid, most=LARGEST).data[start : start + limit]
            return self._clone.beginning(file.oid, start + limit)[start:]
        except BrokenError as error:
            raise OSError(errno.EIO, error.message.rstrip("."), path) from error

    @cached_property
    def _entries(self) -> tuple[FileEntry, ...]:
        entries = [FileEntry(path=path, size=self._size(file.oid)) for path, file in self._files.items()]
        return (FileEntry(path=CONFIG, size=len(self._config)), *entries)

    def _size(self, oid: str) -> int:
        try:
            return self._clone.size(oid)
        except BrokenError:
            return 0  # reading it will raise the error


class ClonePast:
    """The commits of a git directory."""

    def __init__(self, target: str, root: Path, branch: str | None, filters: FileFilters) -> None:
        """Raises `TargetError` if it cannot be read or has no such branch, and `BrokenError`."""
        self.target = target
        self.remote = False
        self.created = ""
        self._clone = Clone(root)
        tip, self.revision = refs.resolve(root, branch)
        walk = line(self._clone, tip, shallow=self._clone.shallow)
        self.commits = tuple(named(commit) for commit in walk.commits)
        self.whole = walk.whole
        self._trees = Trees(self._clone, filters.matters)
        self._roots = {commit.oid: commit.tree for commit in walk.commits}
        shallow = (
            "The clone is shallow: earlier commits are not in it." if not walk.whole and self._clone.shallow else ""
        )
        checked_out = "Commits are judged, not the files that are checked out."
        self.notes = tuple(filter(None, (checked_out, shallow, merged(walk.merges))))

    def state(self, commit_id: str) -> tuple[tuple[str, str], ...]:
        """Path and object id of each file that may affect the verdict; raises `BrokenError`."""
        return tuple((file.path, file.oid) for file in self._trees.mattering(self._roots[commit_id]))

    def source(self, commit_id: str, made: str) -> GitSource:
        """The files of a commit; raises `BrokenError`."""
        return GitSource(self.target, self._clone, self._trees.files(self._roots[commit_id]), commit_id, made)

    def close(self) -> None:
        """Close the packs."""
        self._clone.close()


def named(commit: CommitObject) -> Commit:
    """A commit, as a history lists it."""
    return Commit(commit.oid, commit.date, commit.title, merge=len(commit.parents) > 1)


def merged(merges: int) -> str:
    """A note for the reader on a history with merges; "" without."""
    if not merges:
        return ""
    count = "1 merge" if merges == 1 else f"{merges} merges"
    return f"It has {count}: what a merge brought in is dated by the merge (first parents are followed)."
