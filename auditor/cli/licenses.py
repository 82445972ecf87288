"""`auditor licenses list | show | diff`: the recorded facts of licenses."""

from __future__ import annotations

import click

from auditor.cli import options


class _InOrder(click.Group):
    """Commands in the order in which they are written."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        del ctx
        return list(self.commands)


@click.group("licenses", cls=_InOrder, short_help="List, read and compare licenses.")
def command() -> None:
    """List, read and compare the licenses whose terms are known here.

    A license is named by its key, its SPDX id, a LicenseRef, a ScanCode key, a Hub id or a license_name.
    """


@command.command("list", short_help="List the licenses.")
@click.option("--kind", metavar="KIND", help="Only those of a kind: permissive, rail, research-only, …")
@options.style()
@options.COLOR
def list_(kind: str | None, style: str, color: str) -> None:
    """List every license: its key and name; its SPDX id, its kind, and its grade if not read in full."""
    from auditor.cli.output import colored, columns, emit  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.knowledge import default_knowledge  # noqa: PLC0415
    from auditor.report import formats  # noqa: PLC0415

    profiles = default_knowledge().profiles
    if kind is not None:
        kinds = sorted({profile.kind for profile in profiles})
        if kind not in kinds:
            msg = f"--kind: there is no kind {kind!r}. The kinds are {', '.join(kinds)}."
            raise click.UsageError(msg)
        profiles = tuple(profile for profile in profiles if profile.kind == kind)
    emit(formats.render(profiles, style, color=colored(color, None), width=columns()), None)


@command.command("show", short_help="Show what a license grants, requires and withholds.")
@click.argument("license_id", metavar="LICENSE")
@options.style()
@options.COLOR
def show(license_id: str, style: str, color: str) -> None:
    """Show everything that is known of LICENSE: what it grants, requires and withholds, with clause and quote."""
    from auditor.cli.license_ids import find  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.cli.output import colored, columns, emit  # noqa: PLC0415
    from auditor.knowledge import default_knowledge  # noqa: PLC0415
    from auditor.report import formats  # noqa: PLC0415

    profile = find(default_knowledge(), license_id)
    emit(formats.render(profile, style, color=colored(color, None), width=columns()), None)


@command.command("diff", short_help="Compare two licenses, term by term.")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("-v", "--verbose", is_flag=True, help="What is the same as well; quotes and notes in full.")
@options.style()
@options.COLOR
def diff(first: str, second: str, style: str, color: str, *, verbose: bool) -> None:
    """Compare A with B: what only one requires, what both require differently, and how much is the same."""
    from auditor.cli.license_ids import find  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.cli.output import colored, columns, emit  # noqa: PLC0415
    from auditor.knowledge import default_knowledge  # noqa: PLC0415
    from auditor.report import formats  # noqa: PLC0415
    from auditor.report.license_diff.comparison import compare  # noqa: PLC0415

    knowledge = default_knowledge()
    comparison = compare(find(knowledge, first), find(knowledge, second))
    page = formats.render(comparison, style, color=colored(color, None), width=columns(), verbosity=int(verbose))
    emit(page, None)
