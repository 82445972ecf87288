"""`auditor audit TARGET`: its options; `running` does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from auditor.cli.common import EXIT_CODES
from auditor.cli.options import (
    against_option,
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


@click.command(
    "audit",
    short_help="Audit a model directory or file.",
    epilog=EXIT_CODES,
)
@click.argument("target", required=False)
@click.option(
    "--all-cached",
    is_flag=True,
    help="Audit every model and dataset in the Hub cache instead, offline: a line each, the worst first.",
)
@name_option
@format_option()
@output_option()
@judging_options("The lowest severity that makes the exit code 1.")
@against_option
@hub_options
@scancode_option
@verbosity_options()
def command(
    target: str | None,
    name: str | None,
    style: str,
    output: Path | None,
    fail_on: str | None,
    config: Path | None,
    as_of: str | None,
    against: str | None,
    *,
    all_cached: bool,
    offline: bool,
    hub_parents: bool,
    no_scancode: bool,
    quiet: bool,
    verbose: bool,
    color: str,
) -> None:
    """Audit TARGET: a model directory or file, a folder of a model cache, or a repository on the Hub.

    On the Hub: org/name, org/name@revision, hf:org/name, hf:datasets/org/name, or the address of its page. No weights
    are downloaded, and its parents there are read too. The report goes to stdout, everything else to stderr.
    """
    loudness = verbosity(quiet=quiet, verbose=verbose)
    if all_cached:
        others = {"TARGET": target, "--name": name, "--against": against, "--hub-parents": hub_parents}
        for option, value in others.items():
            if value:
                msg = f"--all-cached and {option} exclude each other."
                raise click.UsageError(msg)
        from auditor.cli import all_cached as every  # noqa: PLC0415 - as below

        code = every.run(
            style=style,
            output=output,
            fail_on=fail_on,
            config=config,
            as_of=as_of,
            scancode=not no_scancode,
            verbosity=loudness,
            color=color,
        )
        click.get_current_context().exit(code)
    if target is None:
        raise click.MissingParameter(param_hint="'TARGET'", param_type="argument")
    from auditor.cli.running import run  # noqa: PLC0415 - the pipeline is not loaded for --help

    code = run(
        target,
        name=name,
        style=style,
        output=output,
        fail_on=fail_on,
        config=config,
        as_of=as_of,
        against=against,
        scancode=not no_scancode,
        offline=offline,
        hub_parents=hub_parents,
        verbosity=loudness,
        color=color,
    )
    click.get_current_context().exit(code)
