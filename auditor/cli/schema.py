"""`auditor schema`: the JSON Schema of the JSON report."""

from __future__ import annotations

import click


@click.command("schema", short_help="Show the JSON Schema of the JSON report.")
def command() -> None:
    """Show the JSON Schema (draft 2020-12) of what `auditor audit --format json` writes."""
    import json  # noqa: PLC0415 - not loaded for --help, as what follows

    from auditor.cli.output import emit  # noqa: PLC0415
    from auditor.report.json import schema  # noqa: PLC0415

    emit(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", None)
