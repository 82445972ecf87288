"""An end for a test that a hostile file could keep busy, or waiting."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOCKS = (
    (signal.ITIMER_PROF, signal.SIGPROF, "of processor time"),
    (signal.ITIMER_REAL, signal.SIGALRM, "by the clock: it waits for something"),
)


@contextmanager
def deadline(work: float = 10, wait: float = 300) -> Iterator[None]:
    """Fail what takes more than `work` seconds of processor time, however busy the machine is, or hangs for `wait`."""
    before = []
    for (timer, number, kind), seconds in zip(_CLOCKS, (work, wait), strict=True):

        def over(*_: object, seconds: float = seconds, kind: str = kind) -> None:
            pytest.fail(f"it took more than {seconds:g} seconds {kind}")

        before.append(signal.signal(number, over))
        signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        for (timer, number, _), handler in zip(_CLOCKS, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)
