"""What prose says about licensing, as values."""

from __future__ import annotations

from auditor.model import Plainness
from auditor.model import StatementKind as Kind
from auditor.model import StatementSubject as Subject
from auditor.model import StatementTime as Time
from auditor.model.base import Noun

__all__ = ["Kind", "NotUnderstood", "Plainness", "Prose", "ProseStatement", "Subject", "Time"]


class ProseStatement(Noun, frozen=True, kw_only=True):
    """One thing that prose says.

    `license` is an SPDX expression, a LicenseRef or a profile's key, joined by OR if the reader may choose; it is
    empty, and `family` given, if the version is not stated. `limit` is a code ("non-commercial", "region:EU"). `part`
    is weights, code, tokenizer, data, documentation or unclear. `denied` is whether the license expressly does not
    apply; `not_now` whether one that applied earlier, or will apply, does not apply at present.
    """

    kind: Kind
    license: str = ""
    family: str = ""
    limit: str = ""
    part: str
    subject: Subject
    time: Time = Time.NOW
    conditional: bool = False
    denied: bool = False
    not_now: bool = False
    formula: bool = False
    """Whether a limit is only the end of a copyright line: "© 2024 Acme. All rights reserved."."""
    plainness: Plainness
    quote: str
    line: int


class NotUnderstood(Noun, frozen=True, kw_only=True):
    """A sentence with a license's name, a word for licenses or for limits, from which nothing was concluded.

    `names` are the licenses (or families) that it names; `limits` is whether it has a plain word for limits, or any
    such word under a heading about licenses.
    """

    quote: str
    line: int
    names: tuple[str, ...] = ()
    limits: bool = False


class Prose(Noun, frozen=True, kw_only=True):
    """All that a document's prose says; `cut` is whether some of it was left unread."""

    statements: tuple[ProseStatement, ...]
    not_understood: tuple[NotUnderstood, ...]
    cut: bool = False
