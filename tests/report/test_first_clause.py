"""How the first sentence names a clause: as the license numbers it, or in words."""

from __future__ import annotations

import pytest

from auditor.model import Citation, Finding, Grade, Harm, Severity, Verdict
from auditor.report.audit.first import _clause
from auditor.report.words import words


@pytest.mark.parametrize(
    ("clause", "named"),
    [
        ("§4(a)", "§4(a) of the Acme License"),
        ("para 2", "para 2 of the Acme License"),
        ("II-III", "II-III of the Acme License"),
        ("condition", "the condition of the Acme License"),
        ("", "the Acme License"),
        ("?", "the Acme License"),
        ("not read", "the Acme License"),
    ],
)
def test_a_clause_is_named(clause: str, named: str) -> None:
    citation = Citation(license="acme", name="Acme License", clause=clause, quote="", grade=Grade.TEXT)
    finding = Finding(
        id="a:acme:b",
        rule="a",
        severity=Severity.ERROR,
        harm=Harm.TEXT,
        verdict=Verdict.BREACHED,
        title="a",
        message="a",
        remedy="a",
        citations=(citation,),
    )
    assert _clause(finding, words("en")) == named
