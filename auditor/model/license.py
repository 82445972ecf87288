"""What a text is, which terms are said to apply, and what a license requires (`rules/licenses/*.toml`)."""

from __future__ import annotations

from auditor.model.base import Noun, field
from auditor.model.license_use import Counting, LicenseUse
from auditor.model.provisions import Cure, Provision
from auditor.model.source import Location
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
    Match,
    Part,
    Plainness,
    Reach,
    StatementKind,
    StatementSource,
    StatementSubject,
    StatementTime,
    Trigger,
)

_OFFERING = (StatementSource.DECLARED, StatementSource.DETECTED)
"""The sources by which a repository itself offers terms, rather than inheriting them."""


class Words(Noun, frozen=True, kw_only=True):
    """A run of words that one text has and the other does not."""

    text: str
    first: int | None = None
    """First line in the file, for added words; None for words that are missing."""
    last: int | None = None


class Detection(Noun, frozen=True, kw_only=True):
    """A span of text identified as a license: how closely it matches, and by which matcher."""

    location: Location
    license: str
    """A profile key; an SPDX id if no profile has the text; "" if unknown."""
    expression: str
    """SPDX; "NOASSERTION" if unknown."""
    match: Match
    matcher: str
    """digest · aligned · scancode · spdx-tag · …"""
    score: float
    """Between 0 and 1; the smaller of both coverages for texts that we compared ourselves."""
    license_coverage: float = 0.0
    """Share of the license's words found in the file."""
    file_coverage: float = 0.0
    """Share of the file's words that the license explains."""
    added: tuple[Words, ...] = ()
    missing: tuple[Words, ...] = ()
    policy: bool = False
    """A use policy: terms, but not the agreement."""
    alike: tuple[str, ...] = ()
    """For a text that is not identified: the licenses nearest to it, as profile keys or SPDX ids."""
    note: str = ""

    @property
    def carries_text(self) -> bool:
        """Whether it is the whole text of the license, unchanged."""
        return self.match in (Match.EXACT, Match.EXTRA) and not self.policy


class Copyright(Noun, frozen=True, kw_only=True):
    """A copyright line as data."""

    statement: str
    """As written, on one line."""
    holder: str
    years: str
    """As written: "2023", "2020-2024", "2020-present"; "" if there is none."""
    location: Location
    template: bool = False
    """Whether it is a template that was not filled in: "Copyright (c) [year] [fullname]"."""


class Statement(Noun, frozen=True, kw_only=True):
    """A statement that a license expression applies."""

    expression: str
    """SPDX, normalised; "NOASSERTION" if the words name no single license."""
    source: StatementSource
    part: Part
    certainty: Certainty
    raw: str
    """As written, or what was found."""
    location: Location | None = None
    by: str = ""
    """Where it is made, for the reader: "card, license", "LICENSE, exact text", an upstream's id."""
    note: str = ""
    outbound: bool = True
    """Whether this repository offers it (a tag, its LICENSE), rather than carrying it for somebody else's work."""
    kind: StatementKind = StatementKind.LICENSE
    subject: StatementSubject = StatementSubject.SELF
    plainness: Plainness = Plainness.CLOSED
    time: StatementTime = StatementTime.NOW
    limit: str = ""
    """For a limit: its code ("non-commercial", "region:EU")."""
    quote: str = ""
    """The sentence from which it was read; "" for a field or a license text."""
    names: tuple[str, ...] = ()
    """For what was not understood or not identified: the licenses that its words name."""
    covers: tuple[str, ...] = ()
    """The files or folders it is about, as patterns; empty: all of the part."""

    @property
    def path(self) -> str:
        """The file that makes it; "" if it has no place."""
        return self.location.path if self.location else ""

    @property
    def line(self) -> int | None:
        """The first line that makes it."""
        return self.location.first if self.location else None

    def offers(self, part: Part) -> bool:
        """Whether this repository itself offers the part under it, by a tag, a text or plain words."""
        return self.outbound and self.part is part and self.source in _OFFERING


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
