"""What a license value means, and the statement made with it.

Nothing is guessed. A value that names a family ("openrail", "gpl") stays a family until a text settles it; words that
are not understood stay unknown whatever else is found; only an empty word ("other", "unknown") is settled by any text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.identify.names import names, normalise_value
from auditor.model import Certainty, HubId, Part, Statement, StatementSource
from auditor.model.base import Value
from auditor.patterns import regex
from auditor.phrases import tokens

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Location, Profile

_LONGEST = 200
"""Characters of a value that can be the id or the name of a license."""


_LICENSE = regex(r"licen[cs]e", re.IGNORECASE)
_LEAST_LETTERS = 5
"""The fewest letters that a license's name may have: "no" is not a name."""


class Meant(Value, frozen=True):
    """What a value, or one piece of it, means, and for which part; None if it does not say."""

    means: HubId
    part: Part | None = None


def meaning(value: str, knowledge: Knowledge, *, name: bool = False) -> HubId:
    """The meaning of a value that names one license, or several joined as in SPDX."""
    known = (knowledge.license_name(value) if name else None) or knowledge.hub_id(value)
    if known is not None:
        return known
    exact = _exact(value, knowledge)
    if exact is not None:
        return exact
    for meant in _written(value, knowledge):
        return meant.means if meant.part is None else _unknown(value)
    return _family(value, knowledge) or _unknown(value)


def meanings(value: str, knowledge: Knowledge) -> tuple[Meant, ...]:
    """The meanings of a value that may name a license for each part: "MIT (code), CC BY-NC 4.0 (weights)"."""
    whole = meaning(value, knowledge)
    if whole.certainty is not Certainty.UNKNOWN:
        return (Meant(whole),)
    return _written(value, knowledge) or (Meant(whole),)


def by_name(license_id: str, value: str, knowledge: Knowledge) -> HubId:
    """The meaning of a value that is read as that license: an SPDX expression or the key of a profile.

    It is unknown if there is no such license: Creative Commons has none that is both BY-ND and BY-SA.
    """
    return _exact(license_id, knowledge) or _unknown(value)


def of_family(family: str, value: str, knowledge: Knowledge) -> HubId:
    """The meaning of a value that names a family of licenses, with the members recorded in rules/."""
    pattern = family_pattern(family)
    known = {entry.license for entry in names(knowledge).entries if entry.license}
    known |= {profile.spdx for profile in knowledge.profiles} | {profile.key for profile in knowledge.profiles}
    members = {license_id for license_id in known if re.search(pattern, license_id.lower())}
    named = knowledge.license_name(family.replace(" ", "-"))
    members |= set(named.members) if named is not None else set()
    note = f"“{value}” does not say which {family}"
    return HubId(id=value, certainty=Certainty.FAMILY, members=tuple(sorted(members)), note=note)


def family_pattern(family: str) -> str:
    """A pattern for lower-case ids that, by their names, belong to a family: `cc-by-3.0` to "cc"."""
    head = family.lower().replace(" ", "-")
    after = r"-?\d" if head.startswith("cc-") else r"(?:$|[-_.+\d])"  # CC-BY-NC-SA does not belong to CC-BY-NC
    return rf"(?:^|[-_.]|open){re.escape(head)}{after}"


def first_line(value: str) -> str:
    """The first line of a value, at most 200 characters: as much as can name a license."""
    lines = value.strip().splitlines()
    return lines[0][:_LONGEST] if lines else ""


def declared(
    means: HubId,
    raw: str,
    location: Location,
    by: str,
    *,
    part: Part = Part.WEIGHTS,
    note: str | None = None,
    outbound: bool = True,
    covers: tuple[str, ...] = (),
) -> Statement:
    """A declared statement; `note`, if given, replaces what is known of the id."""
    return Statement(
        expression=means.expression,
        source=StatementSource.DECLARED,
        part=part,
        certainty=means.certainty,
        raw=raw,
        location=location,
        by=by,
        note=means.note if note is None else note,
        outbound=outbound,
        names=means.members if means.certainty is Certainty.FAMILY else (),
        covers=covers,
    )


def _exact(value: str, knowledge: Knowledge) -> HubId | None:
    """An SPDX expression, or the key or an id of a profile."""
    expression = _expression(value)
    if expression:
        return HubId(id=value, expression=expression, certainty=Certainty.IDENTIFIED)
    profile = knowledge.profile(value)
    if profile is not None:
        return HubId(id=value, expression=profile.spdx, certainty=Certainty.IDENTIFIED, profile=profile.key)
    letters = _letters(value)
    if len(letters) < _LEAST_LETTERS:
        return None
    alike = list(_by_letters(knowledge).get(letters, ()))
    if len(alike) > 1:  # NVIDIA has an "Open Model License Agreement" and an "Open Model Agreement"
        says = bool(_LICENSE.search(value))
        alike = [known for known in alike if bool(_LICENSE.search(known.name)) is says]
    if len(alike) != 1:
        return None
    named = alike[0]
    return HubId(id=value, expression=named.spdx, certainty=Certainty.IDENTIFIED, profile=named.key)


def _expression(value: str) -> str:
    """An SPDX expression that names licenses, normalised; "" for anything else."""
    expression = spdx.parse(value) if spdx.names_licenses(value) else None
    return expression.text if expression is not None else ""


def _written(value: str, knowledge: Knowledge) -> tuple[Meant, ...]:
    """The meaning of a free form of an id, as far as it is unambiguous."""
    normal = normalise_value(value, names(knowledge))
    if normal is None:
        return ()
    if normal.joined:
        license_ids = [by_name(license_id, value, knowledge).expression for license_id, _ in normal.licenses]
        expression = f" {normal.joined.upper()} ".join(f"({license_id})" for license_id in license_ids)
        joined = _expression(expression)
        return (Meant(HubId(id=value, expression=joined, certainty=Certainty.IDENTIFIED)),) if joined else ()
    return tuple(
        Meant(by_name(license_id, value, knowledge), Part(part) if part else None)
        for license_id, part in normal.licenses
    )


def _family(value: str, knowledge: Knowledge) -> HubId | None:
    """The family that a value names and nothing else: "AGPL", "CC BY-NC"."""
    words = tokens(value[:_LONGEST])
    spans = names(knowledge).find(words, value=True)
    only = spans[0] if len(spans) == 1 and spans[0].end - spans[0].first == len(words) else None
    return of_family(only.family, value, knowledge) if only is not None and only.family else None


def _unknown(value: str) -> HubId:
    if value.strip().upper() == spdx.NOASSERTION:
        return HubId(id=value, certainty=Certainty.UNSAID, note=f"“{value}” does not say which license")
    return HubId(id=value, certainty=Certainty.UNKNOWN, note=f"“{value}” is not a license id that this tool knows")


@lru_cache(maxsize=4)
def _by_letters(knowledge: Knowledge) -> dict[str, tuple[Profile, ...]]:
    """The profiles by the letters of their names."""
    alike: dict[str, list[Profile]] = {}
    for profile in knowledge.profiles:
        alike.setdefault(_letters(profile.name), []).append(profile)
    return {letters: tuple(profiles) for letters, profiles in alike.items()}


def _letters(name: str) -> str:
    """The letters and digits of a name, without spaces, punctuation and the word license."""
    return re.sub(r"[^a-z0-9+.]", "", _LICENSE.sub("", name.lower()))
