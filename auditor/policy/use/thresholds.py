"""Thresholds of users and revenue: a number settles a clause only if counted as the clause counts (design §5.21)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from auditor.model import CountedOn, UseFact, UseReason, Whose
from auditor.policy.use.outcome import needs_license, open_for

if TYPE_CHECKING:
    from auditor.model import Limit, Use
    from auditor.policy.use.outcome import ClauseAnswer

_MONTH_BEFORE, _MONTH_AFTER = 62, 31
"""Days before and after a release within which a number may be for "the preceding calendar month"."""


def users(limit: Limit, use: Use) -> ClauseAnswer | None:
    """Above the threshold a separate license is needed; a number for another day or fewer entities leaves it open."""
    stated = use.monthly_users
    if stated is None:
        return open_for(UseFact.MONTHLY_USERS)
    counting = limit.counting
    if counting.counted is CountedOn.RELEASE and not _near(stated.on, counting.on):
        return open_for(UseFact.MONTHLY_USERS, UseReason.NOT_DATED)
    if stated.value > _number(limit):
        return needs_license(UseFact.MONTHLY_USERS)
    if counting.whose is Whose.GROUP and not stated.group:
        return open_for(UseFact.MONTHLY_USERS, UseReason.NOT_COMPARABLE)
    return None


def days(limit: Limit, use: Use) -> ClauseAnswer | None:
    """A threshold of daily users or of visits: monthly users are more, so only a number below it settles the clause."""
    stated = use.monthly_users
    if stated is None:
        return open_for(UseFact.MONTHLY_USERS)
    enough = stated.value <= _number(limit) and (stated.group or limit.counting.whose is not Whose.GROUP)
    return None if enough else open_for(UseFact.MONTHLY_USERS, UseReason.NOT_COMPARABLE)


def revenue(limit: Limit, use: Use) -> ClauseAnswer | None:
    """Above the threshold a separate license is needed; another period, currency or entity leaves it open."""
    stated = use.revenue
    if stated is None:
        return open_for(UseFact.REVENUE)
    if stated.currency is not limit.currency or stated.per is not limit.per:
        return open_for(UseFact.REVENUE, UseReason.NOT_COMPARABLE)
    above = stated.value > _number(limit)
    counted = limit.counting.whose
    same = stated.entity is counted
    # the revenue of a part is at most that of the whole
    settles = (
        same
        or (above and _width(stated.entity) < _width(counted))
        or (not above and _width(stated.entity) > _width(counted))
    )
    if not settles:
        return open_for(UseFact.REVENUE, UseReason.NOT_COMPARABLE)
    return needs_license(UseFact.REVENUE) if above else None


def _width(whose: Whose) -> int:
    return (Whose.PRODUCT, Whose.ENTITY, Whose.GROUP).index(whose)


def _number(limit: Limit) -> int:
    return limit.value if isinstance(limit.value, int) else 0


def _near(on: str, release: str) -> bool:
    """Whether a number is given for about the day of a release; False if either day is unknown."""
    if not on or not release:
        return False
    days_after = (date.fromisoformat(on) - date.fromisoformat(release)).days
    return -_MONTH_BEFORE <= days_after <= _MONTH_AFTER
