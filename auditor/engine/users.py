"""What the licenses of a model require of those who use it, whether or not anything is wrong (design §5.21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import DutyCode, Part, Relation, Trigger, UserTerms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.engine.scene import Scene
    from auditor.model import Duty, Profile, Upstream

_USES = {Trigger.HOSTED, Trigger.COMMERCIAL, Trigger.PUBLICATION, Trigger.OUTPUTS}
"""Acts that leave no trace in files."""
BY_USE = frozenset(
    {
        DutyCode.REGISTER,
        DutyCode.CONTENT_FILTERS,
        DutyCode.NETWORK_SOURCE,
        DutyCode.PRODUCED_WORK_NOTICE,
        DutyCode.OFFER_DERIVATIVE_DATABASE,
        DutyCode.DISCLOSE_AI_OUTPUT,
        DutyCode.DISCLOSE_PROVIDER,
        DutyCode.REGULATORY_AUTHORIZATION,
        DutyCode.ACKNOWLEDGE_IN_PUBLICATION,
    }
)
"""Duties of whoever runs the model, whatever is passed on."""
_FARTHER = {Relation.DISTILL, Relation.TRAINED_ON, Relation.CODE}


def user_terms(scene: Scene) -> tuple[UserTerms, ...]:
    """One entry per license that has any, ancestors' licenses first, as they bind whatever the label says."""
    by_license: dict[str, UserTerms] = {}
    for profile, via in _licenses(scene):
        duties = tuple(duty for duty in profile.duties if of_use(duty))
        terms = UserTerms(
            license=profile.key,
            name=profile.name,
            via=via,
            limits=profile.limits,
            duties=duties,
            termination=profile.termination,
            cure=profile.cure,
        )
        if terms.limits or terms.duties or terms.cure:
            by_license.setdefault(profile.key, terms)
    return tuple(by_license.values())


def of_use(duty: Duty) -> bool:
    """Whether a duty binds users of the model, depending on what they do with it."""
    return duty.on_own_facts or duty.code in BY_USE or (bool(_USES & set(duty.when)) and set(duty.when) <= _USES)


def _licenses(scene: Scene) -> Iterator[tuple[Profile, str]]:
    """Each license that reaches the model for certain, and the ancestor that brings it."""
    for edge in scene.edges_in_scope:
        if not edge.is_own_terms and edge.part is Part.WEIGHTS and edge.firm and not set(edge.relations) & _FARTHER:
            yield from ((profile, edge.title) for profile in _brought(scene, edge))
    for alternative in scene.alternatives:
        for license_id in alternative:
            profile = scene.knowledge.profile(license_id)
            if profile is not None:
                yield profile, ""


def _brought(scene: Scene, edge: Upstream) -> Iterator[Profile]:
    """The licenses with a profile that every candidate of an edge came under."""
    id_sets = [set(spdx.ids(candidate.license or "")) for candidate in edge.candidates]
    for license_id in sorted(set.intersection(*id_sets)) if id_sets else ():
        profile = scene.knowledge.profile(license_id)
        if profile is not None:
            yield profile
