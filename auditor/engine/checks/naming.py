"""How predicates name what is withheld, and where it is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.engine.question import undetermined, why
from auditor.model import Because, Currency, LimitCode, Period
from auditor.patterns import regex

if TYPE_CHECKING:
    from re import Match

    from auditor.engine.question import Answer, Question
    from auditor.model import Limit, Location, Statement

_REFERENCE = regex(r"LicenseRef-[A-Za-z0-9.-]+")
_CURRENCIES = {Currency.USD: "US$", Currency.CNY: "CNY "}
_REVENUES = {Period.MONTH: "monthly revenue", Period.YEAR: "revenue"}


def what_is_withheld(limit: Limit) -> str:
    """A limit, as named in a sentence."""
    value = limit.value
    shown = ", ".join(value) if isinstance(value, tuple) else value
    number = f"{value:,} " if isinstance(value, int) and not isinstance(value, bool) else ""
    money = f"{_CURRENCIES[limit.currency]}{number}" if number else ""
    words = {
        LimitCode.USE_POLICY: "the use restrictions",
        LimitCode.MAU_THRESHOLD: f"the limit of {number}monthly active users",
        LimitCode.DAU_THRESHOLD: f"the limit of {number}daily active users",
        LimitCode.REVENUE_THRESHOLD: f"the limit of {money}{_REVENUES[limit.per]}",
        LimitCode.TERRITORY_EXCLUDED: f"the excluded territory ({shown})",
        LimitCode.FIELD_OF_USE: f"the excluded fields of use ({shown})",
        LimitCode.NONCOMMERCIAL: "the limit to non-commercial use",
        LimitCode.RESEARCH_ONLY: "the limit to research",
        LimitCode.NO_SHARE_DERIVATIVES: "the ban on sharing adaptations",
        LimitCode.VISITS_THRESHOLD: f"the limit of {number}monthly visits",
        LimitCode.OUTPUT_RESTRICTED: "the restriction of its outputs",
        LimitCode.BUSINESS_TYPE_EXCLUDED: f"the exclusion of some businesses{f' ({shown})' if shown else ''}",
        LimitCode.COMMERCIAL_SUPPLY: "the agreement that commercial supply needs",
        LimitCode.COMPUTATIONAL_USE_ONLY: "the limit to computational use",
        LimitCode.HOSTING_NEEDS_LICENSE: "the license that hosting needs",
        LimitCode.NONCOMPETE: "the ban on competing uses",
        LimitCode.OUTPUT_TRAINING_BAN: f"the ban on training {shown} on outputs",
    }
    return words.get(limit.code, limit.code.replace("-", " "))


def in_words(expression: str, q: Question) -> str:
    """An SPDX expression for a sentence: a LicenseRef by the name of its license, if that is known.

    Ids of the SPDX list are names that readers know; the expression itself is in the statements of a report.
    """

    def name(reference: Match[str]) -> str:
        profile = q.scene.knowledge.profile(reference[0])
        return profile.name if profile is not None else reference[0]

    return _REFERENCE.sub(name, expression)


def places_of(*statements: Statement) -> tuple[Location, ...]:
    """Where these statements are made."""
    return tuple(statement.location for statement in statements if statement.location)


def offer_places(q: Question) -> tuple[Location, ...]:
    """The first places where this repository offers its weights."""
    return places_of(*q.scene.offered)[:3]


def offer_unclear(q: Question, says: str, *, folds_into: str = "", items: tuple[str, ...] = ()) -> Answer | None:
    """The answer if a statement here offers the license itself, so that no other takes precedence; None otherwise.

    A publisher whose own statements differ has breached nothing (design §5.14).
    """
    if not q.scene.offers_by_itself(q.the_license):
        return None
    because = why(Because.OFFER_UNCLEAR)
    return undetermined(says, *offer_places(q), because=because, folds_into=folds_into, items=items)
