"""`make mutants`: faults put into the code that decides verdicts, one at a time, and whether a test fails.

Tests are collected once. A first run, watched, tells which tests reach which statement and how long each takes. Then
each fault is put into a forked process, where the functions of its module get their code anew, and the tests that reach
its statement run, the quickest first, until one fails twice. A sample of all faults is drawn by a seed, so that two
runs on the same code give the same page, but for times.

    python benchmarks/mutants.py [--sample 300] [--seed 10] [--out benchmarks/MUTANTS.md] [PATH...]

`--survivors` judges again only those that the page names, `--tests PATH` by these tests alone; neither writes the page.
`--wide` judges what survives by every other test of the default run too.
"""

from __future__ import annotations

import argparse
import ast
import gc
import os
import pickle
import random
import select
import signal
import sys
import time
import types
from collections import defaultdict
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

from mutants_operators import NOTED, Mutant, mutants, watched  # noqa: E402 - beside this file
from mutants_page import page, row_name, survivors  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MODULES = (
    "auditor/engine",
    "auditor/resolve/*.py",
    "auditor/verdict.py",
    "auditor/lineage/ancestry.py",
    "auditor/lineage/shape",
    "auditor/identify/copyrights",
)
TESTS = (
    "tests/unit/engine",
    "tests/unit/lineage",
    "tests/unit/identify",
    "tests/unit/resolve",
    "tests/unit/test_decoys.py",
    "tests/unit/test_described.py",
    "tests/unit/test_governing_files.py",
    "tests/unit/test_models_judged.py",
    "tests/unit/test_permissions.py",
    "tests/unit/test_pipeline.py",
    "tests/unit/test_public_cases.py",
    "tests/unit/test_resolve.py",
    "tests/unit/test_verdict.py",
    "tests/rules/test_cases.py",
    "tests/rules/test_legal_model.py",
    "tests/rules/test_models.py",
    "tests/rules/test_worked_examples.py",
    "tests/report/test_reasons.py",
    "tests/report/test_report_text.py",
    "tests/report/test_report_summary.py",
    "tests/test_examples.py",
    "tests/test_no_accusation.py",
)
LONG = (
    "tests/unit/identify/test_identify_titles.py",
    "tests/unit/identify/test_long_texts.py",
    "tests/unit/resolve/test_cards_as_audited.py",
)
"""Among these, what takes many seconds and asks the same as the others of many more texts: judges with `--wide`."""
_LEAST_SECONDS = 10.0
"""A fault may make a test slow; one that takes ten times as long as it did, and this at least, counts as failed."""
_SECONDS_TO_WATCH = 3600.0
_JOBS = 2
"""Faults that are judged side by side."""


class Reached(NamedTuple):
    """What the first run saw."""

    tests: dict[tuple[str, int], list[int]]
    """By file and line, the numbers of the tests that reach it."""
    seconds: dict[int, float]
    failed: list[str]


class Result(NamedTuple):
    """What became of a fault."""

    mutant: Mutant
    killed: str
    """The test that failed; "" for a survivor."""
    tests: int
    """How many tests reach its line."""


