"""What can keep an audit from being performed.

    AuditorError(message, *, tip)
      TargetError     the target cannot be read: no such path, not a model, no permission
      SourceError     what serves the target failed in a way that another try may cure
      RuleError       a file under rules/ is malformed: our fault, never the model's
      ConfigError     auditor.toml, or an option, is malformed
      ReportError     a saved report is not one, or of a version that cannot be read

A *file* that cannot be read is no error: it is an entry under "not read" and leaves whatever
hung on it undetermined.
"""

from __future__ import annotations


class AuditorError(Exception):
    """No audit was performed; `tip` is the next thing to do."""

    def __init__(self, message: str, *, tip: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.tip = tip


class TargetError(AuditorError):
    """The target cannot be read."""


class SourceError(AuditorError):
    """What serves the target failed."""


class RuleError(AuditorError):
    """A file under rules/ is malformed."""


class ReportError(AuditorError):
    """A saved report cannot be read."""


class ConfigError(AuditorError):
    """The user's configuration is malformed; `option` is the one that is wrong, and `problem` what is wrong with it."""

    def __init__(self, message: str, *, tip: str = "", option: str = "") -> None:
        super().__init__(f"{option}: {message}" if option else message, tip=tip)
        self.option = option
        self.problem = message
