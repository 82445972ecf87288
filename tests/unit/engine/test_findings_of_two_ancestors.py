"""What is found of two ancestors whose terms meet: a row for each pair, with every finding about it."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
ROWS = (
    Row(
        "two ancestors, the one that closes distilled",
        "upstreams-conflict",
        {
            "card": "license: mit",
            "upstream": [
                {"name": "a/a", "license": "gpl-3.0", "relation": "distill"},
                {"name": "b/b", "license": "llama3.1"},
            ],
        },
        (
            "met upstreams-conflict: GNU GPL v3 is not known to forbid what Llama 3.1 Community License Agreement requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "two ancestors, the one that adds distilled",
        "upstreams-conflict",
        {
            "card": "license: mit",
            "upstream": [
                {"name": "a/a", "license": "gpl-3.0"},
                {"name": "b/b", "license": "llama3.1", "relation": "distill"},
            ],
        },
        (
            "met upstreams-conflict: GNU GPL v3 is not known to forbid what Llama 3.1 Community License Agreement requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "two ancestors that are distilled or fine-tuned",
        "upstreams-conflict",
        {
            "card": "license: mit",
            "upstream": [
                {"name": "a/a", "license": "gpl-3.0"},
                {"name": "b/b", "license": "llama3.1", "relation": ["finetune", "distill"]},
            ],
        },
        (
            "warning upstreams-conflict:gpl-3.0:a/a: GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv) | because relation-unsettled one-work-unsettled",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "two ancestors, one by its shape",
        "upstreams-conflict",
        {
            "card": "license: mit",
            "upstream": [{"name": "a/a", "license": "gpl-3.0"}, {"name": "b/b", "license": "llama3.1", "firm": False}],
        },
        (
            "warning upstreams-conflict:gpl-3.0:a/a: GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv) | because one-work-unsettled",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "two ancestors, both offered",
        "upstreams-conflict",
        {
            "card": "license: gpl-3.0\nbase_model: [a/a, b/b]",
            "upstream": [{"name": "a/a", "license": "gpl-3.0"}, {"name": "b/b", "license": "llama3.1"}],
        },
        (
            "error upstreams-conflict:gpl-3.0:a/a: GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv)",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "two ancestors, one of them code",
        "upstreams-conflict",
        {
            "card": "license: mit",
            "upstream": [
                {"name": "a/a", "license": "gpl-3.0", "relation": "code"},
                {"name": "b/b", "license": "llama3.1"},
            ],
        },
        (),
    ),
    Row(
        "a merge of 24 of two licenses",
        "upstreams-conflict",
        {
            "card": "license: mit",
            "upstream": [
                {"name": f"a/m{n}", "license": "gpl-3.0" if n < 2 else "llama3.1", "relation": "merge"}
                for n in range(4)
            ]
            + [{"name": f"a/m{n}", "license": "LicenseRef-m", "relation": "merge"} for n in range(4, 24)],
        },
        (
            "warning upstreams-conflict:gpl-3.0:a/m0: GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of a/m2, adds the use restrictions (§1.b.iv); GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of a/m3, adds the use restrictions (§1.b.iv) | because one-work-unsettled",
            "warning upstreams-conflict:gpl-3.0:a/m1: GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of a/m2, adds the use restrictions (§1.b.iv); GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of a/m3, adds the use restrictions (§1.b.iv) | because one-work-unsettled",
            "met upstreams-conflict: GNU GPL v3 is not known to forbid what GNU GPL v3 requires",
            "met upstreams-conflict: GNU GPL v3 is not known to forbid what GNU GPL v3 requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what Llama 3.1 Community License Agreement requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what Llama 3.1 Community License Agreement requires",
        ),
    ),
    Row(
        "a merge of 25 of two licenses: each once",
        "upstreams-conflict",
        {
            "card": "license: mit",
            "upstream": [
                {"name": f"a/m{n}", "license": "gpl-3.0" if n < 2 else "llama3.1", "relation": "merge"}
                for n in range(25)
            ],
        },
        (
            "warning upstreams-conflict:gpl-3.0:a/m0: GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of a/m2, adds the use restrictions (§1.b.iv) | because one-work-unsettled",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "two ancestors, the one that closes known from a copy",
        "upstreams-conflict",
        {
            "card": "license: mistral-research\nbase_model: [a/a, b/b]",
            "upstream": [{"name": "a/a", "license": "mistral-research"}, {"name": "b/b", "license": "llama3.1"}],
        },
        (
            "warning upstreams-conflict:mistral-research:a/a: Mistral AI Research License (MRL-0.1) allows no further restrictions (§2.3), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv) | because clause-second-hand",
            "note upstreams-conflict:llama3.1:b/b: whether Llama 3.1 Community License Agreement forbids what Mistral AI Research License (MRL-0.1) requires is not known | because terms-second-hand",
        ),
    ),
    Row(
        "two ancestors whose names begin otherwise",
        "upstreams-conflict",
        {
            "card": "license: mit\nbase_model: [a/a, b/b]",
            "upstream": [{"name": "a/a", "license": "exaone-nc-1.2"}, {"name": "b/b", "license": "llama3.1"}],
        },
        (
            "error upstreams-conflict:exaone-nc-1.2:a/a: EXAONE AI Model License Agreement 1.2 - NC requires a name that begins with “EXAONE” (§2.1(c)), and Llama 3.1 Community License Agreement, of b/b, one that begins with “Llama” (§1.b.i): no name begins with both",
            "error upstreams-conflict:llama3.1:b/b: Llama 3.1 Community License Agreement requires a name that begins with “Llama” (§1.b.i), and EXAONE AI Model License Agreement 1.2 - NC, of a/a, one that begins with “EXAONE” (§2.1(c)): no name begins with both",
        ),
    ),
    Row(
        "two ancestors whose names begin otherwise, one known from a copy",
        "upstreams-conflict",
        {
            "card": "license: mit\nbase_model: [a/a, b/b]",
            "upstream": [{"name": "a/a", "license": "glm-4"}, {"name": "b/b", "license": "llama3.1"}],
        },
        (
            "warning upstreams-conflict:glm-4:a/a: The glm-4-9b License requires a name that begins with “glm-4” (§2, last sentence), and Llama 3.1 Community License Agreement, of b/b, one that begins with “Llama” (§1.b.i): no name begins with both | because clause-second-hand",
            "warning upstreams-conflict:llama3.1:b/b: Llama 3.1 Community License Agreement requires a name that begins with “Llama” (§1.b.i), and The glm-4-9b License, of a/a, one that begins with “glm-4” (§2, last sentence): no name begins with both | because clause-second-hand",
        ),
    ),
    Row(
        "two ancestors whose names begin otherwise, one distilled",
        "upstreams-conflict",
        {
            "card": "license: mit\nbase_model: [a/a, b/b]",
            "upstream": [
                {"name": "a/a", "license": "exaone-nc-1.2", "relation": "distill"},
                {"name": "b/b", "license": "llama3.1"},
            ],
        },
        (
            "met upstreams-conflict: EXAONE AI Model License Agreement 1.2 - NC is not known to forbid what Llama 3.1 Community License Agreement requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what EXAONE AI Model License Agreement 1.2 - NC requires",
        ),
    ),
    Row(
        "two ancestors whose names begin alike",
        "upstreams-conflict",
        {
            "card": "license: mit\nbase_model: [a/a, b/b]",
            "upstream": [{"name": "a/a", "license": "llama3"}, {"name": "b/b", "license": "llama3.1"}],
        },
        (
            "met upstreams-conflict: Meta Llama 3 Community License Agreement is not known to forbid what Llama 3.1 Community License Agreement requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what Meta Llama 3 Community License Agreement requires",
        ),
    ),
    Row(
        "a merge with one that bans improving others",
        "upstreams-conflict",
        {
            "card": "license: mit\nbase_model: [a/a, b/b]",
            "upstream": [
                {"name": "a/a", "license": "llama2", "relation": "merge"},
                {"name": "b/b", "license": "mit", "relation": "merge"},
            ],
        },
        (
            "note upstreams-conflict:llama2:a/a: Llama 2 Community License Agreement bans improving other LLMs (§1.b.v); whether a merge with b/b does is open | because merging-unsettled",
            "met upstreams-conflict: MIT License is not known to forbid what Llama 2 Community License Agreement requires",
        ),
    ),
    Row(
        "a merge of two of one that bans improving others",
        "upstreams-conflict",
        {
            "card": "license: mit\nbase_model: [a/a, b/b]",
            "upstream": [
                {"name": "a/a", "license": "llama2", "relation": "merge"},
                {"name": "b/b", "license": "llama2", "relation": "merge"},
            ],
        },
        (
            "met upstreams-conflict: Llama 2 Community License Agreement is not known to forbid what Llama 2 Community License Agreement requires",
            "met upstreams-conflict: Llama 2 Community License Agreement is not known to forbid what Llama 2 Community License Agreement requires",
        ),
    ),
    Row(
        "a fine-tune of one that bans improving others, and a merge",
        "upstreams-conflict",
        {
            "card": "license: mit\nbase_model: [a/a, b/b]",
            "upstream": [{"name": "a/a", "license": "llama2"}, {"name": "b/b", "license": "mit", "relation": "merge"}],
        },
        (
            "met upstreams-conflict: Llama 2 Community License Agreement is not known to forbid what MIT License requires",
            "met upstreams-conflict: MIT License is not known to forbid what Llama 2 Community License Agreement requires",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected
