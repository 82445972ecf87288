"""The one way in which a cap may leave something out: noted, so that it becomes an `Unread`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from auditor.model.document_words import UnreadReason
from auditor.model.source import Unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.model.budget import Budget

_Item = TypeVar("_Item")


class Cuts:
    """What the caps of one reader cut off, each noted once for each file."""

    def __init__(self, budget: Budget | None = None) -> None:
        self._budget = budget
        self._noted: dict[tuple[str, str], Unread] = {}

    @property
    def budget(self) -> Budget | None:
        """The time that there is."""
        return self._budget

    def out_of_time(self, path: str, before: str = "it was read") -> bool:
        """Whether there is no time for a file; if so, it is noted. `before` is what the time ended."""
        if self._budget is None or not self._budget.spent:
            return False
        self._noted.setdefault((path, ""), self._budget.unread(path, before))
        return True

    def first(self, items: Iterable[_Item], most: int, what: str, *, path: str = "") -> Iterator[_Item]:
        """The first `most` of the items; that there are more is noted. `what` they are is a plural."""
        for number, item in enumerate(items):
            if self.full(number, most, what, path=path):
                return
            yield item

    def full(self, count: int, most: int, what: str, *, path: str = "", matters: bool = True) -> bool:
        """Whether `count` items leave no room for one more; if so, it is noted."""
        if count < most:
            return False
        self.note(f"It has more than {most:,} {what}; only the first were read.", path=path, matters=matters)
        return True

    def note(self, detail: str, *, path: str = "", matters: bool = True) -> None:
        """Note what was left out, in one sentence; the first note of a file that says the same counts."""
        unread = Unread(path=path, reason=UnreadReason.TOO_MANY, detail=detail, matters=matters)
        self._noted.setdefault((path, detail), unread)

    @property
    def unread(self) -> tuple[Unread, ...]:
        """An entry for each cap that cut something, in the order in which they did."""
        return tuple(self._noted.values())
