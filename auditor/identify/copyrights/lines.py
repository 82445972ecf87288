"""Copyright lines as data, and whether a line that must be kept is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from auditor.identify.copyrights.grammar import statements
from auditor.identify.normalize.folding import plain
from auditor.model import Copyright, DocumentKind, Location
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Document
    from auditor.model.budget import Budget

SPEAKING = (
    DocumentKind.LICENSE,
    DocumentKind.NOTICE,
    DocumentKind.COPYRIGHT,
    DocumentKind.THIRD_PARTY,
    DocumentKind.POLICY,
    DocumentKind.CARD,
    DocumentKind.SOURCE_CODE,
)
_INLINE = (DocumentKind.NOTICE, DocumentKind.COPYRIGHT, DocumentKind.THIRD_PARTY)
_OF_A_LICENSE = regex(r"^[^\n]{0,200}\bEveryone is permitted to copy and distribute verbatim copies\b")
_HEAD = 5
"""Within how many lines after the copyright line of a GNU license its permission to copy it begins."""
_INSIDE = regex(r"(?:^|[\s,;(\"\u201c])((?:copyright\s{0,3}(?:\(c\)|\u00a9)|\u00a9)\s{0,3}[^\n]{1,200})", re.IGNORECASE)
_YEAR = regex(r"(?:1[89]|20)[0-9]{2}")
_RANGE = regex(
    r"((?:1[89]|20)[0-9]{2})\s*(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|to)\s*((?:1[89]|20)[0-9]{2}|[0-9]{2}(?![0-9])|present|now|current)"
)
_OPEN = 9999
"""The end of "2020-present"."""
_WORD = regex(r"[^\W_]+")
_IDLE = frozenset(("the", "by"))
_LONGEST_LINE = 2_000
_SIGNS = ("copyright", "(c)", "\u00a9", "&copy", "&#")
"""One of these is in every copyright line, in lower case; the last two are how HTML writes signs."""


def of_document(document: Document, budget: Budget | None = None) -> tuple[Copyright, ...]:
    """Every copyright line of a document about licensing, in order; raises `OutOfTimeError`."""
    if document.kind not in SPEAKING:
        return ()
    first = document.body_line if document.kind is DocumentKind.CARD else 1
    return tuple(of_text(document.text, document.path, first=first, inline=document.kind in _INLINE, budget=budget))


def of_text(
    text: str, path: str, *, first: int = 1, inline: bool = False, budget: Budget | None = None
) -> Iterable[Copyright]:
    """The copyright lines from line `first` on; `inline`: also those inside a sentence. Raises `OutOfTimeError`.

    The line at the head of a GNU license is that of the license document, and of no work under it.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if (
            number < first
            or not _mentions_copyright(line)
            or _OF_A_LICENSE.search(line)
            or _OF_A_LICENSE.search(" ".join(lines[number : number + _HEAD]))
        ):
            continue
        if budget is not None:
            budget.check()
        shown = plain(line[:_LONGEST_LINE])
        copyrights = statements(shown)
        if not copyrights and inline:
            match = _INSIDE.search(shown)
            copyrights = statements(match.group(1).split('"')[0].split("\u201d")[0]) if match else ()
        for statement in copyrights:
            yield Copyright(
                statement=statement.written,
                holder=statement.holder,
                years=statement.years,
                location=Location(path=path, first=number, last=number),
                template=statement.template,
            )


def same_line(wanted: str, line: Copyright | str) -> bool:
    """Whether a copyright line is the wanted one: the same holder, and at least its years.

    Symbols, case, punctuation and white space do not count; "2023-2026" contains "2023", "2024" does not.
    """
    wanted_parts = _parts(wanted)
    line_parts = _parts(line if isinstance(line, str) else line.statement)
    if wanted_parts is None or line_parts is None:
        return not isinstance(line, Copyright) and _named(wanted) == _named(line)
    return bool(wanted_parts[0]) and wanted_parts[0] == line_parts[0] and wanted_parts[1] <= line_parts[1]


def holder_kept(holder: str, lines: Iterable[Copyright]) -> Copyright | None:
    """The first line of that holder, whatever its years; an unfilled template has no holder."""
    wanted = _named(holder)
    return next((line for line in lines if not line.template and wanted and _named(line.holder) == wanted), None)


def _mentions_copyright(line: str) -> bool:
    lower = normalize("NFKC", line[:_LONGEST_LINE]).lower()
    return any(sign in lower for sign in _SIGNS)


def _parts(line: str) -> tuple[tuple[str, ...], frozenset[int]] | None:
    """Holder and years of the first statement in a line; None if it is not a copyright line, or a template."""
    copyrights = statements(plain(line))
    if not copyrights or copyrights[0].template:
        return None
    return _named(copyrights[0].holder), _years(copyrights[0].years)


def _named(holder: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(holder.casefold()) if word not in _IDLE)


def _years(written: str) -> frozenset[int]:
    """Every year that the words name; an open range ends in 9999."""
    years = {int(year) for year in _YEAR.findall(written)}
    for match in _RANGE.finditer(written.lower()):
        start, end = int(match.group(1)), match.group(2)
        if not end.isdigit():
            years |= {*range(start, 2100), _OPEN}
        else:
            last = start // 100 * 100 + int(end) if len(end) == len("21") else int(end)
            years |= set(range(start, last + 1))
    return frozenset(years)
