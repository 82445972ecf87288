"""The effective terms of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import Certainty, Part, Relation
from auditor.resolve.statements import outbound

if TYPE_CHECKING:
    from auditor.model import Statement, Upstream


def concluded(statements: tuple[Statement, ...], upstreams: tuple[Upstream, ...]) -> str:
    """The effective terms: what the repository offers AND what reaches it, never an `OR` of the two."""
    offers = outbound(statements)
    identified = [statement.expression for statement in offers if statement.certainty is Certainty.IDENTIFIED]
    unknown = not identified or any(statement.certainty is Certainty.UNKNOWN for statement in offers)
    brought = (_brought_by(edge) for edge in upstreams if _reaches(edge))
    terms = list(dict.fromkeys((*identified, *([spdx.NOASSERTION] if unknown else []), *brought)))
    # "A" and "A AND B" both offered: the second includes the first
    atoms = [term for term in terms if not any(term != other and term in other.split(" AND ") for other in terms)]
    return spdx.conjunction(sorted(atoms, key=lambda term: (term == spdx.NOASSERTION, term)))


def _reaches(edge: Upstream) -> bool:
    return not edge.is_own_terms and edge.part is Part.WEIGHTS and edge.relations != (Relation.TRAINED_ON,)


def _brought_by(edge: Upstream) -> str:
    """The terms that an edge brings, if it is firm and all its candidates have the same; otherwise NOASSERTION."""
    terms = {candidate.license or spdx.NOASSERTION for candidate in edge.candidates}
    return terms.pop() if len(terms) == 1 and edge.firm else spdx.NOASSERTION
