"""The provisions of a license as a contract: how it terminates, its governing law, who indemnifies whom."""

from __future__ import annotations

from enum import StrEnum

from auditor.model.base import Noun
from auditor.model.terms import CureStart
from auditor.model.words import Grade


class ProvisionCode(StrEnum):
    """What a provision is about."""

    GOVERNING_LAW = "governing-law"
    """The law that governs it."""
    DISPUTES = "disputes"
    """The courts or the arbitration that decide disputes."""
    INDEMNITY = "indemnity"
    """Who indemnifies whom against claims of third parties."""
    LANGUAGE = "language"
    """Which of several language versions controls."""


class Provision(Noun, frozen=True, kw_only=True):
    """One provision of a license as a contract; no rule checks it, and every terms sheet shows it."""

    code: ProvisionCode
    says: str
    """A short form, shown after its label: "California", "the courts of Paris, exclusively"."""
    clause: str
    quote: str
    grade: Grade
    note: str = ""


class Cure(Noun, frozen=True, kw_only=True):
    """How a license terminates on a breach and is reinstated: "met since" is not "license intact" (design §5.23)."""

    automatic: bool
    """Whether it terminates automatically; otherwise the licensor may terminate it."""
    days: int | None = None
    """Within how many days a breach may be cured; None: no clause says so."""
    starts: CureStart | None = None
    clause: str
    quote: str
    grade: Grade
    note: str = ""
