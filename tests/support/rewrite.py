"""Rewrites what is generated: the examples' expected.txt and the help in the README.

    python tests/support/rewrite.py

Look at the difference before you commit it: it is what users will see.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from click.testing import CliRunner

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


def rewrite() -> None:
    """Write all of it."""
    os.chdir(ROOT)
    for example in sorted(ROOT.glob("examples/*/repo")):
        (example.parent / "expected.txt").write_text(report(example.parent.name), encoding="utf-8")
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    block = f"<!-- help: auditor audit -->\n```\n{help_text().strip()}\n```\n"
    path.write_text(
        re.sub(r"<!-- help: auditor audit -->\n(?:```\n.*?```\n)?", lambda _: block, text, flags=re.DOTALL),
        encoding="utf-8",
    )


if __name__ == "__main__":
    rewrite()
