"""What the words around a license text say about the weights: that they are excepted, or have other terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.identify.scopes import is_scope, sections
from auditor.model import Certainty, Match, Part, Plainness, StatementKind, StatementSource, StatementSubject
from auditor.patterns import regex
from auditor.resolve.worded import SHORT, in_license_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Detection, Document, Repository, Statement
    from auditor.model.budget import Budget

_WEIGHTS = regex(r"(?i)\b(?:weights?|models?|checkpoints?)\b")


def kept_from_weights(document: Document, text: Statement) -> Iterator[Statement]:
    """A statement that the weights are not under a text, if words of scope around it say so and offer no other."""
    parted = sections(document.text)
    first = text.location.first if text.location else None
    if text.certainty is not Certainty.IDENTIFIED or first is None or any(part.part is Part.WEIGHTS for part in parted):
        return
    for section in parted:
        if section.excludes and first in range(section.first, section.last + 1):
            line = next((n for n, words in enumerate(document.text.split("\n"), 1) if is_scope(words)), 1)
            yield text.replace(
                kind=StatementKind.DENIED,
                source=StatementSource.DECLARED,
                part=Part.WEIGHTS,
                outbound=False,
                plainness=Plainness.CLOSED,
                quote=section.quote,
                location=document.at(line),
                covers=(),
            )


def around_the_texts(
    document: Document,
    detections: tuple[Detection, ...],
    repository: Repository,
    knowledge: Knowledge,
    budget: Budget | None,
) -> Iterator[Statement]:
    """What a few words around the texts of a LICENSE say about the weights: "The weights are under CC BY-NC 4.0.".

    Nothing if the file contains no text, or more than a few other words. Raises `OutOfTimeError`.
    """
    if all(detection.match in (Match.REFERENCE, Match.UNKNOWN) for detection in detections):
        return
    words = _outside(document.text, detections)
    if not _WEIGHTS.search(words) or len(words.strip()) > SHORT:
        return
    for statement in in_license_words(document.replace(text=words), repository, knowledge, Part.UNCLEAR, budget):
        if statement.kind is StatementKind.NOT_UNDERSTOOD:
            if _WEIGHTS.search(statement.quote) and not is_scope(statement.quote):
                yield statement.replace(part=Part.WEIGHTS, limit="unclear")
        elif statement.part is Part.WEIGHTS and statement.subject is StatementSubject.SELF:
            yield statement


def _outside(text: str, detections: tuple[Detection, ...]) -> str:
    """The text without the lines of what was identified in it, each of which is visited once."""
    lines = text.split("\n")
    done = 0
    for first, last in sorted((place.location.first or 0, place.location.last or 0) for place in detections):
        last_line = min(max(first, last), len(lines))
        for number in range(max(first, done + 1), last_line + 1):
            lines[number - 1] = ""
        done = max(done, last_line)
    return "\n".join(lines)
