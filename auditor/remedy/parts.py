"""What a remedy is made of, before it is known where in which file it goes."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Place(StrEnum):
    """Where a piece goes."""

    TEXT = "text"
    """A file of its own in LICENSES/."""
    NOTICE = "notice"
    """The NOTICE, in the paragraph about one upstream."""
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
    source: str = ""
    upstream: str = ""
    """The model that it is about; "" for the repository itself."""
    key: str = ""
    """The key of the license; of a value of the front matter: its key."""
    license: str = ""
    """What a reader calls the license."""
