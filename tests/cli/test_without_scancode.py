"""Where ScanCode cannot be loaded, an audit still works, and says what it could not ask."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_UNKNOWN = """The Harbor Model Terms

You may look at these weights on Thursdays. Whoever holds them shall feed the lighthouse cat, must not sell the
lamp, and agrees that the keeper decides every dispute by the colour of the sea. Passing them on requires a lantern.
No warranty is given for fog, and all claims end at the harbour wall, whatever the tide may be on that day.
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "README.md").write_text("---\nlicense: other\n---\n# Harbor-1\n", encoding="utf-8")
    (folder / "LICENSE").write_text(_UNKNOWN, encoding="utf-8")
    (folder / "config.json").write_text("{}", encoding="utf-8")
    return folder


def _audit(model: Path, *options: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", **({"PYTHONPATH": str(path)} if path else {})}
    command = [sys.executable, "-m", "auditor", "audit", str(model), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_a_scancode_that_cannot_be_imported_leaves_the_text_undetermined(model: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken" / "licensedcode"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text(
        "raise ValueError(\"did not find any 'plugincode.location_provider' hooks\")", encoding="utf-8"
    )

    result = _audit(model, path=broken.parent)

    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert "license-unknown:unidentified-text:self" in result.stdout
    assert "ScanCode could not be loaded" in result.stdout
    assert "plugincode.location_provider" in result.stdout
    assert "NO FINDINGS" not in result.stdout.splitlines()[0]


@pytest.mark.scancode
def test_an_unknown_text_costs_one_load_and_stays_unknown(model: Path) -> None:
    for number in range(3):
        folder = model / f"part-{number}"
        folder.mkdir()
        (folder / "LICENSE").write_text(_UNKNOWN + f"Paragraph {number}.\n", encoding="utf-8")

    result = _audit(model)

    assert result.returncode == 1, result.stderr
    assert "license-unknown:unidentified-text:self" in result.stdout
    assert result.stderr.count("loading ScanCode") == 1
