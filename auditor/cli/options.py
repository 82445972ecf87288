"""The options that several commands share, and the value that holds them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from auditor.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.cli.config import Settings
    from auditor.model import Options, ReportOptions, Use

EXIT_CODES = "Exit codes: 0 no findings at or above --fail-on; 1 findings; 2 usage error; 3 audit failed."

NAME = click.option("--name", metavar="ORG/NAME", help="Model name (ORG/NAME), if it cannot be inferred from TARGET.")
AS_OF = click.option(
    "--as-of", metavar="YYYY-MM-DD", help="Date for which waivers are evaluated.  [default: today, UTC]"
)
COMPARE_WITH = click.option(
    "--compare-with",
    metavar="MODEL",
    help="Also compare with MODEL, a suspected parent (files, tensors, tokenizer; for a Hub model, file hashes only).",
)
AGAINST = click.option("--against", hidden=True, help="The former name of --compare-with.")
_HUB_PARENTS = click.option(
    "--hub-parents", is_flag=True, help="Also fetch parent models from the Hub when TARGET is local."
)
_OFFLINE = click.option("--offline", is_flag=True, help="Do not contact the Hub; use cached data only.")
NO_SCANCODE = click.option(
    "--no-scancode", is_flag=True, help="Skip ScanCode (faster; unknown texts stay unidentified)."
)
_TIME_LIMIT = click.option(
    "--time-limit",
    metavar="SECONDS",
    type=float,
    default=60.0,
    show_default=True,
    help="Processor time for the audit; what there is no time for is reported as not read.",
)
ROOT = click.option(
    "--root",
    "roots",
    metavar="FOLDER",
    multiple=True,
    help="A folder of TARGET that is one model, where that is not clear; may be repeated.",
)
ONE_ROOT = click.option(
    "--root",
    "roots",
    metavar="FOLDER",
    multiple=True,
    help="The folder of the model that is meant, where TARGET holds several.",
)
USE = click.option(
    "--use",
    "uses",
    metavar="FACT",
    multiple=True,
    help="A fact about your intended use (commercial, hosted, used-in=DE, ...); may be repeated. README lists them.",
)
COLOR = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="auto: on a terminal; NO_COLOR and FORCE_COLOR are honored.",
)


EXCHANGED = (
    *("notice", "sarif", "github", "github-summary", "gitlab", "junit"),
    *("cyclonedx", "cyclonedx-1.6", "spdx3", "spdx2", "completeness"),
)
"""Formats for other systems."""


COMPLETENESS = click.option(
    "--completeness",
    is_flag=True,
    help="Print which minimum elements of an SBOM for AI (G7, 2026) its SBOM fills, in place of the report.",
)


def style(*more: str, text: str = "Report format.") -> Callable[..., Any]:
    """--format of a command that writes to stdout only: text, json and more."""
    kinds = click.Choice(["text", "json", *more])
    return click.option("--format", "style", type=kinds, default="text", show_default=True, help=text)


def style_of_files(*more: str, text: str = "Report format.") -> Callable[..., Any]:
    """--format of a command that writes files too, whose endings otherwise decide the format."""
    kinds = click.Choice(["text", "json", *more])
    return click.option(
        "--format", "style", type=kinds, help=f"{text}  [default: by the ending of --output; text on stdout]"
    )


def output(what: str = "the report") -> Callable[..., Any]:
    """--output."""
    text = f"Write {what} to FILE instead of stdout, atomically; the ending decides the format. May be repeated."
    return click.option(
        "-o", "--output", "outputs", metavar="FILE", type=click.Path(path_type=Path), multiple=True, help=text
    )


def review(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a document for legal review."""
    texts = (
        ("--matter", "Number or name of the matter."),
        ("--directed-by", "Who directed that the report be made."),
        ("--prepared-for", "For whom the report is."),
        ("--mark", "A line for every page, such as a privilege line; none is printed unless given."),
    )
    for name, text in texts:
        command = click.option(name, metavar="TEXT", default="", help=text)(command)
    languages = click.Choice(["en", "ja"])
    command = click.option("--lang", type=languages, default="en", show_default=True, help="Language of headings.")(
        command
    )
    return click.option(
        "--audience",
        type=click.Choice(["internal", "publisher"]),
        default="internal",
        show_default=True,
        help="publisher: neutral questions and facts, without verdicts, waivers, comments or local paths.",
    )(command)


