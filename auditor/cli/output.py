"""Where reports go: stdout, or files whose endings decide the format."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from auditor.cli.writing import NotWrittenError, replace, replace_all, special, writable

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.cli.options import Given

__all__ = ["Destination", "colored", "columns", "destinations", "emit", "replace", "show"]

_PIPED_WIDTH = 100


class Destination(NamedTuple):
    """A place for a report, and the format that it is written in."""

    path: Path | None
    """None is stdout."""
    style: str


def destinations(given: Given, *subjects: str) -> tuple[Destination, ...]:
    """Where the report about these subjects goes, and in which format: by the ending, or by `--format`.

    Raises a usage error, before any work is done, for an ending that no format of these subjects has, a file that is
    named twice, and one that cannot be written.
    """
    from auditor.report import formats  # noqa: PLC0415 - not loaded for --help

    if not given.outputs:
        on_stdout = "completeness" if given.completeness else given.style or "text"
        formats.check(on_stdout)
        return (Destination(None, on_stdout),)
    places = [Destination(None, "completeness")] if given.completeness else []
    known: set[Path] = set()
    for path in given.outputs:
        writable(path)
        place = path.resolve()
        if place in known:
            msg = f"--output: {path} is named twice."
            raise click.UsageError(msg)
        known.add(place)
        style = given.style or formats.style_of(path.name, subjects)
        if style is None and special(path):
            style = "text"
        if style is None:
            endings = ", ".join(formats.endings(subjects))
            msg = f"--output: {path.name} has no ending that is a format. Use one of {endings}, or --format."
            raise click.UsageError(msg)
        formats.check(style)
        _refuse_foreign_notice(path, style)
        # links are resolved now, so that one created while the audit runs is not followed
        places.append(Destination(path if special(path) else place, style))
    return tuple(places)


def _refuse_foreign_notice(path: Path, style: str) -> None:
    """Raise a usage error if a NOTICE would replace one that auditor did not write: its words may have to be kept."""
    if style != "notice" or special(path) or not path.is_file():
        return
    from auditor.report.audit.notice import HEADING  # noqa: PLC0415 - only for a NOTICE

    with path.open("rb") as file:
        if file.read(len(HEADING)) != HEADING.encode():
            msg = f"--output: {path} was not written by auditor, and its words may have to be kept. Use another name."
            raise click.UsageError(msg)


def show(result: Any, given: Given, places: tuple[Destination, ...] = ()) -> None:  # noqa: ANN401 - what render takes
    """Write the report about a result in every requested format; files are replaced once all are complete."""
    replace_all(files_of(result, given, places))


def files_of(
    result: Any,  # noqa: ANN401 - what render takes
    given: Given,
    places: tuple[Destination, ...] = (),
) -> list[tuple[Path, bytes]]:
    """The content of every requested file, none written yet; writes to stdout what goes there."""
    from auditor.report.formats import render_bytes  # noqa: PLC0415 - loads the model, as above

    places = places or (Destination(None, given.style or "text"),)
    files: list[tuple[Path, bytes]] = []
    for path, style in places:
        color = colored(given.color, path)
        data = render_bytes(
            result, style, color=color, width=columns(), verbosity=given.verbosity, report=given.report()
        )
        if path is None:
            _to_stdout(data)
            if style == "github":
                _to_job_summary(result)
        else:
            files.append((path, data))
    return files


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
    """The terminal's width; fixed if there is no terminal, so that the bytes are the same everywhere."""
    if not _terminal():
        return _PIPED_WIDTH
    from shutil import get_terminal_size  # noqa: PLC0415 - loads three compressors

    return get_terminal_size((_PIPED_WIDTH, 24)).columns


def emit(text: str, output: Path | None) -> None:
    """Write a text as UTF-8; a closed pipe is no error."""
    if output is not None:
        replace(output, text.encode())
    else:
        _to_stdout(text.encode())


def _to_job_summary(result: Any) -> None:  # noqa: ANN401 - what render takes
    """Append the report to the CI job's summary page, if there is one."""
    from auditor.report.formats import render_bytes  # noqa: PLC0415 - as above

    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if not place:
        return
    try:
        with open(place, "ab") as summary:  # noqa: PTH123 - as the runner names it
            summary.write(render_bytes(result, "github-summary"))
    except OSError as error:
        raise NotWrittenError(place, error, "the job summary") from error


def _to_stdout(data: bytes) -> None:
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


def _terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()
