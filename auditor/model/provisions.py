"""What a license says of itself as a contract: how it ends, under which law it is read, who indemnifies whom."""

from __future__ import annotations

from enum import StrEnum

from auditor.model.base import Noun
from auditor.model.terms import CureStart
from auditor.model.words import Grade


class ProvisionCode(StrEnum):
    """What a provision is about."""

    GOVERNING_LAW = "governing-law"
    """Whose law it is read under."""
    DISPUTES = "disputes"
    """Which courts, or which arbitration, decide."""
    INDEMNITY = "indemnity"
    """Who answers for claims of third parties against whom."""
    LANGUAGE = "language"
    """Which of several versions holds."""


class Provision(Noun, frozen=True, kw_only=True):
    """One thing that a license says of itself as a contract; no rule asks for it, and every terms sheet shows it."""

    code: ProvisionCode
    says: str
    """In short, after its label: "California", "the courts of Paris, exclusively"."""
    clause: str
    quote: str
    grade: Grade
    note: str = ""


class Cure(Noun, frozen=True, kw_only=True):
    """How a license ends on a breach, and comes back: "met since" is not "license intact" (design §5.23)."""

    automatic: bool
    """Whether it ends by itself; else the licensor may end it."""
    days: int | None = None
    """In how many days a breach may be cured; None: no clause says so."""
    starts: CureStart | None = None
    clause: str
    quote: str
    grade: Grade
    note: str = ""
