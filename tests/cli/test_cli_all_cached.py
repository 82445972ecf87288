"""`auditor audit --all-cached`: every repository of a Hub cache, a line each."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from auditor.report.survey.json import schema
from support import models
from support.command import Run

COMMIT, OLDER = "a" * 40, "b" * 40
APACHE_OVER_R1 = models.card("license: apache-2.0\nbase_model: deepseek-ai/DeepSeek-R1\nbase_model_relation: finetune")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A model that complies, one that does not, one of which a part is here, a broken one and a dataset."""
    place = tmp_path / "hub"
    good = {"README.md": models.card("license: mit"), "LICENSE": models.mit("Copyright (c) 2024 Acme")}
    _repository(place, "models--acme--Good", good)
    _repository(place, "models--acme--Wrong", {"README.md": APACHE_OVER_R1, "LICENSE": models.apache()})
    _repository(place, "models--acme--Part", {"README.md": APACHE_OVER_R1}, lacks=("LICENSE", "NOTICE"))
    (place / "models--acme--Empty" / "snapshots").mkdir(parents=True)
    _repository(place, "datasets--acme--corpus", good)
    (place / ".locks").mkdir()
    (place / "version.txt").write_text("1")
    return place


def _repository(
    place: Path,
    folder: str,
    files: dict[str, str],
    *,
    commit: str = COMMIT,
    main: str = COMMIT,
    lacks: tuple[str, ...] = (),
) -> None:
    snapshot = place / folder / "snapshots" / commit
    snapshot.mkdir(parents=True)
    for name, text in files.items():
        (snapshot / name).write_text(text)
    for name in ("refs", "trees"):
        (place / folder / name).mkdir(exist_ok=True)
    (place / folder / "refs" / "main").write_text(main)
    rows = {name: {"size": 1, "blob_id": "c" * 40} for name in (*files, *lacks)}
    (place / folder / "trees" / f"{commit}.json").write_text(json.dumps({"format_version": 1, "files": rows}))


def _all(real: Run, cache: Path, *args: str) -> tuple[int, list[str], str]:
    done = real("audit", "--all-cached", "--no-scancode", *args, HF_HUB_CACHE=str(cache))
    return done.returncode, done.stdout.split("\n"), done.stderr


def test_a_line_each_the_worst_first(real: Run, cache: Path) -> None:
    code, lines, stderr = _all(real, cache)

    assert code == 1, stderr
    shown = [" ".join(line.split()) for line in lines[:5]]
    assert shown[0].startswith("error acme/Wrong aaaaaaaaaaaa does not comply: license-text-missing:mit:deepseek")
    assert shown[1].startswith("not audited acme/Empty")
    assert shown[2].startswith("warning acme/Part aaaaaaaaaaaa undetermined: ")
    assert sorted(shown[3:5]) == [
        "nothing acme/Good aaaaaaaaaaaa no findings (no weights here)",
        "nothing acme/corpus (dataset) aaaaaaaaaaaa no findings (no weights here)",
    ]
    total = "5 models: 1 with errors, 1 not audited, 1 with warnings or something left open, 2 without findings."
    assert total in " ".join(" ".join(lines).split())


def test_the_json_is_closed_and_valid(real: Run, cache: Path) -> None:
    code, lines, _ = _all(real, cache, "--format", "json")
    report = json.loads("\n".join(lines))

    Draft202012Validator.check_schema(schema())
    Draft202012Validator(schema()).validate(report)
    assert not Draft202012Validator(schema()).is_valid({**report, "more": 1})
    assert (report["exit_code"], code) == (1, 1)
    assert [(entry["name"], entry["worst"]) for entry in report["entries"]][:3] == [
        ("acme/Wrong", "error"),
        ("acme/Empty", "not-audited"),
        ("acme/Part", "warning"),
    ]
    assert json.loads(real("schema", "--of", "all-cached").stdout) == schema()


@pytest.mark.parametrize(
    ("floor", "left", "code"), [("error", "Part", 0), ("warning", "Part", 1), ("never", "Wrong", 0)]
)
def test_the_exit_code_is_that_of_the_worst(real: Run, tmp_path: Path, floor: str, left: str, code: int) -> None:
    place = tmp_path / "one"
    files = {"README.md": APACHE_OVER_R1, "LICENSE": models.apache()}
    _repository(
        place, f"models--acme--{left}", files if left == "Wrong" else {"README.md": APACHE_OVER_R1}, lacks=("LICENSE",)
    )

    assert _all(real, place, "--fail-on", floor)[0] == code


