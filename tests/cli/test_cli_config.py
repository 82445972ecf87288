from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.cli.config import NAME, Settings, read
from auditor.cli.config_place import inside, of_a_model
from auditor.errors import ConfigError, TargetError
from auditor.model import FailOn, Permission, Waiver, WaiverReason
from auditor.sources import open_target

if TYPE_CHECKING:
    from support.command import Ask

GOOD = """
fail-on = "error"

[[waive]]
finding = "license-text-missing:mit:deepseek-v3"
reason = "shown-elsewhere"
comment = "The text stands on the product page, seen by A. B."
until = 2027-01-31

[[waive]]
finding = "base-undeclared:any:deepseek-v3"
reason = "counsel-accepted"
comment = "yes"
"""
WAIVERS = (
    Waiver(
        finding="license-text-missing:mit:deepseek-v3",
        reason=WaiverReason.SHOWN_ELSEWHERE,
        comment="The text stands on the product page, seen by A. B.",
        until="2027-01-31",
    ),
    Waiver(finding="base-undeclared:any:deepseek-v3", reason=WaiverReason.COUNSEL_ACCEPTED, comment="yes"),
)


def waiver(**changes: str) -> str:
    rows = {"finding": '"a:b:c"', "reason": '"false-finding"', "comment": '"seen"'} | changes
    return "[[waive]]\n" + "\n".join(f"{key} = {value}" for key, value in rows.items() if value)


def permission(**changes: str) -> str:
    rows = {
        "license": '"flux1-dev-nc"',
        "covers": '["limit-dropped"]',
        "grantor": '"Black Forest Labs Inc."',
        "grantee": '"Acme GmbH"',
        "scope": '"one derivative"',
        "by": '"J. Doe"',
        "on": "2026-11-01",
    } | changes
    return "[[permission]]\n" + "\n".join(f"{key} = {value}" for key, value in rows.items() if value)


def write(folder: Path, text: str, name: str = NAME) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_a_configuration_is_read(tmp_path: Path) -> None:
    assert read(write(tmp_path, GOOD)) == Settings(fail_on=FailOn.ERROR, waivers=WAIVERS)
    assert read(write(tmp_path, "")) == Settings(fail_on=FailOn.WARNING, waivers=())


def test_a_permission_is_read(tmp_path: Path) -> None:
    assert read(write(tmp_path, permission())).permissions == (
        Permission(
            license="flux1-dev-nc",
            covers=("limit-dropped",),
            grantor="Black Forest Labs Inc.",
            grantee="Acme GmbH",
            scope="one derivative",
            by="J. Doe",
            on="2026-11-01",
        ),
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"grantor": ""}, "permission 1, grantor: is missing; say who grants it"),
        ({"by": '"  "'}, "permission 1, by: is empty; say who states it"),
        ({"covers": "[]"}, "permission 1, covers: is empty; list the rules"),
        ({"on": '"yesterday"'}, "permission 1, on: yesterday is not a day"),
        ({"until": '"2026-02-31"'}, "permission 1, until: 2026-02-31 is not a day"),
    ],
)
def test_a_permission_that_nobody_states_is_none(tmp_path: Path, changes: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read(write(tmp_path, permission(**changes)))
    assert says in str(raised.value)


def test_a_quoted_day_is_a_day_too(tmp_path: Path) -> None:
    assert read(write(tmp_path, waiver(until='"2027-01-31"'))).waivers[0].until == "2027-01-31"


@pytest.mark.parametrize("reason", list(WaiverReason))
def test_every_reason_of_the_closed_list_is_taken(tmp_path: Path, reason: WaiverReason) -> None:
    assert read(write(tmp_path, waiver(reason=f'"{reason.value}"'))).waivers[0].reason is reason


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("fail_on = 'error'", "1: fail_on: unknown key; did you mean fail-on? Known: fail-on, waive, use, permission"),
        ("fail-on = 'info'", "1: fail-on: unknown word 'info'; known: error, warning, note, never"),
        ("fail-on = 'eror'", "1: fail-on: unknown word 'eror'; did you mean error?"),
        ("fail-on = ['error']", "1: fail-on: unknown word ['error']; known: "),
        ("waive = 1", "1: waive: is not a list; begin each with a line [[waive]]"),
        ("\n[waive]\nfinding = 'x'", "2: waive: is not a list; begin each with a line [[waive]]"),
        ("waive = [1]", "1: waive 1: is not a table"),
        ("fail-on = ", "1: not TOML: Invalid value"),
        (waiver(finding=""), "1: waive 1, finding: is missing; write the finding's id as the report prints it"),
        (waiver(comment=""), "1: waive 1, comment: is missing; say who looked"),
        (waiver(comment='""'), "4: waive 1, comment: is empty; say who looked"),
        (waiver(comment='"  "'), "4: waive 1, comment: is empty"),
        (waiver(comment="1"), "4: waive 1, comment: 1 is not a text; write it in quotes"),
        (
            waiver(reason='"shown-elsewere"'),
            "3: waive 1, reason: unknown word 'shown-elsewere'; did you mean shown-else",
        ),
        (waiver(reason='"because"'), "3: waive 1, reason: unknown word 'because'; known: licensed-separately, "),
        (waiver(until='"2027-02-30"'), "5: waive 1, until: 2027-02-30 is not a day; write the last day it holds as"),
        (waiver(until='"20270131"'), "5: waive 1, until: 20270131 is not a day"),
        (waiver(until="2027-01-31T00:00:00"), "5: waive 1, until: 2027-01-31 00:00:00 is not a text"),
        (waiver(until="20270131"), "5: waive 1, until: 20270131 is not a text"),
        (waiver(untill='"2027-01-31"'), "5: waive 1, untill: unknown key; did you mean until?"),
        (waiver() + "\n" + waiver(), "6: waive 2, finding: a:b:c is waived twice; keep one"),
    ],
)
def test_a_wrong_configuration_names_the_line_and_the_key_and_what_to_write(
    tmp_path: Path, text: str, says: str
) -> None:
    place = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        read(place)
    assert caught.value.message.startswith(f"{place}:{says}")
    assert "README" in caught.value.tip


