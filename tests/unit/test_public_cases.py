"""Public reports of license trouble, rebuilt: each is answered as was written down before anything was run."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import pytest

import auditor
from auditor import render
from auditor.documents import is_weights
from auditor.model import Options, Severity, StatementSource, Verdict
from support import described, models

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Audit
    from support.described import PublicCase

_RANK = tuple(Severity)


def audited(case: PublicCase, folder: Path) -> Audit:
    """The audit of a case, which gets weights where the report is about a model and the case holds none."""
    repository = described.write_case(case, folder)
    if not any(is_weights(str(path)) for path in repository.rglob("*")):
        (repository / "model.safetensors").write_bytes(models.WEIGHTS)
    against = folder / case.against if case.against else None
    options = Options(name=case.name, as_of="2026-11-22", scancode=False, compare_with=against, roots=case.roots)
    return auditor.audit(repository, options)


@pytest.mark.parametrize("case", described.public_cases(), ids=lambda case: case.id)
def test_a_public_report_is_answered_as_it_should_be(case: PublicCase, tmp_path: Path) -> None:
    if not case.complete:
        pytest.skip("needs license texts that are not carried here")
    audit = audited(case, tmp_path)

    assert not list(_wrong(audit, case.expect)), "\n".join(
        [
            case.why,
            audit.standing,
            *(f"{finding.severity} {finding.verdict} {finding.id}: {finding.message}" for finding in audit.findings),
        ]
    )


def _wrong(audit: Audit, expect: dict[str, Any]) -> list[str]:
    """What of an expectation does not hold."""
    ids = [finding.id for finding in audit.findings]
    text = render(audit, "text").lower()
    code = 1 if audit.failing else 0
    worst = _RANK.index(Severity(expect.get("worst", "error")))
    checks = {
        "exit": "exit" not in expect or code == expect["exit"],
        "standing": "standing" not in expect or audit.standing in expect["standing"],
        "worst": all(_RANK.index(finding.severity) >= worst for finding in audit.findings),
        "findings": all(_matches(ids, pattern) for pattern in expect.get("findings", ())),
        "either": not expect.get("either") or any(_matches(ids, pattern) for pattern in expect["either"]),
        "never": not any(_matches(ids, pattern) for pattern in expect.get("never", ())),
        "never_breached": not any(
            finding.verdict is Verdict.BREACHED and outcome.license in expect.get("never_breached", ())
            for finding in audit.findings
            for outcome in finding.outcomes
        ),
        "never_concluded": audit.concluded not in expect.get("never_concluded", ()),
        "upstreams": set(expect.get("upstreams", ()))
        <= {name for edge in audit.lineage for name in (edge.name, edge.title)},
        "statements": set(expect.get("statements", ()))
        <= {
            statement.expression for statement in audit.statements if statement.source is not StatementSource.INHERITED
        },
        "mentions": all(words.lower() in text for words in expect.get("mentions", ())),
    }
    unknown = set(expect) - set(checks)
    assert not unknown, unknown
    return [name for name, holds in checks.items() if not holds]


def _matches(ids: list[str], pattern: str) -> bool:
    parts = pattern.split(":", 2)
    return any(
        all(fnmatchcase(part, wanted) for part, wanted in zip(finding.split(":", 2), parts, strict=False))
        for finding in ids
    )
