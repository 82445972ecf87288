"""GGUF headers, honest and not."""

from __future__ import annotations

import struct
import time
from typing import TYPE_CHECKING

import pytest
from building import Gguf

from auditor.documents import gguf
from auditor.model import DocumentKind, Field, FileEntry, Standing, UnreadReason
from support import models

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Document, Repository, Unread

    Reading = Callable[[str, str | bytes], tuple[Document | None, Unread | None]]


def honest(order: str = "<") -> Gguf:
    return (
        Gguf(order)
        .pair("general.architecture", "text", "llama")
        .pair("general.name", "text", "SmolLM2 135M")
        .pair("general.license", "text", "apache-2.0")
        .texts("general.tags", ["a", "b"])
        .pair("general.base_model.count", "u32", 1)
        .pair("general.base_model.0.repo_url", "text", "https://huggingface.co/HuggingFaceTB/SmolLM2-135M")
        .pair("llama.block_count", "u32", 30)
        .pair("llama.rope.freq_base", "f32", 100000.0)
        .pair("llama.attention.layer_norm_rms_epsilon", "f32", 1e-5)
        .raw(
            "llama.attention.head_count_kv",
            "list",
            Gguf(order).list_of("i32", [Gguf(order).number("i32", n) for n in (3, 9)]),
        )
        .texts("tokenizer.ggml.tokens", [f"<t{n}>" for n in range(300)])
        .raw("tokenizer.ggml.scores", "list", Gguf(order).list_of("f32", [Gguf(order).number("f32", 0)] * 300))
        .pair("tokenizer.ggml.add_bos_token", "bool", True)  # noqa: FBT003 - a value of that kind
        .pair("general.file_type", "u32", 15)
    )


HONEST = {
    "version": 3,
    "tensor_count": 291,
    "general.architecture": "llama",
    "general.name": "SmolLM2 135M",
    "general.license": "apache-2.0",
    "general.tags": ("a", "b"),
    "general.base_model.count": 1,
    "general.base_model.0.repo_url": "https://huggingface.co/HuggingFaceTB/SmolLM2-135M",
    "llama.block_count": 30,
    "llama.rope.freq_base": 100000.0,
    "llama.attention.layer_norm_rms_epsilon": 1e-5,
    "llama.attention.head_count_kv": (3, 9),
    "tokenizer.ggml.tokens.length": 300,
    "tokenizer.ggml.scores.length": 300,
    "tokenizer.ggml.add_bos_token": True,
    "general.file_type": 15,
}


def broken(reading: Reading, data: bytes) -> tuple[dict[str, object], Unread]:
    document, unread = reading("m.gguf", data)
    assert unread is not None
    assert (unread.path, unread.matters) == ("m.gguf", True)
    return {field.key: field.value for field in document.fields} if document else {}, unread


def test_a_header_gives_every_scalar_short_lists_and_the_length_of_long_ones(reading: Reading) -> None:
    data = honest().build()
    document, unread = reading("m.gguf", data + b"\0" * 1_000)
    assert unread is None
    assert document is not None
    assert {field.key: field.value for field in document.fields} == HONEST
    assert (document.kind, document.size, document.text) == (DocumentKind.GGUF, len(data) + 1_000, "")


def test_the_digest_is_over_the_header_and_not_the_weights(reading: Reading) -> None:
    document, _ = reading("m.gguf", honest().build() + b"one")
    other, _ = reading("m.gguf", honest().build() + b"other" * 100_000)
    assert document is not None
    assert other is not None
    assert document.sha256 == other.sha256


@pytest.mark.parametrize("version", [2, 3])
def test_both_byte_orders_are_read(reading: Reading, version: int) -> None:
    document, unread = reading("m.gguf", honest(">").build(version=version))
    assert unread is None
    assert document is not None
    values = {field.key: field.value for field in document.fields}
    assert values.pop("byte_order") == "big"
    assert values == HONEST | {"version": version}


def test_a_key_count_of_two_to_the_sixty_third_ends_at_the_end_of_the_file(reading: Reading) -> None:
    values, unread = broken(reading, honest().build(keys=2**63))
    assert unread.reason is UnreadReason.MALFORMED
    assert values == HONEST


def test_a_short_file_that_claims_everything_ends_at_once(reading: Reading) -> None:
    values, unread = broken(reading, Gguf().build(tensors=2**64 - 1, keys=2**64 - 1))
    assert unread.detail == "It ends inside its header."
    assert values["tensor_count"] == str(2**64 - 1)


