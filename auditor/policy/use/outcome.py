"""What one fact of a license says of a use, before it is known whose license it is."""

from __future__ import annotations

from typing import NamedTuple

from auditor.model import UseAnswer, UseFact, UseReason


class Says(NamedTuple):
    """An answer, the fact that decides it, and why."""

    answer: UseAnswer
    fact: UseFact
    reason: UseReason = UseReason.APPLIES


def excluded(fact: UseFact) -> Says:
    """The clause is about that fact, as it is stated."""
    return Says(UseAnswer.EXCLUDED, fact)


def needs_license(fact: UseFact) -> Says:
    """Only a license of the licensor's own leaves room for it."""
    return Says(UseAnswer.NEEDS_LICENSE, fact)


def condition(fact: UseFact) -> Says:
    """It is the user's to keep to."""
    return Says(UseAnswer.CONDITIONAL, fact)


def open_for(fact: UseFact, reason: UseReason = UseReason.NOT_STATED) -> Says:
    """Not settled, and what would settle it."""
    return Says(UseAnswer.OPEN, fact, reason)


def decided(stated: bool | None, fact: UseFact) -> Says | None:  # noqa: FBT001 - a fact with three values
    """Excluded where a fact is stated to be so, nothing where it is stated not to be, else not settled."""
    if stated is None:
        return open_for(fact)
    return excluded(fact) if stated else None


def kept_to(stated: bool | None, fact: UseFact) -> Says | None:  # noqa: FBT001 - a fact with three values
    """Excluded where a fact is stated to be so, a condition where nothing is stated."""
    if stated is None:
        return condition(fact)
    return excluded(fact) if stated else None


def rank(answer: UseAnswer) -> int:
    """0 for the best answer, more for a worse one."""
    return _RANKS[answer]


_RANKS = {answer: at for at, answer in enumerate(UseAnswer)}
