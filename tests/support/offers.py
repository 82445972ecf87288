"""Statements and what an audit makes of them, for tests of what a repository says of its license."""

from __future__ import annotations

from auditor.model import (
    Audit,
    Certainty,
    Location,
    Part,
    Severity,
    Standing,
    Statement,
    StatementSource,
    Verdict,
)

_AGREE = "the texts agree"


def offer(expression: str, line: int = 1, path: str = "README.md", **changes: object) -> Statement:
    """What a card offers the weights under."""
    plain = Statement(
        expression=expression,
        source=StatementSource.DECLARED,
        part=Part.WEIGHTS,
        certainty=Certainty.IDENTIFIED,
        raw=expression,
        by="card, license",
        location=Location(path=path, first=line, last=line),
    )
    return plain.replace(**changes)


def open_rules(audit: Audit) -> set[str]:
    """The rules with a finding that is more than a note."""
    return {finding.rule for finding in audit.findings if finding.severity is not Severity.NOTE}


def is_unclear(audit: Audit) -> None:
    """Not settled, breached by nobody, and not said to agree."""
    assert audit.standing is Standing.UNDETERMINED, (audit.standing, [finding.message for finding in audit.findings])
    assert audit.failing
    assert not [finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED]
    assert not [outcome.says for outcome in audit.outcomes if _AGREE in outcome.says]
