"""The commits of a branch, and the files of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.sources.git.objects import AbsentError, BrokenError, CommitObject, commit, tree

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from auditor.sources.git.objects import Objects

MOST_COMMITS = 20_000
MOST_FILES = 100_000
_DEEPEST = 64
_LONGEST_PATH = 4_096
_MOST_KEPT = 1_000_000
"""Lines of trees that are cached."""
_KIND, _FOLDER, _LINK, MODULE = 0o170000, 0o040000, 0o120000, 0o160000


class File(NamedTuple):
    """A file of a commit, its content not read."""

    path: str
    mode: int
    oid: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a tree."""
        return self.mode & _KIND == _FOLDER

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link."""
        return self.mode & _KIND == _LINK

    @property
    def is_module(self) -> bool:
        """Whether it is a submodule, of which only the commit is named."""
        return self.mode & _KIND == MODULE


class Line(NamedTuple):
    """A branch: its newest commit and the first parents before it."""

    commits: tuple[CommitObject, ...]
    """The newest first."""
    whole: bool
    """Whether it reaches the repository's first commit."""
    merges: int


def line(objects: Objects, tip: str, *, shallow: Collection[str] = (), most: int = MOST_COMMITS) -> Line:
    """The commits that lead to `tip`, at most `most`; raises `BrokenError` if `tip` itself is missing."""
    commits = [commit(objects, tip)]
    while commits[-1].parents and len(commits) < most and commits[-1].oid not in shallow:
        try:
            commits.append(commit(objects, commits[-1].parents[0]))
        except AbsentError:
            break
    whole = not commits[-1].parents
    return Line(tuple(commits), whole, sum(len(step.parents) > 1 for step in commits))


class Trees:
    """The files of trees; what many commits share is read once."""

    def __init__(self, objects: Objects, matters: Callable[[str], bool]) -> None:
        """`matters` is whether a path may affect the verdict."""
        self._objects = objects
        self._matters = matters
        self._entries: dict[str, dict[tuple[bytes, bytes, bytes], File | None]] = {}
        self._keys: dict[tuple[str, str], tuple[File, ...]] = {}
        self._room = _MOST_KEPT
        self._seen = 0

    def files(self, root: str) -> tuple[File, ...]:
        """Every file below a tree, sorted by path; raises `BrokenError`."""
        files: list[File] = []
        waiting = [(root, "")]
        while waiting:
            oid, folder = waiting.pop()
            for line_of_tree in tree(self._objects, oid):
                file = _file(folder, *line_of_tree)
                if file is not None and file.is_folder:
                    waiting.append((file.oid, f"{file.path}/"))
                elif file is not None:
                    files.append(file)
            _allow(len(files) + len(waiting))
        return tuple(sorted(files))

    def mattering(self, root: str) -> tuple[File, ...]:
        """The files that may affect the verdict, sorted by path; raises `BrokenError`."""
        if self._room <= 0:
            self._entries, self._keys, self._room = {}, {}, _MOST_KEPT
        self._seen = 0
        return tuple(sorted(self._below(root, "", 0)))

    def _below(self, oid: str, folder: str, depth: int) -> tuple[File, ...]:
        key = (oid, folder)
        known = self._keys.get(key)
        if known is not None:
            return known
        if depth > _DEEPEST:
            raise BrokenError(f"One of its commits has directories more than {_DEEPEST} deep.")
        files: list[File] = []
        entries = self._entries.setdefault(folder, {})
        lines = tree(self._objects, oid)
        self._seen += len(lines)
        _allow(self._seen)
        for line_of_tree in lines:
            if line_of_tree in entries:
                file = entries[line_of_tree]
            else:
                file = entries[line_of_tree] = self._mattering(_file(folder, *line_of_tree))
                self._room -= 1
            if file is None:
                continue
            if file.is_folder:
                files += self._below(file.oid, f"{file.path}/", depth + 1)
            else:
                files.append(file)
        _allow(len(files))
        if folder:  # a root seldom recurs
            self._keys[key] = tuple(files)
            self._room -= len(files)
        return tuple(files)

    def _mattering(self, file: File | None) -> File | None:
        return file if file is not None and (file.is_folder or self._matters(file.path)) else None


def _file(folder: str, mode: bytes, name: bytes, oid: bytes) -> File | None:
    """The file of a tree's line; None for what no checkout would create."""
    path = folder + name.decode("utf-8", "replace")
    if name.lower() in (b".", b"..", b".git") or len(path) > _LONGEST_PATH:
        return None
    return File(path, int(mode, 8), oid.hex())


def _allow(count: int) -> None:
    if count > MOST_FILES:
        raise BrokenError(f"One of its commits has more than {MOST_FILES:,} files.")
