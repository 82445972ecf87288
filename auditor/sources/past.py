"""A repository through time: its commits, and what stood there at each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from auditor.model import FileEntry, Source


class Commit(NamedTuple):
    """A commit, as a history names it."""

    id: str
    date: str
    """YYYY-MM-DDTHH:MM:SS, UTC, as the commit says."""
    title: str
    merge: bool = False


class FileFilters(NamedTuple):
    """Which files the verdict may hang on."""

    matters: Callable[[str], bool]
    """Whether, by its path alone, it may."""
    weights: Callable[[str], bool]
    """Whether a path is one of weights, by its name."""
    speaking: Callable[[Iterable[FileEntry]], Iterable[str]]
    """The paths of those that would be read."""


class Past(Protocol):
    """What a history is made of."""

    @property
    def target(self) -> str:
        """What the user asked for."""

    @property
    def remote(self) -> bool:
        """Whether it is on the Hub."""

    @property
    def revision(self) -> str:
        """The branch, tag or commit that was followed, as it was found."""

    @property
    def commits(self) -> tuple[Commit, ...]:
        """The commits, the newest first."""

    @property
    def whole(self) -> bool:
        """Whether the oldest of them is where the repository began."""

    @property
    def created(self) -> str:
        """When the repository was made, where something tells beside its commits; "" otherwise."""

    @property
    def notes(self) -> tuple[str, ...]:
        """How they were found, and what that leaves out: a sentence each."""

    def state(self, commit: str) -> tuple[tuple[str, str], ...]:
        """Path and object id of each file on which the verdict may hang; raises `AuditorError`."""

    def source(self, commit: str, made: str) -> Source:
        """What stood there then, of a model that was made at that moment; raises `AuditorError`."""

    def close(self) -> None:
        """Let go of what was opened."""
