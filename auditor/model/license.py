"""What a license requires, grants and withholds (`rules/licenses/*.toml`)."""

from __future__ import annotations

from auditor.model.base import Noun, field
from auditor.model.license_use import Counting, LicenseUse
from auditor.model.provisions import Cure, Provision
from auditor.model.terms import (
    AppliesTo,
    Currency,
    DutyCode,
    DutyPlace,
    EditionDuties,
    GrantCode,
    GrantValue,
    LicenseKind,
    LimitCode,
    LimitException,
    OutboundMode,
    Period,
    StudentCondition,
    Termination,
)
from auditor.model.use_words import RegionTest
from auditor.model.words import (
    Certainty,
    Grade,
    Reach,
    Trigger,
)


class Citation(Noun, frozen=True, kw_only=True):
    """The words of a license on which a finding is based."""

    license: str
    """Profile key."""
    name: str
    clause: str
    quote: str
    grade: Grade


class AllowedLicense(Noun, frozen=True, kw_only=True):
    """A license that a share-alike duty accepts in place of its own."""

    id: str
    """SPDX id."""
    condition: str = ""
    """The condition on which it does; "" for always."""
    later: bool = False
    """Whether the condition is that the upstream was offered under "or any later version"."""

    def __str__(self) -> str:
        """`GPL-3.0-only (one way)`."""
        return f"{self.id} ({self.condition})" if self.condition else self.id


class Edition(Noun, frozen=True, kw_only=True):
    """A text of the license that differs from those the facts were read from in a date, an address or a few words."""

    name: str
    """What distinguishes it, for the reader: "of 21 February 2024"."""
    marks: tuple[str, ...]
    """Words that identify this edition: it contains all of them."""
    duties: EditionDuties
    until: str = ""
    """The day from which another edition was offered in its place, YYYY-MM-DD; "" if none was, or if unknown."""
    note: str = ""


class PassesOn(Noun, frozen=True, kw_only=True):
    """A license whose use restrictions this one also contains, item by item, as a reader confirmed."""

    license: str
    """Profile key."""
    confirmed_by: str
    on: str
    """When, YYYY-MM."""


class Duty(Noun, frozen=True, kw_only=True):
    """One thing a license requires of whoever passes the work on."""

    code: DutyCode
    when: tuple[Trigger, ...]
    clause: str
    quote: str = ""
    grade: Grade
    unsettled: tuple[Trigger, ...] = ()
    """Relations of `when` for which the words do not clearly trigger it: at most undetermined."""
    students: tuple[StudentCondition, ...] = ()
    """What a model trained on outputs must be, or be made for, for the duty to reach it; all of them."""
    applies_to: AppliesTo | None = None
    """The only models to which it applies; None: all."""
    with_date: bool = False
    """For a statement of changes: whether it must give a date."""
    must: bool = True
    """False: it is only encouraged, and a note."""
    words: tuple[str, ...] = ()
    """The exact words it requires; any one of several suffices."""
    place: DutyPlace | None = None
    """Where they must be; None: anywhere in the repository."""
    condition: str = ""
    """When it applies, if not always."""
    on_own_facts: bool = False
    """Whether it depends on the user's own facts (users per month, revenue): information, not a breach."""
    page_will_do: bool = False
    """Whether the clause accepts a link to a page that has the information."""
    allowed: tuple[AllowedLicense, ...] = ()
    """For `same-license`: the licenses that satisfy it."""
    scope: str = ""
    note: str = ""


class Limit(Noun, frozen=True, kw_only=True):
    """One thing a license withholds."""

    code: LimitCode
    value: str | int | bool | tuple[str, ...] = True
    clause: str
    quote: str = ""
    grade: Grade
    when: tuple[Trigger, ...] = ()
    """The relations to which it applies; empty: whatever the license reaches."""
    unsettled: tuple[Trigger, ...] = ()
    """Relations of `when` for which the words do not clearly trigger it: at most undetermined."""
    students: tuple[StudentCondition, ...] = ()
    """What a model trained on outputs must be, or be made for, for the limit to reach it; all of them."""
    exceptions: tuple[LimitException, ...] = ()
    """What the clause itself excepts."""
    on_own_facts: bool = False
    """Whether it depends on the user's own facts (users per month, revenue): information, not a breach."""
    applies_to: AppliesTo | None = None
    """The only models to which it applies; None: all."""
    currency: Currency = Currency.USD
    """For a revenue threshold: the currency of its value."""
    per: Period = Period.YEAR
    """For a revenue threshold: the period over which revenue is counted."""
    counting: Counting = Counting()
    """For a threshold: whose users or revenue are counted, and on which day."""
    region_test: RegionTest = RegionTest.USED
    """For an excluded region: what is compared with it."""
    concerns: tuple[str, ...] = ()
    """With `applies_to`: the releases to which it is known to apply, as `org/name`; `*` matches anything."""
    spares: tuple[str, ...] = ()
    """With `applies_to`: the releases to which it is known not to apply, spelled likewise."""
    scope: str = ""
    """What else narrows it, for the reader."""
    effect: str = ""
    note: str = ""


