"""`auditor report TARGET…`: the review file for counsel; `running` does the work."""

from __future__ import annotations

from typing import Any

import click

from auditor.cli import options


@click.command("report", short_help="Write a review file for counsel.", epilog=options.EXIT_CODES)
@click.argument("target")
@options.output()
@options.style_of_files("html", "markdown", "pdf", *options.EXCHANGED)
@options.COMPLETENESS
@options.review
@options.NAME
@options.ROOT
@options.fail_on()
@options.config()
@options.AS_OF
@options.COMPARE_WITH
@options.HUB_PARENTS
@options.OFFLINE
@options.NO_SCANCODE
@options.TIME_LIMIT
@options.quiet("No progress.")
@options.verbose("In text: everything, with full quotes.")
@options.COLOR
def command(target: str, **shared: Any) -> None:  # noqa: ANN401 - as Given
    """Write a review file about TARGET for legal review: the licenses, the findings and what nobody knows yet.

    TARGET is that of auditor audit, or an audit saved as JSON (a file whose name ends in .json), which is laid out
    without auditing again. Several --output share one audit.
    """
    given = options.given(**shared)
    from auditor.cli import running  # noqa: PLC0415 - the pipeline is not loaded for --help

    click.get_current_context().exit(running.report(target, given))
