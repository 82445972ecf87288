from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from auditor.documents.alone import read_file
from auditor.model import Document, DocumentKind, Unread, UnreadReason

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path


def put(folder: Path, name: str, data: bytes) -> Path:
    place = folder / name
    place.write_bytes(data)
    return place


def test_a_text_is_a_document_at_the_path_as_given(tmp_path: Path) -> None:
    data = b"Permission is granted.\r\nTo you.\r\n"
    place = put(tmp_path, "whatever.dat", data)
    document = read_file(place)
    assert isinstance(document, Document)
    assert (document.path, document.kind, document.size) == (str(place), DocumentKind.LICENSE, len(data))
    assert document.text == "Permission is granted.\nTo you.\n"
    assert document.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("LICENSE", DocumentKind.LICENSE),
        ("NOTICE", DocumentKind.NOTICE),
        ("README.md", DocumentKind.NOTICE),
        ("modeling_x.py", DocumentKind.NOTICE),
        ("agreement", DocumentKind.LICENSE),
    ],
)
def test_the_name_tells_whether_the_text_must_be_a_license(tmp_path: Path, name: str, kind: DocumentKind) -> None:
    document = read_file(put(tmp_path, name, b"# words\n"))
    assert isinstance(document, Document)
    assert document.kind is kind


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Lizenz für alle".encode("utf-16"), "Lizenz für alle"),
        (b"\xef\xbb\xbfLicense", "License"),
        ("Café".encode("cp1252"), "Café"),
    ],
)
def test_an_encoding_is_found_out(tmp_path: Path, data: bytes, text: str) -> None:
    document = read_file(put(tmp_path, "LICENSE", data))
    assert isinstance(document, Document)
    assert document.text == text


def test_a_page_is_read_between_its_tags(tmp_path: Path) -> None:
    document = read_file(put(tmp_path, "license.html", b"<p>You may &amp; must</p>"))
    assert isinstance(document, Document)
    assert document.text.strip() == "You may & must"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", UnreadReason.EMPTY),
        (b" \n\t\n", UnreadReason.EMPTY),
        (b"%PDF-1.7 text", UnreadReason.NOT_TEXT),
        (b"PK\x03\x04zip", UnreadReason.NOT_TEXT),
        (b"a\0b\0\0\0", UnreadReason.NOT_TEXT),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", UnreadReason.LFS_POINTER),
        (b"a" * (2 * 2**20 + 1), UnreadReason.TOO_LARGE),
    ],
)
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes, reason: UnreadReason) -> None:
    place = put(tmp_path, "LICENSE", data)
    unread = read_file(place)
    assert isinstance(unread, Unread)
    assert (unread.path, unread.reason) == (str(place), reason)
    assert unread.detail.endswith(".")


def test_the_largest_text_is_read_whole(tmp_path: Path) -> None:
    document = read_file(put(tmp_path, "LICENSE", b"a" * 2 * 2**20))
    assert isinstance(document, Document)
    assert len(document.text) == 2 * 2**20


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken").symlink_to("nowhere")
    (tmp_path / "round").symlink_to("round")
    os.mkfifo(tmp_path / "pipe")
    put(tmp_path, "file", b"x")
    by_name = {name: read_file(tmp_path / name) for name in (".", "none", "broken", "round", "pipe", "file/below")}
    assert {name: (entry.reason, entry.detail) for name, entry in by_name.items() if isinstance(entry, Unread)} == {
        ".": (UnreadReason.NOT_A_FILE, "It is a directory."),
        "none": (UnreadReason.FAILED, "There is no such file."),
        "broken": (UnreadReason.LINK_BROKEN, "It is a link to nothing."),
        "round": (UnreadReason.FAILED, "Too many levels of symbolic links."),
        "pipe": (UnreadReason.NOT_A_FILE, "It is not a regular file."),
        "file/below": (UnreadReason.FAILED, "There is no such file."),
    }


def test_a_file_without_permission_is_told(
    open_folder: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    place = put(open_folder, "LICENSE", b"text")
    place.chmod(0)
    with unprivileged():
        unread = read_file(place)
    assert isinstance(unread, Unread)
    assert unread.reason is UnreadReason.NO_PERMISSION


def test_a_name_that_no_system_takes_is_told(tmp_path: Path) -> None:
    unread = read_file(tmp_path / ("a" * 5_000))
    assert isinstance(unread, Unread)
    assert unread.reason is UnreadReason.FAILED
    unread = read_file(tmp_path / "a\0b")
    assert isinstance(unread, Unread)
    assert unread.reason is UnreadReason.FAILED