def test_everything_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    place = write(tmp_path, "fail-on = 'info'\ncolour = 1\n" + waiver(reason='"because"', comment='""'))

    with pytest.raises(ConfigError) as caught:
        read(place)

    assert [(problem.line, problem.where) for problem in caught.value.problems] == [
        (1, "fail-on"),
        (2, "colour"),
        (5, "waive 1, reason"),
        (6, "waive 1, comment"),
    ]
    assert caught.value.message.count("\n") == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"\xff\xfe", "not UTF-8"), (b"a = " + b"[" * 100_000, "not TOML"), (b"#" * 1_000_001, "too large")],
)
def test_a_file_that_is_no_configuration_is_an_error_and_no_crash(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(ConfigError, match=says):
        read(tmp_path / NAME)


def test_a_wrong_configuration_is_2_and_nothing_is_audited(ask: Ask, tmp_path: Path) -> None:
    write(tmp_path, "fail-on = 'info'")
    result = ask("rakuten", "audit", "model")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "auditor: auditor.toml:1: fail-on: unknown word 'info'; known: error, warning, note, never",
        "tip: The README shows an auditor.toml.",
    ]
    assert result.asked == {}


def test_a_named_configuration_that_is_not_there_is_2(ask: Ask) -> None:
    result = ask("rakuten", "audit", "model", "--config", "nowhere.toml")
    assert result.exit_code == 2
    assert result.stderr.startswith("auditor: nowhere.toml: cannot be read: No such file or directory\ntip: ")


