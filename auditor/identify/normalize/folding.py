"""Text as words: what remains after case, layout, markup and quotes are folded away.

There are two foldings. `squeeze` and `find` are for searching a sentence. `fold` is for the comparison of whole
licenses: it also drops copyright lines and list markers, unifies spelling variants and replaces a holder's name
inside a clause.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from auditor.identify.copyrights.grammar import is_copyright_line
from auditor.identify.match import vocabulary
from auditor.identify.normalize.list_markers import without_list_markers
from auditor.identify.normalize.markup import without_markup
from auditor.model.base import Value
from auditor.patterns import regex

_CACHED_LENGTH = 64_000
"""Characters of the longest text whose words are cached."""

_WORD = regex(r"[^\W_]+")
_WORD_APART = regex(r"([^\W_]+)")
_ASCII_WORD_APART = regex(r"([0-9A-Za-z]+)")
"""The same for ASCII text, as most licenses are: takes two thirds of the time."""
_BETWEEN_WORDS = str.maketrans({code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "\n"})
_RESTRICTS = regex(
    r"\b(?:prohibit|forbid|forbidden|restrict|cannot|non-?commercial|modified|except|unless|paid)"
    r"|\b(?:may|must|shall|do|is|are)\s+not\b|\bonly\s+for\b",
    re.IGNORECASE,
)
"""Words that do not occur in a mere description of a license."""
_COPYRIGHT = regex(r"copyright|\(c\)|\u00a9")
_COPYRIGHT_LINE = regex(
    r"^[^\w\n(\u00a9]{0,40}(?:(?:portions |modifications )?copyright|\(c\)|\u00a9)[^\n]{0,300}$", re.MULTILINE
)
_RIGHTS_LINE = regex(r"^[^\w\n]{0,40}all rights reserved[^\w\n]{0,10}$", re.MULTILINE)
_BRACED = regex(r"\((?:[0-9]{1,2}|[a-z]|[ivx]{2,5})\)")
_PLUS = regex(r"(?<=[a-z])\+\+")
_ITEM = regex(r"(?<![\w.])\(?(?:[0-9]{1,2}|[a-z]|[ivx]{2,5})[.)](?=\s|$)", re.IGNORECASE)
_JOINED = regex(r"((?:sub|non)(?<!\w{4})-[^\w]{0,12}(?:(?:sub|non)-[^\w]{0,12}){0,2})([a-z]{1,60})")
_PAGE = regex(
    r"(?<=\n)[ \t]{0,80}(?:page[ \t]{1,4})?[-\u2013]?[ \t]?[0-9]{1,4}(?:[ \t]{0,4}(?:of|/)[ \t]{0,4}[0-9]{1,4})?"
    r"[ \t]?[-\u2013]?[ \t]{0,80}\n{0,3}(?=\f)"
)
"""A page number before a form feed, as in text extracted from a PDF."""
_PREFIX = 40
_MARGIN = " \t\n#*/;%|>~-"
_SIGN = regex(r"\(c\)|\u00a9")
_NOR = "nor the names of (?:its|any|their|the|other|his|contributors)"
_HOLDERS = tuple(
    (f" {before} ", regex(rf"(?!of )(?:[^\s]+ ){{1,{most}}}?(?={after} )"))
    for before, most, after in (
        ("neither the name of", 24, _NOR),
        ("neither the names of", 24, _NOR),
        ("neither the name", 24, _NOR),
        ("the name of", 16, "may not be used to endorse"),
        ("the name", 16, "may not be used to endorse"),
        ("the names of", 16, "may not be used to endorse"),
        ("software is provided by", 16, "as is"),
        ("in no event shall", 16, "be liable for any"),
        ("is provided as is and", 16, "disclaims? all warranties"),
    )
)
_HOLDER = "holder"
_BINDING = vocabulary.listed(vocabulary.CLAUSE + vocabulary.STRONG + vocabulary.TOPICS)
_FRONT_KEYS = vocabulary.listed(vocabulary.FRONT_KEYS)
_SAME = {
    "http": "https",
    "licence": "license",
    "licences": "licenses",
    "licenced": "licensed",
    "sublicence": "sublicense",
    "sublicences": "sublicenses",
    "acknowledgement": "acknowledgment",
    "acknowledgements": "acknowledgments",
    "analogue": "analog",
    "analyse": "analyze",
    "artefact": "artifact",
    "authorisation": "authorization",
    "authorised": "authorized",
    "calibre": "caliber",
    "cancelled": "canceled",
    "capitalisations": "capitalizations",
    "catalogue": "catalog",
    "categorise": "categorize",
    "centre": "center",
    "emphasised": "emphasized",
    "endeavour": "endeavor",
    "favour": "favor",
    "favourite": "favorite",
    "expressed": "express",
    "fulfil": "fulfill",
    "fulfilment": "fulfillment",
    "honour": "honor",
    "initialise": "initialize",
    "judgement": "judgment",
    "labelling": "labeling",
    "labour": "labor",
    "maximise": "maximize",
    "modelled": "modeled",
    "modelling": "modeling",
    "offence": "offense",
    "optimise": "optimize",
    "organisation": "organization",
    "organisations": "organizations",
    "practise": "practice",
    "programme": "program",
    "realise": "realize",
    "recognise": "recognize",
    "signalling": "signaling",
    "utilisation": "utilization",
    "whilst": "while",
    "wilful": "willful",
}


_FRONT = regex(
    r"\A\s{0,8}---[ \t]*\n((?:[a-z][\w-]{0,60}:.*\n|[ \t]+\S.*\n|-[ \t].*\n|[ \t]*\n){1,200})---[ \t]*(?=\n|\Z)",
    re.ASCII,
)


class Folded(Value, frozen=True):
    """A text as words, each with its place."""

    words: list[str]
    starts: list[int]
    """Offset of each word in `clean`."""
    clean: str
    """The text without markup, case kept."""
    breaks: list[int]
    """Offset of each line's first character in `clean`."""
    front: int = 0
    """Lines of a front matter, whose words are not among them."""

    def line(self, word: int) -> int:
        """The line of a word, 1-based."""
        return bisect_right(self.breaks, self.starts[word])

    def slice(self, first: int, end: int) -> str:
        """The words from `first` up to `end` as written, with what follows the last of them."""
        if first >= end:
            return ""
        stop = self.starts[end] if end < len(self.starts) else len(self.clean)
        return self.clean[self.starts[first] : stop]

    def excerpt(self, first: int, end: int) -> str:
        """The same on one line, without the marks of the next line."""
        return " ".join(self.slice(first, end).split()).rstrip("#*>/ ")

    def marker(self, word: int) -> bool:
        """Whether a word is only the number or letter of a list item."""
        start = self.starts[word]
        return bool(_ITEM.match(self.clean, start - 1 if start and self.clean[start - 1] == "(" else start))


