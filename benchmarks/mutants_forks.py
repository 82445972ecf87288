"""Work in forked processes, a few side by side: what hangs or dies there gives no answer."""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Work(NamedTuple):
    """What to do, and the seconds that it may take."""

    key: Any
    do: Callable[[], object]
    limit: float


class _Child(NamedTuple):
    key: Any
    process: int
    pipe: int
    end: float
    data: list[bytes]


def forked(works: Iterable[Work], jobs: int) -> Iterator[tuple[Any, Any]]:
    """Each work's key and answer, in the order in which they end; None for one that takes too long, or dies."""
    waiting = iter(works)
    running: dict[int, _Child] = {}
    while True:
        while len(running) < jobs and (work := next(waiting, None)) is not None:
            child = _started(work)
            running[child.pipe] = child
        if not running:
            return
        least = min(child.end for child in running.values()) - time.monotonic()
        for pipe in select.select(list(running), [], [], max(0.0, least))[0]:
            data = os.read(pipe, 1 << 20)
            running[pipe].data.append(data)
            if not data:
                yield _ended(running.pop(pipe))
        for late in [child for child in running.values() if child.end <= time.monotonic()]:
            os.kill(late.process, signal.SIGKILL)
            late.data.clear()
            yield _ended(running.pop(late.pipe))


def _started(work: Work) -> _Child:
    receiving, sending = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # a thread that some test left behind
        process = os.fork()
    if process == 0:
        os.close(receiving)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        try:
            with os.fdopen(sending, "wb") as pipe:
                pipe.write(pickle.dumps(work.do()))
        finally:
            os._exit(0)
    os.close(sending)
    return _Child(work.key, process, receiving, time.monotonic() + work.limit, [])


def _ended(child: _Child) -> tuple[Any, Any]:
    os.close(child.pipe)
    os.waitpid(child.process, 0)
    data = b"".join(child.data)
    return child.key, pickle.loads(data) if data else None  # noqa: S301 - our own process wrote it
