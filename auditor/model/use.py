"""What a user intends to do with a model, and what the terms that reach it say about that (design §5.21)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from auditor.errors import ConfigError
from auditor.model.base import Noun, settle
from auditor.model.license import Duty, Grant, Limit
from auditor.model.license_use import LicenseUse
from auditor.model.regions import region
from auditor.model.terms import Currency, Period
from auditor.model.use_words import Actor, FieldOfUse, OutputUse, Purpose, UseAnswer, UseFact, Whose
from auditor.model.words import Grade, Part
from auditor.patterns import regex

_DAY = regex(r"\d{4}-\d{2}-\d{2}")


class MonthlyUsers(Noun, frozen=True, kw_only=True):
    """A number of monthly active users."""

    value: int
    on: str = ""
    """The day as of which it is given, YYYY-MM-DD; "" if none is given, which answers no clause that names a day."""
    group: bool = False
    """Whether the users of all affiliates are included."""


class Revenue(Noun, frozen=True, kw_only=True):
    """An amount of revenue."""

    value: int
    per: Period
    currency: Currency
    entity: Whose
    """Whose revenue it is."""


class Use(Noun, frozen=True, kw_only=True):
    """What a user intends; a fact that is not stated is None or empty, and never means no.

    Raises `ConfigError` for facts that contradict each other.

    >>> import auditor
    >>> auditor.Use(commercial=True, hosted=True).stated
    (<UseFact.COMMERCIAL: 'commercial'>, <UseFact.HOSTED: 'hosted'>)
    """

    commercial: bool | None = None
    purpose: Purpose | None = None
    actor: Actor | None = None
    redistribute: bool | None = None
    modify: bool | None = None
    hosted: bool | None = None
    hosted_modified: bool | None = None
    embed_on_device: bool | None = None
    deliver_to_customers: bool | None = None
    established_in: tuple[str, ...] = ()
    used_in: tuple[str, ...] = ()
    offered_to: tuple[str, ...] = ()
    monthly_users: MonthlyUsers | None = None
    revenue: Revenue | None = None
    outputs: tuple[OutputUse, ...] = ()
    publish_benchmarks: bool | None = None
    fields: tuple[FieldOfUse, ...] | None = None

    def __post_init__(self) -> None:
        """Check that no fact contradicts another, check numbers, and normalize regions; raises `ConfigError`."""
        for first, second in self._contradictions():
            raise ConfigError(
                f"{first} contradicts {second}.",
                tip="State one of the two, or leave out what is not known.",
                option="use",
            )
        if self.monthly_users is not None:
            _check_users(self.monthly_users)
        if self.revenue is not None and self.revenue.value < 0:
            raise ConfigError(f"{self.revenue.value} is not a revenue.", tip="Write a number from 0 on.", option="use")
        for name in ("established_in", "used_in", "offered_to"):
            regions = tuple(region(code) for code in getattr(self, name))
            settle(self, **{name: regions})

    def _contradictions(self) -> tuple[tuple[str, str], ...]:
        no = self.commercial is False
        passes_on = self.embed_on_device or self.deliver_to_customers
        checks = (
            (no and self.purpose is Purpose.PRODUCT, "commercial = false", "purpose = product"),
            (no and self.purpose is Purpose.RESALE, "commercial = false", "purpose = resale"),
            (no and OutputUse.SELL in self.outputs, "commercial = false", "outputs = sell"),
            (no and OutputUse.TRAIN_COMMERCIAL in self.outputs, "commercial = false", "outputs = train-commercial"),
            (self.hosted is False and self.hosted_modified, "hosted = false", "hosted-modified"),
            (self.modify is False and self.hosted_modified, "modify = false", "hosted-modified"),
            (self.redistribute is False and passes_on, "redistribute = false", "delivery to others"),
        )
        return tuple((first, second) for holds, first, second in checks if holds)

    @property
    def stated(self) -> tuple[UseFact, ...]:
        """The facts that are stated, in the order of the vocabulary."""
        return tuple(fact for fact in UseFact if self.of(fact) not in (None, ()) or self._none_of_the_fields(fact))

    def _none_of_the_fields(self, fact: UseFact) -> bool:
        return fact is UseFact.FIELDS and self.fields == ()

    def of(self, fact: UseFact) -> object:
        """What is stated of a fact; None or () if nothing is."""
        return getattr(self, fact.value.replace("-", "_"))

    @property
    def for_commerce(self) -> bool | None:
        """Whether it is commercial, as stated or by its purpose; None if unknown."""
        if self.commercial is not None:
            return self.commercial
        if self.purpose in (Purpose.PRODUCT, Purpose.RESALE):
            return True
        return False if self.purpose is Purpose.RESEARCH else None

    @property
    def passes_on(self) -> bool | None:
        """Whether others receive the model; None if unknown."""
        ways = (self.redistribute, self.embed_on_device, self.deliver_to_customers)
        if any(ways) or self.purpose is Purpose.RESALE:
            return True
        return False if self.redistribute is False else None

    @property
    def serves(self) -> bool | None:
        """Whether others use it over a network; None if unknown."""
        return True if self.hosted or self.hosted_modified else self.hosted

    @property
    def changes(self) -> bool | None:
        """Whether it is changed; None if unknown."""
        return True if self.modify or self.hosted_modified else self.modify


def _check_users(users: MonthlyUsers) -> None:
    """Raise `ConfigError` for a number below 0, and for a day that is not of the calendar: both are compared."""
    if users.value < 0:
        raise ConfigError(f"{users.value} is not a number of users.", tip="Write a number from 0 on.", option="use")
    try:
        # fromisoformat reads other spellings too
        _ = users.on and date.fromisoformat(users.on if _DAY.fullmatch(users.on) else "")
    except ValueError:
        tip = "Write the year, the month and the day: 2026-10-31."
        raise ConfigError(f"{users.on!r:.60} is not a date written YYYY-MM-DD.", tip=tip, option="use") from None


class UseReason(StrEnum):
    """Why a point of an answer is what it is."""

    APPLIES = "applies"
    """The clause is about the stated use."""
    NOT_STATED = "not-stated"
    """A fact that the clause depends on is not stated."""
    NOT_DATED = "not-dated"
    """The number is stated for another day than the one that the clause counts."""
    NOT_COMPARABLE = "not-comparable"
    """The number is stated for another period, currency or scope than the one that the clause counts."""
    CLAUSE_UNSETTLED = "clause-unsettled"
    """The words of the license do not settle it."""
    POLICY_NOT_READ = "policy-not-read"
    """A policy outside the license settles it, and was not read item by item."""
    NO_PROFILE = "no-profile"
    """No profile of the license exists."""
    NOT_READ = "not-read"
    """Only a part of the license, or what others say about it, was read: it may withhold more."""
    NO_LICENSE = "no-license"
    """No license was found for it."""
    CANDIDATES_DIFFER = "candidates-differ"
    """The possible bases give different answers."""
    ANCESTOR_NOT_SETTLED = "ancestor-not-settled"
    """It applies if the model was made from this ancestor, which is not settled."""


class UsePoint(Noun, frozen=True, kw_only=True):
    """What one clause of a license that reaches the model says about the use."""

    answer: UseAnswer
    fact: UseFact
    """The fact that decides."""
    reason: UseReason
    license: str
    """Profile key, or the id as stated if there is no profile; "" if there is no license."""
    name: str
    """The name of the license, for the reader."""
    via: str = ""
    """The ancestor that brings it; "" if it is this model's own."""
    part: Part = Part.WEIGHTS
    clause: str = ""
    quote: str = ""
    grade: Grade | None = None
    limit: Limit | None = None
    duty: Duty | None = None
    grant: Grant | None = None
    row: LicenseUse | None = None
    """The profile's clause on this very fact, if it has one."""
    if_confirmed: UseAnswer | None = None
    """If the point depends on a possible ancestor: the answer if it is indeed the ancestor."""


class ForUse(Noun, frozen=True, kw_only=True):
    """What the terms that reach a model say about one intended use; not data, patents, privacy, export or AI law."""

    use: Use
    answer: UseAnswer
    points: tuple[UsePoint, ...]
    """Every clause that affects the use, the worst first."""
