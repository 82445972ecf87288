"""The page that `make mutants` writes: how many faults die, and why each of the others may live."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from mutants import Result

_REASONS = "mutants_reasons.toml"


def page(results: list[Result], root: Path, every: int, seed: int, seconds: float) -> str:
    """The whole page."""
    rooms = Counter(_room(result, root) for result in results)
    killed = Counter(_room(result, root) for result in results if result.killed)
    survivors = [result for result in results if not result.killed]
    reasons = _reasons(root)
    lines = [
        "# Which faults the tests notice",
        "",
        f"Written by `make mutants`: {len(results)} of {every} faults, by the seed {seed}, in {seconds / 60:.0f} min.",
        "A fault is one comparison, condition, number, truth value, `and`, `not` or call changed in the code that",
        "decides verdicts; strings are left alone. It dies when a test fails. The worked examples are among the tests,",
        "so no survivor changes a verdict of theirs.",
        "",
        "| room | faults | die | share |",
        "|---|--:|--:|--:|",
        *(
            f"| `{room}` | {count} | {killed[room]} | {100 * killed[room] / count:.0f} % |"
            for room, count in sorted(rooms.items())
        ),
        f"| all | {len(results)} | {killed.total()} | {100 * killed.total() / max(1, len(results)):.1f} % |",
        "",
        "## Survivors",
        "",
        "| place | fault | tests that reach it | why it may live |",
        "|---|---|--:|---|",
        *(_row(result, root, reasons) for result in survivors),
        "",
    ]
    return "\n".join(lines)


def _room(result: Result, root: Path) -> str:
    """`auditor/engine`, `auditor/lineage/shape`: the folder that the file is in; a file of `auditor/` itself."""
    path = result.mutant.path.relative_to(root)
    return str(path.parent if len(path.parts) > len(("auditor", "verdict.py")) else path)


def _row(result: Result, root: Path, reasons: dict[str, str]) -> str:
    mutant = result.mutant
    place = f"{mutant.path.relative_to(root)}:{mutant.line}"
    fault = f"{_short(mutant.before)} → {_short(mutant.after)}"
    key = f"{mutant.path.relative_to(root)}: {_short(mutant.before)} → {_short(mutant.after)}"
    shown = fault.replace("|", "\\|")
    return f"| {place} | `{shown}` | {result.tests} | {reasons.get(key, 'not looked at yet')} |"


def _short(code: str) -> str:
    line = " ".join(code.split())
    return line if len(line) <= 90 else f"{line[:90]}…"  # noqa: PLR2004 - fits a row


def _reasons(root: Path) -> dict[str, str]:
    path = root / "benchmarks" / _REASONS
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
