"""`auditor lineage TARGET`: who a model was made from, as a tree or a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from auditor.cli.options import (
    against_option,
    format_option,
    hub_options,
    name_option,
    output_option,
    scancode_option,
    verbosity,
    verbosity_options,
)

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Audit

_EPILOG = "Exit codes: 0 the lineage was read, whatever it is, 2 usage, 3 nothing could be read."


@click.command("lineage", short_help="Show the models that a model was made from.", epilog=_EPILOG)
@click.argument("target")
@name_option
@format_option("dot", "mermaid", told="How to draw it: dot for Graphviz, mermaid for Markdown.")
@output_option("it")
@against_option
@hub_options
@scancode_option
@verbosity_options("A line per ancestor; no progress.", "Every piece of evidence, with its place.")
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
    loudness = verbosity(quiet=quiet, verbose=verbose)
    from auditor import pipeline  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.cli.asking import asking  # noqa: PLC0415
    from auditor.cli.output import colored, emit, writable  # noqa: PLC0415
    from auditor.model import FailOn  # noqa: PLC0415

    if output is not None:
        writable(output)
    with asking(target, offline=offline, quiet=quiet) as (hub, announce):
        audit = pipeline.audit(
            target,
            name=name,
            fail_on=FailOn.NEVER,
            scancode=not no_scancode,
            progress=announce,
            against=against,
            hub=hub,
            hub_parents=hub_parents,
            judge=False,
        )
    emit(_rendered(audit, style, loudness, color=colored(color, output)), output)


def _rendered(audit: Audit, style: str, loudness: int, *, color: bool) -> str:
    if style == "json":
        from auditor.report.lineage import json as lineage_json  # noqa: PLC0415 - only the format asked for is loaded

        return lineage_json.render(audit)
    if style in ("dot", "mermaid"):
        from auditor.report.lineage import graphs as lineage_graphs  # noqa: PLC0415 - the same

        return lineage_graphs.dot(audit) if style == "dot" else lineage_graphs.mermaid(audit)
    from auditor.cli.output import columns  # noqa: PLC0415 - the same
    from auditor.report.lineage import text as lineage  # noqa: PLC0415

    return lineage.render(audit, color=color, width=columns(), verbosity=loudness)
