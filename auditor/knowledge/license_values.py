"""Checks of the values of one license: a value that its code cannot have would be compared as if it were none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import ConfigError
from auditor.knowledge.dates import date_flaw
from auditor.knowledge.validation import nearest, suggestion
from auditor.model import (
    Actor,
    DutyCode,
    DutyPlace,
    FieldOfUse,
    LimitCode,
    LimitedField,
    OutputUse,
    Purpose,
    Reach,
    UseFact,
)
from auditor.model.regions import region

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from enum import StrEnum

    from auditor.knowledge.toml_places import Path
    from auditor.model import Cure, Duty, LicenseUse, Limit, Profile

_THRESHOLDS = (
    LimitCode.MAU_THRESHOLD,
    LimitCode.DAU_THRESHOLD,
    LimitCode.REVENUE_THRESHOLD,
    LimitCode.VISITS_THRESHOLD,
)
_REGIONS = (UseFact.ESTABLISHED_IN, UseFact.USED_IN, UseFact.OFFERED_TO)
_VALUES: Mapping[UseFact, type[StrEnum]] = {
    UseFact.PURPOSE: Purpose,
    UseFact.ACTOR: Actor,
    UseFact.OUTPUTS: OutputUse,
    UseFact.FIELDS: FieldOfUse,
}
_PLACES: Mapping[DutyCode, tuple[DutyPlace, ...]] = {
    DutyCode.NAME_PREFIX: (DutyPlace.MODEL_NAME,),
    DutyCode.NOTICE_FILE_WITH_TEXT: (DutyPlace.NOTICE_FILE,),
    DutyCode.NOTICE_WITH_TEXT: (DutyPlace.ALONGSIDE, DutyPlace.DOCUMENTATION),
    DutyCode.DISPLAY_STRING: (DutyPlace.PUBLIC, DutyPlace.DOCUMENTATION, DutyPlace.INTERFACE),
    DutyCode.STATE_CHANGES: (DutyPlace.MODIFIED_FILES, DutyPlace.NOTICE_FILE, DutyPlace.ALONGSIDE),
    DutyCode.FLOW_DOWN_USE_RESTRICTIONS: (DutyPlace.LICENSE_TERMS,),
    DutyCode.ATTRIBUTE_CREATOR: (DutyPlace.PUBLIC,),
}
"""The places that a duty can have; one of another code can have any."""


def problems(profile: Profile, profiles: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """Values that cannot be meant: the path, and why; `profiles` are the known ids of licenses."""
    yield from _dates(profile)
    yield from _others(profile, profiles)
    for number, duty in enumerate(profile.duties):
        yield from ((("duty", number, *path), says) for path, says in _duty(duty, profile))
    for number, limit in enumerate(profile.limits):
        yield from ((("limit", number, *path), says) for path, says in _limit(limit))
    for number, row in enumerate(profile.uses):
        yield from ((("use", number, *path), says) for path, says in _use(row))
    if profile.cure is not None:
        yield from ((("cure", key), says) for key, says in _cure(profile.cure))
    withheld = {limit.code for limit in profile.limits}
    for at, code in enumerate(profile.outbound.must_carry):
        if code not in withheld:
            yield ("outbound", "must_carry", at), f"no [[limit]] of this license is {code}"


def _others(profile: Profile, profiles: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """Mistakes about other editions and other licenses."""
    for number, edition in enumerate(profile.editions):
        if not edition.marks:
            yield ("edition", number, "marks"), "is empty: every text would be this edition"
    for number, other in enumerate(profile.passes_on):
        if other.license == profile.key:
            yield ("passes_on", number, "license"), "is the license itself"
        elif profiles.get(other.license) != other.license:
            close = nearest(other.license, sorted(set(profiles.values())))
            meant = f"; did you mean {close}?" if close else ""
            yield ("passes_on", number, "license"), f"{other.license!r} is no file of licenses/{meant}"


def dates(profile: Profile) -> Iterator[tuple[Path, str, bool]]:
    """Every date: its path, as written, and whether it must have its day."""
    yield ("read",), profile.read, False
    yield from ((("edition", at, "until"), edition.until, True) for at, edition in enumerate(profile.editions))
    yield from ((("passes_on", at, "on"), other.on, False) for at, other in enumerate(profile.passes_on))
    yield from ((("limit", at, "counting", "on"), limit.counting.on, True) for at, limit in enumerate(profile.limits))


def _dates(profile: Profile) -> Iterator[tuple[Path, str]]:
    for path, written, whole in dates(profile):
        if says := date_flaw(written, whole=whole):
            yield path, says


def _duty(duty: Duty, profile: Profile) -> Iterator[tuple[Path, str]]:
    places = _PLACES.get(duty.code, tuple(DutyPlace))
    if duty.place is not None and duty.place not in places:
        yield ("place",), f"{duty.place} is not a place of {duty.code}: {', '.join(places)}"
    if duty.code is DutyCode.NAME_PREFIX and duty.place is None:
        yield ("place",), "is missing: model-name"
    for at, trigger in enumerate(duty.when):
        if profile.reach.get(trigger) is Reach.NO:
            yield ("when", at), f'the license does not follow it: [reach] has {trigger} = "no"'


def _limit(limit: Limit) -> Iterator[tuple[Path, str]]:
    value = limit.value
    if limit.code in _THRESHOLDS:
        if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            yield ("value",), "is not the number above which the license does not suffice: value = 700_000_000"
    elif limit.code is LimitCode.TERRITORY_EXCLUDED:
        if not isinstance(value, tuple) or not value:
            yield ("value",), 'is not the list of what is excluded: value = ["EU", "KR"]'
        else:
            yield from _regions(value, "value")
    elif limit.code is LimitCode.FIELD_OF_USE:
        if not isinstance(value, tuple) or not value:
            yield ("value",), f"is not the list of what is excluded; known: {', '.join(LimitedField)}"
        else:
            yield from _words(value, "value", LimitedField)
    elif isinstance(value, int) and value is not True:
        yield ("value",), f"is no value of {limit.code}: a text, a list of texts, or no line at all"
    if limit.applies_to is None and (limit.concerns or limit.spares):
        yield ("concerns" if limit.concerns else "spares",), "is for a limit with `applies_to`"


def _use(row: LicenseUse) -> Iterator[tuple[Path, str]]:
    known = _VALUES.get(row.fact)
    if known is not None:
        yield from _words(row.values, "values", known)
    elif row.fact in _REGIONS:
        yield from _regions(row.values, "values")
    elif row.values:
        yield ("values",), f"are for a fact with words, and {row.fact} has none: delete the line"


def _words(values: tuple[str, ...], key: str, known: type[StrEnum]) -> Iterator[tuple[Path, str]]:
    for at, word in enumerate(values):
        if word not in tuple(known):
            yield (key, at), f"unknown word {word!r}; {suggestion(word, known)}"


def _regions(values: tuple[str, ...], key: str) -> Iterator[tuple[Path, str]]:
    for at, code in enumerate(values):
        try:
            _ = region(code)
            if code != code.strip().upper():
                yield (key, at), f"{code!r} is not in capitals: {region(code)}"
        except ConfigError as error:
            yield (key, at), f"{error.problem} {error.tip}"


def _cure(cure: Cure) -> Iterator[tuple[str, str]]:
    if cure.days is not None and cure.starts is None:
        yield "starts", "is missing: from when do the days count?"
    if cure.days is not None and cure.days <= 0:
        yield "days", f"{cure.days} is not a number of days"
