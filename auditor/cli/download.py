"""`auditor download TARGET --to DIR`: its options; `gate` does the work."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.common import as_of_day

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
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    help="The lowest severity that refuses the download.  [default: warning]",
)
@click.option("--config", type=click.Path(path_type=Path), help="Waivers and settings.  [default: auditor.toml here]")
@click.option(
    "--as-of", metavar="YYYY-MM-DD", callback=as_of_day, help="The day the audit speaks for.  [default: today, UTC]"
)
@click.option("--no-scancode", is_flag=True, help="Leave texts that are no known license unidentified: faster.")
@click.option("-q", "--quiet", is_flag=True, help="The answer and a line per finding; no progress.")
@click.option("-v", "--verbose", is_flag=True, help="Everything: all that is met, every outcome, quotes in full.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="As in audit."
)
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
    if quiet and verbose:
        msg = "--quiet and --verbose exclude each other."
        raise click.UsageError(msg)
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
        verbosity=int(verbose) - int(quiet),
        color=color,
    )
    click.get_current_context().exit(code)
