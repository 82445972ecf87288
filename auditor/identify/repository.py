"""A repository's documents -> every license text and copyright line in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.identify import texts
from auditor.identify.copyrights import of_document
from auditor.identify.language import foreign
from auditor.identify.results import Identified
from auditor.identify.scancode import Unavailable
from auditor.identify.secondary import open_ended, second
from auditor.model import DocumentKind, Unread, UnreadReason

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Copyright, Detection, Document, Progress, Repository

_LIKE_LICENSES = (DocumentKind.LICENSE, DocumentKind.NOTICE, DocumentKind.THIRD_PARTY, DocumentKind.COPYRIGHT)


def identify(
    repository: Repository, knowledge: Knowledge, *, scancode: bool = True, progress: Progress | None = None
) -> Identified:
    """Every license text, reference and copyright line of the documents, in path order.

    `scancode`: ask it for license-like documents that no known text explains.
    """
    detections: list[Detection] = []
    copyrights: list[Copyright] = []
    notes: list[Unread] = []
    asked = 0
    for document in repository.documents:
        found = _of(document, knowledge)
        if scancode and document.kind in _LIKE_LICENSES and open_ended(found) and not foreign(document.text):
            answer = second(document.text, document.path, found, knowledge, progress)
            asked += 1
            if isinstance(answer, Unavailable):
                notes.append(_unanswered(document, answer))
            else:
                found = answer
        detections += found
        copyrights += of_document(document)
    if asked and progress is not None:
        progress("ScanCode", asked, asked)
    return Identified(detections=tuple(detections), copyrights=tuple(copyrights), notes=tuple(notes))


def _unanswered(document: Document, answer: Unavailable) -> Unread:
    detail = (
        f"ScanCode could not be loaded ({answer.reason}): compared with our own texts only"
        if answer.loading
        else answer.reason
    )
    return Unread(path=document.path, reason=UnreadReason.FAILED, detail=detail)


def _of(document: Document, knowledge: Knowledge) -> tuple[Detection, ...]:
    if not document.text:
        return ()
    if document.kind in (*_LIKE_LICENSES, DocumentKind.POLICY):
        expected = document.kind in (DocumentKind.LICENSE, DocumentKind.POLICY)
        return texts.text(document.text, document.path, knowledge, expected=expected)
    if document.kind is DocumentKind.CARD:
        return texts.whole(document.text, document.path, knowledge, first=document.body_line)
    if document.kind is DocumentKind.SOURCE_CODE:
        return texts.named(document.text, document.path, knowledge)
    return ()
