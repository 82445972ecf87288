"""The files of a model that a remedy may add to: their places and contents."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.errors import TargetError
from auditor.model import AnswerKey, Certainty, DocumentKind
from auditor.pipeline.remedy_texts import LARGEST
from auditor.remedy import Layout
from auditor.remedy.edits import CARD, NOTICE
from auditor.resolve import outbound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Answer, Audit, Hunk, Source

_LICENSES = "LICENSES/"


def layout_of(audit: Audit, root: str, answers: tuple[Answer, ...]) -> Layout:
    """The files of a model at its root, under their names there."""
    folder = f"{root}/" if root else ""
    card = _named(audit, folder, CARD, DocumentKind.CARD)
    own = any(answer.key is AnswerKey.OWN_LICENSE and answer.settles for answer in answers)
    places = [
        statement.location.path
        for statement in outbound(audit.statements)
        if statement.location is not None and statement.certainty is Certainty.IDENTIFIED
    ]
    stated = [path for path in places if path == card] or [path for path in places if path.startswith(folder)]
    where = card if own else next(iter(stated), "")
    return Layout(
        folder=folder,
        card=card,
        notice=_named(audit, folder, NOTICE, DocumentKind.NOTICE),
        own_license=where.removeprefix(folder),
    )


def _named(audit: Audit, folder: str, usual: str, kind: DocumentKind) -> str:
    """The file of a kind at the root of the model, under its name there, else under the usual name."""
    paths = [document.path for document in audit.repository.of_kind(kind) if _directly_in(folder, document.path)]
    return f"{folder}{usual}" if not paths or f"{folder}{usual}" in paths else paths[0]


def _directly_in(folder: str, path: str) -> bool:
    return path.startswith(folder) and "/" not in path.removeprefix(folder)


def files_of(source: Source, audit: Audit, layout: Layout) -> Files:
    """The files that may be added to: the card, the NOTICE, and the texts in LICENSES/."""
    kinds = (DocumentKind.CARD, DocumentKind.NOTICE)
    documents = audit.repository.of_kind(*kinds)
    wanted = {document.path for document in documents if _directly_in(layout.folder, document.path)}
    entries = {entry.path: entry for entry in source.files()}
    texts = f"{layout.folder}{_LICENSES}"
    wanted |= {path for path in entries if path.startswith(texts) or path in (layout.card, layout.notice)}
    data: dict[str, bytes] = {}
    closed = {entry.path: entry.detail or entry.reason.value for entry in source.unread() if entry.path}
    for path in sorted(wanted & set(entries)):
        if entries[path].size > LARGEST:
            closed[path] = f"It has more than {LARGEST} bytes."
            continue
        try:
            data[path] = source.read(path, limit=LARGEST)
        except OSError as error:
            closed[path] = f"It cannot be read: {error.strerror}."
    return Files(data, closed)


class Files(NamedTuple):
    """The files of a model that may be added to, and those that may not."""

    data: dict[str, bytes]
    closed: dict[str, str]
    """The reason by path; the path of a folder ends in a slash."""

    def check(self, hunks: Iterable[Hunk], target: str) -> None:
        """Raise `TargetError` if something would be added to what cannot be read, or is outside the target."""
        for hunk in hunks:
            for path, why in self.closed.items():
                if hunk.path == path or (path.endswith("/") and hunk.path.startswith(path)):
                    raise TargetError(
                        f"{path} of {target} cannot be added to. {why}",
                        tip="Nothing was changed. Fix it, and run again.",
                    )