class Grant(Noun, frozen=True, kw_only=True):
    """One permission."""

    code: GrantCode
    value: GrantValue
    clause: str = ""
    quote: str = ""
    grade: Grade
    note: str = ""


class Outbound(Noun, frozen=True, kw_only=True):
    """The terms under which a derivative may be offered."""

    mode: OutboundMode
    limits_bind: bool = False
    """Whether the text expressly says that its limits bind derivatives too, whoever offers them."""
    must_carry: tuple[LimitCode, ...] = ()
    """The limits that a derivative's own terms, if it may have any, must contain besides the use restrictions."""
    clause: str = ""
    quote: str = ""
    grade: Grade
    note: str = ""


class Profile(Noun, frozen=True, kw_only=True):
    """What one license grants, requires and withholds."""

    key: str
    """The file's name; what finding ids carry."""
    name: str
    spdx: str
    """The SPDX id or LicenseRef that a report uses."""
    ids: tuple[str, ...] = ()
    """Other SPDX ids, LicenseRefs and ScanCode keys that mean this text."""
    steward: str = ""
    version: str = ""
    kind: LicenseKind
    url: str = ""
    read: str = ""
    """When the facts were read, YYYY-MM or YYYY-MM-DD."""
    grade: Grade
    """How much of the text was read."""
    texts: tuple[str, ...] = ()
    """sha256 of the texts from which the facts were read."""
    editions: tuple[Edition, ...] = ()
    """Further editions in circulation, with what is known of their duties."""
    restrictions: tuple[str, ...] = ()
    """Each item of its list of use restrictions, without the heading and the lead-in; in its own words."""
    passes_on: tuple[PassesOn, ...] = ()
    """The licenses whose restrictions its own include: offering it passes them on."""
    names_holder: bool = False
    """Whether the condition requires the upstream holder's own line ("the above copyright notice")."""
    note: str = ""
    grants: tuple[Grant, ...] = ()
    duties: tuple[Duty, ...] = ()
    limits: tuple[Limit, ...] = ()
    uses: tuple[LicenseUse, ...] = ()
    """What its clauses say about intended uses, beyond its limits, duties and grants."""
    outbound: Outbound
    reach: dict[Trigger, Reach]
    students: tuple[StudentCondition, ...] = ()
    """What its definition of a derivative requires of a model trained on outputs; all of them."""
    reach_notes: dict[Trigger, str] = field(default_factory=dict)
    termination: dict[Termination, str] = field(default_factory=dict)
    cure: Cure | None = None
    """How it terminates on a breach and is reinstated; None: not recorded."""
    provisions: tuple[Provision, ...] = ()
    """Its provisions as a contract: governing law, courts, who indemnifies whom, the language that controls."""
    disputed: str = ""
    """Who disputes these facts, and since when; a finding based on them is then never more than open."""

    def duty(self, code: DutyCode) -> Duty | None:
        """The first duty of that code."""
        return next((duty for duty in self.duties if duty.code == code), None)

    def limit(self, code: LimitCode) -> Limit | None:
        """The first limit of that code."""
        return next((limit for limit in self.limits if limit.code is code), None)

    def grant(self, code: GrantCode) -> Grant | None:
        """The first grant of that code."""
        return next((grant for grant in self.grants if grant.code is code), None)


class HubId(Noun, frozen=True, kw_only=True):
    """What a Hub license id, or a `license_name`, means."""

    id: str
    expression: str = "NOASSERTION"
    certainty: Certainty = Certainty.IDENTIFIED
    profile: str = ""
    members: tuple[str, ...] = ()
    """For a family: the SPDX ids or profile keys that it may mean."""
    complete: bool = False
    """For a family: whether `members` has every text of that name; only then does a text outside it contradict it."""
    note: str = ""
