"""The only way in which a cap may leave something out: it is recorded, and becomes an `Unread`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from auditor.model.document_words import UnreadReason
from auditor.model.source import Unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.model.budget import Budget

_Item = TypeVar("_Item")


class Cuts:
    """What the caps of one reader cut off, each recorded once per file."""

    def __init__(self, budget: Budget | None = None) -> None:
        self._budget = budget
        self._noted: dict[tuple[str, str], Unread] = {}

    @property
    def budget(self) -> Budget | None:
        """The processor time of the audit; None if it is not limited."""
        return self._budget

    def out_of_time(self, path: str, before: str = "it was read") -> bool:
        """Whether there is no time for a file; if so, record it. `before` says what had not happened yet."""
        if self._budget is None or not self._budget.spent:
            return False
        self._noted.setdefault((path, ""), self._budget.unread(path, before))
        return True

    def first(self, items: Iterable[_Item], most: int, what: str, *, path: str = "") -> Iterator[_Item]:
        """The first `most` of the items; if there are more, record it. `what` names the items, in the plural."""
        for number, item in enumerate(items):
            if self.full(number, most, what, path=path):
                return
            yield item

    def full(self, count: int, most: int, what: str, *, path: str = "", matters: bool = True) -> bool:
        """Whether `count` items leave no room for one more; if so, record it."""
        if count < most:
            return False
        self.note(f"It has more than {most:,} {what}; only the first were read.", path=path, matters=matters)
        return True

    def note(self, detail: str, *, path: str = "", matters: bool = True) -> None:
        """Record what was left out, in one sentence; the same sentence about the same file is recorded once."""
        unread = Unread(path=path, reason=UnreadReason.TOO_MANY, detail=detail, matters=matters)
        self._noted.setdefault((path, detail), unread)

    @property
    def unread(self) -> tuple[Unread, ...]:
        """An entry for each cap that cut something off, in the order in which it happened."""
        return tuple(self._noted.values())
