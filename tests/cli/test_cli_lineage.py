"""`auditor lineage`: what it asks for, where it writes, how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.main import main
from support import models
from support.command import ROOT, Ask, Run

RAKUTEN = str(ROOT / "examples" / "01-rakuten-ai-3.0-as-released" / "repo")


def lineage(*args: str) -> Result:
    return CliRunner().invoke(main, ["lineage", "--no-scancode", *args], color=False)


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two repositories beside each other."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    for name, head in (
        ("Mine-8B", "license: mit\nbase_model: nice/Base-8B"),
        ("nice--Base-8B", "license: mit\nbase_model: meta-llama/Llama-3.1-8B\ndatasets: [org/data]"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "README.md").write_text(models.card(head), encoding="utf-8")
        (folder / "model.safetensors").write_bytes(models.WEIGHTS)
    return tmp_path / "Mine-8B"


def test_a_model_with_findings_is_still_exit_code_0(mine: Path) -> None:
    result = lineage(str(mine), "--name", "me/Mine-8B")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("me/Mine-8B in ")
    assert result.stdout.splitlines()[1:6] == [
        "offered under MIT",
        "└─ fine-tuned from nice/Base-8B (declared)",
        "   │  MIT; read in the publisher's repository",
        "   ├─ fine-tuned from meta-llama/Llama-3.1-8B (declared)",
        "   │  LicenseRef-scancode-llama-3.1-license-2024 (Llama 3.1 Community License Agreement); read in",
    ]
    assert "   └─ trained on the dataset org/data (declared)" in result.stdout


@pytest.mark.parametrize(
    ("style", "begins"), [("json", '{\n  "format": "auditor-lineage/2"'), ("dot", "digraph"), ("mermaid", "flowchart")]
)
def test_each_format_is_drawn(style: str, begins: str, mine: Path) -> None:
    result = lineage(str(mine), "--format", style)

    assert result.exit_code == 0
    assert result.stdout.startswith(begins)


def test_quiet_is_a_line_per_ancestor_and_verbose_has_the_places(mine: Path) -> None:
    quiet = lineage(str(mine), "-q").stdout.splitlines()

    assert quiet[1] == "└─ fine-tuned from nice/Base-8B (declared), MIT"
    assert "(README.md:3)" not in "\n".join(quiet)
    assert "the card declares base_model nice/Base-8B (README.md:3)" in lineage(str(mine), "-v").stdout


def test_it_is_written_to_a_file_if_asked(mine: Path, tmp_path: Path) -> None:
    out = tmp_path / "lineage.mmd"
    result = lineage(str(mine), "--format", "mermaid", "--output", str(out))

    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_text(encoding="utf-8") == lineage(str(mine), "--format", "mermaid").stdout


def test_color_is_given_where_asked(mine: Path) -> None:
    always = CliRunner().invoke(main, ["lineage", "--no-scancode", str(mine), "--color", "always"], color=True).stdout

    assert "\x1b[" in always
    assert "\x1b[" not in lineage(str(mine)).stdout


def test_what_is_no_model_is_exit_code_3(tmp_path: Path) -> None:
    result = lineage(str(tmp_path / "nowhere"))

    assert (result.exit_code, result.stdout) == (3, "")
    assert "no audit was performed" in result.stderr


@pytest.mark.parametrize("args", [[], ["x", "-q", "-v"], ["x", "--format", "svg"], ["x", "--name", "a b/c"]])
def test_a_wrong_use_is_exit_code_2(args: list[str]) -> None:
    assert lineage(*args).exit_code == 2


def test_the_audit_is_asked_with_the_options(ask: Ask) -> None:
    result = ask("rakuten", "lineage", "somewhere", "--name", "a/b", "--no-scancode", "-q")

    assert result.exit_code == 0
    wanted = result.asked  # type: ignore[attr-defined] - beside what click gives
    assert (wanted["target"], wanted["name"], wanted["scancode"]) == ("somewhere", "a/b", False)


def test_the_same_model_gives_the_same_bytes_in_another_process(real: Run) -> None:
    first = real("lineage", RAKUTEN, "--no-scancode", "--format", "json", PYTHONHASHSEED="1")
    again = real("lineage", RAKUTEN, "--no-scancode", "--format", "json", PYTHONHASHSEED="2")

    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == again.stdout
    assert [node["id"] for node in json.loads(first.stdout)["nodes"]] == ["n0", "n1"]


def test_a_suspected_parent_is_compared_file_by_file(mine: Path, tmp_path: Path) -> None:
    weights = bytes(range(256)) * 512
    suspect = tmp_path / "elsewhere" / "Suspect"
    suspect.mkdir(parents=True)
    (suspect / "README.md").write_text(models.card("license: cc-by-nc-4.0"), encoding="utf-8")
    for folder in (mine, suspect):
        (folder / "weights.bin").write_bytes(weights)

    drawn = lineage(str(mine), "--compare-with", str(suspect), "-v")
    judged = CliRunner().invoke(
        main, ["audit", "--no-scancode", str(mine), "--compare-with", str(suspect), "--quiet"], color=False
    )

    assert drawn.exit_code == 0, drawn.stderr
    assert "weights.bin is the same file as weights.bin of" in " ".join(drawn.stdout.split())
    assert judged.exit_code == 1
    assert "limit-dropped:cc-by-nc-4.0:Suspect" in judged.stdout


def test_a_suspect_that_is_not_there_is_told(mine: Path) -> None:
    result = lineage(str(mine), "--compare-with", str(mine / "nothing"))

    assert result.exit_code == 3
    assert "no such" in result.stderr.lower() or "does not exist" in result.stderr.lower()


def test_the_former_name_of_the_option_still_works_and_is_not_shown(ask: Ask) -> None:
    asked = ask("clean", "audit", "x", "--against", "org/parent").asked

    assert asked["compare_with"] == "org/parent"
    assert "--against" not in lineage("--help").stdout
    both = ask("clean", "audit", "x", "--against", "a/b", "--compare-with", "c/d")
    assert (both.exit_code, both.asked) == (2, {})
