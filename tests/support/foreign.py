"""Programs of others, from the registries: each in a place of its own below .corpus, downloaded once."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pytest

_PLACE = Path(__file__).resolve().parents[2] / ".corpus"


def npm(*packages: str) -> Path:
    """A folder in whose node_modules the packages are (`name@version`); skips the test where they are out of reach."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("Node.js and npm are not installed")
    folder = _PLACE / "npm" / _key(packages)
    if not (folder / "complete").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
        command = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--ignore-scripts", "--omit=optional"]
        _run([*command, *packages], folder)
        (folder / "complete").touch()
    return folder


def python(*requirements: str) -> Path:
    """The interpreter of a virtual environment that has these packages; skips where they are out of reach."""
    folder = _PLACE / "venvs" / _key(requirements)
    interpreter = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not (folder / "complete").is_file():
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=sys.platform != "win32").create(folder)
        _run(
            [str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements], folder
        )
        (folder / "complete").touch()
    return interpreter


def answer(command: list[str], folder: Path) -> Any:  # noqa: ANN401 - JSON
    """The JSON that a program prints; raises `AssertionError` with what it says where it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return json.loads(done.stdout)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"out of reach: {' '.join(command[-3:])}")


def _key(packages: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(packages).encode()).hexdigest()[:16]
