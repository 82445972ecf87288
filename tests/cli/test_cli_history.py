"""`auditor history` on clones, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.report.history import json as history_json
from support import models
from support.command import Run
from support.gitting import commit, repository

_TEXT = models.mit("Copyright (c) 2024 Acme")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    place = repository(tmp_path / "clone")
    commit(place, {".gitattributes": "* text"}, "2026-01-01T00:00:00Z")
    commit(place, {"README.md": models.card("license: apache-2.0"), "LICENSE": _TEXT}, "2026-01-02T00:00:00Z", "Wrong")
    commit(place, {"README.md": models.card("license: mit")}, "2026-01-03T00:00:00Z", "Right")
    return place


def test_the_exit_code_speaks_for_the_newest_commit(real: Run, clone: Path) -> None:
    assert real("history", "clone", "--no-scancode").returncode == 0
    commit(clone, {"README.md": models.card("license: apache-2.0")}, "2026-01-04T00:00:00Z")
    assert real("history", "clone", "--no-scancode").returncode == 1
    assert real("history", "clone", "--no-scancode", "--fail-on", "never").returncode == 0
    assert real("history", "clone", "--no-scancode", "--branch", "nowhere").returncode == 3


def test_the_report_is_on_stdout_or_in_the_file_and_the_rest_on_stderr(real: Run, clone: Path) -> None:
    ran = real("history", "clone", "--no-scancode", "--as-of", "2026-11-27")
    again = real("history", "clone", "--no-scancode", "--as-of", "2026-11-27", "--output", "out.txt", "--quiet")

    assert ran.stdout.splitlines()[0].startswith("clone on main: NO FINDINGS since 2026-01-03")
    assert "judging commits" in ran.stderr
    assert again.stdout == again.stderr == ""
    assert (clone.parent / "out.txt").read_text().startswith("clone on main: NO FINDINGS since 2026-01-03")
    assert real("history", "clone", "--no-scancode", "--as-of", "2026-11-27").stdout == ran.stdout


def test_json_has_the_answer_and_its_schema_is_printed(real: Run, clone: Path) -> None:
    del clone
    made = json.loads(real("history", "clone", "--no-scancode", "--format", "json").stdout)

    assert made["summary"]["standing"] == "no-findings"
    assert made["summary"]["complied"]
    assert [snapshot["title"] for snapshot in made["snapshots"]] == ["Wrong", "Right"]
    assert json.loads(real("schema", "--of", "history").stdout) == history_json.schema()


def test_waivers_and_settings_are_those_of_an_audit(real: Run, clone: Path) -> None:
    (clone.parent / "auditor.toml").write_text('fail-on = "never"\n')
    commit(clone, {"README.md": models.card("license: apache-2.0")}, "2026-01-04T00:00:00Z")

    assert real("history", "clone", "--no-scancode").returncode == 0


def test_of_several_models_one_is_meant_and_named_by_its_folder(real: Run, tmp_path: Path) -> None:
    place = repository(tmp_path / "several")
    good = {"good/README.md": models.card("license: mit"), "good/LICENSE": _TEXT, "good/model.bin": models.WEIGHTS}
    llama = models.card("license: apache-2.0\nbase_model: meta-llama/Llama-3.1-8B")
    commit(place, good, "2026-01-01T00:00:00Z", "One")
    commit(place, {"wrong/README.md": llama, "wrong/model.safetensors": models.WEIGHTS}, "2026-01-02T00:00:00Z", "Two")

    done = real("history", "several", "--no-scancode", "--offline")
    assert done.returncode == 3
    assert "several holds 2 models: good, wrong." in done.stderr
    assert "--root FOLDER" in done.stderr
    assert real("history", "several", "--root", "good", "--no-scancode", "--offline").returncode == 0
    wrong = real("history", "several", "--root", "wrong", "--no-scancode", "--offline", "--format", "json")
    assert wrong.returncode == 1
    snapshots = json.loads(wrong.stdout)["snapshots"]
    assert [snapshot["standing"] for snapshot in snapshots] == [None, "does-not-comply"]
    assert "holds no folder wrong" in snapshots[0]["decides"]
    lineage = real("lineage", "several", "--root", "wrong", "--no-scancode", "--offline")
    assert "meta-llama/Llama-3.1-8B" in lineage.stdout
    assert real("lineage", "several", "--no-scancode", "--offline").returncode == 3


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("history", "nowhere/at/all"), 3, "No such path"),
        (("history", "plain"), 3, "it is not a Git clone"),
        (("history", ""), 3, "No target was named"),
        (("history", "clone", "--branch", "../../etc"), 3, "no branch"),
        (("history", "clone", "--quiet", "--verbose"), 2, "cannot be combined"),
        (("history", "clone", "--as-of", "yesterday"), 2, "is not a date written"),
        (("history", "clone", "--output", "no/where.txt"), 2, "--output"),
    ],
)
def test_a_wrong_use_is_one_error(real: Run, clone: Path, args: tuple[str, ...], code: int, says: str) -> None:
    (clone.parent / "plain").mkdir()

    ran = real(*args, "--offline")

    assert ran.returncode == code
    assert says in ran.stderr
    assert ran.stdout == ""
    assert "Traceback" not in ran.stderr
