from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from auditor.cli.main import main
from auditor.report.audit.json import schema
from auditor.report.common import wording
from support.command import environment

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.knowledge import Knowledge
    from support.command import Run

HEAVY = {"pydantic", "rich", "scancode", "huggingface_hub", "license_expression", "yaml", "auditor.model"}
HELP = """
import sys
from auditor.cli.main import main
main({args!r}, standalone_mode=False)
print(sorted({heavy!r} & set(sys.modules)), file=sys.stderr)
"""


def test_help_names_every_command_in_order() -> None:
    shown = CliRunner().invoke(main, ["--help"]).stdout
    listed = [
        line.split()[0] for line in shown.split("Commands:")[1].splitlines() if line.startswith("  ") and line[2] != " "
    ]
    assert listed[:13] == [
        *("audit", "compare", "report", "fix", "history", "download", "lineage"),
        *("identify", "explain", "rules", "licenses", "cache", "schema"),
    ]


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["audit"],
        ["history"],
        ["lineage"],
        ["identify"],
        ["explain"],
        ["rules"],
        ["licenses"],
        ["schema"],
        ["download"],
        ["cache"],
        ["cache", "clear"],
    ],
)
def test_help_loads_nothing_heavy(tmp_path: Path, command: list[str]) -> None:
    code = HELP.format(args=[*command, "--help"], heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"
    assert "Usage: auditor" in done.stdout


@pytest.mark.parametrize("name", ["-h", "--help"])
def test_both_spellings_of_help_work(name: str) -> None:
    assert CliRunner().invoke(main, ["audit", name]).exit_code == 0


def test_audit_help_tells_the_exit_codes() -> None:
    shown = " ".join(CliRunner().invoke(main, ["audit", "--help"]).stdout.split())
    assert "0 no findings at or above --fail-on; 1 findings; 2 usage error; 3 audit failed" in shown


def test_version_is_one_line(real: Run) -> None:
    done = real("--version")
    assert done.returncode == 0
    name, _, number = done.stdout.partition(" ")
    assert name == "auditor"
    assert number.strip()
    assert done.stdout.count("\n") == 1


def test_no_command_is_a_wrong_use() -> None:
    assert CliRunner().invoke(main, []).exit_code == 2


def test_an_unknown_command_is_a_wrong_use() -> None:
    result = CliRunner().invoke(main, ["audits"])
    assert result.exit_code == 2
    assert "No such command 'audits'. Did you mean audit?" in result.stderr
    assert "Did you mean" not in CliRunner().invoke(main, ["xyzzy"]).stderr


def test_the_schema_is_printed() -> None:
    assert json.loads(CliRunner().invoke(main, ["schema"]).stdout) == schema()


def test_rules_lists_each_rule_with_its_title(knowledge: Knowledge) -> None:
    lines = CliRunner().invoke(main, ["rules"]).stdout.splitlines()
    assert [line.split("  ")[0] for line in lines] == [rule.id for rule in knowledge.rules]
    assert [line.split("  ", 1)[1].strip() for line in lines] == [rule.title for rule in knowledge.rules]


def test_explain_tells_why_what_to_do_which_clauses_and_the_cases(knowledge: Knowledge) -> None:
    rule = next(rule for rule in knowledge.rules if rule.id == "license-text-missing")
    shown = CliRunner().invoke(main, ["explain", rule.id]).stdout
    words = " ".join(shown.replace("│ ", "").split())
    assert shown.startswith(f"{rule.id}: {rule.title}\n")
    for part in (rule.why, rule.fix.replace("{", "<").replace("}", ">"), rule.uses):
        assert " ".join(part.split()) in words
    assert "MIT License, condition [mit]" in words
    assert "The above copyright notice and this permission notice shall be included in all copies" in words
    assert "DeepSeek License Agreement v1.0" in words
    for case in rule.case:
        assert f"{wording.answer(case.expect)} {case.name}" in words


def test_every_rule_can_be_explained_without_a_gap(knowledge: Knowledge) -> None:
    for rule in knowledge.rules:
        result = CliRunner().invoke(main, ["explain", rule.id])
        assert result.exit_code == 0, rule.id
        ours = [line for line in result.stdout.splitlines() if not line.lstrip().startswith("│")]
        assert "{" not in "".join(ours), rule.id  # a license that is quoted may have braces of its own
        if rule.subject.about in ("duty", "limit"):
            assert "Licenses concerned" in result.stdout, rule.id


def test_a_findings_id_explains_its_rule() -> None:
    whole = CliRunner().invoke(main, ["explain", "license-text-missing:mit:deepseek-v3"]).stdout
    assert whole == CliRunner().invoke(main, ["explain", "license-text-missing"]).stdout


def test_an_unknown_rule_is_a_wrong_use_and_the_nearest_is_named() -> None:
    result = CliRunner().invoke(main, ["explain", "license-text-mising"])
    assert result.exit_code == 2
    assert "There is no rule 'license-text-mising'. Did you mean license-text-missing?" in result.stderr
    assert "auditor rules lists them" in CliRunner().invoke(main, ["explain", "zzz"]).stderr
