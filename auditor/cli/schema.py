"""`auditor schema`: the JSON Schemas of the JSON reports."""

from __future__ import annotations

import click

_SUBJECTS = {"all-cached": "survey"}


@click.command("schema", short_help="Show the JSON Schema of the JSON report.")
@click.option(
    "--of",
    "command_name",
    type=click.Choice(["audit", "history", "lineage", "identify", "all-cached"]),
    default="audit",
    show_default=True,
    help="The command whose report it is; all-cached is that of audit --all-cached.",
)
def command(command_name: str) -> None:
    """Show the JSON Schema (draft 2020-12) of what `auditor audit --format json` writes, or another command."""
    import json  # noqa: PLC0415 - not loaded for --help, as what follows

    from auditor.cli.output import emit  # noqa: PLC0415
    from auditor.report import formats  # noqa: PLC0415

    subject = _SUBJECTS.get(command_name, command_name)
    emit(json.dumps(formats.schema(subject), indent=2, ensure_ascii=False) + "\n", None)
