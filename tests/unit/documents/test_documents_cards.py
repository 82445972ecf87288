"""Model cards, and the YAML they begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.documents import yaml_events
from auditor.documents.content import Unreadable
from auditor.model import DocumentKind, Field, Part, UnreadReason

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Document, Repository, Unread

    Reading = Callable[[str, str | bytes], tuple[Document | None, Unread | None]]

CARD = """---
license: other
license_name: "modified-mit"
license_link: LICENSE
base_model:
- deepseek-ai/DeepSeek-V3
- Qwen/Qwen2.5-7B
base_model_relation: merge
tags: [merge, "ja"]
date: 2026-03-17
version: 1.10
model-index:
- name: RakutenAI-3.0
  results:
  - task: {type: text-generation}
empty:
---
# RakutenAI-3.0

Leveraging the best from the open-source community.
"""


def card(reading: Reading, text: str | bytes) -> Document:
    document, unread = reading("README.md", text)
    assert unread is None
    assert document is not None
    return document


def bad_card(reading: Reading, text: str | bytes) -> str:
    """What is told of a front matter that cannot be read; the text is there all the same."""
    document, unread = reading("README.md", text)
    assert document is not None
    assert document.text
    assert document.fields == ()
    assert unread is not None
    assert (unread.path, unread.matters) == ("README.md", True)
    assert unread.reason in (UnreadReason.MALFORMED, UnreadReason.TOO_LARGE)
    return unread.detail


def test_a_card_gives_its_fields_as_written_with_their_lines(reading: Reading) -> None:
    values = card(reading, CARD)
    assert (values.kind, values.part, values.root) == (DocumentKind.CARD, Part.DOCUMENTATION, "")
    assert values.fields == (
        Field(key="license", value="other", line=2),
        Field(key="license_name", value="modified-mit", line=3),
        Field(key="license_link", value="LICENSE", line=4),
        Field(key="base_model", value=("deepseek-ai/DeepSeek-V3", "Qwen/Qwen2.5-7B"), line=5),
        Field(key="base_model_relation", value="merge", line=8),
        Field(key="tags", value=("merge", "ja"), line=9),
        Field(key="date", value="2026-03-17", line=10),
        Field(key="version", value="1.10", line=11),
        Field(key="model-index.0.name", value="RakutenAI-3.0", line=13),
        Field(key="model-index.0.results.0.task.type", value="text-generation", line=15),
        Field(key="empty", value=None, line=16),
    )
    assert values.text == CARD
    assert values.text.split("\n")[values.body_line - 1] == "# RakutenAI-3.0"


@pytest.mark.parametrize(
    "word", ["no", "off", "NO", "null", "~", "0x1F", "1e3", "2024-01-01", "1_000", "!!python/name:os"]
)
def test_a_word_that_yaml_would_turn_into_something_else_stays_a_word(reading: Reading, word: str) -> None:
    field = card(reading, f"---\nlicense: {word}\n---\n").field("license")
    assert field is not None
    assert field.value == (word if "python" not in word else None)


@pytest.mark.parametrize("before", ["\ufeff", "\n\n", "\ufeff\n  \n"])
def test_a_byte_order_mark_or_blank_lines_may_come_first(reading: Reading, before: str) -> None:
    values = card(reading, f"{before}---\nlicense: mit\n---\ntext\n")
    assert values.texts("license") == (("mit", 2 + before.count("\n")),)


def test_windows_line_ends_are_no_obstacle(reading: Reading) -> None:
    assert card(reading, b"---\r\nlicense: mit\r\n---\r\ntext").texts("license") == (("mit", 2),)


def test_two_front_matters_in_a_row_are_both_read_in_order(reading: Reading) -> None:
    values = card(reading, "---\nlicense: apache-2.0\nbase_model: a/b\n---\n\n---\nlicense: mit\n---\n# Title\n")
    assert values.texts("license") == (("apache-2.0", 2), ("mit", 7))
    assert values.texts("base_model") == (("a/b", 3),)
    assert values.body_line == 9


def test_a_ruled_paragraph_after_the_front_matter_is_prose(reading: Reading) -> None:
    values = card(reading, "---\nlicense: mit\n---\n---\nSome words between two rules\n---\n")
    assert values.texts("license") == (("mit", 2),)
    assert values.body_line == 4


@pytest.mark.parametrize(
    "text", ["# Title\nwords\n", "---\nwords after a rule\n", "---\n---\nwords\n", "---\n# note\n---\n"]
)
def test_a_card_without_keys_has_no_fields_and_nothing_to_tell(reading: Reading, text: str) -> None:
    assert card(reading, text).fields == ()


def test_an_example_of_a_front_matter_in_a_code_block_is_none(reading: Reading) -> None:
    assert card(reading, "# How to\n```yaml\n---\nlicense: mit\n---\n```\n").fields == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("---\nlicense: mit\nlicense: apache-2.0\n---\n", "The key 'license' occurs twice in its YAML (line 3)."),
        ("---\na: {b: 1, b: 2}\n---\n", "The key 'b' occurs twice in its YAML (line 2)."),
        ("---\na: &x [1]\nb: *x\n---\n", "an anchor or an alias, which is not read (line 2)"),
        ("---\na: &a [*a]\n---\n", "an anchor or an alias"),
        ("---\nx: &x 1\n---\n", "an anchor or an alias"),
        ("---\n? [a]\n: b\n---\n", "A key of its YAML is not a text (line 2)."),
        ("---\nlicense: 'mit\n---\n", "It is not YAML: "),
        ("---\nlicense: mit\n\ttab: x\n---\n", "It is not YAML: "),
        ("---\nlicense: \x07\n---\n", "It is not YAML: "),
        ("---\njust words\n---\n", "It has no keys."),
        ("---\n- a\n- b\n---\n", "It has no keys."),
        ("---\na: 1\n...\n%YAML 1.2\n--- b\n---\n", "more than one YAML document"),
        ("---\nlicense: mit\n# no end\n", "Its front matter has no end"),
        ("<!-- note -->\n---\nlicense: mit\n---\n", "(line 2) follows an HTML comment"),
        ("# Title\n\n---\nlicense: mit\n---\n", "(line 3) follows text"),
        ("---\na: b\n---\n---\nlicense: mit\nlicense: x\n---\n", None),
    ],
)
def test_a_front_matter_that_cannot_be_trusted_is_told_and_gives_no_fields(
    reading: Reading, text: str, problem: str | None
) -> None:
    if problem is None:
        document, unread = reading("README.md", text)
        assert document is not None
        assert [field.key for field in document.fields] == ["a"]
        assert unread is not None
        assert "'license' occurs twice in its YAML (line 6)" in unread.detail
    else:
        assert problem in bad_card(reading, text)


@pytest.mark.parametrize(
    "value",
    [
        "[" * 2_000 + "]" * 2_000,
        "{a: " * 2_000 + "}" * 2_000,
        "\n" + "".join(f"{' ' * level}a:\n" for level in range(1, 401)),
        "\n" + "".join(f"{' ' * level}-\n" for level in range(1, 401)),
        "\n" + "- " * 2_000 + "x",
    ],
    ids=["flow lists", "flow mappings", "block mappings", "block lists", "one line"],
)
def test_deep_nesting_is_refused_at_once(reading: Reading, value: str) -> None:
    assert "nested deeper than 20 levels" in bad_card(reading, f"---\na: {value}\n---\n")


def test_two_thousand_levels_of_block_nesting_are_refused(reading: Reading) -> None:
    nested = "".join(f"{' ' * level}a:\n" for level in range(2_000))
    assert "larger than 256 kB" in bad_card(reading, f"---\n{nested}---\n")


def test_a_bomb_of_aliases_does_not_go_off(reading: Reading) -> None:
    levels = (f"a{level}: &a{level} [{','.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 30))
    bomb = 'a0: &a0 ["x","x"]\n' + "".join(levels)
    assert "an anchor or an alias" in bad_card(reading, f"---\n{bomb}---\n")


def test_a_huge_scalar_is_refused(reading: Reading) -> None:
    assert "larger than 256 kB" in bad_card(reading, f"---\nlicense: {'x' * 300_000}\n---\n")


def test_too_many_nodes_are_refused(reading: Reading) -> None:
    assert "more than 5,000 nodes" in bad_card(reading, "---\na: [" + "x," * 5_001 + "]\n---\n")


def test_a_merge_of_two_hundred_parents_is_read_whole(reading: Reading) -> None:
    parents = [f"org/model-{number}" for number in range(200)]
    values = card(reading, "---\nbase_model:\n" + "".join(f"- {parent}\n" for parent in parents) + "---\n")
    assert [text for text, _ in values.texts("base_model")] == parents


def test_a_card_in_utf16_is_read(reading: Reading) -> None:
    assert card(reading, CARD.encode("utf-16")).texts("license") == (("other", 2),)


def test_an_empty_card_is_told_but_nothing_could_have_stood_in_it(reading: Reading) -> None:
    document, unread = reading("README.md", b"\n")
    assert document is None
    assert unread is not None
    assert (unread.reason, unread.matters) == (UnreadReason.EMPTY, False)


def test_a_merge_config_names_its_models_item_by_item(reading: Reading) -> None:
    text = (
        "models:\n  - model: a/one\n    parameters: {weight: 0.5}\n  - model: b/two\n"
        "merge_method: ties\nbase_model: c/base\n"
    )
    document, unread = reading("mergekit_config.yml", text)
    assert unread is None
    assert document is not None
    assert document.kind is DocumentKind.MERGE_CONFIG
    assert document.texts("models.0.model") == (("a/one", 2),)
    assert document.texts("models.1.model") == (("b/two", 4),)
    assert document.field("models.0.parameters.weight") == Field(key="models.0.parameters.weight", value="0.5", line=3)
    assert document.texts("base_model") == (("c/base", 6),)


@pytest.mark.parametrize("text", ["- a\n", "words", "a: *x\n", "a: b\na: c\n", "{", "a: " + "x" * 300_000])
def test_a_merge_config_that_cannot_be_read_matters(reading: Reading, text: str) -> None:
    document, unread = reading("mergekit_config.yaml", text)
    assert document is None
    assert unread is not None
    assert unread.matters


def test_python_reads_yaml_as_the_c_library_does(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml  # noqa: PLC0415 - as the reader does

    text = CARD.split("---\n")[1]
    with_c = yaml_events.load(text, first_line=2)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert yaml_events.load(text, first_line=2) == with_c
    for hostile in ("[" * 2_000, "a: &x 1", "a: 1\na: 2"):
        with pytest.raises(Unreadable):
            yaml_events.load(hostile)


def test_names_of_other_files_are_not_confused_with_cards(repository: Callable[..., Repository]) -> None:
    model = repository({"README.md": "x", "README_zh.md": "y", "docs/model_card.md": "z"})
    assert [document.path for document in model.of_kind(DocumentKind.CARD)] == [
        "README.md",
        "README_zh.md",
        "docs/model_card.md",
    ]
