"""`auditor lineage TARGET`: who a model was made from, as a tree or a graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.common import hub_options, model_name

if TYPE_CHECKING:
    from auditor.model import Audit

_EPILOG = "Exit codes: 0 the lineage was read, whatever it is, 2 usage, 3 nothing could be read."


@click.command("lineage", short_help="Show the models that a model was made from.", epilog=_EPILOG)
@click.argument("target")
@click.option(
    "--name", metavar="ORG/NAME", callback=model_name, help="The model's own name, where its place does not tell."
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "dot", "mermaid"]),
    default="text",
    show_default=True,
    help="How to draw it: dot for Graphviz, mermaid for Markdown.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it to this file instead of stdout; written whole or not at all.",
)
@click.option(
    "--against",
    metavar="PATH",
    help="Compare with this model too, a suspected parent: its files, tensors and tokenizers.",
)
@hub_options
@click.option("--no-scancode", is_flag=True, help="Leave texts that are no known license unidentified: faster.")
@click.option("-q", "--quiet", is_flag=True, help="A line per ancestor; no progress.")
@click.option("-v", "--verbose", is_flag=True, help="Every piece of evidence, with its place.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="As in audit."
)
def command(
    target: str,
    name: str | None,
    style: str,
    output: Path | None,
    against: str | None,
    *,
    offline: bool,
    hub_parents: bool,
    no_scancode: bool,
    quiet: bool,
    verbose: bool,
    color: str,
) -> None:
    """Show who TARGET was made from: each parent, how, on what evidence, and under which license.

    Parents whose repositories stand beside TARGET are read too, and theirs, to the end of the chain. What auditor
    makes of their licenses: auditor audit.
    """
    if quiet and verbose:
        msg = "--quiet and --verbose exclude each other."
        raise click.UsageError(msg)
    from auditor import pipeline  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.cli.asking import asking  # noqa: PLC0415
    from auditor.cli.output import colored, emit, writable  # noqa: PLC0415

    if output is not None:
        writable(output)
    with asking(target, offline=offline, quiet=quiet) as (hub, announce):
        audit = pipeline.audit(
            target,
            name=name,
            fail_on="never",
            scancode=not no_scancode,
            progress=announce,
            against=against,
            hub=hub,
            hub_parents=hub_parents,
            judge=False,
        )
    verbosity = int(verbose) - int(quiet)
    emit(_rendered(audit, style, verbosity, color=colored(color, output)), output)


def _rendered(audit: Audit, style: str, verbosity: int, *, color: bool) -> str:
    if style == "json":
        from auditor.report import lineage_json  # noqa: PLC0415 - only the format asked for is loaded

        return lineage_json.render(audit)
    if style in ("dot", "mermaid"):
        from auditor.report import lineage_graphs  # noqa: PLC0415 - the same

        return lineage_graphs.dot(audit) if style == "dot" else lineage_graphs.mermaid(audit)
    from auditor.cli.output import columns  # noqa: PLC0415 - the same
    from auditor.report import lineage  # noqa: PLC0415

    return lineage.render(audit, color=color, width=columns(), verbosity=verbosity)
