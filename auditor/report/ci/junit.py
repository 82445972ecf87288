"""JUnit XML as Jenkins, Azure Pipelines and GitLab read it: a suite for each model, a case for each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from auditor.model import Audit, Severity, Verdict
from auditor.patterns import regex
from auditor.report.ci.issues import of
from auditor.report.common.clean import clean, line

if TYPE_CHECKING:
    from auditor.model import Survey
    from auditor.report.ci.issues import Issue, Issues

_LONGEST = 8_000
_NO_XML = regex("[\ufffe\uffff]")
"""Characters that `clean` keeps and XML 1.0 does not allow."""


def render(result: Audit | Survey) -> str:
    """The suites; errors and warnings fail, notes and waived findings are skipped, met rules pass."""
    root = ET.Element("testsuites", name="auditor")
    met = _met(result) if isinstance(result, Audit) else ()
    for issues in of(result):
        _suite(root, issues, met, result.as_of)
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_NO_XML.sub("", ET.tostring(root, encoding="unicode"))}\n'


def _met(audit: Audit) -> tuple[str, ...]:
    """The rules that are met, with nothing open."""
    open_rules = {finding.rule for finding in audit.findings}
    rules = dict.fromkeys(outcome.rule for outcome in audit.outcomes if outcome.verdict is Verdict.MET)
    return tuple(rule for rule in sorted(rules) if rule not in open_rules)


def _suite(root: ET.Element, issues: Issues, met: tuple[str, ...], as_of: str) -> None:
    suite = ET.SubElement(root, "testsuite", name=issues.model, timestamp=f"{as_of}T00:00:00", time="0")
    if issues.problem:
        case = ET.SubElement(suite, "testcase", classname=issues.model, name="audit", time="0")
        ET.SubElement(case, "error", message=issues.problem, type="not-audited")
    for issue in issues.issues:
        _case(suite, issue, issues.model)
    for rule in met:
        ET.SubElement(suite, "testcase", classname=issues.model, name=rule, time="0")
    counted = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    suite.set("tests", str(len(suite)))
    for count, tag in counted.items():
        suite.set(count, str(sum(case.find(tag) is not None for case in suite)))


def _case(suite: ET.Element, issue: Issue, model: str) -> None:
    finding = issue.finding
    case = ET.SubElement(suite, "testcase", classname=model, name=line(finding.id), time="0")
    if issue.places:
        case.set("file", issue.places[0].path)
        case.set("line", str(issue.places[0].first))
    message = line(finding.message or finding.title)
    if finding.waived:
        ET.SubElement(case, "skipped", message=line(f"accepted: {finding.waived}"))
    elif issue.level is Severity.NOTE:
        ET.SubElement(case, "skipped", message=message)
    else:
        kind = f"{issue.level.value}, review" if issue.review else issue.level.value
        failure = ET.SubElement(case, "failure", message=message, type=kind)
        failure.text = _body(issue)


def _body(issue: Issue) -> str:
    finding = issue.finding
    places = [f"{place.path}:{place.first}" for place in issue.places]
    cited = [f"{citation.name}, {citation.clause}: “{citation.quote}”" for citation in finding.citations]
    return clean("\n".join(filter(None, (finding.question, finding.remedy, *places, *cited))))[:_LONGEST]