class _Squeezed(NamedTuple):
    words: str
    counts: tuple[int, ...]
    """How many words there are up to the end of each line."""


def squeeze(text: str) -> str:
    """The text's words, lower case, joined by single spaces; "©" and "(c)" both read "c"."""
    return _squeezed(text).words


def _squeezed(text: str) -> _Squeezed:
    return _cached(text) if len(text) <= _CACHED_LENGTH else _cached_long(text)


def _squeeze(text: str) -> _Squeezed:
    shown = without_markup(text).replace("\u00a9", " c ").lower()
    if shown.isascii():
        lines = [line.split() for line in shown.translate(_BETWEEN_WORDS).split("\n")]
    else:
        lines = [_WORD.findall(line) for line in shown.split("\n")]
    return _Squeezed(" ".join(chain.from_iterable(lines)), tuple(accumulate(map(len, lines))))


_cached = lru_cache(maxsize=32)(_squeeze)
"""Cached, as a card is searched for two dozen sentences one after another; at most 4 MB."""
_cached_long = lru_cache(maxsize=2)(_squeeze)


def find(text: str, words: str) -> tuple[int, int] | None:
    """First and last line (1-based) of the first occurrence of the squeezed words, across line breaks."""
    wanted = squeeze(words)
    squeezed, counts = _squeezed(text)
    squeezed = f" {squeezed} "
    where = squeezed.find(f" {wanted} ")
    if where < 0 or not wanted:
        return None
    first = squeezed.count(" ", 0, where)
    last = first + wanted.count(" ")
    return bisect_right(counts, first) + 1, bisect_right(counts, last) + 1


def plain(text: str) -> str:
    """The text as a reader sees it: without tags, entities, link targets and invisible characters."""
    return without_markup(text)


