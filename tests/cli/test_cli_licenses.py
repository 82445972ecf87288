from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from auditor.cli.main import main
from support.command import environment

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.knowledge import Knowledge

HEAVY = {"pydantic", "rich", "scancode", "huggingface_hub", "license_expression", "yaml", "auditor.model"}
HELP = """
import sys
from auditor.cli.main import main
main(["licenses", *{args!r}, "--help"], standalone_mode=False)
print(sorted({heavy!r} & set(sys.modules)), file=sys.stderr)
"""


def licenses(*args: str) -> Result:
    return CliRunner().invoke(main, ["licenses", *args])


@pytest.mark.parametrize("args", [[], ["list"], ["show"], ["diff"]])
def test_help_loads_nothing_heavy(tmp_path: Path, args: list[str]) -> None:
    code = HELP.format(args=args, heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"
    assert done.stdout.startswith("Usage: ")


def test_help_names_the_commands_in_the_order_a_reader_needs_them() -> None:
    shown = licenses("--help").stdout.split("Commands:")[1]
    assert [line.split()[0] for line in shown.splitlines() if line.startswith("  ")] == ["list", "show", "diff"]


def test_list_names_every_license(knowledge: Knowledge) -> None:
    lines = licenses("list").stdout.splitlines()
    assert [line.split()[0] for line in lines[:-2] if line[0] != " "] == sorted(
        profile.key for profile in knowledge.profiles
    )


def test_list_of_a_kind_has_that_kind_only() -> None:
    report = json.loads(licenses("list", "--kind", "rail", "--format", "json").stdout)
    assert report["format"] == "auditor-licenses/1"
    assert {license_["kind"] for license_ in report["licenses"]} == {"rail"}
    assert "deepseek-model-1.0" in [license_["key"] for license_ in report["licenses"]]
    assert "llama3 " not in licenses("list", "--kind", "rail").stdout


def test_a_kind_that_is_none_is_a_wrong_use() -> None:
    result = licenses("list", "--kind", "open")
    assert result.exit_code == 2
    assert "there is no kind 'open'. The kinds are community-source-available, " in result.stderr


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("llama3.1", "llama3.1"),
        ("Apache-2.0", "apache-2.0"),
        ("GPL-3.0-or-later", "gpl-3.0"),
        ("LicenseRef-hf-llama3", "llama3"),
        ("llama-3.1-license-2024", "llama3.1"),
        ("LICENSEREF-SCANCODE-DEEPSEEK-LA-1.0", "deepseek-model-1.0"),
        ("deepseek", "deepseek-model-1.0"),
        ("llama-3", "llama3"),
        (" mit ", "mit"),
        ("tencent-hunyuan-community", "tencent-hunyuan-community"),
    ],
)
def test_a_license_goes_by_every_name_people_know_it_by(asked: str, key: str) -> None:
    result = licenses("show", asked)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].split(" · ")[0] == key


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("lama3", "There is no license 'lama3'. Did you mean llama3 or "),
        ("tencent", "Did you mean tencent-hunyuan-3d-2.0 or tencent-hunyuan-3d-2.1 or tencent-hunyuan-community or "),
        ("zzzzzz", "There is no license 'zzzzzz'. auditor licenses list names them."),
        ("", "There is no license ''. auditor licenses list names them."),
        (
            "modified-mit",
            "'modified-mit' is a family of licenses. Name one of them: kimi-k2-modified-mit, kimi-k2.5-modified-mit, ",
        ),
        (
            "openrail",
            "'openrail' is a family of licenses. Name one of them: creativeml-openrail-m, openrail++, bigscience-open",
        ),
        ("bsd", "No facts are recorded of BSD-4-Clause, 0BSD."),
        ("other", "'other' names no license."),
        ("h-research", "'h-research' is LicenseRef-hf-h-research, of which no facts are recorded."),
    ],
)
def test_what_is_no_one_license_is_a_wrong_use_with_a_way_out(asked: str, message: str) -> None:
    for args in (("show", asked), ("diff", "mit", asked), ("diff", asked, "mit")):
        result = licenses(*args)
        assert result.exit_code == 2
        assert message in result.stderr
        assert result.stdout == ""


def test_an_endless_name_is_answered_at_once() -> None:
    result = licenses("show", "mit" * 100_000)
    assert result.exit_code == 2
    assert len(result.stderr) < 1_000


def test_diff_compares_what_a_lawyer_would() -> None:
    shown = licenses("diff", "llama3", "llama3.1").stdout
    assert "── Only Meta Llama 3 (1) ─" in shown
    assert "limit  training other large language models on its outputs is banned (§1.b.v)\n" in shown
    assert shown == licenses("diff", "llama-3", "llama-3.1-license-2024").stdout


def test_diff_lists_what_is_the_same_when_asked() -> None:
    assert "limit  no trademark is licensed" not in licenses("diff", "llama3", "llama3.1").stdout
    assert "limit  no trademark is licensed" in licenses("diff", "-v", "llama3", "llama3.1").stdout


def test_diff_of_two_names_of_one_license_says_so() -> None:
    result = licenses("diff", "mit", "MIT")
    assert result.exit_code == 0
    assert "They are one license: nothing differs.\n" in result.stdout


def test_diff_for_machines() -> None:
    report = json.loads(licenses("diff", "gpl-3.0", "agpl-3.0", "--format", "json").stdout)
    assert report["format"] == "auditor-license-diff/2"
    assert [difference["code"] for difference in report["only_b"]] == ["network-source"]


def test_color_is_given_when_asked_for() -> None:
    assert "\x1b[" in licenses("show", "mit", "--color", "always").stdout
    assert "\x1b[" not in licenses("show", "mit").stdout
