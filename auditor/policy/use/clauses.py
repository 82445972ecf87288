"""What one license says about a use: every clause about a stated fact, or that depends on one that is not stated."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING

from auditor.model import Duty, Grade, Grant, LicenseUse, Limit, LimitCode, UseAnswer, UseFact, UsePoint, UseReason
from auditor.policy.use import duties, grants, limits
from auditor.policy.use.outcome import ClauseAnswer, condition, rank

if TYPE_CHECKING:
    from auditor.model import Part, Profile, Use


_NOT_READ = (Grade.PARTIAL, Grade.SECONDARY, Grade.MEMORY)


def points(profile: Profile, use: Use, *, via: str, part: Part, model: str) -> tuple[UsePoint, ...]:
    """A point for every clause that affects the use; `model` is the one offered under the license."""
    point = partial(_point, profile, via, part)
    rows = [row for row in profile.uses if about(row, use)]
    settled = {row.fact for row in rows}
    if any(row.fact is UseFact.PURPOSE and rank(row.answer) <= rank(UseAnswer.CONDITIONAL) for row in rows):
        # a clause that expressly permits the purpose settles, for that license, whether the use may be commercial
        settled |= {UseFact.COMMERCIAL} if use.commercial is None else set()
    made = [point(_of_row(row), row) for row in rows]
    for limit in profile.limits:
        says = _of_limit(limit, use, profile, model)
        if says is not None and says.fact not in settled:
            made.append(point(says, limit))
    for grant in profile.grants:
        says = grants.says(grant, use, profile)
        if says is not None and says.fact not in settled and not any(_same(says, entry) for entry in made):
            made.append(point(says, grant))
    for duty in profile.duties:
        says = duties.says(duty, use)
        if says is not None:
            made.append(point(says, duty))
    if profile.grade in _NOT_READ:
        # what was not read may withhold more: only exclusions are concluded
        made.append(
            point(ClauseAnswer(UseAnswer.OPEN, UseFact.PURPOSE, UseReason.NOT_READ)).replace(grade=profile.grade)
        )
    return tuple(made)


def _point(
    profile: Profile, via: str, part: Part, says: ClauseAnswer, source: Limit | Duty | Grant | LicenseUse | None = None
) -> UsePoint:
    """The point of a clause; without `source`, of the license as a whole."""
    return UsePoint(
        answer=says.answer,
        fact=says.fact,
        reason=says.reason,
        license=profile.key,
        name=profile.name,
        via=via,
        part=part,
        clause=source.clause if source is not None else "",
        quote=source.quote if source is not None else "",
        grade=source.grade if source is not None else None,
        limit=source if isinstance(source, Limit) else None,
        duty=source if isinstance(source, Duty) else None,
        grant=source if isinstance(source, Grant) else None,
        row=source if isinstance(source, LicenseUse) else None,
    )


def about(row: LicenseUse, use: Use) -> bool:
    """Whether a row applies to a stated fact; it never does if the fact is not stated or stated to be false."""
    stated = use.of(row.fact)
    if row.fact is UseFact.COMMERCIAL:
        stated = use.for_commerce
    if stated is None or stated is False or stated == ():
        return False
    if not row.values:
        return True
    return bool(set(row.values) & set(stated if isinstance(stated, tuple) else (str(stated),)))


def _of_row(row: LicenseUse) -> ClauseAnswer:
    reason = UseReason.CLAUSE_UNSETTLED if row.answer is UseAnswer.OPEN else UseReason.APPLIES
    return ClauseAnswer(row.answer, row.fact, reason)


def _of_limit(limit: Limit, use: Use, profile: Profile, model: str) -> ClauseAnswer | None:
    """What a limit says about the use, considering whether it applies to this model."""
    says = limits.says(limit, use)
    if says is None:
        return None
    read_item_by_item = any(row.fact is UseFact.FIELDS for row in profile.uses)
    if limit.code is LimitCode.USE_POLICY and says.reason is UseReason.POLICY_NOT_READ and read_item_by_item:
        return condition(UseFact.FIELDS)
    if limit.applies_to is None or _matches(model, limit.concerns):
        return says
    if _matches(model, limit.spares):
        return None
    if rank(says.answer) <= rank(UseAnswer.OPEN):
        return says
    return says._replace(answer=UseAnswer.OPEN, reason=UseReason.CLAUSE_UNSETTLED)


def _matches(model: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(model.lower(), pattern.lower()) for pattern in patterns)


def _same(says: ClauseAnswer, entry: UsePoint) -> bool:
    """Whether a limit on the same fact already gives this answer, or a worse one."""
    return entry.fact is says.fact and entry.limit is not None and rank(entry.answer) >= rank(says.answer)
