"""A license for machines: `auditor-license/2`, the Profile's own fields, and for each term its meaning in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.model import Duty
from auditor.report.common import terms
from auditor.report.common.document import written_plain

if TYPE_CHECKING:
    from auditor.model import Profile


def render(profile: Profile) -> str:
    """Everything that is known of one license."""
    lists = {name: [term(fact) for fact in getattr(profile, name)] for name in ("grants", "duties", "limits")}
    reach = {trigger.value: terms.REACHES[value] for trigger, value in profile.reach.items()}
    return written_plain(
        {
            "format": "auditor-license/2",
            **profile.to_plain(),
            **lists,
            "outbound": term(profile.outbound),
            "reach_in_words": reach,
        }
    )


def term(fact: terms.Term) -> dict[str, Any]:
    """The fact with its profile's fields, after its kind and its meaning."""
    place = {"place_in_words": terms.place(fact.place)} if isinstance(fact, Duty) else {}
    return {"about": terms.about(fact), "says": terms.says(fact), **fact.to_plain(), **place}
