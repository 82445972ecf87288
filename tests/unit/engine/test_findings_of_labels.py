"""What is found of phrases, of copies under other labels, and of several labels: a row for each, with every finding about it."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
ROWS = (
    Row(
        "a phrase for some models only",
        "attribution-phrase-missing",
        {"card": "license: mit", "prose": "", "upstream": [{"license": "nvidia-open-model"}]},
        (
            "note attribution-phrase-missing:nvidia-open-model:upstream/base: “Built on NVIDIA Cosmos” must be displayed for multimodal models only; whether this is one is not known | because some-models-only",
        ),
    ),
    Row(
        "a phrase on one's own facts, in public",
        "attribution-phrase-missing",
        {"card": "license: mit", "prose": "", "upstream": [{"license": "minimax-m2.7"}]},
        (),
    ),
    Row(
        "a phrase in an interface",
        "attribution-phrase-missing",
        {"card": "license: mit", "prose": "", "upstream": [{"license": "kimi-k2-modified-mit"}]},
        (),
    ),
    Row(
        "a phrase in public",
        "attribution-phrase-missing",
        {"card": "license: mit", "prose": "", "upstream": [{"license": "llama3.1"}]},
        (
            "note attribution-phrase-missing:llama3.1:upstream/base: “Built with Llama” is not shown in the repository | because places-outside",
        ),
    ),
    Row(
        "a phrase in public, shown",
        "attribution-phrase-missing",
        {"card": "license: mit", "prose": "Built with Llama", "upstream": [{"license": "llama3.1"}]},
        ("met attribution-phrase-missing: README.md:4 shows “Built with Llama” | at README.md:4",),
    ),
    Row(
        "a phrase in the documentation",
        "attribution-phrase-missing",
        {"card": "license: mit", "prose": "", "upstream": [{"license": "qwen-research"}]},
        (
            "warning attribution-phrase-missing:qwen-research:upstream/base: “Built with Qwen” or “Improved using Qwen” is not shown in the repository | because clause-second-hand",
        ),
    ),
    Row(
        "one of two phrases in the documentation, shown",
        "attribution-phrase-missing",
        {"card": "license: mit", "prose": "Improved using Qwen", "upstream": [{"license": "qwen-research"}]},
        ("met attribution-phrase-missing: README.md:4 shows “Improved using Qwen” | at README.md:4",),
    ),
    Row(
        "a phrase anywhere",
        "attribution-phrase-missing",
        {"card": "license: mit", "prose": "", "upstream": [{"license": "tencent-hunyuan-large"}]},
        (
            "note attribution-phrase-missing:tencent-hunyuan-large:upstream/base: “Powered by Tencent Hunyuan” is not shown in the repository | because only-encouraged",
        ),
    ),
    Row(
        "a copy under its own label",
        "copy-relabelled",
        {"card": "license: cc-by-4.0", "upstream": [{"license": "cc-by-4.0", "relation": "copy"}]},
        ("met copy-relabelled: offered as CC-BY-4.0",),
    ),
    Row(
        "a copy under a label that drops conditions alone",
        "copy-relabelled",
        {"card": "license: mit", "upstream": [{"license": "cc-by-4.0", "relation": "copy"}]},
        (
            "warning copy-relabelled:cc-by-4.0:upstream/base: it is offered as MIT, and came under the Creative Commons Attribution 4.0 | because conditions-only | at README.md:2",
        ),
    ),
    Row(
        "a copy under two labels, one of which is no such",
        "copy-relabelled",
        {"card": "license: MIT AND GPL-3.0-only", "upstream": [{"license": "cc-by-4.0", "relation": "copy"}]},
        (
            "error copy-relabelled:cc-by-4.0:upstream/base: it is offered as GPL-3.0-only AND MIT, and came under the Creative Commons Attribution 4.0 | at README.md:2",
        ),
    ),
    Row(
        "a copy under a label nobody knows",
        "copy-relabelled",
        {"card": "license: LicenseRef-acme", "upstream": [{"license": "cc-by-4.0", "relation": "copy"}]},
        (
            "error copy-relabelled:cc-by-4.0:upstream/base: it is offered as LicenseRef-acme, and came under the Creative Commons Attribution 4.0 | at README.md:2",
        ),
    ),
    Row(
        "a copy under another label, its text beside",
        "copy-relabelled",
        {
            "card": "license: mit",
            "carries": [{"license": "cc-by-4.0"}],
            "upstream": [{"license": "cc-by-4.0", "relation": "copy"}],
        },
        ("met copy-relabelled: offered as CC-BY-4.0",),
    ),
    Row(
        "a fine-tune under another label",
        "copy-relabelled",
        {"card": "license: mit", "upstream": [{"license": "cc-by-4.0", "relation": "finetune"}]},
        (),
    ),
    Row(
        "a quantized copy under another label",
        "copy-relabelled",
        {"card": "license: mit", "upstream": [{"license": "cc-by-nd-4.0", "relation": "quantized"}]},
        (
            "warning copy-relabelled:cc-by-nd-4.0:upstream/base: it is offered as MIT, and came under the Creative Commons Attribution-NoDerivatives 4.0 | because copy-or-adaptation | at README.md:2",
        ),
    ),
    Row(
        "a copy of data under another label",
        "copy-relabelled",
        {"card": "license: mit", "upstream": [{"license": "cdla-permissive-1.0", "relation": "copy"}]},
        (),
    ),
    Row(
        "a copy of what may be sublicensed",
        "copy-relabelled",
        {"card": "license: apache-2.0", "upstream": [{"license": "mit", "relation": "copy"}]},
        (),
    ),
    Row(
        "restrictions kept by the license, and by another that contains them",
        "use-restrictions-not-passed-on",
        {
            "card": "license: [creativeml-openrail-m, fair-ai-public-1.0-sd]",
            "upstream": [{"license": "creativeml-openrail-m"}],
        },
        (
            "note use-restrictions-not-passed-on:creativeml-openrail-m:upstream/base: the terms offered contain the use restrictions; nothing else gives users notice of them | because notice-in-terms | at README.md:2",
            "met use-restrictions-not-passed-on: the terms offered contain each use restriction of CreativeML Open RAIL-M | at README.md:2 README.md:2",
        ),
    ),
    Row(
        "restrictions kept by one of two labels",
        "use-restrictions-not-passed-on",
        {"card": "license: [creativeml-openrail-m, mit]", "upstream": [{"license": "creativeml-openrail-m"}]},
        (
            "warning use-restrictions-not-passed-on:creativeml-openrail-m:upstream/base: CreativeML Open RAIL-M is offered, and another license without its use restrictions | because offer-unclear | at README.md:2",
        ),
    ),
    Row(
        "a limit kept by the first of two labels, which is the license",
        "limit-dropped",
        {"card": "license: [cc-by-nc-4.0, mit]", "upstream": [{"license": "cc-by-nc-4.0"}]},
        (
            "warning limit-dropped:cc-by-nc-4.0:upstream/base: the declared license (MIT) does not mention the limit to non-commercial use | because offer-unclear | at README.md:2",
        ),
    ),
    Row(
        "a limit kept by the first of two labels, which has it",
        "limit-dropped",
        {"card": "license: [cc-by-nc-sa-4.0, mit]", "upstream": [{"license": "cc-by-nc-4.0"}]},
        (
            "warning limit-dropped:cc-by-nc-4.0:upstream/base: the declared license (MIT) does not mention the limit to non-commercial use | because label-incomplete | at README.md:2",
        ),
    ),
    Row(
        "a limit kept by the first of two labels, which contains the restrictions",
        "limit-dropped",
        {"card": "license: [fair-ai-public-1.0-sd, mit]", "upstream": [{"license": "creativeml-openrail-m"}]},
        (
            "error limit-dropped:creativeml-openrail-m:upstream/base: the declared license (MIT) does not mention the use restrictions | at README.md:2",
        ),
    ),
    Row(
        "share-alike by the first of two labels",
        "share-alike-broken",
        {"card": "license: [cc-by-sa-4.0, mit]", "upstream": [{"license": "cc-by-sa-4.0"}]},
        (
            "warning share-alike-broken:cc-by-sa-4.0:upstream/base: offered as MIT, and as CC-BY-SA-4.0 | because offer-unclear | at README.md:2",
        ),
    ),
    Row(
        "a creator at the beginning of a line",
        "creator-not-credited",
        {
            "card": "license: mit",
            "prose": "Ternlet made this.",
            "upstream": [{"license": "cc-by-4.0", "name": "acme/Ternlet"}],
        },
        ("met creator-not-credited: README.md:4 names acme/Ternlet | at README.md:4",),
    ),
    Row(
        "a creator at the end of a line",
        "creator-not-credited",
        {
            "card": "license: mit",
            "prose": "This is of Ternlet",
            "upstream": [{"license": "cc-by-4.0", "name": "acme/Ternlet"}],
        },
        ("met creator-not-credited: README.md:4 names acme/Ternlet | at README.md:4",),
    ),
    Row(
        "a creator within a word",
        "creator-not-credited",
        {
            "card": "license: mit",
            "prose": "This is of MyTernlets.",
            "upstream": [{"license": "cc-by-4.0", "name": "acme/Ternlet"}],
        },
        ("error creator-not-credited:cc-by-4.0:acme/Ternlet: no document names the creator of acme/Ternlet",),
    ),
    Row(
        "one of two notices of a NOTICE",
        "notice-file-dropped",
        {
            "card": "license: apache-2.0",
            "files": {"NOTICE": "Upstream\n"},
            "upstream": [{"license": "apache-2.0", "notice_file": True, "notice_text": "Upstream\nmade by us all\n"}],
        },
        (
            "error notice-file-dropped:apache-2.0:upstream/base: the NOTICE of upstream/base is not carried: “made by us all”",
        ),
    ),
    Row(
        "a copy under its own label and another",
        "copy-relabelled",
        {"card": "license: CC-BY-4.0 AND MIT", "upstream": [{"license": "cc-by-4.0", "relation": "copy"}]},
        ("met copy-relabelled: offered as CC-BY-4.0",),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected
