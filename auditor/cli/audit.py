"""`auditor audit TARGET…`: its options; `running` does the work."""

from __future__ import annotations

from typing import Any

import click

from auditor.cli import options


@click.command(
    "audit", short_help="Audit models: directories, files, repositories on the Hub.", epilog=options.EXIT_CODES
)
@click.argument("targets", metavar="[TARGET]...", nargs=-1)
@click.option(
    "--all-cached",
    is_flag=True,
    help="Audit every model and dataset in the Hub cache instead, offline: a line each, the worst first.",
)
@options.NAME
@options.ROOT
@options.style_of_files("html", "markdown", "pdf", *options.EXCHANGED)
@options.COMPLETENESS
@options.output()
@options.USE
@options.fail_on()
@options.config()
@options.AS_OF
@options.COMPARE_WITH
@options.AGAINST
@options.reading
@options.quiet()
@options.verbose()
@options.COLOR
def command(targets: tuple[str, ...], *, all_cached: bool, **shared: Any) -> None:  # noqa: ANN401 - as Given
    """Audit TARGET: a model directory or file, a model cache, or a repository on the Hub.

    Of several targets, and of one that holds several models, each is audited by itself: a line each, the worst first.

    On the Hub: org/name, org/name@revision, hf:org/name, hf:datasets/org/name, or the address of its page. No weights
    are downloaded, and its parents there are read too. The report goes to stdout, everything else to stderr.
    """
    given = options.given(**shared)
    if all_cached:
        of_one = {
            "TARGET": targets,
            "--name": given.name,
            "--compare-with": given.compare_with or given.against,
            "--hub-parents": given.hub_parents,
        }
        for option, value in of_one.items():
            if value:
                raise click.UsageError(f"--all-cached and {option} cannot be combined.")
    elif not targets:
        raise click.MissingParameter(param_hint="'TARGET'", param_type="argument")
    from auditor.cli import running  # noqa: PLC0415 - the pipeline is not loaded for --help

    click.get_current_context().exit(running.survey(given) if all_cached else running.audit(targets, given))
