"""The pieces of a remedy, before their files and positions are known."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from auditor.patterns import regex

_DISAMBIGUATION = regex(r" \([^()]*\)$")
_IS_A_LICENSE = regex(r"(?i)licen[sc]e|agreement|terms|licenza|lizenz")


class Place(StrEnum):
    """Where a piece goes."""

    TEXT = "text"
    """A file of its own in LICENSES/."""
    NOTICE = "notice"
    """The NOTICE, in the paragraph about an upstream."""
    LINE = "line"
    """The same, unless an included text already has the line."""
    CHANGES = "changes"
    """The same, at the end of the paragraph."""
    UPSTREAM_NOTICE = "upstream-notice"
    """The NOTICE, verbatim, separate from other additions."""
    CARD_KEY = "card-key"
    """The front matter of the card."""
    CARD = "card"
    """The end of the card."""


class Piece(NamedTuple):
    """Words to insert for one finding."""

    place: Place
    words: str
    """A whole text, a line, or the value of a key of the front matter."""
    finding: str
    reason: str
    clause: str = ""
    """The clause of the license; "" if no clause requires it."""
    source: str = ""
    upstream: str = ""
    """The model that it is about; "" for the repository itself."""
    revision: str = ""
    """The revision of the model, as answered; "" if not answered."""
    key: str = ""
    """The key of the license, or of a value in the front matter."""
    license: str = ""
    """The name of the license, for a reader."""


def title(name: str) -> str:
    """The name of a license, without the addition that distinguishes it from others of that name."""
    words = _DISAMBIGUATION.sub("", name)
    return words if _IS_A_LICENSE.search(words) else f"{words} license"
