"""Waivers: they change the exit code, never the verdict (design §5.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Finding, Waiver, WaiverState, WaiverUse

if TYPE_CHECKING:
    from collections.abc import Iterable


def apply(
    made: tuple[Finding, ...], waivers: Iterable[Waiver], as_of: str
) -> tuple[tuple[Finding, ...], tuple[WaiverState, ...]]:
    """The findings with their waivers, and what became of each waiver on that day (YYYY-MM-DD)."""
    states = []
    reasons: dict[str, str] = {}
    ids = {finding.id for finding in made}
    for waiver in waivers:
        if waiver.until and waiver.until < as_of:
            states.append(WaiverState(waiver=waiver, state=WaiverUse.EXPIRED))
        elif waiver.finding not in ids:
            states.append(WaiverState(waiver=waiver, state=WaiverUse.UNUSED))
        else:
            states.append(WaiverState(waiver=waiver, state=WaiverUse.APPLIED))
            reasons[waiver.finding] = f"{waiver.reason.value}: {waiver.comment}"
    waived = tuple(
        finding.replace(waived=reasons[finding.id]) if finding.id in reasons else finding for finding in made
    )
    return waived, tuple(states)
