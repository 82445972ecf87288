"""The same work on several things at once, which an interrupt ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Given = TypeVar("Given")
Got = TypeVar("Got")


def in_parallel(work: Callable[[Given], Got], items: Sequence[Given], *, workers: int) -> list[Got]:
    """The work on each item, so many at a time, in their order; whoever interrupts it waits for none of them."""
    if workers == 1 or len(items) < 2:  # noqa: PLR2004 - one needs no threads
        return [work(item) for item in items]
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - a local audit needs no threads

    pool, waits = ThreadPoolExecutor(max_workers=workers), True
    try:
        return list(pool.map(work, items))
    except KeyboardInterrupt:
        waits = False  # a server that stalls, or a quota, may hold a thread for minutes
        raise
    finally:
        pool.shutdown(wait=waits, cancel_futures=True)
