"""Waivers: they change the exit code, never the verdict (design §5.12), and each applies to one model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import WaiverState, WaiverUse
from auditor.policy.targets import is_for, is_specific

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Audit, Finding, Waiver


def apply(
    audit: Audit, waivers: Iterable[Waiver], as_of: str, *, own_name: bool = False, alone: bool = True
) -> tuple[tuple[Finding, ...], tuple[WaiverState, ...]]:
    """The findings with their waivers, and the state of each waiver for this model on that day (YYYY-MM-DD).

    `own_name` is whether only the model's own documents give its name: a model must not be able to claim another's
    waivers. A waiver without a target, or for every target, applies only if `alone`: nothing else was
    audited in the run.
    """
    states = []
    accepted: dict[str, Waiver] = {}
    for waiver in waivers:
        specific = is_specific(waiver.target)
        if specific and not is_for(waiver.target, audit, own_name=own_name):
            continue
        covered = [finding.id for finding in audit.findings if waiver.covers(finding.id)]
        state = _state(waiver, audit, covered, as_of)
        if state is WaiverUse.APPLIED and not specific:
            state = WaiverUse.TOO_BROAD
            covered = covered if alone else []
        elif state is not WaiverUse.APPLIED:
            covered = []
        states.append(WaiverState(waiver=waiver, state=state))
        for finding in covered:
            accepted.setdefault(finding, waiver)
    waived = tuple(
        finding.replace(waived=_words(accepted[finding.id])) if finding.id in accepted else finding
        for finding in audit.findings
    )
    return waived, tuple(states)


def _state(waiver: Waiver, audit: Audit, covered: list[str], as_of: str) -> WaiverUse:
    if waiver.until and waiver.until < as_of:
        return WaiverUse.EXPIRED
    if not covered:
        return WaiverUse.UNUSED
    digests = {audit.digest, *(document.sha256 for document in audit.repository.documents)}
    return WaiverUse.CHANGED if waiver.sha256 and waiver.sha256 not in digests else WaiverUse.APPLIED


def _words(waiver: Waiver) -> str:
    by = f" ({waiver.owner})" if waiver.owner else ""
    return f"{waiver.reason.value}: {waiver.comment}{by}"
