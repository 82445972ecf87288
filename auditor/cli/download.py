"""`auditor download TARGET --to DIR`: its options; `gate` does the work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.cli import options

_EPILOG = (
    "Exit codes: 0 downloaded, 1 refused: a finding is at or above --fail-on, 2 usage or configuration, "
    "3 no audit performed, or not downloaded."
)


@click.command("download", short_help="Audit a repository on the Hub, and download it if it passes.", epilog=_EPILOG)
@click.argument("target")
@click.option(
    "--to",
    "place",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where to: a directory that does not exist yet, or is empty.",
)
@click.option(
    "--accept",
    "accepted",
    metavar="FINDING=REASON",
    multiple=True,
    help="Accept a finding by its id, and keep that as a waiver; may be repeated.",
)
@click.option("--comment", metavar="TEXT", help="Who accepted it, and why; kept with the waiver.")
@options.USE
@options.fail_on("The lowest severity that refuses the download.")
@options.config("auditor.toml here")
@options.AS_OF
@options.NO_SCANCODE
@options.quiet()
@options.verbose()
@options.COLOR
def command(
    target: str,
    place: Path,
    accepted: tuple[str, ...],
    comment: str | None,
    **shared: Any,  # noqa: ANN401 - as Given
) -> None:
    """Audit TARGET, a repository on the Hub, and download the audited commit if it passes.

    Every file is compared with the Hub's list of files, and DIR appears when all are there. An interrupted download
    is resumed. The report goes to stdout.
    """
    given = options.given(**shared)
    from auditor.cli import gate, waiving  # noqa: PLC0415 - the pipeline is not loaded for --help

    click.get_current_context().exit(gate.run(target, place, waiving.from_options(accepted, comment), given))
