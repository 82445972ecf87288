"""Walks a directory that may be hostile: bounded, and never outside its root."""

from __future__ import annotations

import errno
import os
import stat
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from auditor.model import Unread, UnreadReason

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_ENTRIES = 100_000
"""Files and directories visited in one walk."""
DEEPEST = 64
"""Depth of nested directories."""
MOST_UNREAD = 1_000
"""Entries under "not read"; beyond it, one line gives the number of the others."""

SKIPPED = frozenset(
    {"__pycache__", "node_modules", "site-packages", ".venv", "venv", ".tox", ".nox", ".eggs"}
    | {".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
)
"""Directories that are not entered: environments and caches of programs."""
_MOST_NAMED = 3


_BYTECODE = "__pycache__"
_COMPILED = (".pyc", ".pyo", ".nbi", ".nbc")
"""Extensions of what is in a directory for bytecode; skipping it is not reported."""


class WalkedFile(NamedTuple):
    """One regular file."""

    path: str
    """POSIX, relative to the root; invalid UTF-8 bytes are written as backslash escapes."""
    real: str
    """The path with every link resolved."""
    size: int


def walk(
    root: Path, *, may_leave: Callable[[str], bool], skipped: frozenset[str] = SKIPPED
) -> tuple[list[WalkedFile], list[Unread]]:
    """Every regular file below `root`, and what was not entered or followed; both sorted by path.

    `root` is absolute and resolved; `may_leave` allows a link's resolved target outside it. Shallow
    directories come first, so that a cap never omits the files at the top. A path of an `Unread` that ends
    in "/" is a directory.
    """
    state = _Walk(root, may_leave, skipped)
    level = [("", str(root))]
    for _ in range(DEEPEST + 1):
        level = [below for path, place in level for below in state.directory(path, place)]
    for path, _ in level:
        state.miss(path, UnreadReason.TOO_MANY, f"More than {DEEPEST} nested directories.")
    unread = sorted(state.unread, key=lambda unread: unread.path)
    if state.skipped:
        named = ", ".join(sorted(state.skipped)[:_MOST_NAMED])
        rest = f" and {len(state.skipped) - _MOST_NAMED} more" if len(state.skipped) > _MOST_NAMED else ""
        detail = f"{named}{rest}: environments and caches are not looked into; name one to audit it."
        unread.append(Unread(path="", reason=UnreadReason.NOT_WALKED, detail=detail, matters=False))
    if state.unlisted:
        detail = f"{state.unlisted:,} more files or directories were not read."
        unread.append(Unread(path="", reason=UnreadReason.TOO_MANY, detail=detail))
    return sorted(state.files, key=lambda file: file.path), unread


def is_skipped(path: str) -> bool:
    """Whether a file is in a directory that is not entered."""
    return not SKIPPED.isdisjoint(path.split("/")[:-1])


def text_of(name: str) -> str:
    """A file name as encodable text: each invalid UTF-8 byte is written as a backslash escape."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


class _Walk:
    """The state of one walk: what was found so far, and how much more may be visited."""

    def __init__(self, root: Path, may_leave: Callable[[str], bool], skipped: frozenset[str]) -> None:
        self.files: list[WalkedFile] = []
        self.unread: list[Unread] = []
        self.unlisted = 0
        self.skipped: list[str] = []
        self._root = root
        self._inside = str(root).rstrip(os.sep) + os.sep
        self._may_leave = may_leave
        self._skipped = skipped
        self._left = MOST_ENTRIES
        self._taken: set[str] = set()
        self._folders: dict[str, str] = {}

    def directory(self, path: str, place: str) -> list[tuple[str, str]]:
        """Add the files of one directory to `files`; returns its subdirectories."""
        if self._left <= 0:
            self.miss(path, UnreadReason.TOO_MANY, f"More than {MOST_ENTRIES:,} files and directories.")
            return []
        try:
            with os.scandir(place) as scan:
                entries = sorted(islice(scan, self._left + 1), key=lambda entry: entry.name)
        except OSError as error:
            self._fail(path or "./", error)
            return []
        if len(entries) > self._left:
            self.miss(path, UnreadReason.TOO_MANY, f"More than {MOST_ENTRIES:,} files and directories.")
            entries = entries[: self._left]
        self._left -= len(entries)
        below = []
        for entry in entries:
            shown = path + text_of(entry.name)
            try:
                if self._enters(entry, shown):
                    below.append((f"{shown}/", entry.path))
            except OSError as error:
                self._fail(shown, error)
        return below

    def _enters(self, entry: os.DirEntry[str], shown: str) -> bool:
        """Whether the entry is a directory to walk; a file is added, anything else reported."""
        if entry.is_symlink():
            self._link(shown, entry.path)
            return False
        if entry.is_dir(follow_symlinks=False):
            if entry.name == ".git":
                self._git_config(shown, Path(entry.path))
                return False
            if entry.name in self._skipped:
                if entry.name != _BYTECODE or _holds_more(entry.path):
                    self.skipped.append(f"{shown}/")
                return False
            return True
        status = entry.stat(follow_symlinks=False)
        if not stat.S_ISREG(status.st_mode):
            self.miss(shown, UnreadReason.NOT_A_FILE, f"{_kind(status.st_mode)}: never opened.")
        else:
            self._take(shown, entry.path, status.st_size)
        return False

    def _link(self, shown: str, place: str) -> None:
        try:
            real = self._target(place)
            status = os.lstat(real)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR):
                self.miss(shown, UnreadReason.LINK_BROKEN, "A link to nothing.")
            elif error.errno == errno.ELOOP:
                self.miss(shown, UnreadReason.LINK_BROKEN, "A link that leads back to itself.")
            else:
                self._fail(shown, error)
            return
        directory = stat.S_ISDIR(status.st_mode)
        if not f"{real}{os.sep}".startswith(self._inside):
            if not directory and self._may_leave(real):
                self._take(shown, real, status.st_size)
            else:
                shown += "/" if directory else ""
                self.miss(shown, UnreadReason.LINK_OUTSIDE, "A link that leads out of the audited directory.")
        elif directory:
            where = Path(real).relative_to(self._root).as_posix()
            detail = f"A link to a directory whose files are read at their own place ({text_of(where)}/)."
            self.miss(f"{shown}/", UnreadReason.NOT_A_FILE, detail, matters=False)
        elif not stat.S_ISREG(status.st_mode):
            self.miss(shown, UnreadReason.NOT_A_FILE, f"{_kind(status.st_mode)}: never opened.")
        else:
            self._take(shown, real, status.st_size)

    def _target(self, place: str) -> str:
        """Where a link leads, every link on the way resolved: the links of a cache all lead into the same folder."""
        folder, name = os.path.split(os.path.join(os.path.dirname(place), os.readlink(place)))  # noqa: PTH115,PTH118,PTH120
        if name in ("", os.curdir, os.pardir):
            return os.path.realpath(place, strict=True)
        real = self._folders.get(folder)
        if real is None:
            real = self._folders[folder] = os.path.realpath(folder, strict=True)
        target = os.path.join(real, name)  # noqa: PTH118 - a Path for every link is slow
        return os.path.realpath(place, strict=True) if os.path.islink(target) else target  # noqa: PTH114

    def _git_config(self, shown: str, place: Path) -> None:
        """Add only the config of `.git`: its remote may name the repository."""
        config = place / "config"
        try:
            status = config.lstat()
        except OSError:
            return
        if stat.S_ISREG(status.st_mode):
            self._take(f"{shown}/config", str(config), status.st_size)

    def _take(self, shown: str, real: str, size: int) -> None:
        if shown in self._taken:
            self.miss(shown, UnreadReason.FAILED, "Two names that differ only in invalid UTF-8 bytes.")
            return
        self._taken.add(shown)
        self.files.append(WalkedFile(shown, real, size))

    def _fail(self, shown: str, error: OSError) -> None:
        denied = error.errno in (errno.EACCES, errno.EPERM)
        reason = UnreadReason.NO_PERMISSION if denied else UnreadReason.FAILED
        self.miss(shown, reason, f"{error.strerror or 'It cannot be read'}.")

    def miss(self, shown: str, reason: UnreadReason, detail: str, *, matters: bool = True) -> None:
        if len(self.unread) >= MOST_UNREAD:
            self.unlisted += 1
            return
        self.unread.append(Unread(path=shown, reason=reason, detail=detail, matters=matters))


def _kind(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "A named pipe"
    if stat.S_ISSOCK(mode):
        return "A socket"
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        return "A device"
    return "Not a regular file"


def _holds_more(place: str) -> bool:
    """Whether a directory for bytecode contains anything else."""
    with os.scandir(place) as scan:
        return any(not entry.name.endswith(_COMPILED) for entry in islice(scan, MOST_ENTRIES))
