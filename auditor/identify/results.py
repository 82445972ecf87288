"""The results of identification, and how a piece of text becomes a Detection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Copyright, Detection, Location, Match, Noun, Unread, Words
from auditor.spdx import NOASSERTION

if TYPE_CHECKING:
    from auditor.identify.index.known import Name
    from auditor.identify.match.assess import Piece
    from auditor.identify.normalize.folding import Folded
    from auditor.knowledge import Knowledge

_MOST_WORDS = 60
"""Most differences that are shown for one text."""
_LONGEST_WORDS = 1_200


class Identified(Noun, frozen=True, kw_only=True):
    """Every license text and copyright line in a repository's documents."""

    detections: tuple[Detection, ...]
    copyrights: tuple[Copyright, ...]
    notes: tuple[Unread, ...] = ()
    """What could not be identified because ScanCode or time was lacking."""


def detection(piece: Piece, text: Folded, path: str, knowledge: Knowledge) -> Detection:
    """A piece as a Detection in the file at `path`."""
    name = piece.names[0]
    named = piece.named and len(piece.names) == 1
    note = piece.note
    if not named:
        keys = ", ".join(sorted({license_key(candidate, knowledge) for candidate in piece.names}))
        note = f"one of: {keys}; {note}" if len(piece.names) > 1 else f"resembles {keys}: {note}"
    elif name.key != name.license and not name.key.startswith(("spdx:", "scancode:")):
        note = f"{note}; text {name.key}" if note else f"text {name.key}"
    return Detection(
        location=Location(path=path, first=text.line(piece.first), last=text.line(max(piece.first, piece.end - 1))),
        license=license_key(name, knowledge) if named else "",
        expression=license_expression(name, knowledge) if named else NOASSERTION,
        match=piece.match,
        matcher=piece.matcher,
        score=round(min(piece.license_coverage, piece.file_coverage), 4),
        license_coverage=round(piece.license_coverage, 4),
        file_coverage=round(piece.file_coverage, 4),
        added=added(piece, text),
        missing=missing(piece),
        policy=all(candidate.policy for candidate in piece.names),
        alike=() if named else tuple(sorted({license_key(name, knowledge) for name in piece.names})),
        note=note,
    )


def added(piece: Piece, text: Folded) -> tuple[Words, ...]:
    """The words of the text that the license does not have, each with its lines."""
    excerpts = []
    for first, end in sorted(piece.added)[:_MOST_WORDS]:
        words = text.excerpt(first, end)
        if words:
            excerpts.append(Words(text=words[:_LONGEST_WORDS], first=text.line(first), last=text.line(end - 1)))
    return tuple(excerpts)


def missing(piece: Piece) -> tuple[Words, ...]:
    """The words of the license that the text does not have."""
    return tuple(Words(text=words[:_LONGEST_WORDS]) for words in piece.missing[:_MOST_WORDS])


def at_lines(detected: Detection, lines: tuple[int, ...]) -> Detection:
    """A Detection in a text that was divided, at the lines of the file: `lines` has one for each line of the text."""

    def line(number: int | None) -> int | None:
        return lines[min(number, len(lines)) - 1] if number else number

    place = detected.location
    return detected.replace(
        location=place.replace(first=line(place.first), last=line(place.last)),
        added=tuple(words.replace(first=line(words.first), last=line(words.last)) for words in detected.added),
    )


def moved(detected: Detection, by: int) -> Detection:
    """A Detection in a part of a file, moved down by a number of lines."""
    place = detected.location
    return detected.replace(
        location=place.replace(first=(place.first or 1) + by, last=(place.last or 1) + by),
        added=tuple(
            words.replace(first=words.first and words.first + by, last=words.last and words.last + by)
            for words in detected.added
        ),
    )


def license_key(name: Name, knowledge: Knowledge) -> str:
    """The profile's key if there is one, otherwise the SPDX id, or the record id of an AI license."""
    profile = knowledge.profile(name.license) or knowledge.profile(name.expression)
    return profile.key if profile else name.license


def license_expression(name: Name, knowledge: Knowledge) -> str:
    """The profile's own SPDX expression if there is one, so that a report never gives two ids to one text."""
    profile = knowledge.profile(name.license) or knowledge.profile(name.expression)
    return profile.spdx if profile else name.expression


def scancode_key(key: str, expression: str, knowledge: Knowledge) -> str:
    """The same for a license that ScanCode named by its own key."""
    profile = knowledge.profile(expression) or knowledge.profile(key)
    return profile.key if profile else expression


def unknown(text: Folded, path: str, note: str, part: tuple[int, int] | None = None) -> Detection:
    """A text, or a part of one, that no known license explains."""
    first, end = part or (0, len(text.words))
    lines = (text.line(first), text.line(end - 1)) if text.words else (1, 1)
    place = Location(path=path, first=lines[0], last=lines[1])
    return Detection(
        location=place,
        license="",
        expression=NOASSERTION,
        match=Match.UNKNOWN,
        matcher="",
        score=0.0,
        note=note,
    )
