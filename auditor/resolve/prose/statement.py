"""What prose says of licensing, as values."""

from __future__ import annotations

from auditor.model import Plainness
from auditor.model import StatementKind as Kind
from auditor.model import StatementSubject as Subject
from auditor.model import StatementTime as Time
from auditor.model.base import Noun

__all__ = ["Kind", "NotUnderstood", "Plainness", "Prose", "ProseStatement", "Subject", "Time"]


class ProseStatement(Noun, frozen=True, kw_only=True):
    """One thing that prose says.

    `license` is an SPDX expression, a LicenseRef or a profile's key, joined by OR where the reader may choose; empty
    with `family` where the version was not said. `limit` is a code ("non-commercial", "region:EU"). `part` is weights,
    code, tokenizer, data, documentation or unclear. `denied` is said of a license that is expressly not the one.
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
    formula: bool = False
    """Whether a limit is but the end of a copyright line: "© 2024 Acme. All rights reserved."."""
    plainness: Plainness
    quote: str
    line: int


class NotUnderstood(Noun, frozen=True, kw_only=True):
    """A sentence that names a license, a word for license or a word of limits, of which nothing was concluded.

    `names` are the licenses (or families) it names; `limits` whether it has a plain word of limits, or one under a
    heading about licenses.
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
