"""A text of any length in stretches of a size, cut where one known text ends and the next begins, if any do."""

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
"""Characters of each stretch, and of what stands beside it, on each side: no license is longer."""


class _Window(NamedTuple):
    """Characters `place` to `end` are compared; those from `own` on are new."""

    place: int
    own: int

    @property
    def end(self) -> int:
        return self.own + STRETCH + MARGIN


def in_stretches(text: str, compare: Compare, budget: Budget | None) -> Iterator[Detection]:
    """What `compare` says of each stretch, each at its lines: of what begins in it, or what nothing explains there.

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
    """The next window: from a whole text on that follows another, which is compared again for what stands between.

    Else the stretch is cut somewhere, and compared again from so far before that no license can have been cut.
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
