"""`auditor identify FILE…`: which licenses a file contains, and how exactly each matches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import options

if TYPE_CHECKING:
    from auditor.model import Unread

_NONE_READ = 3
_EPILOG = "Exit codes: 0 a file was read, whatever its licenses, 2 usage, 3 no file could be read."
_TIPS = {
    "not-a-file": "Name a text file; auditor audit DIRECTORY reads every file about licensing.",
    "failed": "Check the path.",
    "link-broken": "Check where the link leads.",
    "no-permission": "Ask for permission to read it.",
    "lfs-pointer": "git lfs pull downloads the content.",
    "too-large": "Name the license file itself; auditor audit reads the headers of .gguf and .safetensors files.",
    "not-text": "Save it as plain text; auditor audit reads the headers of .gguf and .safetensors files.",
    "empty": "Check that the file was written, or downloaded, whole.",
}


@click.command("identify", short_help="Identify the licenses in a file.", epilog=_EPILOG)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.style_of_files()
@options.output()
@options.NO_SCANCODE
@options.quiet("One line per license; no progress.")
@options.verbose("Every word that was added or is missing, every copyright line.")
@options.COLOR
def command(files: tuple[Path, ...], **shared: Any) -> None:  # noqa: ANN401 - as Given
    """Identify the licenses in each FILE, how exactly each matches, and who holds the copyright.

    Each license is compared word for word with the known texts: what was added, and what is missing.
    """
    given = options.given(**shared)
    import auditor  # noqa: PLC0415 - what follows is not loaded for --help
    from auditor.cli.output import destinations, show  # noqa: PLC0415
    from auditor.cli.progress import Announcer  # noqa: PLC0415

    places = destinations(given, "identify")
    with Announcer(quiet=given.quiet) as announce:
        result = auditor.identify_files(files, scancode=not given.no_scancode, progress=announce)
    _explain(result.unread)
    if result.files or any(place.style == "json" for place in places):
        show(result, given, places)
    click.get_current_context().exit(0 if result.files else _NONE_READ)


def _explain(unread: tuple[Unread, ...]) -> None:
    """Report each file that was not read, and what to do about it, each tip once."""
    from auditor.cli.common import to_stderr  # noqa: PLC0415 - with the command
    from auditor.report.common.clean import line  # noqa: PLC0415

    for entry in unread:
        to_stderr(f"auditor: {line(entry.path, limit=1_000)} was not read: {line(entry.detail)}")
    for tip in dict.fromkeys(_TIPS.get(entry.reason.value, "") for entry in unread):
        if tip:
            to_stderr(f"tip: {tip}")
