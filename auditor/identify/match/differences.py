"""Classifies a difference between a text and a license: whether it changes the meaning, or only the writing."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from auditor.identify.copyrights.grammar import is_copyright_line
from auditor.identify.match import titles
from auditor.identify.match.surroundings import Weight, weigh, weighty
from auditor.identify.normalize.folding import squeeze
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Container

    from auditor.identify.index.known import Known
    from auditor.identify.normalize.folding import Folded

_SHORT_WORD = 4
_YEAR = regex("(?:19|20)[0-9]{2}")
_ROW = 2
_PHRASE = 24
"""Most words of a phrase; fingerprint.py usually ends one sooner."""


class Kind(Enum):
    """The significance of a difference."""

    NOTHING = "nothing"
    """An optional part missing, a copyright line, a list marker, a hyphen."""
    TYPO = "typo"
    BESIDE = "beside"
    """Further words without legal meaning, outside the license's body."""
    REAL = "real"


class Run(NamedTuple):
    """A difference: words `first` to `end` of the text against words `low` to `high` of the license."""

    first: int
    end: int
    low: int
    high: int
    kind: Kind


def judged(run: Run, text: Folded, offset: int, wanted: list[str], known: Known) -> Run:
    """The run, at its place in the whole text, with its significance."""
    first, end = run.first + offset, run.end + offset
    return Run(first, end, run.low, run.high, _kind(first, end, run, text, wanted, known))


def slip(run: Run, words: list[str], strange: Container[str]) -> bool:
    """Whether phrases may differ only by misspelled, `strange` words: of the same length, and without numbers.

    A misspelled word changes only the phrase that contains it.
    """
    added = words[run.first : run.end]
    misspelled = sum(word in strange and word.isalpha() for word in added)
    return run.high - run.low == len(added) <= _PHRASE * misspelled and not any(map(_digits, added))


def _kind(first: int, end: int, run: Run, text: Folded, wanted: list[str], known: Known) -> Kind:
    added = text.words[first:end]
    missing = wanted[run.low : run.high] if wanted else []
    if run.high > run.low and not wanted:
        return Kind.REAL
    if _is_nothing(first, end, text, added, missing):
        return Kind.NOTHING
    if len(added) == len(missing) and all(
        typo(word, license_word) for word, license_word in zip(added, missing, strict=True)
    ):
        return Kind.TYPO
    if missing:
        return Kind.REAL
    inside = known.core[0] < run.low < known.core[1]
    title = () if inside else tuple(titles.of(wanted, known.title))
    weight = weigh(text.slice(first, end), title=title, key=known.name.key)
    if weight is Weight.NOTHING:
        return Kind.NOTHING
    return Kind.REAL if inside or weight is Weight.BINDING or weighty(added) else Kind.BESIDE


def _is_nothing(first: int, end: int, text: Folded, added: list[str], missing: list[str]) -> bool:
    """Whether only the writing differs: a hyphen, a list marker, a holder's name, the extent of a copyright line."""
    if "".join(added) == "".join(missing) or _only_years(first, end, text, missing):
        return True
    if not added and is_copyright_line(" ".join(missing)):
        return True
    if _in_statement(text, first, end, added, missing):
        return True
    if not missing:
        return all(text.marker(word) for word in range(first, end)) or _misspelled_statement(first, end, text)
    return missing == ["holder"] and bool(added) and not weighty(added)


def _only_years(first: int, end: int, text: Folded, missing: list[str]) -> bool:
    """Whether the difference consists of years in a list of years of a copyright statement."""
    sides = (text.words[max(0, first - _ROW) : first], text.words[end : end + _ROW])
    return all(map(_YEAR.fullmatch, [*text.words[first:end], *missing])) and any(
        len(side) == _ROW and all(map(_YEAR.fullmatch, side)) for side in sides
    )


def _misspelled_statement(first: int, end: int, text: Folded) -> bool:
    """Whether the words are a copyright line that begins with "Copyirght"."""
    word = text.words[first]
    if word == "copyright" or not typo(word, "copyright"):
        return False
    rest = text.clean[text.starts[first] + len(word) : text.starts[end - 1] + len(text.words[end - 1])]
    return is_copyright_line(" ".join(f"Copyright{rest}".split()))


def _in_statement(text: Folded, first: int, end: int, added: list[str], missing: list[str]) -> bool:
    """Whether the difference is the extent of a copyright statement: its words are there, or end an earlier one."""
    start = text.starts[first - 1] + len(text.words[first - 1]) if first else 0
    stop = text.starts[end] if end < len(text.starts) else len(text.clean)
    whole = text.clean[start:stop]
    if not added:
        return f" {' '.join(missing)} " in f" {squeeze(whole)} ".replace(" c ", " ")
    before = text.clean[start : text.starts[first]]
    return (
        not missing and any(map(str.isalpha, before)) and is_copyright_line(" ".join(whole.split()).lstrip(" .;:)\"'"))
    )


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def typo(word: str, wanted: str) -> bool:
    """Whether one word is the other misspelled: a letter or two, never a digit."""
    if word == wanted:
        return True
    if min(len(word), len(wanted)) < _SHORT_WORD - 1 or _digits(word) != _digits(wanted):
        return False
    if sorted(word) == sorted(wanted):
        return word[0] == wanted[0] or word[-1] == wanted[-1]
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    most = 1 if len(wanted) < 2 * _SHORT_WORD else 2
    return int(OSA.distance(word, wanted, score_cutoff=most)) <= most
