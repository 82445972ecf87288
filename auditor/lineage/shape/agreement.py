"""Whether the shape of the model agrees with a named parent, or shows that it cannot have come from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.shape.signature import contradicts, evidence, shape_of
from auditor.lineage.traces import by_parent
from auditor.model import Contradiction, DocumentKind, EdgeKind, Location, Part, Rung, Upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.model import Family


def compared_with_shape(context: Context) -> Iterator[Upstream]:
    """The edges with the result of comparing the shape: agreement as evidence, disagreement as a doubt.

    A configuration that was copied from a known model and changed keeps its name, but none of its weights. A sentence
    of a card may be about another model of a series; what its fields declare is a parent nevertheless.
    """
    contradicted: dict[str, str] = {}
    for contradiction in contradictions(context):
        contradicted[contradiction.upstream] = contradicted.get(contradiction.upstream) or contradiction.says
    for edge in context.edges:
        against = contradicted.get(edge.name)
        yield agreeing(
            edge.doubting(counter_evidence=against) if against and not _is_a_field(edge, context) else edge, context
        )


def agreeing(edge: Upstream, context: Context) -> Upstream:
    """The edge, with the agreement of the shape added to its evidence if it agrees."""
    family = _family(edge, context)
    if family is None:
        return edge
    hit = next((hit for hit in context.hits if hit.family == family.key), None)
    if hit is None:
        return edge
    best = max(hit.likenesses, key=lambda likeness: (likeness.release.repo == edge.name, likeness.matched))
    says = f"{best.matched} of {best.compared} fields agree with {family.name}"
    agreement = evidence(hit, best, says, context.releases)
    return edge.replace(evidence=(*edge.evidence, agreement)).doubting(counter_evidence="")


def contradictions(context: Context) -> Iterator[Contradiction]:
    """Each configuration of the whole model that differs from a named parent in a way that no training explains."""
    edges = {edge.name: edge for edge in context.edges}
    own = context.known_release
    for parent, traces in by_parent(context.traces, context.releases).items():
        known, edge = context.releases.get(parent), edges.get(parent)
        if known is None or edge is None or edge.part is not Part.WEIGHTS or edge.component:
            continue
        if own is not None and own.release == parent:
            continue
        places = tuple(trace.evidence.location for trace in traces if trace.evidence.location)
        for document in context.repository.documents:
            if document.path.rpartition("/")[0] != document.root:
                continue  # a component (a vision tower, a VAE) has its own parent
            differences = contradicts(shape_of(document), known.family)
            if differences:
                says = f"{parent} is named as the base, and {document.path} has {'; '.join(differences)}"
                place = Location(path=document.path)
                yield Contradiction(upstream=parent, says=says, evidence=(*places, place))


def _is_a_field(edge: Upstream, context: Context) -> bool:
    """Whether a field declares it: in a card's front matter, a configuration or a recipe."""
    bodies = {card.path: card.body_line for card in context.repository.of_kind(DocumentKind.CARD)}
    places = [shown.location for shown in edge.evidence if shown.rung is Rung.DECLARED]
    return any(place is None or place.path not in bodies or (place.first or 0) < bodies[place.path] for place in places)


def _family(edge: Upstream, context: Context) -> Family | None:
    """The family to which an edge to weights leads; None if unknown."""
    if edge.kind is EdgeKind.FAMILY:
        return context.releases.by_key.get(edge.name)
    known = context.releases.get(edge.name) if edge.part is Part.WEIGHTS else None
    return known.family if known is not None else None
