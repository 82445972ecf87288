"""`auditor schema`: the JSON Schemas of the JSON reports."""

from __future__ import annotations

import click


@click.command("schema", short_help="Show the JSON Schema of the JSON report.")
@click.option("--all-cached", is_flag=True, help="Of what `auditor audit --all-cached --format json` writes.")
def command(*, all_cached: bool) -> None:
    """Show the JSON Schema (draft 2020-12) of what `auditor audit --format json` writes."""
    import json as library  # noqa: PLC0415 - not loaded for --help, as what follows

    from auditor.cli.output import emit  # noqa: PLC0415
    from auditor.report import cached_json, json  # noqa: PLC0415

    schema = cached_json.schema() if all_cached else json.schema()
    emit(library.dumps(schema, indent=2, ensure_ascii=False) + "\n", None)
