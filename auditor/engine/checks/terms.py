"""Predicates about terms: limits, locks, use restrictions, permission, conflicts between ancestors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.engine.question import breached, met, not_applicable, undetermined
from auditor.model import DocumentKind, Relation, Trigger
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Limit, Location, Profile

_IMPLIED_BY = {
    "noncommercial": ("noncommercial", "research-only"),
    "research-only": ("research-only",),
    "no-share-derivatives": ("no-share-derivatives",),
}
"""Limits that another license can carry as well: the same thing is withheld, whoever says it."""

_DIFFERENT_TERMS = ("additive-ok", "additive-ok-agreement-governs")
"""Outbound modes that let a derivative carry other terms (Tongyi, Qwen, NVIDIA): at most undetermined."""

_WITHHOLDING = frozenset(
    {
        "use-policy",
        "mau-threshold",
        "dau-threshold",
        "revenue-threshold",
        "territory-excluded",
        "field-of-use",
        "noncommercial",
        "research-only",
        "no-share-derivatives",
        "output-training-ban",
        "output-restricted",
        "business-type-excluded",
        "computational-use-only",
        "hosting-needs-license",
        "noncompete",
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
    if re.search(r"\bonly\b", q.the_limit.scope):
        says = f"whether {hidden} concerns this model is not known ({q.the_limit.scope})"
        return undetermined(says, because=(q.the_limit.scope,), note=True)
    if not q.scene.offered_arms:
        return undetermined(
            f"whether the terms here keep {hidden} cannot be told", because=("no single license is declared here",)
        )
    unsure = ""
    for arm in q.scene.offered_arms:
        if q.scene.offers(q.the_license, arm):
            continue
        label = " AND ".join(arm)
        carried = _limits_of(q, arm)
        if any(code in carried for code in _IMPLIED_BY.get(q.the_limit.code, ())):
            continue
        if None in carried:
            unsure = f"what {label} withholds is not known here"
        elif q.the_limit.code in carried:
            unsure = f"{label} has a limit of its own kind; whether it is as narrow is for counsel"
        else:
            says = f"the label {label} does not tell of {hidden}"
            where = _offer_places(q)
            if q.the_license.outbound.mode in _DIFFERENT_TERMS:
                clause = q.the_license.outbound.clause
                because = (f"the license lets a derivative carry different terms ({clause})",)
                return undetermined(says, *where, because=because)
            return breached(says, *where)
    if unsure:
        return undetermined(unsure, *_offer_places(q), because=(unsure,))
    return met(f"the terms offered here keep {hidden}", *_offer_places(q))


def condition_kept(q: Question) -> Answer:
    """A condition that follows the work (a display above so many users) is not hidden by the label."""
    if q.the_license.outbound.mode != "any-with-notice-conditions-persist" or not q.the_duty.on_own_facts:
        return not_applicable()
    if not q.scene.offered_arms:
        return undetermined("whether the condition is kept cannot be told", because=("no license is declared here",))
    for arm in q.scene.offered_arms:
        if not q.scene.offers(q.the_license, arm):
            label = " AND ".join(arm)
            condition = q.the_duty.condition or "its condition"
            says = f"the label {label} does not tell of the condition: {condition}, “{_first(q.the_duty.words)}”"
            return breached(says, *_offer_places(q))
    return met("the terms offered here keep the condition", *_offer_places(q))


def lock_kept(q: Question) -> Answer:
    """The repository offers the upstream's own license, or one that it allows in its place."""
    if q.upstream is not None and q.upstream.name == "self":
        return not_applicable()
    if not q.scene.offered_arms:
        return undetermined(
            f"whether {q.license_name} is kept cannot be told", because=("no single license is declared here",)
        )
    allowed = {entry.split(" ", 1)[0]: entry for entry in q.the_duty.allowed}
    on_condition = ""
    for arm in q.scene.offered_arms:
        if q.scene.offers(q.the_license, arm):
            continue
        other = next((allowed[one] for one in arm if one in allowed), "")
        if not other:
            return breached(f"offered as {' AND '.join(arm)}, not as {q.the_license.spdx}", *_offer_places(q))
        if "(" in other:
            on_condition = other
    if on_condition:
        because = (f"allowed on a condition: {on_condition}",)
        return undetermined(f"offered under {on_condition.split(' ', 1)[0]}", *_offer_places(q), because=because)
    return met(f"offered as {q.the_license.spdx} or a license it allows", *_offer_places(q))


def restrictions_passed_on(q: Question) -> Answer:
    """The upstream's use restrictions bind the next recipient: its license is among the terms offered."""
    arms = q.scene.offered_arms
    if arms and all(q.scene.offers(q.the_license, arm) for arm in arms):
        return met(f"{q.license_name} is among the terms offered", *_offer_places(q))
    if q.the_duty.code == "notice-of-restrictions":
        place = _restrictions_mentioned(q)
        if place:
            return met(f"{place} tells of use restrictions", place)
    if not arms and q.scene.offer_unclear and q.scene.offered:
        return undetermined(
            "the terms offered here are not identified", because=("the license here is not identified",)
        )
    says = f"the use restrictions of {q.license_name} are not among the terms offered here"
    return undetermined(says, because=q.scene.doubts) if q.scene.doubts else breached(says, *_offer_places(q))


