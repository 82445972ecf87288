"""`auditor`: the command group, its exit codes, and how errors are reported."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from io import StringIO
from typing import TYPE_CHECKING, Any, NoReturn

import click

from auditor.cli.common import to_stderr
from auditor.cli.options import EXIT_CODES
from auditor.errors import AuditorError, ConfigError
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS = (
    "audit",
    "compare",
    "report",
    "fix",
    "history",
    "download",
    "lineage",
    "identify",
    "explain",
    "rules",
    "licenses",
    "cache",
    "schema",
)
"""Each is `auditor.cli.<name>.command`."""

_USAGE, _NOT_PERFORMED, _INTERRUPTED = 2, 3, 130


class Commands(click.Group):
    """Commands that are imported when they run; translates errors into exit codes in one place."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order a reader needs them."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"auditor.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; of a misspelled one, the nearest is suggested."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches  # noqa: PLC0415 - only for a misspelled command

            close = get_close_matches(str(args[0]), _COMMANDS, 1)
            if not close:
                raise
            raise click.UsageError(f"{error.message} Did you mean {close[0]}?", ctx) from error

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "auditor",
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's signature
        **extra: Any,  # noqa: ANN401 - click's signature
    ) -> Any:  # noqa: ANN401 - click's signature
        """Run, and exit: 0 and 1 are a command's own, 2 usage or configuration, 3 no audit performed."""
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.ClickException as error:
            usage = StringIO()
            error.show(usage)
            if usage.getvalue():
                to_stderr(usage.getvalue().removesuffix("\n"))
            code = error.exit_code
        except (KeyboardInterrupt, click.Abort):
            code = _INTERRUPTED
        except AuditorError as error:
            code = _reported(error)
        if not standalone_mode:
            return code
        if code == _INTERRUPTED:
            _leave(code)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; an interrupt is reported in one line."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            to_stderr("auditor: interrupted, no report was made")
            ctx.exit(_INTERRUPTED)


def _leave(code: int) -> NoReturn:
    """Exit without cleanup: the interpreter would wait for threads that a server may block for minutes.

    It would also free a million objects one by one.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.flush()
    os._exit(code)


def _reported(error: AuditorError) -> int:
    """Report an error; returns its exit code."""
    from auditor.report.common.clean import line  # noqa: PLC0415 - loads the model, which help does not need

    configuration = isinstance(error, ConfigError)
    what = "" if configuration else "no audit was performed: "
    lines = [str(problem) for problem in error.problems] or [error.message]
    to_stderr(f"auditor: {what}{line(lines[0])}")
    for more in lines[1:]:
        to_stderr(f"auditor: {line(more)}")
    if error.tip:
        to_stderr(f"tip: {line(error.tip)}")
    return _USAGE if configuration else _NOT_PERFORMED


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's signature
    if not wanted:
        return
    click.echo(f"auditor {VERSION}")
    ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_CODES,
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version and exit."
)
def main() -> None:
    """Audit AI models: are the licenses of a model, and of every model it was made from, honored?"""  # noqa: D400 - a question
