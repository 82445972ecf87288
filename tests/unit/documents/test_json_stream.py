"""A JSON file read in pieces says what it says when it is read whole, whatever the pieces cut."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.documents import json_stream, safetensors, vocabularies
from auditor.documents.content import Unreadable
from auditor.documents.json_stream import JsonStream
from auditor.model import FileEntry
from support.memory import MemorySource

_SCALARS = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=12)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
_TOKENS = st.dictionaries(st.text(max_size=8), st.integers(0, 60), max_size=60)


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "_CHUNK", 7)


def _stream(text: str) -> JsonStream:
    data = text.encode("utf-8", "surrogatepass")
    return JsonStream(lambda start, limit: data[start : start + limit], 2**20)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(value=st.dictionaries(st.text(max_size=6), _VALUES, max_size=6), indent=st.sampled_from([None, 1]))
def test_members_and_values_are_those_of_json(value: dict[str, object], indent: int | None) -> None:
    stream = _stream(json.dumps(value, indent=indent))
    assert {key: stream.value() for key in stream.members()} == value
    assert not stream.peek()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(value=st.dictionaries(st.text(max_size=6), _VALUES, min_size=1, max_size=6), data=st.data())
def test_what_is_passed_over_leaves_the_next_in_place(value: dict[str, object], data: st.DataObject) -> None:
    wanted = data.draw(st.sampled_from(sorted(value)))
    stream = _stream(json.dumps(value, ensure_ascii=False))
    for key in stream.members():
        if key == wanted:
            assert stream.value() == value[wanted]
        else:
            stream.skip()
    assert not stream.peek()


@given(tokens=_TOKENS)
def test_numbers_are_those_of_the_object(tokens: dict[str, int]) -> None:
    assert dict(_stream(json.dumps(tokens)).numbered()) == tokens


@given(rows=st.lists(st.tuples(st.text(max_size=8), st.floats(-10, 10)), max_size=40))
def test_the_texts_of_a_list_have_their_places(rows: list[tuple[str, float]]) -> None:
    assert list(_stream(json.dumps(rows)).numbered()) == [(text, place) for place, (text, _) in enumerate(rows)]


@given(text=st.text(alphabet='{}[]":,\\ a1-\n\u00e9', max_size=40))
def test_what_is_no_json_is_refused(text: str) -> None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    stream = _stream(text or " ")
    try:
        stream.skip()
        ended = not stream.peek()
    except Unreadable:
        ended = False
    # skipping looks no closer at what it passes than at its strings and brackets
    assert ended or value is None


@pytest.mark.parametrize(
    "text", ['{"a"', '{"a":', '{"a":1,}', '{"a" 1}', "[", '{"a":1 "b":2}', '{"a":[1}', '"', "{1:2}", "{" * 300]
)
def test_an_object_that_is_broken_is_refused(text: str) -> None:
    def read() -> None:
        stream = _stream(text)
        for _ in stream.members():
            stream.value()
        stream.value()

    with pytest.raises(Unreadable):
        read()


@pytest.mark.parametrize("name", ["tokenizer.json", "vocab.json"])
@given(tokens=st.dictionaries(st.text(string.printable, min_size=1, max_size=6), st.integers(0, 90), min_size=1))
def test_the_first_tokens_are_those_of_the_vocabulary(name: str, tokens: dict[str, int]) -> None:
    table: object = {"merges": ["a b"], "vocab": tokens}
    text = json.dumps({"added_tokens": [{"id": 1}], "model": table} if name == "tokenizer.json" else tokens)
    entry = FileEntry(path=name, size=len(text))
    listed = vocabularies.first_tokens(MemorySource({name: text}), entry, {}, 50)

    places = {place: token for token, place in tokens.items()}
    assert listed == [places.get(place) for place in range(50)]


def test_a_header_taken_apart_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    tensors = {
        f"model.layers.{at}.weight": {"dtype": "BF16", "shape": [at + 1, 2], "data_offsets": [0, 0]} for at in range(40)
    }
    text = json.dumps({"__metadata__": {"format": "pt", "license": "mit"}, **tensors}).encode()
    data = len(text).to_bytes(8, "little") + text
    source, entry = MemorySource({"m.safetensors": data}), FileEntry(path="m.safetensors", size=len(data))
    whole, places = safetensors.read(source, entry), safetensors.layout(source, entry, most=99)
    monkeypatch.setattr(safetensors, "_AT_ONCE", 0)

    assert safetensors.read(source, entry) == whole
    assert safetensors.layout(source, entry, most=99) == places
    assert len(places) == 40


def test_a_name_that_stands_twice_is_told_of_a_header_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    text = b'{"a": {}, "a": {}}'
    data = len(text).to_bytes(8, "little") + text
    monkeypatch.setattr(safetensors, "_AT_ONCE", 0)
    content = safetensors.read(MemorySource({"m": data}), FileEntry(path="m", size=len(data)))

    assert [problem.detail for problem in content.problems] == ["The key 'a' occurs twice; the last one counts."]
