"""`auditor rules`: every rule, a line each."""

from __future__ import annotations

import click


@click.command("rules", short_help="List the rules.")
def command() -> None:
    """List every rule: its id, and what is wrong where it finds something."""
    from auditor.cli.output import emit  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.knowledge import default_knowledge  # noqa: PLC0415

    rules = default_knowledge().rules
    widest = max((len(rule.id) for rule in rules), default=0)
    emit("".join(f"{rule.id:<{widest}}  {rule.title}\n" for rule in rules), None)
