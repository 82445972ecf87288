"""`auditor identify FILE…`: which licenses stand in a file, and how exactly."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import format_option, output_option, verbosity, verbosity_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.knowledge import Knowledge
    from auditor.model import Document, IdentifiedText, Progress, Unread

_NONE_READ = 3
_EPILOG = "Exit codes: 0 a file was read, whatever stands in it, 2 usage, 3 no file could be read."
_TIPS = {
    "not-a-file": "Name a text file; auditor audit DIRECTORY reads all that speaks about licensing.",
    "failed": "Check the path.",
    "link-broken": "Check where the link leads.",
    "no-permission": "Ask for permission to read it.",
    "lfs-pointer": "git lfs pull downloads the content.",
    "too-large": "Name the license file itself; auditor audit reads the headers of .gguf and .safetensors files.",
    "not-text": "Save it as plain text; auditor audit reads the headers of .gguf and .safetensors files.",
    "empty": "Check that the file was written, or downloaded, whole.",
}


@click.command("identify", short_help="Tell which licenses stand in a file.", epilog=_EPILOG)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option()
@output_option()
@click.option("--no-scancode", is_flag=True, help="Do not ask ScanCode where our own texts leave a file open: faster.")
@verbosity_options(
    "One line per license; no progress.", "Every word that was added or is missing, every copyright line."
)
def command(
    files: tuple[Path, ...],
    style: str,
    output: Path | None,
    *,
    no_scancode: bool,
    quiet: bool,
    verbose: bool,
    color: str,
) -> None:
    """Tell which licenses stand in each FILE, how exactly, and who holds the copyright.

    Each license is compared word for word with the texts that are known here: what was added, and what is missing.
    """
    loudness = verbosity(quiet=quiet, verbose=verbose)
    from auditor.cli.output import colored, columns, emit, writable  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.cli.progress import Announcer  # noqa: PLC0415
    from auditor.knowledge import default_knowledge  # noqa: PLC0415
    from auditor.model import Identification  # noqa: PLC0415
    from auditor.pipeline import own_version  # noqa: PLC0415
    from auditor.report import formats  # noqa: PLC0415

    if output is not None:
        writable(output)
    knowledge = default_knowledge()
    with Announcer(quiet=quiet) as announce:
        found, unread = _identified(files, knowledge, scancode=not no_scancode, progress=announce)
    _tell(unread)
    result = Identification(
        version=own_version(),
        rules_digest=knowledge.digest,
        scancode=not no_scancode,
        files=tuple(found),
        unread=tuple(unread),
    )
    if found or style != "text":
        text = formats.render(result, style, color=colored(color, output), width=columns(), verbosity=loudness)
        emit(text, output)
    click.get_current_context().exit(0 if found else _NONE_READ)


def _identified(
    files: Iterable[Path], knowledge: Knowledge, *, scancode: bool, progress: Progress
) -> tuple[list[IdentifiedText], list[Unread]]:
    """What stands in the files that can be read, and why the others cannot."""
    from auditor.documents.alone import read_file  # noqa: PLC0415 - with the command
    from auditor.model import Unread  # noqa: PLC0415

    found: list[IdentifiedText] = []
    unread: list[Unread] = []
    for path in files:
        document = read_file(path)
        if isinstance(document, Unread):
            unread.append(document)
        else:
            found.append(_found(document, knowledge, scancode=scancode, progress=progress))
    return found, unread


def _found(document: Document, knowledge: Knowledge, *, scancode: bool, progress: Progress) -> IdentifiedText:
    from auditor.identify import identify  # noqa: PLC0415 - with the command
    from auditor.model import IdentifiedText, Repository  # noqa: PLC0415

    alone = Repository(
        target=document.path,
        name=None,
        name_source="",
        revision=None,
        files=(),
        roots=(),
        documents=(document,),
        unread=(),
    )
    identified = identify(alone, knowledge, scancode=scancode, progress=progress)
    profiles = {one.license: knowledge.profile(one.license) for one in identified.detections if one.license}
    return IdentifiedText(
        path=document.path,
        sha256=document.sha256,
        size=document.size,
        detections=identified.detections,
        copyrights=identified.copyrights,
        notes=identified.notes,
        names={key: profile.name for key, profile in profiles.items() if profile is not None},
    )


def _tell(unread: list[Unread]) -> None:
    """A line for each file that was not read, and what to do about it, each tip once."""
    from auditor.cli.common import tell  # noqa: PLC0415 - with the command
    from auditor.report.common.clean import line  # noqa: PLC0415

    for one in unread:
        tell(f"auditor: {line(one.path, limit=1_000)} was not read: {line(one.detail)}")
    for tip in dict.fromkeys(_TIPS.get(one.reason.value, "") for one in unread):
        if tip:
            tell(f"tip: {tip}")
