"""The options that several commands share, and what their values are."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from auditor.patterns import regex

_F = TypeVar("_F", bound=Callable[..., Any])
_NAME = regex(r"[A-Za-z0-9][\w.-]{0,95}(?:/[A-Za-z0-9][\w.-]{0,95})?", re.ASCII)
_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONFIG = "Waivers and settings.  [default: auditor.toml here, unless it lies in TARGET]"
_ANSWER = "The answer and a line per finding; no progress."
_EVERYTHING = "Everything: all that is met, every outcome, quotes in full."


def name_option(command: _F) -> _F:
    """--name, checked."""
    told = "The model's own name, where its place does not tell."
    return click.option("--name", metavar="ORG/NAME", callback=_model_name, help=told)(command)


def format_option(*styles: str, told: str = "How to report.") -> Callable[[_F], _F]:
    """--format, as `style`: text, json and the other styles."""
    kinds = click.Choice(["text", "json", *styles])
    return click.option("--format", "style", type=kinds, default="text", show_default=True, help=told)


def output_option(what: str = "the report") -> Callable[[_F], _F]:
    """--output."""
    told = f"Write {what} to this file instead of stdout; written whole or not at all."
    return click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help=told)


def judging_options(floor: str, config: str = _CONFIG) -> Callable[[_F], _F]:
    """--fail-on, of which `floor` says what it does; --config and --as-of."""

    def with_options(command: _F) -> _F:
        levels = click.Choice(["error", "warning", "note", "never"])
        day = "The day the audit speaks for.  [default: today, UTC]"
        command = click.option("--as-of", metavar="YYYY-MM-DD", callback=_as_of_day, help=day)(command)
        command = click.option("--config", type=click.Path(path_type=Path), help=config)(command)
        return click.option("--fail-on", type=levels, help=f"{floor}  [default: warning]")(command)

    return with_options


def against_option(command: _F) -> _F:
    """--against."""
    told = (
        "Compare with this model too, a suspected parent: its files, tensors and tokenizers; of one on the Hub, files."
    )
    return click.option("--against", metavar="MODEL", help=told)(command)


def hub_options(command: _F) -> _F:
    """--hub-parents and --offline, of every command that may ask the Hub."""
    parents = click.option(
        "--hub-parents", is_flag=True, help="Read parents on the Hub too, of a local TARGET as well."
    )
    offline = click.option("--offline", is_flag=True, help="Ask no Hub: use what earlier audits left in the cache.")
    return parents(offline(command))


def scancode_option(command: _F) -> _F:
    """--no-scancode."""
    told = "Leave texts that are no known license unidentified: faster."
    return click.option("--no-scancode", is_flag=True, help=told)(command)


def verbosity_options(quiet: str = _ANSWER, verbose: str = _EVERYTHING) -> Callable[[_F], _F]:
    """--quiet and --verbose, and --color."""

    def with_options(command: _F) -> _F:
        colors = click.Choice(["auto", "always", "never"])
        told = "auto: on a terminal; NO_COLOR and FORCE_COLOR are honored."
        command = click.option("--color", type=colors, default="auto", show_default=True, help=told)(command)
        command = click.option("-v", "--verbose", is_flag=True, help=verbose)(command)
        return click.option("-q", "--quiet", is_flag=True, help=quiet)(command)

    return with_options


def verbosity(*, quiet: bool, verbose: bool) -> int:
    """-1, 0 or 1; raises a usage error for both at once."""
    if quiet and verbose:
        msg = "--quiet and --verbose exclude each other."
        raise click.UsageError(msg)
    return int(verbose) - int(quiet)


def _model_name(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The value of --name, if it is one."""
    if value is None or _NAME.fullmatch(value):
        return value
    msg = f"{value!r} is not ORG/NAME or NAME."
    raise click.BadParameter(msg)


def _as_of_day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
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
