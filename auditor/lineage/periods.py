"""The license of a release when a model was made from it: licenses change, but a grant is not withdrawn.

The terms are those offered for these weights (design §5.23). A later, narrower license does not withdraw an earlier
grant: whoever took the weights before has them under the earlier terms. A later, wider one may be relied on by anybody.
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
"""Comparable kinds of license, the widest first."""


def offered(
    received: Candidate, release: Release, made: str, knowledge: Knowledge, day: str = ""
) -> tuple[Candidate, ...]:
    """The candidate with the terms that may be relied on.

    `made` is the day on which the model was made, `day` the one for which it is judged (ISO; "" if unknown). If the
    license has become narrower since, and `made` is unknown, both are candidates. If it has become wider, the wider
    terms apply from their day on, and the candidate says what was offered before.
    """
    for period in _ended(release, knowledge, wider=False):
        if day and day[: len(period.until)] < period.until:
            note = f"offered under {period.license} until {period.until}; the wider terms came after {day}"
            return (received.replace(license=period.license, grade=period.grade, source=period.source, note=note),)
        if not made or made[: len(period.until)] < period.until:
            note = f"offered under {period.license} until {period.until}; whoever distributes it since may rely on the "
            note += "wider terms, and what was distributed before was under the earlier ones"
            received = received.replace(note="; ".join(filter(None, (received.note.rstrip("."), note))))
    for period in _ended(release, knowledge, wider=True):
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


def _ended(release: Release, knowledge: Knowledge, *, wider: bool) -> Iterator[LicensePeriod]:
    """The periods that ended and were wider, or narrower, than today's license."""
    today = _width(release.license, knowledge)
    for period in release.history:
        then = _width(period.license, knowledge)
        if period.until and today is not None and then is not None and (then < today if wider else then > today):
            yield period


def _width(expression: str | None, knowledge: Knowledge) -> int | None:
    profile = knowledge.profile(expression) if expression else None
    return _WIDTH.index(profile.kind) if profile is not None and profile.kind in _WIDTH else None
