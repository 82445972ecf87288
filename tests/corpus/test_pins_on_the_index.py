"""Every pin is on the package index for every Python that the project names: `make corpus`, skipped out of its reach.

pip chooses by Requires-Python and by wheel for the given Python, but reads the markers of dependencies for the Python
that runs it.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from support.pins import CONSTRAINTS, pins, pythons, requirements_of

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


def _chosen(folder: Path) -> dict[str, Version]:
    """What pip would install, by its report."""
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return {
        canonicalize_name(package["metadata"]["name"]): Version(package["metadata"]["version"])
        for package in report["install"]
    }


@pytest.mark.usefixtures("_index")
@pytest.mark.parametrize("python", pythons(), ids=str)
def test_the_pins_resolve_to_wheels_for_this_python(python: Version, tmp_path: Path) -> None:
    only = ["--python-version", str(python), "--only-binary=:all:", "--constraint", str(CONSTRAINTS)]
    requirements = [str(requirement) for requirement in requirements_of(platform.machine())]

    result = _dry_run(tmp_path, *only, *requirements)

    assert result.returncode == 0, result.stderr
    chosen = _chosen(tmp_path)
    assert len(chosen) > len(requirements)
    # the pins are resolved for x86-64, where this one is not installed
    assert {name for name, version in chosen.items() if version != pins().get(name)} <= {"scancode-toolkit-mini"}


@pytest.mark.usefixtures("_index")
@pytest.mark.parametrize(
    ("machine", "tags"),
    [
        ("arm64", ["macosx_14_0_arm64", "macosx_11_0_arm64"]),
        ("aarch64", ["manylinux_2_34_aarch64", "manylinux_2_28_aarch64", "manylinux_2_17_aarch64"]),
    ],
)
def test_there_are_wheels_for_arm_machines(machine: str, tags: list[str], tmp_path: Path) -> None:
    only = ["--python-version", "3.12.0", "--only-binary=:all:", "--constraint", str(CONSTRAINTS)]
    platforms = [f"--platform={tag}" for tag in tags]
    requirements = [f"{requirement.name}{requirement.specifier}" for requirement in requirements_of(machine)]

    result = _dry_run(tmp_path, *only, *platforms, *requirements)

    assert result.returncode == 0, result.stderr
    assert "scancode-toolkit-mini" in _chosen(tmp_path)