def test_more_keys_than_any_model_has_are_told(reading: Reading) -> None:
    built = Gguf()
    for number in range(gguf.MOST_KEYS + 10):
        built.pair(f"k{number}", "u8", 1)
    values, unread = broken(reading, built.build())
    assert unread.detail == "It claims 4,106 keys."
    assert values["k4095"] == 1
    assert "k4096" not in values


@pytest.mark.parametrize("claims", [2**63, 2**64 - 1, 2**32, 2**20 + 1])
def test_a_text_that_claims_more_than_there_is_ends_it(reading: Reading, claims: int) -> None:
    built = Gguf().pair("general.license", "text", "mit").raw("general.name", "text", Gguf().text("x", claims))
    values, unread = broken(reading, built.build())
    assert unread.detail == f"It has a text that claims {claims:,} bytes."
    assert values["general.license"] == "mit"


def test_a_key_that_claims_more_than_a_key_takes_ends_it(reading: Reading) -> None:
    built = Gguf()
    built.pairs.append(built.text("x", 2**63))
    assert "claims 9,223,372,036,854,775,808 bytes" in broken(reading, built.build(keys=1))[1].detail


@pytest.mark.parametrize("kind", ["text", "u8", "f64", "list"])
@pytest.mark.parametrize("claims", [2**63, 2**64 - 1, 2**40, 1_000_000])
def test_a_list_that_claims_more_than_there_is_ends_it(reading: Reading, kind: str, claims: int) -> None:
    built = Gguf().pair("general.license", "text", "mit").raw("tokens", "list", Gguf().list_of(kind, [], claims))
    values, unread = broken(reading, built.build() + b"\0" * 5_000)
    assert unread.reason is UnreadReason.MALFORMED
    assert values["general.license"] == "mit"
    assert values["tokens.length"] == (claims if claims < 2**63 else str(claims))


def test_a_text_inside_a_list_that_claims_more_than_there_is_ends_it(reading: Reading) -> None:
    built = Gguf().raw("tokens", "list", Gguf().list_of("text", [Gguf().text("a"), Gguf().text("b", 2**63)], 100))
    assert broken(reading, built.build() + b"\0" * 5_000)[1].reason is UnreadReason.MALFORMED


def test_lists_in_lists_are_stepped_over_but_not_for_ever(reading: Reading) -> None:
    inner = Gguf().list_of("u8", [b"\1", b"\2"])
    document, unread = reading(
        "m.gguf", Gguf().raw("x", "list", Gguf().list_of("list", [inner] * 5)).pair("y", "u8", 7).build()
    )
    assert unread is None
    assert document is not None
    assert document.field("y") == Field(key="y", value=7)
    deep = b"".join(struct.pack("<IQ", 9, 1) for _ in range(100))
    assert "nested deeper than 4" in broken(reading, Gguf().raw("x", "list", deep).build())[1].detail
    many = Gguf().list_of("list", [Gguf().list_of("u8", [])] * 1_001)
    assert "more than 1,000 lists" in broken(reading, Gguf().raw("x", "list", many).build())[1].detail


def test_an_unknown_type_ends_it(reading: Reading) -> None:
    data = Gguf().build(keys=1) + Gguf().text("x") + struct.pack("<I", 99)
    assert broken(reading, data)[1].detail == "It has a value of the unknown type 99."
    data = Gguf().build(keys=1) + Gguf().text("x") + struct.pack("<IIQ", 9, 99, 3)
    assert broken(reading, data)[1].detail == "It has values of the unknown type 99."


@pytest.mark.parametrize("version", [1, 4, 77, 2**31])
def test_a_version_that_is_not_known_is_told(reading: Reading, version: int) -> None:
    assert "is not known here" in broken(reading, honest().build(version=version))[1].detail


def test_a_key_that_stands_twice_is_told_and_the_first_counts(reading: Reading) -> None:
    built = Gguf().pair("general.license", "text", "mit").pair("general.license", "text", "apache-2.0")
    document, unread = reading("m.gguf", built.build())
    assert document is not None
    assert document.field("general.license") == Field(key="general.license", value="mit")
    assert unread is not None
    assert unread.detail == "The key 'general.license' occurs twice; the first one counts."


def test_a_file_cut_anywhere_is_told_and_keeps_what_was_read(reading: Reading) -> None:
    data = honest().build()
    for cut in range(1, len(data), 7):
        values, unread = broken(reading, data[:cut])
        assert unread.reason is UnreadReason.MALFORMED
        assert values.items() <= HONEST.items()


