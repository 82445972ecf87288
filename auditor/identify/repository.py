"""A repository's documents -> every license text and copyright line in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.identify import texts
from auditor.identify.copyrights import of_document
from auditor.identify.results import Identified
from auditor.model import DocumentKind

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Copyright, Detection, Document, Progress, Repository, Unread

_WHOLE = (
    DocumentKind.LICENSE,
    DocumentKind.NOTICE,
    DocumentKind.THIRD_PARTY,
    DocumentKind.COPYRIGHT,
    DocumentKind.POLICY,
)


def identify(
    repository: Repository, knowledge: Knowledge, *, scancode: bool = True, progress: Progress | None = None
) -> Identified:
    """Every license text, reference and copyright line of the documents, in path order.

    `scancode`: ask it for license-like documents that no known text explains.
    """
    detections: list[Detection] = []
    copyrights: list[Copyright] = []
    notes: list[Unread] = []
    for document in repository.documents:
        detections += _of(document, knowledge)
        copyrights += of_document(document)
    return Identified(detections=tuple(detections), copyrights=tuple(copyrights), notes=tuple(notes))


def _of(document: Document, knowledge: Knowledge) -> tuple[Detection, ...]:
    if not document.text:
        return ()
    if document.kind in _WHOLE:
        return texts.text(document.text, document.path, knowledge)
    if document.kind is DocumentKind.CARD:
        return texts.whole(document.text, document.path, knowledge, first=document.body_line)
    if document.kind is DocumentKind.SOURCE_CODE:
        return texts.named(document.text, document.path, knowledge)
    return ()
