"""The processor time that one audit may take, checked wherever a hostile text could make it slow."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from auditor.model.document_words import UnreadReason
from auditor.model.source import Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class OutOfTimeError(Exception):
    """The time is used up; it becomes an `Unread` and never leaves the audit."""


class Budget:
    """A number of seconds of this process's processor time from now on: waiting for a server costs none.

    All budgets are equal: a cached function may take one as an argument, as its result does not depend on the budget.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.process_time) -> None:
        self._seconds = seconds
        self._clock = clock
        self._ends = clock() + seconds

    def __eq__(self, other: object) -> bool:
        """Whether the other is a budget too."""
        return isinstance(other, Budget)

    def __hash__(self) -> int:
        """The same for all."""
        return hash(Budget)

    @property
    def spent(self) -> bool:
        """Whether no time is left."""
        return self._clock() >= self._ends

    def check(self) -> None:
        """Raise `OutOfTimeError` if no time is left."""
        if self.spent:
            raise OutOfTimeError

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Time spent inside does not count: it has a budget of its own."""
        began = self._clock()
        try:
            yield
        finally:
            self._ends += self._clock() - began

    def unread(self, path: str, before: str = "it was read") -> Unread:
        """The entry for what there was no time for; `before` says what had not happened yet."""
        detail = f"The time limit of {self._seconds:g} s was reached before {before} (--time-limit)."
        return Unread(path=path, reason=UnreadReason.TIME_LIMIT, detail=detail)
