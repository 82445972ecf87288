"""A repository through time: its commits, and its files at each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from auditor.model import FileEntry, Source


class Commit(NamedTuple):
    """A commit, as a history lists it."""

    id: str
    date: str
    """YYYY-MM-DDTHH:MM:SS, UTC, as the commit states."""
    title: str
    merge: bool = False


class FileFilters(NamedTuple):
    """Which files may affect the verdict."""

    matters: Callable[[str], bool]
    """Whether a file may, judged by its path alone."""
    weights: Callable[[str], bool]
    """Whether a path is that of weights, by its name."""
    relevant: Callable[[Iterable[FileEntry]], Iterable[str]]
    """The paths of those files that would be read."""


class Past(Protocol):
    """The commits of a repository, for a history."""

    @property
    def target(self) -> str:
        """The target that the user named."""

    @property
    def remote(self) -> bool:
        """Whether it is on the Hub."""

    @property
    def revision(self) -> str:
        """The branch, tag or commit that was followed, as resolved."""

    @property
    def commits(self) -> tuple[Commit, ...]:
        """The commits, the newest first."""

    @property
    def whole(self) -> bool:
        """Whether the oldest of them is the repository's first."""

    @property
    def created(self) -> str:
        """When the repository was created, if known from anything but its commits; else ""."""

    @property
    def notes(self) -> tuple[str, ...]:
        """How the commits were found, and what that leaves out: a sentence each."""

    def state(self, commit: str) -> tuple[tuple[str, str], ...]:
        """Path and object id of each file that may affect the verdict; raises `AuditorError`."""

    def source(self, commit: str, made: str) -> Source:
        """The files at a commit, of a model made at that moment; raises `AuditorError`."""

    def close(self) -> None:
        """Close what was opened."""