def act_permitted(q: Question) -> Answer:
    """Nothing upstream forbids what was done: sharing an adaptation, training on outputs, using it at all."""
    if q.the_limit.code == "all-rights-reserved":
        says = f"no license was found at {q.from_whom}"
        return undetermined(says, because=("“no license found” is not “none given” until the upstream was read whole",))
    if q.the_limit.code == "no-share-derivatives":
        return breached(f"{q.license_name} lets nobody share an adaptation, and this is one ({_how(q)})")
    if q.the_limit.code == "output-training-ban":
        value = q.the_limit.value if isinstance(q.the_limit.value, str) else "other models"
        if q.relation not in (Relation.DISTILL, Relation.TRAINED_ON):
            says = f"{q.license_name} bans using it to improve {value}; whether this {_how(q)} does is open"
            return undetermined(says, because=("whether it is “improving” another model is not settled",))
        says = f"outputs of {q.from_whom} may not be used to train {value}"
        if q.upstream is not None and q.upstream.by_publisher:
            return breached(says)
        because = ("a ban binds whoever ran the teacher, and nothing shows who did",)
        return undetermined(says, because=because)
    return not_applicable()


def ancestors_compatible(q: Question) -> Answer:
    """Two ancestors do not ask for what the other forbids."""
    other_edge, other = q.the_pair
    closes = _limit(q.the_license, "no-further-restrictions")
    adds = [limit for limit in other.limits if limit.code in _WITHHOLDING and limit.grade.settles]
    if closes and adds and _travels(q.the_license, q.the_edge.relations) and _travels(other, other_edge.relations):
        says = (
            f"{q.the_license.name} allows no further restrictions ({closes.clause}), and {other.name}, of "
            f"{other_edge.title}, adds {_what(adds[0])} ({adds[0].clause})"
        )
        return breached(says)
    ban = _limit(q.the_license, "output-training-ban")
    merged = Relation.MERGE in q.the_edge.relations and Relation.MERGE in other_edge.relations
    if ban and merged and other.key != q.the_license.key:
        value = ban.value if isinstance(ban.value, str) else "other models"
        banned = f"{q.the_license.name} bans improving {value} ({ban.clause})"
        says = f"{banned}; whether a merge with {other_edge.title} does is open"
        return undetermined(says, because=("whether merging is “improving” another model is not settled",), note=True)
    return met(f"{q.the_license.name} and {other.name} can stand together")


def _how(q: Question) -> str:
    return q.relation.value if q.relation else "derivative"


def _travels(profile: Profile, relations: tuple[Relation, ...]) -> bool:
    """Whether a license's limits follow these relations."""
    return all(profile.reach.get(Trigger(relation.value)) == "yes" for relation in relations)


def _limit(profile: Profile, code: str) -> Limit | None:
    return next((limit for limit in profile.limits if limit.code == code), None)


def _limits_of(q: Question, arm: tuple[str, ...]) -> set[str | None]:
    """The limit codes of the licenses in an arm; None among them where one has no profile."""
    codes: set[str | None] = set()
    for license_id in arm:
        profile = q.scene.knowledge.profile(license_id)
        codes.update({None} if profile is None else {limit.code for limit in profile.limits})
    return codes


def _what(limit: Limit) -> str:
    """A limit in a lawyer's words."""
    value = limit.value
    shown = ", ".join(value) if isinstance(value, tuple) else value
    number = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else ""
    words = {
        "use-policy": "the use restrictions",
        "mau-threshold": f"the limit of {number} monthly active users",
        "dau-threshold": f"the limit of {number} daily active users",
        "revenue-threshold": f"the limit of US${number} revenue",
        "territory-excluded": f"the excluded territory ({shown})",
        "field-of-use": f"the excluded fields of use ({shown})",
        "noncommercial": "the limit to non-commercial use",
        "research-only": "the limit to research",
        "no-share-derivatives": "the ban on sharing adaptations",
        "output-training-ban": f"the ban on training {shown} on outputs",
    }
    return words.get(limit.code, limit.code.replace("-", " "))


def _offer_places(q: Question) -> tuple[Location, ...]:
    return tuple(one.location for one in q.scene.offered if one.location)[:3]


def _restrictions_mentioned(q: Question) -> Location | None:
    """Prose of this repository that tells of use restrictions."""
    kinds = (DocumentKind.CARD, DocumentKind.NOTICE, DocumentKind.THIRD_PARTY, DocumentKind.POLICY)
    for document in q.scene.repository.of_kind(*kinds):
        for number, line in enumerate(document.text.split("\n"), start=1):
            if number >= document.body_line and _SPEAKS_OF_RESTRICTIONS.search(line):
                return document.at(number)
    return None


def _first(words: tuple[str, ...]) -> str:
    return words[0] if words else ""
