"""Predicates about two ancestors: whether one forbids what the other requires."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.engine.checks.naming import what_is_withheld
from auditor.engine.question import breached, met, undetermined, why
from auditor.engine.reach import Applicability, applicability
from auditor.model import Because, DutyCode, LimitCode, Reason, Relation, Verdict
from auditor.patterns import letters

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Duty, Limit, Profile, Upstream

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


_STRENGTHS = (Applicability.NONE, Applicability.ARGUABLE, Applicability.CERTAIN)


class _Following(NamedTuple):
    """How certainly two terms, one of each ancestor's license, both apply to this model."""

    applies: Applicability
    """Under the possible relations for which it is most certain."""
    depends_on: tuple[Upstream, ...] = ()
    """The ancestors whose possible relations to this model give different answers."""


def ancestors_compatible(q: Question) -> Answer:
    """The first ancestor's license does not forbid what the second one's requires of this model.

    A term that is not known word for word, or that reaches this model only by one reading of its words or of the
    relation, makes it neither a conflict nor the absence of one.
    """
    other_edge, other = q.the_pair
    return (
        _further_restrictions(q, other_edge, other)
        or _no_name_begins_with_both(q, other_edge, other)
        or _improving(q, other_edge, other)
        or _not_read(q, other)
        or met(f"{q.the_license.name} is not known to forbid what {other.name} requires")
    )


def _further_restrictions(q: Question, other_edge: Upstream, other: Profile) -> Answer | None:
    """The answer if the one allows no further restrictions and the other adds one; None if they do not meet here."""
    closing = [limit for limit in q.the_license.limits if limit.code is LimitCode.NO_FURTHER_RESTRICTIONS]
    adding = [limit for limit in other.limits if limit.code in _WITHHOLDING]
    pairs = [(_following(q, closes, adds), closes, adds) for closes in closing for adds in adding]
    if not pairs:
        return None
    following, closes, adds = max(pairs, key=lambda pair: _firmness(*pair))
    if following.applies is Applicability.NONE:
        return None
    says = (
        f"{q.the_license.name} allows no further restrictions ({closes.clause}), and {other.name}, of "
        f"{other_edge.title}, adds {what_is_withheld(adds)} ({adds.clause})"
    )
    offered = any(q.scene.offers(profile, each) for each in q.scene.alternatives for profile in (q.the_license, other))
    answer = breached(says) if offered else undetermined(says, because=why(Because.ONE_WORK_UNSETTLED))
    return _as_far_as_it_follows(following, answer).replace(terms=(closes, adds))


def _no_name_begins_with_both(q: Question, other_edge: Upstream, other: Profile) -> Answer | None:
    """The answer if each license prescribes how the name begins, and no name can satisfy both; None otherwise."""
    own_duty, other_duty = q.the_license.duty(DutyCode.NAME_PREFIX), other.duty(DutyCode.NAME_PREFIX)
    if own_duty is None or other_duty is None or not own_duty.words or not other_duty.words:
        return None
    following = _following(q, own_duty, other_duty)
    if following.applies is Applicability.NONE:
        return None
    pairs = [(letters(mine), letters(theirs)) for mine in own_duty.words for theirs in other_duty.words]
    if any(mine.startswith(theirs) or theirs.startswith(mine) for mine, theirs in pairs):
        return None
    says = (
        f"{q.the_license.name} requires a name that begins with “{own_duty.words[0]}” ({own_duty.clause}), and "
        f"{other.name}, of {other_edge.title}, one that begins with “{other_duty.words[0]}” ({other_duty.clause}): no "
        "name begins with both"
    )
    return _as_far_as_it_follows(following, breached(says)).replace(terms=(own_duty, other_duty))


def _improving(q: Question, other_edge: Upstream, other: Profile) -> Answer | None:
    """The answer if the one bans improving other models, and may have been merged with one; None otherwise."""
    ban = q.the_license.limit(LimitCode.OUTPUT_TRAINING_BAN)
    merged = Relation.MERGE in q.the_edge.relations and Relation.MERGE in other_edge.relations
    if ban is None or not merged or other.key == q.the_license.key:
        return None
    value = ban.value if isinstance(ban.value, str) else "other models"
    banned = f"{q.the_license.name} bans improving {value} ({ban.clause})"
    says = f"{banned}; whether a merge with {other_edge.title} does is open"
    return undetermined(says, because=why(Because.MERGING_UNSETTLED), note_only=True)


def _not_read(q: Question, other: Profile) -> Answer | None:
    """The answer if the text of either license was not read whole, and may have the term that conflicts."""
    pair = ((q.the_license, q.the_edge), (other, q.the_pair[0]))
    unread = [profile for profile, edge in pair if not profile.grade.settles and not q.scene.has_text_of(profile, edge)]
    closes = q.the_license in unread or q.the_license.limit(LimitCode.NO_FURTHER_RESTRICTIONS) is not None
    adds = other in unread or any(limit.code in _WITHHOLDING for limit in other.limits)
    both_name = all(profile in unread or profile.duty(DutyCode.NAME_PREFIX) is not None for profile, _ in pair)
    if not unread or other.key == q.the_license.key or not (both_name or (closes and adds)):
        return None
    says = f"whether {q.the_license.name} forbids what {other.name} requires is not known"
    because = tuple(
        Reason(code=Because.TERMS_SECOND_HAND, detail=profile.name, grade=profile.grade) for profile in unread
    )
    return undetermined(says, because=because, note_only=True)


def _following(q: Question, mine: Duty | Limit, theirs: Duty | Limit) -> _Following:
    """How certainly two terms both apply, under every possible relation to the two ancestors."""
    pair = ((q.the_license, mine, q.the_edge), (q.the_pair[1], theirs, q.the_pair[0]))
    readings = [
        (edge, {applicability(profile, term, relation, edge, q.scene) for relation in edge.relations})
        for profile, term, edge in pair
    ]
    most_certain = (max(applies, key=_STRENGTHS.index, default=Applicability.NONE) for _, applies in readings)
    return _Following(
        min(most_certain, key=_STRENGTHS.index),
        tuple(edge for edge, applies in readings if len(applies) > 1),
    )


def _firmness(following: _Following, closes: Limit, adds: Limit) -> tuple[int, bool, bool]:
    """The sort key of two limits: those that apply most certainly and were read word for word come last."""
    read = closes.grade.settles and adds.grade.settles
    return _STRENGTHS.index(following.applies), not following.depends_on, read


def _as_far_as_it_follows(following: _Following, answer: Answer) -> Answer:
    """The answer about two terms, less definite if one of them may not apply."""
    arguable = following.applies is Applicability.ARGUABLE
    because = (
        *(why(Because.REACH_ARGUABLE) if arguable else ()),
        *(
            Reason(code=Because.RELATION_UNSETTLED, detail=edge.title, relations=edge.relations)
            for edge in following.depends_on
        ),
    )
    if not because:
        return answer
    return answer.replace(verdict=Verdict.UNDETERMINED, because=(*because, *answer.because), note_only=arguable)
