"""Faults on demand, and the quota."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

INSTEAD = ("status", "stall", "drop", "html", "redirect", "bad_json", "huge_json", "deep_json")
BODY = ("drip", "truncate", "lie_length", "ignore_range", "wrong_bytes")
WORDS = ("no_sha", "wrong_sha", "no_etag")


@dataclass
class Fault:
    """What goes wrong, for which requests, and how often yet."""

    pattern: re.Pattern[str]
    kind: str
    times: int | None = 1
    skip: int = 0
    origin: str | None = None
    how: dict[str, Any] = field(default_factory=dict)
    action: Callable[[], object] | None = None
    hits: int = 0
    seen: int = 0


class Faults:
    """The faults that are planned, safe for threads."""

    def __init__(self) -> None:
        self._planned: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> Fault:
        if fault.kind not in (*INSTEAD, *BODY, *WORDS, "call"):
            raise ValueError(f"no such fault: {fault.kind}")
        with self._lock:
            self._planned.append(fault)
        return fault

    def clear(self) -> None:
        with self._lock:
            self._planned.clear()

    def due(self, kinds: tuple[str, ...], origin: str, *names: str) -> Fault | None:
        """The first planned fault of those kinds for a request of one of those names; that counts as a hit."""
        with self._lock:
            for fault in self._planned:
                if fault.kind not in kinds or fault.origin not in (None, origin):
                    continue
                if not any(fault.pattern.search(name) for name in names):
                    continue
                fault.seen += 1
                if fault.seen <= fault.skip or (fault.times is not None and fault.hits >= fault.times):
                    continue
                fault.hits += 1
                return fault
        return None


class Quota:
    """Calls per fixed window, for each caller and bucket."""

    def __init__(self, window: float, retry_after: bool, **limits: int | None) -> None:
        self._window = window
        self._limits = limits
        self._retry_after = retry_after
        self._used: dict[tuple[str, str], tuple[float, int]] = {}
        self._lock = threading.Lock()

    def spend(self, bucket: str, caller: str) -> tuple[bool, dict[str, str]]:
        """Whether one more call is within the quota, and the headers that tell."""
        limit = self._limits.get(bucket)
        if limit is None:
            return True, {}
        now = time.monotonic()
        with self._lock:
            began, used = self._used.get((bucket, caller), (now, 0))
            if now - began >= self._window:
                began, used = now, 0
            used += 1
            self._used[bucket, caller] = (began, used)
        wait = max(1, -int(-(began + self._window - now) // 1))
        headers = {
            "RateLimit": f'"{bucket}";r={max(0, limit - used)};t={wait}',
            "RateLimit-Policy": f'"fixed window";"{bucket}";q={limit};w={max(1, int(self._window))}',
        }
        if used > limit and self._retry_after:
            headers["Retry-After"] = str(wait)
        return used <= limit, headers
