"""The code-quality report of GitLab: an issue for each finding with a place in the checkout."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from auditor.model import Severity
from auditor.report.ci.issues import of
from auditor.report.common.clean import line
from auditor.report.common.document import inert

if TYPE_CHECKING:
    from auditor.model import Audit, Survey
    from auditor.report.ci.issues import Issue

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}
_NOWHERE = "README.md"
"""The place of an issue without one: GitLab requires a path."""


def render(result: Audit | Survey) -> str:
    """The issues as a JSON array with unique fingerprints."""
    rows: dict[str, dict[str, Any]] = {}
    for issues in of(result):
        for issue in issues.unwaived:
            fingerprint = issue.fingerprint
            while fingerprint in rows:
                fingerprint += "x"
            rows[fingerprint] = _row(issue, issues.model, fingerprint)
    return inert(json.dumps(list(rows.values()), indent=2, ensure_ascii=False) + "\n")


def _row(issue: Issue, model: str, fingerprint: str) -> dict[str, Any]:
    finding = issue.finding
    parts = (f"{model}: {finding.message or finding.title}", finding.question)
    place = issue.places[0] if issue.places else None
    return {
        "description": " ".join(line(part) for part in parts if part),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[issue.level],
        "location": {"path": place.path if place else _NOWHERE, "lines": {"begin": place.first if place else 1}},
    }
