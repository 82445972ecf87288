"""What several commands say, and how."""

from __future__ import annotations

from contextlib import suppress

import click


def tell(text: str) -> None:
    """A line on stderr; nobody listening there is no error."""
    with suppress(OSError):
        click.echo(text, err=True)
