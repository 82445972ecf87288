"""How certainly a text is the license of its nearest known text, and when that name is withheld.

The nearest known text may be a relative of one that is not known: the next version, another model's
edition, the same license without a clause. The name is withheld if the words differ in what
distinguishes relatives: title, version, date, number; or if they differ in both directions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.identify.match.differences import Kind
from auditor.identify.match.distinguishing import Place
from auditor.identify.match.surroundings import turns
from auditor.identify.match.titles import conflicts, retitled, titled
from auditor.model import Match

if TYPE_CHECKING:
    from auditor.identify.index.known import Index
    from auditor.identify.match.align import Aligned
    from auditor.identify.normalize.folding import Folded

_SMALL = 3
"""Most words of a difference that may be a slip rather than a clause."""
_SLIPS = 0.002
"""Largest share of insignificant words that may differ in a text that is named."""
_ONE_WAY = 0.01
"""Largest share of words that may be both added and missing; a text with more of both is a relative."""
_STEM = 150
"""Length of a beginning that several licenses share, in words."""
_STEM_SHARE = 0.7
"""Least share of a license that must be present if only such a beginning is."""
_OPENING = 8
"""How many words count as the title if there is none."""
_TITLE = 16


def degree(index: Index, text: Folded, best: Aligned) -> Match:
    """`near` if only slips differ; `modified` if significant words were added or removed."""
    words = index.words(best.number)
    for run in best.real:
        if run.end - run.first > _SMALL or run.high - run.low > _SMALL:
            return Match.MODIFIED
        if turns(text.words[run.first : run.end]) or turns(words[run.low : run.high]):
            return Match.MODIFIED
    return Match.NEAR


def doubted(index: Index, text: Folded, best: Aligned, first: int, end: int) -> str:
    """Why the nearest known text is not named, for the reader; "" if it may be named."""
    known = best.known
    title = index.words(best.number)[: known.title]
    before = text.slice(max(first, best.first - _TITLE), best.first)
    key = f"{known.name.license} {known.name.key.rpartition(':')[2]}"
    if conflicts(before, title or [word for name in known.names for word in name.split()], key):
        return "the title says another version"
    if not best.real and not best.typos:
        return ""
    if best.matched < _STEM and best.license_coverage < _STEM_SHARE:
        return f"only {best.license_coverage:.0%} of it is there"
    place = Place(text.words[max(first, best.first - 2 * _TITLE) : end], index.vocabulary)
    for name in known.names:
        if not place.has(name):
            return f'"{name}" is missing'
    if known.names and not best.exactness:
        return ""
    return _differs(index, text, best) or _titled_otherwise(text, best, first, title)


def _differs(index: Index, text: Folded, best: Aligned) -> str:
    """How the words themselves differ as those of relatives do, for the reader; "" if they do not."""
    words = index.words(best.number)
    for run in best.real:
        added, missing = text.words[run.first : run.end], words[run.low : run.high]
        short = max(len(added), len(missing)) <= 2 * _SMALL
        if short and any(map(_has_digit, [*added, *missing])):
            return "a number differs"
    added_words = sum(run.end - run.first for run in best.real)
    lacking_words = sum(run.high - run.low for run in best.real)
    if best.exactness and degree(index, text, best) is Match.NEAR:
        return "words differ" if max(added_words, lacking_words) > max(1, _SLIPS * best.size) else ""
    least = max(_SMALL, _ONE_WAY * best.size)
    if best.exactness and added_words > least and lacking_words > least:
        return "words differ both ways"
    if any(run.low < (best.known.title or _OPENING) for run in best.real):
        return "the beginning differs"
    return ""


def _titled_otherwise(text: Folded, best: Aligned, first: int, title: list[str]) -> str:
    """That the text has the title of another license, on a line before it or on the line of its title; "" if not."""
    if not best.real:
        return ""
    own = best.known.title
    extra = [run for run in best.runs if run.end > run.first and run.kind is not Kind.NOTHING and 0 < run.low <= own]
    before = text.slice(max(first, best.first - 4 * _TITLE), best.first)
    longer = any(text.line(run.first) == text.line(run.first - 1) for run in extra)
    if longer or titled(before, title, best.known.name.key) or (best.opening >= own and retitled(before, title)):
        return "it has another title"
    return ""


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))
