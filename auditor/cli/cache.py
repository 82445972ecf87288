"""`auditor cache`: what was kept of the Hub, and how to delete it."""

from __future__ import annotations

import click


@click.group("cache", short_help="Show or clear the Hub cache.", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Show where auditor keeps what it read on the Hub, and how much that is.

    Lists of files, license texts and headers, never weights; the least used go first when it grows beyond its cap.
    AUDITOR_CACHE names another place.
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
    """Empty the cache; the next audit contacts the Hub again. What is noted of downloaded directories stays."""
    from auditor import sources  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.cli.output import emit  # noqa: PLC0415

    usage = sources.Store(sources.default_place()).clear()
    emit(f"{usage.entries:,} entries, {usage.bytes:,} bytes removed from {usage.place}\n", None)
