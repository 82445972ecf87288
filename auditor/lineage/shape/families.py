"""Families whose shape the model has and that nothing names: rung 4 alone, or with a name that agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.components import component_of
from auditor.lineage.edges import UNSETTLED, candidate, names_of, publisher_of
from auditor.lineage.shape.names import agreeing_names
from auditor.lineage.shape.signature import evidence
from auditor.model import Candidate, EdgeDoubts, EdgeKind, Grade, Part, Relation, Upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.lineage.shape.signature import Hit
    from auditor.model import Family

_NO_COPY = (Relation.FINETUNE, Relation.MERGE)
"""The relations that a changed vocabulary leaves open: it is not a copy."""


def shaped_alike(context: Context) -> Iterator[Upstream]:
    """One edge per such family, unless the repository is itself a known release, or has the id of one.

    If only a known derivative has all its numbers, the candidates are that derivative's bases. A family whose shape
    unrelated models also have is named only if the repository's own name agrees with it. A named parent of the same
    publisher explains the shape: the table need not list every release.
    """
    itself = context.releases.get(context.own_name) if context.own_name else None
    if context.known_release is not None or (itself is not None and not itself.release.base):
        return
    named = {name.lower() for edge in context.edges if edge.part is Part.WEIGHTS for name in names_of(edge)}
    families = {known.family.key for name in named if (known := context.releases.get(name)) is not None}
    publishers = {publisher_of(name) for name in named} - {""}
    linked: set[str] = set()
    # the whole model takes precedence over a component
    for hit in sorted(context.hits, key=lambda hit: bool(component_of(hit.path, context.repository))):
        family = context.releases.by_key[hit.family]
        if hit.family in families or family.publisher.lower() in publishers or hit.family in linked:
            continue
        names = agreeing_names((likeness.release for likeness in hit.likenesses), context)
        if not names and not hit.distinguished and (family.collides or _is_shared(hit, context)):
            continue
        edge = _edge(hit, family, context, names)
        if edge is not None:
            linked.add(hit.family)
            yield edge


def _is_shared(hit: Hit, context: Context) -> bool:
    """Whether unrelated models have this very shape: families of several publishers, none known to collide."""
    same = (context.releases.by_key[other.family] for other in context.hits if other.path == hit.path)
    originals = (
        family for family in same if not family.collides and any(not release.base for release in family.releases)
    )
    return len({family.publisher for family in originals}) > 1


def _edge(hit: Hit, family: Family, context: Context, names: tuple[str, ...]) -> Upstream | None:
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
    if hit.resized is not None:
        says += f"; its vocabulary has {hit.resized.here:,} tokens for {hit.resized.there:,}, {hit.resized.says}"
        candidates.append(_another(family))
    says = "; ".join((says, *names))
    return Upstream(
        name=family.key,
        kind=EdgeKind.FAMILY,
        title=f"{family.name} ({family.publisher})",
        relations=_NO_COPY if hit.resized is not None else UNSETTLED,
        candidates=tuple(candidates),
        evidence=(evidence(hit, best, says, context.releases),),
        component=component_of(hit.path, context.repository),
        note=family.note,
        doubts=EdgeDoubts(counter_evidence=_against(hit, family, names)),
    )


def _against(hit: Hit, family: Family, names: tuple[str, ...]) -> str:
    """The evidence against a family whose shape agrees; "" if there is none."""
    if hit.retyped:
        return f"its type, {hit.retyped}, is not one under which {family.name} was published"
    if family.retrained and not names:
        return f"{' and '.join(family.retrained)}, trained from scratch, has the same shape"
    return ""


def _another(family: Family) -> Candidate:
    """The candidate for a model that was trained from scratch in a common shape."""
    return Candidate(
        name=f"none of {family.name}: another model of nearly this shape", license=None, grade=Grade.MEMORY, source=""
    )
