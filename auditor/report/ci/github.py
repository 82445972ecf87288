"""Annotations of GitHub Actions: workflow commands (`::error file=…::…`), one for each finding, the worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Severity
from auditor.report.ci.issues import of
from auditor.report.common.clean import line

if TYPE_CHECKING:
    from auditor.model import Audit, Survey
    from auditor.report.ci.issues import Issue, Issues

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_LONGEST = 4_000


def render(result: Audit | Survey) -> str:
    """A command for each finding that is not accepted, and nothing else, as any line may be read as a command."""
    lines = [command for issues in of(result) for command in _commands(issues)]
    return "".join(f"{command}\n" for command in lines) or "\n"


def _commands(issues: Issues) -> list[str]:
    if issues.problem:
        return [_command("error", {"title": f"{issues.model}: not audited"}, issues.problem)]
    return [_annotation(issue, issues.model) for issue in issues.unwaived]


def _annotation(issue: Issue, model: str) -> str:
    finding = issue.finding
    properties = {"title": f"{finding.rule} ({model})"}
    if issue.places:
        place = issue.places[0]
        properties |= {"file": place.path, "line": str(place.first), "endLine": str(place.last)}
    parts = [finding.message or finding.title, finding.question, finding.remedy, f"[{finding.id}]"]
    text = "\n".join(line(part) for part in parts if part)
    return _command(_COMMANDS[issue.level], properties, text)


def _command(name: str, properties: dict[str, str], text: str) -> str:
    """A workflow command, its values escaped as the runner reads them (`ActionCommand` of actions/runner)."""
    shown = ",".join(f"{key}={_value(value)}" for key, value in properties.items())
    return f"::{name} {shown}::{_data(text[:_LONGEST])}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
