"""Predicates about two ancestors: whether one forbids what the other requires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.engine.checks.naming import what_is_withheld
from auditor.engine.question import breached, met, undetermined, why
from auditor.model import Because, DutyCode, LimitCode, Reach, Relation, Trigger

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Limit, Profile, Upstream

_WITHHOLDING = frozenset(
    {
        LimitCode.USE_POLICY,
        LimitCode.MAU_THRESHOLD,
        LimitCode.DAU_THRESHOLD,
        LimitCode.REVENUE_THRESHOLD,
        LimitCode.VISITS_THRESHOLD,
        LimitCode.TERRITORY_EXCLUDED,
        LimitCode.FIELD_OF_USE,
        LimitCode.NONCOMMERCIAL,
        LimitCode.RESEARCH_ONLY,
        LimitCode.COMMERCIAL_SUPPLY,
        LimitCode.NO_REDISTRIBUTION,
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


def ancestors_compatible(q: Question) -> Answer:
    """Neither ancestor requires what the other forbids."""
    other_edge, other = q.the_pair
    closes = _limit(q.the_license, LimitCode.NO_FURTHER_RESTRICTIONS)
    adds = [limit for limit in other.limits if limit.code in _WITHHOLDING and limit.grade.settles]
    if (
        closes is not None
        and _clearly_about(closes, q.the_edge.relations)
        and adds
        and _travels(q.the_license, q.the_edge.relations)
        and _travels(other, other_edge.relations)
    ):
        says = (
            f"{q.the_license.name} allows no further restrictions ({closes.clause}), and {other.name}, of "
            f"{other_edge.title}, adds {what_is_withheld(adds[0])} ({adds[0].clause})"
        )
        if any(q.scene.offers(profile, each) for each in q.scene.alternatives for profile in (q.the_license, other)):
            return breached(says)
        return undetermined(says, because=why(Because.ONE_WORK_UNSETTLED))
    names = _no_name_begins_with_both(q, other_edge, other)
    if names is not None:
        return names
    ban = _limit(q.the_license, LimitCode.OUTPUT_TRAINING_BAN)
    merged = Relation.MERGE in q.the_edge.relations and Relation.MERGE in other_edge.relations
    if ban and merged and other.key != q.the_license.key:
        value = ban.value if isinstance(ban.value, str) else "other models"
        banned = f"{q.the_license.name} bans improving {value} ({ban.clause})"
        says = f"{banned}; whether a merge with {other_edge.title} does is open"
        return undetermined(says, because=why(Because.MERGING_UNSETTLED), note_only=True)
    return met(f"{q.the_license.name} and {other.name} can be combined")


def _no_name_begins_with_both(q: Question, other_edge: Upstream, other: Profile) -> Answer | None:
    """The answer if each license prescribes how the name begins, and no name can satisfy both; None otherwise."""
    own_duty, other_duty = q.the_license.duty(DutyCode.NAME_PREFIX), other.duty(DutyCode.NAME_PREFIX)
    if own_duty is None or other_duty is None or not own_duty.words or not other_duty.words:
        return None
    edges = ((own_duty, q.the_edge), (other_duty, other_edge))
    if not all(Trigger(relation.value) in duty.when for duty, edge in edges for relation in edge.relations):
        return None
    pairs = [(_letters(mine), _letters(theirs)) for mine in own_duty.words for theirs in other_duty.words]
    if any(mine.startswith(theirs) or theirs.startswith(mine) for mine, theirs in pairs):
        return None
    says = (
        f"{q.the_license.name} requires a name that begins with “{own_duty.words[0]}” ({own_duty.clause}), and "
        f"{other.name}, of {other_edge.title}, one that begins with “{other_duty.words[0]}” ({other_duty.clause}): no "
        "name begins with both"
    )
    clear = all(Trigger(relation.value) not in duty.unsettled for duty, edge in edges for relation in edge.relations)
    if clear and own_duty.grade.settles and other_duty.grade.settles:
        return breached(says)
    return undetermined(says, because=why(Because.REACH_ARGUABLE))


def _letters(words: str) -> str:
    """The letters and digits of a name: case and punctuation do not count."""
    return "".join(letter for letter in words.lower() if letter.isalnum())


def _travels(profile: Profile, relations: tuple[Relation, ...]) -> bool:
    """Whether a license's limits follow these relations."""
    return all(profile.reach.get(Trigger(relation.value)) is Reach.YES for relation in relations)


def _clearly_about(limit: Limit, relations: tuple[Relation, ...]) -> bool:
    """Whether a limit clearly applies to each of these relations."""
    named = set(limit.when) - set(limit.unsettled)
    return not limit.when or all(Trigger(relation.value) in named for relation in relations)


def _limit(profile: Profile, code: LimitCode) -> Limit | None:
    return next((limit for limit in profile.limits if limit.code is code), None)
