"""Audit an AI model: whether the licenses of it, and of what it was made from, are honored.

    >>> import auditor
    >>> audit = auditor.audit("examples/03-finetune-with-its-notices/repo", auditor.Options(scancode=False))
    >>> audit.failing
    ()

Stable: the command line, the exit codes, the JSON report, the format of rules/, and what `__all__` names.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.errors import AuditorError, ConfigError, ReportError, RuleError, SourceError, TargetError
    from auditor.knowledge import Knowledge
    from auditor.model import (
        AllowedLicense,
        AppliesTo,
        Audit,
        Because,
        Candidate,
        Certainty,
        Citation,
        Comparison,
        Contradiction,
        Copyright,
        Cure,
        CureStart,
        Currency,
        Detection,
        Document,
        DocumentKind,
        Duty,
        DutyCode,
        DutyPlace,
        EdgeDoubts,
        EdgeKind,
        Evidence,
        Facts,
        FailOn,
        Field,
        FileChange,
        FileEntry,
        Finding,
        Grade,
        Harm,
        History,
        Identification,
        IdentifiedText,
        Interval,
        KnownRelease,
        Limit,
        LimitCode,
        LimitException,
        Lineage,
        Location,
        Match,
        NameSource,
        OpenJoin,
        Options,
        Outcome,
        Part,
        Period,
        Permission,
        PermissionState,
        Plainness,
        Progress,
        Reason,
        Relation,
        Repository,
        RuleVerdict,
        Rung,
        Severity,
        Shortfall,
        Snapshot,
        Source,
        Standing,
        Statement,
        StatementKind,
        StatementSource,
        StatementSubject,
        StatementTime,
        StudentCondition,
        Survey,
        SurveyedModel,
        SurveyEntry,
        Target,
        Termination,
        Timeline,
        Trigger,
        Unread,
        UnreadReason,
        Upstream,
        UserTerms,
        Verdict,
        Waiver,
        WaiverReason,
        WaiverState,
        WaiverUse,
        WeightsState,
        Words,
        Worst,
    )
    from auditor.pipeline.audit import audit
    from auditor.pipeline.context import Finder
    from auditor.pipeline.history import history
    from auditor.pipeline.identify import identify_files, identify_text
    from auditor.pipeline.lineage import trace_lineage
    from auditor.pipeline.survey import survey, survey_cache
    from auditor.report.formats import render
    from auditor.sources import Hub

    __version__: str

_HOMES = {
    **dict.fromkeys(
        ("AuditorError", "ConfigError", "ReportError", "RuleError", "SourceError", "TargetError"), "auditor.errors"
    ),
    "Knowledge": "auditor.knowledge",
    "Hub": "auditor.sources",
    "render": "auditor.report.formats",
    "Finder": "auditor.pipeline.context",
    "audit": "auditor.pipeline.audit",
    "history": "auditor.pipeline.history",
    **dict.fromkeys(("identify_files", "identify_text"), "auditor.pipeline.identify"),
    **dict.fromkeys(("survey", "survey_cache"), "auditor.pipeline.survey"),
    "trace_lineage": "auditor.pipeline.lineage",
}
"""Where a public name is defined, if not in `auditor.model`."""

__all__ = [
    "AllowedLicense",
    "AppliesTo",
    "Audit",
    "AuditorError",
    "Because",
    "Candidate",
    "Certainty",
    "Citation",
    "Comparison",
    "ConfigError",
    "Contradiction",
    "Copyright",
    "Cure",
    "CureStart",
    "Currency",
    "Detection",
    "Document",
    "DocumentKind",
    "Duty",
    "DutyCode",
    "DutyPlace",
    "EdgeDoubts",
    "EdgeKind",
    "Evidence",
    "Facts",
    "FailOn",
    "Field",
    "FileChange",
    "FileEntry",
    "Finder",
    "Finding",
    "Grade",
    "Harm",
    "History",
    "Hub",
    "Identification",
    "IdentifiedText",
    "Interval",
    "Knowledge",
    "KnownRelease",
    "Limit",
    "LimitCode",
    "LimitException",
    "Lineage",
    "Location",
    "Match",
    "NameSource",
    "OpenJoin",
    "Options",
    "Outcome",
    "Part",
    "Period",
    "Permission",
    "PermissionState",
    "Plainness",
    "Progress",
    "Reason",
    "Relation",
    "ReportError",
    "Repository",
    "RuleError",
    "RuleVerdict",
    "Rung",
    "Severity",
    "Shortfall",
    "Snapshot",
    "Source",
    "SourceError",
    "Standing",
    "Statement",
    "StatementKind",
    "StatementSource",
    "StatementSubject",
    "StatementTime",
    "StudentCondition",
    "Survey",
    "SurveyEntry",
    "SurveyedModel",
    "Target",
    "TargetError",
    "Termination",
    "Timeline",
    "Trigger",
    "Unread",
    "UnreadReason",
    "Upstream",
    "UserTerms",
    "Verdict",
    "Waiver",
    "WaiverReason",
    "WaiverState",
    "WaiverUse",
    "WeightsState",
    "Words",
    "Worst",
    "__version__",
    "audit",
    "history",
    "identify_files",
    "identify_text",
    "render",
    "survey",
    "survey_cache",
    "trace_lineage",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what the names above are
    """Import what is asked for: `auditor --help` must not load the engine."""
    if name == "__version__":
        from auditor.version import VERSION  # noqa: PLC0415 - as everything public, read when it is asked for

        return VERSION
    if name not in __all__:
        raise AttributeError(f"module 'auditor' has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "auditor.model")), name)


def __dir__() -> list[str]:
    """The public names, which are imported only when they are asked for."""
    return sorted({*globals(), *__all__})
