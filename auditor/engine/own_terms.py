"""A model without ancestors: what its own license asks of whoever distributes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import lineage, resolve, spdx
from auditor.model import (
    Candidate,
    Certainty,
    Doubts,
    EdgeKind,
    Evidence,
    Grade,
    Part,
    Relation,
    Rung,
    StatementSource,
    Upstream,
)

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Repository, Statement


def own_terms(
    repository: Repository, said: tuple[Statement, ...], traced: lineage.Traced, known: Knowledge
) -> tuple[Upstream, ...]:
    """A model without other people's ancestors, as a copy of itself: what its own license asks of a distributor.

    A licensor is not bound by its own terms (design §5.11), so nothing is asked where the publisher is known
    to be the licensor, and at most undetermined where nothing tells.
    """
    offered = [one for one in resolve.outbound(said) if one.certainty is Certainty.IDENTIFIED]
    of_others = [edge for edge in traced.upstreams if edge.part is Part.WEIGHTS and not edge.own]
    of_its_own = any(edge.own and edge.candidates for edge in traced.upstreams)
    if traced.known_release or of_others or of_its_own or not offered:
        return ()
    declared = [one for one in offered if one.source is StatementSource.DECLARED] or offered
    if all(lineage.by_steward(repository, one.expression, known) for one in declared):
        return ()
    candidate = Candidate(
        name=repository.name or "this model",
        license=spdx.conjunction(one.expression for one in declared),
        grade=Grade.SEEN,
        copyrights_read=False,
        notice_file=False,
    )
    places = next((one.location for one in declared if one.location), None)
    evidence = Evidence(rung=Rung.DECLARED, says="no base is named or shown: its own terms", location=places)
    return (
        Upstream(
            name=lineage.OWN_TERMS,
            kind=EdgeKind.OWN_TERMS,
            title="this model's own license",
            relations=(Relation.COPY,),
            candidates=(candidate,),
            evidence=(evidence,),
            part=Part.WEIGHTS,
            doubts=Doubts(licensor_unknown=True),
        ),
    )
