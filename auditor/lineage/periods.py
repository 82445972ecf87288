"""What a release was offered under when a model was made from it: a license changes, and nobody takes a grant back.

Terms are those offered for these weights (design §5.23). A later narrower license does not withdraw an earlier grant:
who took the weights before has them under the terms of then. A later wider one may be relied on by everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model.terms import LicenseKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Candidate, LicensePeriod, Release

_WIDTH = (
    LicenseKind.PERMISSIVE,
    LicenseKind.WEAK_COPYLEFT,
    LicenseKind.STRONG_COPYLEFT,
    LicenseKind.NETWORK_COPYLEFT,
    LicenseKind.COMMUNITY_SOURCE_AVAILABLE,
    LicenseKind.NON_COMMERCIAL,
    LicenseKind.RESEARCH_ONLY,
)
"""Kinds of license, the widest first, as far as they can be compared."""


def offered(received: Candidate, release: Release, made: str, knowledge: Knowledge) -> tuple[Candidate, ...]:
    """The candidate with the terms of the day on which the model was made (`made`, ISO; "" where that is not known).

    Where that day is not known, and the license has become narrower since, both are candidates.
    """
    for period in _wider(release, knowledge):
        if made and made[: len(period.until)] >= period.until:
            continue
        before = received.replace(
            license=period.license,
            grade=period.grade,
            source=period.source,
            note=f"offered under {period.license} until {period.until}; what was granted then is not withdrawn",
        )
        if made:
            return (before,)
        return (received, before.replace(name=f"{received.name} as offered until {period.until}"))
    return (received,)


def _wider(release: Release, knowledge: Knowledge) -> Iterator[LicensePeriod]:
    """The periods that ended, and gave more than the license of today."""
    today = _width(release.license, knowledge)
    for period in release.history:
        then = _width(period.license, knowledge)
        if period.until and today is not None and then is not None and then < today:
            yield period


def _width(expression: str | None, knowledge: Knowledge) -> int | None:
    profile = knowledge.profile(expression) if expression else None
    return _WIDTH.index(profile.kind) if profile is not None and profile.kind in _WIDTH else None
