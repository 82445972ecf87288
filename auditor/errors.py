"""The errors for which an audit cannot be performed.

    AuditorError(message, *, tip)
      TargetError     the target cannot be read: no such path, not a model, no permission
      SourceError     the server or tool that provides the target failed; another try may succeed
      RuleError       a file under rules/ is malformed: our fault, never the model's
      ConfigError     auditor.toml, or an option, is malformed
      ReportError     a saved report is not one, or of a version that cannot be read

A *file* that cannot be read is not an error: it is an entry under "not read" and leaves whatever
depends on it undetermined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Problem(NamedTuple):
    """One mistake in a file that somebody wrote."""

    file: str
    line: int
    """From 1; 0 if it is about the file as a whole."""
    where: str
    """The key, counted from 1: "duty 2, clause"; "" for the file or the line as a whole."""
    says: str

    def __str__(self) -> str:
        """`licenses/mit.toml:12: duty 2, clasue: unknown key; did you mean clause?`."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.where, self.says) if part)


class AuditorError(Exception):
    """No audit was performed; `tip` is the next thing to do."""

    problems: tuple[Problem, ...] = ()
    """For a file that somebody wrote: all its mistakes; the message has them all, one per line."""

    def __init__(self, message: str, *, tip: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.tip = tip


class TargetError(AuditorError):
    """The target cannot be read."""


class SourceError(AuditorError):
    """The server or tool that provides the target failed."""


class RuleError(AuditorError):
    """A file under rules/ is malformed; `problems` are all the mistakes in the directory."""

    @classmethod
    def of(cls, problems: Iterable[Problem], *, tip: str) -> RuleError:
        """The error that names all these problems."""
        every = tuple(problems)
        error = cls("\n".join(map(str, every)), tip=tip)
        error.problems = every
        return error


class ReportError(AuditorError):
    """A saved report cannot be read."""


class ConfigError(AuditorError):
    """The user's configuration is malformed; `option` names the wrong option, `problem` says what is wrong with it."""

    def __init__(self, message: str, *, tip: str = "", option: str = "") -> None:
        super().__init__(f"{option}: {message}" if option else message, tip=tip)
        self.option = option
        self.problem = message

    @classmethod
    def of(cls, problems: Iterable[Problem], *, tip: str) -> ConfigError:
        """The error that names all these problems."""
        every = tuple(problems)
        error = cls("\n".join(map(str, every)), tip=tip)
        error.problems = every
        return error
