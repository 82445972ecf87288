"""The nouns of the auditor, frozen, and the Source protocol.

Those that no plain audit needs are imported on first use: each noun adds to the start-up time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from auditor.model.base import Noun
from auditor.model.document_words import DocumentKind, NameSource, UnreadReason, WeightsState
from auditor.model.facts import Contradiction, Facts, Lineage
from auditor.model.governing import Excerpt, GoverningLicense
from auditor.model.license import (
    AllowedLicense,
    Citation,
    Duty,
    Edition,
    Grant,
    HubId,
    Limit,
    Outbound,
    PassesOn,
    Profile,
)
from auditor.model.license_use import Counting, LicenseUse
from auditor.model.lineage import (
    Candidate,
    Comparison,
    EdgeDoubts,
    EdgeKind,
    Evidence,
    KnownRelease,
    NamedModel,
    Rung,
    Upstream,
)
from auditor.model.options import Options, Target
from auditor.model.permission import Permission, PermissionState
from auditor.model.provisions import Cure, Provision, ProvisionCode
from auditor.model.reason import Because, Reason
from auditor.model.release import Family, KnownTokenizer, LicensePeriod, Mirror, Release, ReleasePart
from auditor.model.report_options import Audience, ReportOptions
from auditor.model.result import Audit, Finding, OpenJoin, Outcome, Waiver, WaiverState
from auditor.model.rule import Case, CaseText, CaseUpstream, Rule, Subject
from auditor.model.rule_words import About, Placeholder, PredicateName
from auditor.model.source import (
    Document,
    Field,
    FileEntry,
    Location,
    Progress,
    Repository,
    Scalar,
    Scope,
    Source,
    Unread,
)
from auditor.model.standing import FailOn, Question, Standing, Summary
from auditor.model.statement import Copyright, Detection, Statement, Words
from auditor.model.survey import Survey, SurveyEntry, Worst
from auditor.model.surveyed import SurveyedModel
from auditor.model.terms import (
    AppliesTo,
    CureStart,
    Currency,
    DutyCode,
    DutyPlace,
    EditionDuties,
    GrantCode,
    GrantValue,
    LicenseKind,
    LimitCode,
    LimitException,
    OutboundMode,
    Period,
    StudentCondition,
    Termination,
)
from auditor.model.use import ForUse, MonthlyUsers, Revenue, Use, UsePoint, UseReason
from auditor.model.use_words import (
    Actor,
    CountedOn,
    FieldOfUse,
    LimitedField,
    OutputUse,
    Purpose,
    RegionTest,
    UseAnswer,
    UseFact,
    Whose,
)
from auditor.model.users import UserTerms
from auditor.model.words import (
    Certainty,
    Grade,
    Harm,
    Match,
    Part,
    Plainness,
    Reach,
    Relation,
    Severity,
    Shortfall,
    StatementKind,
    StatementSource,
    StatementSubject,
    StatementTime,
    Trigger,
    Verdict,
    WaiverReason,
    WaiverUse,
)

if TYPE_CHECKING:
    from auditor.model.compared import ComparedModel, ModelComparison
    from auditor.model.history import FileChange, History, Interval, JudgedCommit, RuleVerdict, Snapshot, Timeline
    from auditor.model.identified import Identification, IdentifiedText
    from auditor.model.remedy import Answer, AnswerKey, Hunk, LeftOpen, PastTerms, Plan, Plans, WhyOpen

_LATER = {
    **dict.fromkeys(("ComparedModel", "ModelComparison"), "compared"),
    **dict.fromkeys(
        ("FileChange", "History", "Interval", "JudgedCommit", "RuleVerdict", "Snapshot", "Timeline"), "history"
    ),
    **dict.fromkeys(("Identification", "IdentifiedText"), "identified"),
    **dict.fromkeys(("Answer", "AnswerKey", "Hunk", "LeftOpen", "PastTerms", "Plan", "Plans", "WhyOpen"), "remedy"),
}
"""The modules of the nouns that are imported on first use."""

__all__ = [
    "About",
    "Actor",
    "AllowedLicense",
    "Answer",
    "AnswerKey",
    "AppliesTo",
    "Audience",
    "Audit",
    "Because",
    "Candidate",
    "Case",
    "CaseText",
    "CaseUpstream",
    "Certainty",
    "Citation",
    "ComparedModel",
    "Comparison",
    "Contradiction",
    "Copyright",
    "CountedOn",
    "Counting",
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
    "Edition",
    "EditionDuties",
    "Evidence",
    "Excerpt",
    "Facts",
    "FailOn",
    "Family",
    "Field",
    "FieldOfUse",
    "FileChange",
    "FileEntry",
    "Finding",
    "ForUse",
    "GoverningLicense",
    "Grade",
    "Grant",
    "GrantCode",
    "GrantValue",
    "Harm",
    "History",
    "HubId",
    "Hunk",
    "Identification",
    "IdentifiedText",
    "Interval",
    "JudgedCommit",
    "KnownRelease",
    "KnownTokenizer",
    "LeftOpen",
    "LicenseKind",
    "LicensePeriod",
    "LicenseUse",
    "Limit",
    "LimitCode",
    "LimitException",
    "LimitedField",
    "Lineage",
    "Location",
    "Match",
    "Mirror",
    "ModelComparison",
    "MonthlyUsers",
    "NameSource",
    "NamedModel",
    "Noun",
    "OpenJoin",
    "Options",
    "Outbound",
    "OutboundMode",
    "Outcome",
    "OutputUse",
    "Part",
    "PassesOn",
    "PastTerms",
    "Period",
    "Permission",
    "PermissionState",
    "Placeholder",
    "Plainness",
    "Plan",
    "Plans",
    "PredicateName",
    "Profile",
    "Progress",
    "Provision",
    "ProvisionCode",
    "Purpose",
    "Question",
    "Reach",
    "Reason",
    "RegionTest",
    "Relation",
    "Release",
    "ReleasePart",
    "ReportOptions",
    "Repository",
    "Revenue",
    "Rule",
    "RuleVerdict",
    "Rung",
    "Scalar",
    "Scope",
    "Severity",
    "Shortfall",
    "Snapshot",
    "Source",
    "Standing",
    "Statement",
    "StatementKind",
    "StatementSource",
    "StatementSubject",
    "StatementTime",
    "StudentCondition",
    "Subject",
    "Summary",
    "Survey",
    "SurveyEntry",
    "SurveyedModel",
    "Target",
    "Termination",
    "Timeline",
    "Trigger",
    "Unread",
    "UnreadReason",
    "Upstream",
    "Use",
    "UseAnswer",
    "UseFact",
    "UsePoint",
    "UseReason",
    "UserTerms",
    "Verdict",
    "Waiver",
    "WaiverReason",
    "WaiverState",
    "WaiverUse",
    "WeightsState",
    "Whose",
    "WhyOpen",
    "Words",
    "Worst",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the names above are
    """Import a noun on first use; raises AttributeError for an unknown name."""
    if name not in _LATER:
        raise AttributeError(f"module 'auditor.model' has no attribute {name!r}")
    return getattr(import_module(f"auditor.model.{_LATER[name]}"), name)
