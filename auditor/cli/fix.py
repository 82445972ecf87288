"""`auditor fix TARGET`: the files that would cure findings, written with --write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.cli import options


@click.command("fix", short_help="Show or write the files that findings require.", epilog=options.EXIT_CODES)
@click.argument("target")
@click.option("--write", is_flag=True, help="Write the files; without it nothing is changed.")
@click.option(
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the files to this new directory instead, as a folder to upload.",
)
@click.option("--undo", is_flag=True, help="Undo the last --write, byte for byte.")
@click.option("--finding", "findings", metavar="ID", multiple=True, help="Cure only this finding; may be repeated.")
@click.option(
    "--answer",
    "answers",
    metavar="QUESTION=VALUE",
    multiple=True,
    help="Answer a question: base, relation, changes, changed-on, own-license or holder; may be repeated.",
)
@click.option("--answered-by", metavar="NAME", default="", help="Who answers, and may make statements for the model.")
@click.option("--interactive", is_flag=True, help="Ask the questions that decide.")
@click.option("--force", is_flag=True, help="Write to a git tree that has uncommitted changes.")
@click.option(
    "--for-publisher", is_flag=True, help="With --output, also draft a pull request for somebody else's repository."
)
@options.NAME
@options.ROOT
@options.style()
@options.fail_on()
@options.config()
@options.AS_OF
@options.reading
@options.quiet("No progress.")
@options.verbose("Every line of every file.")
@options.COLOR
def command(target: str, **shared: Any) -> None:  # noqa: ANN401 - as Given
    """Show which files and lines would cure the findings of TARGET, each with its reason, clause and source.

    Files are only added, or appended to. What is not known is asked, never invented: nothing is written about a base
    that is neither declared nor shown by equal files until you answer that the model was made from it.
    """
    own = ("write", "folder", "undo", "findings", "answers", "answered_by", "interactive", "force", "for_publisher")
    choices = {name: shared.pop(name) for name in own}
    given = options.given(**shared)
    from auditor.cli import fixing  # noqa: PLC0415 - the pipeline is not loaded for --help

    click.get_current_context().exit(fixing.fix(target, fixing.Choices(**choices), given))
