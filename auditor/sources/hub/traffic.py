"""Counts requests to the Hub."""

from __future__ import annotations

import threading
import time

_KILO = 1_000


class Traffic:
    """Counts requests, bytes and answers from the cache; thread-safe."""

    def __init__(self) -> None:
        self.requests = 0
        """Requests sent, including redirects and retries."""
        self.bytes = 0
        """Bytes of the bodies received."""
        self.cached = 0
        """Answers that needed no request."""
        self._lock = threading.Lock()
        self._since = time.monotonic()

    def sent(self) -> None:
        """Count a request."""
        with self._lock:
            self.requests += 1

    def received(self, count: int) -> None:
        """Count received bytes of a body."""
        with self._lock:
            self.bytes += count

    def spared(self) -> None:
        """Count an answer from the cache."""
        with self._lock:
            self.cached += 1

    @property
    def seconds(self) -> float:
        """Seconds since the counting began."""
        return time.monotonic() - self._since

    def __str__(self) -> str:
        """The summary for the last line on stderr."""
        size = f"{self.bytes / _KILO:,.0f} kB" if self.bytes >= _KILO else f"{self.bytes} bytes"
        requests = "1 request" if self.requests == 1 else f"{self.requests:,} requests"
        return f"{requests}, {size}, {self.seconds:.1f} s; {self.cached:,} more answers from the cache"
