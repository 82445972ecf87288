"""`auditor audit TARGET`: its options; `running` does the work."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.common import EXIT_CODES, as_of_day, hub_options, model_name


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
    help="The lowest severity that makes the exit code 1.  [default: warning]",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Waivers and settings.  [default: auditor.toml here, unless it lies in TARGET]",
)
@click.option(
    "--as-of", metavar="YYYY-MM-DD", callback=as_of_day, help="The day the audit speaks for.  [default: today, UTC]"
)
@click.option(
    "--against",
    metavar="PATH",
    help="Compare with this model too, a suspected parent: its files, tensors and tokenizers.",
)
@hub_options
@click.option("--no-scancode", is_flag=True, help="Leave texts that are no known license unidentified: faster.")
@click.option("-q", "--quiet", is_flag=True, help="The answer and a line per finding; no progress.")
@click.option("-v", "--verbose", is_flag=True, help="Everything: all that is met, every outcome, quotes in full.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="auto: on a terminal; NO_COLOR and FORCE_COLOR are honored.",
)
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
    if quiet and verbose:
        msg = "--quiet and --verbose exclude each other."
        raise click.UsageError(msg)
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
            verbosity=int(verbose) - int(quiet),
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
        verbosity=int(verbose) - int(quiet),
        color=color,
    )
    click.get_current_context().exit(code)
