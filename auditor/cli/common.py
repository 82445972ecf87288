"""What several commands say, and how."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

import click

EXIT_CODES = (
    "Exit codes: 0 nothing at or above --fail-on, 1 something is, 2 usage or configuration, 3 no audit performed."
)

_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,95}(?:/[A-Za-z0-9][\w.-]{0,95})?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def model_name(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The value of --name, if it is one."""
    if value is None or _NAME.fullmatch(value):
        return value
    msg = f"{value!r} is not ORG/NAME or NAME."
    raise click.BadParameter(msg)


def as_of_day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The value of --as-of, if it is a day."""
    from datetime import date  # noqa: PLC0415 - seldom asked for

    if value is None:
        return None
    try:
        # fromisoformat reads other spellings too
        day = date.fromisoformat(value if _DAY.fullmatch(value) else "")
    except ValueError:
        msg = f"{value!r} is not a day written YYYY-MM-DD."
        raise click.BadParameter(msg) from None
    return day.isoformat()


_F = TypeVar("_F", bound=Callable[..., Any])


def hub_options(command: _F) -> _F:
    """The options of every command that may ask the Hub."""
    parents = click.option(
        "--hub-parents", is_flag=True, help="Read parents on the Hub too, of a local TARGET as well."
    )
    offline = click.option("--offline", is_flag=True, help="Ask no Hub: use what earlier audits left in the cache.")
    return parents(offline(command))


def tell(text: str) -> None:
    """A line on stderr; nobody listening there is no error."""
    with suppress(OSError):
        click.echo(text, err=True)
