"""Regions that a license excludes: three different tests (legal notes on Llama 3.2 and Hunyuan)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Actor, LimitException, RegionTest, UseFact
from auditor.model.regions import overlaps, within
from auditor.policy.use.outcome import excluded, open_for, rank

if TYPE_CHECKING:
    from auditor.model import Limit, Use
    from auditor.policy.use.outcome import ClauseAnswer


def territory(limit: Limit, use: Use) -> ClauseAnswer | None:
    """Whether the user, or the use, is where the license grants nothing; neither answers for the other."""
    left_out = limit.value if isinstance(limit.value, tuple) else (str(limit.value),)
    if limit.region_test is RegionTest.ESTABLISHED:
        if use.actor is Actor.END_USER and LimitException.END_USERS_OF_A_PRODUCT in limit.exceptions:
            return None
        return _compared(use.established_in, left_out, UseFact.ESTABLISHED_IN)
    answers = [
        _compared(use.used_in, left_out, UseFact.USED_IN),
        _compared(use.offered_to, left_out, UseFact.OFFERED_TO),
    ]
    against = [answer for answer in answers if answer is not None]
    return max(against, key=lambda says: rank(says.answer)) if against else None


def _compared(stated: tuple[str, ...], left_out: tuple[str, ...], fact: UseFact) -> ClauseAnswer | None:
    """Excluded if a stated region is excluded; open if none is stated, or only a part of one is excluded."""
    if not stated:
        return open_for(fact)
    if any(within(region, other) for region in stated for other in left_out):
        return excluded(fact)
    if any(overlaps(region, other) for region in stated for other in left_out):
        return open_for(fact)
    return None
