"""Predicates about terms: limits, conditions that follow the work, share-alike."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.engine.checks.naming import in_words, offer_places, offer_unclear, what_is_withheld
from auditor.engine.checks.restrictions import passes_restrictions_on
from auditor.engine.question import breached, met, not_applicable, undetermined, why
from auditor.model import (
    Because,
    GrantCode,
    GrantValue,
    LimitCode,
    OutboundMode,
    Relation,
)

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Outbound

_IMPLIED_BY = {
    LimitCode.NONCOMMERCIAL: (LimitCode.NONCOMMERCIAL, LimitCode.RESEARCH_ONLY),
    LimitCode.RESEARCH_ONLY: (LimitCode.RESEARCH_ONLY,),
    LimitCode.NO_SHARE_DERIVATIVES: (LimitCode.NO_SHARE_DERIVATIVES,),
}
"""Limits that another license may contain in other words: the limits that satisfy each."""

_OWN_LABEL_ALLOWED = (
    OutboundMode.ANY,
    OutboundMode.ANY_WITH_NOTICE,
    OutboundMode.ANY_WITH_NOTICE_CONDITIONS_PERSIST,
    OutboundMode.ADDITIVE_OK,
    OutboundMode.ADDITIVE_NC_PERSISTS,
)
"""Modes that permit a derivative a license of its own: its label is then incomplete, not contradicted."""


def limit_kept(q: Question) -> Answer:
    """Every alternative that this repository offers withholds what the upstream withheld."""
    hidden = what_is_withheld(q.the_limit)
    about_others = _of_other_models(q, hidden)
    if about_others is not None:
        return about_others
    if not q.scene.alternatives:
        return undetermined(f"whether the terms here keep {hidden} is not known", because=why(Because.NOTHING_OFFERED))
    unsure = None
    for alternative in q.scene.alternatives:
        if q.scene.offers(q.the_license, alternative):
            continue
        label = in_words(" AND ".join(alternative), q)
        carried = _limits_of(q, alternative)
        if any(code in carried for code in _IMPLIED_BY.get(q.the_limit.code, ())):
            continue
        if q.the_limit.code is LimitCode.USE_POLICY and passes_restrictions_on(q, alternative):
            continue
        if None in carried:
            unsure = (f"what {label} withholds is not known here", why(Because.LABEL_WITHOUT_PROFILE, label))
        elif q.the_limit.code in carried:
            says = f"{label} has a limit of its own kind; whether it is as narrow is for counsel"
            unsure = (says, why(Because.LIMIT_OF_ITS_OWN, label))
        else:
            return _hidden_by(q, label, hidden)
    if unsure:
        return undetermined(unsure[0], *offer_places(q), because=unsure[1])
    return met(f"the terms offered here keep {hidden}", *offer_places(q))


def _of_other_models(q: Question, hidden: str) -> Answer | None:
    """The answer if a limit applies to some models only, and the upstream is not known to be one; None otherwise."""
    if q.the_limit.applies_to is None or released(q, q.the_limit.concerns):
        return None
    models = q.the_limit.applies_to.value
    if released(q, q.the_limit.spares):
        return not_applicable(f"{hidden} is about {models} models, and this is none")
    says = f"whether {hidden} concerns this model is not known: it is about {models} models only"
    return undetermined(says, because=why(Because.SOME_MODELS_ONLY, models), note_only=True)


def _hidden_by(q: Question, label: str, hidden: str) -> Answer:
    """The answer if a label does not mention a limit: a breach only if the upstream's words require the limit there.

    The limit binds whoever uses the work; under which label a derivative may be offered is in another clause: cite it.
    """
    outbound, grant = q.the_license.outbound, q.the_license.grant(GrantCode.SUBLICENSE)
    says = f"the declared license ({label}) does not mention"
    where = offer_places(q)
    unclear = offer_unclear(q, says, items=(hidden,))
    if unclear is not None:
        return unclear.citing(outbound)
    if _may_differ(outbound, q.the_limit.code):
        if q.relation is Relation.COPY and grant is not None and grant.value is GrantValue.NO:
            return breached(says, *where, items=(hidden,)).citing(grant)
        because = why(Because.LABEL_INCOMPLETE, outbound.clause)
        return undetermined(says, *where, because=because, items=(hidden,)).citing(outbound)
    return breached(says, *where, items=(hidden,)).citing(outbound)


def _may_differ(outbound: Outbound, limit: LimitCode) -> bool:
    """Whether a derivative's terms need not contain a limit, which still binds whoever uses the upstream's part."""
    if outbound.limits_bind or limit in outbound.must_carry:
        return False
    if outbound.mode is OutboundMode.ADDITIVE_FLOW_DOWN:
        return limit is not LimitCode.USE_POLICY
    return outbound.mode in _OWN_LABEL_ALLOWED


def released(q: Question, patterns: tuple[str, ...]) -> bool:
    """Whether the candidate in question is one of these releases (`org/name`, `*` for anything)."""
    names = (q.the_candidate.name.lower(), q.the_edge.name.lower())
    return any(fnmatchcase(name, pattern.lower()) for name in names for pattern in patterns)


def condition_kept(q: Question) -> Answer:
    """A condition that follows the work (a display above a number of users) is not hidden by the label."""
    if (
        q.the_license.outbound.mode is not OutboundMode.ANY_WITH_NOTICE_CONDITIONS_PERSIST
        or not q.the_duty.on_own_facts
    ):
        return not_applicable()
    if not q.scene.alternatives:
        return undetermined("whether the condition is kept is not known", because=why(Because.NOTHING_OFFERED))
    for alternative in q.scene.alternatives:
        if not q.scene.offers(q.the_license, alternative):
            label = in_words(" AND ".join(alternative), q)
            condition = q.the_duty.condition or "its condition"
            item = ", ".join((f"the condition: {condition}", *(f"“{words}”" for words in q.the_duty.words[:1])))
            says = f"the declared license ({label}) does not mention"
            return offer_unclear(q, says, items=(item,)) or breached(says, *offer_places(q), items=(item,))
    return met("the terms offered here keep the condition", *offer_places(q))


def share_alike_kept(q: Question) -> Answer:
    """The repository offers the upstream's own license, or one that it allows in its place."""
    if q.the_edge.is_own_terms:
        return not_applicable()
    if not q.scene.alternatives:
        return undetermined(f"whether {q.license_name} is kept is not known", because=why(Because.NOTHING_OFFERED))
    allowed = {entry.id: entry for entry in q.the_duty.allowed}
    on_condition = None
    for alternative in q.scene.alternatives:
        other = next((allowed[license_id] for license_id in alternative if license_id in allowed), None)
        # "or any later version" is the upstream's to say: a recipient may not add it to its license
        if q.scene.offers(q.the_license, alternative) and not (other and other.later):
            continue
        if other is None:
            label, own = in_words(" AND ".join(alternative), q), in_words(q.the_license.spdx, q)
            unclear = offer_unclear(q, f"offered as {label}, and as {own}")
            return unclear or breached(f"offered as {label}, not as {own}", *offer_places(q))
        if other.condition and not (other.later and _or_later(q)):
            on_condition = other
    if on_condition is not None:
        because = why(Because.ALLOWED_ON_CONDITION, str(on_condition))
        return undetermined(f"offered under {on_condition.id}", *offer_places(q), because=because)
    return met(f"offered as {in_words(q.the_license.spdx, q)} or a license it allows", *offer_places(q))


def _or_later(q: Question) -> bool:
    """Whether the upstream itself was offered under this version of this license or any later one."""
    later = (license_id for license_id in spdx.ids(q.the_candidate.license or "") if license_id.endswith("-or-later"))
    return any(q.scene.knowledge.profile_key(license_id) == q.the_license.key for license_id in later)


def _limits_of(q: Question, alternative: tuple[str, ...]) -> set[LimitCode | None]:
    """The limit codes of the licenses in an alternative; None among them if a license has no profile."""
    codes: set[LimitCode | None] = set()
    for license_id in alternative:
        profile = q.scene.knowledge.profile(license_id)
        codes.update({None} if profile is None else {limit.code for limit in profile.limits})
    return codes
