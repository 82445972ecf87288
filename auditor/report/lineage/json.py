"""The lineage for machines: `auditor-lineage/1`, the same bytes for the same audit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from auditor.report.audit.json_shape import GradeWord, PartWord, RelationWord, RungWord
from auditor.report.common import wording
from auditor.report.common.clean import cleaned
from auditor.report.lineage.nodes import every, shown, subject, tree, unread_of

if TYPE_CHECKING:
    from auditor.model import Audit, Candidate, Evidence, Lineage, Upstream
    from auditor.report.lineage.nodes import Node

FORMAT: Literal["auditor-lineage/1"] = "auditor-lineage/1"


class Shape(BaseModel):
    """A part of the graph: closed, every key always present."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, json_schema_serialization_defaults_required=True
    )


class Release(Shape):
    """One repository that a node may be."""

    name: str
    license: str | None
    """SPDX expression; null: not known."""
    license_name: str
    grade: GradeWord
    """How the license is known."""
    source: str
    date: str
    note: str


class Vertex(Shape):
    """The model itself (`n0`), or an ancestor."""

    id: str
    name: str
    """The repository's id; the family's key for a set of candidates."""
    title: str
    kind: Literal["model", "parent", "one of", "dataset", "code", "tokenizer"]
    candidates: tuple[Release, ...]
    """The one repository it is, or those of which it is one; empty: terms not known."""
    cycle: bool
    """Whether its bases lead back to it, or to the model: they are cut there."""
    cut: bool
    """Whether bases of it were left out."""
    note: str
    unopened: str
    """Why its repository, or a part of it, could not be read, and what would open it."""


class Trace(Shape):
    """One piece of evidence."""

    rung: RungWord
    rank: int
    """1 to 7: its place on the ladder."""
    claims: str
    """What evidence of that rung may claim."""
    says: str
    quote: str
    place: str
    """`path:line`; "" where it has none."""


class Arc(Shape):
    """From a node to the one that was made from it."""

    parent: str
    child: str
    relations: tuple[RelationWord, ...]
    """How the child came from the parent; several where that is open."""
    overall: tuple[RelationWord, ...]
    """How the model itself did, over all steps between."""
    part: PartWord
    component: str
    """Which part of a pipeline it is about; "" for the model as a whole."""
    firm: bool
    """Whether some evidence declares it, names it, or shows equal files."""
    claims: str
    """What its best evidence may claim."""
    evidence: tuple[Trace, ...]


class Skipped(Shape):
    """A file that was not read, though a base or the terms could have stood there."""

    path: str
    reason: str
    detail: str


class Graph(Shape):
    """The whole lineage."""

    format: Literal["auditor-lineage/1"]
    version: str
    """The auditor's own."""
    rules_digest: str
    target: str
    name: str | None
    revision: str | None
    itself: str | None
    """The known release that the model is."""
    nodes: tuple[Vertex, ...]
    edges: tuple[Arc, ...]
    """A tree: every ancestor at the place where it was found."""
    unread: tuple[Skipped, ...]
    """Where it is not empty, bases may be missing."""


def render(audit: Audit | Lineage) -> str:
    """The graph as JSON, indented."""
    return json.dumps(graph(audit).model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    made = Graph.model_json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:{FORMAT.replace('/', ':')}"}
    return {**head, **made}


def graph(audit: Audit | Lineage) -> Graph:
    """The lineage as nodes and edges, in the order of the tree."""
    audit = cleaned(audit)
    nodes = tree(audit)
    known = wording.names(audit)
    itself = Vertex(
        id="n0",
        name=audit.repository.name or "",
        title=subject(audit),
        kind="model",
        candidates=(),
        cycle=False,
        cut=False,
        note="",
        unopened="",
    )
    return Graph(
        format=FORMAT,
        version=audit.version,
        rules_digest=audit.rules_digest,
        target=audit.target,
        name=audit.repository.name,
        revision=audit.repository.revision,
        itself=audit.itself.release if audit.itself else None,
        nodes=(itself, *(_vertex(node, known) for node in every(nodes))),
        edges=_arcs(nodes),
        unread=tuple(Skipped(path=one.path, reason=one.reason.value, detail=one.detail) for one in unread_of(audit)),
    )


def _vertex(node: Node, known: dict[str, str]) -> Vertex:
    edge = node.edge
    return Vertex(
        id=node.id,
        name=edge.name,
        title=edge.title,
        kind=_kind(edge),
        candidates=tuple(_release(one, known) for one in edge.candidates),
        cycle=edge.cycle,
        cut=edge.cut,
        note=edge.note,
        unopened=edge.unopened,
    )


def _kind(edge: Upstream) -> Literal["parent", "one of", "dataset", "code", "tokenizer"]:
    if len(edge.candidates) > 1:
        return "one of"
    match edge.part.value:
        case "data":
            return "dataset"
        case "code":
            return "code"
        case "tokenizer":
            return "tokenizer"
        case _:
            return "parent"


def _release(candidate: Candidate, known: dict[str, str]) -> Release:
    return Release(
        name=candidate.name,
        license=candidate.license,
        license_name=known.get((candidate.license or "").lower(), ""),
        grade=candidate.grade.value,
        source=candidate.source,
        date=candidate.date,
        note=candidate.note,
    )


def _arcs(nodes: tuple[Node, ...]) -> tuple[Arc, ...]:
    below = {base.id: node.id for node in every(nodes) for base in node.bases}
    return tuple(_arc(node.id, below.get(node.id, "n0"), node.edge) for node in every(nodes))


def _arc(parent: str, child: str, edge: Upstream) -> Arc:
    return Arc(
        parent=parent,
        child=child,
        relations=tuple(one.value for one in edge.step or edge.relations),
        overall=tuple(one.value for one in edge.relations),
        part=edge.part.value,
        component=edge.component,
        firm=edge.firm,
        claims=shown(edge),
        evidence=tuple(_trace(one) for one in edge.evidence),
    )


def _trace(evidence: Evidence) -> Trace:
    return Trace(
        rung=evidence.rung.value,
        rank=wording.number(evidence.rung),
        claims=wording.claim(evidence.rung),
        says=evidence.says,
        quote=evidence.quote,
        place=str(evidence.location) if evidence.location else "",
    )
