"""The license under which a mere copy may be offered: the one under which it was received (design §5.16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.engine.checks.naming import in_words, offer_places, offer_unclear
from auditor.engine.question import breached, met, not_applicable, undetermined, why
from auditor.model import Because, DutyCode, GrantCode, GrantValue, LicenseKind, LimitCode, Reason, Relation, Trigger

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Grant

_LIMIT_DROPPED = "limit-dropped"
_GRANTED = (GrantValue.YES, GrantValue.CONDITIONAL)
_FOR_DATA = (LicenseKind.DATA_PERMISSIVE, LicenseKind.DATA_SHARE_ALIKE)
_PERMISSIVE = (LicenseKind.PERMISSIVE, LicenseKind.PUBLIC_DOMAIN)


def copy_keeps_license(q: Question) -> Answer:
    """A mere copy is offered under the license under which it was received, unless that one permits sublicensing."""
    grant = q.the_license.grant(GrantCode.SUBLICENSE)
    if q.relation not in (Relation.COPY, Relation.QUANTIZED) or q.the_edge.is_own_terms or grant is None:
        return not_applicable()
    if q.the_license.limit(LimitCode.ALL_RIGHTS_RESERVED) is not None:
        return not_applicable("no license was found under which it came, which is reported as such")
    if grant.value in _GRANTED:
        return not_applicable(f"{q.license_name} lets a recipient sublicense ({grant.clause})")
    lock = q.the_license.duty(DutyCode.SAME_LICENSE)
    trigger = Trigger(q.relation.value)
    if lock is not None and trigger in lock.when and trigger not in lock.unsettled:
        return not_applicable(f"{lock.clause} says what it may be offered under")
    other = next((label for label in q.scene.alternatives if not q.scene.offers(q.the_license, label)), None)
    if other is None:
        return met(f"offered as {in_words(q.the_license.spdx, q)}") if q.scene.alternatives else not_applicable()
    return _offered_as(q, in_words(" AND ".join(other), q), other, grant)


def _offered_as(q: Question, label: str, alternative: tuple[str, ...], grant: Grant) -> Answer:
    """The answer for a copy that is offered under another license."""
    says = f"it is offered as {label}, and came under the {q.license_name}"
    places = offer_places(q)
    because: tuple[Reason, ...]
    unclear = offer_unclear(q, says, folds_into=_LIMIT_DROPPED)
    if unclear is not None:
        return unclear.citing(grant)
    beside = next((match.location for match in q.scene.full_text_matches(q.the_license)), None)
    if beside is not None:
        because = (Reason(code=Because.CARRIED_BESIDE, path=beside.path),)
        return undetermined(says, *places, beside, because=because, folds_into=_LIMIT_DROPPED).citing(grant)
    if grant.value is not GrantValue.NO:
        because = why(Because.SUBLICENSE_SILENT)
        return undetermined(says, *places, because=because, folds_into=_LIMIT_DROPPED).citing(grant)
    if _only_drops_conditions(q, alternative):
        return undetermined(says, *places, because=why(Because.CONDITIONS_ONLY)).citing(grant)
    if q.relation is Relation.QUANTIZED and q.the_license.duty(DutyCode.SAME_LICENSE) is None:
        # an adaptation might be offered like this; if adaptations must keep the license, both readings forbid it
        because = why(Because.COPY_OR_ADAPTATION)
        return undetermined(says, *places, because=because, folds_into=_LIMIT_DROPPED).citing(grant)
    if q.the_license.kind in _FOR_DATA:
        # whether weights are a database, or data, in the sense of the license is open
        return undetermined(says, *places, because=why(Because.REACH_ARGUABLE)).citing(grant)
    return breached(says, *places, folds_into=_LIMIT_DROPPED).citing(grant)


def _only_drops_conditions(q: Question, alternative: tuple[str, ...]) -> bool:
    """Whether neither the license nor the label withholds anything or is share-alike: CC-BY offered as MIT."""
    label = [q.scene.knowledge.profile(license_id) for license_id in alternative]
    return q.the_license.kind in _PERMISSIVE and all(
        profile is not None and profile.kind in _PERMISSIVE for profile in label
    )
