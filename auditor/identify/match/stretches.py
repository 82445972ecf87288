"""A text of any length in stretches of limited size, divided between two known texts if possible."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from auditor.identify.results import moved
from auditor.model import Match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.model import Detection
    from auditor.model.budget import Budget

    Compare = Callable[[str], tuple[Detection, ...]]

STRETCH, MARGIN = 400_000, 100_000
"""Characters of each stretch, and of the margin on each side: no license is longer than the margin."""


class _Window(NamedTuple):
    """Characters `place` to `end` are compared; those from `own` on are new."""

    place: int
    own: int

    @property
    def end(self) -> int:
        return self.own + STRETCH + MARGIN


def in_stretches(text: str, compare: Compare, budget: Budget | None) -> Iterator[Detection]:
    """The results of `compare` for each stretch, at its lines: texts that begin in it, and what nothing explains.

    Raises `OutOfTimeError`.
    """
    if len(text) <= STRETCH + MARGIN:
        yield from compare(text)
        return
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    given: set[tuple[object, ...]] = set()
    window = _Window(0, 0)
    while window.own < len(text):
        if budget is not None:
            budget.check()
        before = bisect_right(starts, window.place) - 1
        here = [moved(detected, before) for detected in compare(text[window.place : window.end])]
        following = _after(window, here, starts, len(text))
        first, last = bisect_left(starts, window.own) + 1, bisect_left(starts, following.own)
        for detected in here:
            begins, ends = detected.location.first or 1, detected.location.last or 1
            spans = detected.match is Match.UNKNOWN and begins < first <= ends
            key = (detected.license, detected.match, detected.location)
            if (first <= begins <= max(first, last) or spans) and key not in given:
                given.add(key)
                yield detected
        window = following


def _after(window: _Window, here: list[Detection], starts: list[int], length: int) -> _Window:
    """The next window: from a whole text that follows another, which is compared again for what is between them.

    Otherwise the stretch ends anywhere, and the next begins far enough before that no license is divided.
    """
    if window.end >= length:
        return _Window(length, length)
    whole = sorted(
        {starts[(detected.location.first or 1) - 1] for detected in here if detected.carries_text}, reverse=True
    )
    for own, place in pairwise(whole):
        if window.own + STRETCH // 2 < own and own - place <= MARGIN:
            return _Window(place, own)
    own = window.own + STRETCH
    place = own - MARGIN
    near = bisect_left(starts, place)
    if near < len(starts) and starts[near] - place <= MARGIN // 2:
        place = starts[near]
    return _Window(place, own)
