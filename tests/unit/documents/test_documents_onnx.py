"""The metadata of ONNX files, honest and not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import resolve
from auditor.documents.onnx import MOST_BYTES, MOST_PIECES, read
from auditor.knowledge import Knowledge
from auditor.model import Certainty, DocumentKind, FileEntry, Part, UnreadReason
from support.memory import MemorySource
from support.protobuf import data, field, model, number, prop

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Document, Repository, Unread

    Reading = Callable[[str, str | bytes], tuple[Document | None, Unread | None]]

ULTRALYTICS = "AGPL-3.0 License (https://ultralytics.com/license)"


def fields(reading: Reading, file: bytes) -> dict[str, object]:
    document, unread = reading("m.onnx", file)
    assert unread is None
    assert document is not None
    assert (document.kind, document.part, document.size, document.text) == (
        DocumentKind.ONNX,
        Part.WEIGHTS,
        len(file),
        "",
    )
    return {field.key: field.value for field in document.fields}


def refused(reading: Reading, file: bytes) -> Unread:
    document, unread = reading("m.onnx", file)
    assert document is None
    assert unread is not None
    return unread


def test_what_a_producer_writes_becomes_fields_under_its_own_names(reading: Reading) -> None:
    file = model(
        data(2, b"pytorch"),
        data(3, b"2.3.1"),
        data(4, b"org.example"),
        number(5, 2**64 - 1),
        data(6, "größer".encode()),
        prop("license", "MIT"),
        prop("author", "Ultralytics"),
        data(8, data(1, b"") + number(2, 17)),
        data(8, data(1, b"com.microsoft") + number(2, 1)),
    )
    assert fields(reading, file) == {
        "ir_version": 8,
        "producer_name": "pytorch",
        "producer_version": "2.3.1",
        "domain": "org.example",
        "model_version": -1,
        "doc_string": "größer",
        "metadata_props.license": "MIT",
        "metadata_props.author": "Ultralytics",
        "opset_import.ai.onnx": 17,
        "opset_import.com.microsoft": 1,
    }


class Counting:
    """A source that counts what is taken from it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.taken = 0

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:  # noqa: ARG002 - the protocol's words
        part = self.content[start : start + limit]
        self.taken += len(part)
        return part


def test_the_graph_is_stepped_over_and_what_follows_it_is_read() -> None:
    file = model(prop("license", "MIT"), graph=b"\xff" * 3_000_000)
    source = Counting(file)
    content = read(source, FileEntry(path="m.onnx", size=len(file)))
    assert [field.value for field in content.fields if field.key == "metadata_props.license"] == ["MIT"]
    assert source.taken <= 16 * 1024


def test_of_a_long_text_only_the_length_is_kept(reading: Reading) -> None:
    values = fields(reading, model(data(6, b"x" * 70_000), prop("names", "y" * 70_000), prop("labels", "z" * 200_000)))
    assert values["doc_string.length"] == 70_000
    assert values["metadata_props.names.length"] == 70_000
    assert values["metadata_props.length"] == len(prop("labels", "z" * 200_000)) - 4


@pytest.mark.parametrize("length", [70_000, 200_000])
def test_a_license_behind_a_long_text_is_told(reading: Reading, length: int) -> None:
    document, unread = reading("m.onnx", model(prop("license", " " * length + "llama3.1")))
    assert document is not None
    assert unread is not None
    assert (unread.reason, unread.matters) == (UnreadReason.TOO_LARGE, True)
    assert "license" in unread.detail


@pytest.mark.parametrize("claims", [1_000, 2**31, 2**63, 2**64 - 1])
def test_a_graph_that_claims_more_than_there_is_ends_it_where_it_stands(reading: Reading, claims: int) -> None:
    document, unread = reading("m.onnx", number(1, 8) + data(2, b"x") + field(7, 2, b"graph", claims=claims))
    assert document is not None
    assert [field.key for field in document.fields] == ["ir_version", "producer_name"]
    assert unread is not None
    assert (unread.reason, unread.matters) == (UnreadReason.MALFORMED, True)


