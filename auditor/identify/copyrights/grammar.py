"""The grammar of a copyright line: mark, years, holder; and of sentences that are only about copyright."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from auditor.identify.match import vocabulary
from auditor.model.base import Value
from auditor.patterns import regex

_MARK = regex(r"\bcopyrights?\b(?:\s{0,3}notice\s{0,3}:)?|\(c\)|\u00a9|\bspdx-filecopyrighttext\b", re.IGNORECASE)
_LONGEST = 300
"""Characters of the longest line whose statements are cached."""
_YEAR = r"(?:1[89]|20)[0-9]{2}"
_YEARS = regex(
    rf"{_YEAR}(?:\s{{0,2}}(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|\bto\b|\band\b|,|&|/)\s{{0,2}}(?:{_YEAR}|[0-9]{{2}}(?![0-9])|present\b|now\b|current\b)"
    r"|\s{1,2}present\b)*",
    re.IGNORECASE,
)
_RIGHTS = regex(r"[\s.,;(|\-\u2013\u2014]{0,6}\ball\s{1,3}rights?\s{1,3}reserved\b\W{0,12}$", re.IGNORECASE)
_FORM = regex(
    r"[\[<{(]\s{0,2}(?:(?:the\s)?(?:yyyy|yy|year|date|name|full\s?name|your|holder|owner|copyright|author|organi[sz]ation"
    r"|company|licensor|first\s)[^\[\]<>{}()]{0,60})[\]>})]|\byyyy\b",
    re.IGNORECASE,
)
_LINKS = regex(r"[(<]{0,2}\b(?:https?://|www\.)[^\s<>]{1,200}>?\)?|\(?<[^\s<>@]{1,80}@[^\s<>]{1,80}>\)?", re.IGNORECASE)
_POINTER = regex(r"\s{0,3}\((?:see|as listed in|listed in)\s[^()]{1,60}\)\s{0,3}$", re.IGNORECASE)
_PART = regex(r"\b(?:portions|modifications)\b|\u7248[\u6743\u6b0a]\u6240\u6709", re.IGNORECASE)
"""Words that may be before the first mark; the last ones are Chinese for "all rights reserved"."""
_PEOPLE = r"(?i:contributors|authors?|developers|maintainers|team|others|affiliates|subsidiaries|individuals|companies)"
_OTHERS = regex(
    rf"\s(?:and|or)\s(?:(?:its|their|other|individual|all|the)\s){{0,2}}(?:[\w.-]{{1,40}}\s)?{_PEOPLE}\W{{0,4}}$",
    re.IGNORECASE,
)
_COMPANY = regex(
    r"\b(?:Inc|INC|LLC|Ltd|LTD|Limited|GmbH|AG|Corp|Corporation|Co|Company|Foundation|Group|S\.?A|B\.?V|University"
    r"|Institute|Consortium|Association)\b"
)
_TOGETHER = regex(
    rf"(?:by\s)?(?:the\s{_PEOPLE}|(?:the\s)?(?:individual\s)?{_PEOPLE}\s(?:to|of)\s(?:the\s)?(?:[\w.+/-]{{1,40}}\s){{1,4}}project"
    rf"|(?:the\s)?{_PEOPLE}\s(?:to|of)\s(?:the\s)?[A-Z][\w.+/-]{{0,40}}(?:\s[A-Z][\w.+/-]{{0,40}}){{0,3}}"
    rf"|(?:the\s)?(?P<names>(?:[\w.+/-]{{1,40}}\s){{1,4}}){_PEOPLE})",
)
"""Names for a group of people, as in a line without year or mark."""
_ENDS = regex(
    r"[A-Za-z0-9)]{2}(?<!\bDr)(?<!\bSt)(?<!\bProf)(?=\.\s{1,3}(?!(?:Inc|Ltd|Limited|LLC|GmbH|Corp|Corporation)\b)[A-Z])"
)
"""The end of a statement that a sentence follows: a full stop that is not part of a name, then a capital."""
_WORD = regex(r"[^\W_]+")
_BINDING = vocabulary.listed(vocabulary.HOLDER_NEVER)
_SMALL = vocabulary.listed(vocabulary.HOLDER_SMALL)
_SPEAKS = vocabulary.listed(vocabulary.SPEAKS)
_IN_SENTENCE = _SPEAKS | vocabulary.listed(vocabulary.HOLDER_WITHOUT)
_LAWS = vocabulary.listed(vocabulary.LAWS)
_MOST_WORDS = 18
_BESIDE_FORM = 8


class Statement(Value, frozen=True):
    """A parsed copyright line."""

    written: str
    years: str
    holder: str
    template: bool


def is_copyright_line(line: str) -> bool:
    """Whether the line is copyright statements and nothing else."""
    return bool(statements(line, whole=True))


def statements(line: str, *, whole: bool = False) -> tuple[Statement, ...]:
    """The copyright statements of one line, which begins with one.

    `whole`: empty unless every word of the line belongs to them.
    """
    lower = line.lower()
    if "copyright" not in lower and "(c)" not in lower and "\u00a9" not in lower:
        return ()
    return _remembered(line, whole) if len(line) <= _LONGEST else _statements(line, whole)


def _statements(line: str, whole: bool) -> tuple[Statement, ...]:  # noqa: FBT001 - a part of the cache key
    text = _LINKS.sub(" ", line).lstrip(" \t\r\n#*/;%|>~-_\u2022`\"'.,:!=").rstrip(" \t\r\n#*/;|`\"'.,:")
    forms = [match.span() for match in _FORM.finditer(text)]
    marks = [mark for mark in _MARK.finditer(text[:600]) if not any(start < mark.start() < end for start, end in forms)]
    if not marks or _WORD.search(_PART.sub("", text[: marks[0].start()])):
        return ()
    complete: list[Statement] = []
    for part in _parts(text, marks):
        statement = _statement(part) or (None if whole else _before_a_sentence(part))
        if statement is None:
            if whole or not complete:
                return ()
            continue
        complete.append(statement)
    return tuple(complete)


_remembered = lru_cache(maxsize=256)(_statements)
"""Cached, as most lines about copyright are those of the same few licenses."""


def _parts(text: str, marks: list[re.Match[str]]) -> list[str]:
    """The line cut before each mark that does not merely repeat the one before it."""
    further = (
        mark.start()
        for before, mark in pairwise(marks)
        if _WORD.search(_YEARS.sub("", text[before.end() : mark.start()]))
    )
    return [text[start:stop] for start, stop in pairwise((marks[0].start(), *further, len(text)))]


@lru_cache(maxsize=256)
def _statement(part: str) -> Statement | None:
    """One statement; None if the words are only about copyright, or say more."""
    rest, signed = _unmarked(part)
    template = bool(_FORM.search(rest))
    years, rest = _take_years(rest)
    rest, again = _unmarked(rest)
    signed = signed or again
    holder = _POINTER.sub("", _RIGHTS.sub("", rest))
    holder = re.sub(r"^by\b\s{0,3}", "", holder.strip(" \t,;:-"), flags=re.IGNORECASE)
    holder = re.sub(r"(?:\s{1,3}and|\s{0,3}[,;&])$", "", holder.strip()).strip(" \t,;:-*#`\"'")
    written = _WORD.findall(holder)
    named = [word.lower() for word in written]
    if _BINDING.intersection(named) or _SMALL.intersection(written):
        return None
    if template:
        sure = len(_WORD.findall(_FORM.sub(" ", holder))) <= _BESIDE_FORM
    elif not named:
        sure = bool(years) and signed
    else:
        sure = (
            len(named) <= _MOST_WORDS
            and not _LAWS.intersection(named)
            and (bool(years) or (named[0] not in _SPEAKS if signed else _names(part, holder)))
            and not _continues_as_sentence(holder)
        )
    if not sure:
        return None
    return Statement(" ".join(part.split()).rstrip(" ,;"), years, holder if named else "", template)


def _before_a_sentence(part: str) -> Statement | None:
    """The statement with which words begin that go on to say more: "Copyright 2020 Acme Inc. Licensed under MIT".

    It has years and a holder: an item of a list may begin with "(c)" too.
    """
    end = _ENDS.search(part)
    statement = _statement(part[: end.end()]) if end else None
    return statement if statement and statement.years and statement.holder else None


def _unmarked(rest: str) -> tuple[str, bool]:
    """The words without the marks at the beginning, and whether one of those is a symbol: "(c)", not "copyright"."""
    signed = False
    while (mark := _MARK.match(rest)) is not None:
        signed = signed or not mark.group()[0].isalpha()
        rest = rest[mark.end() :].lstrip(" \t:,-")
    return rest, signed


def _names(part: str, holder: str) -> bool:
    """Whether what follows a mere "Copyright", without year or symbol, is a name.

    Either it has a capital; or the line's first letter is one, and it names a company ("npm, Inc.") or a group of
    people ("the project authors"): inside a sentence the line would begin with "copyright".
    """
    words = _WORD.findall(holder)
    speaks = _SPEAKS.intersection(word.lower() for word in words[:2])
    if not speaks and any(map(str.isupper, words[0])):
        return True
    if not part[0].isupper():
        return False
    together = _TOGETHER.fullmatch(holder)
    if together and _IN_SENTENCE.isdisjoint((together["names"] or "").lower().split()):
        return True
    return not speaks and bool(_COMPANY.search(holder))


def _take_years(rest: str) -> tuple[str, str]:
    """The years, wherever they are in the statement, and what is left."""
    years = _YEARS.search(rest)
    if years is None:
        return "", rest
    left = f"{rest[: years.start()].rstrip(' (,')} {rest[years.end() :].lstrip(' ),.:;+-')}"
    return " ".join(years.group().split()), left.strip()


def _continues_as_sentence(holder: str) -> bool:
    """Whether a sentence follows the holder: a full stop, then lower-case words; not "Inc. and others"."""
    holder = _OTHERS.sub("", holder)
    return bool(re.search(r"[a-z)]{2}\.\s{1,3}(?:[A-Z][a-z]{0,20}\s){0,2}[a-z]{2,20}\s[a-z]", holder))
