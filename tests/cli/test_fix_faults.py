"""`auditor fix --write` where something stands in its way: nothing is lost, nothing is half, and the file is named."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.main import main
from support import models, remedies
from support.command import environment
from support.zygote import Ran, Zygote

_LLAMA = "meta-llama/Llama-3.1-8B"
_WRITTEN = ("LICENSES/llama3.1.txt", "NOTICE", "README.md")
_PAGE = 4096


def _model(folder: Path, **files: str) -> Path:
    """A fine-tune of Llama without any of what its license requires, and a NOTICE of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    given = {
        "README.md": models.card(f"license: apache-2.0\nbase_model: {_LLAMA}"),
        "config.json": '{"model_type": "gull"}',
        "LICENSE": models.apache(),
        **files,
    }
    for path, text in given.items():
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "model.safetensors").write_bytes(models.WEIGHTS)
    return folder


def _tree(folder: Path) -> dict[str, bytes]:
    """Every file, links as what they lead to, and every folder."""
    return {
        str(path.relative_to(folder)): str(path.readlink()).encode()
        if path.is_symlink()
        else b"/"
        if path.is_dir()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }


def _fix(model: Path, state: Path, *more: str) -> Result:
    run = ["fix", str(model), "--no-scancode", "--as-of", remedies.DAY, "--quiet", *more]
    return CliRunner().invoke(main, run, env={"XDG_STATE_HOME": str(state), "COLUMNS": "200"})