@pytest.mark.parametrize(
    "file",
    [
        b"PK\x03\x04" + b"\0" * 100,
        b"\x80" * 200,
        b"\x08\x08",
        data(7, b"graph"),
        b"\x00\x01",
        field(1, 3, b""),
        b"not an onnx file",
    ],
    ids=["zip", "endless number", "no graph", "only a graph", "field 0", "group", "text"],
)
def test_what_is_no_onnx_file_is_one_malformed_unread(reading: Reading, file: bytes) -> None:
    unread = refused(reading, file)
    assert (unread.path, unread.reason) == ("m.onnx", UnreadReason.MALFORMED)


def test_an_lfs_pointer_in_its_place_is_told_and_matters(reading: Reading) -> None:
    unread = refused(reading, b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    assert (unread.reason, unread.matters) == (UnreadReason.LFS_POINTER, True)


def test_millions_of_fields_end_at_the_cap(reading: Reading) -> None:
    document, unread = reading("m.onnx", model() + number(40, 1) * (MOST_PIECES + 1))
    assert document is not None
    assert unread is not None
    assert unread.reason is UnreadReason.TOO_LARGE


def test_fields_that_lie_far_apart_do_not_make_it_read_without_end() -> None:
    file = number(1, 8) + data(30, b"\0" * 70_000) * 5_000 + data(7, b"")
    source = Counting(file)
    read(source, FileEntry(path="m.onnx", size=len(file)))
    assert source.taken <= MOST_BYTES


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_make_reading_raise(noise: bytes, after: bool) -> None:
    from auditor.documents import read as read_all  # noqa: PLC0415 - beside the format's own `read`

    repository_ = read_all(MemorySource({"m.onnx": model(prop("license", "MIT")) + noise if after else noise}))
    assert {entry.path for entry in (*repository_.documents, *repository_.unread)} == {"m.onnx"}
    if after:
        assert repository_.documents[0].field("metadata_props.license")


def license_of(repository: Callable[..., Repository], knowledge: Knowledge, **properties: str) -> tuple[str, str, str]:
    file = model(*(prop(key, value) for key, value in properties.items()))
    statements = resolve.statements(repository({"m.onnx": file}), (), (), knowledge)
    assert len(statements) == 1
    assert (statements[0].part, statements[0].by) == (Part.WEIGHTS, "ONNX metadata, license")
    assert statements[0].certainty is (
        Certainty.UNKNOWN if statements[0].expression == "NOASSERTION" else Certainty.IDENTIFIED
    )
    return statements[0].expression, str(statements[0].location), statements[0].note


def test_an_exporters_license_and_author_are_declared(
    repository: Callable[..., Repository], knowledge: Knowledge
) -> None:
    expression, place, note = license_of(repository, knowledge, author="Ultralytics", license=ULTRALYTICS)
    assert (expression, place) == ("AGPL-3.0-only", "m.onnx#metadata_props.license")
    assert note.startswith("author: Ultralytics; ")


@pytest.mark.parametrize(
    ("value", "expression"),
    [
        ("MIT", "MIT"),
        ("MIT License", "MIT"),
        ("Apache-2.0 https://example.org/license", "Apache-2.0"),
        ("Apache-2.0 OR MIT", "Apache-2.0 OR MIT"),
        ("MIT License with the Commons Clause", "NOASSERTION"),
        ("MIT, except for the weights", "NOASSERTION"),
        ("not MIT", "NOASSERTION"),
        ("AGPL-3.0 or a commercial license (https://example.org)", "NOASSERTION"),
    ],
)
def test_only_a_whole_value_or_a_leading_id_with_an_address_names_a_license(
    repository: Callable[..., Repository], knowledge: Knowledge, value: str, expression: str
) -> None:
    assert license_of(repository, knowledge, license=value)[0] == expression
