"""Separate permissions: they never make a duty met; what they cover is marked and counted separately (design §5.24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import PermissionState, Severity, Verdict, WaiverUse
from auditor.policy.targets import is_for, is_specific

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.knowledge import Knowledge
    from auditor.model import Audit, Finding, Permission


def apply(
    audit: Audit,
    permissions: Iterable[Permission],
    knowledge: Knowledge,
    as_of: str,
    *,
    own_name: bool = False,
    alone: bool = True,
) -> tuple[tuple[Finding, ...], tuple[PermissionState, ...]]:
    """The findings with what covers them, and the state of each permission for this model on that day (YYYY-MM-DD).

    What a permission covers is at most *undetermined*, as nobody verified it, and fails no audit. `own_name` and
    `alone` are as for a waiver.
    """
    states = []
    covering: dict[str, Permission] = {}
    for permission in permissions:
        specific = is_specific(permission.target)
        if specific and not is_for(permission.target, audit, own_name=own_name):
            continue
        covered = [finding.id for finding in audit.findings if _covers(permission, finding, knowledge)]
        state = WaiverUse.APPLIED if covered else WaiverUse.UNUSED
        if permission.until and permission.until < as_of:
            state, covered = WaiverUse.EXPIRED, []
        elif covered and not specific:
            state, covered = WaiverUse.TOO_BROAD, covered if alone else []
        states.append(PermissionState(permission=permission, state=state))
        for finding_id in covered:
            covering.setdefault(finding_id, permission)
    findings = tuple(
        _covered(finding, covering[finding.id]) if finding.id in covering else finding for finding in audit.findings
    )
    return findings, tuple(states)


def _covers(permission: Permission, finding: Finding, knowledge: Knowledge) -> bool:
    """Whether a finding is about requirements of that license alone, and the permission names its rule."""
    profile = knowledge.profile(permission.license)
    licenses = {outcome.license for outcome in finding.outcomes}
    return (
        finding.rule in permission.covers
        and finding.kind is not None
        and profile is not None
        and licenses == {profile.key}
    )


def _covered(finding: Finding, permission: Permission) -> Finding:
    of = f" ({permission.reference})" if permission.reference else ""
    return finding.replace(
        covered=permission.words,
        verdict=Verdict.UNDETERMINED,
        if_confirmed=None,
        severity=Severity.WARNING if finding.severity is Severity.ERROR else finding.severity,
        question=f"Does the permission of {permission.grantor} to {permission.grantee}{of} cover this?",
    )
