"""Steps up the release table: the bases and teachers of every known derivative among the parents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.edges import candidate, is_declared, publisher_of
from auditor.lineage.relations import over
from auditor.model import Candidate, EdgeDoubts, Evidence, Grade, Part, Relation, Rung, Upstream

if TYPE_CHECKING:
    from auditor.lineage.context import Context
    from auditor.lineage.releases import Releases
    from auditor.model import Release

_MADE = {Relation.DISTILL: "trained on the outputs of"}


def further_up(context: Context) -> list[Upstream]:
    """The edges, and those to the bases of every known derivative among them: a parent's label hides no terms.

    Each step up is in the release table; a cycle there ends at a parent already found.
    """
    own, releases = context.known_release, context.releases
    edges = {edge.name.lower(): edge for edge in context.edges}
    steps: list[tuple[str, Upstream | None]] = [
        (edge.name, edge) for edge in context.edges if edge.part is Part.WEIGHTS and edge.firm
    ]
    if own is not None and own.licensor is True:
        steps.append((own.release, None))
    for name, edge in steps:
        known_here = releases.get(name)
        release = known_here.release if known_here else None
        for parent, relation in _parents(release):
            grade = release.lineage_grade if release else Grade.SEEN
            if not grade.settles and releases.get(parent) is None:
                continue  # an unchecked statement about a model of which nothing is known
            made = _step(name, edge, parent, relation, releases, grade)
            known = edges.get(parent.lower())
            if known is None:
                steps.append((made.name, made))
            elif edge is None:
                made = known.replace(evidence=(*known.evidence, *made.evidence), relations=(relation,))
            else:
                made = known.replace(evidence=(*known.evidence, *made.evidence))
            edges[parent.lower()] = made
    return list(edges.values())


def _parents(release: Release | None) -> list[tuple[str, Relation]]:
    """The base of a release, and its teachers."""
    if release is None:
        return []
    base = [(release.base, release.relation or Relation.FINETUNE)] if release.base else []
    return [*base, *((teacher, Relation.DISTILL) for teacher in release.teachers)]


def _step(
    name: str,
    edge: Upstream | None,
    parent: str,
    relation: Relation,
    releases: Releases,
    grade: Grade,
) -> Upstream:
    known = releases.get(parent)
    here = (candidate(*known),) if known else ()
    doubted = () if grade.settles else (_another_origin(name, parent, grade),)
    declares = edge is None or is_declared(edge)
    maybe_licensor = edge is not None and edge.doubts.licensor_unknown
    says = f"{name} was itself {_MADE.get(relation, 'made from')} {parent} ({relation.value})"
    return Upstream(
        name=known.release.repo if known else parent,
        title=known.release.repo if known else parent,
        relations=over(edge.relations, relation) if edge else (relation,),
        candidates=(*here, *doubted),
        evidence=(Evidence(rung=Rung.DECLARED if declares else Rung.NAMED, says=says),),
        via=edge.name if edge is not None else "",
        step=(relation,),
        doubts=EdgeDoubts(licensor_unknown=maybe_licensor and publisher_of(name) == publisher_of(parent)),
    )


def _another_origin(name: str, parent: str, grade: Grade) -> Candidate:
    """The candidate for any other origin, as the publisher's own words for this one were not read."""
    return Candidate(
        name=f"another origin of {name} than {parent}", license=None, grade=grade, source="not read", otherwise=True
    )
