"""The tests that judge faults: run once, watched, and then by the fault that they reach."""

from __future__ import annotations

import gc
import shutil
import signal
import tempfile
import time
from collections import Counter, defaultdict
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from mutants_code import is_below, loaded, module_name, put_in, unwatch, watch
from mutants_forks import Work, forked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mutants_operators import Mutant

_LEAST_SECONDS = 5.0
"""A fault may make a test slow; one that takes ten times as long as it did, and this at least, counts as failed."""


class Reached(NamedTuple):
    """What the first run saw."""

    tests: dict[tuple[str, int], list[int]]
    """By file and line, the numbers of the tests that reach it."""
    seconds: list[float]
    """By the number of the test."""
    failed: dict[int, str]
    """The tests that fail without any fault, which judge none."""


class Open(NamedTuple):
    """A fault to be judged."""

    mutant: Mutant
    only: frozenset[str] | None = None
    """The test files that have to judge it; None for all."""
    noticed: str = ""
    """The test that noticed it in an earlier run; "" if none did."""


class Result(NamedTuple):
    """What became of a fault."""

    mutant: Mutant
    killed: str
    """The test that failed; "" for a survivor."""


class Folders:
    """The plugin that gives each test a new folder without looking through those that there are."""

    def __init__(self) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="mutants-"))

    @pytest.fixture
    def tmp_path(self) -> Path:
        """An empty folder."""
        return Path(tempfile.mkdtemp(dir=self._root))

    @pytest.hookimpl
    def pytest_unconfigure(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self._root, ignore_errors=True)


class Judges:
    """Tests that have passed once without a fault, with what they read still in memory."""

    def __init__(self, items: list[pytest.Item], files: list[Path], root: Path) -> None:
        self._items, self._root = items, root
        self._reached = _first_run(items, files, root)
        gc.collect()
        self._memory = loaded(root)
        # a process that is forked from this one copies what a collection touches
        gc.freeze()
        gc.set_threshold(50_000, 50, 100)
        self._killers: dict[str, Counter[int]] = defaultdict(Counter)
        """By place, how many faults each test noticed."""

    @property
    def failed(self) -> tuple[str, ...]:
        """The tests that fail without any fault, which judge none."""
        return tuple(self._reached.failed.values())

    def judged(self, faults: Iterable[Open], jobs: int) -> Iterator[Result]:
        """Whether a test fails with each fault in the code; as they are judged."""
        for mutant, answer in forked(map(self._work, faults), jobs):
            number, name = (None, "no answer in time") if answer is None else answer
            if number is not None:
                for place in _around(mutant):
                    self._killers[place][number] += 1
            yield Result(mutant, name)

    def _work(self, fault: Open) -> Work:
        mutant, only, noticed = fault
        numbers = [number for number in self._in_order(mutant) if only is None or file_of(self._items[number]) in only]
        numbers.sort(key=lambda number: self._items[number].nodeid != noticed)
        limit = _LEAST_SECONDS + 10 * sum(self._reached.seconds[number] for number in numbers)
        return Work(mutant, partial(self._first_failed, mutant, numbers), limit)

    def _in_order(self, mutant: Mutant) -> list[int]:
        """The tests that reach a fault, or its file if it is in no function: those first that noticed such faults."""
        path = str(mutant.path)
        numbers = set(self._reached.tests.get((path, mutant.statement), ()))
        if not mutant.statement:
            reached = ((line, tests) for (file, line), tests in self._reached.tests.items() if file == path)
            numbers = {each for line, tests in reached if line in mutant.uses or not mutant.uses for each in tests}
        killers = [self._killers[place] for place in _around(mutant)]
        seconds = self._reached.seconds
        return sorted(numbers, key=lambda number: (*(-each[number] for each in killers), seconds[number], number))

    def _first_failed(self, mutant: Mutant, numbers: list[int]) -> tuple[int | None, str]:
        """The first test that fails, and fails again: one that is late on a busy machine is no judge."""
        try:
            put_in(mutant.path, mutant.tree(), self._memory)
        except Exception as error:  # noqa: BLE001 - a module that cannot be run any more is a fault that shows
            return None, f"import: {type(error).__name__}"
        # what is shared by all tests is made by code below most faults, and anew for the others
        is_kept = numbers and not is_below(module_name(mutant.path, self._root))
        state = self._items[0].session._setupstate  # noqa: SLF001 - what pytest itself does between two tests
        state.teardown_exact(self._items[numbers[0]] if is_kept else None)
        items = [self._items[number] for number in numbers]
        for number, (item, following) in zip(numbers, pairwise((*items, None)), strict=True):
            # what never ends is ended by the system, by the seconds that it computed
            signal.setitimer(signal.ITIMER_PROF, max(_LEAST_SECONDS, 10 * self._reached.seconds[number]))
            if item and not passes(item, following) and not passes(item, following):
                return number, item.nodeid
        return None, ""


def _around(mutant: Mutant) -> tuple[str, str, str]:
    """The function of a fault, its file, its folder."""
    return f"{mutant.path} {mutant.place}", str(mutant.path), str(mutant.path.parent)


def file_of(item: pytest.Item) -> str:
    """`tests/unit/test_verdict.py`."""
    return item.nodeid.partition("::")[0]


def _first_run(items: list[pytest.Item], files: list[Path], root: Path) -> Reached:
    """Every test once, with the lines of these files that it reaches."""
    tests: dict[tuple[str, int], list[int]] = defaultdict(list)
    seconds: list[float] = []
    failed: dict[int, str] = {}
    memory = loaded(root)
    seen = {str(path): watch(path, memory) for path in files}
    names = {module_name(path, root) for path in files}
    caches = [cache for cache in memory.caches if cache.__wrapped__.__module__ in names]
    for number, (item, following) in enumerate(pairwise((*items, items[0]))):
        # what an earlier test asked is asked anew, so that this one reaches the lines that answer it
        for cache in caches:
            cache.cache_clear()
        began = time.monotonic()
        if not passes(item, following):
            failed[number] = item.nodeid
        seconds.append(time.monotonic() - began)
        for name, lines in seen.items():
            for line in lines:
                tests[name, line].append(number)
            lines.clear()
    for path in files:
        unwatch(path, memory)
    return Reached({place: [each for each in of if each not in failed] for place, of in tests.items()}, seconds, failed)


def passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Whether a test passes, or is skipped; what the test after it needs too is kept."""
    from _pytest.runner import runtestprotocol  # noqa: PLC0415 - pytest has no public door to it

    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))
