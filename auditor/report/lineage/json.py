"""The lineage for machines: `auditor-lineage/2`, the same bytes for the same lineage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from auditor.model import Candidate, Evidence, Noun, Part, Relation, Rung, Unread
from auditor.report.common.document import written
from auditor.report.lineage.nodes import best, every, subject, tree, unread_of

if TYPE_CHECKING:
    from auditor.model import Audit, Lineage, Upstream
    from auditor.report.lineage.nodes import Node as Place

FORMAT: Literal["auditor-lineage/2"] = "auditor-lineage/2"
_MODEL = "n0"
_KINDS: dict[Part, Literal["dataset", "code", "tokenizer"]] = {
    Part.DATA: "dataset",
    Part.CODE: "code",
    Part.TOKENIZER: "tokenizer",
}


class Node(Noun, frozen=True, kw_only=True):
    """The model itself (`n0`), or an ancestor."""

    id: str
    name: str
    """The repository's id; the family's key for a set of candidates."""
    title: str
    kind: Literal["model", "parent", "one-of", "dataset", "code", "tokenizer"]
    candidates: tuple[Candidate, ...] = ()
    """The repository, or the candidates of which it is one; empty: terms unknown."""
    cycle: bool = False
    """Whether its bases lead back to it or to the model, where the chain is cut."""
    cut: bool = False
    """Whether some of its bases were left out."""
    note: str = ""
    unopened: str = ""
    """Why its repository, or a part of it, could not be read, and how it could be."""


class Edge(Noun, frozen=True, kw_only=True):
    """From a node to one made from it."""

    parent: str
    child: str
    relations: tuple[Relation, ...]
    """How the child came from the parent; several if that is open."""
    overall: tuple[Relation, ...]
    """How the model itself came from the parent, over all steps between."""
    part: Part
    component: str
    """The component of a pipeline; "" for the model as a whole."""
    firm: bool
    """Whether evidence declares it, names it, or shows equal files."""
    best: Rung | None
    """The rung of its best evidence; null if there is none."""
    evidence: tuple[Evidence, ...]


class Graph(Noun, frozen=True, kw_only=True):
    """The whole lineage."""

    format: Literal["auditor-lineage/2"]
    version: str
    """The version of auditor."""
    rules_digest: str
    """sha256 over rules/, first 12 digits."""
    target: str
    name: str | None
    revision: str | None
    known_release: str | None
    """The known release that the model is."""
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    """A tree: every ancestor at the place where it was found."""
    unread: tuple[Unread, ...]
    """Unread files that could name a base or the terms: if there is one, bases may be missing."""


def render(audit: Audit | Lineage) -> str:
    """The graph as JSON, indented."""
    return written(graph(audit))


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    from auditor.model.schema import json_schema  # noqa: PLC0415 - seldom needed

    return json_schema(Graph, name=FORMAT, title="Graph", description="The lineage of one model.")


def graph(audit: Audit | Lineage) -> Graph:
    """The lineage as nodes and edges, in the order of the tree."""
    places = tree(audit)
    model = Node(id=_MODEL, name=audit.repository.name or "", title=subject(audit), kind="model")
    return Graph(
        format=FORMAT,
        version=audit.version,
        rules_digest=audit.rules_digest,
        target=audit.target,
        name=audit.repository.name,
        revision=audit.repository.revision,
        known_release=audit.known_release.release if audit.known_release else None,
        nodes=(model, *(_node(place) for place in every(places))),
        edges=_edges(places),
        unread=unread_of(audit),
    )


def _node(place: Place) -> Node:
    edge = place.edge
    return Node(
        id=place.id,
        name=edge.name,
        title=edge.title,
        kind="one-of" if len(edge.candidates) > 1 else _KINDS.get(edge.part, "parent"),
        candidates=edge.candidates,
        cycle=edge.doubts.cycle,
        cut=edge.doubts.cut,
        note=edge.note,
        unopened=edge.doubts.unopened,
    )


def _edges(places: tuple[Place, ...]) -> tuple[Edge, ...]:
    below = {base.id: place.id for place in every(places) for base in place.bases}
    return tuple(_edge(place.id, below.get(place.id, _MODEL), place.edge) for place in every(places))


def _edge(parent: str, child: str, edge: Upstream) -> Edge:
    strongest = best(edge)
    return Edge(
        parent=parent,
        child=child,
        relations=edge.step or edge.relations,
        overall=edge.relations,
        part=edge.part,
        component=edge.component,
        firm=edge.firm,
        best=strongest.rung if strongest else None,
        evidence=edge.evidence,
    )
