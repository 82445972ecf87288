"""What several commands say, and how."""

from __future__ import annotations

from contextlib import suppress

import click

EXIT_CODES = (
    "Exit codes: 0 nothing at or above --fail-on, 1 something is, 2 usage or configuration, 3 no audit performed."
)


def tell(text: str) -> None:
    """A line on stderr; nobody listening there is no error."""
    with suppress(OSError):
        click.echo(text, err=True)