def fail_on(text: str = "Exit with 1 if any finding has this severity or higher.") -> Callable[..., Any]:
    """--fail-on."""
    levels = click.Choice(["error", "warning", "note", "never"])
    return click.option("--fail-on", type=levels, help=f"{text}  [default: warning]")


def reading(command: Callable[..., Any]) -> Callable[..., Any]:
    """What may be read, and for how long."""
    for option in (_TIME_LIMIT, NO_SCANCODE, _OFFLINE, _HUB_PARENTS):
        command = option(command)
    return command


def config(where: str = "auditor.toml here, unless it is in TARGET") -> Callable[..., Any]:
    """--config."""
    return click.option("--config", type=click.Path(path_type=Path), help=f"Waivers and settings.  [default: {where}]")


def quiet(text: str = "Verdict and one line per finding; no progress.") -> Callable[..., Any]:
    """--quiet."""
    return click.option("-q", "--quiet", is_flag=True, help=text)


def verbose(text: str = "Show everything, with full quotes.") -> Callable[..., Any]:
    """--verbose."""
    return click.option("-v", "--verbose", is_flag=True, help=text)


class Given(NamedTuple):
    """The shared options of one command line; an option that the command lacks has its default."""

    style: str | None = None
    """The format; None: by the ending of each of `outputs`, and text on stdout."""
    outputs: tuple[Path, ...] = ()
    """The files to write; none: stdout."""
    quiet: bool = False
    verbose: bool = False
    color: str = "auto"
    name: str | None = None
    fail_on: str | None = None
    config: Path | None = None
    as_of: str | None = None
    compare_with: str | None = None
    against: str | None = None
    offline: bool = False
    hub_parents: bool = False
    no_scancode: bool = False
    time_limit: float = 60.0
    roots: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    completeness: bool = False
    audience: str = "internal"
    lang: str = "en"
    mark: str = ""
    prepared_for: str = ""
    directed_by: str = ""
    matter: str = ""

    @property
    def verbosity(self) -> int:
        """-1, 0 or 1."""
        return int(self.verbose) - int(self.quiet)

    def _use(self, configured: Use | None) -> Use | None:
        """What the model is to be used for, by the configuration and the options; raises `ConfigError`."""
        if not self.uses:
            return configured
        from auditor.model.use_text import use_of  # noqa: PLC0415 - only where a use is stated

        return use_of(self.uses, configured)

    def options(self, settings: Settings | None = None) -> Options:
        """The library's options, with the settings of a configuration; raises `ConfigError`."""
        from auditor.model import FailOn, Options  # noqa: PLC0415 - not loaded for --help

        try:
            return Options(
                name=self.name,
                as_of=self.as_of,
                fail_on=self.fail_on or (settings.fail_on if settings else FailOn.WARNING),
                waivers=settings.waivers if settings else (),
                permissions=settings.permissions if settings else (),
                scancode=not self.no_scancode,
                time_limit=self.time_limit,
                hub_parents=self.hub_parents,
                compare_with=self.against if self.compare_with is None else self.compare_with,
                roots=self.roots,
                use=self._use(settings.use if settings else None),
            )
        except ConfigError as error:
            option = f"--{error.option.replace('_', '-')}"
            raise ConfigError(error.problem, tip=error.tip, option=option) from error

    def report(self) -> ReportOptions:
        """The options of a document for legal review; raises `ConfigError`."""
        from auditor.model import ReportOptions  # noqa: PLC0415 - not loaded for --help

        return ReportOptions(
            audience=self.audience,
            lang=self.lang,
            mark=self.mark,
            prepared_for=self.prepared_for,
            directed_by=self.directed_by,
            matter=self.matter,
        )


def given(**options: Any) -> Given:  # noqa: ANN401 - whatever click gives
    """The shared options as one value; raises a usage error if two of them cannot be combined."""
    made = Given(**options)
    if made.quiet and made.verbose:
        raise click.UsageError("--quiet and --verbose cannot be combined.")
    if made.compare_with is not None and made.against is not None:
        raise click.UsageError("--against is the former name of --compare-with: give one of them.")
    return made
