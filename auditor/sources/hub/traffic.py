"""What an audit cost the Hub."""

from __future__ import annotations

import threading
import time

_KILO = 1_000


class Traffic:
    """Counts requests, bytes and answers from the cache; safe to use from several threads."""

    def __init__(self) -> None:
        self.requests = 0
        """Sent, redirects and retries included."""
        self.bytes = 0
        """Of the bodies received."""
        self.cached = 0
        """Answers that needed no request."""
        self._lock = threading.Lock()
        self._since = time.monotonic()

    def sent(self) -> None:
        """A request is on its way."""
        with self._lock:
            self.requests += 1

    def received(self, count: int) -> None:
        """So many bytes of a body came."""
        with self._lock:
            self.bytes += count

    def spared(self) -> None:
        """The cache had it."""
        with self._lock:
            self.cached += 1

    @property
    def seconds(self) -> float:
        """Since the counting began."""
        return time.monotonic() - self._since

    def __str__(self) -> str:
        """For the last line on stderr."""
        size = f"{self.bytes / _KILO:,.0f} kB" if self.bytes >= _KILO else f"{self.bytes} bytes"
        requests = "1 request" if self.requests == 1 else f"{self.requests:,} requests"
        return f"{requests}, {size}, {self.seconds:.1f} s; {self.cached:,} more answers from the cache"
