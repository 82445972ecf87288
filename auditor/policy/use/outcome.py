"""What one clause says about a use, before it is known which model brings the license."""

from __future__ import annotations

from typing import NamedTuple

from auditor.model import UseAnswer, UseFact, UseReason


class ClauseAnswer(NamedTuple):
    """An answer, the fact that decides it, and why."""

    answer: UseAnswer
    fact: UseFact
    reason: UseReason = UseReason.APPLIES


def excluded(fact: UseFact) -> ClauseAnswer:
    """The clause excludes the use because of this stated fact."""
    return ClauseAnswer(UseAnswer.EXCLUDED, fact)


def needs_license(fact: UseFact) -> ClauseAnswer:
    """The use needs a separate license from the licensor."""
    return ClauseAnswer(UseAnswer.NEEDS_LICENSE, fact)


def condition(fact: UseFact) -> ClauseAnswer:
    """The use is allowed on a condition that the user has to meet."""
    return ClauseAnswer(UseAnswer.CONDITIONAL, fact)


def open_for(fact: UseFact, reason: UseReason = UseReason.NOT_STATED) -> ClauseAnswer:
    """Not settled; `fact` would settle it."""
    return ClauseAnswer(UseAnswer.OPEN, fact, reason)


def decided(stated: bool | None, fact: UseFact) -> ClauseAnswer | None:  # noqa: FBT001 - a fact with three values
    """Excluded if the fact is stated to be true, None if stated to be false, open if not stated."""
    if stated is None:
        return open_for(fact)
    return excluded(fact) if stated else None


def kept_to(stated: bool | None, fact: UseFact) -> ClauseAnswer | None:  # noqa: FBT001 - a fact with three values
    """Excluded if the fact is stated to be true, None if stated to be false, a condition if not stated."""
    if stated is None:
        return condition(fact)
    return excluded(fact) if stated else None


def rank(answer: UseAnswer) -> int:
    """0 for the best answer, a higher number for a worse one."""
    return _RANKS[answer]


_RANKS = {answer: at for at, answer in enumerate(UseAnswer)}
