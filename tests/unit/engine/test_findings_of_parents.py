"""What is found of the parents themselves: a row for each way to know one, with every finding about it."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
ROWS = (
    Row(
        "a shape beside declared code",
        "base-undeclared",
        {
            "card": "license: mit",
            "upstream": [{"license": "mit", "firm": False}, {"name": "up/code", "license": "mit", "relation": "code"}],
        },
        (
            "warning base-undeclared:any:upstream/base: no base is declared, and given by the case | because shape-only | at README.md | ? Was this model made from upstream/base?",
        ),
    ),
    Row(
        "a shape beside a declared teacher",
        "base-undeclared",
        {
            "card": "license: mit",
            "upstream": [{"license": "mit", "firm": False}, {"name": "up/t", "license": "mit", "relation": "distill"}],
        },
        (
            "warning base-undeclared:any:upstream/base: what is declared is up/t, and given by the case | because shape-only | at README.md | ? Was this model made from upstream/base?",
            "met base-undeclared: up/t is declared | at README.md",
        ),
    ),
    Row(
        "a shape beside four declared bases",
        "base-undeclared",
        {
            "card": "license: mit",
            "upstream": [{"license": "mit", "firm": False}, *({"name": f"up/{n}", "license": "mit"} for n in range(4))],
        },
        (
            "warning base-undeclared:any:upstream/base: what is declared is up/0, up/1, up/2, and given by the case | because shape-only | at README.md | ? Was this model made from upstream/base?",
            "met base-undeclared: up/0 is declared | at README.md",
            "met base-undeclared: up/1 is declared | at README.md",
            "met base-undeclared: up/2 is declared | at README.md",
            "met base-undeclared: up/3 is declared | at README.md",
        ),
    ),
    Row(
        "a shape beside another declared model of the company that wrote its license",
        "base-undeclared",
        {
            "card": "license: llama2",
            "upstream": [
                {"license": "llama3.1", "firm": False},
                {"name": "meta-llama/Llama-2-7b", "license": "llama2"},
            ],
        },
        (
            "warning base-undeclared:any:upstream/base: what is declared is meta-llama/Llama-2-7b, and given by the case | because shape-only | at README.md | ? Was this model made from upstream/base?",
            "met base-undeclared: meta-llama/Llama-2-7b is declared | at README.md",
            "met base-undeclared: meta-llama/Llama-2-7b is declared, which is of the company that wrote the license",
        ),
    ),
    Row(
        "a shape alone",
        "base-undeclared",
        {"card": "license: mit", "upstream": [{"license": "mit", "firm": False}]},
        (
            "warning base-undeclared:any:upstream/base: no base is declared, and given by the case | because shape-only | at README.md | ? Was this model made from upstream/base?",
        ),
    ),
    Row(
        "a declared base",
        "base-undeclared",
        {"card": "license: mit\nbase_model: upstream/base", "upstream": [{"license": "mit"}]},
        ("met base-undeclared: upstream/base is declared | at README.md",),
    ),
    Row(
        "declared code",
        "base-undeclared",
        {"card": "license: mit", "upstream": [{"license": "mit", "relation": "code"}]},
        (),
    ),
    Row(
        "code by its shape",
        "base-undeclared",
        {"card": "license: mit", "upstream": [{"license": "mit", "relation": "code", "firm": False}]},
        (),
    ),
    Row(
        "the upstream's files not read",
        "upstream-unread",
        {
            "card": "license: apache-2.0\nbase_model: upstream/base",
            "carries": [{"license": "apache-2.0"}],
            "upstream": [{"license": "apache-2.0"}],
        },
        (
            "warning upstream-unread:apache-2.0:upstream/base: the files of upstream/base were not read here | because upstream-not-read",
        ),
    ),
    Row(
        "the upstream's files read",
        "upstream-unread",
        {
            "card": "license: apache-2.0\nbase_model: upstream/base",
            "carries": [{"license": "apache-2.0"}],
            "upstream": [{"license": "apache-2.0", "copyrights_read": True}],
        },
        (),
    ),
    Row(
        "a line of the upstream known",
        "upstream-unread",
        {
            "card": "license: apache-2.0\nbase_model: upstream/base",
            "carries": [{"license": "apache-2.0"}],
            "upstream": [{"license": "apache-2.0", "copyrights": ["(c) 2023 Acme"]}],
        },
        (),
    ),
    Row(
        "the upstream's files not read, and no text here",
        "upstream-unread",
        {"card": "license: apache-2.0\nbase_model: upstream/base", "upstream": [{"license": "apache-2.0"}]},
        (),
    ),
    Row(
        "the upstream's files not read, its NOTICE known",
        "upstream-unread",
        {
            "card": "license: apache-2.0\nbase_model: upstream/base",
            "carries": [{"license": "apache-2.0"}],
            "upstream": [{"license": "apache-2.0", "notice_file": False}],
        },
        (
            "warning upstream-unread:apache-2.0:upstream/base: the files of upstream/base were not read here | because upstream-not-read",
        ),
    ),
    Row(
        "the upstream's files not read, of a license without such duties",
        "upstream-unread",
        {
            "card": "license: cc0-1.0\nbase_model: upstream/base",
            "carries": [{"license": "cc0-1.0"}],
            "upstream": [{"license": "cc0-1.0"}],
        },
        (),
    ),
    Row(
        "the upstream's files not read, of a license without the duty of its text",
        "upstream-unread",
        {"card": "license: cc-by-4.0\nbase_model: upstream/base", "upstream": [{"license": "cc-by-4.0"}]},
        (
            "warning upstream-unread:cc-by-4.0:upstream/base: the files of upstream/base were not read here | because upstream-not-read",
        ),
    ),
    Row(
        "a parent without known terms",
        "parent-unknown",
        {"card": "license: mit\nbase_model: upstream/base", "upstream": [{}]},
        (
            "warning parent-unknown:any:upstream/base: upstream/base is named as a parent, and its terms are not known here | because parent-not-read | at README.md",
        ),
    ),
    Row(
        "a parent with known terms",
        "parent-unknown",
        {"card": "license: mit\nbase_model: upstream/base", "upstream": [{"license": "mit"}]},
        ("met parent-unknown: upstream/base is known | at README.md",),
    ),
    Row(
        "a circle",
        "lineage-cycle",
        {
            "card": "license: mit\nbase_model: upstream/base",
            "upstream": [{"license": "mit", "cycle": True, "cut": True}],
        },
        (
            "warning lineage-cycle:any:upstream/base: the bases of upstream/base lead back to it, or to this model | because cards-contradict | at README.md",
        ),
    ),
    Row(
        "a base without bases",
        "lineage-cycle",
        {"card": "license: mit\nbase_model: upstream/base", "upstream": [{"license": "mit"}]},
        (),
    ),
    Row(
        "a line of one of two offers, neither of which speaks of a line",
        "copyright-holder-missing",
        {
            "card": "license: apache-2.0",
            "upstream": [
                {
                    "license": "Apache-2.0 OR GPL-3.0-only",
                    "copyrights": ["Copyright (c) 2023 Acme"],
                    "copyrights_read": True,
                }
            ],
        },
        (
            "error copyright-holder-missing:apache-2.0:upstream/base: the line “Copyright (c) 2023 Acme”, seen at upstream/base, was not found here",
        ),
    ),
    Row(
        "a line of one of two offers, one of which speaks of a line",
        "copyright-holder-missing",
        {
            "card": "license: apache-2.0",
            "upstream": [
                {"license": "MIT OR Apache-2.0", "copyrights": ["Copyright (c) 2023 Acme"], "copyrights_read": True}
            ],
        },
        (
            "warning copyright-holder-missing:apache-2.0:upstream/base: the copyright lines of upstream/base were not read | because upstream-not-read",
        ),
    ),
    Row(
        "a line of one of two offers, the other of which speaks of a line",
        "copyright-holder-missing",
        {
            "card": "license: apache-2.0",
            "upstream": [
                {"license": "Apache-2.0 OR MIT", "copyrights": ["Copyright (c) 2023 Acme"], "copyrights_read": True}
            ],
        },
        (
            "warning copyright-holder-missing:apache-2.0:upstream/base: the copyright lines of upstream/base were not read | because upstream-not-read",
        ),
    ),
    Row(
        "a line of one offer",
        "copyright-holder-missing",
        {
            "card": "license: apache-2.0",
            "upstream": [
                {"license": "MIT AND Apache-2.0", "copyrights": ["Copyright (c) 2023 Acme"], "copyrights_read": True}
            ],
        },
        (
            "error copyright-holder-missing:apache-2.0:upstream/base: the line “Copyright (c) 2023 Acme”, seen at upstream/base, was not found here",
            "error copyright-holder-missing:mit:upstream/base: the line “Copyright (c) 2023 Acme”, seen at upstream/base, was not found here",
        ),
    ),
    Row(
        "distilled, or fine-tuned",
        "reach-unsettled license-text-missing",
        {"card": "license: mit", "upstream": [{"license": "gemma", "relation": ["finetune", "distill"]}]},
        (
            "warning license-text-missing:gemma:upstream/base: no file contains the text of the Gemma Terms of Use (Gemma 1-3n) | because arguable-for-relation",
            'note reach-unsettled:gemma:upstream/base: whether Gemma Terms of Use (Gemma 1-3n) follows from upstream/base by distill is open in its words (where done "in order to cause that model to perform similarly to Gemma" (§1.1(e)(iii)); Outputs themselves are not Model Derivatives; §1.1(e): "including distillation methods that use intermediate data representations or methods based on the generation of synthetic data Outputs by Gemma for training that model") | because reach-unsettled',
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected
