"""What an audit comes to in one word, and which findings make it fail."""

from __future__ import annotations

from enum import StrEnum

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
