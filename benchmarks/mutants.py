"""`make mutants`: faults put into the code that decides verdicts, one at a time, and whether a test fails.

Tests are collected once. A first run, watched, tells which tests reach which statement and how long each takes. Then
each fault is put into a forked process, where the functions of its module get their code anew, and the tests that reach
its statement run, those first that noticed faults nearby and then the quickest, until one fails twice. A sample of all
faults is drawn by a seed, so that two runs on the same code write the same page, but for times.

    python benchmarks/mutants.py [--sample 300] [--seed 10] [--out benchmarks/MUTANTS.md] [PATH...]
    python benchmarks/mutants.py --full [--minutes 60] [--jobs 1]

`--full` judges all faults, those that the journal does not know, and writes how far it came: it can be stopped and run
again. `--resume` lets a sample use the journal too. `--survivors` judges only those that the journal knows as such,
`--tests PATH` by these tests alone; neither writes the page.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

from mutants_journal import Journal  # noqa: E402 - beside this file
from mutants_operators import Mutant, mutants  # noqa: E402
from mutants_page import reasons_of_nothing, section_of_all, section_of_sample, with_section  # noqa: E402
from mutants_run import Folders, Judges, Open, Result, file_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = (
    "auditor/verdict.py",
    "auditor/engine",
    "auditor/resolve/*.py",
    "auditor/lineage/ancestry.py",
    "auditor/identify/copyrights",
    "auditor/lineage/shape",
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
    "tests/unit/test_names_and_forms.py",
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
"""Among these, what takes many seconds and asks the same as the others of many more texts: judges no fault."""
_OPTIONS = (
    "-q",
    *("-m", "not corpus and not scancode"),
    # a failing test is only counted: nothing is kept of what it printed, compared or raised
    *("--capture=no", "--assert=plain", "--tb=native"),
    *(
        f"-pno:{name}"
        for name in ("cacheprovider", "logging", "faulthandler", "threadexception", "unraisableexception")
    ),
)


class Loop:
    """The plugin that runs faults in place of the tests."""

    def __init__(self, given: argparse.Namespace) -> None:
        self._given = given
        self._is_red = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run them, and write the page."""
        given = self._given
        began = time.monotonic()
        every = [each for path in _files(given.paths) for each in mutants(path, path.read_text(encoding="utf-8"))]
        items = [item for item in session.items if given.tests or not item.nodeid.startswith(LONG)]
        tests = sorted({file_of(item) for item in items})
        journal = Journal(ROOT / ".mutants" / "journal.jsonl", ROOT, tests, _files(given.paths))
        chosen = self._chosen(every, journal)
        uses_journal = (given.full or given.resume) and not given.anew
        known = [journal.result(each) if uses_journal else None for each in chosen]
        left = [
            journal.left(each) if uses_journal else Open(each)
            for each, result in zip(chosen, known, strict=True)
            if result is None
        ]
        results = {result.mutant: result for result in known if result}
        for result in self._judged(items, left, began):
            results[result.mutant] = result
            if not given.tests:
                journal.write(result)
        self._write([results[each] for each in chosen if each in results], every, time.monotonic() - began)
        return True

    def _chosen(self, every: list[Mutant], journal: Journal) -> list[Mutant]:
        if self._given.survivors:
            return [each for each in every if journal.survived(each)]
        if self._given.full:
            return every
        # by a digest of each, so that a change of the code changes the sample no more than it has to
        drawn = sorted(every, key=lambda each: sha256(f"{self._given.seed} {each.name(ROOT)}".encode()).digest())
        return sorted(drawn[: self._given.sample], key=lambda each: (str(each.path), each.line, each.after))

    def _judged(self, items: list[pytest.Item], left: list[Open], began: float) -> Iterator[Result]:
        if not left:
            return
        judges = Judges(items, sorted({fault.mutant.path for fault in left}), ROOT)
        print(f"first run: {time.monotonic() - began:.0f} s, {_cpu():.0f} s of a core", file=sys.__stderr__, flush=True)
        for test in judges.failed:
            print(f"fails without any fault, so that no page is written: {test}", file=sys.__stderr__)
        self._is_red = bool(judges.failed)
        faults = (fault for fault in left if not self._is_late(began))
        for count, result in enumerate(judges.judged(faults, self._given.jobs), start=1):
            what = f"killed by {result.killed}" if result.killed else "SURVIVES"
            print(f"{count}/{len(left)} {result.mutant.name(ROOT)}: {what}", file=sys.__stderr__, flush=True)
            yield result
        print(f"all: {time.monotonic() - began:.0f} s, {_cpu():.0f} s of a core", file=sys.__stderr__, flush=True)

    def _is_late(self, began: float) -> bool:
        return self._given.minutes is not None and time.monotonic() - began > 60 * self._given.minutes

    def _write(self, results: list[Result], every: list[Mutant], seconds: float) -> None:
        given = self._given
        if given.survivors or given.tests or given.paths or self._is_red:
            return
        for name in reasons_of_nothing(every, ROOT):
            print(f"no such fault any more: {name}", file=sys.__stderr__)
        day = datetime.now(tz=UTC).date()
        page = given.out.read_text(encoding="utf-8") if given.out.is_file() else ""
        if given.full:
            page = with_section(page, section_of_all(results, ROOT, every, day))
        else:
            page = with_section(
                page, section_of_sample(results, ROOT, len(every), given.seed, None if given.resume else seconds)
            )
        given.out.write_text(page, encoding="utf-8")


def _files(patterns: list[str]) -> list[Path]:
    return [path for pattern in patterns or MODULES for path in _matching(pattern)]


def _matching(pattern: str) -> list[Path]:
    if (ROOT / pattern).is_dir():
        return sorted((ROOT / pattern).rglob("*.py"))
    return sorted(ROOT.glob(pattern))


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """Collect the tests, and hand over to the loop."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=10)
    parser.add_argument("--full", action="store_true", help="all faults, but for those that the journal knows")
    parser.add_argument(
        "--resume", action="store_true", help="of a sample too, only those that the journal does not know"
    )
    parser.add_argument("--anew", action="store_true", help="whatever the journal knows")
    parser.add_argument("--minutes", type=float, help="begin no fault later")
    parser.add_argument("--jobs", type=int, default=2, help="faults that are judged side by side")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "MUTANTS.md", help="the page")
    parser.add_argument("--survivors", action="store_true", help="only the faults that the journal knows as survivors")
    parser.add_argument("--tests", nargs="+", metavar="PATH", help="judge by these alone")
    parser.add_argument("paths", nargs="*", help=f"files or folders; default: {' '.join(MODULES)}")
    given = parser.parse_args()
    os.chdir(ROOT)
    # a failure is only counted: its smallest example is not looked for
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile("mutants", phases=phases, derandomize=True, database=None, deadline=None)
    hypothesis.settings.load_profile("mutants")
    sys.exit(pytest.main([*_OPTIONS, *(given.tests or TESTS)], plugins=[Loop(given), Folders()]))


if __name__ == "__main__":
    main()
