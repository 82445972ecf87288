"""Whose findings a waiver accepts."""

from __future__ import annotations

import pytest

from auditor.model import Waiver, WaiverReason, WaiverUse
from auditor.policy.waivers import apply
from support import samples

DAY = "2026-11-22"
AUDIT = samples.rakuten()
FIRST = AUDIT.findings[0].id


def waiver(finding: str = FIRST, **more: str) -> Waiver:
    return Waiver(finding=finding, reason=WaiverReason.COUNSEL_ACCEPTED, comment="x", **more)


def accepted(given: Waiver, *, own_name: bool = False, alone: bool = True) -> tuple[int, list[WaiverUse]]:
    findings, states = apply(AUDIT, (given,), DAY, own_name=own_name, alone=alone)
    return sum(bool(finding.waived) for finding in findings), [state.state for state in states]


def test_a_waiver_accepts_findings_of_the_model_it_names_and_of_no_other() -> None:
    name = AUDIT.repository.name or ""
    assert accepted(waiver(target=name), alone=False) == (1, [WaiverUse.APPLIED])
    assert accepted(waiver(target="somebody/Else"), alone=False) == (0, [])


def test_a_name_that_the_model_gives_itself_opens_nothing() -> None:
    audit = AUDIT.replace(target="here")
    findings, states = apply(audit, (waiver(target=AUDIT.repository.name or ""),), DAY, own_name=True)
    assert (states, any(finding.waived for finding in findings)) == ((), False)


def test_one_revision_is_one_revision() -> None:
    audit = AUDIT.replace(target="t", repository=AUDIT.repository.replace(name="a/b", revision="c" * 40))
    for revision, states in (("c" * 40, 1), ("c" * 12, 1), ("d" * 40, 0), ("", 0)):
        assert len(apply(audit, (waiver(target=f"a/b@{revision}"),), DAY)[1]) == states


@pytest.mark.parametrize(("pattern", "fits"), [("models/*", True), ("./models/x/", True), ("models/y", False)])
def test_a_path_may_be_a_pattern(pattern: str, fits: bool) -> None:
    audit = AUDIT.replace(target="./models/x")
    assert bool(apply(audit, (waiver(target=pattern),), DAY)[1]) is fits


def test_without_a_target_it_is_too_broad_and_applies_to_a_single_target_only() -> None:
    assert accepted(waiver()) == (1, [WaiverUse.TOO_BROAD])
    assert accepted(waiver(), alone=False) == (0, [WaiverUse.TOO_BROAD])


def test_a_finding_may_end_in_a_star() -> None:
    rule = FIRST.partition(":")[0]
    number = sum(finding.id.startswith(f"{rule}:") for finding in AUDIT.findings)
    assert accepted(waiver(f"{rule}:*", target=AUDIT.target))[0] == number


def test_what_was_judged_may_be_pinned() -> None:
    assert accepted(waiver(target=AUDIT.target, sha256=AUDIT.digest)) == (1, [WaiverUse.APPLIED])
    assert accepted(waiver(target=AUDIT.target, sha256="0" * 63 + "1")) == (0, [WaiverUse.CHANGED])
    document = AUDIT.repository.documents[0].sha256
    assert accepted(waiver(target=AUDIT.target, sha256=document)) == (1, [WaiverUse.APPLIED])


def test_an_ended_waiver_accepts_nothing() -> None:
    assert accepted(waiver(target=AUDIT.target, until="2026-11-21")) == (0, [WaiverUse.EXPIRED])


@pytest.mark.parametrize(
    ("target", "place", "fits"),
    [
        ("models/x", "models/x", True),
        ("models/x", "models/x/a", False),
        ("models/x", "models/xy", False),
        ("models/x*", "models/xy", True),
        ("models/*/final", "models/x/final", True),
        ("MODELS/X", "models/x", False),
        ("models\\x", "models/x", True),
        ("models/[x]", "models/[x]", True),
        (".", ".", True),
        (".", "models", False),
        ("./", ".", True),
        ("acme/Tern-7B", "elsewhere/Tern-7B", False),
        ("acme/Tern-7B@", "acme/Tern-7B", False),
    ],
)
def test_a_path_is_the_one_that_was_audited(target: str, place: str, fits: bool) -> None:
    audit = AUDIT.replace(target=place, repository=AUDIT.repository.replace(name="", revision=None))
    assert bool(apply(audit, (waiver(target=target),), DAY, own_name=True)[1]) is fits


@pytest.mark.parametrize("target", ["*", "**", "*/*", "?*", "./*", " "])
def test_a_pattern_that_fits_every_model_is_as_broad_as_none(target: str) -> None:
    assert accepted(waiver(target=target), alone=False) == (0, [WaiverUse.TOO_BROAD])
    assert accepted(waiver(target=target)) == (1, [WaiverUse.TOO_BROAD])


def test_all_findings_of_one_model_are_accepted_for_that_model_alone() -> None:
    number = len(AUDIT.findings)
    assert accepted(waiver("*", target=AUDIT.target), alone=False) == (number, [WaiverUse.APPLIED])
    other = AUDIT.replace(target="elsewhere", repository=AUDIT.repository.replace(name="somebody/Else"))
    assert apply(other, (waiver("*", target=AUDIT.target),), DAY, alone=False)[1] == ()


def test_a_pin_holds_as_long_as_what_it_pins() -> None:
    """Another revision of the same documents is as it was; a changed document is not."""
    document, *others = AUDIT.repository.documents
    pinned = waiver(target=AUDIT.target, sha256=document.sha256)
    changed = AUDIT.repository.replace(documents=(document.replace(sha256="0" * 64), *others), revision="e" * 40)
    newer = AUDIT.replace(repository=AUDIT.repository.replace(revision="e" * 40))
    assert [state.state for state in apply(newer, (pinned,), DAY)[1]] == [WaiverUse.APPLIED]
    findings, states = apply(AUDIT.replace(repository=changed), (pinned,), DAY)
    assert [state.state for state in states] == [WaiverUse.CHANGED]
    assert not any(finding.waived for finding in findings)


def test_of_two_waivers_of_a_finding_the_one_that_holds_counts() -> None:
    ended = waiver(target=AUDIT.target, until="2026-11-21")
    findings, states = apply(AUDIT, (ended, waiver(target=AUDIT.target)), DAY)
    assert [state.state for state in states] == [WaiverUse.EXPIRED, WaiverUse.APPLIED]
    assert sum(bool(finding.waived) for finding in findings) == 1
