"""Identifies the licenses in one text, as Detections."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.identify.index.known import Index
from auditor.identify.match import long_texts
from auditor.identify.match.additions import unexplained
from auditor.identify.match.compare import closest, compare
from auditor.identify.match.stretches import STRETCH
from auditor.identify.match.surroundings import Weight, weigh
from auditor.identify.normalize.folding import fold
from auditor.identify.normalize.glued import parted
from auditor.identify.normalize.language import foreign, names_only
from auditor.identify.references import references
from auditor.identify.results import added, at_lines, detection, license_key, missing, unknown
from auditor.model import Detection, Location, Match

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.identify.normalize.folding import Folded
    from auditor.knowledge import Knowledge
    from auditor.model.budget import Budget

_LONGEST = 34_000_000
"""Most characters of one text; a longer one is undetermined."""
_RESEMBLES = 0.6
"""Least share of a license that must be present for a text to resemble it."""
_EXPLAINED = 0.15
"""Least share of the text that the license must then explain."""
_PART = 40
"""Fewest words of an unexplained part that is reported as a Detection of its own."""
_NOTICE_WORDS = 150
"""A text with more words is more than the notice in it."""


@lru_cache(maxsize=2)
def _index(folder: Path) -> Index:
    return Index.read(folder)


def index_of(knowledge: Knowledge) -> Index:
    """The known texts of rules/texts."""
    return _index(knowledge.root / "texts")


def text(
    text: str,
    path: str,
    knowledge: Knowledge,
    *,
    index: Index | None = None,
    expected: bool = True,
    budget: Budget | None = None,
) -> tuple[Detection, ...]:
    """Every license in a text, and an unknown Detection for binding words that resemble none.

    `expected`: the text must be a license (a LICENSE file), so that it is unknown if none is found; otherwise (a
    NOTICE) only if its words bind. A long text is read piece by piece; raises `OutOfTimeError` if `budget` is spent.
    """
    if not text.strip():
        return ()
    if len(text) > _LONGEST:
        return (unknown(fold(text[:STRETCH]), path, "too long to be compared"),)
    if long_texts.is_long(text):
        return _in_pieces(text, path, knowledge, index, budget, expected=expected)
    return _whole_piece(text, path, knowledge, index, budget, expected=expected)


def _whole_piece(
    text: str, path: str, knowledge: Knowledge, index: Index | None, budget: Budget | None, *, expected: bool
) -> tuple[Detection, ...]:
    folded = fold(text)
    known = index or index_of(knowledge)
    detections = _compared(known, text, folded, path, knowledge, budget, expected=expected)
    if not any(map(_names_a_text, detections)):
        detections = _unglued(known, text, path, knowledge, budget, expected=expected) or detections
    return tuple(sorted(detections, key=lambda detected: (detected.location.first or 0, detected.license)))


def _compared(
    index: Index, text: str, folded: Folded, path: str, knowledge: Knowledge, budget: Budget | None, *, expected: bool
) -> list[Detection]:
    """Every license in a text, in no particular order."""
    pieces = compare(index, folded, budget=budget)
    detections = [detection(piece, folded, path, knowledge) for piece in pieces]
    detections += _named(text, path, knowledge, detections)
    if pieces:
        parts = (part for part in unexplained(folded, pieces) if part[1] - part[0] >= _PART)
        detections += [unknown(folded, path, "no known license explains this part", part) for part in parts]
    elif _open(folded, detections, expected=expected):
        detections.append(_nearest(index, folded, text, path, knowledge))
    return detections


def _names_a_text(detected: Detection) -> bool:
    return bool(detected.license) and detected.match is not Match.REFERENCE


def _unglued(
    index: Index, text: str, path: str, knowledge: Knowledge, budget: Budget | None, *, expected: bool
) -> list[Detection]:
    """The licenses of a text whose paragraphs were joined, at their lines; empty if that identifies none."""
    apart, lines = parted(text, index.vocabulary)
    if not apart or len(apart) > _LONGEST:
        return []
    detections = _compared(index, apart, fold(apart), path, knowledge, budget, expected=expected)
    return [at_lines(detected, lines) for detected in detections] if any(map(_names_a_text, detections)) else []


def _in_pieces(
    text: str, path: str, knowledge: Knowledge, index: Index | None, budget: Budget | None, *, expected: bool
) -> tuple[Detection, ...]:
    """The same for a long text, piece by piece."""

    def compare(piece: str) -> tuple[Detection, ...]:
        return _whole_piece(piece, path, knowledge, index, budget, expected=False)

    pieces = long_texts.in_pieces(text, compare, budget)
    detections = tuple(sorted(pieces, key=lambda detected: (detected.location.first or 0, detected.license)))
    if expected and not any(map(_names_a_text, detections)):
        return (*detections, unknown(fold(text[:STRETCH]), path, "no known license resembles it"))
    return detections


def _open(folded: Folded, detections: list[Detection], *, expected: bool) -> bool:
    """Whether a text in which no license text was found must be reported as open."""
    if detections:
        return len(folded.words) > _NOTICE_WORDS
    return expected or weigh(folded.slice(0, len(folded.words))) is Weight.BINDING


def whole(
    text: str, path: str, knowledge: Knowledge, *, first: int = 1, index: Index | None = None
) -> tuple[Detection, ...]:
    """The complete known texts contained in prose word for word, from line `first` on; nothing else is concluded."""
    if len(text) > _LONGEST or not text.strip():
        return ()
    lines = text.split("\n")
    folded = fold("\n" * (first - 1) + "\n".join(lines[first - 1 :]))
    pieces = compare(index or index_of(knowledge), folded, whole_only=True)
    return tuple(detection(piece, folded, path, knowledge) for piece in pieces)


def named(text: str, path: str, knowledge: Knowledge) -> tuple[Detection, ...]:
    """The licenses that tags and notices name."""
    return tuple(_named(text, path, knowledge, []))


def _named(text: str, path: str, knowledge: Knowledge, detections: list[Detection]) -> list[Detection]:
    """The references outside the texts found."""
    covered = [(detected.location.first or 0, detected.location.last or 0) for detected in detections]
    references_named = []
    for reference in references(text):
        if any(first <= reference.first and reference.last <= last for first, last in covered):
            continue
        profile = knowledge.profile(reference.expression)
        references_named.append(
            Detection(
                location=Location(path=path, first=reference.first, last=reference.last),
                license=profile.key if profile else reference.expression,
                expression=reference.expression,
                match=Match.REFERENCE,
                matcher=reference.matcher,
                score=1.0,
            )
        )
    return references_named


def _nearest(index: Index, folded: Folded, text: str, path: str, knowledge: Knowledge) -> Detection:
    """The unknown text, with the license that it resembles and how it differs."""
    language = foreign(text)
    if language and names_only(text):
        return unknown(folded, path, "no license text is here, only names")
    if language:
        return unknown(folded, path, f"written in {language}: not compared")
    near = closest(index, folded)
    if near is None or near.license_coverage < _RESEMBLES or near.file_coverage < _EXPLAINED:
        return unknown(folded, path, "no known license resembles it")
    share = round(100 * near.license_coverage)
    key = license_key(near.names[0], knowledge)
    return unknown(folded, path, f"nearest: {key}, of which {share} % is here").replace(
        added=added(near, folded),
        missing=missing(near),
        license_coverage=round(near.license_coverage, 4),
        file_coverage=round(near.file_coverage, 4),
    )
