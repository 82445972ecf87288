"""Where a report goes: stdout, or a file that is written atomically."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from auditor.cli.common import tell

if TYPE_CHECKING:
    from auditor.cli.options import Given

_PIPED_WIDTH = 100
_NOT_WRITTEN = 3


class NotWrittenError(click.ClickException):
    """The report was made and could not be written."""

    exit_code = _NOT_WRITTEN

    def __init__(self, where: str, error: OSError, what: str = "the report") -> None:
        super().__init__(f"{what} could not be written to {where}: {error.strerror or error}")

    def show(self, file: IO[Any] | None = None) -> None:
        """One line on stderr."""
        del file
        tell(f"auditor: {self.message}")


def show(result: Any, given: Given) -> None:  # noqa: ANN401 - what render takes
    """Write the report about a result in the format that was asked for."""
    from auditor.report.formats import render  # noqa: PLC0415 - loads the model, which a list of rules does not need

    color = colored(given.color, given.output)
    text = render(result, given.style, color=color, width=columns(), verbosity=given.verbosity)
    emit(text, given.output)


def colored(choice: str, output: Path | None) -> bool:
    """Whether to color: an explicit choice, then NO_COLOR, then FORCE_COLOR, then whether a terminal reads it."""
    if choice != "auto":
        return choice == "always"
    if output is not None or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return _terminal() and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """The terminal's width; a fixed one where no terminal reads it, so that the bytes are the same everywhere."""
    if not _terminal():
        return _PIPED_WIDTH
    from shutil import get_terminal_size  # noqa: PLC0415 - loads three compressors

    return get_terminal_size((_PIPED_WIDTH, 24)).columns


def writable(path: Path | None) -> None:
    """Raise a usage error, before any work is done, where the file cannot be written; None is stdout."""
    if path is None:
        return
    try:
        if _special(path):
            return
        parent = path.resolve().parent
    except (OSError, RuntimeError) as error:
        msg = f"--output: {path} leads nowhere: {error}"
        raise click.UsageError(msg) from error
    if not parent.is_dir():
        msg = f"--output: {parent} is not a directory."
        raise click.UsageError(msg)
    if not os.access(parent, os.W_OK):
        msg = f"--output: no permission to write in {parent}."
        raise click.UsageError(msg)


def emit(text: str, output: Path | None) -> None:
    """Write the report, as UTF-8; a reader that went away is no error."""
    data = text.encode()
    if output is not None:
        replace(output, data)
        return
    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        # the interpreter flushes stdout once more when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise NotWrittenError("stdout", error) from error


def replace(path: Path, data: bytes, *, what: str = "the report") -> None:
    """The file with new content, or as it was."""
    import tempfile  # noqa: PLC0415 - most reports go to stdout

    temporary = ""
    try:
        if _special(path):
            path.write_bytes(data)
            return
        place = path.resolve()
        mode = stat.S_IMODE(place.stat().st_mode) if place.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".auditor.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(place)
        temporary = ""
    except OSError as error:
        raise NotWrittenError(str(path), error, what) from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _special(path: Path) -> bool:
    """Whether it is a device or a pipe: these cannot be replaced, only written."""
    return path.parts[:2] in (("/", "dev"), ("/", "proc")) or (path.exists() and not path.is_file())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()
