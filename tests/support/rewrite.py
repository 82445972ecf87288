"""Rewrites what is generated: the examples' expected.txt, the help and the accuracy table in the README,
the list of SPDX ids.

    python tests/support/rewrite.py

Look at the difference before you commit it: it is what users will see.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from click.testing import CliRunner
from license_expression import get_spdx_licensing

from auditor.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = re.compile(r"auditor \S+, rules [0-9a-f]{12}")


def report(name: str) -> str:
    """What auditing an example prints, without versions."""
    arguments = ["audit", f"examples/{name}/repo", "--as-of", "2026-11-22", "--no-scancode"]
    result = CliRunner().invoke(main, arguments, color=False, env={"COLUMNS": "100", "NO_COLOR": "1"})
    return VERSIONS.sub("auditor X, rules Y", result.stdout)


def help_text() -> str:
    """`auditor audit --help` at 100 columns."""
    return CliRunner().invoke(main, ["audit", "--help"], prog_name="auditor", terminal_width=100).output


def listed_ids() -> str:
    """Every id that license-expression knows, after `WITH ` if it is an exception, with its aliases, a line each."""
    symbols = get_spdx_licensing().known_symbols
    named = {key: f"WITH {key}" if symbols[key].is_exception else key for key in sorted(symbols)}
    return "".join("\t".join((name, *symbols[key].aliases)) + "\n" for key, name in named.items())


def accuracy() -> str:
    """The rows of benchmarks/ACCURACY.md about unchanged texts and about misspelled ones, for the README."""
    lines = (ROOT / "benchmarks" / "ACCURACY.md").read_text(encoding="utf-8").split("\n")
    head = (
        "texts, in %",
        "engine",
        "right",
        "right, not exact",
        "wrong: relative",
        "wrong: other",
        "unidentified",
        "ms",
    )
    table = [f"| {' | '.join(head)} |", "|---|---|--:|--:|--:|--:|--:|--:|"]
    section = ""
    for line in lines:
        if line.startswith("## "):
            section = line.removeprefix("## ")
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] in ("original", "1 % word noise") and section:
            texts = f"{section}, {'as they are' if cells[0] == 'original' else cells[0]}"
            table.append(f"| {texts} | {' | '.join((cells[1], cells[2], cells[3], *cells[5:9]))} |")
    return "\n".join(table)


def rewrite() -> None:
    """Write all of it."""
    os.chdir(ROOT)
    (ROOT / "auditor" / "spdx" / "listed.txt").write_text(listed_ids(), encoding="utf-8")
    for example in sorted(ROOT.glob("examples/*/repo")):
        (example.parent / "expected.txt").write_text(report(example.parent.name), encoding="utf-8")
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    block = f"<!-- help: auditor audit -->\n```\n{help_text().strip()}\n```\n"
    place = re.compile(r"<!-- help: auditor audit -->\n(?:```\n.*?```\n)?", re.DOTALL)
    text = place.sub(lambda _: block, text)
    table = re.compile(r"<!-- accuracy -->\n(?:\|.*\n)*")
    path.write_text(table.sub(lambda _: f"<!-- accuracy -->\n{accuracy()}\n", text), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
