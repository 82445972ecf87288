"""The page that `make mutants` writes: how many faults die, and why each of the others may live."""

from __future__ import annotations

import tomllib
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mutants_operators import Mutant
    from mutants_run import Result

_REASONS = "mutants_reasons.toml"
_NO_REASON = "not looked at yet"
_HEAD = """\
# Which faults the tests notice

Written by `make mutants`. A fault is one comparison, condition, number, truth value, `and`, `not` or call changed in
the code that decides verdicts; strings are left alone. It dies when a test near that code fails twice. A survivor was
judged by every one of these tests that reaches its line. The worked examples are among them, so no survivor changes a
verdict of a worked example.

The reasons are kept in `mutants_reasons.toml`, by file, function and fault.
"""
_SAMPLE = "## A sample"
_ALL = "## All faults"


def with_section(page: str, section: str) -> str:
    """The page with this section in place of the one of the same heading; the others stay as they are."""
    heading = section.partition("\n")[0]
    sections = {each.partition("\n")[0]: each for each in (f"## {part}" for part in page.split("\n## ")[1:])}
    sections[heading] = section
    return "\n".join([_HEAD, *(sections[each].rstrip("\n") + "\n" for each in (_SAMPLE, _ALL) if each in sections)])


def section_of_sample(results: list[Result], root: Path, every: int, seed: int, seconds: float | None) -> str:
    """What `make mutants` found, in how many seconds; None where some were judged before."""
    time = "in pieces, with `--resume`" if seconds is None else f"in {seconds / 60:.0f} min"
    reasons = _reasons(root)
    survive = [result.mutant for result in results if not result.killed]
    rows = (
        f"| {_place(each, root)} | {_code(each)} | {reasons.get(each.name(root), _NO_REASON)} |" for each in survive
    )
    lines = [
        _SAMPLE,
        "",
        f"{len(results)} of {every} faults, drawn by the seed {seed}, judged {time}.",
        "",
        *_table(results, root),
        "",
        "| survivor | fault | why it may live |",
        "|---|---|---|",
        *rows,
        "",
    ]
    return "\n".join(lines)


def section_of_all(results: list[Result], root: Path, every: list[Mutant], day: date) -> str:
    """What `benchmarks/mutants.py --full` found: all faults, or as far as it came."""
    reasons = _reasons(root)
    survive = [result.mutant for result in results if not result.killed]
    explained = sum(each.name(root) in reasons for each in survive)
    whole = "All" if len(results) == len(every) else f"{len(results)} of"
    lines = [
        _ALL,
        "",
        f"{whole} {len(every)} faults were judged by {day}, in pieces, with `benchmarks/mutants.py --full`.",
        f"Of {len(survive)} survivors {explained} have a reason.",
        "",
        *_table(results, root),
    ]
    for path, mutants in groupby(
        sorted(survive, key=lambda each: (str(each.path), each.line)), key=lambda each: each.path
    ):
        lines += ["", f"### {path.relative_to(root)}", "", "| line | fault | why it may live |", "|--:|---|---|"]
        lines += [f"| {each.line} | {_code(each)} | {reasons.get(each.name(root), _NO_REASON)} |" for each in mutants]
    return "\n".join([*lines, ""])


def reasons_of_nothing(every: list[Mutant], root: Path) -> list[str]:
    """The reasons whose fault the code does not have any more."""
    return sorted(set(_reasons(root)) - {each.name(root) for each in every})


def _table(results: list[Result], root: Path) -> list[str]:
    rooms = Counter(_room(result.mutant, root) for result in results)
    killed = Counter(_room(result.mutant, root) for result in results if result.killed)
    return [
        "| room | faults | die | share |",
        "|---|--:|--:|--:|",
        *(
            f"| `{room}` | {count} | {killed[room]} | {100 * killed[room] / count:.0f} % |"
            for room, count in sorted(rooms.items())
        ),
        f"| all | {len(results)} | {killed.total()} | {100 * killed.total() / max(1, len(results)):.1f} % |",
    ]


def _room(mutant: Mutant, root: Path) -> str:
    """`auditor/engine`, `auditor/lineage/shape`: the folder that the file is in; a file of `auditor/` itself."""
    path = mutant.path.relative_to(root)
    return str(path.parent if len(path.parts) > len(("auditor", "verdict.py")) else path)


def _place(mutant: Mutant, root: Path) -> str:
    return f"{mutant.path.relative_to(root)}:{mutant.line}"


def _code(mutant: Mutant) -> str:
    shown = mutant.fault.replace("|", "\\|")
    return f"``{shown}``" if "`" in shown else f"`{shown}`"


def _reasons(root: Path) -> dict[str, str]:
    path = root / "benchmarks" / _REASONS
    return dict(tomllib.loads(path.read_text(encoding="utf-8")).get("reasons", {})) if path.is_file() else {}
