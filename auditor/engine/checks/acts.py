"""Predicates about acts: what was done, and whether the upstream permits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.engine.question import breached, not_applicable, undetermined, why
from auditor.model import Because, LimitCode, LimitException, Part, Relation

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Profile, Upstream


def act_permitted(q: Question) -> Answer:
    """No upstream license forbids what was done: sharing an adaptation, training on outputs, using it at all."""
    if q.the_limit.code is LimitCode.ALL_RIGHTS_RESERVED:
        says = f"no license was found at {q.from_whom}"
        which = f"Under which license did {q.from_whom} come?"
        return undetermined(says, because=why(Because.NOT_READ_WHOLE)).replace(question=which)
    if q.the_limit.code is LimitCode.NO_REDISTRIBUTION:
        return breached(f"{q.license_name} does not allow redistribution, and this is one ({_how(q)})")
    if q.the_limit.code is LimitCode.NO_SHARE_DERIVATIVES:
        return breached(f"{q.license_name} does not allow an adaptation to be shared, and this is one ({_how(q)})")
    if q.the_limit.code is LimitCode.OUTPUT_TRAINING_BAN:
        value = q.the_limit.value if isinstance(q.the_limit.value, str) else "other models"
        excepted = _own_derivative(q) if LimitException.OWN_DERIVATIVES in q.the_limit.exceptions else None
        if excepted is not None:
            return excepted
        if q.relation not in (Relation.DISTILL, Relation.TRAINED_ON):
            says = f"{q.license_name} bans using it to improve {value}; whether this {_how(q)} does is open"
            return undetermined(says, because=why(Because.IMPROVING_UNSETTLED))
        says = f"outputs of {q.from_whom} may not be used to train {value}"
        if q.the_edge.by_publisher:
            return breached(says)
        because = why(Because.TEACHER_UNKNOWN)
        return undetermined(says, because=because)
    return not_applicable()


def _own_derivative(q: Question) -> Answer | None:
    """The answer for a model that is itself made from what the ban excepts; None for any other."""
    others = [
        edge
        for edge in q.scene.edges_in_scope
        if edge.part is Part.WEIGHTS
        and not edge.is_own_terms
        and not set(edge.relations) & {Relation.DISTILL, Relation.TRAINED_ON}
    ]
    # if the edge offers a choice of licenses, the model was made under the one in question
    made_from = [
        (edge, profile)
        for edge in others
        for profile in ([q.the_license] if edge.name == q.the_edge.name else _licenses(q, edge))
    ]
    if not made_from:
        return None
    if all(
        profile.key == q.the_license.key and (edge.firm or edge.name == q.the_edge.name) for edge, profile in made_from
    ):
        return not_applicable(f"{q.the_limit.clause} leaves out derivatives of the model itself, and this is one")
    kin = [edge.title for edge, profile in made_from if profile.steward and profile.steward == q.the_license.steward]
    if not kin:
        return None
    says = (
        f"outputs of {q.from_whom} may be used to train derivatives of the model itself; this one is made from {kin[0]}"
    )
    return undetermined(says, because=why(Because.FAMILY_EXCEPTED, kin[0]))


def _licenses(q: Question, edge: Upstream) -> list[Profile]:
    """The licenses with a profile that the candidates of an edge may have brought."""
    ids = [license_id for candidate in edge.candidates for license_id in spdx.ids(candidate.license or "")]
    return [profile for license_id in ids if (profile := q.scene.knowledge.profile(license_id)) is not None]


def _how(q: Question) -> str:
    return q.relation.value if q.relation else "derivative"
