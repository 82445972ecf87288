"""What several commands say, and how."""

from __future__ import annotations

from contextlib import suppress

import click

from auditor.report.common.commands import shown


def tell(text: str) -> None:
    """A line on stderr, no CI runner's command in it; nobody listening there is no error."""
    with suppress(OSError):
        click.echo(shown(text), err=True)
