"""What an edge is made of: the candidate that a release gives, the publisher that an id names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Candidate

if TYPE_CHECKING:
    from auditor.lineage.shape.signature import Likeness
    from auditor.model import Family, Release


def publisher_of(name: str) -> str:
    """The organisation of an id, in lower case; "" for a bare name."""
    return name.rpartition("/")[0].lower()


def candidate(family: Family, release: Release, likeness: Likeness | None = None) -> Candidate:
    """A known release as a candidate, with how far a configuration agrees with it."""
    return Candidate(
        name=release.repo,
        license=release.license,
        grade=release.grade,
        source=release.source,
        date=release.date,
        copyrights=release.copyrights,
        copyrights_read=release.copyrights_read,
        holders=family.holders,
        notice_file=release.notice_file,
        matched=likeness.matched if likeness else 0,
        compared=likeness.compared if likeness else 0,
        fields=likeness.own if likeness else (),
        note=release.note,
    )
