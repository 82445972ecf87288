"""Walking a directory that may be hostile."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.model import UnreadReason
from auditor.sources import LocalSource, walk

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from auditor.model import Unread

    AsNobody = Callable[[], AbstractContextManager[None]]


def paths(source: LocalSource) -> list[str]:
    return [file.path for file in source.files()]


def the_unread(source: LocalSource) -> Unread:
    (only,) = source.unread()
    return only


def test_files_are_listed_by_path_with_their_sizes(tmp_path: Path) -> None:
    for path in ("b/LICENSE", "a.txt", "b/c/d.bin", "B.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    source = LocalSource(tmp_path)
    assert paths(source) == ["B.md", "a.txt", "b/LICENSE", "b/c/d.bin"]
    assert [file.size for file in source.files()] == [4, 5, 9, 9]


def test_reading_is_bounded_and_starts_where_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"0123456789")
    source = LocalSource(tmp_path)
    assert source.read("x", limit=4) == b"0123"
    assert source.read("x", limit=100, start=7) == b"789"
    assert source.read("x", limit=5, start=50) == b""
    assert source.read("x", limit=0) == b""


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "y", "", "sub"])
def test_what_was_not_listed_cannot_be_read(tmp_path: Path, path: str) -> None:
    (tmp_path / "x").write_text("x")
    (tmp_path / "sub").mkdir()
    with pytest.raises(OSError, match="No such file"):
        LocalSource(tmp_path).read(path, limit=10)


def test_a_link_out_of_the_root_is_told_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").symlink_to("/etc/passwd")
    (tmp_path / "x").write_text("x")
    source = LocalSource(tmp_path)
    assert (the_unread(source).path, the_unread(source).reason) == ("LICENSE", UnreadReason.LINK_OUTSIDE)
    assert the_unread(source).matters
    with pytest.raises(OSError, match="No such file"):
        source.read("LICENSE", limit=10)


def test_a_directory_linked_from_outside_is_told_with_a_slash(tmp_path: Path) -> None:
    (tmp_path / "licenses").symlink_to("/etc")
    assert (the_unread(LocalSource(tmp_path)).path, the_unread(LocalSource(tmp_path)).reason) == (
        "licenses/",
        UnreadReason.LINK_OUTSIDE,
    )


def test_a_link_to_a_neighbour_with_the_roots_name_as_its_beginning_is_outside(tmp_path: Path) -> None:
    (tmp_path / "model-secret").mkdir()
    (tmp_path / "model-secret" / "x").write_text("x")
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "LICENSE").symlink_to("../model-secret/x")
    assert the_unread(LocalSource(tmp_path / "model")).reason is UnreadReason.LINK_OUTSIDE


def test_a_link_to_a_file_inside_the_root_is_followed(tmp_path: Path) -> None:
    (tmp_path / "legal").mkdir()
    (tmp_path / "legal" / "mit.txt").write_text("MIT License")
    (tmp_path / "LICENSE").symlink_to("legal/mit.txt")
    (tmp_path / "COPYING").symlink_to("LICENSE")
    source = LocalSource(tmp_path)
    assert paths(source) == ["COPYING", "LICENSE", "legal/mit.txt"]
    assert source.read("COPYING", limit=100) == b"MIT License"
    assert source.unread() == ()


def test_a_link_to_a_directory_inside_the_root_is_not_walked_twice(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").write_text("x")
    (tmp_path / "a" / "up").symlink_to("..")
    (tmp_path / "b").symlink_to("a")
    source = LocalSource(tmp_path)
    assert paths(source) == ["a/x"]
    assert [(unread.path, unread.matters) for unread in source.unread()] == [("a/up/", False), ("b/", False)]
    assert "(a/)" in source.unread()[1].detail


def test_links_that_lead_to_nothing_or_in_a_circle_are_broken(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").symlink_to("NOTICE")
    (tmp_path / "NOTICE").symlink_to("LICENSE")
    (tmp_path / "README.md").symlink_to("gone/README.md")
    (tmp_path / "self").symlink_to("self")
    values = [(unread.path, unread.reason, unread.detail) for unread in LocalSource(tmp_path).unread()]
    circle, nothing = "A link that leads back to itself.", "A link to nothing."
    assert values == [
        ("LICENSE", UnreadReason.LINK_BROKEN, circle),
        ("NOTICE", UnreadReason.LINK_BROKEN, circle),
        ("README.md", UnreadReason.LINK_BROKEN, nothing),
        ("self", UnreadReason.LINK_BROKEN, circle),
    ]


def test_pipes_sockets_and_links_to_them_are_told_and_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "LICENSE")
    (tmp_path / "NOTICE").symlink_to("LICENSE")
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("COPYING")
        by_name = {unread.path: (unread.reason, unread.detail) for unread in LocalSource(tmp_path).unread()}
    assert by_name == {
        "COPYING": (UnreadReason.NOT_A_FILE, "A socket: never opened."),
        "LICENSE": (UnreadReason.NOT_A_FILE, "A named pipe: never opened."),
        "NOTICE": (UnreadReason.NOT_A_FILE, "A named pipe: never opened."),
    }


def test_a_link_to_a_device_outside_is_never_opened(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").symlink_to("/dev/zero")
    assert the_unread(LocalSource(tmp_path)).reason is UnreadReason.LINK_OUTSIDE


def test_a_file_that_became_a_pipe_after_the_listing_is_an_error_and_no_wait(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("MIT")
    source = LocalSource(tmp_path)
    assert paths(source) == ["LICENSE"]
    (tmp_path / "LICENSE").unlink()
    os.mkfifo(tmp_path / "LICENSE")
    with pytest.raises(OSError, match="stopped being a file"):
        source.read("LICENSE", limit=10)


def test_a_file_or_folder_that_became_a_link_after_the_listing_is_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "model"
    (root / "sub").mkdir(parents=True)
    (root / "LICENSE").write_text("MIT")
    (root / "sub" / "passwd").write_text("MIT")
    source = LocalSource(root)
    assert paths(source) == ["LICENSE", "sub/passwd"]
    (root / "LICENSE").unlink()
    (root / "LICENSE").symlink_to("/etc/passwd")
    (root / "sub").rename(tmp_path / "away")
    (root / "sub").symlink_to("/etc")
    for path in paths(source):
        with pytest.raises(OSError, match=r"Too many levels|Not a directory"):
            source.read(path, limit=10)


def test_a_directory_that_may_not_be_entered_is_told(open_folder: Path, unprivileged: AsNobody) -> None:
    (open_folder / "licenses").mkdir()
    (open_folder / "licenses" / "MIT.txt").write_text("MIT")
    (open_folder / "x").write_text("x")
    (open_folder / "licenses").chmod(0o000)
    with unprivileged():
        source = LocalSource(open_folder)
        assert paths(source) == ["x"]
        unread = the_unread(source)
    assert (unread.path, unread.reason, unread.matters) == ("licenses/", UnreadReason.NO_PERMISSION, True)


def test_a_file_that_may_not_be_read_is_listed_and_refuses(open_folder: Path, unprivileged: AsNobody) -> None:
    (open_folder / "LICENSE").write_text("MIT")
    (open_folder / "LICENSE").chmod(0o000)
    with unprivileged():
        source = LocalSource(open_folder)
        assert paths(source) == ["LICENSE"]
        with pytest.raises(PermissionError):
            source.read("LICENSE", limit=10)


def test_version_control_caches_and_dependencies_are_left_out_but_the_remote_is_not(tmp_path: Path) -> None:
    for path in (".git/config", ".git/HEAD", ".git/objects/LICENSE", "__pycache__/x", "node_modules/LICENSE", "a"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")
    assert paths(LocalSource(tmp_path)) == [".git/config", "a"]


def test_a_git_folder_that_is_a_link_lends_no_config(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "config").write_text("x")
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / ".git").symlink_to("../elsewhere")
    assert paths(LocalSource(tmp_path / "model")) == []


def test_too_many_entries_are_told_and_the_files_at_the_top_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "MOST_ENTRIES", 10)
    (tmp_path / "a").mkdir()
    for number in range(20):
        (tmp_path / "a" / f"{number:02}").write_text("x")
    (tmp_path / "b").mkdir()
    (tmp_path / "zz-LICENSE").write_text("MIT")
    source = LocalSource(tmp_path)
    assert "zz-LICENSE" in paths(source)
    assert len(paths(source)) == 8
    assert [(unread.path, unread.reason) for unread in source.unread()] == [
        ("a/", UnreadReason.TOO_MANY),
        ("b/", UnreadReason.TOO_MANY),
    ]


def test_too_deep_a_directory_is_told(tmp_path: Path) -> None:
    place = tmp_path
    for _ in range(70):
        place /= "d"
        place.mkdir()
        (place / "x").write_text("x")
    source = LocalSource(tmp_path)
    assert len(paths(source)) == walk.DEEPEST
    unread = the_unread(source)
    assert (unread.path, unread.reason) == ("d/" * 65, UnreadReason.TOO_MANY)


def test_a_thousand_broken_links_do_not_flood_the_report(tmp_path: Path) -> None:
    for number in range(1_200):
        (tmp_path / f"LICENSE-{number:04}").symlink_to("gone")
    unread = LocalSource(tmp_path).unread()
    assert len(unread) == walk.MOST_UNREAD + 1
    assert (unread[-1].path, unread[-1].reason) == ("", UnreadReason.TOO_MANY)
    assert unread[-1].detail == "200 more files or directories were not read."


def test_a_name_that_is_no_utf8_is_listed_as_text_and_can_be_read(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/LICENSE-\xff")).write_text("MIT")
    source = LocalSource(tmp_path)
    assert paths(source) == ["LICENSE-\\xff"]
    assert source.read("LICENSE-\\xff", limit=3) == b"MIT"


def test_two_names_that_read_the_same_are_not_taken_for_one(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/LICENSE-\xff")).write_text("one")
    (tmp_path / "LICENSE-\\xff").write_text("other")
    source = LocalSource(tmp_path)
    assert len(paths(source)) == 1
    assert (the_unread(source).path, the_unread(source).reason) == ("LICENSE-\\xff", UnreadReason.FAILED)
