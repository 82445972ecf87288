"""Safetensors headers, honest and not."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

import pytest
from building import safetensors

from auditor.documents.safetensors import LARGEST_HEADER, read
from auditor.model import DocumentKind, FileEntry, UnreadReason

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Document, Unread

    Reading = Callable[[str, str | bytes], tuple[Document | None, Unread | None]]

TENSOR = {"dtype": "BF16", "shape": [1, 2], "data_offsets": [0, 4]}
HEADER = {
    "__metadata__": {"format": "pt", "modelspec.license": "apache-2.0"},
    "a": TENSOR,
    "b": TENSOR | {"dtype": "F32"},
    "c": TENSOR,
}


def refused(reading: Reading, data: bytes) -> Unread:
    document, unread = reading("m.safetensors", data)
    assert document is None
    assert unread is not None
    assert unread.matters
    return unread


def test_a_header_gives_metadata_count_and_types(reading: Reading) -> None:
    data = safetensors(HEADER)
    document, unread = reading("m.safetensors", data)
    assert unread is None
    assert document is not None
    assert (document.kind, document.size, document.text) == (DocumentKind.SAFETENSORS, len(data), "")
    assert {field.key: field.value for field in document.fields} == {
        "__metadata__.format": "pt",
        "__metadata__.modelspec.license": "apache-2.0",
        "tensors.count": 3,
        "tensors.dtypes": ("BF16", "F32"),
        **{f"tensors.shape.{name}": (1, 2) for name in ("a", "b", "c")},
    }


def test_kinds_of_tensors_are_told_once_with_the_number_of_their_blocks(reading: Reading) -> None:
    blocks = {f"double_blocks.{number}.img.1.weight": {**TENSOR, "shape": [2, 9 - number]} for number in range(3)}
    network = {"lora_unet_double_blocks_7_proj.lora_down.weight": TENSOR}
    odd = {f"v{'9' * 50}.{'8' * 50}.w": TENSOR, "shapeless": {"dtype": "F16"}}
    document, _ = reading("m.safetensors", safetensors({**blocks, **network, **odd}))
    assert document is not None
    fields = {field.key: field.value for field in document.fields}

    assert fields["tensors.shape.double_blocks.#.img.#.weight"] == (2, 7)
    assert fields["tensors.blocks.double_blocks"] == 3
    assert "tensors.shape.lora_unet_double_blocks_#_proj.lora_down.weight" in fields
    assert [key for key in fields if key.startswith("tensors.blocks.")] == ["tensors.blocks.double_blocks"]
    assert "tensors.shape.shapeless" not in fields


class Counting:
    """A source that remembers the last byte it was asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.furthest = 0

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:  # noqa: ARG002 - the protocol's words
        self.furthest = max(self.furthest, start + limit)
        return self.data[start : start + limit]


def test_of_the_weights_next_to_nothing_is_read() -> None:
    source = Counting(safetensors(HEADER, weights=b"\0" * 1_000_000))
    read(source, FileEntry(path="m.safetensors", size=len(source.data)))
    assert source.furthest == 64 * 1024


def test_the_digest_is_over_the_header_alone(reading: Reading) -> None:
    document, _ = reading("m.safetensors", safetensors(HEADER, weights=b"one"))
    other, _ = reading("m.safetensors", safetensors(HEADER, weights=b"other"))
    assert document is not None
    assert other is not None
    assert document.sha256 == other.sha256


@pytest.mark.parametrize("claims", [10**9, 2**63, 2**64 - 1, LARGEST_HEADER + 1, 100_000])
def test_a_header_that_claims_more_than_there_is_ends_it_at_once(reading: Reading, claims: int) -> None:
    unread = refused(reading, safetensors(HEADER, claims=claims))
    assert (unread.reason, unread.detail) == (UnreadReason.MALFORMED, f"It claims a header of {claims:,} bytes.")


def test_a_listing_that_lies_about_the_size_does_not_help_the_claim() -> None:
    source = Counting(safetensors(HEADER, claims=20_000_000))
    with pytest.raises(Exception, match="It ends inside its header"):
        read(source, FileEntry(path="m.safetensors", size=10**12))


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"not json",
        b"\xff\xfe{}",
        b"[1]",
        b"[" * 50_000 + b"]" * 50_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b'{"a": ' + b"9" * 5_000 + b"}",
        b"[" + b"[]," * 1_100_000 + b"1]",
    ],
    ids=["empty", "words", "not utf-8", "list", "deep lists", "deep objects", "digits", "empty lists"],
)
def test_a_header_that_is_none_is_told(reading: Reading, header: bytes) -> None:
    assert refused(reading, safetensors(header)).reason in (UnreadReason.MALFORMED, UnreadReason.TOO_LARGE)


@pytest.mark.parametrize("data", [b"\1", b"1234567"])
def test_a_file_too_short_for_a_header_is_told(reading: Reading, data: bytes) -> None:
    assert refused(reading, data).detail == "It ends inside its header."


@pytest.mark.parametrize(
    "header",
    [
        {"__metadata__": "text", "a": 1, "b": [], "c": {"dtype": 7}, "d": {"dtype": ["x"]}},
        {"__metadata__": {"n": 1, "d": {"x": 1}, "l": [1], "s": "\ud800"}},
        {},
    ],
)
def test_a_header_of_wrong_types_is_read_as_far_as_it_goes(reading: Reading, header: dict[str, object]) -> None:
    document, unread = reading("m.safetensors", safetensors(header))
    assert unread is None
    assert document is not None
    document.to_json()


def test_of_a_huge_metadata_text_only_the_length_is_kept(reading: Reading) -> None:
    document, _ = reading("m.safetensors", safetensors({"__metadata__": {"ss_tags": "x" * 100_000}}))
    assert document is not None
    assert document.fields[0].to_plain() == {"key": "__metadata__.ss_tags.length", "value": 100_000, "line": None}


def test_a_header_of_many_tensors_is_read_whole(reading: Reading) -> None:
    header = {f"model.layers.{number}.weight": TENSOR for number in range(20_000)} | {"__metadata__": {"format": "pt"}}
    data = safetensors(header)
    assert struct.unpack_from("<Q", data)[0] == len(json.dumps(header))
    document, unread = reading("m.safetensors", data)
    assert unread is None
    assert document is not None
    assert [field.value for field in document.fields] == ["pt", 20_000, ("BF16",), (1, 2), 20_000]
