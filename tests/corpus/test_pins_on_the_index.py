"""Every pin is on the package index for every Python that the project names: `make corpus`, skipped out of its reach.

pip chooses by Requires-Python and by wheel for the given Python, but reads the markers of dependencies for the Python
that runs it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from support.pins import CONSTRAINTS, pins, project, pythons

pytestmark = pytest.mark.corpus

_ASK = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--dry-run", "--ignore-installed"]


def _dry_run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*_ASK, "--quiet", "--target", str(folder / "target"), "--report", str(folder / "report.json")]
    return subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def _index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skips where no package can be had at all."""
    if _dry_run(tmp_path_factory.mktemp("reach"), "--no-deps", "iniconfig").returncode:
        pytest.skip("the package index is out of reach")


@pytest.mark.usefixtures("_index")
@pytest.mark.parametrize("python", pythons(), ids=str)
def test_the_pins_resolve_to_wheels_for_this_python(python: Version, tmp_path: Path) -> None:
    requirements = [*project()["dependencies"], *project()["optional-dependencies"]["dev"]]
    only = ["--python-version", str(python), "--only-binary=:all:", "--constraint", str(CONSTRAINTS)]

    result = _dry_run(tmp_path, *only, *requirements)

    assert result.returncode == 0, result.stderr
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    chosen = {
        canonicalize_name(package["metadata"]["name"]): Version(package["metadata"]["version"])
        for package in report["install"]
    }
    assert chosen.items() <= pins().items()
    assert {canonicalize_name("scancode-toolkit"), canonicalize_name("pytest")} <= set(chosen)
