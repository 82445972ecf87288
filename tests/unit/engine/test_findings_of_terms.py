"""What is found of limits, conditions and parents: a row for each constellation, with every finding about it."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

BASE = "\nbase_model: upstream/base"
MIT = [{"license": "mit"}]
ROWS = (
    Row(
        "a limit dropped",
        "limit-dropped",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "cc-by-nc-4.0"}]},
        (
            "warning limit-dropped:cc-by-nc-4.0:upstream/base: the declared license (MIT) does not mention the limit to non-commercial use | because label-incomplete | at README.md:2",
        ),
    ),
    Row(
        "a limit kept by another",
        "limit-dropped",
        {"card": f"license: cc-by-nc-sa-4.0{BASE}", "upstream": [{"license": "cc-by-nc-4.0"}]},
        ("met limit-dropped: the terms offered here keep the limit to non-commercial use | at README.md:2",),
    ),
    Row(
        "limits of a community license",
        "limit-dropped",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "llama3.1"}]},
        (
            "error limit-dropped:llama3.1:upstream/base: the declared license (MIT) does not mention the use restrictions and the limit of 700,000,000 monthly active users | at README.md:2",
        ),
    ),
    Row(
        "limits of a community license, unknown label",
        "limit-dropped",
        {"card": f"license: other\nlicense_name: acme{BASE}", "upstream": [{"license": "llama3.1"}]},
        (
            "warning limit-dropped:llama3.1:upstream/base: whether the terms here keep the use restrictions is not known; whether the terms here keep the limit of 700,000,000 monthly active users is not known | because nothing-offered",
        ),
    ),
    Row(
        "limits of a community license, LicenseRef",
        "limit-dropped",
        {"card": f"license: LicenseRef-acme{BASE}", "upstream": [{"license": "llama3.1"}]},
        (
            "warning limit-dropped:llama3.1:upstream/base: what LicenseRef-acme withholds is not known here | because label-without-profile | at README.md:2",
        ),
    ),
    Row(
        "a copy under another",
        "copy-relabelled limit-dropped",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "llama3.1", "relation": "copy"}]},
        (
            "error limit-dropped:llama3.1:upstream/base: the declared license (MIT) does not mention the use restrictions and the limit of 700,000,000 monthly active users; it is offered as MIT, and came under the Llama 3.1 Community License Agreement | because sublicense-silent | at README.md:2",
        ),
    ),
    Row(
        "share alike broken",
        "share-alike-broken",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "cc-by-sa-4.0"}]},
        ("error share-alike-broken:cc-by-sa-4.0:upstream/base: offered as MIT, not as CC-BY-SA-4.0 | at README.md:2",),
    ),
    Row(
        "restrictions, no offer known",
        "use-restrictions-not-passed-on",
        {"card": f"license: openrail{BASE}", "upstream": [{"license": "creativeml-openrail-m"}]},
        (
            "warning use-restrictions-not-passed-on:creativeml-openrail-m:upstream/base: the terms offered here are not identified | because offer-not-identified",
        ),
    ),
    Row(
        "a condition of another mode",
        "condition-hidden",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "minimax-m2.7"}]},
        (),
    ),
    Row(
        "a shape beside a declared base",
        "base-undeclared",
        {"card": "license: mit\nbase_model: acme/declared", "upstream": [{"license": "mit", "firm": False}]},
        (
            "warning base-undeclared:any:upstream/base: what is declared is acme/declared, and given by the case | because shape-only | at README.md | ? Was this model made from upstream/base?",
            "met base-undeclared: acme/declared is declared | at README.md:3",
        ),
    ),
    Row(
        "from scratch",
        "claim-contradicted",
        {
            "card": "license: mit",
            "prose": "It was trained from scratch.",
            "upstream": [{"license": "mit", "firm": False}],
        },
        (
            "warning claim-contradicted:any:upstream/base: README.md:4 says “trained from scratch”; given by the case | because base-not-declared | at README.md:4 README.md | ? Was this model made from upstream/base?",
        ),
    ),
    Row(
        "an upstream that differs",
        "parent-unknown",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "mit", "differs": "it has other numbers"}]},
        ("warning parent-unknown:any:upstream/base: it has other numbers | because parent-differs | at README.md",),
    ),
    Row(
        "restrictions of another list",
        "use-restrictions-not-passed-on",
        {"card": f"license: bigscience-openrail-m{BASE}", "upstream": [{"license": "creativeml-openrail-m"}]},
        (
            "note use-restrictions-not-passed-on:creativeml-openrail-m:upstream/base: the terms offered contain the use restrictions; nothing else gives users notice of them | because notice-in-terms | at README.md:2",
            "met use-restrictions-not-passed-on: the terms offered contain each use restriction of CreativeML Open RAIL-M | at README.md:2",
        ),
    ),
    Row(
        "restrictions of another policy",
        "use-restrictions-not-passed-on",
        {"card": f"license: gemma{BASE}", "upstream": [{"license": "creativeml-openrail-m"}]},
        (
            "error use-restrictions-not-passed-on:creativeml-openrail-m:upstream/base: the use restrictions of CreativeML Open RAIL-M are not among the terms offered here by name; the use restrictions of CreativeML Open RAIL-M are not among the terms offered here | because restrictions-not-confirmed | at README.md:2",
            "met use-restrictions-not-passed-on: Gemma Terms of Use (Gemma 1-3n) is among the terms offered | at README.md:2",
            "met use-restrictions-not-passed-on: Gemma Terms of Use (Gemma 1-3n) is among the terms offered | at README.md:2",
        ),
    ),
    Row(
        "restrictions, and no list",
        "use-restrictions-not-passed-on",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "creativeml-openrail-m"}]},
        (
            "error use-restrictions-not-passed-on:creativeml-openrail-m:upstream/base: the use restrictions of CreativeML Open RAIL-M are not among the terms offered here | at README.md:2",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected
