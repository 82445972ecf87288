"""Model caches of the Hub: names, revisions, and the links that may lead to their blobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.errors import TargetError
from auditor.model import UnreadReason
from auditor.sources import open_target

if TYPE_CHECKING:
    from pathlib import Path

REVISION = "1110a243fdf4706b3f48f1d95db1a4f5529b4d41"
OID = "5" * 40
SHA256 = "a" * 64


@pytest.fixture
def cached(tmp_path: Path) -> Path:
    """`models--org--name` with one snapshot whose LICENSE and weights are blobs."""
    folder = tmp_path / "hub" / "models--org--name"
    snapshot = folder / "snapshots" / REVISION
    (snapshot / "sub").mkdir(parents=True)
    (folder / "blobs").mkdir()
    (folder / "refs").mkdir()
    (folder / "blobs" / OID).write_text("MIT License")
    (folder / "blobs" / SHA256).write_bytes(b"GGUF weights")
    (snapshot / "LICENSE").symlink_to(f"../../blobs/{OID}")
    (snapshot / "sub" / "model.gguf").symlink_to(f"../../../blobs/{SHA256}")
    (folder / "refs" / "main").write_text(REVISION)
    return folder


def test_a_snapshot_tells_name_and_revision_and_its_blobs_are_read(cached: Path) -> None:
    source = open_target(str(cached / "snapshots" / REVISION))
    assert (source.name, source.revision) == ("org/name", REVISION)
    assert [file.path for file in source.files()] == ["LICENSE", "sub/model.gguf"]
    assert source.read("LICENSE", limit=100) == b"MIT License"
    assert source.unread() == ()


def test_the_cache_folder_itself_means_its_main_snapshot(cached: Path) -> None:
    (cached / "snapshots" / "older").mkdir()
    source = open_target(str(cached))
    assert (source.name, source.revision) == ("org/name", REVISION)
    assert [file.path for file in source.files()] == ["LICENSE", "sub/model.gguf"]


def test_several_snapshots_and_no_main_are_refused_with_one_to_choose(cached: Path) -> None:
    (cached / "snapshots" / "older").mkdir()
    (cached / "refs" / "main").unlink()
    with pytest.raises(TargetError, match="2 snapshots") as caught:
        open_target(str(cached))
    assert str(cached / "snapshots" / REVISION) in caught.value.tip


def test_a_cache_folder_without_a_snapshot_is_refused(tmp_path: Path) -> None:
    (tmp_path / "models--org--name" / "snapshots").mkdir(parents=True)
    with pytest.raises(TargetError, match="holds no snapshot"):
        open_target(str(tmp_path / "models--org--name"))


def test_a_file_of_a_snapshot_keeps_its_name_though_it_is_a_blob(cached: Path) -> None:
    source = open_target(str(cached / "snapshots" / REVISION / "sub" / "model.gguf"))
    assert (source.name, source.revision) == ("org/name", REVISION)
    assert [file.path for file in source.files()] == ["model.gguf"]
    assert source.read("model.gguf", limit=4) == b"GGUF"


def test_a_snapshot_reached_through_a_link_is_still_known(cached: Path, tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to(cached / "snapshots" / REVISION)
    source = open_target(str(tmp_path / "here"))
    assert (source.name, source.revision) == ("org/name", REVISION)
    assert source.unread() == ()


def test_a_name_without_organisation_and_one_with_dashes_are_read(tmp_path: Path) -> None:
    for folder, name in (("models--gpt2", "gpt2"), ("models--org--a--b", "org/a--b")):
        snapshot = tmp_path / folder / "snapshots" / "r"
        snapshot.mkdir(parents=True)
        (snapshot / "config.json").write_text("{}")
        assert open_target(str(snapshot)).name == name


def test_a_directory_below_a_folder_of_such_a_name_is_not_that_repository(tmp_path: Path) -> None:
    place = tmp_path / "models--org--name" / "my-own"
    place.mkdir(parents=True)
    (place / "config.json").write_text("{}")
    assert open_target(str(place)).name is None


def test_the_store_shared_by_all_repositories_may_be_linked(cached: Path) -> None:
    shared = cached.parent / "blobs" / SHA256[:2]
    shared.mkdir(parents=True)
    (shared / SHA256).write_text("shared")
    (cached / "blobs" / SHA256).unlink()
    (cached / "blobs" / SHA256).symlink_to(shared / SHA256)
    source = open_target(str(cached))
    assert source.read("sub/model.gguf", limit=10) == b"shared"


@pytest.mark.parametrize(
    "where", ["../../blobs/passwd", "../../blobs/notes", "../../refs/main", "/etc/passwd", "../../../secret"]
)
def test_other_links_out_of_a_snapshot_are_not_followed(cached: Path, where: str) -> None:
    (cached / "blobs" / "passwd").symlink_to("/etc/passwd")
    (cached / "blobs" / "notes").write_text("no blob")
    (cached.parent / "secret").write_text("x")
    (cached / "snapshots" / REVISION / "NOTICE").symlink_to(where)
    (told,) = open_target(str(cached)).unread()
    assert (told.path, told.reason) == ("NOTICE", UnreadReason.LINK_OUTSIDE)


def test_a_snapshots_folder_that_is_a_link_is_not_entered(tmp_path: Path) -> None:
    (tmp_path / "models--org--name").mkdir()
    (tmp_path / "elsewhere" / "r").mkdir(parents=True)
    (tmp_path / "models--org--name" / "snapshots").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TargetError, match="holds no snapshot"):
        open_target(str(tmp_path / "models--org--name"))
