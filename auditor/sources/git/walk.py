"""The commits of a branch, and the files of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.sources.git.objects import AbsentError, BrokenError, Commit, commit, tree

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from auditor.sources.git.objects import Objects

MOST_COMMITS = 20_000
MOST_FILES = 100_000
_DEEPEST = 64
_LONGEST_PATH = 4_096
_KIND, _FOLDER, _LINK, MODULE = 0o170000, 0o040000, 0o120000, 0o160000


class File(NamedTuple):
    """A file of a commit, unread."""

    path: str
    mode: int
    oid: str

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link."""
        return self.mode & _KIND == _LINK

    @property
    def is_module(self) -> bool:
        """Whether it is another repository, of which only the commit is named."""
        return self.mode & _KIND == MODULE


class Line(NamedTuple):
    """A branch: from its newest commit back, always along the first parent."""

    commits: tuple[Commit, ...]
    """The newest first."""
    whole: bool
    """Whether it ends where the repository began."""
    merges: int


def line(objects: Objects, tip: str, *, shallow: Collection[str] = (), most: int = MOST_COMMITS) -> Line:
    """The commits that lead to that one, at most so many; raises `BrokenError` where even the newest is not there."""
    found = [commit(objects, tip)]
    while found[-1].parents and len(found) < most and found[-1].oid not in shallow:
        try:
            found.append(commit(objects, found[-1].parents[0]))
        except AbsentError:
            break
    whole = not found[-1].parents
    return Line(tuple(found), whole, sum(len(one.parents) > 1 for one in found))


class Trees:
    """The files of trees, the same directory read once."""

    def __init__(self, objects: Objects, matters: Callable[[str], bool]) -> None:
        """`matters` tells of a path whether the verdict may hang on it."""
        self._objects = objects
        self._matters = matters
        self._told: dict[str, bool] = {}
        self._keys: dict[tuple[str, str], tuple[File, ...]] = {}

    def files(self, root: str) -> tuple[File, ...]:
        """Every file below a tree, sorted by path; raises `BrokenError`."""
        found: list[File] = []
        waiting = [(root, "")]
        while waiting:
            oid, folder = waiting.pop()
            for entry in self._entries(oid, folder):
                if entry.mode & _KIND == _FOLDER:
                    waiting.append((entry.oid, f"{entry.path}/"))
                else:
                    found.append(entry)
            if len(found) + len(waiting) > MOST_FILES:
                raise BrokenError(f"A commit of it holds more than {MOST_FILES:,} files.")
        return tuple(sorted(found))

    def mattering(self, root: str) -> tuple[File, ...]:
        """Those on which the verdict may hang, sorted by path; raises `BrokenError`."""
        return tuple(sorted(self._below(root, "", 0)))

    def _below(self, oid: str, folder: str, depth: int) -> tuple[File, ...]:
        key = (oid, folder)
        known = self._keys.get(key)
        if known is not None:
            return known
        found: list[File] = []
        for entry in self._entries(oid, folder):
            if entry.mode & _KIND == _FOLDER:
                if depth >= _DEEPEST:
                    raise BrokenError(f"A commit of it has directories more than {_DEEPEST} deep.")
                found += self._below(entry.oid, f"{entry.path}/", depth + 1)
            elif self._told_of(entry.path):
                found.append(entry)
            if len(found) > MOST_FILES:
                raise BrokenError(f"A commit of it holds more than {MOST_FILES:,} files.")
        if folder:  # a root is seldom the same again
            self._keys[key] = tuple(found)
        return tuple(found)

    def _entries(self, oid: str, folder: str) -> list[File]:
        return [
            File(folder + entry.name, entry.mode, entry.oid)
            for entry in tree(self._objects, oid)
            if entry.name not in (".", "..", ".git") and len(folder) + len(entry.name) <= _LONGEST_PATH
        ]

    def _told_of(self, path: str) -> bool:
        told = self._told.get(path)
        if told is None:
            told = self._told[path] = self._matters(path)
        return told
