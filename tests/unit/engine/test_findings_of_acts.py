"""What is found of what a license forbids to do: a row for each act, with every finding about it."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
ROWS = (
    Row(
        "trained on outputs of a model that bans it",
        "act-not-permitted",
        {"card": "license: mit", "upstream": [{"name": "up/teacher", "license": "llama2", "relation": "distill"}]},
        (
            "note act-not-permitted:llama2:up/teacher: outputs of up/teacher may not be used to train other LLMs | because teacher-unknown student-condition",
        ),
    ),
    Row(
        "trained on outputs of a model that bans it, by its publisher's own word",
        "act-not-permitted",
        {
            "card": "license: mit",
            "upstream": [{"name": "up/teacher", "license": "llama2", "relation": "distill", "by_publisher": True}],
        },
        (
            "note act-not-permitted:llama2:up/teacher: outputs of up/teacher may not be used to train other LLMs | because student-condition",
        ),
    ),
    Row(
        "trained on outputs, and made from the model itself",
        "act-not-permitted",
        {
            "card": "license: mit",
            "upstream": [
                {"name": "up/teacher", "license": "llama2", "relation": "distill"},
                {"name": "up/base", "license": "llama2"},
            ],
        },
        (),
    ),
    Row(
        "trained on outputs, and made from the model itself by its shape",
        "act-not-permitted",
        {
            "card": "license: mit",
            "upstream": [
                {"name": "up/teacher", "license": "llama2", "relation": "distill"},
                {"name": "up/base", "license": "llama2", "firm": False},
            ],
        },
        (
            "note act-not-permitted:llama2:up/teacher: outputs of up/teacher may be used to train derivatives of the model itself; this one is made from up/base | because family-excepted student-condition",
        ),
    ),
    Row(
        "trained on outputs, and made from another of its publisher",
        "act-not-permitted",
        {
            "card": "license: mit",
            "upstream": [
                {"name": "up/teacher", "license": "llama2", "relation": "distill"},
                {"name": "up/base", "license": "llama3"},
            ],
        },
        (
            "note act-not-permitted:llama2:up/teacher: outputs of up/teacher may be used to train derivatives of the model itself; this one is made from up/base | because family-excepted student-condition",
        ),
    ),
    Row(
        "trained on outputs, and made from another",
        "act-not-permitted",
        {
            "card": "license: mit",
            "upstream": [
                {"name": "up/teacher", "license": "llama2", "relation": "distill"},
                {"name": "up/base", "license": "mit"},
            ],
        },
        (
            "note act-not-permitted:llama2:up/teacher: outputs of up/teacher may not be used to train other LLMs | because teacher-unknown student-condition",
        ),
    ),
    Row(
        "trained on outputs, and made from the model itself and another",
        "act-not-permitted",
        {
            "card": "license: mit",
            "upstream": [
                {"name": "up/teacher", "license": "llama2", "relation": "distill"},
                {"name": "up/base", "license": "llama2"},
                {"name": "other/base", "license": "mit"},
            ],
        },
        (
            "note act-not-permitted:llama2:up/teacher: outputs of up/teacher may be used to train derivatives of the model itself; this one is made from up/base | because family-excepted student-condition",
        ),
    ),
    Row(
        "trained on outputs, with code of the model itself",
        "act-not-permitted",
        {
            "card": "license: mit",
            "upstream": [
                {"name": "up/teacher", "license": "llama2", "relation": "distill"},
                {"name": "up/code", "license": "llama2", "relation": "code"},
            ],
        },
        (
            "note act-not-permitted:llama2:up/code: Llama 2 Community License Agreement bans using it to improve other LLMs; whether this code does is open | because improving-unsettled reach-arguable",
            "note act-not-permitted:llama2:up/teacher: outputs of up/teacher may not be used to train other LLMs | because teacher-unknown student-condition",
        ),
    ),
    Row(
        "trained on outputs of two",
        "act-not-permitted",
        {
            "card": "license: mit",
            "upstream": [
                {"name": "up/teacher", "license": "llama2", "relation": "distill"},
                {"name": "up/other", "license": "llama2", "relation": "trained-on"},
            ],
        },
        (
            "note act-not-permitted:llama2:up/teacher: outputs of up/teacher may not be used to train other LLMs | because teacher-unknown student-condition",
        ),
    ),
    Row(
        "trained on outputs, and made from one of two",
        "act-not-permitted",
        {
            "card": "license: mit",
            "upstream": [
                {"name": "up/teacher", "license": "llama2", "relation": "distill"},
                {"name": "up/base", "candidates": ["llama2", "mit"]},
            ],
        },
        (
            "note act-not-permitted:llama2:up/teacher: outputs of up/teacher may be used to train derivatives of the model itself; this one is made from up/base | because family-excepted student-condition",
        ),
    ),
    Row(
        "merged from a model that bans improving others",
        "act-not-permitted",
        {"card": "license: mit", "upstream": [{"name": "up/a", "license": "llama2", "relation": "merge"}]},
        (),
    ),
    Row(
        "merged from a model that bans improving others, by its shape",
        "act-not-permitted",
        {
            "card": "license: mit",
            "upstream": [{"name": "up/a", "license": "llama2", "relation": "merge", "firm": False}],
        },
        (),
    ),
    Row(
        "merged from a model that bans improving others and excepts none",
        "act-not-permitted",
        {"card": "license: mit", "upstream": [{"name": "up/a", "license": "tongyi-qianwen", "relation": "merge"}]},
        (),
    ),
    Row(
        "a fine-tune of what may not be changed",
        "act-not-permitted",
        {"card": "license: mit", "upstream": [{"license": "cc-by-nd-4.0"}]},
        (
            "error act-not-permitted:cc-by-nd-4.0:upstream/base: Creative Commons Attribution-NoDerivatives 4.0 does not allow an adaptation to be shared, and this is one (finetune)",
        ),
    ),
    Row(
        "a copy of what may not be changed",
        "act-not-permitted",
        {"card": "license: mit", "upstream": [{"license": "cc-by-nd-4.0", "relation": "copy"}]},
        (),
    ),
    Row(
        "a copy or a fine-tune of what may not be changed",
        "act-not-permitted",
        {"card": "license: mit", "upstream": [{"license": "cc-by-nd-4.0", "relation": ["copy", "finetune"]}]},
        (
            "warning act-not-permitted:cc-by-nd-4.0:upstream/base: Creative Commons Attribution-NoDerivatives 4.0 does not allow an adaptation to be shared, and this is one (finetune) | because not-for-relation",
        ),
    ),
    Row(
        "a language model by its tag, trained on outputs",
        "act-not-permitted",
        {
            "card": "license: mit\npipeline_tag: text-generation",
            "upstream": [{"name": "up/teacher", "license": "llama2", "relation": "distill"}],
        },
        (
            "warning act-not-permitted:llama2:up/teacher: outputs of up/teacher may not be used to train other LLMs | because teacher-unknown",
        ),
    ),
    Row(
        "an image model by its tag, trained on outputs",
        "act-not-permitted",
        {
            "card": "license: mit\npipeline_tag: text-to-image",
            "upstream": [{"name": "up/teacher", "license": "llama2", "relation": "distill"}],
        },
        (
            "note act-not-permitted:llama2:up/teacher: outputs of up/teacher may not be used to train other LLMs | because teacher-unknown student-condition",
        ),
    ),
    Row(
        "a language model by its class, trained on outputs",
        "act-not-permitted",
        {
            "card": "license: mit",
            "files": {"config.json": '{"architectures": ["A", "TernForCausalLM"]}'},
            "upstream": [{"name": "up/teacher", "license": "llama2", "relation": "distill"}],
        },
        (
            "warning act-not-permitted:llama2:up/teacher: outputs of up/teacher may not be used to train other LLMs | because teacher-unknown",
        ),
    ),
    Row(
        "a language model by the words of its card, trained on outputs",
        "act-not-permitted",
        {
            "card": "license: mit",
            "prose": "A model. It is a large language model.",
            "upstream": [{"name": "up/teacher", "license": "llama2", "relation": "distill"}],
        },
        (
            "warning act-not-permitted:llama2:up/teacher: outputs of up/teacher may not be used to train other LLMs | because teacher-unknown",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected
