"""SARIF 2.1.0 (OASIS, 2020), as far as code scanning uses it: a run for each model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from auditor.model import Audit, NameSource, Severity
from auditor.report.ci import issues as every_issue
from auditor.report.ci.sarif_rules import reporting_descriptor
from auditor.report.common.clean import line
from auditor.report.common.document import written_plain

if TYPE_CHECKING:
    from auditor.model import Survey
    from auditor.report.ci.issues import Issue, Issues, Place

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_MOST_RELATED = 20
_NO_PLACE = "There is no file of a checkout to point at."
_LOUD = 1
_ROOT = "%SRCROOT%"
"""The base of paths: the checkout, or the repository on the Hub."""


def render(result: Audit | Survey, *, verbosity: int = 0) -> str:
    """The log; waived findings are included as suppressed from verbosity 1 on."""
    runs = [_run(issues, result, waived=verbosity >= _LOUD) for issues in every_issue.of(result)]
    if isinstance(result, Audit):
        runs[0] |= _origin(result)
    return written_plain({"$schema": _SCHEMA, "version": "2.1.0", "runs": runs})


def _run(issues: Issues, result: Audit | Survey, *, waived: bool) -> dict[str, Any]:
    shown = issues.issues if waived else issues.unwaived
    rules = list(dict.fromkeys(issue.finding.rule for issue in shown))
    by_rule = {issue.finding.rule: issue.finding for issue in reversed(shown)}
    notes = [{"level": "error", "message": {"text": _plain(issues.problem)}}] if issues.problem else []
    if any(not issue.places for issue in shown):
        notes.append({"level": "note", "message": {"text": _NO_PLACE}})
    if isinstance(result, Audit):
        notes += [
            {
                "level": "warning",
                "message": {"text": _plain(f"Not read: {line(entry.path)}. {line(entry.detail)}".rstrip())},
            }
            for entry in result.unread
            if entry.matters
        ]
    driver = {
        "name": "auditor",
        "version": result.version,
        "semanticVersion": result.version,
        "rules": [reporting_descriptor(by_rule[rule]) for rule in rules],
    }
    invocation = {
        "executionSuccessful": not issues.problem,
        "endTimeUtc": f"{result.as_of}T00:00:00Z",
        "toolExecutionNotifications": notes,
    }
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"model-license-audit/{issues.model}/"},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": [_result(issue, rules.index(issue.finding.rule)) for issue in shown],
        "properties": {
            "standing": issues.standing,
            "concluded": issues.concluded,
            "rules": result.rules_digest,
        },
    }


def _origin(audit: Audit) -> dict[str, Any]:
    """What was read, and the repository and revision if on the Hub."""
    repository = audit.repository
    folder = every_issue.folder_of(audit)
    digests = repository.digests
    artifacts = [
        {
            "location": _artifact(f"{folder}{document.path}"),
            **({"hashes": {"sha-256": digests[document.path]}} if document.path in digests else {}),
            "length": document.size,
        }
        for document in repository.documents
    ]
    if repository.name_source is not NameSource.HUB or not repository.name or not repository.revision:
        return {"artifacts": artifacts}
    place = f"https://huggingface.co/{uri(repository.name)}"
    mapped = {"uriBaseId": _ROOT}
    return {
        "artifacts": artifacts,
        "versionControlProvenance": [
            {"repositoryUri": place, "revisionId": repository.revision, "mappedTo": mapped},
        ],
    }


def _result(issue: Issue, rule_index: int) -> dict[str, Any]:
    finding = issue.finding
    related = [_location(place) for place in issue.places[1:_MOST_RELATED]]
    related += [
        {"message": {"text": _plain(f"{cited.name}, {cited.clause}: “{cited.quote}”")}}
        for cited in finding.citations[:_MOST_RELATED]
    ]
    made = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[issue.level],
        "kind": "review" if issue.review else "fail",
        "message": {"text": _message(issue)},
        "locations": [_location(place) for place in issue.places[:1]],
        "relatedLocations": [{"id": number, **place} for number, place in enumerate(related, 1)],
        "partialFingerprints": {"primaryLocationLineHash": f"{issue.fingerprint}:1", "findingId/v1": finding.id},
        "properties": {
            "finding": finding.id,
            "verdict": finding.verdict.value,
            "candidates": list(finding.candidates),
            "remedy": finding.remedy,
        },
    }
    if finding.waived:
        made["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.waived}]
    return {key: value for key, value in made.items() if value not in ([], "")}


def _message(issue: Issue) -> str:
    finding = issue.finding
    parts = (
        finding.message or finding.title,
        finding.question,
        "" if issue.places else _NO_PLACE,
    )
    return _plain(" ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part))


def _plain(text: str) -> str:
    """The text without links: in a message `[words](address)` is one, whoever wrote it (SARIF 2.1.0, 3.11.6)."""
    return text.replace("](", "] (")


def _location(place: Place) -> dict[str, Any]:
    """All four ends of the region: GitHub requires them."""
    lines = place.text.split("\n")
    last_line = lines[-1] if len(lines) == place.last - place.first + 1 else ""
    region: dict[str, Any] = {
        "startLine": place.first,
        "startColumn": 1,
        "endLine": place.last,
        "endColumn": len(last_line) + 1,
    }
    if place.text:
        region["snippet"] = {"text": place.text}
    return {"physicalLocation": {"artifactLocation": _artifact(place.path), "region": region}}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": uri(path), "uriBaseId": _ROOT}


def uri(path: str) -> str:
    """A relative reference to a path (RFC 3986)."""
    return quote(path, safe="/-._~!$'()*+,;=@", errors="replace")
