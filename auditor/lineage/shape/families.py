"""The families whose shape the model has and whose releases nobody names: rung 4 alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.components import component_of
from auditor.lineage.edges import UNSETTLED, candidate, names_of
from auditor.lineage.shape.signature import evidence
from auditor.model import EdgeKind, Part, Upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.lineage.shape.signature import Hit
    from auditor.model import Family


def shaped_alike(context: Context) -> Iterator[Upstream]:
    """One edge per such family, unless the repository is itself a known release.

    Where only a known derivative has all its numbers, the candidates are what that was made from.
    """
    if context.known_release is not None:
        return
    explained = {name.lower() for edge in context.edges if edge.part is Part.WEIGHTS for name in names_of(edge)}
    linked: set[str] = set()
    # what the whole model shows goes before what a component does
    for hit in sorted(context.hits, key=lambda hit: bool(component_of(hit.path, context.repository))):
        family = context.releases.by_key[hit.family]
        if family.collides or any(release.repo.lower() in explained for release in family.releases):
            continue
        edge = _edge(hit, family, context) if hit.family not in linked else None
        if edge is not None:
            linked.add(hit.family)
            yield edge


def _edge(hit: Hit, family: Family, context: Context) -> Upstream | None:
    originals = [likeness for likeness in hit.likenesses if not likeness.release.base]
    candidates = [candidate(family, likeness.release, likeness) for likeness in originals]
    if not originals:
        bases = dict.fromkeys(likeness.release.base.lower() for likeness in hit.likenesses)
        candidates = [candidate(*known) for base in bases if (known := context.releases.get(base)) is not None]
    if not candidates:
        return None
    best = max(originals or hit.likenesses, key=lambda likeness: likeness.matched)
    whose = family.name if originals else f"{best.release.repo}, itself made from {best.release.base}"
    says = f"{best.matched} of the {best.compared} fields that can be compared agree with {whose}"
    return Upstream(
        name=family.key,
        kind=EdgeKind.FAMILY,
        title=f"{family.name} ({family.publisher})",
        relations=UNSETTLED,
        candidates=tuple(candidates),
        evidence=(evidence(hit, best, says, context.releases),),
        component=component_of(hit.path, context.repository),
        note=family.note,
    )
