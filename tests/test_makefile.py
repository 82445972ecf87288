"""`make` says in one sentence what the machine lacks, before it makes anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def _make(folder: Path, python: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`make demo` with that Python and an environment of its own in the folder."""
    command = ["make", "--no-print-directory", "demo", f"PYTHON={python}", f"VENV={folder / 'venv'}"]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        command, cwd=_ROOT, env=inherited | environment, capture_output=True, text=True, check=False, timeout=60
    )


def _assert_refused(result: subprocess.CompletedProcess[str], folder: Path, sentence: str) -> None:
    assert result.returncode == 2
    assert result.stderr.splitlines()[0] == sentence
    assert not (folder / "venv").exists()


def test_an_old_python_is_refused_with_its_version(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && { echo Python 3.10.13; exit 0; }\nexit 1\n', encoding="utf-8")
    old.chmod(0o755)

    _assert_refused(
        _make(tmp_path, old),
        tmp_path,
        "auditor needs Python 3.11 or newer, and this is Python 3.10.13: name another, "
        "as in: make PYTHON=python3.12 demo",
    )


def test_a_python_that_is_not_there_is_named(tmp_path: Path) -> None:
    _assert_refused(
        _make(tmp_path, "no-such-python"),
        tmp_path,
        "no-such-python is not there: name a Python 3.11 or newer, as in: make PYTHON=python3.12 demo",
    )


def test_a_python_without_venv_names_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "ensurepip.py").write_text("raise ImportError\n", encoding="utf-8")

    _assert_refused(
        _make(tmp_path, sys.executable, PYTHONPATH=str(tmp_path)),
        tmp_path,
        f"{sys.executable} cannot make a virtual environment: "
        "install its venv module (Debian, Ubuntu: apt install python3-venv)",
    )
