"""A model without ancestors: what its own license requires of whoever distributes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import lineage, resolve, spdx
from auditor.model import (
    Candidate,
    Certainty,
    EdgeDoubts,
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
    repository: Repository, statements: tuple[Statement, ...], traced: lineage.Traced, knowledge: Knowledge
) -> tuple[Upstream, ...]:
    """A model without other people's ancestors, as a copy of itself: what its own license requires of a distributor.

    A licensor is not bound by its own terms (design §5.11), so nothing is required where the publisher is known
    to be the licensor, and everything is at most undetermined where nothing shows it.
    """
    offered = [statement for statement in resolve.outbound(statements) if statement.certainty is Certainty.IDENTIFIED]
    of_others = [edge for edge in traced.upstreams if edge.part is Part.WEIGHTS and not edge.own]
    of_its_own = any(edge.own and edge.candidates for edge in traced.upstreams)
    if traced.known_release or of_others or of_its_own or not offered:
        return ()
    declared = [statement for statement in offered if statement.source is StatementSource.DECLARED] or offered
    if all(lineage.by_steward(repository, statement.expression, knowledge) for statement in declared):
        return ()
    candidate = Candidate(
        name=repository.name or "this model",
        license=spdx.conjunction(statement.expression for statement in declared),
        grade=Grade.SEEN,
        copyrights_read=False,
        notice_file=False,
    )
    places = next((statement.location for statement in declared if statement.location), None)
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
            doubts=EdgeDoubts(licensor_unknown=True),
        ),
    )
