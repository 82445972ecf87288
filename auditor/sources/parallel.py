"""Parallel work that an interrupt ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Given = TypeVar("Given")
Got = TypeVar("Got")


def in_parallel(work: Callable[[Given], Got], items: Sequence[Given], *, workers: int) -> list[Got]:
    """Apply `work` to each item, `workers` at a time; results in order. An interrupt waits for none of them."""
    if workers == 1 or len(items) < 2:  # noqa: PLR2004 - one needs no threads
        return [work(item) for item in items]
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - a local audit needs no threads

    pool, waits = ThreadPoolExecutor(max_workers=workers), True
    try:
        return list(pool.map(work, items))
    except KeyboardInterrupt:
        waits = False  # a stalled server or a quota may block a thread for minutes
        raise
    finally:
        pool.shutdown(wait=waits, cancel_futures=True)
