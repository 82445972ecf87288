"""The law of this room: whatever the bytes, reading ends, and raises nothing."""

from __future__ import annotations

import json

import pytest
from building import Gguf, safetensors
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from auditor.documents import classify, read
from auditor.model import Repository
from support.memory import MemorySource

PATHS = (
    "LICENSE",
    "LICENSE.html",
    "NOTICE",
    "README.md",
    "README.html",
    "config.json",
    "adapter_config.json",
    "tokenizer_config.json",
    "modules.json",
    "mergekit_config.yml",
    "modeling_x.py",
    "m.gguf",
    "m.safetensors",
    "p.dist-info/METADATA",
    ".cache/huggingface/download/x.metadata",
    ".git/config",
)
HONEST = (
    Gguf().pair("general.name", "text", "x").texts("a", ["b"] * 70).pair("f", "f32", 1.0).build(),
    Gguf(">").texts("general.tags", ["a", "b"]).pair("u", "u64", 2**63).build(),
    safetensors({"__metadata__": {"format": "pt"}, "a": {"dtype": "F16"}}),
    json.dumps({"a": {"b": [1, {"c": None}]}, "d": "é"}).encode(),
    b"---\nlicense: mit\nbase_model: [a/b, c/d]\nx:\n  - y: 'z'\n---\n---\ntags: [q]\n---\n# Model-1\n",
    b"<html><p>MIT &amp; more</p><script>x</script><!-- c --></html>",
    b"Name: x\nLicense: MIT\n  more\n\nbody",
    b'[remote "origin"]\n  url = https://huggingface.co/org/name\n',
    "# Überschrift-1\n".encode("utf-16"),
)


def check(data: bytes) -> None:
    result = read(MemorySource(dict.fromkeys(PATHS, data)))
    assert Repository.from_json(result.to_json()) == result, "what was read can be written down"
    spoken = {document.path for document in result.documents} | {unread.path for unread in result.unread}
    missing = {path for path in PATHS if classify(path)} - spoken
    assert missing <= {"modeling_x.py"}, "every document is read or told"
    for document in result.documents:
        lines = document.text.count("\n") + 1
        assert all(field.line is None or 1 <= field.line <= lines for field in document.fields)
        assert 1 <= document.body_line <= lines + 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
@example(b"")
@example(b"---\n" * 3)
@example(b"\xff\xfe")
@example(b"GGUF")
@example(b"\0" * 9)
@example(b"---\n? \n---\n")
@example(b'---\n"\\ud800": 1\n---\n')
@example(b"---\n!<tag:x> a: !!int b\n---\n")
@example(b'{"": {"": [[], {}]}}')
def test_no_bytes_make_reading_raise(data: bytes) -> None:
    check(data)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(HONEST), st.data())
def test_no_honest_file_with_some_bytes_changed_makes_reading_raise(honest: bytes, draw: st.DataObject) -> None:
    data = bytearray(honest)
    for _ in range(draw.draw(st.integers(1, 4))):
        place = draw.draw(st.integers(0, len(data)))
        data[place : place + draw.draw(st.integers(0, 8))] = draw.draw(st.binary(max_size=8))
    check(bytes(data))


yaml_pieces = st.sampled_from(
    [
        "a",
        ": ",
        "- ",
        "\n",
        "  ",
        "[",
        "]",
        "{",
        "}",
        "'",
        '"',
        "&x",
        "*x",
        "#",
        "|\n",
        ">",
        "?",
        "!!t",
        ",",
        "---\n",
        "\t",
        "~",
        "é",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(yaml_pieces, max_size=40))
def test_no_yaml_makes_reading_raise(pieces: list[str]) -> None:
    check(f"---\n{''.join(pieces)}\n---\ntext".encode())


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text(max_size=40), st.binary(max_size=20), min_size=1, max_size=6))
def test_no_names_make_reading_raise(files: dict[str, bytes]) -> None:
    result = read(MemorySource(dict(files)))
    assert len(result.files) == len(files)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "data",
    [b"A" * 3_000_000, b"\n" * 3_000_000, b"[" * 3_000_000, b"---\n" * 500_000, b"a: b\n" * 400_000, b"<a <" * 400_000],
    ids=["one line", "newlines", "brackets", "rules", "keys", "tags"],
)
def test_monotonous_megabytes_are_read_or_refused_in_time(path: str, data: bytes) -> None:
    read(MemorySource({path: data[: 2 * 2**20]}))


def test_a_gguf_of_nothing_but_empty_keys_or_texts_is_read_in_time() -> None:
    keys = b"GGUF" + Gguf().number("u32", 3) + Gguf().number("u64", 0) + Gguf().number("u64", 2**40)
    empty = keys + (Gguf().text("") + Gguf().number("u32", 0) + b"\1") * 1_000_000
    texts = Gguf().raw("x", "list", Gguf().list_of("text", [], 2**40)).build() + b"\0" * (34 << 20)
    for data in (empty, texts):
        result = read(MemorySource({"m.gguf": data}))
        assert [unread.path for unread in result.unread] == ["m.gguf", "m.gguf"][: len(result.unread)]
        assert result.unread
