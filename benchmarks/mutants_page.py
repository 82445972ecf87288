"""The page that `make mutants` writes: how many faults die, and why each of the others may live."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Any

from auditor.patterns import regex

if TYPE_CHECKING:
    from pathlib import Path

    from mutants import Result
    from mutants_operators import Mutant

_REASONS = "mutants_reasons.toml"
_MOST = 240
"""Characters of a fault that a row shows, on each side."""


def page(results: list[Result], root: Path, every: int, seed: int, seconds: float, *, wide: bool) -> str:
    """The whole page."""
    rooms = Counter(_room(result, root) for result in results)
    killed = Counter(_room(result, root) for result in results if result.killed)
    survive = [result for result in results if not result.killed]
    reasons = _reasons(root)
    judges = "all tests of the default run" if wide else "the tests near that code, the worked examples among them,"
    lines = [
        "# Which faults the tests notice",
        "",
        f"Written by `make mutants`: {len(results)} of {every} faults, by the seed {seed}, in {seconds / 60:.0f} min.",
        "A fault is one comparison, condition, number, truth value, `and`, `not` or call changed in the code that",
        f"decides verdicts; strings are left alone. It dies when one of {judges} fails twice.",
        "A survivor was judged by every one of them that reaches its line: it changes no verdict of a worked example.",
        "",
        "| room | faults | die | share |",
        "|---|--:|--:|--:|",
        *(
            f"| `{room}` | {count} | {killed[room]} | {100 * killed[room] / count:.0f} % |"
            for room, count in sorted(rooms.items())
        ),
        f"| all | {len(results)} | {killed.total()} | {100 * killed.total() / max(1, len(results)):.1f} % |",
        "",
        *_notes(root),
        "## Survivors",
        "",
        "The reasons are kept in `mutants_reasons.toml`, by file and fault.",
        "",
        "| place | fault | why it may live |",
        "|---|---|---|",
        *(_row(result, root, reasons) for result in survive),
        "",
    ]
    return "\n".join(lines)


def row_name(mutant: Mutant, root: Path) -> str:
    """The fault by its file, whatever its line: `auditor/verdict.py: a < b → a <= b`."""
    return f"{mutant.path.relative_to(root)}: {_short(mutant.before)} → {_short(mutant.after)}"


def survivors(page: Path) -> set[str]:
    """The survivors that a page names, as `row_name` does."""
    rows = regex(r"\| ([^:|]+):\d+ \| `(.+)` \| [^`]*")
    matches = (rows.fullmatch(line) for line in page.read_text(encoding="utf-8").splitlines())
    return {f"{row[1]}: {row[2]}".replace("\\|", "|") for row in matches if row}


def _room(result: Result, root: Path) -> str:
    """`auditor/engine`, `auditor/lineage/shape`: the folder that the file is in; a file of `auditor/` itself."""
    path = result.mutant.path.relative_to(root)
    return str(path.parent if len(path.parts) > len(("auditor", "verdict.py")) else path)


def _row(result: Result, root: Path, reasons: dict[str, str]) -> str:
    name = row_name(result.mutant, root)
    path, _, fault = name.partition(": ")
    shown = fault.replace("|", "\\|")
    return f"| {path}:{result.mutant.line} | `{shown}` | {reasons.get(name, 'not looked at yet')} |"


def _short(code: str) -> str:
    line = " ".join(code.split())
    return line if len(line) <= _MOST else f"{line[:_MOST]}…"


def _reasons(root: Path) -> dict[str, str]:
    return dict(_kept(root).get("reasons", {}))


def _notes(root: Path) -> list[str]:
    """What other runs came to, as somebody wrote it down."""
    return [line for note in _kept(root).get("notes", ()) for line in (str(note), "")]


def _kept(root: Path) -> dict[str, Any]:
    path = root / "benchmarks" / _REASONS
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
