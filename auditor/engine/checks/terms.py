"""Predicates about terms: limits, share-alike, use restrictions, permission, conflicts between ancestors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.engine.question import absent, breached, met, not_applicable, undetermined, why
from auditor.model import Because, DocumentKind, DutyCode, LimitCode, OutboundMode, Reach, Relation, Trigger
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Limit, Location, Profile

_IMPLIED_BY = {
    LimitCode.NONCOMMERCIAL: (LimitCode.NONCOMMERCIAL, LimitCode.RESEARCH_ONLY),
    LimitCode.RESEARCH_ONLY: (LimitCode.RESEARCH_ONLY,),
    LimitCode.NO_SHARE_DERIVATIVES: (LimitCode.NO_SHARE_DERIVATIVES,),
}
"""Limits that another license can carry as well: the same thing is withheld, whoever says it."""

_WITHHOLDING = frozenset(
    {
        LimitCode.USE_POLICY,
        LimitCode.MAU_THRESHOLD,
        LimitCode.DAU_THRESHOLD,
        LimitCode.REVENUE_THRESHOLD,
        LimitCode.TERRITORY_EXCLUDED,
        LimitCode.FIELD_OF_USE,
        LimitCode.NONCOMMERCIAL,
        LimitCode.RESEARCH_ONLY,
        LimitCode.NO_SHARE_DERIVATIVES,
        LimitCode.OUTPUT_TRAINING_BAN,
        LimitCode.OUTPUT_RESTRICTED,
        LimitCode.BUSINESS_TYPE_EXCLUDED,
        LimitCode.COMPUTATIONAL_USE_ONLY,
        LimitCode.HOSTING_NEEDS_LICENSE,
        LimitCode.NONCOMPETE,
    }
)
"""Limits that withhold something from the recipient; trademark and endorsement clauses never count."""

_SPEAKS_OF_RESTRICTIONS = regex(
    r"(?i)\b(?:use[- ](?:based[- ])?restrictions?|acceptable use|prohibited use|use polic(?:y|ies)|restricted uses?"
    r"|attachment a\b|exhibit a\b)"
)


def limit_kept(q: Question) -> Answer:
    """Every choice this repository offers keeps what the upstream withheld."""
    hidden = _what(q.the_limit)
    if q.the_limit.applies_to is not None:
        models = q.the_limit.applies_to.value
        says = f"whether {hidden} concerns this model is not known: it is about {models} models only"
        return undetermined(says, because=why(Because.SOME_MODELS_ONLY, models), note_only=True)
    if not q.scene.alternatives:
        return undetermined(f"whether the terms here keep {hidden} is not known", because=why(Because.NOTHING_OFFERED))
    unsure = None
    for alternative in q.scene.alternatives:
        if q.scene.offers(q.the_license, alternative):
            continue
        label = " AND ".join(alternative)
        carried = _limits_of(q, alternative)
        if any(code in carried for code in _IMPLIED_BY.get(q.the_limit.code, ())):
            continue
        if None in carried:
            unsure = (f"what {label} withholds is not known here", why(Because.LABEL_WITHOUT_PROFILE, label))
        elif q.the_limit.code in carried:
            says = f"{label} has a limit of its own kind; whether it is as narrow is for counsel"
            unsure = (says, why(Because.LIMIT_OF_ITS_OWN, label))
        else:
            says = f"the label {label} does not mention"
            where = _offer_places(q)
            if q.the_license.outbound.mode is OutboundMode.ADDITIVE_OK:
                # a derivative may carry other terms (Tongyi, Qwen, NVIDIA): at most undetermined
                clause = q.the_license.outbound.clause
                because = why(Because.OTHER_TERMS_ALLOWED, clause)
                return undetermined(says, *where, because=because, items=(hidden,))
            return breached(says, *where, items=(hidden,))
    if unsure:
        return undetermined(unsure[0], *_offer_places(q), because=unsure[1])
    return met(f"the terms offered here keep {hidden}", *_offer_places(q))


def condition_kept(q: Question) -> Answer:
    """A condition that follows the work (a display above so many users) is not hidden by the label."""
    if (
        q.the_license.outbound.mode is not OutboundMode.ANY_WITH_NOTICE_CONDITIONS_PERSIST
        or not q.the_duty.on_own_facts
    ):
        return not_applicable()
    if not q.scene.alternatives:
        return undetermined("whether the condition is kept is not known", because=why(Because.NOTHING_OFFERED))
    for alternative in q.scene.alternatives:
        if not q.scene.offers(q.the_license, alternative):
            label = " AND ".join(alternative)
            condition = q.the_duty.condition or "its condition"
            item = f"the condition: {condition}, “{_first(q.the_duty.words)}”"
            return breached(f"the label {label} does not mention", *_offer_places(q), items=(item,))
    return met("the terms offered here keep the condition", *_offer_places(q))


def share_alike_kept(q: Question) -> Answer:
    """The repository offers the upstream's own license, or one that it allows in its place."""
    if q.upstream is not None and q.upstream.is_own_terms:
        return not_applicable()
    if not q.scene.alternatives:
        return undetermined(f"whether {q.license_name} is kept is not known", because=why(Because.NOTHING_OFFERED))
    allowed = {entry.id: entry for entry in q.the_duty.allowed}
    on_condition = None
    for alternative in q.scene.alternatives:
        if q.scene.offers(q.the_license, alternative):
            continue
        other = next((allowed[license_id] for license_id in alternative if license_id in allowed), None)
        if other is None:
            return breached(f"offered as {' AND '.join(alternative)}, not as {q.the_license.spdx}", *_offer_places(q))
        if other.condition:
            on_condition = other
    if on_condition is not None:
        because = why(Because.ALLOWED_ON_CONDITION, str(on_condition))
        return undetermined(f"offered under {on_condition.id}", *_offer_places(q), because=because)
    return met(f"offered as {q.the_license.spdx} or a license it allows", *_offer_places(q))


