"""The licenses among which an upstream lets its licensee choose (design §5.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Because, Reason

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Profile
    from auditor.spdx import Expression


def judged(expression: Expression, knowledge: Knowledge) -> tuple[tuple[str, ...], ...]:
    """The alternatives that can be judged: those of known licenses only, if there is one, otherwise all.

    Nobody is shown to have chosen a license whose terms are not known.
    """
    known = tuple(arm for arm in expression.arms if len(profiles_of(arm, knowledge)) == len(arm))
    return known or expression.arms


def not_judged(expression: Expression, knowledge: Knowledge) -> tuple[Reason, ...]:
    """The doubt that another alternative was chosen, whose terms are not known."""
    left = [arm for arm in expression.arms if arm not in judged(expression, knowledge)]
    return tuple(Reason(code=Because.CHOICE_NOT_KNOWN, detail=" AND ".join(arm)) for arm in left)


def profiles_of(arm: tuple[str, ...], knowledge: Knowledge) -> tuple[Profile, ...]:
    """The licenses of an alternative whose terms are known."""
    known = (knowledge.profile(license_id) for license_id in arm)
    return tuple(profile for profile in known if profile is not None)
