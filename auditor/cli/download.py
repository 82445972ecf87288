"""`auditor download TARGET --to DIR`: its options; `gate` does the work."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.options import judging_options, scancode_option, verbosity, verbosity_options

_EPILOG = (
    "Exit codes: 0 downloaded, 1 refused, for a finding is at or above --fail-on, 2 usage or configuration, "
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
@judging_options(
    "The lowest severity that refuses the download.", "Waivers and settings.  [default: auditor.toml here]"
)
@scancode_option
@verbosity_options()
def command(
    target: str,
    place: Path,
    accepted: tuple[str, ...],
    comment: str | None,
    fail_on: str | None,
    config: Path | None,
    as_of: str | None,
    *,
    no_scancode: bool,
    quiet: bool,
    verbose: bool,
    color: str,
) -> None:
    """Audit TARGET, a repository on the Hub, and download the very commit that was audited if it passes.

    Every file is compared with the Hub's list of them, and DIR appears when all are there. A run that was interrupted
    goes on where it stopped. The report goes to stdout.
    """
    loudness = verbosity(quiet=quiet, verbose=verbose)
    from auditor.cli.gate import run  # noqa: PLC0415 - the pipeline is not loaded for --help

    code = run(
        target,
        place,
        accepted=accepted,
        comment=comment,
        fail_on=fail_on,
        config=config,
        as_of=as_of,
        scancode=not no_scancode,
        verbosity=loudness,
        color=color,
    )
    click.get_current_context().exit(code)
