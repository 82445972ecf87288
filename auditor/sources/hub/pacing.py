"""Waits before the Hub refuses: its quotas are fixed windows, stated in the headers of every answer."""

from __future__ import annotations

import re
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST_WAIT = 330.0
"""Seconds: a window of the Hub's lasts 300."""
_ROUNDED = 0.1
"""Seconds; the window's end is given in whole seconds."""
_ASSUMED = 2.0
"""Seconds that a new window is assumed to last until an answer states its end."""


class Quota(NamedTuple):
    """The quota in the headers of one answer."""

    left: int
    seconds: float
    """Until the window ends."""
    most: int | None
    """Requests of a whole window; None if not stated."""


def quota(headers: Mapping[str, str]) -> Quota | None:
    """Parse `RateLimit: "api";r=489;t=55` and `RateLimit-Policy: "fixed window";"api";q=500;w=300`."""
    header = headers.get("ratelimit", "")
    left, seconds = re.search(r"\br=(\d{1,9})", header), re.search(r"\bt=(\d{1,9})", header)
    if not left or not seconds:
        return None
    most = re.search(r"\bq=(\d{1,9})", headers.get("ratelimit-policy", ""))
    return Quota(int(left[1]), min(float(seconds[1]), LONGEST_WAIT), int(most[1]) if most else None)


class Gate:
    """Lets requests of one kind through while the window has room, and holds the others until the next."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._left: int | None = None
        self._most: int | None = None
        self._ends = 0.0
        self._inside = 0

    def enter(self, waiting: Callable[[float], None]) -> None:
        """Return when a request may be sent; `waiting` is called with the seconds until then."""
        announced = False
        while True:
            with self._lock:
                now = self._clock()
                if self._left is not None and now >= self._ends:
                    self._left = self._most
                    self._ends = now + _ASSUMED
                if self._left is None or self._left > 0:
                    self._left = None if self._left is None else self._left - 1
                    self._inside += 1
                    return
                wait = min(self._ends - now, LONGEST_WAIT)
            if not announced:
                waiting(wait)
                announced = True
            self._sleep(max(wait, 0.01))

    def leave(self, quota: Quota | None) -> None:
        """Record the end of a request; an answer's quota is reduced by the requests still pending."""
        with self._lock:
            self._inside -= 1
            if quota is None:
                return
            self._most = quota.most if quota.most is not None else self._most
            ends = self._clock() + quota.seconds + _ROUNDED
            left = max(0, quota.left - self._inside)
            same = self._left is not None and abs(ends - self._ends) <= 1.0 + _ROUNDED
            self._left = min(left, self._left) if same and self._left is not None else left
            self._ends = max(ends, self._ends) if same else ends
