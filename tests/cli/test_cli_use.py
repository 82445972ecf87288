"""`--use`, `[use]` and `auditor compare`: answers, exit codes, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import auditor
from auditor.cli.config import read
from auditor.errors import ConfigError
from support.command import Run

ROOT = Path(__file__).resolve().parents[2]
HONEST = str(ROOT / "examples" / "03-finetune-with-its-notices" / "repo")
LLAMA = str(ROOT / "examples" / "04-llama-relicensed-as-apache" / "repo")
USE = """
[use]
commercial = true
hosted-modified = true
used-in = ["de", "UK"]
monthly-users = { value = 20_000, on = 2024-07-01, group = true }
revenue = { value = 500_000, per = "year", currency = "usd", entity = "group" }
outputs = ["sell"]
fields = []
"""


@pytest.mark.parametrize(
    ("facts", "code", "answer"),
    [
        (("commercial", "redistribute=no"), 0, "not excluded by the terms read"),
        (("commercial",), 0, "with conditions"),
    ],
)
def test_the_answer_is_in_the_first_lines(real: Run, facts: tuple[str, ...], code: int, answer: str) -> None:
    options = [word for fact in facts for word in ("--use", fact)]
    result = real("audit", HONEST, "--no-scancode", *options)

    assert result.returncode == code, result.stderr
    assert f"For your use ({', '.join(facts)}): {answer}." in result.stdout.split("── ")[0]
    assert "Data, patents, privacy, export controls and AI law were not considered." in result.stdout


def test_an_open_use_fails_unless_only_errors_do(real: Run) -> None:
    strict = real("audit", LLAMA, "--no-scancode", "--use", "commercial", "--format", "json")
    answer = json.loads(strict.stdout)["for_use"]

    assert answer["answer"] == "open"
    deciding = [point for point in answer["points"] if point["answer"] == "open"]
    assert [(point["license"], point["clause"], point["fact"], point["via"]) for point in deciding] == [
        ("llama3.1", "§2", "monthly-users", "meta-llama/Llama-3.1-8B")
    ]
    for more, code in ((), 1), (("--fail-on", "error"), 1), (("--fail-on", "never"), 0):
        assert real("audit", LLAMA, "--no-scancode", "--use", "commercial", *more).returncode == code


def test_a_use_that_is_excluded_fails_a_model_without_findings(real: Run, tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.mkdir()
    (model / "README.md").write_text("---\nlicense: cc-by-nc-4.0\n---\n# Gull\n\nA model of ours.\n")
    (model / "config.json").write_text('{"model_type": "gull"}')
    (model / "model.safetensors").write_bytes(b"\x02\0\0\0\0\0\0\0{}")

    without = real("audit", "model", "--no-scancode")
    excluded = real("audit", "model", "--no-scancode", "--use", "commercial")
    lenient = real("audit", "model", "--no-scancode", "--use", "hosted", "--fail-on", "error")

    assert without.returncode == 0, without.stdout
    assert "Whether your use is excluded depends on: commercial" in without.stdout
    assert excluded.returncode == 1
    assert "For your use (commercial): excluded by the terms read." in excluded.stdout
    assert "Nothing to do" in without.stdout
    assert "Nothing to do" not in excluded.stdout
    assert "the stated use is excluded by the terms read" in excluded.stdout
    assert lenient.returncode == 0
    assert "not settled" in lenient.stdout


def test_a_use_is_read_from_the_configuration(tmp_path: Path) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text(USE)

    assert read(path).use == auditor.Use(
        commercial=True,
        hosted_modified=True,
        used_in=("DE", "GB"),
        monthly_users=auditor.MonthlyUsers(value=20_000, on="2024-07-01", group=True),
        revenue=auditor.Revenue(
            value=500_000, per=auditor.Period.YEAR, currency=auditor.Currency.USD, entity=auditor.Whose.GROUP
        ),
        outputs=(auditor.OutputUse.SELL,),
        fields=(),
    )


@pytest.mark.parametrize(
    ("wrong", "line", "says"),
    [
        ("[use]\ncomercial = true\n", 2, "commercial"),
        ('[use]\npurpose = "prodct"\n', 2, "product"),
        ("[use]\nrevenue = { value = 5 }\n", 2, "per"),
        ('[use]\nhosted = "yes"\n', 2, "hosted"),
        ('[use]\ncommercial = false\npurpose = "product"\n', 1, "contradicts"),
        ('[use]\nused-in = ["Germany"]\n', 1, "region"),
        (
            '[use]\nmonthly-users = { value = 1, on = "2026-10-32" }\n',
            1,
            "'2026-10-32' is not a date written YYYY-MM-DD",
        ),
        ('[use]\nmonthly-users = { value = 1, on = "20261031" }\n', 1, "is not a date written YYYY-MM-DD"),
        ("[use]\nmonthly-users = { value = -1 }\n", 1, "-1 is not a number of users"),
        (
            '[use]\nrevenue = { value = -1, per = "year", currency = "usd", entity = "group" }\n',
            1,
            "-1 is not a revenue",
        ),
    ],
)
def test_what_is_wrong_with_a_use_is_named_with_its_line(tmp_path: Path, wrong: str, line: int, says: str) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text(wrong)

    with pytest.raises(ConfigError) as raised:
        read(path)

    assert f"{path}:{line}:" in str(raised.value)
    assert says in str(raised.value)


def test_models_are_compared_in_the_order_in_which_they_are_named(real: Run) -> None:
    arguments = (LLAMA, HONEST, "nowhere", "--no-scancode", "--use", "commercial", "--use", "redistribute=no")
    result = real("compare", *arguments, "--format", "json")
    document = json.loads(result.stdout)

    assert result.returncode == 1
    assert [model["name"] for model in document["models"]] == ["CoolChat-8B", "Harbor-R1-Legal", "nowhere"]
    assert [(model["for_use"] or {}).get("answer") for model in document["models"]] == ["open", "allowed", None]
    assert document["models"][2]["problem"]
    assert document["models"][0]["bases"] == ["meta-llama/Llama-3.1-8B"]
    text = real("compare", *arguments).stdout
    assert "better" not in text
    assert text.index("CoolChat-8B") < text.index("Harbor-R1-Legal")


def test_one_model_is_nothing_to_compare(real: Run) -> None:
    result = real("compare", HONEST, "--no-scancode")

    assert result.returncode == 2
    assert "Name two models or more" in result.stderr


def test_a_misspelled_fact_is_a_usage_error(real: Run) -> None:
    result = real("audit", HONEST, "--use", "comercial")

    assert result.returncode == 2
    assert "Did you mean commercial?" in result.stderr
    assert not result.stdout


def test_a_report_and_a_survey_say_what_the_use_comes_to(real: Run, tmp_path: Path) -> None:
    use = ("--use", "commercial", "--no-scancode", "-q")
    real("audit", LLAMA, *use, "-o", "one.md", "-o", "one.html")
    survey = real("audit", LLAMA, HONEST, *use)
    cover = (tmp_path / "one.html").read_text().split("<nav")[0]
    assert "For your use (commercial): not settled." in cover

    assert "Stated: commercial. By the license terms read: not settled." in (tmp_path / "one.md").read_text()
    assert "By the license terms read: not settled." in (tmp_path / "one.html").read_text()
    assert "your use: not settled" in survey.stdout
    assert "your use: with conditions" in survey.stdout
