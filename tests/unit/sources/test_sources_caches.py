"""Model caches of the Hub: names, revisions, and the links that may lead to their blobs."""

from __future__ import annotations

import json
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
XET = "b" * 64
LARGE = {"size": 12, "blob_id": "6" * 40, "lfs_sha256": SHA256, "lfs_size": 12, "xet_hash": XET}


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
    listed(folder, {"LICENSE": {"size": 11, "blob_id": OID}, "sub/model.gguf": LARGE})
    return folder


def listed(folder: Path, files: dict[str, object], commit: str = REVISION) -> None:
    """The list of files that huggingface_hub keeps."""
    (folder / "trees").mkdir(exist_ok=True)
    (folder / "trees" / f"{commit}.json").write_text(json.dumps({"format_version": 1, "files": files}))


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
    with pytest.raises(TargetError, match="has no snapshot"):
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
    shared = cached.parent / "blobs" / XET[:2]
    shared.mkdir(parents=True)
    (shared / XET).write_text("a shared one")
    (cached / "blobs" / SHA256).unlink()
    (cached / "blobs" / SHA256).symlink_to(shared / XET)
    source = open_target(str(cached))
    assert source.read("sub/model.gguf", limit=12) == b"a shared one"
    assert source.files()[1].sha256 == SHA256


@pytest.mark.parametrize(
    "where", ["../../blobs/passwd", "../../blobs/notes", "../../refs/main", "/etc/passwd", "../../../secret"]
)
def test_other_links_out_of_a_snapshot_are_not_followed(cached: Path, where: str) -> None:
    (cached / "blobs" / "passwd").symlink_to("/etc/passwd")
    (cached / "blobs" / "notes").write_text("no blob")
    (cached.parent / "secret").write_text("x")
    (cached / "snapshots" / REVISION / "NOTICE").symlink_to(where)
    (entry,) = open_target(str(cached)).unread()
    assert (entry.path, entry.reason) == ("NOTICE", UnreadReason.LINK_OUTSIDE)


def test_a_snapshots_folder_that_is_a_link_is_not_entered(tmp_path: Path) -> None:
    (tmp_path / "models--org--name").mkdir()
    (tmp_path / "elsewhere" / "r").mkdir(parents=True)
    (tmp_path / "models--org--name" / "snapshots").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TargetError, match="has no snapshot"):
        open_target(str(tmp_path / "models--org--name"))


def test_a_file_that_is_listed_and_not_here_was_not_downloaded(cached: Path) -> None:
    listed(cached, {"LICENSE": {"size": 11, "blob_id": OID}, "sub/model.gguf": LARGE, "NOTICE": {"size": 3}})
    (entry,) = open_target(str(cached)).unread()
    assert (entry.path, entry.reason, entry.matters) == ("NOTICE", UnreadReason.NOT_HERE, True)


@pytest.mark.parametrize("change", ["gone", "format", "broken", "no files", "a file", "other commit", "deep", "link"])
def test_without_a_sound_list_nobody_knows_what_else_there_is(cached: Path, change: str) -> None:
    place = cached / "trees" / f"{REVISION}.json"
    whole = place.read_text()
    place.unlink()
    if change == "link":
        (cached / "elsewhere").write_text(whole)
        place.symlink_to(cached / "elsewhere")
    elif change == "other commit":
        (cached / "trees" / f"{'0' * 40}.json").write_text(whole)
    elif change != "gone":
        texts = {
            "format": whole.replace('"format_version": 1', '"format_version": 2'),
            "broken": whole[:-1],
            "no files": '{"format_version": 1}',
            "a file": '{"format_version": 1, "files": {"LICENSE": {"size": -1}}}',
            "deep": "[" * 100_000,
        }
        place.write_text(texts[change])
    (entry,) = open_target(str(cached)).unread()
    assert (entry.path, entry.reason, entry.matters) == ("", UnreadReason.NOT_HERE, True)
    assert f"auditor audit hf:org/name@{REVISION}" in entry.detail


def test_a_record_that_a_file_is_not_on_the_hub_settles_nothing_else(cached: Path) -> None:
    (cached / "trees" / f"{REVISION}.json").unlink()
    for name in ("LICENSE.md", "LICENSE.txt", "NOTICE", "COPYING"):
        (cached / ".no_exist" / REVISION).mkdir(parents=True, exist_ok=True)
        (cached / ".no_exist" / REVISION / name).touch()
    assert [entry.path for entry in open_target(str(cached)).unread()] == [""]


def test_a_sha256_is_the_listings_where_size_and_name_of_the_blob_agree(cached: Path) -> None:
    assert [file.sha256 for file in open_target(str(cached)).files()] == [None, SHA256]
    (cached / "blobs" / SHA256).write_bytes(b"GGUF weights, and more")
    assert [file.sha256 for file in open_target(str(cached)).files()] == [None, None]


def test_a_sha256_is_nobodys_where_the_blob_bears_another_name(cached: Path) -> None:
    (cached / "blobs" / SHA256).rename(cached / "blobs" / ("c" * 64))
    link = cached / "snapshots" / REVISION / "sub" / "model.gguf"
    link.unlink()
    link.symlink_to(f"../../../blobs/{'c' * 64}")
    assert [file.sha256 for file in open_target(str(cached)).files()] == [None, None]


def test_a_dataset_has_its_folder_too(tmp_path: Path) -> None:
    snapshot = tmp_path / "datasets--org--corpus" / "snapshots" / REVISION
    snapshot.mkdir(parents=True)
    (snapshot / "README.md").write_text("x")
    assert open_target(str(snapshot)).name == "org/corpus"
