"""Combines two readings of an open join: what both agree on is concluded, the rest is undetermined (design §9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Severity, Shortfall, Verdict
from auditor.policy.use.outcome import rank
from auditor.report.common import wording
from auditor.verdict import ordered

if TYPE_CHECKING:
    from auditor.model import Audit, Finding, ForUse
    from auditor.pipeline.models import Reading


def agreed(shown: Audit, other: Audit, reading: Reading) -> Audit:
    """The audit of one reading, in which only what the other reading agrees on is concluded.

    A missing item is breached only if missing in both readings, and met only if met in both; a contradiction is a
    breach only if it is one in the finer reading, where fewer files are taken for one model. What the finer reading
    leaves open stays open.
    """
    theirs = {finding.id: finding for finding in other.findings}
    question = wording.join_question(reading.join)
    findings = [_settled(finding, theirs.get(finding.id), reading, question) for finding in shown.findings]
    known = {finding.id for finding in findings}
    met = {(outcome.rule, outcome.license, outcome.upstream) for outcome in shown.met}
    for finding in other.findings:
        questions = {(outcome.rule, outcome.license, outcome.upstream) for outcome in finding.outcomes}
        missed = finding.kind is Shortfall.DUTY and questions & met
        if finding.id not in known and (missed or (reading.finer and finding.severity is not Severity.NOTE)):
            findings.append(_open(finding, question))
    return shown.replace(findings=ordered(findings), for_use=_worse(shown.for_use, other.for_use))


def _worse(here: ForUse | None, other: ForUse | None) -> ForUse | None:
    """The worse of two answers: neither reading of an open join is ignored."""
    if here is None or other is None:
        return here or other
    return max((here, other), key=lambda answer: rank(answer.answer))


def of_some(made: Audit, bases: frozenset[str]) -> Audit:
    """The audit of a model under a card that names these bases, in lower case, without assigning them to models.

    What one of them requires is then concluded for no model (design §9): one model's base is never charged to another.
    """
    if not bases:
        return made
    findings = [
        _open(finding, wording.base_question(finding.upstream))
        if finding.verdict is Verdict.BREACHED and finding.upstream.lower() in bases
        else finding
        for finding in made.findings
    ]
    return made.replace(findings=ordered(findings))


def _settled(finding: Finding, other: Finding | None, reading: Reading, question: str) -> Finding:
    if finding.verdict is not Verdict.BREACHED:
        return finding
    if other is not None and other.verdict is Verdict.BREACHED:
        return finding
    if finding.kind is not Shortfall.DUTY and not reading.finer:
        return finding
    return _open(finding, question)


def _open(finding: Finding, question: str) -> Finding:
    if finding.severity is Severity.NOTE:
        return finding
    confirmed = (
        Verdict.BREACHED if Verdict.BREACHED in (finding.verdict, finding.if_confirmed) else finding.if_confirmed
    )
    return finding.replace(
        verdict=Verdict.UNDETERMINED, if_confirmed=confirmed, severity=Severity.WARNING, question=question
    )
