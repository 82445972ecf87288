"""What a separate permission covers: never a duty that is met, never a pass that somebody verified (design §5.24)."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import audit, verdict
from auditor.errors import ConfigError
from auditor.knowledge import Knowledge
from auditor.model import Options, Permission, Severity, Standing, Verdict, WaiverUse
from auditor.policy.permissions import apply
from auditor.report.audit.summary import summary
from auditor.report.formats import render

DAY = "2026-11-22"
KNOWLEDGE = Knowledge()
GIVEN = Permission(
    target="acme/Tern-7B",
    license="mit",
    covers=("license-text-missing", "copyright-holder-missing"),
    grantor="DeepSeek",
    grantee="Acme GmbH",
    scope="distribution without the text",
    by="J. Doe, counsel",
    on="2026-11-01",
    reference="contract 4711",
)
AUDIT = audit(Path(__file__).parents[2] / "examples/04-llama-relicensed-as-apache/repo", Options(scancode=False))


def _of(permission: Permission, *, own_name: bool = False, alone: bool = True) -> tuple[list[str], list[WaiverUse]]:
    findings, states = apply(AUDIT, (permission,), KNOWLEDGE, DAY, own_name=own_name, alone=alone)
    return [finding.id for finding in findings if finding.covered], [state.state for state in states]


def _stated(**changes: object) -> Permission:
    breached = next(finding for finding in AUDIT.findings if finding.verdict is Verdict.BREACHED)
    named = {"target": AUDIT.target, "license": breached.outcomes[0].license, "covers": (breached.rule,)}
    return GIVEN.replace(**(named | changes))


def test_what_it_covers_is_open_and_says_who_stated_it_and_that_nobody_verified_it() -> None:
    findings, states = apply(AUDIT, (_stated(),), KNOWLEDGE, DAY)
    covered = [finding for finding in findings if finding.covered]

    assert [state.state for state in states] == [WaiverUse.APPLIED]
    assert covered
    for finding in covered:
        assert finding.verdict is Verdict.UNDETERMINED
        assert finding.severity is not Severity.ERROR
        assert finding.covered == (
            "covered by a separate permission, as stated by J. Doe, counsel on 2026-11-01; not verified"
        )
        assert "DeepSeek to Acme GmbH (contract 4711)" in finding.question
        assert not finding.waived


def test_nothing_becomes_met() -> None:
    findings, _ = apply(AUDIT, (_stated(),), KNOWLEDGE, DAY)

    assert len(findings) == len(AUDIT.findings)
    assert [finding.outcomes for finding in findings] == [finding.outcomes for finding in AUDIT.findings]


def test_what_is_covered_fails_no_audit_and_leaves_the_model_undetermined() -> None:
    every_rule = tuple(dict.fromkeys(finding.rule for finding in AUDIT.findings))
    findings, _ = apply(AUDIT, (_stated().replace(covers=every_rule),), KNOWLEDGE, DAY)
    deciding = tuple(finding for finding in findings if finding.covered)
    standing = verdict.standing(deciding, unread=(), concluded="MIT")
    stated = AUDIT.replace(findings=deciding, standing=standing)

    assert deciding
    assert standing is Standing.UNDETERMINED
    assert verdict.exit_code(stated) == 0
    assert summary(stated).covered == len(deciding)
    assert "as stated by J. Doe, counsel on 2026-11-01; not verified" in summary(stated).decides
    assert summary(stated).first.startswith("Answer: Does the permission of DeepSeek to Acme GmbH")


def test_the_report_shows_it_apart() -> None:
    findings, states = apply(AUDIT, (_stated(),), KNOWLEDGE, DAY)
    page = render(AUDIT.replace(findings=findings, permissions=states), width=100)

    assert "Separate permissions, as stated; not verified" in page
    assert "DeepSeek to Acme GmbH: distribution without the text" in " ".join(page.split())


@pytest.mark.parametrize(
    "changes",
    [
        {"license": "apache-2.0"},
        {"license": "nothing-of-that-name"},
        {"covers": ("not-read",)},
    ],
)
def test_it_covers_what_it_names_and_nothing_else(changes: dict[str, object]) -> None:
    assert _of(_stated(**changes)) == ([], [WaiverUse.UNUSED])


def test_it_is_given_for_one_model() -> None:
    assert _of(_stated().replace(target="somebody/Else")) == ([], [])
    assert _of(_stated().replace(target=""))[1] == [WaiverUse.TOO_BROAD]
    assert _of(_stated().replace(target=""), alone=False) == ([], [WaiverUse.TOO_BROAD])


def test_an_ended_permission_covers_nothing() -> None:
    assert _of(_stated(until="2026-11-21")) == ([], [WaiverUse.EXPIRED])
    assert _of(_stated(until=DAY))[1] == [WaiverUse.APPLIED]


@pytest.mark.parametrize(
    "changes", [{"grantor": ""}, {"covers": ()}, {"by": ""}, {"on": ""}, {"on": "yesterday"}, {"until": "31.12.2026"}]
)
def test_what_nobody_states_is_no_statement(changes: dict[str, object]) -> None:
    with pytest.raises(ConfigError) as raised:
        Options(permissions=(GIVEN.replace(**changes),))
    assert raised.value.tip
