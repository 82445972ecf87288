"""What a remedy is made of, before it is known where in which file it goes."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from auditor.patterns import regex

_TOLD_APART = regex(r" \([^()]*\)$")
_IS_A_LICENSE = regex(r"(?i)licen[sc]e|agreement|terms|licenza|lizenz")


class Place(StrEnum):
    """Where a piece goes."""

    TEXT = "text"
    """A file of its own in LICENSES/."""
    NOTICE = "notice"
    """The NOTICE, in the paragraph about one upstream."""
    LINE = "line"
    """The same, unless a text that is carried has the line already."""
    CHANGES = "changes"
    """The same, last in the paragraph."""
    UPSTREAM_NOTICE = "upstream-notice"
    """The NOTICE, verbatim, apart from what is added."""
    CARD_KEY = "card-key"
    """The front matter of the card."""
    CARD = "card"
    """The end of the card."""


class Piece(NamedTuple):
    """Some words, for one finding."""

    place: Place
    words: str
    """A whole text, a line, or the value of a key of the front matter."""
    finding: str
    reason: str
    clause: str = ""
    """That of the license; "" for what no clause requires."""
    source: str = ""
    upstream: str = ""
    """The model that it is about; "" for the repository itself."""
    revision: str = ""
    """That of the model, as answered; "" where nobody said."""
    key: str = ""
    """The key of the license; of a value of the front matter: its key."""
    license: str = ""
    """What a reader calls the license."""


def title(name: str) -> str:
    """What the license is called, without the words by which its name is told from others of that name."""
    words = _TOLD_APART.sub("", name)
    return words if _IS_A_LICENSE.search(words) else f"{words} license"
