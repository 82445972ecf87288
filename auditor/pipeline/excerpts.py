"""The text at the places that a result refers to, taken while the documents are loaded; a result keeps no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Document, Finding, Location, Repository, Statement

_MOST = 200
"""Excerpts of one audit."""
_MOST_LINES = 4
_LONGEST = 400
"""Characters."""


def excerpts(
    repository: Repository, findings: Iterable[Finding], statements: Iterable[Statement]
) -> tuple[Excerpt, ...]:
    """The lines that findings and statements refer to, each place once, in the order of findings."""
    documents = {document.path: document for document in repository.documents}
    places: dict[Location, None] = dict.fromkeys(
        location for finding in findings for location in finding.evidence if location.first is not None
    )
    places.update(
        dict.fromkeys(
            statement.location
            for statement in statements
            if statement.location is not None and statement.location.first is not None
        )
    )
    made: list[Excerpt] = []
    lines: dict[str, list[str]] = {}
    for place in places:
        document = documents.get(place.path)
        if document is None or not document.text:
            continue
        text = _lines(document, place, lines.setdefault(place.path, []))
        if text:
            made.append(Excerpt(location=place, text=text))
        if len(made) == _MOST:
            break
    return tuple(made)


def _lines(document: Document, place: Location, lines: list[str]) -> str:
    """The first lines of a place, shortened; `lines` are those of the document, split once."""
    if not lines:
        lines += document.text.split("\n")
    first = place.first or 1
    last = min(place.last or first, first + _MOST_LINES - 1)
    text = "\n".join(entry[:_LONGEST] for entry in lines[first - 1 : last]).strip("\n")
    whole = last == (place.last or first) and len(text) <= _LONGEST
    return text if whole else f"{text[:_LONGEST].rstrip()} […]"