class Loop:
    """The plugin that runs faults in place of the tests."""

    def __init__(self, given: argparse.Namespace) -> None:
        self._given = given

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run them, and write the page."""
        began = time.monotonic()
        files = [path for pattern in self._given.paths or MODULES for path in _files(pattern)]
        near = [item for item in session.items if self._given.tests or _is_near(item)]
        reached = _first_run(near, files)
        if reached.failed:
            pytest.exit(f"the tests fail without any fault: {reached.failed}", 1)
        every = [mutant for path in files for mutant in mutants(path, path.read_text(encoding="utf-8"))]
        chosen = self._chosen(every)
        results = self._judged(chosen, near, reached)
        if self._given.wide:
            survivors = [result.mutant for result in results if not result.killed]
            others = sorted(set(session.items) - set(near), key=session.items.index)
            wide = self._judged(survivors, others, _first_run(others, [mutant.path for mutant in survivors]))
            results = [_together(result, wide) for result in results]
        if not self._given.survivors and not self._given.tests:
            text = page(results, ROOT, len(every), self._given.seed, time.monotonic() - began, wide=self._given.wide)
            self._given.out.write_text(text, encoding="utf-8")
        return True

    def _chosen(self, every: list[Mutant]) -> list[Mutant]:
        if self._given.survivors:
            named = survivors(self._given.out)
            return [mutant for mutant in every if row_name(mutant, ROOT) in named]
        sample = random.Random(self._given.seed).sample(every, min(self._given.sample, len(every)))  # noqa: S311
        return sorted(sample, key=lambda mutant: (str(mutant.path), mutant.line, mutant.after))

    def _judged(self, chosen: list[Mutant], items: list[pytest.Item], reached: Reached) -> list[Result]:
        """Whether a test fails with each fault in the code, in their order."""
        works, counts = [], []
        for mutant in chosen:
            numbers = _reaching(mutant, reached)
            limit = max(_LEAST_SECONDS, 10 * sum(reached.seconds[number] for number in numbers))
            works.append((partial(_first_failed, mutant, [items[number] for number in numbers]), limit))
            counts.append(len(numbers))
        answers: dict[int, str] = {}
        for number, answer in _forked(works, _JOBS):
            answers[number] = "no answer in time" if answer is None else str(answer)
            what = f"killed by {answers[number]}" if answers[number] else "SURVIVES"
            name = chosen[number].name.replace(f"{ROOT}/", "").replace("\n", " ")[:200]
            print(f"{len(answers)}/{len(chosen)} {name}: {what}", file=sys.__stderr__, flush=True)
        return [Result(mutant, answers[at], counts[at]) for at, mutant in enumerate(chosen)]


def _is_near(item: pytest.Item) -> bool:
    return item.nodeid.startswith(TESTS) and not item.nodeid.startswith(LONG)


def _together(result: Result, wide: list[Result]) -> Result:
    """A survivor of the tests near it, as the others judged it."""
    return next(
        (
            Result(result.mutant, other.killed, result.tests + other.tests)
            for other in wide
            if other.mutant is result.mutant
        ),
        result,
    )


def _files(pattern: str) -> list[Path]:
    if (ROOT / pattern).is_dir():
        return sorted((ROOT / pattern).rglob("*.py"))
    return sorted(ROOT.glob(pattern))


def _first_run(items: list[pytest.Item], files: list[Path]) -> Reached:
    """Every test once in processes of their own, with the lines of these files that it reaches."""
    parts = [items[start::_JOBS] for start in range(_JOBS)]
    numbers = [range(start, len(items), _JOBS) for start in range(_JOBS)]
    works = [(partial(_watched_run, part, set(files)), _SECONDS_TO_WATCH) for part in parts]
    reached = Reached(defaultdict(list), {}, [])
    for at, answer in _forked(works, _JOBS):
        if not isinstance(answer, Reached):
            pytest.exit("the tests give no answer without any fault", 1)
        reached.failed.extend(answer.failed)
        reached.seconds.update((numbers[at][number], seconds) for number, seconds in answer.seconds.items())
        for line, tests in answer.tests.items():
            reached.tests[line].extend(numbers[at][number] for number in tests)
    return reached


def _watched_run(items: list[pytest.Item], files: set[Path]) -> Reached:
    tests: dict[tuple[str, int], list[int]] = defaultdict(list)
    seconds, failed = {}, []
    seen = {path: _watched(path) for path in files}
    for number, (item, following) in enumerate(pairwise((*items, None))):
        began = time.monotonic()
        passed = _passes(item, following)
        seconds[number] = time.monotonic() - began
        failed += [] if passed else [item.nodeid]
        for path, lines in seen.items():
            for line in lines:
                tests[str(path), line].append(number)
            lines.clear()
    return Reached(dict(tests), seconds, failed)


def _watched(path: Path) -> set[int]:
    """Let the functions of a module note each statement that is run, by its line: what notes them, to be read."""
    lines: set[int] = set()
    tree = watched(ast.parse(path.read_text(encoding="utf-8")))
    module = _module(path)
    module.__dict__[NOTED] = lines.add
    _give(_run_anew(module, tree, {NOTED: lines.add}), module.__name__)
    return lines


def _reaching(mutant: Mutant, reached: Reached) -> list[int]:
    """The tests that reach the line of a fault; for one outside functions, those that reach its file."""
    path = str(mutant.path)
    numbers = set(reached.tests.get((path, mutant.statement), ()))
    if not mutant.statement:
        numbers = {number for (file, _), tests in reached.tests.items() if file == path for number in tests}
    return sorted(numbers, key=lambda number: (reached.seconds[number], number))


def _first_failed(mutant: Mutant, items: list[pytest.Item]) -> str:
    """The first test that fails, and fails again: one that is late on a busy machine is no judge."""
    try:
        _put_in(mutant)
    except Exception as error:  # noqa: BLE001 - a module that cannot be run any more is a fault that shows
        return f"import: {type(error).__name__}"
    for item, following in pairwise((*items, None)):
        if not _passes(item, following) and not _passes(item, following):
            return item.nodeid
    return ""


def _put_in(mutant: Mutant) -> None:
    """Give the functions and constants of the module, wherever they are kept by now, those of the changed source."""
    module = _module(mutant.path)
    fresh = _run_anew(module, mutant.tree, {})
    _give(fresh, module.__name__)
    for key, value in fresh.items():
        if not callable(value) and not key.startswith("__"):
            _exchange(module.__dict__.get(key), value, key)


def _module(path: Path) -> types.ModuleType:
    return sys.modules[".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")]


def _run_anew(module: types.ModuleType, tree: ast.Module, names: dict[str, object]) -> dict[str, Any]:
    """The names that a module's source makes, run in a module of its own."""
    fresh = types.ModuleType(module.__name__)
    fresh.__dict__.update({"__file__": module.__file__, "__package__": module.__package__, **names})
    exec(compile(tree, str(module.__file__), "exec"), fresh.__dict__)  # noqa: S102 - our own source
    return fresh.__dict__


