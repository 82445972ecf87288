"""Directories that `hf download --local-dir` filled: which commit, and what is not there."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING

import pytest

from auditor.model import UnreadReason
from auditor.sources import open_target

if TYPE_CHECKING:
    from pathlib import Path

COMMIT, OTHER = "1" * 40, "2" * 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """LICENSE and config.json, each with its record, and the list of both."""
    place = tmp_path / "model"
    for name in ("LICENSE", "config.json"):
        _file(place, name)
        _record(place, name)
    _list(place, "LICENSE", "config.json")
    return place


def _file(place: Path, name: str) -> None:
    place.mkdir(exist_ok=True)
    (place / name).write_text("{}")
    os.utime(place / name, (time.time() - 60, time.time() - 60))


def _record(place: Path, name: str, commit: str = COMMIT) -> None:
    record = place / ".cache" / "huggingface" / "download" / f"{name}.metadata"
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(f"{commit}\n{'a' * 40}\n{time.time()}\n")


def _list(place: Path, *names: str) -> None:
    (place / ".cache" / "huggingface" / "trees").mkdir(exist_ok=True)
    files = {name: {"size": 2, "blob_id": "a" * 40} for name in names}
    text = json.dumps({"format_version": 1, "files": files})
    (place / ".cache" / "huggingface" / "trees" / f"{COMMIT}.json").write_text(text)


def test_the_records_tell_the_commit_and_no_name(folder: Path) -> None:
    source = open_target(str(folder))
    assert (source.name, source.revision) == (None, COMMIT)
    assert source.unread() == ()


@pytest.mark.parametrize("change", ["another commit", "changed since", "a file of its own", "no commit", "garbage"])
def test_records_that_do_not_agree_tell_no_commit(folder: Path, change: str) -> None:
    if change == "another commit":
        _record(folder, "LICENSE", OTHER)
    elif change == "changed since":
        os.utime(folder / "LICENSE", (time.time() + 60, time.time() + 60))
    elif change == "a file of its own":
        _file(folder, "NOTICE")
    elif change == "no commit":
        _record(folder, "LICENSE", "main")
    else:
        (folder / ".cache" / "huggingface" / "download" / "LICENSE.metadata").write_bytes(b"\xff\n")
    assert open_target(str(folder)).revision is None


def test_what_is_listed_and_not_here_was_not_downloaded(folder: Path) -> None:
    _list(folder, "LICENSE", "config.json", "NOTICE")
    (entry,) = open_target(str(folder)).unread()
    assert (entry.path, entry.reason) == ("NOTICE", UnreadReason.NOT_HERE)


def test_a_download_without_a_list_may_lack_anything(folder: Path) -> None:
    (folder / ".cache" / "huggingface" / "trees" / f"{COMMIT}.json").unlink()
    (entry,) = open_target(str(folder)).unread()
    assert (entry.path, entry.reason, entry.matters) == ("", UnreadReason.NOT_HERE, True)


def test_a_directory_without_records_is_whole(tmp_path: Path) -> None:
    _file(tmp_path / "model", "LICENSE")
    source = open_target(str(tmp_path / "model"))
    assert (source.revision, source.unread()) == (None, ())
