"""What a user intends to do with a model, and what the terms that reach it say of that (design §5.21)."""

from __future__ import annotations

from enum import StrEnum

from auditor.errors import ConfigError
from auditor.model.base import Noun, settle
from auditor.model.license import Duty, Grant, Limit
from auditor.model.license_use import LicenseUse
from auditor.model.regions import region
from auditor.model.terms import Currency, Period
from auditor.model.use_words import Actor, FieldOfUse, OutputUse, Purpose, UseAnswer, UseFact, Whose
from auditor.model.words import Grade, Part


class MonthlyUsers(Noun, frozen=True, kw_only=True):
    """A number of monthly active users."""

    value: int
    on: str = ""
    """The day for which it is given, YYYY-MM-DD; "" where none is given, which answers no clause that names a day."""
    group: bool = False
    """Whether the users of all affiliates are in it."""


class Revenue(Noun, frozen=True, kw_only=True):
    """An amount of revenue."""

    value: int
    per: Period
    currency: Currency
    entity: Whose
    """Whose revenue it is."""


class Use(Noun, frozen=True, kw_only=True):
    """What a user intends; a fact that is not stated is None, or empty, and never taken for no.

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
        """Check that no fact contradicts another, and spell regions in one way; raises `ConfigError`."""
        for first, second in self._contradictions():
            raise ConfigError(
                f"{first} contradicts {second}.",
                tip="State one of the two, or leave out what is not known.",
                option="use",
            )
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
        """What is stated of a fact; None or () where nothing is."""
        return getattr(self, fact.value.replace("-", "_"))

    @property
    def for_commerce(self) -> bool | None:
        """Whether it is commercial, as stated or by its purpose; None where that is not known."""
        if self.commercial is not None:
            return self.commercial
        if self.purpose in (Purpose.PRODUCT, Purpose.RESALE):
            return True
        return False if self.purpose is Purpose.RESEARCH else None

    @property
    def passes_on(self) -> bool | None:
        """Whether the model comes into the hands of others; None where that is not known."""
        ways = (self.redistribute, self.embed_on_device, self.deliver_to_customers)
        if any(ways) or self.purpose is Purpose.RESALE:
            return True
        return False if self.redistribute is False else None

    @property
    def serves(self) -> bool | None:
        """Whether others use it over a network; None where that is not known."""
        return True if self.hosted or self.hosted_modified else self.hosted

    @property
    def changes(self) -> bool | None:
        """Whether it is changed; None where that is not known."""
        return True if self.modify or self.hosted_modified else self.modify


class UseReason(StrEnum):
    """Why a point of an answer is what it is."""

    APPLIES = "applies"
    """The clause is about the stated use."""
    NOT_STATED = "not-stated"
    """A fact that the clause depends on is not stated."""
    NOT_DATED = "not-dated"
    """The clause counts on another day than the number that is stated."""
    NOT_COMPARABLE = "not-comparable"
    """The stated number has another period, currency or scope than the clause counts."""
    CLAUSE_UNSETTLED = "clause-unsettled"
    """The words of the license do not settle it."""
    POLICY_NOT_READ = "policy-not-read"
    """A policy outside the license settles it, and was not read item by item."""
    NO_PROFILE = "no-profile"
    """The license is not known here."""
    NOT_READ = "not-read"
    """Of the license only a part was read, or what others say of it: it may withhold more."""
    NO_LICENSE = "no-license"
    """No license was found for it."""
    CANDIDATES_DIFFER = "candidates-differ"
    """The possible bases give different answers."""
    ANCESTOR_NOT_SETTLED = "ancestor-not-settled"
    """It holds if the model was made from this one, which is not settled."""


class UsePoint(Noun, frozen=True, kw_only=True):
    """What one clause of one license that reaches the model says of the use."""

    answer: UseAnswer
    fact: UseFact
    """The fact that decides."""
    reason: UseReason
    license: str
    """Profile key, or the id as stated where no profile is known; "" where there is no license."""
    name: str
    """What a reader calls the license."""
    via: str = ""
    """The model of the lineage that brings it; "" where it is this model's own."""
    part: Part = Part.WEIGHTS
    clause: str = ""
    quote: str = ""
    grade: Grade | None = None
    limit: Limit | None = None
    duty: Duty | None = None
    grant: Grant | None = None
    row: LicenseUse | None = None
    """The clause on this very fact, where the profile has one."""
    if_confirmed: UseAnswer | None = None
    """Of what depends on an open ancestor: the answer if that is the ancestor."""


class ForUse(Noun, frozen=True, kw_only=True):
    """What the terms that reach a model say of one intended use; data, patents, privacy, export and AI law aside."""

    use: Use
    answer: UseAnswer
    points: tuple[UsePoint, ...]
    """Every clause with something to say, the worst first."""
