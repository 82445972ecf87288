"""What a model's own license requires of whoever distributes it."""

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
    repository: Repository,
    statements: tuple[Statement, ...],
    edges: tuple[Upstream, ...],
    traced: lineage.Traced,
    knowledge: Knowledge,
) -> tuple[Upstream, ...]:
    """An edge to the model itself: what its own license requires of whoever passes it on (design §5.13).

    The publisher is presumed to be the licensor of a generic license (MIT, CC, GPL, RAIL) and is not bound by its own
    terms: notes. Terms that name another licensor leave open who is bound. That does not change if a base is declared
    too; a license that a base brings is checked for that base, and not here again.
    """
    offered = [statement for statement in resolve.outbound(statements) if statement.certainty is Certainty.IDENTIFIED]
    declared = [statement for statement in offered if statement.source is StatementSource.DECLARED] or offered
    if traced.known_release:
        return ()
    if all(lineage.by_steward(repository, statement.expression, knowledge) for statement in declared):
        return ()
    licenses = [
        statement.expression
        for statement in declared
        if not any(lineage.brings(edge, statement.expression, knowledge) for edge in edges)
    ]
    if not licenses:
        return ()
    open_form = not any(
        lineage.names_licensor(license_id, knowledge) for expression in licenses for license_id in spdx.ids(expression)
    )
    candidate = Candidate(
        name=repository.name or "this model",
        license=spdx.conjunction(licenses),
        grade=Grade.SEEN,
        copyrights_read=False,
        notice_file=False,
    )
    places = next((statement.location for statement in declared if statement.location), None)
    evidence = Evidence(rung=Rung.DECLARED, says="its own terms", location=places)
    return (
        Upstream(
            name=lineage.OWN_TERMS,
            kind=EdgeKind.OWN_TERMS,
            title="this model's own license",
            relations=(Relation.COPY,),
            candidates=(candidate,),
            evidence=(evidence,),
            part=Part.WEIGHTS,
            doubts=EdgeDoubts(licensor_unknown=not open_form, licensor_presumed=open_form),
        ),
    )
