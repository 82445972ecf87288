"""A long text, compared piece by piece: by entries if lines of dashes separate them, otherwise in stretches."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from auditor.identify.copyrights.grammar import is_copyright_line
from auditor.identify.match.stretches import MARGIN, STRETCH, in_stretches
from auditor.identify.results import moved
from auditor.model import Match
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.identify.match.stretches import Compare
    from auditor.model import Detection
    from auditor.model.budget import Budget

_LIST = 60_000
"""Fewest characters of a text that may be a list of entries."""
_LEAST_LINES = 8
"""Fewest lines of dashes in a list."""
_LONGEST_ENTRY = 12_000
"""Most characters from one such line to the next, on average."""
_SEPARATOR = regex(r"^[ \t>]{0,20}(?:[-=*_#~+\u2500\u2550]{8,}[ \t]*)$", re.MULTILINE)
_HEAD, _HEAD_LINES = 2_400, 12
"""Characters and lines at the head of an entry that show whose it is."""
_SETTLED = (Match.EXACT, Match.EXTRA, Match.MODIFIED)
_COPIES = 4_096
"""Most entries whose answers are cached for others with the same words."""


class _Entry(NamedTuple):
    """A part of a list, from line `before` + 1 on."""

    text: str
    before: int
    answer: tuple[Detection, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether it is identified, or contains nothing to identify."""
        return not _open(self.answer)

    @property
    def begins_a_text(self) -> bool:
        """Whether it begins with a copyright line."""
        return _has_line_of_copyright(self.text[:_HEAD])


def is_long(text: str) -> bool:
    """Whether a text is compared piece by piece."""
    return len(text) > STRETCH + MARGIN or _is_list(text)


def in_pieces(text: str, compare: Compare, budget: Budget | None) -> Iterator[Detection]:
    """The results of `compare` for each piece, at its lines of the text; raises `OutOfTimeError`."""
    if not _is_list(text):
        yield from in_stretches(text, compare, budget)
        return
    entries = _compared(_entries(text), compare, budget)
    for group in _groups(entries):
        for entry in _together(group, compare, budget):
            yield from (moved(detected, entry.before) for detected in entry.answer)


def _is_list(text: str) -> bool:
    """Whether lines of dashes divide it into entries; some licenses have such lines too."""
    if len(text) <= _LIST:
        return False
    most = max(_LEAST_LINES, len(text) // _LONGEST_ENTRY)
    return sum(1 for _ in islice(_SEPARATOR.finditer(text), most)) == most


def _entries(text: str) -> Iterator[_Entry]:
    """The text divided before each line of dashes that does not underline a heading inside a text."""
    cuts = [0, *(match.start() for match in _SEPARATOR.finditer(text) if _parts(text, match.start())), len(text)]
    before = 0
    for start, end in pairwise(cuts):
        yield _Entry(text[start:end], before)
        before += text.count("\n", start, end)


def _parts(text: str, start: int) -> bool:
    above = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : start]
    return start > 0 and (not above.strip() or _has_line_of_copyright(text[start : start + _HEAD]))


def _has_line_of_copyright(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return any(map(is_copyright_line, lines[: _HEAD_LINES + 1]))


def _compared(entries: Iterable[_Entry], compare: Compare, budget: Budget | None) -> list[_Entry]:
    """The entries with the result for each; repeated entries are compared once."""
    known: dict[str, tuple[Detection, ...]] = {}
    compared = []
    for entry in entries:
        if budget is not None:
            budget.check()
        answer = known.get(entry.text)
        if answer is None:
            answer = tuple(in_stretches(entry.text, compare, budget))
            if len(known) < _COPIES:
                known[entry.text] = answer
        compared.append(entry._replace(answer=answer))
    return compared


def _groups(entries: list[_Entry]) -> Iterator[list[_Entry]]:
    """The entries, grouped if they may be one text, as some licenses contain lines of dashes."""
    group: list[_Entry] = []
    for entry in entries:
        if group and _parted(group[-1], entry):
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def _parted(entry: _Entry, following: _Entry) -> bool:
    """Whether two neighbours are two texts."""
    if entry.settled and following.settled:
        return True
    return (entry.settled or following.settled) and following.begins_a_text


def _together(group: list[_Entry], compare: Compare, budget: Budget | None) -> Iterator[_Entry]:
    """The entries, joined if a text continues across a line of dashes."""
    first, *others = group
    for entry in others:
        joined = _Entry(first.text + entry.text, first.before)
        if len(joined.text) <= STRETCH + MARGIN:
            if budget is not None:
                budget.check()
            joined = joined._replace(answer=compare(joined.text))
            if _continues(joined.answer, first, entry):
                first = joined
                continue
        yield first
        first = entry
    yield first


def _continues(joined: tuple[Detection, ...], first: _Entry, second: _Entry) -> bool:
    """Whether a text spans both entries, and no less is identified in them joined than separately."""
    apart = (*first.answer, *second.answer)
    end = second.before - first.before
    less = _named(joined) < _named(apart) or _open(joined) > _open(apart)
    known = (detected for detected in joined if detected.match is not Match.UNKNOWN)
    return not less and any(low <= end < high for low, high in map(_lines, known))


def _lines(detected: Detection) -> tuple[int, int]:
    """The first and the last line of a text, including what was added to it if it is named."""
    lines = [detected.location.first, detected.location.last]
    if detected.license:
        lines += [line for words in detected.added for line in (words.first, words.last)]
    numbers = [line for line in lines if line]
    return min(numbers, default=0), max(numbers, default=0)


def _named(answer: Iterable[Detection]) -> int:
    return sum(detected.match in _SETTLED and bool(detected.license) for detected in answer)


def _open(answer: Iterable[Detection]) -> int:
    return sum(
        detected.match is not Match.REFERENCE and not (detected.match in _SETTLED and detected.license)
        for detected in answer
    )
