"""What `constraints.txt` pins can be installed on every Python that the project names."""

from __future__ import annotations

from importlib.metadata import distributions

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from support.pins import pins, pythons, requirements_of


def test_the_pythons_are_those_that_the_project_names() -> None:
    assert pythons() == (Version("3.11.0"), Version("3.12.0"), Version("3.13.0"))


def test_no_pin_refuses_a_python_that_the_project_names() -> None:
    pinned = pins()
    installed = [
        distribution
        for distribution in distributions()
        if pinned.get(canonicalize_name(distribution.name)) == Version(distribution.version)
    ]
    refusals = [
        f"{distribution.name} {distribution.version} requires Python {requires}, which excludes {python}"
        for distribution in installed
        for python in pythons()
        if (requires := distribution.metadata.get("Requires-Python")) and python not in SpecifierSet(requires)
    ]

    assert installed
    assert refusals == []


def test_every_dependency_is_pinned_within_its_bounds() -> None:
    pinned = pins()
    requirements = requirements_of("x86_64")

    assert len(requirements) > 10
    for requirement in requirements:
        assert pinned[canonicalize_name(requirement.name)] in requirement.specifier, requirement


@pytest.mark.parametrize(
    ("machine", "package"),
    [
        ("x86_64", "scancode-toolkit"),
        ("AMD64", "scancode-toolkit"),
        ("arm64", "scancode-toolkit-mini"),
        ("aarch64", "scancode-toolkit-mini"),
    ],
)
def test_every_machine_gets_one_scancode(machine: str, package: str) -> None:
    names = [requirement.name for requirement in requirements_of(machine) if "scancode" in requirement.name]

    assert names == [package]
