"""What the grants of a license say about a use, if they permit less than everything (design §5.21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import GrantCode, GrantValue, LimitCode, UseFact, UseReason
from auditor.policy.use.outcome import condition, decided, kept_to, open_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from auditor.model import Grant, Profile, Use
    from auditor.policy.use.outcome import ClauseAnswer

    Reader = Callable[[Grant, Use], ClauseAnswer | None]

_LIMITS_COMMERCE = (LimitCode.NONCOMMERCIAL, LimitCode.RESEARCH_ONLY, LimitCode.ALL_RIGHTS_RESERVED)


def says(grant: Grant, use: Use, profile: Profile) -> ClauseAnswer | None:
    """What a grant says about the use; None if it permits the use, or a limit of the license already covers it."""
    if grant.code is GrantCode.COMMERCIAL_USE and any(limit.code in _LIMITS_COMMERCE for limit in profile.limits):
        return None
    reader = _READERS.get(grant.code)
    return reader(grant, use) if reader is not None else None


def _commerce(grant: Grant, use: Use) -> ClauseAnswer | None:
    if grant.value is GrantValue.NO:
        return decided(use.for_commerce, UseFact.COMMERCIAL)
    if grant.value is GrantValue.UNCLEAR and use.for_commerce is not False:
        return open_for(UseFact.COMMERCIAL, UseReason.CLAUSE_UNSETTLED)
    return None


def _derivatives(grant: Grant, use: Use) -> ClauseAnswer | None:
    return _act(grant, use.changes, UseFact.MODIFY)


def _redistribution(grant: Grant, use: Use) -> ClauseAnswer | None:
    return _act(grant, use.passes_on, UseFact.REDISTRIBUTE)


def _act(grant: Grant, stated: bool | None, fact: UseFact) -> ClauseAnswer | None:  # noqa: FBT001 - a fact with three values
    if stated is False or grant.value in (GrantValue.YES, GrantValue.SILENT, GrantValue.PRIVATE):
        return None
    if grant.value is GrantValue.NO:
        return kept_to(stated, fact)
    if grant.value is GrantValue.UNCLEAR and stated:
        return open_for(fact, UseReason.CLAUSE_UNSETTLED)
    return condition(fact)


def _outputs(grant: Grant, use: Use) -> ClauseAnswer | None:
    if not use.outputs or grant.value is GrantValue.YES:
        return None
    if grant.value is GrantValue.UNCLEAR:
        return open_for(UseFact.OUTPUTS, UseReason.CLAUSE_UNSETTLED)
    return condition(UseFact.OUTPUTS)


_READERS: Mapping[GrantCode, Reader] = {
    GrantCode.COMMERCIAL_USE: _commerce,
    GrantCode.DERIVATIVES: _derivatives,
    GrantCode.REDISTRIBUTION: _redistribution,
    GrantCode.OUTPUTS: _outputs,
}
