"""What a target means, and what none means."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from auditor.errors import TargetError
from auditor.sources import open_target

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    AsNobody = Callable[[], AbstractContextManager[None]]


def refused(target: str) -> TargetError:
    with pytest.raises(TargetError) as caught:
        open_target(target)
    assert caught.value.tip, "a refusal says what to do next"
    return caught.value


def test_a_directory_is_opened_and_keeps_the_words_it_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    source = open_target(f"{tmp_path}/")
    assert source.target == f"{tmp_path}/"
    assert [file.path for file in source.files()] == ["config.json"]
    assert source.name is None
    assert source.revision is None


@pytest.mark.parametrize("name", ["model.gguf", "MODEL.GGUF", "model.safetensors"])
def test_a_single_model_file_is_opened_without_its_neighbours(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"GGUF and more")
    (tmp_path / "LICENSE").write_text("MIT")
    source = open_target(str(tmp_path / name))
    assert [(file.path, file.size) for file in source.files()] == [(name, 13)]
    assert source.read(name, limit=4) == b"GGUF"
    assert [(entry.path, entry.matters) for entry in source.unread()] == [("", True)]


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    error = refused(str(tmp_path / "nothing" / "here" / "at all"))
    assert error.message.startswith("No such path: ")


@pytest.mark.parametrize("target", ["hf:org/name", "https://huggingface.co/org/name", "https://hf.co/org/name/"])
def test_what_can_only_be_the_hub_is_refused_where_no_hub_may_be_asked(target: str) -> None:
    assert "names a repository on the Hub" in refused(target).message


@pytest.mark.parametrize(
    "target", ["hf:spaces/org/app", "hf:org/name@../x", "hf:", "https://huggingface.co/", "hf:a/b/c"]
)
def test_what_is_no_repository_of_models_or_data_is_refused(target: str) -> None:
    assert "hf:ORG/NAME" in refused(target).tip


def test_an_existing_path_wins_over_a_hub_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "org" / "name").mkdir(parents=True)
    (tmp_path / "org" / "name" / "README.md").write_text("x")
    monkeypatch.chdir(tmp_path)
    assert [file.path for file in open_target("org/name").files()] == ["README.md"]


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    assert refused(str(tmp_path / "notes.txt")).message.endswith("notes.txt is not a model.")


def test_an_empty_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty" / "too").mkdir(parents=True)
    assert refused(str(tmp_path)).message == f"{tmp_path} is empty."


def test_a_directory_of_nothing_but_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").symlink_to("/etc/passwd")
    assert refused(str(tmp_path)).message == (
        f"Nothing in {tmp_path} can be read; LICENSE: A link that leads out of the audited directory."
    )


def test_a_directory_without_permission_is_refused(open_folder: Path, unprivileged: AsNobody) -> None:
    place = open_folder / "model"
    place.mkdir()
    (place / "config.json").write_text("{}")
    for mode in (0o000, 0o300):
        place.chmod(mode)
        with unprivileged():
            assert refused(str(place)).message == f"No permission to read {place}"
    place.chmod(0o755)


def test_a_directory_whose_files_cannot_be_reached_is_refused(open_folder: Path, unprivileged: AsNobody) -> None:
    place = open_folder / "model"
    place.mkdir()
    (place / "config.json").write_text("{}")
    place.chmod(0o444)
    with unprivileged():
        assert "config.json: Permission denied." in refused(str(place)).message
    place.chmod(0o755)


def test_a_path_below_a_directory_without_permission_is_refused(open_folder: Path, unprivileged: AsNobody) -> None:
    place = open_folder / "closed"
    (place / "model").mkdir(parents=True)
    place.chmod(0o000)
    with unprivileged():
        assert refused(str(place / "model")).message == f"No permission to read {place / 'model'}"


def test_a_single_file_without_permission_is_refused(open_folder: Path, unprivileged: AsNobody) -> None:
    place = open_folder / "model.gguf"
    place.write_bytes(b"GGUF")
    place.chmod(0o000)
    with unprivileged():
        assert refused(str(place)).message == f"No permission to read {place}"


@pytest.mark.parametrize("target", ["", "   "])
def test_no_target_is_refused(target: str) -> None:
    assert refused(target).message == "No target was named."


def test_a_target_that_no_path_can_be_is_refused() -> None:
    assert "a\0b" in refused("a\0b").message
    assert len(refused("x" * 100_000).message) < 1_000


def test_a_pipe_as_the_target_is_refused_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "model.gguf")
    assert refused(str(tmp_path / "model.gguf")).message.endswith("model.gguf is not a file.")


def test_a_link_to_nothing_as_the_target_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.gguf").symlink_to(tmp_path / "gone")
    assert refused(str(tmp_path / "model.gguf")).message.endswith("model.gguf is a link to nothing.")