def restrictions_passed_on(q: Question) -> Answer:
    """The upstream's use restrictions bind the next recipient: its license is among the terms offered."""
    alternatives = q.scene.alternatives
    if alternatives and all(q.scene.offers(q.the_license, alternative) for alternative in alternatives):
        return met(f"{q.license_name} is among the terms offered", *_offer_places(q))
    if q.the_duty.code is DutyCode.NOTICE_OF_RESTRICTIONS:
        place = _restrictions_mentioned(q)
        if place:
            return met(f"{place} mentions use restrictions", place)
    if not alternatives and q.scene.offer_unclear and q.scene.offered:
        return undetermined("the terms offered here are not identified", because=why(Because.OFFER_NOT_IDENTIFIED))
    says = f"the use restrictions of {q.license_name} are not among the terms offered here"
    return absent(q, says, *_offer_places(q))


def act_permitted(q: Question) -> Answer:
    """Nothing upstream forbids what was done: sharing an adaptation, training on outputs, using it at all."""
    if q.the_limit.code is LimitCode.ALL_RIGHTS_RESERVED:
        says = f"no license was found at {q.from_whom}"
        return undetermined(says, because=why(Because.NOT_READ_WHOLE))
    if q.the_limit.code is LimitCode.NO_SHARE_DERIVATIVES:
        return breached(f"{q.license_name} lets nobody share an adaptation, and this is one ({_how(q)})")
    if q.the_limit.code is LimitCode.OUTPUT_TRAINING_BAN:
        value = q.the_limit.value if isinstance(q.the_limit.value, str) else "other models"
        if q.relation not in (Relation.DISTILL, Relation.TRAINED_ON):
            says = f"{q.license_name} bans using it to improve {value}; whether this {_how(q)} does is open"
            return undetermined(says, because=why(Because.IMPROVING_UNSETTLED))
        says = f"outputs of {q.from_whom} may not be used to train {value}"
        if q.upstream is not None and q.upstream.by_publisher:
            return breached(says)
        because = why(Because.TEACHER_UNKNOWN)
        return undetermined(says, because=because)
    return not_applicable()


