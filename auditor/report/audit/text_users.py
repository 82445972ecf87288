"""What the licenses require of users of the model, for a terminal: shown even if there are no findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import LimitCode, Termination
from auditor.report.common import conditions, terms, wording

if TYPE_CHECKING:
    from auditor.model import Audit, Duty, Limit, UserTerms
    from auditor.report.common.page import Page

_FIRST = (
    LimitCode.ALL_RIGHTS_RESERVED,
    LimitCode.NONCOMMERCIAL,
    LimitCode.RESEARCH_ONLY,
    LimitCode.TERRITORY_EXCLUDED,
    LimitCode.NO_SHARE_DERIVATIVES,
    LimitCode.HOSTING_NEEDS_LICENSE,
    LimitCode.BUSINESS_TYPE_EXCLUDED,
    LimitCode.REVENUE_THRESHOLD,
    LimitCode.MAU_THRESHOLD,
    LimitCode.DAU_THRESHOLD,
)
"""Limits that a user must know before downloading a model, in this order."""
_MOST_FIRST = 3
_ASIDE = (LimitCode.NO_TRADEMARK, LimitCode.NO_ENDORSEMENT)
"""Limits that most licenses have: only if everything is shown."""


def in_short(audit: Audit) -> str:
    """What every user must know first: `commercial purposes are excluded (CC-BY-NC 4.0)`; "" for nothing."""
    limits = [(limit, entry) for entry in audit.for_users for limit in entry.limits if limit.code in _FIRST]
    ranked = sorted(limits, key=lambda row: _FIRST.index(row[0].code))
    says = list(dict.fromkeys(f"{terms.says(limit)} ({entry.name}, {limit.clause})" for limit, entry in ranked))
    more = f"; and {len(says) - _MOST_FIRST} more" if len(says) > _MOST_FIRST else ""
    return "; ".join(says[:_MOST_FIRST]) + more


def section(page: Page, audit: Audit, *, loud: bool) -> None:
    """A line for each limit, each duty triggered by a use, and what terminates the license."""
    entries = [entry for entry in audit.for_users if loud or _lines(entry, loud=False) or entry.cure is not None]
    if not entries:
        return
    several = len(entries) > 1
    page.heading(f"What {'these licenses require of their' if several else 'this license requires of its'} users")
    for entry in entries:
        page.text(f"{entry.name}{f', of {entry.via}' if entry.via else ''}", style="bold")
        for words in _lines(entry, loud=loud):
            page.labelled("·", words, indent=4, column=2, limit=400)
        for ending in endings(entry):
            page.labelled("·", ending, indent=4, column=2, style="dim", limit=400)
    page.text(
        "These are the public terms: a separate permission may change them, and none was looked for.", style="dim"
    )


def grants(page: Page, audit: Audit) -> None:
    """A line for each permission that a license gives, withholds or is silent on."""
    granting = [license_ for license_ in audit.licenses if license_.profile.grants]
    if not granting:
        return
    page.heading(f"What {'these licenses grant' if len(granting) > 1 else 'this license grants'}")
    for license_ in granting:
        page.text(license_.profile.name, style="bold")
        for grant in license_.profile.grants:
            says = wording.cited(terms.says(grant), grant.clause, grant.grade)
            page.labelled("·", says, indent=4, column=2, limit=400)


def limits(entries: tuple[UserTerms, ...], *, loud: bool) -> list[str]:
    """What the licenses withhold, each limit with its license and clause."""
    return [
        f"{_limit(limit)}, {entry.name}"
        for entry in entries
        for limit in entry.limits
        if loud or limit.code not in _ASIDE
    ]


def _lines(entry: UserTerms, *, loud: bool) -> list[str]:
    """What a license withholds, and what it requires for a use."""
    limits = [_limit(limit) for limit in entry.limits if loud or limit.code not in _ASIDE]
    return [*limits, *(_duty(duty) for duty in entry.duties)]


def endings(entry: UserTerms) -> tuple[str, ...]:
    """What terminates a license, and how it is reinstated."""
    ends = [f"{terms.ENDINGS[kind]}: {words}" for kind, words in entry.termination.items()]
    known = Termination.ON_BREACH in entry.termination and entry.cure is not None and entry.cure.starts is None
    return (*ends, *(() if entry.cure is None or known else (conditions.cure(entry.cure),)))


def _limit(limit: Limit) -> str:
    about = f", {terms.MODELS[limit.applies_to]} only" if limit.applies_to is not None else ""
    spared = f"; not for {', '.join(terms.EXCEPTIONS[name] for name in limit.exceptions)}" if limit.exceptions else ""
    return f"{terms.says(limit)}{about}{spared} ({limit.clause})"


def _duty(duty: Duty) -> str:
    condition = f", {duty.condition}" if duty.condition else ""
    return f"{terms.says(duty)}{condition} ({duty.clause})"
