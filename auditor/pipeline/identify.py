"""identify_text() and identify_files(): the licenses in a text, without a model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.documents.alone import read_bytes, read_file
from auditor.errors import ConfigError, TargetError
from auditor.identify import identify
from auditor.knowledge import default_knowledge
from auditor.model import Identification, IdentifiedText, Repository, Unread
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.knowledge import Knowledge
    from auditor.model import Document, Progress


def identify_text(
    text: str | bytes,
    *,
    path: str = "",
    scancode: bool = True,
    knowledge: Knowledge | None = None,
    progress: Progress | None = None,
) -> IdentifiedText:
    """Identify the licenses of one text: which, how exactly, what was added or is missing, and who holds the copyright.

    `path` is the name of its file, if it has one. `scancode` is whether ScanCode is run if the known texts do not
    decide: slow.

    Raises `ConfigError` if it is not text or bytes, `TargetError` for binary data and for an empty or too long text.

    >>> import auditor, pathlib
    >>> text = pathlib.Path("LICENSE").read_text()
    >>> [detection.expression for detection in auditor.identify_text(text, path="LICENSE").detections]
    ['Apache-2.0']
    """
    if not isinstance(text, str | bytes):
        raise ConfigError(f"{type(text).__name__} is not a text.", tip="Give text or bytes.", option="text")
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    document = read_bytes(data, Path(path or "text"), len(data))
    if isinstance(document, Unread):
        raise TargetError(f"The text cannot be identified: {document.detail}", tip="Give the text of a license.")
    identified = _identified(document, knowledge or default_knowledge(), scancode=scancode, progress=progress)
    return identified.replace(path=path)


def identify_files(
    paths: Iterable[str | Path],
    *,
    scancode: bool = True,
    knowledge: Knowledge | None = None,
    progress: Progress | None = None,
) -> Identification:
    """Identify the licenses of several files, whatever their names; what cannot be read is in `unread`.

    `scancode` is that of `identify_text`. Raises `ConfigError` if `paths` is not a list of paths.

    >>> import auditor
    >>> [text.path for text in auditor.identify_files(["LICENSE", "nowhere"]).files]
    ['LICENSE']
    """
    known = knowledge or default_knowledge()
    files: list[IdentifiedText] = []
    unread: list[Unread] = []
    for path in paths:
        if not isinstance(path, str | Path):
            raise ConfigError(f"{path!r} is not a path.", tip="Give a list of paths.", option="paths")
        document = read_file(Path(path))
        if isinstance(document, Unread):
            unread.append(document)
        else:
            files.append(_identified(document, known, scancode=scancode, progress=progress))
    return Identification(
        version=VERSION,
        rules_digest=known.digest,
        scancode=scancode,
        files=tuple(files),
        unread=tuple(unread),
    )


def _identified(
    document: Document, knowledge: Knowledge, *, scancode: bool, progress: Progress | None
) -> IdentifiedText:
    alone = Repository(
        target=document.path,
        name=None,
        name_source=None,
        revision=None,
        files=(),
        roots=(),
        documents=(document,),
        unread=(),
    )
    identified = identify(alone, knowledge, scancode=scancode, progress=progress)
    profiles = {text.license: knowledge.profile(text.license) for text in identified.detections if text.license}
    return IdentifiedText(
        path=document.path,
        sha256=document.sha256,
        size=document.size,
        detections=identified.detections,
        copyrights=identified.copyrights,
        notes=identified.notes,
        names={key: profile.name for key, profile in profiles.items() if profile is not None},
    )