def _refused(result: Result) -> str:
    """The one clear line of a run that changed nothing."""
    assert result.exit_code == 3, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    return result.stderr.splitlines()[0]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a file system of so many pages."""
    mounted: list[Path] = []

    def mount(pages: int) -> Path:
        place = tmp_path / f"small-{len(mounted)}"
        place.mkdir()
        if os.geteuid() != 0:
            pytest.skip("only root mounts a small file system")
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={pages * _PAGE}", "tmpfs", str(place)],
            capture_output=True,
            check=False,
        )
        if made.returncode != 0:
            pytest.skip(f"no small file system can be mounted here: {made.stderr.decode().strip()}")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_under_the_model_changes_nothing_however_full(small: Callable[[int], Path], tmp_path: Path) -> None:
    refused = done = 0
    for pages in range(7, 26):
        place = small(pages)
        model = _model(place / "model")
        before = _tree(model)
        state = tmp_path / f"state-{pages}"

        result = _fix(model, state, "--write")

        after = _tree(model)
        if result.exit_code == 3:
            first = _refused(result)
            assert "No space left on device" in first
            assert str(model) in first
            assert after == before, pages
            assert "There is nothing to undo" in _refused(_fix(model, state, "--undo"))
            refused += 1
        else:
            assert set(_WRITTEN) <= set(after)
            assert before.items() - {("README.md", before["README.md"])} <= after.items()
            done += 1
        assert not [path for path in after if ".auditor-fix." in path]
    assert refused
    assert done


def test_a_full_disk_under_the_state_changes_nothing_however_full(small: Callable[[int], Path], tmp_path: Path) -> None:
    model = _model(tmp_path / "model")
    before = _tree(model)
    refused = done = 0
    for pages in range(1, 16):
        result = _fix(model, small(pages), "--write")

        if result.exit_code == 3:
            assert "No space left on device" in _refused(result)
            assert _tree(model) == before
            refused += 1
        else:
            done += 1
            break
    assert refused
    assert done


def test_a_full_disk_keeps_what_undo_needs_of_the_write_before(small: Callable[[int], Path], tmp_path: Path) -> None:
    place = small(40)
    model = _model(place / "model")
    first, state = _tree(model), tmp_path / "state"
    phrase = f"attribution-phrase-missing:llama3.1:{_LLAMA}"
    assert _fix(model, state, "--write", "--finding", phrase).exit_code == 1
    second = _tree(model)
    assert second != first
    room = os.statvfs(place).f_bfree * os.statvfs(place).f_frsize
    (place / "filler").write_bytes(bytes(max(0, room - _PAGE)))

    assert "No space left on device" in _refused(_fix(model, state, "--write"))

    assert _tree(model) == second
    (place / "filler").unlink()
    assert _fix(model, state, "--undo").exit_code == 0
    assert _tree(model) == first


@pytest.mark.parametrize(
    ("what", "named"),
    [
        ("card that cannot be read", "README.md"),
        ("NOTICE that cannot be read", "NOTICE"),
        ("NOTICE that cannot be written", "NOTICE"),
        ("folder that cannot be written", "model"),
        ("state that cannot be written", "state"),
    ],
)
def test_missing_rights_change_nothing_and_name_the_file(
    what: str,
    named: str,
    open_folder: Path,
    unprivileged: Callable[[], AbstractContextManager[None]],
) -> None:
    model, state = _model(open_folder / "model", NOTICE="Gull 7B\n"), open_folder / "state"
    state.mkdir()
    for path in (model, state):
        path.chmod(0o777)
    (model / "adapter_config.json").write_text(f'{{"base_model_name_or_path": "{_LLAMA}"}}', encoding="utf-8")
    before = _tree(model)
    _fix(model, open_folder / "other")  # what is imported when it is needed is imported by who may read it
    blocked = {
        "card that cannot be read": (model / "README.md", 0o000),
        "NOTICE that cannot be read": (model / "NOTICE", 0o000),
        "NOTICE that cannot be written": (model / "NOTICE", 0o444),
        "folder that cannot be written": (model, 0o555),
        "state that cannot be written": (state, 0o555),
    }
    path, mode = blocked[what]
    others = [each for each in (model / "README.md", model / "NOTICE") if each != path]
    for each in others:
        each.chmod(0o666)
    path.chmod(mode)

    with unprivileged():
        first = _refused(_fix(model, state, "--write"))

    assert named in first
    path.chmod(0o755 if path.is_dir() else 0o644)
    assert _tree(model) == before


@pytest.mark.parametrize("link", ["README.md", "NOTICE", "LICENSES", "LICENSES/llama3.1.txt"])
def test_what_leads_out_of_the_target_is_never_written(link: str, tmp_path: Path) -> None:
    model, outside = _model(tmp_path / "model"), tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text(models.card(f"license: apache-2.0\nbase_model: {_LLAMA}"), encoding="utf-8")
    (model / link).unlink(missing_ok=True)
    (model / link).parent.mkdir(exist_ok=True)
    (model / link).symlink_to(outside if link == "LICENSES" else outside / "file")
    if link == "README.md":
        (model / "adapter_config.json").write_text(f'{{"base_model_name_or_path": "{_LLAMA}"}}', encoding="utf-8")
    before, away = _tree(model), _tree(outside)

    for more in ((), ("--write",), ("--write", "--force")):
        assert link in _refused(_fix(model, tmp_path / "state", *more))

    assert _tree(model) == before
    assert _tree(outside) == away


def test_a_link_within_the_target_is_not_written_through(tmp_path: Path) -> None:
    model = _model(tmp_path / "model")
    (model / "docs").mkdir()
    (model / "README.md").rename(model / "docs" / "card.md")
    (model / "README.md").symlink_to("docs/card.md")
    before = _tree(model)

    assert "README.md is not written: it is a link" in _refused(_fix(model, tmp_path / "state", "--write"))

    assert _tree(model) == before


def test_two_runs_at_once_come_to_what_one_comes_to(tmp_path: Path) -> None:
    alone, model = _model(tmp_path / "alone"), _model(tmp_path / "model")
    code = _fix(alone, tmp_path / "state", "--write").exit_code
    command = [sys.executable, "-m", "auditor", "fix", str(model), "--write", "--no-scancode", "--quiet"]
    env = environment(XDG_STATE_HOME=str(tmp_path / "state"))
    runs = [
        subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]

    ended = [(run.communicate(timeout=120)[1], run.returncode) for run in runs]

    assert _tree(model) == _tree(alone)
    assert code in [returned for _, returned in ended]
    for stderr, returned in ended:
        assert returned in (code, 3)
        assert "Traceback" not in stderr
        if returned == 3:
            assert "is running here" in stderr or "was changed since the plan was made" in stderr


def test_a_command_that_is_killed_at_any_of_20_moments_leaves_every_file_old_or_new(tmp_path: Path) -> None:
    old = _tree(_model(tmp_path / "old"))
    env = {"XDG_STATE_HOME": str(tmp_path / "state")}
    unwritten = 0
    with Zygote(environment()) as zygote:

        def run(model: Path, *more: str, after: float | None = None) -> Ran:
            args = ["fix", str(model), "--no-scancode", "--quiet", *more]
            return zygote.run(args, cwd=tmp_path, env=env, kill_after=after)

        whole = min(run(_model(tmp_path / f"whole-{n}"), "--write").seconds for n in range(2))
        new = _tree(tmp_path / "whole-0")
        for moment in range(20):
            model = _model(tmp_path / str(moment))
            # from half of its time on it may be writing; one moment is sure to be before that
            share = 0.5 + 0.6 * moment / 20 if moment else 0.1
            run(model, "--write", after=whole * share)

            seen = {path: data for path, data in _tree(model).items() if ".auditor-fix." not in path}
            for path, data in seen.items():
                assert data in (old.get(path), new.get(path)), (moment, path)
            assert set(old) <= set(seen)
            unwritten += seen == old
            if moment % 2:
                run(model, "--write")
                assert _tree(model) == new, moment
            else:
                undone = run(model, "--undo")
                assert undone.code == 0 or b"nothing to undo" in undone.err
                assert {path: data for path, data in _tree(model).items() if path != "LICENSES"} == old, moment
    assert unwritten
