"""What the README says is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from auditor.cli.config import read
from auditor.knowledge import Knowledge
from support.pins import project
from support.rewrite import accuracy, help_text

_ROOT = Path(__file__).resolve().parents[1]
_README = (_ROOT / "README.md").read_text(encoding="utf-8")


def test_the_help_in_the_readme_is_the_help() -> None:
    block = re.search(r"<!-- help: auditor audit -->\n```\n(.*?)```\n", _README, re.DOTALL)

    assert block is not None
    assert block.group(1).strip() == help_text().strip()


def test_the_accuracy_in_the_readme_is_the_measured_one() -> None:
    assert f"<!-- accuracy -->\n{accuracy()}\n" in _README


def test_every_rule_the_readme_names_exists(knowledge: Knowledge) -> None:
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", _README.split("## What it finds")[1].split("## Use")[0]))
    rules = {rule.id for rule in knowledge.rules}

    assert named
    assert named <= rules | {"base-model"}


def test_every_make_target_the_readme_names_exists() -> None:
    makefile = (_ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))

    assert set(re.findall(r"`make ([a-z]+)`", _README)) <= targets
    assert set(re.findall(r"^\$ make ([a-z]+)$", _README, re.MULTILINE)) == {"demo", "test"}


def test_ci_runs_the_readmes_test_command_and_nothing_else() -> None:
    lines = [line for line in (_ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines() if line.strip()]
    commands = [line for line in lines if not line.startswith(("#", "set ", "cd "))]

    assert commands == ["make test"]


def test_the_configuration_in_the_readme_is_valid(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", _README, re.DOTALL)
    assert len(blocks) == 3
    path = tmp_path / "auditor.toml"
    path.write_text("\n".join(sorted(blocks, key=lambda block: "[use]" in block)), encoding="utf-8")

    config = read(path)

    assert config.use is not None
    assert config.use.commercial
    assert config.waivers[0].finding == "attribution-phrase-missing:llama3.1:meta-llama/Llama-3.1-8B"


@pytest.mark.parametrize("layer", ["cli", "pipeline", "report", "engine", "lineage", "resolve", "identify", "sources"])
def test_the_layers_in_the_readme_are_those_of_the_contract(layer: str) -> None:
    contract = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = " > ".join(contract[0]["layers"])

    assert layers in _README
    assert layer in layers


def test_an_install_without_scancode_names_every_other_dependency() -> None:
    command = re.search(r"^\$ python -m pip install (?!-|\.$)(.+)$", _README, re.MULTILINE)
    assert command is not None
    required = {requirement.name for requirement in map(Requirement, project()["dependencies"])}

    # pluggy is there for ScanCode alone
    assert set(command.group(1).split()) == required - {"scancode-toolkit", "scancode-toolkit-mini", "pluggy"}


@pytest.mark.parametrize("words", ["about a minute, 920 MB; once", "about 12 minutes, 1.4 GB of memory"])
def test_the_readme_and_make_give_the_same_figures(words: str) -> None:
    assert f"({words})" in _README
    assert f"({words})" in (_ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_make_target_that_contributing_names_exists() -> None:
    makefile = (_ROOT / "Makefile").read_text(encoding="utf-8")
    text = (_ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`make ([a-z]+)`", text))

    assert {"fix", "check", "corpus"} <= named
    assert named <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
