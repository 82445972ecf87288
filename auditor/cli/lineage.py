"""`auditor lineage TARGET`: what a model was made from, as a tree or a graph; `running` does the work."""

from __future__ import annotations

from typing import Any

import click

from auditor.cli import options

_EPILOG = "Exit codes: 0 the lineage was read, whatever it is, 2 usage, 3 nothing could be read."


@click.command("lineage", short_help="Show the models that a model was made from.", epilog=_EPILOG)
@click.argument("target")
@options.NAME
@options.ONE_ROOT
@options.style_of_files("dot", "mermaid", text="How to draw it: dot for Graphviz, mermaid for Markdown.")
@options.output("it")
@options.COMPARE_WITH
@options.AGAINST
@options.reading
@options.quiet("A line per ancestor; no progress.")
@options.verbose("Every piece of evidence, with its place.")
@options.COLOR
def command(target: str, **shared: Any) -> None:  # noqa: ANN401 - as Given
    """Show what TARGET was made from: each parent, how, on what evidence, and under which license.

    Parents whose repositories are next to TARGET are read too, and theirs, to the end of the chain. auditor audit
    judges their licenses.
    """
    given = options.given(**shared)
    from auditor.cli import running  # noqa: PLC0415 - the pipeline is not loaded for --help

    running.lineage(target, given)
