"""`auditor report TARGET…`: the review file for counsel; `reporting` does the work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.cli import options


@click.command("report", short_help="Write a review file for counsel.", epilog=options.EXIT_CODES)
@click.argument("targets", metavar="[TARGET]...", nargs=-1)
@click.option("--all-cached", is_flag=True, help="Report on every model and dataset in the Hub cache instead, offline.")
@options.output()
@options.style_of_files("html", "markdown", "pdf", *options.EXCHANGED)
@options.COMPLETENESS
@options.review
@click.option(
    "--evidence",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Also pack the audit and every document it rests on, byte for byte, into this zip.",
)
@options.NAME
@options.ROOT
@options.USE
@options.fail_on()
@options.config()
@options.AS_OF
@options.COMPARE_WITH
@options.reading
@options.quiet("No progress.")
@options.verbose("In text: everything, with full quotes.")
@options.COLOR
def command(targets: tuple[str, ...], *, all_cached: bool, evidence: Path | None, **shared: Any) -> None:  # noqa: ANN401 - as Given
    """Write a review file about TARGET for legal review: the licenses, the findings and what is not known yet.

    TARGET is that of auditor audit, or an audit saved as JSON (a file whose name ends in .json), which is laid out
    without auditing again. Several --output share one audit.

    Of several models, --output is a new directory: a report of each, and an index.html with the worst first.
    """
    given = options.given(**shared)
    if evidence is not None and (all_cached or len(targets) > 1):
        raise click.UsageError("--evidence is for one model.")
    if all_cached and targets:
        raise click.UsageError("--all-cached and TARGET cannot be combined.")
    if not all_cached and not targets:
        raise click.MissingParameter(param_hint="'TARGET'", param_type="argument")
    from auditor.cli import reporting  # noqa: PLC0415 - the pipeline is not loaded for --help

    code = reporting.report_all_cached(given) if all_cached else reporting.report(targets, evidence, given)
    click.get_current_context().exit(code)
