"""May I use it like this? What the terms that reach a model say about an intended use (design §5.21).

The answer is neither a finding nor a verdict.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.model import ForUse, Use, UseAnswer, UseFact, UsePoint, UseReason
from auditor.policy.use.clauses import points
from auditor.policy.use.outcome import rank
from auditor.policy.use.reached import groups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.engine import Scene
    from auditor.knowledge import Knowledge
    from auditor.model import Part
    from auditor.policy.use.reached import Group, Terms

__all__ = ["facts_that_decide", "for_use"]


def for_use(scene: Scene, use: Use) -> ForUse:
    """The answer of all terms that reach the model: the worst of all clauses, and each clause with its model."""
    made = [point for group in groups(scene) for point in _of_group(scene, group, use)]
    unique = _each_clause_once(sorted(dict.fromkeys(made), key=_order))
    return ForUse(use=use, answer=_worst(unique), points=unique)


def _each_clause_once(made: Iterable[UsePoint]) -> tuple[UsePoint, ...]:
    """Each clause once, even if several models bring it: from the first ancestor, otherwise from the model itself."""
    kept: dict[UsePoint, UsePoint] = {}
    for point in made:
        same = point.replace(via="")
        kept[same] = kept[same] if same in kept and kept[same].via else point
    return tuple(kept.values())


def facts_that_decide(scene: Scene) -> tuple[UseFact, ...]:
    """The facts on which the terms that reach the model depend: those that would have to be stated."""
    answer = for_use(scene, Use())
    needed = {point.fact for point in answer.points if point.reason is UseReason.NOT_STATED or point.limit is not None}
    return tuple(fact for fact in UseFact if fact in needed)


def _of_group(scene: Scene, group: Group, use: Use) -> tuple[UsePoint, ...]:
    """The points of the worst candidate; if candidates differ or the ancestor is not settled, at worst open."""
    by_candidate = [_of_terms(scene, terms, use) for terms in group.candidates]
    answers = {_worst(made) for made in by_candidate}
    worst = max(by_candidate, key=lambda made: rank(_worst(made)))
    if len(answers) > 1:
        return _doubted(worst, UseReason.CANDIDATES_DIFFER)
    if not group.firm:
        return _doubted(worst, UseReason.ANCESTOR_NOT_SETTLED)
    return worst if group.follows else _doubted(worst, UseReason.CLAUSE_UNSETTLED)


def _of_terms(scene: Scene, terms: Terms, use: Use) -> tuple[UsePoint, ...]:
    """The points of the best arm of the expression, as the user may choose one."""
    if not terms.arms:
        return (_unknown(terms),)
    arms = [
        tuple(point for license_id in arm for point in _of_license(scene, license_id, terms, use)) for arm in terms.arms
    ]
    return min(arms, key=lambda made: rank(_worst(made)))


def _of_license(scene: Scene, license_id: str, terms: Terms, use: Use) -> tuple[UsePoint, ...]:
    profile = scene.knowledge.profile(license_id)
    if profile is None:
        return (_unknown(terms._replace(as_stated=license_id)),)
    model = terms.via or scene.repository.name or ""
    return _points(scene.knowledge, profile.key, use, terms.via, terms.part, model)


@lru_cache(maxsize=64)
def _points(knowledge: Knowledge, key: str, use: Use, via: str, part: Part, model: str) -> tuple[UsePoint, ...]:
    """Kept, for the models of a survey have the same few licenses and parents, and one use is asked of all."""
    profile = knowledge.profile(key)
    return points(profile, use, via=via, part=part, model=model) if profile is not None else ()


def _unknown(terms: Terms) -> UsePoint:
    """The point for an unknown license, or for none: it never allows anything."""
    return UsePoint(
        answer=UseAnswer.NEEDS_LICENSE if terms.no_license else UseAnswer.OPEN,
        fact=UseFact.PURPOSE,
        reason=UseReason.NO_LICENSE if terms.no_license else UseReason.NO_PROFILE,
        license=terms.as_stated,
        name=terms.as_stated,
        via=terms.via,
        part=terms.part,
    )


def _doubted(made: Iterable[UsePoint], reason: UseReason) -> tuple[UsePoint, ...]:
    return tuple(
        point.replace(answer=UseAnswer.OPEN, reason=reason, if_confirmed=point.answer)
        if rank(point.answer) > rank(UseAnswer.OPEN)
        else point
        for point in made
    )


def _worst(made: Iterable[UsePoint]) -> UseAnswer:
    return max((point.answer for point in made), key=rank, default=UseAnswer.ALLOWED)


def _order(point: UsePoint) -> tuple[int, int, str, str, str]:
    """The worst first; then by the fact, the license and the clause."""
    return -rank(point.answer), _PLACES[point.fact], point.via, point.license, point.clause


_PLACES = {fact: at for at, fact in enumerate(UseFact)}
