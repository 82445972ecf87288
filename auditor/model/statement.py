"""What a text is, whose copyright it states, and which terms are said to apply."""

from __future__ import annotations

from auditor.model.base import Noun
from auditor.model.source import Location
from auditor.model.words import (
    Certainty,
    Match,
    Part,
    Plainness,
    StatementKind,
    StatementSource,
    StatementSubject,
    StatementTime,
)

_OFFERING = (StatementSource.DECLARED, StatementSource.DETECTED)
"""The sources by which a repository itself offers terms, rather than inheriting them."""


class Words(Noun, frozen=True, kw_only=True):
    """A run of words that one text has and the other does not."""

    text: str
    first: int | None = None
    """First line in the file, for added words; None for words that are missing."""
    last: int | None = None


class Detection(Noun, frozen=True, kw_only=True):
    """A span of text identified as a license: how closely it matches, and by which matcher."""

    location: Location
    license: str
    """A profile key; an SPDX id if no profile has the text; "" if unknown."""
    expression: str
    """SPDX; "NOASSERTION" if unknown."""
    match: Match
    matcher: str
    """digest · aligned · scancode · spdx-tag · …"""
    score: float
    """Between 0 and 1; the smaller of both coverages for texts that we compared ourselves."""
    license_coverage: float = 0.0
    """Share of the license's words found in the file."""
    file_coverage: float = 0.0
    """Share of the file's words that the license explains."""
    added: tuple[Words, ...] = ()
    missing: tuple[Words, ...] = ()
    policy: bool = False
    """A use policy: terms, but not the agreement."""
    alike: tuple[str, ...] = ()
    """For a text that is not identified: the licenses nearest to it, as profile keys or SPDX ids."""
    note: str = ""

    @property
    def carries_text(self) -> bool:
        """Whether it is the whole text of the license, unchanged."""
        return self.match in (Match.EXACT, Match.EXTRA) and not self.policy


class Copyright(Noun, frozen=True, kw_only=True):
    """A copyright line as data."""

    statement: str
    """As written, on one line."""
    holder: str
    years: str
    """As written: "2023", "2020-2024", "2020-present"; "" if there is none."""
    location: Location
    template: bool = False
    """Whether it is a template that was not filled in: "Copyright (c) [year] [fullname]"."""


class Statement(Noun, frozen=True, kw_only=True):
    """A statement that a license expression applies."""

    expression: str
    """SPDX, normalised; "NOASSERTION" if the words name no single license."""
    source: StatementSource
    part: Part
    certainty: Certainty
    raw: str
    """As written, or what was found."""
    location: Location | None = None
    by: str = ""
    """Where it is made, for the reader: "card, license", "LICENSE, exact text", an upstream's id."""
    note: str = ""
    outbound: bool = True
    """Whether this repository offers it (a tag, its LICENSE), rather than carrying it for somebody else's work."""
    kind: StatementKind = StatementKind.LICENSE
    subject: StatementSubject = StatementSubject.SELF
    plainness: Plainness = Plainness.CLOSED
    time: StatementTime = StatementTime.NOW
    limit: str = ""
    """For a limit: its code ("non-commercial", "region:EU")."""
    quote: str = ""
    """The sentence from which it was read; "" for a field or a license text."""
    names: tuple[str, ...] = ()
    """For what was not understood or not identified: the licenses that its words name."""
    covers: tuple[str, ...] = ()
    """The files or folders it is about, as patterns; empty: all of the part."""

    @property
    def path(self) -> str:
        """The file that makes it; "" if it has no place."""
        return self.location.path if self.location else ""

    @property
    def line(self) -> int | None:
        """The first line that makes it."""
        return self.location.first if self.location else None

    def offers(self, part: Part) -> bool:
        """Whether this repository itself offers the part under it, by a tag, a text or plain words."""
        return self.outbound and self.part is part and self.source in _OFFERING
