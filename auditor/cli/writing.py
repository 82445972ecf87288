"""Writes files: each to a temporary one next to it, renamed when all are complete."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import click

from auditor.atomic import beside
from auditor.cli.common import to_stderr

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOT_WRITTEN = 3
_PREFIX = ".auditor."


class NotWrittenError(click.ClickException):
    """The report was made and could not be written."""

    exit_code = _NOT_WRITTEN

    def __init__(self, where: str, error: OSError, what: str = "the report") -> None:
        super().__init__(f"{what} could not be written to {where}: {error.strerror or error}")

    def show(self, file: IO[Any] | None = None) -> None:
        """One line on stderr."""
        del file
        to_stderr(f"auditor: {self.message}")


class _Written(NamedTuple):
    """A complete temporary file next to its final place."""

    temporary: Path
    place: Path


def writable(path: Path, *, option: str = "--output") -> None:
    """Raise a usage error, before any work is done, if the file cannot be written."""
    try:
        if path.is_dir():
            msg = f"{option}: {path} is a directory; name a file."
            raise click.UsageError(msg)
        if special(path):
            return
        parent = path.resolve().parent
    except (OSError, RuntimeError) as error:
        msg = f"{option}: {path} cannot be resolved: {error}"
        raise click.UsageError(msg) from error
    if not parent.is_dir():
        msg = f"{option}: {parent} is not a directory."
        raise click.UsageError(msg)
    if not os.access(parent, os.W_OK):
        msg = f"{option}: no permission to write in {parent}."
        raise click.UsageError(msg)


def replace(path: Path, data: bytes, *, what: str = "the report") -> None:
    """Replace the content of a file, or of the file that a link leads to; on failure it is unchanged."""
    replace_all([(path if special(path) else path.resolve(), data)], what=what)


def replace_all(files: Iterable[tuple[Path, bytes]], *, what: str = "the report") -> None:
    """Replace the content of every file; if a temporary file cannot be written, all are unchanged.

    A path that is a link is replaced, not followed.
    """
    ready: list[_Written] = []
    path = Path()
    try:
        for path, data in files:
            if special(path):
                path.write_bytes(data)
            else:
                ready.append(_Written(beside(path, data, prefix=_PREFIX), path))
        while ready:
            path = ready[0].place
            ready[0].temporary.replace(path)
            del ready[0]
    except OSError as error:
        raise NotWrittenError(_shown(path), error, what) from error
    finally:
        for written in ready:
            written.temporary.unlink(missing_ok=True)


def _shown(path: Path) -> str:
    """The path relative to the current directory, if it is inside it."""
    with suppress(OSError, ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)


def special(path: Path) -> bool:
    """Whether it is a device or a pipe: these cannot be replaced, only written."""
    return path.parts[:2] in (("/", "dev"), ("/", "proc")) or (path.exists() and not path.is_file())
