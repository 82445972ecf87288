"""What was asked of the double, and how much it sent."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

_PATIENCE = 2.0
"""Seconds to wait for an answer that is just being finished."""


@dataclass(frozen=True)
class Record:
    """One request and its answer; sent counts the bytes of the body that went out."""

    method: str
    path: str
    query: str
    origin: str
    range: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    status: int = 0
    sent: int = 0
    repo: str = ""
    file: str = ""
    weight: bool = False


class Journal:
    """The log, safe for threads."""

    def __init__(self) -> None:
        self._records: dict[int, Record] = {}
        self._open: dict[int, bool] = {}
        self._next = 0
        self._changed = threading.Condition()
        self.peak = 0

    def begin(self, record: Record) -> int:
        with self._changed:
            self._next += 1
            self._records[self._next] = replace(record, headers=MappingProxyType(dict(record.headers)))
            self._open[self._next] = True
            self.peak = max(self.peak, len(self._open))
            return self._next

    def note(self, number: int, sent: int = 0, **changes: object) -> None:
        """More bytes were sent, or more is known."""
        with self._changed:
            if number in self._records:
                was = self._records[number]
                self._records[number] = replace(was, sent=was.sent + sent, **changes)  # type: ignore[arg-type]

    def linger(self, number: int) -> None:
        """This answer will not be finished soon; nobody waits for it."""
        with self._changed:
            if number in self._open:
                self._open[number] = False
            self._changed.notify_all()

    def end(self, number: int) -> None:
        with self._changed:
            self._open.pop(number, None)
            self._changed.notify_all()

    def records(self) -> tuple[Record, ...]:
        """In order of arrival, once no answer is half sent."""
        with self._changed:
            self._changed.wait_for(lambda: not any(self._open.values()), timeout=_PATIENCE)
            return tuple(record for _, record in sorted(self._records.items()))

    def reset(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not any(self._open.values()), timeout=_PATIENCE)
            self._records.clear()
            self.peak = len(self._open)
