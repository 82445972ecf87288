from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from auditor.report.audit import json as json_report
from auditor.report.audit import text
from support import samples

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Ask, Run


@pytest.mark.parametrize(
    ("sample", "floor", "code"),
    [
        ("clean", "warning", 0),
        ("rakuten", "warning", 1),
        ("rakuten", "error", 1),
        ("rakuten", "never", 0),
        ("partly-read", "warning", 1),
        ("partly-read", "error", 0),
    ],
)
def test_the_exit_code_says_whether_a_finding_is_at_or_above_the_floor(
    ask: Ask, sample: str, floor: str, code: int
) -> None:
    assert ask(sample, "audit", "x", "--fail-on", floor).exit_code == code


def test_the_report_and_nothing_else_goes_to_stdout(ask: Ask) -> None:
    result = ask("rakuten", "audit", "x")
    assert result.stdout == text.render(samples.rakuten(), color=False, width=100)
    assert result.stderr == ""


@pytest.mark.parametrize(("flags", "verbosity"), [(["-q"], -1), (["-v"], 1), ([], 0)])
def test_quiet_and_verbose_reach_the_report(ask: Ask, flags: list[str], verbosity: int) -> None:
    expected = text.render(samples.rakuten(), color=False, width=100, verbosity=verbosity)
    assert ask("rakuten", "audit", "x", *flags).stdout == expected


def test_json_is_the_json_report(ask: Ask) -> None:
    assert ask("rakuten", "audit", "x", "--format", "json").stdout == json_report.render(samples.rakuten())


def test_every_option_reaches_the_audit(ask: Ask) -> None:
    given = ["audit", "dir", "--name", "org/x", "--as-of", "2026-02-28", "--no-scancode", "--fail-on", "error"]
    asked = ask("clean", *given).asked
    assert {key: asked[key] for key in ("target", "name", "as_of", "scancode", "fail_on", "waivers")} == {
        "target": "dir",
        "name": "org/x",
        "as_of": "2026-02-28",
        "scancode": False,
        "fail_on": "error",
        "waivers": (),
    }
    plain = ask("clean", "audit", "dir").asked
    assert (plain["scancode"], plain["as_of"], plain["name"], plain["fail_on"]) == (True, None, None, "warning")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ([], "Missing argument 'TARGET'"),
        (["x", "--as-of", "2026-02-30"], "auditor: --as-of: '2026-02-30' is not a date written YYYY-MM-DD"),
        (["x", "--as-of", "20260201"], "'20260201' is not a date written YYYY-MM-DD.\ntip: Did you mean 2026-02-01?"),
        (["x", "--as-of", "2026-W05-1"], "'2026-W05-1' is not a date"),
        (["x", "--format", "docx"], "'docx' is not one of"),
        (["x", "--fail-on", "info"], "'info' is not one of"),
        (["x", "--name", "a/b/c"], "auditor: --name: 'a/b/c' is not ORG/NAME or NAME"),
        (["x", "--name", ""], "'' is not ORG/NAME or NAME"),
        (["x", "-q", "-v"], "--quiet and --verbose cannot be combined"),
        (["x", "--surprise"], "No such option"),
    ],
)
def test_a_wrong_use_is_2_with_the_reason_on_stderr(ask: Ask, args: list[str], says: str) -> None:
    result = ask("clean", "audit", *args)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""
    assert result.asked == {}


def test_no_such_target_is_3_with_a_tip_and_no_report(real: Run) -> None:
    done = real("audit", "nowhere")
    assert done.returncode == 3
    first, second = done.stderr.splitlines()
    assert first == "auditor: no audit was performed: No such path: nowhere"
    assert second.startswith("tip: ")
    assert done.stdout == ""


def test_an_empty_directory_is_3_and_leaves_an_old_report_alone(real: Run, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "report.txt").write_text("old", encoding="utf-8")
    done = real("audit", "model", "--output", "report.txt")
    assert done.returncode == 3
    assert done.stderr.startswith("auditor: no audit was performed: model is empty.")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == "old"


def test_a_target_cannot_speak_to_the_terminal_through_an_error(real: Run) -> None:
    done = real("audit", "a\x1b[31m\u202eb\n::error::c")
    assert done.returncode == 3
    assert done.stderr.startswith("auditor: no audit was performed: No such path: ab \u2237error::c\n")


def test_a_real_audit_ends_in_a_report(real: Run, tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.mkdir()
    (model / "README.md").write_text("---\nlicense: apache-2.0\n---\n# A model\n", encoding="utf-8")
    (model / "config.json").write_text('{"architectures": ["LlamaForCausalLM"]}', encoding="utf-8")
    done = real("audit", "model", "--no-scancode", "--format", "json", "--as-of", "2026-11-22")
    assert done.returncode in (0, 1), done.stderr
    document = json.loads(done.stdout)
    assert document["target"] == "model"
    assert document["as_of"] == "2026-11-22"
    assert document["summary"]["exit_code"] == done.returncode
    again = real("audit", "model", "--no-scancode", "--format", "json", "--as-of", "2026-11-22")
    assert again.stdout == done.stdout


@pytest.mark.parametrize(
    ("choice", "variables", "colored"),
    [
        ("auto", {}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": ""}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_an_explicit_choice_beats_no_color_which_beats_force_color(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, choice: str, variables: dict[str, str], *, colored: bool
) -> None:
    # the runner takes FORCE_COLOR for itself: what is asked here is what the report was made with
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    data = ask("rakuten", "audit", "x", "--color", choice).stdout_bytes
    assert (b"\x1b[" in data) is colored


def test_a_file_is_never_colored_by_the_environment(ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    ask("rakuten", "audit", "x", "--output", "report.txt")
    assert b"\x1b" not in (tmp_path / "report.txt").read_bytes()
