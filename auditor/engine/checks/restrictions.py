"""Predicates about use restrictions: whether the terms that govern the weights contain them (design §5.18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.engine.checks.naming import offer_places, offer_unclear
from auditor.engine.question import absent, met, undetermined, why
from auditor.model import Because, DocumentKind, DutyCode, LimitCode
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Location

_RESTRICTIONS = regex(
    r"(?i)\b(?:use[- ](?:based[- ])?restrictions?|acceptable use|prohibited use|use polic(?:y|ies)|restricted uses?"
    r"|attachment a\b|exhibit a\b)"
)


def restrictions_passed_on(q: Question) -> Answer:
    """The upstream's use restrictions bind the next recipient: the terms offered contain them (design §5.18).

    A file in LICENSES/ is not a term that is offered. Notice to users is checked separately, unless the license itself
    is offered.
    """
    alternatives = q.scene.alternatives
    if alternatives and all(q.scene.offers(q.the_license, alternative) for alternative in alternatives):
        return met(f"{q.license_name} is among the terms offered", *offer_places(q))
    if q.the_duty.code is DutyCode.FLOW_DOWN_USE_RESTRICTIONS and alternatives:
        if all(passes_restrictions_on(q, alternative) for alternative in alternatives):
            says = f"the terms offered contain each use restriction of {q.license_name}"
            return met(says, *offer_places(q))
        unread = next(
            (
                label
                for alternative in alternatives
                for label in alternative
                if q.scene.knowledge.profile(label) is None
            ),
            "",
        )
        if unread:
            says = f"whether the terms offered contain the use restrictions of {q.license_name} is not known"
            return undetermined(says, *offer_places(q), because=why(Because.LABEL_WITHOUT_PROFILE, unread))
        not_passing = [alternative for alternative in alternatives if not passes_restrictions_on(q, alternative)]
        lists = [_with_own_restrictions(q, alternative) for alternative in not_passing]
        if all(lists):
            own = lists[0][0]
            says = f"the use restrictions of {q.license_name} are not among the terms offered here by name"
            because = why(Because.RESTRICTIONS_NOT_CONFIRMED, own)
            return undetermined(says, *offer_places(q), because=because)
    if q.the_duty.code is DutyCode.NOTICE_OF_RESTRICTIONS:
        place = _restrictions_mentioned(q)
        if place:
            return met(f"{place} mentions use restrictions", place)
        if alternatives and all(passes_restrictions_on(q, alternative) for alternative in alternatives):
            says = "the terms offered contain the use restrictions; nothing else gives users notice of them"
            return undetermined(says, *offer_places(q), because=why(Because.NOTICE_IN_TERMS), note_only=True)
    if not alternatives and q.scene.offered:
        return undetermined("the terms offered here are not identified", because=why(Because.OFFER_NOT_IDENTIFIED))
    return _not_among(q)


def _not_among(q: Question) -> Answer:
    """The answer if the terms lack them; if one offer has them and another does not, neither takes precedence."""
    unclear = offer_unclear(q, f"{q.license_name} is offered, and another license without its use restrictions")
    says = f"the use restrictions of {q.license_name} are not among the terms offered here"
    return unclear or absent(q, says, *offer_places(q))


def passes_restrictions_on(q: Question, alternative: tuple[str, ...]) -> bool:
    """Whether an alternative offered includes the license, or one confirmed to contain each of its restrictions."""
    profiles = [q.scene.knowledge.profile(license_id) for license_id in alternative]
    return q.scene.offers(q.the_license, alternative) or any(
        row.license == q.the_license.key for profile in profiles if profile is not None for row in profile.passes_on
    )


def _with_own_restrictions(q: Question, alternative: tuple[str, ...]) -> list[str]:
    """The licenses of an alternative that restrict use by a list or a policy of their own."""
    profiles = [q.scene.knowledge.profile(license_id) for license_id in alternative]
    return [
        profile.name
        for profile in profiles
        if profile is not None and (profile.restrictions or profile.limit(LimitCode.USE_POLICY))
    ]


def _restrictions_mentioned(q: Question) -> Location | None:
    """Prose of this repository that mentions use restrictions."""
    kinds = (DocumentKind.CARD, DocumentKind.NOTICE, DocumentKind.THIRD_PARTY, DocumentKind.POLICY)
    for document in q.scene.repository.of_kind(*kinds):
        for number, line in enumerate(document.text.split("\n"), start=1):
            if number >= document.body_line and _RESTRICTIONS.search(line):
                return document.at(number)
    return None
