"""JSON configs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.documents import json_fields
from auditor.model import DocumentKind, Field, UnreadReason
from support.data import published_configs

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Document, Unread

    Reading = Callable[[str, str | bytes], tuple[Document | None, Unread | None]]


def fields(reading: Reading, text: str, path: str = "config.json") -> dict[str, Field]:
    document, unread = reading(path, text)
    assert unread is None
    assert document is not None
    return {field.key: field for field in document.fields}


def refused(reading: Reading, text: str | bytes, path: str = "config.json") -> Unread:
    document, unread = reading(path, text)
    assert document is None
    assert unread is not None
    return unread


def test_a_config_is_flattened_with_types_and_lines(reading: Reading) -> None:
    text = """{
  "architectures": ["DeepseekV3ForCausalLM"],
  "text_config": {
    "hidden_size": 7168,
    "rope": {"theta": 1e4}
  },
  "vision_config": {
    "hidden_size": 1024
  },
  "hidden_size": 1,
  "tie": false, "none": null,
  "layers": [{"type": "a"}, "b"],
  "nothing": {}, "no_items": []
}"""
    values = fields(reading, text)
    assert list(values.values()) == [
        Field(key="architectures", value=("DeepseekV3ForCausalLM",), line=2),
        Field(key="text_config.hidden_size", value=7168, line=4),
        Field(key="text_config.rope.theta", value=10000.0, line=5),
        Field(key="vision_config.hidden_size", value=1024, line=8),
        Field(key="hidden_size", value=1, line=10),
        Field(key="tie", value=False, line=11),
        Field(key="none", value=None, line=11),
        Field(key="layers.0.type", value="a", line=12),
        Field(key="layers.1", value="b", line=12),
        Field(key="nothing", value=None, line=13),
        Field(key="no_items", value=(), line=13),
    ]
    assert values["tie"].value is False


def test_a_value_that_reads_like_a_key_is_not_taken_for_one(reading: Reading) -> None:
    assert fields(reading, '{"a": "b",\n"c": ["b"],\n"b": 1}')["b"].line == 3


def test_an_adapter_names_its_base(reading: Reading) -> None:
    document, unread = reading(
        "adapter_config.json", '{"peft_type": "LORA",\n "base_model_name_or_path": "meta-llama/x"}'
    )
    assert unread is None
    assert document is not None
    assert document.kind is DocumentKind.ADAPTER_CONFIG
    assert document.texts("base_model_name_or_path") == (("meta-llama/x", 2),)


def test_a_list_at_the_top_counts_its_items(reading: Reading) -> None:
    text = '[{"idx": 0, "type": "Transformer"}, {"idx": 1, "type": "Pooling"}]'
    assert fields(reading, text, "modules.json")["1.type"].value == "Pooling"


def test_nan_and_infinity_stay_words_and_huge_numbers_stay_digits(reading: Reading) -> None:
    values = fields(reading, '{"a": NaN, "b": [0.0, Infinity], "c": -Infinity, "d": 1e999, "e": ' + "9" * 100 + "}")
    assert (values["a"].value, values["b"].value, values["c"].value) == ("NaN", (0.0, "Infinity"), "-Infinity")
    assert (values["d"].value, values["e"].value) == ("inf", "9" * 100)


def test_only_long_lists_of_scalars_are_cut(reading: Reading) -> None:
    values = fields(reading, json.dumps({"long": list(range(1000)), "models": [{"m": n} for n in range(100)]}))
    assert values["long"].value == tuple(range(64))
    assert values["models.99.m"].value == 99


def test_a_lone_surrogate_becomes_a_character_that_can_be_written(reading: Reading) -> None:
    values = fields(reading, '{"a\\ud800": "x\\udfff"}')
    (field,) = values.values()
    assert (field.key, field.value) == ("a?", "x?")
    field.to_json()


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("[" * 100_000 + "]" * 100_000, "It is nested too deep."),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "It is nested too deep."),
        ('{"a": ' + "9" * 5_000 + "}", "It is not JSON: Exceeds the limit (4300 digits)"),
        ('{"a": 1', "It is not JSON: Expecting"),
        ("license: mit", "It is not JSON: Expecting value"),
        ('"text"', "It is JSON, but not an object."),
        ("NaN", "It is JSON, but not an object."),
    ],
    ids=["lists", "objects", "digits", "cut", "yaml", "text", "nan"],
)
def test_what_is_no_config_is_told_and_matters(reading: Reading, text: str, detail: str) -> None:
    unread = refused(reading, text)
    assert unread.detail.startswith(detail)
    assert (unread.path, unread.reason, unread.matters) == ("config.json", UnreadReason.MALFORMED, True)


def test_of_a_tokenizer_config_that_is_malformed_nothing_hangs(reading: Reading) -> None:
    assert refused(reading, "{", "tokenizer_config.json").matters is False
    assert refused(reading, "{", "adapter_config.json").matters is True
    assert refused(reading, "{", "model_index.json").matters is True


def test_a_config_of_more_than_five_megabytes_is_not_read(reading: Reading) -> None:
    unread = refused(reading, '{"a": "' + "x" * 6_000_000 + '"}')
    assert unread.reason is UnreadReason.TOO_LARGE


def test_a_key_that_stands_twice_is_told_and_the_last_counts_as_everywhere(reading: Reading) -> None:
    document, unread = reading("config.json", '{"_name_or_path": "a/b", "_name_or_path": "c/d"}')
    assert document is not None
    assert [text for text, _ in document.texts("_name_or_path")] == ["c/d"]
    assert unread is not None
    assert unread.detail == "The key '_name_or_path' occurs twice; the last one counts."


def test_nesting_that_json_bears_but_no_config_has_is_told(reading: Reading) -> None:
    document, unread = reading("config.json", '{"a": 1, "b": ' + '{"c": ' * 50 + "1" + "}" * 51)
    assert document is not None
    assert [field.key for field in document.fields] == ["a"]
    assert unread is not None
    assert unread.detail == "It is nested deeper than 32 levels."


def test_of_too_many_keys_the_shallow_ones_are_kept(reading: Reading) -> None:
    table = {"many": {f"k{n}": {"deep": n} for n in range(60_000)}, "_name_or_path": "a/b"}
    document, unread = reading("config.json", json.dumps(table))
    assert unread is not None
    assert unread.detail == "It has more than 50,000 keys; only the first were read."
    assert unread.matters
    assert document is not None
    assert document.texts("_name_or_path") == (("a/b", 1),)
    assert len(document.fields) <= 50_000


def test_too_many_keys_at_the_top_are_told(reading: Reading) -> None:
    document, unread = reading("config.json", json.dumps({f"k{n}": n for n in range(60_000)}))
    assert document is not None
    assert len(document.fields) == 50_000
    assert unread is not None
    assert (unread.reason, unread.matters) == (UnreadReason.TOO_LARGE, True)


def test_a_key_as_long_as_the_file_does_not_multiply(reading: Reading) -> None:
    document, unread = reading("config.json", json.dumps({"k" * 1_000_000: {str(n): n for n in range(4_000)}}))
    assert unread is None
    assert document is not None
    assert document.fields[7].key == "k" * 200 + "….7"


@pytest.mark.parametrize(
    "text",
    [
        '{"' + '": 1, "'.join(f"\\u0061{n}" for n in range(200_000)) + '": 1}',
        '{"x": [' + '"a",' * 1_000_000 + '1], "\\u0061": 1}',
        '{"a"' + " " * 4_000_000 + ": 1}",
    ],
    ids=["escaped keys", "repeated texts", "white space"],
)
def test_large_and_hostile_json_is_read_in_time(reading: Reading, text: str) -> None:
    reading("config.json", text)


def test_more_lists_than_memory_should_hold_are_not_parsed(reading: Reading) -> None:
    unread = refused(reading, "[" + "[]," * 1_200_000 + "1]")
    assert (unread.reason, unread.matters) == (UnreadReason.TOO_LARGE, True)


def test_every_real_config_is_read_with_a_line_for_each_top_key() -> None:
    configs = published_configs()
    assert configs
    for repo, text in configs.items():
        values, problems = json_fields.read(text)
        assert problems == (), repo
        lines = text.split("\n")
        for field in values:
            assert field.line is not None, (repo, field.key)
            if "." not in field.key:
                assert f'"{field.key}"' in lines[field.line - 1], (repo, field.key)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(), json_values, max_size=6))
def test_every_scalar_of_a_json_object_is_a_field(table: dict[str, object]) -> None:
    values, problems = json_fields.read(json.dumps(table))
    assert problems == ()
    scalars = {key: value for key, value in table.items() if isinstance(value, str | bool) and "." not in key}
    for key, value in scalars.items():
        assert [field.value for field in values if field.key == key[:200]] == [value]
