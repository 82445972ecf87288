"""Several hops: what a parent's own repository says joins the child's edge, and its parents become ancestors.

The terms of an ancestor reach over every step between, so a middle card that lies about its license hides
nothing: the effective terms are the union over the graph (design §5.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.relations import over
from auditor.model import Candidate, Grade, Noun, Part, Upstream

if TYPE_CHECKING:
    from collections.abc import Iterable

DEEPEST = 32
"""Steps up; a chain of real models is shorter."""
MOST = 2_000
"""Ancestors read or named."""


class Parent(Noun):
    """What a parent's own repository says, where it could be read."""

    name: str
    license: str | None
    """SPDX expression of all that it offers its weights under; None where nothing identified is."""
    copyrights: tuple[str, ...]
    notice_text: str
    """The text of its NOTICE files; "" where it has none."""
    notice_file: bool
    place: str
    """Where it was read, for the reader."""
    upstreams: tuple[Upstream, ...]


class Ancestry:
    """The edges of one repository, grown step by step until no parent brings a new one."""

    def __init__(self, edges: Iterable[Upstream], *, itself: str = "") -> None:
        self._edges: dict[str, Upstream] = {}
        self._depth: dict[str, int] = {}
        self._itself = itself.lower()
        self._waiting: list[str] = []
        for edge in edges:
            self._add(edge, 1)

    @property
    def edges(self) -> tuple[Upstream, ...]:
        """Every edge so far: the repository's own first, then those of its ancestors."""
        return tuple(self._edges.values())

    def next_parent(self) -> str | None:
        """A parent whose repository has not been asked for; None when all have been."""
        while self._waiting:
            name = self._waiting.pop(0)
            edge = self._edges[name]
            if edge.part is Part.WEIGHTS and "/" in edge.name and self._depth[name] < DEEPEST:
                return edge.name
        return None

    def grow(self, parent: Parent) -> None:
        """Take in what the repository of a parent says."""
        key = parent.name.lower()
        edge = self._edges[key] = _informed(self._edges[key], parent)
        for further in parent.upstreams:
            if further.part is not Part.WEIGHTS or further.name == "self":
                continue
            if self._is_above(further.name, edge):
                note = f"a cycle: {parent.name} names {further.name} as its own base; it is cut there"
                self._edges[key] = edge = edge.model_copy(update={"cycle": True, "note": note})
            elif further.name.lower() not in self._edges and len(self._edges) < MOST:
                self._add(_step(edge, further), self._depth[key] + 1)

    def _add(self, edge: Upstream, depth: int) -> None:
        name = edge.name.lower()
        self._edges[name] = edge
        self._depth[name] = depth
        self._waiting.append(name)

    def _is_above(self, name: str, edge: Upstream) -> bool:
        """Whether a name stands on the way from the repository to this edge: going there again is a cycle."""
        wanted = name.lower()
        seen = {wanted} if wanted == self._itself else set()
        at: Upstream | None = edge
        while at is not None and not seen:
            if at.name.lower() == wanted:
                seen.add(wanted)
            at = self._edges.get(at.via.lower()) if at.via else None
        return bool(seen)


def _informed(edge: Upstream, parent: Parent) -> Upstream:
    """The edge with its parent's terms as its own repository states them; a release table's word yields to that."""
    before = edge.candidates[0] if len(edge.candidates) == 1 else None
    candidate = Candidate(
        name=edge.name,
        license=parent.license or (before.license if before else None),
        grade=Grade.SEEN if parent.license or before is None else before.grade,
        source=f"read at {parent.place}",
        date=before.date if before else "",
        copyrights=parent.copyrights,
        copyrights_read=True,
        holders=before.holders if before else (),
        notice_file=parent.notice_file,
        notice_text=parent.notice_text,
        note=before.note if before else "",
    )
    return edge.model_copy(update={"candidates": (candidate,)})


def _step(edge: Upstream, further: Upstream) -> Upstream:
    """The edge from the repository to its parent's parent: firm only if both steps are, farther by both relations."""
    relations = tuple(dict.fromkeys(one for farther in further.relations for one in over(edge.relations, farther)))
    evidence = further.evidence if edge.firm else tuple(one for one in further.evidence if not one.rung.firm)
    said = tuple(
        one.model_copy(update={"says": f"at {edge.name}: {one.says}", "location": None})
        for one in evidence or edge.evidence
    )
    return further.model_copy(
        update={
            "relations": relations,
            "step": further.step or further.relations,
            "evidence": said,
            "via": further.via or edge.name,
            "own": edge.own and further.own,
            "licensor_unknown": edge.licensor_unknown and further.licensor_unknown,
        }
    )