def test_what_could_not_be_audited_is_no_success(real: Run, cache: Path, tmp_path: Path) -> None:
    place = tmp_path / "one"
    _repository(
        place, "models--acme--Good", {"README.md": models.card("license: mit"), "LICENSE": models.mit("Copyright A")}
    )
    (place / "models--acme--Empty" / "snapshots").mkdir(parents=True)
    assert _all(real, place, "--fail-on", "error")[0] == 3

    (tmp_path / "none" / "models--acme--Empty" / "snapshots").mkdir(parents=True)
    assert _all(real, tmp_path / "none")[0] == 3


def test_of_snapshots_of_which_none_is_main_the_newest_is_audited_and_the_others_are_named(
    real: Run, tmp_path: Path
) -> None:
    files = {"README.md": models.card("license: mit")}
    for age, commit in enumerate((COMMIT, OLDER)):
        _repository(tmp_path / "hub", "models--acme--Two", files, commit=commit, main="c" * 40)
        os.utime(tmp_path / "hub" / "models--acme--Two" / "snapshots" / commit, (1_700_000_000 - age,) * 2)
    _, lines, _ = _all(real, tmp_path / "hub")

    assert lines[0].split()[2] == COMMIT[:12]
    assert f"Not judged: models--acme--Two/snapshots/{OLDER}." in " ".join(" ".join(lines).split())


def test_a_waiver_was_given_for_one_model(real: Run, cache: Path, tmp_path: Path) -> None:
    done = json.loads(real("audit", str(cache / "models--acme--Wrong"), "--format", "json", "--no-scancode").stdout)
    rows = [
        f'[[waive]]\nfinding = "{failure}"\nreason = "false-finding"\ncomment = "x"\n'
        for failure in done["summary"]["failing"]
    ]
    (tmp_path / "auditor.toml").write_text("\n".join(rows))
    code, lines, errors = _all(real, cache)

    assert code == 1
    assert lines[0].startswith("error"), errors
    accepted = (tmp_path / "auditor.toml").read_text().replace("[[waive]]", '[[waive]]\ntarget = "acme/Wrong"')
    (tmp_path / "auditor.toml").write_text(accepted)
    lines = _all(real, cache)[1]
    assert "accepted (false-finding: x)" in "\n".join(lines)


def test_parents_are_looked_for_in_the_cache(real: Run, cache: Path) -> None:
    card = models.card("license: apache-2.0\nbase_model: acme/Good\nbase_model_relation: finetune")
    _repository(cache, "models--other--Child", {"README.md": card, "LICENSE": models.apache()})
    _, lines, _ = _all(real, cache)

    below = lines[next(number for number, line in enumerate(lines) if line.startswith("── other/Child")) :]
    assert any("license-text-missing:mit:acme/Good" in line for line in below)


@pytest.mark.parametrize(
    "args", [("x",), ("--name", "a/b"), ("--compare-with", "x"), ("--against", "x"), ("--hub-parents",)]
)
def test_what_speaks_of_one_model_is_refused(real: Run, cache: Path, args: tuple[str, ...]) -> None:
    code, _, errors = _all(real, cache, *args)

    assert code == 2
    assert "cannot be combined" in errors


def test_a_target_is_needed_otherwise(real: Run) -> None:
    done = real("audit")
    assert done.returncode == 2
    assert "Missing argument 'TARGET'" in done.stderr


@pytest.mark.parametrize("place", ["nowhere", "."])
def test_no_cache_is_told(real: Run, tmp_path: Path, place: str) -> None:
    code, lines, errors = _all(real, tmp_path / place)

    assert (code, lines) == (3, [""])
    assert "HF_HUB_CACHE" in errors


@pytest.mark.parametrize(
    ("env", "where"),
    [
        ({"HF_HUB_CACHE": "$HOME/a"}, "a"),
        ({"HF_HUB_CACHE": "~/a"}, "a"),
        ({"HUGGINGFACE_HUB_CACHE": "~/b"}, "b"),
        ({"HF_HOME": "~/c"}, "c/hub"),
        ({"XDG_CACHE_HOME": "~/d"}, "d/huggingface/hub"),
        ({}, ".cache/huggingface/hub"),
    ],
)
def test_the_cache_is_where_huggingface_hub_has_it(
    env: dict[str, str], where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from auditor.sources import default_cache  # noqa: PLC0415 - reads the environment

    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": str(tmp_path), **env}.items():
        monkeypatch.setenv(name, value)
    assert default_cache() == tmp_path / where
