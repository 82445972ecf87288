"""`auditor schema`: the JSON Schemas of the JSON reports."""

from __future__ import annotations

import click


@click.command("schema", short_help="Show the JSON Schema of the JSON report.")
@click.option(
    "--of",
    "command_name",
    type=click.Choice(["audit", "history", "all-cached"]),
    default="audit",
    show_default=True,
    help="The command whose report it is; all-cached is that of audit --all-cached.",
)
def command(command_name: str) -> None:
    """Show the JSON Schema (draft 2020-12) of what `auditor audit --format json` writes, or another command."""
    import json  # noqa: PLC0415 - not loaded for --help, as what follows

    from auditor.cli.output import emit  # noqa: PLC0415
    from auditor.report.audit import json as audit_json  # noqa: PLC0415
    from auditor.report.history import json as history_json  # noqa: PLC0415
    from auditor.report.survey import json as cached_json  # noqa: PLC0415

    schemas = {"audit": audit_json.schema, "history": history_json.schema, "all-cached": cached_json.schema}
    emit(json.dumps(schemas[command_name](), indent=2, ensure_ascii=False) + "\n", None)
