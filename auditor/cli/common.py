"""Messages of commands, on stderr."""

from __future__ import annotations

from contextlib import suppress

import click

from auditor.report.common.commands import shown


def to_stderr(text: str) -> None:
    """Write a line to stderr, with CI runner commands defused; a closed stderr is no error."""
    with suppress(OSError):
        click.echo(shown(text), err=True)
