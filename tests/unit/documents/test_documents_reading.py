"""From a source to a Repository: what is read, what is told, and where it is capped."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest
from building import Gguf, safetensors

from auditor.documents import read
from auditor.documents import reading as reading_module
from auditor.model import Document, DocumentKind, Field, FileEntry, Part, Unread, UnreadReason
from auditor.sources import open_target
from support.memory import MemorySource

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.model import Repository

    Reading = Callable[[str, str | bytes], tuple[Document | None, Unread | None]]
    Read = Callable[..., Repository]

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"


def summary(repository: Repository) -> dict[str, str]:
    return {
        document.path: f"{document.kind} {document.part} {document.root or '-'}" for document in repository.documents
    }


def test_a_model_directory_becomes_documents_in_path_order(repository: Read) -> None:
    model = repository(
        {
            "README.md": "---\nlicense: mit\n---\n# Zephyr-7B\n",
            "LICENSE": "MIT License",
            "NOTICE.txt": "Notice",
            "USE_POLICY.md": "Policy",
            "LICENSE-CODE": "Apache License",
            "config.json": "{}",
            "generation_config.json": "{}",
            "tokenizer.json": "{}",
            "model.safetensors": safetensors({}),
            "pytorch_model.bin": b"\x80\x02never unpickled",
            "modeling_zephyr.py": "# Copyright 2024 Someone\n",
            "AUTHORS": "Somebody",
            ".git/config": "",
        }
    )
    assert summary(model) == {
        "LICENSE": "license weights -",
        "LICENSE-CODE": "license code -",
        "NOTICE.txt": "notice weights -",
        "README.md": "card documentation -",
        "USE_POLICY.md": "policy weights -",
        "config.json": "config weights -",
        "generation_config.json": "generation-config weights -",
        "model.safetensors": "safetensors weights -",
        "modeling_zephyr.py": "source-code code -",
    }
    assert list(summary(model)) == sorted(summary(model))
    assert (model.roots, model.unread, model.name) == (("",), (), "Zephyr-7B")
    assert len(model.files) == 13


def test_a_text_document_is_whole_with_its_digest(reading: Reading) -> None:
    data = b"MIT License\r\nCopyright (c) 2023 DeepSeek\r\n"
    document, unread = reading("LICENSE", data)
    assert unread is None
    assert document == Document(
        path="LICENSE",
        kind=DocumentKind.LICENSE,
        part=Part.WEIGHTS,
        root="",
        sha256=hashlib.sha256(data).hexdigest(),
        size=42,
        text="MIT License\nCopyright (c) 2023 DeepSeek\n",
    )


def test_several_models_keep_their_papers_apart(repository: Read) -> None:
    model = repository(
        {
            "LICENSE": "MIT",
            "a/config.json": "{}",
            "a/licenses/MIT.txt": "MIT",
            "b/model.gguf": Gguf().build(),
            "b/README.md": "x",
            "docs/NOTICE": "x",
            "pkg-1.dist-info/METADATA": "Name: pkg\n",
            "pkg-1.dist-info/licenses/LICENSE": "MIT",
            "a/.cache/huggingface/download/config.json.metadata": "abc\ndef\n1.5\n",
        }
    )
    assert model.roots == ("a", "b")
    assert summary(model) == {
        "LICENSE": "license weights -",
        "a/.cache/huggingface/download/config.json.metadata": "download-metadata weights a",
        "a/config.json": "config weights a",
        "a/licenses/MIT.txt": "license weights a",
        "b/README.md": "card documentation b",
        "b/model.gguf": "gguf weights b",
        "docs/NOTICE": "notice weights -",
        "pkg-1.dist-info/METADATA": "package-metadata code -",
        "pkg-1.dist-info/licenses/LICENSE": "license code -",
    }


def test_source_code_speaks_inside_a_root_and_modelling_code_anywhere(repository: Read) -> None:
    files = {"model/config.json": "{}", "model/train.py": "# a", "lib/train.py": "# b", "lib/modeling_x.py": "# c"}
    model = repository(files)
    assert [document.path for document in model.of_kind(DocumentKind.SOURCE_CODE)] == [
        "lib/modeling_x.py",
        "model/train.py",
    ]


def test_of_source_code_only_the_head_is_kept(reading: Reading) -> None:
    document, unread = reading("modeling_x.py", "# Copyright 2024 The Qwen team\n" + "x = 'é'\n" * 50_000)
    assert unread is None
    assert document is not None
    assert document.text.startswith("# Copyright 2024 The Qwen team\n")
    assert document.text.count("\n") == 59
    assert document.size <= 16 * 1024


def test_an_empty_source_file_is_nothing_to_tell(repository: Read) -> None:
    model = repository({"config.json": "{}", "__init__.py": ""})
    assert model.unread == ()


def test_package_metadata_gives_its_license_headers_and_not_its_description(reading: Reading) -> None:
    text = (
        "Metadata-Version: 2.4\nName: silero-vad\nVersion: 6.0.0\nAuthor: Silero\nLicense: MIT License\n"
        "        Copyright (c) 2020\n        | Silero\nLicense-Expression: MIT\n"
        "license-file: LICENSE\nLicense-File: NOTICE\n"
        "Classifier: License :: OSI Approved :: MIT License\nClassifier: Topic :: X\nHome-page: https://x\n"
        "Project-URL: Source, https://y\n\nLicense: AGPL\n"
    )
    document, unread = reading("silero_vad-6.0.0.dist-info/METADATA", text)
    assert unread is None
    assert document is not None
    assert document.text == text
    assert document.fields == (
        Field(key="Name", value="silero-vad", line=2),
        Field(key="Version", value="6.0.0", line=3),
        Field(key="Author", value="Silero", line=4),
        Field(key="License", value="MIT License\nCopyright (c) 2020\nSilero", line=5),
        Field(key="License-Expression", value="MIT", line=8),
        Field(key="License-File", value=("LICENSE", "NOTICE"), line=9),
        Field(key="Classifier", value=("License :: OSI Approved :: MIT License", "Topic :: X"), line=11),
        Field(key="Home-page", value="https://x", line=13),
        Field(key="Project-URL", value=("Source, https://y",), line=14),
    )


def test_download_metadata_gives_commit_etag_and_time(reading: Reading) -> None:
    path = ".cache/huggingface/download/model.safetensors.metadata"
    document, unread = reading(path, "1110a243\n53aa5117\n1700000000.5\n")
    assert unread is None
    assert document is not None
    assert document.fields == (
        Field(key="commit", value="1110a243", line=1),
        Field(key="etag", value="53aa5117", line=2),
        Field(key="timestamp", value="1700000000.5", line=3),
    )


@pytest.mark.parametrize(
    ("path", "data", "reason"),
    [
        ("LICENSE", b"", UnreadReason.EMPTY),
        ("LICENSE", b"\r\n \t", UnreadReason.EMPTY),
        ("LICENSE.html", b"<html><body>\n</body></html>", UnreadReason.EMPTY),
        ("NOTICE", POINTER.encode(), UnreadReason.LFS_POINTER),
        ("LICENSE", b"MIT\0License", UnreadReason.NOT_TEXT),
        ("LICENSE.pdf", b"%PDF-1.7 text", UnreadReason.NOT_TEXT),
        ("LICENSE", b"x" * (2 * 2**20 + 1), UnreadReason.TOO_LARGE),
        ("config.json", POINTER.encode(), UnreadReason.LFS_POINTER),
        ("adapter_config.json", b"", UnreadReason.EMPTY),
    ],
)
def test_a_paper_that_cannot_be_read_is_told_and_matters(
    reading: Reading, path: str, data: bytes, reason: UnreadReason
) -> None:
    document, unread = reading(path, data)
    assert document is None
    assert unread is not None
    assert (unread.path, unread.reason, unread.matters) == (path, reason, True)
    assert unread.detail.endswith(".")


def test_a_license_of_two_megabytes_is_read_to_its_end(reading: Reading) -> None:
    document, unread = reading("LICENSE", b"x" * (2 * 2**20 - 3) + b"end")
    assert unread is None
    assert document is not None
    assert document.text.endswith("xend")


def test_a_license_in_utf16_and_one_with_a_mark_are_read(repository: Read) -> None:
    model = repository({"LICENSE": "MIT License".encode("utf-16"), "COPYING": "\ufeffMIT License"})
    assert [document.text for document in model.documents] == ["MIT License", "MIT License"]


def test_a_folder_called_license_confuses_nothing(repository: Read) -> None:
    model = repository({"LICENSE/model.bin": b"\0", "LICENSE/MIT.txt": "MIT", "config.json": "{}"})
    assert summary(model) == {"LICENSE/MIT.txt": "license weights -", "config.json": "config weights -"}


class Telling(MemorySource):
    """A source whose listing met what it would not read."""

    def __init__(self, unread: list[Unread]) -> None:
        super().__init__({"config.json": "{}"})
        self._entries = unread

    def unread(self) -> tuple[Unread, ...]:
        return tuple(self._entries)


@pytest.mark.parametrize(
    ("path", "reason", "matters"),
    [
        ("LICENSE", UnreadReason.LINK_OUTSIDE, True),
        ("licenses/", UnreadReason.NO_PERMISSION, True),
        ("data/", UnreadReason.LINK_OUTSIDE, True),
        ("photo.png", UnreadReason.LINK_OUTSIDE, False),
        ("pytorch_model.bin", UnreadReason.LINK_BROKEN, False),
        ("model.safetensors", UnreadReason.LINK_BROKEN, False),
        ("model.gguf", UnreadReason.LINK_OUTSIDE, True),
        ("README.md", UnreadReason.NOT_A_FILE, True),
        ("tokenizer_config.json", UnreadReason.NO_PERMISSION, False),
        ("", UnreadReason.TOO_MANY, True),
    ],
)
def test_what_the_listing_met_matters_as_its_name_tells(path: str, reason: UnreadReason, *, matters: bool) -> None:
    result = read(Telling([Unread(path=path, reason=reason, detail="x")]))
    assert result.unread == (Unread(path=path, reason=reason, detail="x", matters=matters),)


def test_what_the_listing_says_does_not_matter_stays_so() -> None:
    unread = Unread(path="LICENSE/", reason=UnreadReason.NOT_A_FILE, matters=False)
    assert read(Telling([unread])).unread == (unread,)


class Refusing(MemorySource):
    """A source that fails on one file."""

    def __init__(self, error: OSError) -> None:
        super().__init__({"LICENSE": "x", "NOTICE": "y"})
        self.error = error

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        if path == "LICENSE":
            raise self.error
        return super().read(path, limit=limit, start=start)


@pytest.mark.parametrize(
    ("error", "reason", "detail"),
    [
        (PermissionError(13, "Permission denied"), UnreadReason.NO_PERMISSION, "No permission to read it."),
        (OSError(5, "Input/output error"), UnreadReason.FAILED, "Input/output error."),
        (OSError("odd"), UnreadReason.FAILED, "It could not be read."),
    ],
)
def test_a_file_that_fails_does_not_stop_the_others(error: OSError, reason: UnreadReason, detail: str) -> None:
    result = read(Refusing(error))
    assert [document.path for document in result.documents] == ["NOTICE"]
    assert result.unread == (Unread(path="LICENSE", reason=reason, detail=detail),)


def test_beyond_the_cap_on_documents_the_names_that_tell_least_are_left_out(
    repository: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_module, "MOST_DOCUMENTS", 4)
    files: dict[str, str | bytes] = {f"licenses/x{number}.txt": "x" for number in range(10)}
    model = repository({**files, "LICENSE": "x", "config.json": "{}", "README.md": "x"})
    assert [document.path for document in model.documents] == ["LICENSE", "README.md", "config.json", "licenses/x0.txt"]
    (entry,) = model.unread
    assert (entry.path, entry.reason, entry.matters) == ("licenses/x1.txt", UnreadReason.TOO_MANY, True)
    assert entry.detail == "licenses/x1.txt and 8 more left out: more than 4 documents."


def test_ten_thousand_empty_licenses_are_not_ten_thousand_entries(repository: Read) -> None:
    model = repository({f"LICENSE-{number}": "" for number in range(10_000)})
    assert len(model.unread) == 2_001
    assert UnreadReason.TOO_MANY in {unread.reason for unread in model.unread}


def test_beyond_the_cap_on_text_the_rest_is_told(repository: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "MOST_TEXT", 2**20)
    model = repository({f"LICENSE-{number}": "x" * 2**19 for number in range(5)} | {"m.gguf": Gguf().build()})
    assert [document.path for document in model.documents] == ["LICENSE-0", "LICENSE-1", "m.gguf"]
    (entry,) = model.unread
    assert entry.detail == "LICENSE-2 and 2 more left out: more than 1 MB of texts."


def test_beyond_the_cap_on_headers_the_texts_are_still_read(repository: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "MOST_HEADERS", 1)
    model = repository({"a.gguf": Gguf().build(), "b.gguf": Gguf().build(), "NOTICE": "x"})
    assert [document.path for document in model.documents] == ["NOTICE", "a.gguf"]
    (entry,) = model.unread
    assert (entry.path, entry.reason) == ("b.gguf", UnreadReason.TOO_MANY)


def test_more_roots_than_can_be_told_apart_are_told(repository: Read) -> None:
    model = repository({f"m{number:04}/model.bin": b"" for number in range(1_200)})
    assert len(model.roots) == 1_000
    assert [unread.reason for unread in model.unread] == [UnreadReason.TOO_MANY]


def test_the_source_tells_target_and_revision() -> None:
    source = MemorySource({"LICENSE": "x"}, target="./here", name="org/name")
    source.revision = "abc"
    result = read(source)
    assert (result.target, result.name, result.revision) == ("./here", "org/name", "abc")
    assert result.files == (FileEntry(path="LICENSE", size=1),)


def test_a_hostile_directory_is_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "LICENSE").open("wb") as sparse:
        sparse.truncate(50 * 2**20)
    os.mkfifo(tmp_path / "COPYING")
    (tmp_path / "LICENSE-MODEL").symlink_to("/etc/passwd")
    (tmp_path / "NOTICE").symlink_to("NOTICE")
    (tmp_path / "LICENSE-CODE").write_text(POINTER)
    (tmp_path / "LICENCE").write_bytes(b"")
    (tmp_path / "README.md").write_text("---\nlicense: no\n---\n")
    (tmp_path / "model.gguf").write_bytes(Gguf().build(keys=2**63))
    (tmp_path / "model.safetensors").write_bytes(safetensors({}, claims=2**63))
    (tmp_path / "config.json").write_text("[" * 100_000)
    result = read(open_target(str(tmp_path)))
    assert [document.path for document in result.documents] == ["README.md", "model.gguf"]
    assert result.documents[0].texts("license") == (("no", 2),)
    assert {unread.path: str(unread.reason) for unread in result.unread} == {
        "COPYING": "not-a-file",
        "LICENCE": "empty",
        "LICENSE": "too-large",
        "LICENSE-CODE": "lfs-pointer",
        "LICENSE-MODEL": "link-outside",
        "NOTICE": "link-broken",
        "config.json": "malformed",
        "model.gguf": "malformed",
        "model.safetensors": "malformed",
    }
    assert all(unread.matters for unread in result.unread)


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    for name in ("LICENSE", "b/LICENSE", "README.md", "a/config.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    assert read(open_target(str(tmp_path))) == read(open_target(str(tmp_path)))
