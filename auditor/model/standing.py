"""The result of an audit in one word, and which findings make it fail."""

from __future__ import annotations

from enum import StrEnum

from auditor.model.base import Noun
from auditor.model.words import Severity


class FailOn(StrEnum):
    """The least severity that makes an audit fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"

    def includes(self, severity: Severity) -> bool:
        """Whether a finding of that severity is at or above it."""
        severities = tuple(Severity)
        return self is not FailOn.NEVER and severities.index(severity) <= severities.index(Severity(self.value))


class Standing(StrEnum):
    """The headline of one model (design §9), the worst first; a waiver never changes it."""

    DOES_NOT_COMPLY = "does-not-comply"
    """A requirement of an upstream license is not met, or an upstream license contradicts the label."""
    NOT_SHOWN_TO_COMPLY = "not-shown-to-comply"
    """Every model recognised as a possible base requires something that was not found."""
    UNDETERMINED = "undetermined"
    """Something is unread, unknown or open, or the publisher's own statements disagree."""
    NO_FINDINGS = "no-findings"
    """Nothing was found against the license terms read, except notes."""
    NOT_A_MODEL = "not-a-model"
    """The target is not a model."""


class Question(Noun, frozen=True, kw_only=True):
    """What would settle something that is open."""

    question: str
    settles: tuple[str, ...]
    """Ids of the findings that depend on the answer."""


class Summary(Noun, frozen=True, kw_only=True):
    """The answer, before its reasons."""

    errors: int
    warnings: int
    notes: int
    accepted: int
    """How many findings, of any severity, a waiver accepts."""
    covered: int
    """How many findings a separate permission is said to cover; it is not verified."""
    all_accepted: bool
    """Whether there is an error or a warning, and waivers accept them all."""
    decides: str
    """One sentence: the counts, and what decides."""
    first: str
    """The one thing to do first; "" for nothing."""
    exit_code: int
    """0, or 1 if a finding fails the audit."""
    failing: tuple[str, ...]
    """Ids of the findings at or above `fail_on` that no waiver accepts, the worst first."""
    questions: tuple[Question, ...]
    """What would settle what is open, each once."""
