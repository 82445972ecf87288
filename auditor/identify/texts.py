"""One text -> its Detections."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.identify.compare import closest, compare
from auditor.identify.known import Index
from auditor.identify.language import foreign
from auditor.identify.normalize import fold
from auditor.identify.references import references
from auditor.identify.results import detection, license_key, unknown
from auditor.model import Detection, Location, Match

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.identify.normalize import Folded
    from auditor.knowledge import Knowledge

_LONGEST = 2_000_000
"""Characters of one text; a longer one is undetermined."""
_RESEMBLES = 0.15
_NOTICE_WORDS = 150
"""A text so long is more than the notice that stands in it."""


@lru_cache(maxsize=2)
def _index(folder: Path) -> Index:
    return Index.read(folder)


def index_of(knowledge: Knowledge) -> Index:
    """The known texts of rules/texts."""
    return _index(knowledge.root / "texts")


def text(text: str, path: str, knowledge: Knowledge, *, index: Index | None = None) -> tuple[Detection, ...]:
    """Every license in a text that is expected to be one; a single unknown Detection where there is none."""
    if not text.strip():
        return ()
    folded = fold(text)
    if len(text) > _LONGEST:
        return (unknown(folded, path, "too long to be compared"),)
    known = index or index_of(knowledge)
    found = [detection(piece, folded, path, knowledge) for piece in compare(known, folded)]
    found += _named(text, path, knowledge, found)
    if not any(one.match is not Match.REFERENCE for one in found) and (not found or len(folded.words) > _NOTICE_WORDS):
        found += [unknown(folded, path, _why(known, folded, text, knowledge))]
    return tuple(sorted(found, key=lambda one: (one.location.first or 0, one.license)))


def whole(
    text: str, path: str, knowledge: Knowledge, *, first: int = 1, index: Index | None = None
) -> tuple[Detection, ...]:
    """The complete known texts that stand word for word in prose, from line `first` on; nothing else is concluded."""
    if len(text) > _LONGEST or not text.strip():
        return ()
    lines = text.split("\n")
    folded = fold("\n" * (first - 1) + "\n".join(lines[first - 1 :]))
    pieces = compare(index or index_of(knowledge), folded, whole_only=True)
    return tuple(detection(piece, folded, path, knowledge) for piece in pieces)


def named(text: str, path: str, knowledge: Knowledge) -> tuple[Detection, ...]:
    """The licenses that tags and notices name."""
    return tuple(_named(text, path, knowledge, []))


def _named(text: str, path: str, knowledge: Knowledge, found: list[Detection]) -> list[Detection]:
    """References outside the texts found."""
    covered = [(one.location.first or 0, one.location.last or 0) for one in found]
    named = []
    for reference in references(text):
        if any(first <= reference.first and reference.last <= last for first, last in covered):
            continue
        profile = knowledge.profile(reference.expression)
        named.append(
            Detection(
                location=Location(path=path, first=reference.first, last=reference.last),
                license=profile.key if profile else reference.expression,
                expression=reference.expression,
                match=Match.REFERENCE,
                matcher=reference.matcher,
                score=1.0,
            )
        )
    return named


def _why(index: Index, folded: Folded, text: str, knowledge: Knowledge) -> str:
    """Why a text is unknown, for the reader."""
    language = foreign(text)
    if language:
        return f"written in {language}: not compared"
    near = closest(index, folded)
    if near is None or min(near.best.license_coverage, near.best.file_coverage) < _RESEMBLES:
        return "no known license resembles it"
    share = round(100 * near.best.license_coverage)
    return f"nearest: {license_key(near.best.known.name, knowledge)}, of which {share} % stands here"
