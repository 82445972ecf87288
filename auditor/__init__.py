"""Audit an AI model: whether the licenses of it, and of what it was made from, are honored.

Stable: the command line, the exit codes, the JSON report, the format of rules/, and what `__all__` names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.errors import AuditorError, ConfigError, ReportError, RuleError, SourceError, TargetError
    from auditor.knowledge import Knowledge
    from auditor.model import Audit, Finding, History, Severity, Verdict, Waiver, WaiverReason
    from auditor.pipeline import audit, history
    from auditor.report.formats import render

__all__ = [
    "Audit",
    "AuditorError",
    "ConfigError",
    "Finding",
    "History",
    "Knowledge",
    "ReportError",
    "RuleError",
    "Severity",
    "SourceError",
    "TargetError",
    "Verdict",
    "Waiver",
    "WaiverReason",
    "audit",
    "history",
    "render",
]

_HOMES = {
    **dict.fromkeys(("audit", "history"), "auditor.pipeline"),
    "Knowledge": "auditor.knowledge",
    "render": "auditor.report.formats",
    **dict.fromkeys(
        ("AuditorError", "ConfigError", "ReportError", "RuleError", "SourceError", "TargetError"), "auditor.errors"
    ),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what the names above are
    """Import what is asked for: `auditor --help` must not load the engine."""
    if name not in __all__:
        raise AttributeError(f"module 'auditor' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only when something is asked for

    return getattr(import_module(_HOMES.get(name, "auditor.model")), name)
