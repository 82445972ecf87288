"""Identifies every license text and copyright line in a repository's documents."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.identify.copyrights.lines import of_document
from auditor.identify.match import texts
from auditor.identify.normalize.language import foreign
from auditor.identify.results import Identified
from auditor.identify.scancode.answers import open_ended, second
from auditor.identify.scancode.engine import Unavailable
from auditor.identify.scopes import is_scope, sections
from auditor.model import DocumentKind, Unread, UnreadReason
from auditor.model.budget import Budget, OutOfTimeError
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.identify.scopes import Section
    from auditor.knowledge import Knowledge
    from auditor.model import Copyright, Detection, Document, Progress, Repository

_LEGAL = regex(r"\b(?:hereby|warrant|liab|shall|licensor|grant|condition|permission)", re.IGNORECASE)
_LEAST_LEGAL = 2
_CACHED_LENGTH = 100_000
"""Characters of the longest text whose licenses are cached."""
_LIKE_LICENSES = (DocumentKind.LICENSE, DocumentKind.NOTICE, DocumentKind.THIRD_PARTY, DocumentKind.COPYRIGHT)


def identify(
    repository: Repository,
    knowledge: Knowledge,
    *,
    scancode: bool = True,
    progress: Progress | None = None,
    budget: Budget | None = None,
) -> Identified:
    """Every license text, reference and copyright line of the documents, in path order.

    `scancode`: use it for license-like documents that no known text explains. What there is no time for in the
    `budget` is among the notes.
    """
    notes: list[Unread] = []
    own: dict[str, tuple[Detection, ...]] = {}
    for document in repository.documents:
        try:
            own[document.path] = _of(document, knowledge, budget)
        except OutOfTimeError:
            own[document.path] = ()
            notes.append(_untimed(document, budget))
    left = [document for document in repository.documents if scancode and _needs_scancode(document, own[document.path])]
    for count, document in enumerate(left):
        if budget is not None and budget.spent:
            notes.append(_untimed(document, budget))
            continue
        answer = second(document.text, document.path, own[document.path], knowledge, progress)
        if isinstance(answer, Unavailable):
            notes.append(_unanswered(document, answer))
        else:
            own[document.path] = answer
        if progress is not None:
            progress("running ScanCode on texts that are not known licenses", count + 1, len(left))
    detections = [detection for document in repository.documents for detection in own[document.path]]
    copyrights: list[Copyright] = []
    for document in repository.documents:
        try:
            copyrights += of_document(document, budget)
        except OutOfTimeError:
            notes.append(_untimed(document, budget))
    return Identified(detections=tuple(detections), copyrights=tuple(copyrights), notes=tuple(dict.fromkeys(notes)))


def _needs_scancode(document: Document, detections: tuple[Detection, ...]) -> bool:
    """Whether ScanCode is needed: the document's license is open, and a NOTICE reads like terms at all."""
    if document.kind not in _LIKE_LICENSES or not open_ended(detections) or foreign(document.text):
        return False
    legal_words = {match.group(0).lower() for match in _LEGAL.finditer(document.text)}
    return document.kind is DocumentKind.LICENSE or len(legal_words) >= _LEAST_LEGAL


def _unanswered(document: Document, answer: Unavailable) -> Unread:
    detail = (
        f"ScanCode could not be loaded ({answer.reason}): compared with our own texts only"
        if answer.loading
        else answer.reason
    )
    return Unread(path=document.path, reason=UnreadReason.FAILED, detail=detail)


def _untimed(document: Document, budget: Budget | None) -> Unread:
    note = (budget or Budget(0)).unread(document.path)
    return note.replace(matters=document.kind in (*_LIKE_LICENSES, DocumentKind.CARD, DocumentKind.POLICY))


def _of(document: Document, knowledge: Knowledge, budget: Budget | None) -> tuple[Detection, ...]:
    """The licenses in a document; equal texts are compared once, wherever they are."""
    if not document.text:
        return ()
    if budget is not None:
        budget.check()
    kind, text = document.kind, document.text
    if len(text) > _CACHED_LENGTH:
        detections = _in_text(kind, text, document.body_line, knowledge, budget)
    else:
        detections = _cached(kind, text, document.body_line, knowledge)
    return tuple(detection.replace(location=detection.location.replace(path=document.path)) for detection in detections)


@lru_cache(maxsize=128)
def _cached(kind: DocumentKind, text: str, body_line: int, knowledge: Knowledge) -> tuple[Detection, ...]:
    """Cached, as hundreds of parents of one merge, or packages of one bundle, have the same LICENSE."""
    return _in_text(kind, text, body_line, knowledge, None)


def _in_text(
    kind: DocumentKind, text: str, body_line: int, knowledge: Knowledge, budget: Budget | None
) -> tuple[Detection, ...]:
    if kind in (*_LIKE_LICENSES, DocumentKind.POLICY, DocumentKind.MODELFILE):
        expected = kind in (DocumentKind.LICENSE, DocumentKind.POLICY)
        parted = sections(text) if kind is DocumentKind.LICENSE else ()
        if parted:
            return tuple(detection for section in parted for detection in _in_section(section, text, "", knowledge))
        return texts.text(text, "", knowledge, expected=expected, budget=budget)
    if kind is DocumentKind.CARD:
        return texts.whole(text, "", knowledge, first=body_line)
    if kind in (DocumentKind.SOURCE_CODE, DocumentKind.SIDECAR):
        return texts.named(text, "", knowledge)
    return ()


def _in_section(section: Section, text: str, path: str, knowledge: Knowledge) -> tuple[Detection, ...]:
    """The licenses in a section of a LICENSE, at its own lines; words of scope are not words of the license."""
    lines = text.split("\n")[section.first - 1 : section.last]
    kept = ["" if is_scope(line) else line for line in lines]
    return texts.text("\n" * (section.first - 1) + "\n".join(kept), path, knowledge)