def words(text: str) -> list[str]:
    """The words of a license text, folded for comparison."""
    words = _WORD.findall(_bare(_headless(without_markup(text))[0]))
    return _collapse([_SAME.get(word, word) for word in words])[0]


def fold(text: str) -> Folded:
    """The same words as `words`, each with its place in the text."""
    clean, front = _headless(without_markup(text))
    bare = _bare(clean)
    parts = (_ASCII_WORD_APART if bare.isascii() else _WORD_APART).split(bare)
    starts = list(accumulate(map(len, parts)))[:-1:2]
    folded, kept = _collapse([_SAME.get(word, word) for word in parts[1::2]])
    breaks = [0, *(match.end() for match in re.finditer("\n", clean))]
    return Folded(folded, [starts[index] for index in kept] if kept else starts, clean, breaks, front)


def _collapse(words: list[str]) -> tuple[list[str], list[int]]:
    """The words with each holder's name inside a clause replaced by one word, and the index of each kept word.

    The second is empty if nothing was collapsed.
    """
    line = f" {' '.join(words)} "
    spans: list[tuple[int, int]] = []
    for before, pattern in _HOLDERS:
        at = line.find(before)
        counted = word = 0
        while at >= 0:
            at += len(before)
            match = pattern.match(line, at)
            if match and not _BINDING.intersection(match.group().split()):
                word += line.count(" ", counted, at)
                counted = at
                spans.append((word - 1, word - 1 + line.count(" ", at, match.end())))
            at = line.find(before, at)
    if not spans:
        return words, []
    spans.sort()
    folded: list[str] = []
    kept: list[int] = []
    at = 0
    for first, end in spans:
        folded += [*words[at:first], _HOLDER]
        kept += [*range(at, first), first]
        at = end
    return [*folded, *words[at:]], [*kept, *range(at, len(words))]


def _headless(clean: str) -> tuple[str, int]:
    """The text with a front matter that only describes it blanked, and the number of its lines."""
    match = _FRONT.match(clean, 0, 20_000) if clean.lstrip()[:3] == "---" else None
    if match is None:
        return clean, 0
    keys = {line.split(":", 1)[0] for line in match.group(1).split("\n") if line[:1].isalpha()}
    if not keys <= _FRONT_KEYS or _RESTRICTS.search(match.group(1)):
        return clean, 0
    lines = match.group().count("\n")
    return "\n" * lines + clean[match.end() :], lines + 1


def _bare(clean: str) -> str:
    """The same length, lower case, copyright lines and list markers blanked."""
    bare = clean.lower()
    bare = _without_copyright_lines(bare, clean)
    if "rights reserved" in bare:
        bare = _RIGHTS_LINE.sub(_blank, bare)
    if "\f" in bare:
        bare = _PAGE.sub(_blank, bare)
    bare = without_list_markers(_BRACED.sub(_blank, _SIGN.sub(_blank, bare)))
    bare = _PLUS.sub("pp", bare) if "++" in bare else bare
    return _JOINED.sub(lambda match: _joined(match[1], match[2]), bare) if "sub-" in bare or "non-" in bare else bare


def _joined(prefix: str, word: str) -> str:
    """`non-` and the word after it as one word, at the place of the first, with blanks for what separated them."""
    letters = "".join(filter(str.isalpha, prefix))
    return f"{letters}{word}{' ' * (len(prefix) - len(letters))}"


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _without_copyright_lines(bare: str, clean: str) -> str:
    """Copyright lines blanked; `clean` is the same text with its capitals."""
    pieces = []
    at = 0
    for mark in _COPYRIGHT.finditer(bare):
        start = bare.rfind("\n", 0, mark.start()) + 1
        match = _COPYRIGHT_LINE.match(bare, start) if start >= at else None
        if match is not None:
            pieces += [bare[at:start], _blank_statement(match, clean)]
            at = match.end()
    return "".join((*pieces, bare[at:]))


def _blank_statement(match: re.Match[str], clean: str) -> str:
    """Blanks for a copyright line; `clean` has the same line with its capitals. After a comma it is not one."""
    if clean[max(0, match.start() - _PREFIX) : match.start()].rstrip(_MARGIN).endswith(","):
        return match.group()
    return _blank(match) if is_copyright_line(clean[match.start() : match.end()]) else match.group()
