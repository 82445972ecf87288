"""`auditor history TARGET`: since when a repository complies, or does not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.common import EXIT_CODES, as_of_day, hub_options, model_name

if TYPE_CHECKING:
    from auditor.model import History


@click.command("history", short_help="Show since when a repository complies.", epilog=EXIT_CODES)
@click.argument("target")
@click.option("--branch", metavar="NAME", help="Another branch, or the commits up to a tag or a commit.")
@click.option(
    "--name", metavar="ORG/NAME", callback=model_name, help="The model's own name, where its place does not tell."
)
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report."
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report to this file instead of stdout; written whole or not at all.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    help="The lowest severity, at the newest commit, that makes the exit code 1.  [default: warning]",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Waivers and settings.  [default: auditor.toml here, unless it lies in TARGET]",
)
@click.option(
    "--as-of", metavar="YYYY-MM-DD", callback=as_of_day, help="The day the judging speaks for.  [default: today, UTC]"
)
@hub_options
@click.option("--no-scancode", is_flag=True, help="Leave texts that are no known license unidentified: faster.")
@click.option("-q", "--quiet", is_flag=True, help="The answer and a line per change; no progress.")
@click.option("-v", "--verbose", is_flag=True, help="Every commit, and every duty that is met.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="As in audit."
)
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
    if quiet and verbose:
        msg = "--quiet and --verbose exclude each other."
        raise click.UsageError(msg)
    from auditor import pipeline  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.cli.asking import asking  # noqa: PLC0415
    from auditor.cli.output import colored, emit, writable  # noqa: PLC0415
    from auditor.cli.running import settings_for  # noqa: PLC0415

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
            fail_on=fail_on or settings.fail_on,
            scancode=not no_scancode,
            progress=announce,
            hub=hub,
            hub_parents=hub_parents,
        )
    verbosity = int(verbose) - int(quiet)
    emit(_rendered(history, style, verbosity, color=colored(color, output)), output)
    click.get_current_context().exit(int(bool(history.newest.failing)))


def _rendered(history: History, style: str, verbosity: int, *, color: bool) -> str:
    if style == "json":
        from auditor.report import history_json  # noqa: PLC0415 - only the format asked for is loaded

        return history_json.render(history)
    from auditor.cli.output import columns  # noqa: PLC0415 - the same
    from auditor.report import history as text  # noqa: PLC0415

    return text.render(history, color=color, width=columns(), verbosity=verbosity)
