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
    from auditor.cli.output import colored, columns, emit, writable  # noqa: PLC0415
    from auditor.model import FailOn  # noqa: PLC0415
    from auditor.report import formats  # noqa: PLC0415

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
    text = formats.render(
        audit, style, subject="lineage", color=colored(color, output), width=columns(), verbosity=loudness
    )
    emit(text, output)
