"""`auditor compare MODEL MODEL…`: models side by side for an intended use."""

from __future__ import annotations

from typing import Any

import click

from auditor.cli import options


@click.command("compare", short_help="Compare models side by side for an intended use.", epilog=options.EXIT_CODES)
@click.argument("targets", metavar="MODEL MODEL...", nargs=-1, required=True)
@options.USE
@options.style()
@options.output("the comparison")
@options.fail_on()
@options.config()
@options.AS_OF
@options.reading
@options.quiet("The answers alone; no progress.")
@options.verbose("Every limit too.")
@options.COLOR
def command(targets: tuple[str, ...], **shared: Any) -> None:  # noqa: ANN401 - as Given
    """Show for several models what their licenses, and those of their bases, say about one intended use.

    The models are those of `auditor audit`, in the order in which you name them: nothing is ranked. State the use with
    --use, or in [use] of auditor.toml.
    """
    given = options.given(**shared)
    from auditor.cli import running  # noqa: PLC0415 - the pipeline is not loaded for --help

    click.get_current_context().exit(running.compare(targets, given))
