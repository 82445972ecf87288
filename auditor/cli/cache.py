"""`auditor cache`: show or clear what is stored of the Hub."""

from __future__ import annotations

import click


@click.group("cache", short_help="Show or clear the Hub cache.", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Show where auditor stores what it read on the Hub, and how much that is.

    Lists of files, license texts and headers, never weights; beyond its cap, the least recently used are deleted first.
    AUDITOR_CACHE sets another location.
    """
    if ctx.invoked_subcommand is not None:
        return
    from auditor import sources  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.cli.output import emit  # noqa: PLC0415

    usage = sources.Store(sources.default_place()).usage()
    rows = (
        ("place", str(usage.place)),
        ("entries", f"{usage.entries:,}"),
        ("bytes", f"{usage.bytes:,}"),
        ("at most", f"{usage.most:,}"),
    )
    emit("".join(f"{name:<8} {value}\n" for name, value in rows), None)


@command.command("clear", short_help="Empty it.")
def clear() -> None:
    """Empty the cache; the next audit contacts the Hub again. Records of downloaded directories are kept."""
    from auditor import sources  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.cli.output import emit  # noqa: PLC0415

    usage = sources.Store(sources.default_place()).clear()
    emit(f"{usage.entries:,} entries, {usage.bytes:,} bytes removed from {usage.place}\n", None)
