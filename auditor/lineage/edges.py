"""The parts of an edge: the candidate for a release, the publisher that an id names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Candidate, Relation, Rung

if TYPE_CHECKING:
    from collections.abc import Container

    from auditor.lineage.shape.signature import Likeness
    from auditor.model import Family, Release, Upstream


OWN_TERMS = "self"
"""The name of the edge to a model's own terms, with which the ids of its findings end."""

UNSETTLED = (Relation.COPY, Relation.QUANTIZED, Relation.FINETUNE, Relation.MERGE)
"""The relations that a shape or a comparison leaves open."""

_PREFIXES = ("datasets/", "code/", "holder/")


def parent_name(name: str, families: Container[str] = ()) -> str:
    """The name of an edge to a parent, prefixed with "_" if an edge of another kind could have the same name.

    A card may say anything: `base_model: self`, the key of a family, `datasets/x`. Prefixed names stay distinct.
    """
    plain = name.lower().lstrip("_")
    taken = plain == OWN_TERMS or plain.startswith(_PREFIXES) or plain in families
    return f"_{name}" if taken else name


def is_declared(edge: Upstream) -> bool:
    """Whether some evidence declares it."""
    return any(evidence.rung is Rung.DECLARED for evidence in edge.evidence)


def names_of(edge: Upstream) -> tuple[str, ...]:
    """The parent, and each candidate for it."""
    return (edge.name, *(candidate.name for candidate in edge.candidates))


def publisher_of(name: str) -> str:
    """The organisation of an id, in lower case; "" for a bare name."""
    return name.rpartition("/")[0].lower()


def candidate(family: Family, release: Release, likeness: Likeness | None = None) -> Candidate:
    """A known release as a candidate, with how well a configuration agrees with it."""
    return Candidate(
        name=release.repo,
        license=release.license,
        grade=release.grade,
        source=release.source,
        date=release.date,
        copyrights=release.copyrights,
        copyrights_read=release.copyrights_read,
        holders=family.holders if publisher_of(release.repo) == family.publisher.lower() else (),
        notice_file=release.notice_file,
        matched=likeness.matched if likeness else 0,
        compared=likeness.compared if likeness else 0,
        disputed=release.disputed,
        note=release.note,
    )
