"""`auditor history TARGET`: since when a repository complies, or does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from auditor.cli.common import EXIT_CODES
from auditor.cli.options import (
    format_option,
    hub_options,
    judging_options,
    name_option,
    output_option,
    scancode_option,
    verbosity,
    verbosity_options,
)

if TYPE_CHECKING:
    from pathlib import Path


@click.command("history", short_help="Show since when a repository complies.", epilog=EXIT_CODES)
@click.argument("target")
@click.option("--branch", metavar="NAME", help="Another branch, or the commits up to a tag or a commit.")
@name_option
@format_option()
@output_option()
@judging_options("The lowest severity, at the newest commit, that makes the exit code 1.")
@hub_options
@scancode_option
@verbosity_options("The answer and a line per change; no progress.", "Every commit, and every duty that is met.")
def command(
    target: str,
    branch: str | None,
    name: str | None,
    style: str,
    output: Path | None,
    fail_on: str | None,
    config: Path | None,
    as_of: str | None,
    *,
    offline: bool,
    hub_parents: bool,
    no_scancode: bool,
    quiet: bool,
    verbose: bool,
    color: str,
) -> None:
    """Show since when TARGET complies, or does not: the verdict at each commit that changed what it hangs on.

    TARGET is a clone (the directory that holds .git; git itself is not run on it), or a repository on the Hub:
    org/name, org/name@revision, hf:org/name. First parents are followed. The exit code speaks for the newest commit.
    """
    loudness = verbosity(quiet=quiet, verbose=verbose)
    from auditor import pipeline  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.cli.asking import asking  # noqa: PLC0415
    from auditor.cli.output import colored, columns, emit, writable  # noqa: PLC0415
    from auditor.cli.running import settings_for  # noqa: PLC0415
    from auditor.model import FailOn  # noqa: PLC0415
    from auditor.report import formats  # noqa: PLC0415

    settings = settings_for(target, config)
    if output is not None:
        writable(output)
    with asking(target, offline=offline, quiet=quiet) as (hub, announce):
        history = pipeline.history(
            target,
            branch=branch,
            name=name,
            as_of=as_of,
            waivers=settings.waivers,
            fail_on=FailOn(fail_on or settings.fail_on),
            scancode=not no_scancode,
            progress=announce,
            hub=hub,
            hub_parents=hub_parents,
        )
    text = formats.render(history, style, color=colored(color, output), width=columns(), verbosity=loudness)
    emit(text, output)
    click.get_current_context().exit(int(bool(history.newest.failing)))
