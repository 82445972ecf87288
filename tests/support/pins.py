"""What `constraints.txt` pins, and the Pythons that the project says it runs on."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
CONSTRAINTS = ROOT / "constraints.txt"


def project() -> dict[str, Any]:
    """The `[project]` table of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def requirements_of(machine: str) -> tuple[Requirement, ...]:
    """What the project and its `dev` extra require on that machine (`platform.machine()`)."""
    requirements = map(Requirement, [*project()["dependencies"], *project()["optional-dependencies"]["dev"]])
    return tuple(
        requirement
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate({"platform_machine": machine})
    )


def pins() -> dict[NormalizedName, Version]:
    """The one version that `constraints.txt` allows of each package.

    Raises `ValueError` where a line is anything but `name==version`.
    """
    pinned = {}
    for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        requirement = Requirement(line)
        (specifier,) = requirement.specifier
        if specifier.operator != "==" or requirement.marker is not None:
            raise ValueError(line)
        pinned[canonicalize_name(requirement.name)] = Version(specifier.version)
    return pinned


def pythons() -> tuple[Version, ...]:
    """The first release of each Python that the project names: 3.11.0, and so on.

    The floor is that of `requires-python`; the others are those of the classifiers.
    """
    floors = [
        Version(specifier.version)
        for specifier in SpecifierSet(project()["requires-python"])
        if specifier.operator == ">="
    ]
    named = [
        Version(classifier.removeprefix("Programming Language :: Python :: "))
        for classifier in project()["classifiers"]
        if classifier.startswith("Programming Language :: Python :: 3.")
    ]
    return tuple(sorted({Version(f"{version.major}.{version.minor}.{version.micro}") for version in floors + named}))
