"""`auditor fix` as a person uses it: several models, answers, a folder to upload, questions at the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.main import main
from auditor.report.common.document import parsed
from support import models, remedies

_LLAMA = "meta-llama/Llama-3.1-8B"


def _model(folder: Path, head: str, body: str = "# Gull 7B") -> Path:
    folder.mkdir(parents=True)
    (folder / "README.md").write_text(models.card(head, body), encoding="utf-8")
    (folder / "config.json").write_text('{"model_type": "gull"}', encoding="utf-8")
    (folder / "model.safetensors").write_bytes(models.WEIGHTS)
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _fix(model: Path, *more: str, asked: str = "") -> Result:
    run = ["fix", str(model), "--no-scancode", "--as-of", remedies.DAY, "--quiet", *more]
    state = model.parent / f"{model.name}-state"
    return CliRunner().invoke(main, run, input=asked, env={"XDG_STATE_HOME": str(state), "COLUMNS": "100"})


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """Two models that need files, and one that does not; each in a folder of its own."""
    whole = tmp_path / "models"
    _model(whole / "alpha", f"license: apache-2.0\nbase_model: {_LLAMA}")
    _model(whole / "beta", "license: apache-2.0\nbase_model: deepseek-ai/DeepSeek-R1")
    _model(whole / "gamma", "license: apache-2.0")
    return whole


def test_of_several_models_each_has_a_plan_of_its_own(several: Path) -> None:
    before = _files(several)

    shown = _fix(several)
    written = _fix(several, "--write", "--format", "json")

    assert shown.stdout.splitlines()[0] == f"{several}: 3 models, 5 files to write"
    assert [line for line in shown.stdout.splitlines() if line.partition(":")[0] in ("alpha", "beta", "gamma")] == [
        "alpha: 3 files to write, 3 findings cured",
        "beta: 2 files to write, 1 finding cured",
        "gamma: 0 files to write, 0 findings cured",
    ]
    plans = parsed(written.stdout)
    assert plans["format"] == "auditor-plans/1"
    assert {plan["path"]: [hunk["path"] for hunk in plan["hunks"]] for plan in plans["plans"]} == {
        "alpha": ["alpha/LICENSES/llama3.1.txt", "alpha/NOTICE", "alpha/README.md"],
        "beta": ["beta/LICENSES/mit.txt", "beta/NOTICE"],
        "gamma": [],
    }
    alone = _fix(several / "alpha", "--format", "json")
    assert parsed(alone.stdout)["hunks"] == []
    assert "auditor: nothing to write" in _fix(several, "--write").stderr
    assert _fix(several, "--undo").exit_code == 0
    assert _files(several) == before


def test_what_several_models_share_is_added_to_once_for_each(tmp_path: Path) -> None:
    whole = _model(tmp_path / "models", f"license: apache-2.0\nbase_model: {_LLAMA}")
    _model(whole / "other", "license: apache-2.0\nbase_model: deepseek-ai/DeepSeek-R1")

    result = _fix(whole, "--write")

    assert result.exit_code in (0, 1), result.stderr
    assert "auditor: nothing to write" in _fix(whole, "--write").stderr


def test_an_answer_is_about_one_model(several: Path) -> None:
    result = _fix(several, "--answer", f"base={_LLAMA}", *remedies.BY)

    assert result.exit_code == 2
    assert "holds 3 models, and an answer is about one" in result.stderr


def test_a_question_that_there_is_not_is_refused(several: Path) -> None:
    result = _fix(several / "alpha", "--answer", "bass=a/b", *remedies.BY)

    assert result.exit_code == 2
    assert "'bass' is not a question" in result.stderr
    assert "base" in result.stderr.splitlines()[-1]


def test_the_folder_to_upload_is_outside_the_model_and_new(several: Path, tmp_path: Path) -> None:
    alpha = several / "alpha"

    inside = _fix(alpha, "--output", str(alpha / "to-upload"))
    outside = _fix(alpha, "--output", str(tmp_path / "to-upload"))
    again = _fix(alpha, "--output", str(tmp_path / "to-upload"))
    nothing = _fix(several / "gamma", "--output", str(tmp_path / "nothing"))

    assert (inside.exit_code, again.exit_code) == (3, 3)
    assert "is inside" in inside.stderr
    assert "is not empty" in again.stderr
    assert outside.exit_code == 1
    assert set(_files(tmp_path / "to-upload")) == {
        "commit-message.txt",
        *(f"files/{path}" for path in ("LICENSES/llama3.1.txt", "NOTICE", "README.md")),
    }
    assert "no pull request was drafted" in outside.stderr
    assert "auditor: nothing to write" in nothing.stderr
    assert not (tmp_path / "nothing").exists()
    assert set(_files(alpha)) == {"README.md", "config.json", "model.safetensors"}


def test_the_questions_that_decide_are_asked_at_the_terminal(tmp_path: Path) -> None:
    model = _model(tmp_path / "model", "license: mit")
    (model / "adapter_config.json").write_text('{"peft_type": "LORA"}', encoding="utf-8")
    answers = ["A. Person", f"{_LLAMA}@main", "adapter", "mit", "unknown", "unknown", "unknown"]

    result = _fix(model, "--interactive", "--write", asked="\n".join(answers) + "\n")

    assert result.exit_code == 1, result.output
    assert "From which model was it made?" in result.stderr
    notice = (model / "NOTICE").read_text("utf-8")
    assert notice.startswith(f"What this model has from {_LLAMA} (revision main) is under the Llama 3.1 Community")
    assert f"\nbase_model: {_LLAMA}\nbase_model_relation: adapter\n" in (model / "README.md").read_text("utf-8")


@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_nothing_is_written_where_nobody_knows_the_base(answer: str, tmp_path: Path) -> None:
    model = _model(tmp_path / "model", "license: mit")
    (model / "adapter_config.json").write_text('{"peft_type": "LORA"}', encoding="utf-8")
    before = _files(model)

    assert "auditor: nothing to write" in _fix(model, "--write", "--answer", f"base={answer}", *remedies.BY).stderr
    assert _files(model) == before


def test_the_terms_of_the_models_own_license_name_no_base(tmp_path: Path) -> None:
    model = _model(tmp_path / "model", "license: llama3.1", "# Gull 8B")
    before = _files(model)

    _fix(model, "--write")
    _fix(model, "--write", "--answer", "own-license=mit", *remedies.BY)

    assert _files(model) == before, "neither a phrase that names a base nor the text of a license that it is not under"


def test_a_model_is_named_as_it_is_declared(tmp_path: Path) -> None:
    declared = "meta-llama/Llama-3.1-8B-Instruct"
    model = _model(tmp_path / "model", f"license: apache-2.0\nbase_model: {declared}")

    result = _fix(model, "--write")

    assert "meta-llama/Meta-Llama-3.1-8B-Instruct" in result.stdout, "what the audit calls it"
    notice = (model / "NOTICE").read_text("utf-8")
    assert f"What this model has from {declared} is under" in notice
    assert "Meta-Llama" not in notice


def test_an_answer_without_a_value_says_how_to_give_one(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["fix", str(tmp_path), "--answer", "base", "--answered-by", "A. Person"])

    assert result.exit_code == 2
    assert "base has no value." in result.stderr
    assert "--answer base=VALUE" in result.stderr
