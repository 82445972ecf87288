from __future__ import annotations

import os
import pty
import subprocess
from typing import TYPE_CHECKING

from support.command import environment, given

if TYPE_CHECKING:
    from pathlib import Path

STEPS = "; ".join(
    f"asked['progress']({what!r}, {done}, {of})"
    for what, done, of in [("loading ScanCode", 0, 0), ("reading texts", 1, 2), ("reading texts", 2, 2)]
)


def run(tmp_path: Path, *args: str, during: str = STEPS) -> subprocess.CompletedProcess[str]:
    command = [*given("clean", during=during), "audit", "x", *args]
    return subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)


def test_where_nobody_watches_a_slow_step_is_one_plain_line(tmp_path: Path) -> None:
    assert run(tmp_path).stderr == "auditor: loading ScanCode\nauditor: reading texts\n"


def test_quiet_says_nothing_of_it(tmp_path: Path) -> None:
    assert run(tmp_path, "-q").stderr == ""


def test_a_step_named_by_a_hostile_file_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    during = "asked['progress']('reading \\x1b[31mx\\n::error::y', 1, 2)"
    assert run(tmp_path, during=during).stderr == "auditor: reading x \u2237error::y\n"


def test_on_a_terminal_it_is_one_line_that_is_cleared_before_the_report(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [*given("clean", during=STEPS), "audit", "x"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), stdout=-1, stderr=theirs, check=False)
    os.close(theirs)
    drawn = os.read(ours, 10_000).decode()
    os.close(ours)
    assert drawn.split("\r\x1b[2K") == [
        "",
        "auditor: loading ScanCode",
        "auditor: reading texts 1/2",
        "auditor: reading texts 2/2",
        "",
    ]
    assert b"\x1b" not in done.stdout
    assert done.returncode == 0