def test_the_file_in_the_current_directory_is_used(ask: Ask, tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    result = ask("partly-read", "audit", "model")
    assert (result.asked["fail_on"], result.asked["waivers"]) == ("error", WAIVERS)
    assert result.exit_code == 0
    assert result.stderr == ""


def test_the_command_line_wins_over_the_file(ask: Ask, tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    asked = ask("partly-read", "audit", "model", "--fail-on", "warning").asked
    assert (asked["fail_on"], asked["waivers"]) == ("warning", WAIVERS)


def test_a_directory_above_is_not_searched(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert ask("clean", "audit", "model").asked["waivers"] == ()


@pytest.mark.parametrize("target", [".", "../model", "model.gguf"])
def test_an_audited_repository_cannot_waive_its_own_findings(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    write(tmp_path / "model", GOOD)
    (tmp_path / "model" / "model.gguf").touch()
    monkeypatch.chdir(tmp_path / "model")
    result = ask("partly-read", "audit", target)
    assert (result.asked["fail_on"], result.asked["waivers"]) == ("warning", ())
    assert result.exit_code == 1
    assert result.stderr.startswith("auditor: note: auditor.toml is in the audited repository and was not used")
    assert result.stderr.endswith("--config auditor.toml\n")


@pytest.mark.parametrize(("config", "is_reported"), [('fail-on = "never"\n', True), (GOOD, False)])
def test_a_file_that_lets_everything_pass_is_told(ask: Ask, tmp_path: Path, config: str, is_reported: bool) -> None:
    """A directory of models, unpacked from anywhere, looks like one of the user's own."""
    (tmp_path / "sub").mkdir()
    write(tmp_path, config)
    result = ask("partly-read", "audit", "sub")
    assert ("auditor: note: auditor.toml in this directory says that nothing fails" in result.stderr) is is_reported


def test_even_a_malformed_file_in_the_audited_repository_is_not_read(ask: Ask, tmp_path: Path) -> None:
    write(tmp_path, "fail-on = ")
    assert ask("clean", "audit", ".").exit_code == 0


def test_a_named_file_is_used_wherever_it_lies(ask: Ask, tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    result = ask("partly-read", "audit", ".", "--config", "auditor.toml")
    assert result.asked["waivers"] == WAIVERS
    assert result.stderr == ""


def test_a_link_does_not_lead_round_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model, mine = tmp_path / "model", tmp_path / "mine"
    write(model, GOOD, "hidden.toml")
    mine.mkdir()
    (mine / NAME).symlink_to(model / "hidden.toml")
    (tmp_path / "alias").symlink_to(model)
    monkeypatch.chdir(mine)
    assert inside(Path(NAME), str(model))
    assert inside(Path(NAME), str(tmp_path / "alias"))
    assert not inside(Path(NAME), str(tmp_path / "nowhere"))
    (model / NAME).symlink_to(write(tmp_path / "other", GOOD))
    monkeypatch.chdir(model)
    assert inside(Path(NAME), ".")
    assert not inside(Path(NAME), str(mine))


_A_MODEL: tuple[tuple[str, str], ...] = (
    ("config.json", '{"model_type": "llama"}'),
    ("params.json", '{"dim": 4096, "n_layers": 32}'),
    ("adapter_config.json", "{}"),
    ("model.safetensors", ""),
    ("README.md", "---\nlicense: mit\n---\n# A model\n"),
)


@pytest.mark.parametrize(("name", "text"), _A_MODEL)
@pytest.mark.parametrize("target", ["sub", "../other", "hf:org/name"])
def test_a_file_in_the_directory_of_a_model_is_not_found_by_itself(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, target: str
) -> None:
    """Somebody's repository is the working directory, and a directory in it, or another model, is audited."""
    hostile = tmp_path / "hostile"
    for place in (hostile / "sub", tmp_path / "other"):
        place.mkdir(parents=True)
    write(hostile, 'fail-on = "never"\n')
    (hostile / name).write_text(text)
    monkeypatch.chdir(hostile)
    result = ask("partly-read", "audit", target)
    assert result.exit_code == 1
    assert "auditor.toml is in the directory of a model and was not used" in result.stderr
    assert ask("partly-read", "audit", target, "--config", NAME).exit_code == 0

    write(hostile / "sub", 'fail-on = "never"\n')
    monkeypatch.chdir(hostile / "sub")
    assert ask("partly-read", "audit", "../../other").exit_code == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("config.json", '{"editor": "vi"}'),
        ("config.json", "not JSON"),
        ("params.json", "{}"),
        ("README.md", "# Mine\n"),
    ],
)
def test_a_file_that_is_merely_called_like_a_models_does_not_make_it_a_strangers(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    for place in (tmp_path, tmp_path / "work"):
        place.mkdir(exist_ok=True)
        (place / name).write_text(text)
    write(tmp_path / "work", GOOD)
    monkeypatch.chdir(tmp_path / "work")
    result = ask("partly-read", "audit", "../model")
    assert result.asked["waivers"] == WAIVERS
    assert "was not used" not in result.stderr


@pytest.mark.parametrize("shared", ["home", "tmp"])
def test_no_home_and_no_directory_of_temporary_files_is_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: str
) -> None:
    """Somebody unpacked a model there: what lies below is not the model's, what lies beside it is."""
    place = tmp_path / shared
    mine = write(place / "work" / "ci", GOOD)
    (place / "config.json").write_text('{"model_type": "llama"}')
    assert of_a_model(mine)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    assert not of_a_model(mine)
    assert of_a_model(write(place, GOOD))


def test_nothing_above_a_git_clone_is_of_its_repository(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "llama"}')
    mine = write(tmp_path / "clone" / "ci", GOOD)
    assert of_a_model(mine)
    (tmp_path / "clone" / ".git").mkdir()
    assert not of_a_model(mine)
    (tmp_path / "clone" / "config.json").write_text('{"model_type": "llama"}')
    assert of_a_model(mine)


def test_a_directory_that_is_gone_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(TargetError, match="The current directory is gone"):
        open_target(".")


@pytest.mark.parametrize("target", ["x" * 5000, "loop", "hf:org/name", ""])
def test_a_target_that_is_no_path_holds_no_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    write(tmp_path, GOOD)
    assert inside(Path(NAME), target) is (target == "")
