"""What a license value means, and the statement that somebody makes with it.

Nothing here guesses. A value that names a family ("openrail", "gpl") or nothing ("other", "unknown") stays a family
or unknown until a text settles it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import Certainty, HubId, Part, Statement, StatementSource

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Location

_LONGEST = 200
"""Characters of a value that can be the id or the name of a license."""


def meaning(value: str, knowledge: Knowledge, *, name: bool = False) -> HubId:
    """What a license value means: a Hub id, a `license_name`, else an SPDX expression, else unknown."""
    known = knowledge.license_name(value) if name else knowledge.hub_id(value)
    if known is not None:
        return known
    expression = spdx.parse(value)
    if expression is not None and not expression.unknown and expression.text not in (spdx.NOASSERTION, "NONE"):
        return HubId(id=value, expression=expression.text, certainty=Certainty.IDENTIFIED)
    profile = knowledge.profile(value)
    if profile is not None:
        return HubId(id=value, expression=profile.spdx, certainty=Certainty.IDENTIFIED, profile=profile.key)
    return HubId(id=value, certainty=Certainty.UNKNOWN, note=f"“{value}” is no license id this tool knows")


def meaning_or_name(value: str, knowledge: Knowledge) -> HubId:
    """The same where people write the name of a license as well as its id."""
    means = meaning(value, knowledge)
    if means.certainty is not Certainty.UNKNOWN:
        return means
    for profile in knowledge.profiles:
        if _letters(profile.name) == _letters(value):
            return HubId(id=value, expression=profile.spdx, certainty=Certainty.IDENTIFIED, profile=profile.key)
    return means


def first_line(value: str) -> str:
    """As much of a value as can name a license."""
    return value.splitlines()[0][:_LONGEST]


def declared(
    means: HubId,
    raw: str,
    location: Location,
    by: str,
    *,
    part: Part = Part.WEIGHTS,
    note: str | None = None,
    outbound: bool = True,
) -> Statement:
    """What somebody declares; `note`, where given, in place of what is known of the id."""
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
    )


def _letters(name: str) -> str:
    """The letters of a name: spaces, signs and the word license do not count."""
    return re.sub(r"licen[cs]e|[^a-z0-9+.]", "", name.lower())