def test_a_file_that_is_no_gguf_is_told(reading: Reading) -> None:
    assert broken(reading, b"GGML" + b"\0" * 100)[1].detail == "It does not begin with GGUF."
    assert broken(reading, b"MIT License, and more words")[1].detail == "It does not begin with GGUF."


def test_a_pointer_in_place_of_the_file_leaves_open_what_its_header_says(reading: Reading) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 9\n"
    for path in ("m.gguf", "m.safetensors"):
        document, unread = reading(path, pointer)
        assert document is None
        assert unread is not None
        assert (unread.reason, unread.matters) == (UnreadReason.LFS_POINTER, True)


def test_an_empty_file_is_told_as_empty(reading: Reading) -> None:
    document, unread = reading("m.gguf", b"")
    assert document is None
    assert unread is not None
    assert unread.reason is UnreadReason.EMPTY


def test_a_header_longer_than_the_cap_keeps_what_came_before(reading: Reading) -> None:
    built = (
        Gguf()
        .pair("general.license", "text", "mit")
        .raw("x", "list", Gguf().list_of("u8", [b"\1" * (34 << 20)], 34 << 20))
    )
    values, unread = broken(reading, built.build())
    assert unread.reason is UnreadReason.TOO_LARGE
    assert values == {"version": 3, "tensor_count": 291, "general.license": "mit", "x.length": 34 << 20}


def test_floats_that_no_report_can_carry_become_words(reading: Reading) -> None:
    document, _ = reading("m.gguf", Gguf().pair("a", "f32", float("nan")).pair("b", "f64", float("-inf")).build())
    assert document is not None
    assert [field.value for field in document.fields[2:]] == ["nan", "-inf"]


def test_bytes_that_are_no_utf8_are_replaced(reading: Reading) -> None:
    document, _ = reading("m.gguf", Gguf().pair("general.name", "text", b"a\xff\xedb").build())
    assert document is not None
    document.to_json()


def test_a_vocabulary_of_a_hundred_and_fifty_thousand_is_passed_quickly(repository: Callable[..., Repository]) -> None:
    vocabulary = Gguf().pair("general.license", "text", "mit")
    vocabulary.texts("tokenizer.ggml.tokens", [f"token{n}" for n in range(150_000)])
    vocabulary.texts("tokenizer.ggml.merges", [f"a{n} b" for n in range(280_000)])
    data = vocabulary.pair("general.file_type", "u32", 7).build()
    assert len(data) > 6_000_000
    before = time.process_time()
    model = repository({"m.gguf": data})
    assert time.process_time() - before < 0.5
    assert model.documents[0].field("general.file_type") == Field(key="general.file_type", value=7)
    assert model.documents[0].field("tokenizer.ggml.merges.length") == Field(
        key="tokenizer.ggml.merges.length", value=280_000
    )


def test_quantisations_that_share_a_vocabulary_are_told_apart_all_the_same(
    repository: Callable[..., Repository],
) -> None:
    tokens = [f"token{n}" for n in range(2_000)]
    files = {}
    for name, first, kind in (("a", "x", 1), ("b", "x", 2), ("c", "y", 3), ("d", "longer", 4)):
        built = Gguf().pair("general.name", "text", name * 10)
        built.texts("tokenizer.ggml.tokens", [first, *tokens]).pair("general.file_type", "u32", kind)
        files[f"{name}.gguf"] = built.build() + b"weights"
    model = repository(files)
    assert model.unread == ()
    kinds = [document.field("general.file_type") for document in model.documents]
    assert [field.value for field in kinds if field] == [1, 2, 3, 4]


class Lying:
    """A source that gives less than it is asked for."""

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:  # noqa: ARG002 - the protocol's words
        return honest().build()[start : start + min(limit, 10)]


def test_a_source_that_gives_short_reads_is_taken_at_its_word() -> None:
    with_short_reads = gguf.read(Lying(), FileEntry(path="m.gguf", size=10**12))
    assert [problem.reason for problem in with_short_reads.problems] == [UnreadReason.MALFORMED]


def test_a_license_that_a_header_only_names_is_not_answered_by_another_text() -> None:
    header = Gguf().pair("general.architecture", "text", "llama").pair("general.license", "text", "other")
    header = header.pair("general.license.name", "text", "acme-research-noncommercial")
    files: dict[str, str | bytes] = {"model.gguf": header.build(), "LICENSE": models.mit("Copyright (c) 2026 Acme")}

    audit = models.audit_alone(files, "acme/Mine-7B")

    assert audit.standing is Standing.UNDETERMINED
    assert "license-unknown" in {finding.rule for finding in audit.findings}