def ancestors_compatible(q: Question) -> Answer:
    """Neither ancestor requires what the other forbids."""
    other_edge, other = q.the_pair
    closes = _limit(q.the_license, LimitCode.NO_FURTHER_RESTRICTIONS)
    adds = [limit for limit in other.limits if limit.code in _WITHHOLDING and limit.grade.settles]
    if closes and adds and _travels(q.the_license, q.the_edge.relations) and _travels(other, other_edge.relations):
        says = (
            f"{q.the_license.name} allows no further restrictions ({closes.clause}), and {other.name}, of "
            f"{other_edge.title}, adds {_what(adds[0])} ({adds[0].clause})"
        )
        return breached(says)
    ban = _limit(q.the_license, LimitCode.OUTPUT_TRAINING_BAN)
    merged = Relation.MERGE in q.the_edge.relations and Relation.MERGE in other_edge.relations
    if ban and merged and other.key != q.the_license.key:
        value = ban.value if isinstance(ban.value, str) else "other models"
        banned = f"{q.the_license.name} bans improving {value} ({ban.clause})"
        says = f"{banned}; whether a merge with {other_edge.title} does is open"
        return undetermined(says, because=why(Because.MERGING_UNSETTLED), note_only=True)
    return met(f"{q.the_license.name} and {other.name} can be combined")


def _how(q: Question) -> str:
    return q.relation.value if q.relation else "derivative"


def _travels(profile: Profile, relations: tuple[Relation, ...]) -> bool:
    """Whether a license's limits follow these relations."""
    return all(profile.reach.get(Trigger(relation.value)) is Reach.YES for relation in relations)


def _limit(profile: Profile, code: LimitCode) -> Limit | None:
    return next((limit for limit in profile.limits if limit.code is code), None)


def _limits_of(q: Question, alternative: tuple[str, ...]) -> set[LimitCode | None]:
    """The limit codes of the licenses in an alternative; None among them where one has no profile."""
    codes: set[LimitCode | None] = set()
    for license_id in alternative:
        profile = q.scene.knowledge.profile(license_id)
        codes.update({None} if profile is None else {limit.code for limit in profile.limits})
    return codes


def _what(limit: Limit) -> str:
    """A limit in a lawyer's words."""
    value = limit.value
    shown = ", ".join(value) if isinstance(value, tuple) else value
    number = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else ""
    words = {
        LimitCode.USE_POLICY: "the use restrictions",
        LimitCode.MAU_THRESHOLD: f"the limit of {number} monthly active users",
        LimitCode.DAU_THRESHOLD: f"the limit of {number} daily active users",
        LimitCode.REVENUE_THRESHOLD: f"the limit of US${number} revenue",
        LimitCode.TERRITORY_EXCLUDED: f"the excluded territory ({shown})",
        LimitCode.FIELD_OF_USE: f"the excluded fields of use ({shown})",
        LimitCode.NONCOMMERCIAL: "the limit to non-commercial use",
        LimitCode.RESEARCH_ONLY: "the limit to research",
        LimitCode.NO_SHARE_DERIVATIVES: "the ban on sharing adaptations",
        LimitCode.OUTPUT_TRAINING_BAN: f"the ban on training {shown} on outputs",
    }
    return words.get(limit.code, limit.code.replace("-", " "))


def _offer_places(q: Question) -> tuple[Location, ...]:
    return tuple(statement.location for statement in q.scene.offered if statement.location)[:3]


def _restrictions_mentioned(q: Question) -> Location | None:
    """Prose of this repository that mentions use restrictions."""
    kinds = (DocumentKind.CARD, DocumentKind.NOTICE, DocumentKind.THIRD_PARTY, DocumentKind.POLICY)
    for document in q.scene.repository.of_kind(*kinds):
        for number, line in enumerate(document.text.split("\n"), start=1):
            if number >= document.body_line and _SPEAKS_OF_RESTRICTIONS.search(line):
                return document.at(number)
    return None


def _first(words: tuple[str, ...]) -> str:
    return words[0] if words else ""