def _give(fresh: dict[str, Any], name: str) -> None:
    """Let every function of the module, wherever it is kept by now, run the code of its namesake."""
    changed = {function.__qualname__: function for function in _functions(fresh)}
    for function in [each for each in gc.get_objects() if isinstance(each, types.FunctionType)]:
        wanted = changed.get(function.__qualname__) if function.__module__ == name else None
        if wanted and len(wanted.__code__.co_freevars) == len(function.__code__.co_freevars):
            function.__code__ = wanted.__code__
            if all(isinstance(value, (bool, int)) for value in (wanted.__kwdefaults__ or {}).values()):
                function.__kwdefaults__ = wanted.__kwdefaults__


def _exchange(before: object, after: object, key: str) -> None:
    """A constant, in its module and wherever it was imported."""
    for module in [each for name, each in sys.modules.items() if name.startswith("auditor.")]:
        if key in module.__dict__ and module.__dict__[key] is before:
            module.__dict__[key] = after


def _functions(names: dict[str, Any]) -> Iterator[types.FunctionType]:
    for value in list(names.values()):
        inner = getattr(value, "__wrapped__", value)
        if isinstance(inner, property):
            inner = inner.fget
        if isinstance(inner, (classmethod, staticmethod)):
            inner = inner.__func__
        inner = getattr(inner, "func", inner)
        if isinstance(inner, types.FunctionType):
            yield inner
        elif isinstance(inner, type) and inner.__module__ == names.get("__name__"):
            yield from _functions({**vars(inner), "__name__": inner.__module__})


def _passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Whether a test passes, or is skipped; what the test after it needs too is kept."""
    from _pytest.runner import runtestprotocol  # noqa: PLC0415 - pytest has no public door to it

    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _forked(works: list[tuple[Callable[[], object], float]], jobs: int) -> Iterator[tuple[int, Any]]:
    """The number and the answer of each work, in a process of its own; None where it takes too long, or dies."""
    waiting = list(enumerate(works))
    running: dict[int, _Child] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            number, (work, limit) = waiting.pop(0)
            child = _started(number, work, limit)
            running[child.pipe] = child
        least = min(child.end for child in running.values()) - time.monotonic()
        ready = select.select(list(running), [], [], max(0.0, least))[0]
        for pipe in ready:
            data = os.read(pipe, 1 << 20)
            running[pipe].data.append(data)
            if not data:
                yield _ended(running.pop(pipe))
        for late in [child for child in running.values() if child.end <= time.monotonic()]:
            os.kill(late.process, signal.SIGKILL)
            late.data.clear()
            yield _ended(running.pop(late.pipe))


class _Child(NamedTuple):
    number: int
    process: int
    pipe: int
    end: float
    data: list[bytes]


def _started(number: int, work: Callable[[], object], limit: float) -> _Child:
    receiving, sending = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(receiving)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        try:
            with os.fdopen(sending, "wb") as pipe:
                pipe.write(pickle.dumps(work()))
        finally:
            os._exit(0)
    os.close(sending)
    return _Child(number, process, receiving, time.monotonic() + limit, [])


def _ended(child: _Child) -> tuple[int, Any]:
    os.close(child.pipe)
    os.waitpid(child.process, 0)
    data = b"".join(child.data)
    return child.number, pickle.loads(data) if data else None  # noqa: S301 - our own process wrote it


def main() -> None:
    """Collect the tests, and hand over to the loop."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=10)
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "MUTANTS.md", help="the page")
    parser.add_argument("--survivors", action="store_true", help="only the faults that the page names as survivors")
    parser.add_argument("--tests", nargs="+", metavar="PATH", help="judge by these alone")
    parser.add_argument("--wide", action="store_true", help="judge survivors by all other tests too")
    parser.add_argument("paths", nargs="*", help=f"files or folders; default: {' '.join(MODULES)}")
    given = parser.parse_args()
    os.chdir(ROOT)
    options = ["-q", "-p", "no:cacheprovider", "-m", "not corpus and not scancode", "--capture=fd"]
    tests = ["tests"] if given.wide else given.tests or TESTS
    sys.exit(pytest.main([*options, *tests], plugins=[Loop(given)]))


if __name__ == "__main__":
    main()
