"""`auditor history TARGET`: since when a repository complies, or does not; `running` does the work."""

from __future__ import annotations

from typing import Any

import click

from auditor.cli import options


@click.command("history", short_help="Show since when a repository meets its licenses.", epilog=options.EXIT_CODES)
@click.argument("target")
@click.option("--branch", metavar="NAME", help="Another branch, or the commits up to a tag or a commit.")
@options.NAME
@options.ONE_ROOT
@options.style_of_files()
@options.output()
@options.fail_on("The lowest severity, at the newest commit, that makes the exit code 1.")
@options.config()
@options.AS_OF
@options.reading
@options.quiet("The answer and a line per change; no progress.")
@options.verbose("Every commit, and every duty that is met.")
@options.COLOR
def command(target: str, branch: str | None, **shared: Any) -> None:  # noqa: ANN401 - as Given
    """Show since when TARGET meets its licenses: the verdict at each commit that changed what it depends on.

    TARGET is a clone (the directory that holds .git; git itself is not run on it), or a repository on the Hub:
    org/name, org/name@revision, hf:org/name. First parents are followed. The exit code is for the newest commit.
    """
    given = options.given(**shared)
    from auditor.cli import running  # noqa: PLC0415 - the pipeline is not loaded for --help

    click.get_current_context().exit(running.history(target, branch, given))
