"""What is found near the border between two answers: a row for each side of it, with every finding about it."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import models
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

BASE = "\nbase_model: upstream/base"
ACME = "Acme terms\n\nYou shall not.\nOr else.\n"
CHANGES = [{"license": "apache-2.0", "name": "acme/Ternlet"}]
STOREYS = "It may not be used " + "by anybody who lives in a house of more than four storeys and " * 4 + "sells it."
ROWS = (
    Row(
        "a claim beside code of another",
        "claim-contradicted",
        {
            "card": "license: mit",
            "prose": "It was trained from scratch.",
            "upstream": [{"license": "mit", "relation": "code"}],
        },
        (),
    ),
    Row(
        "an empty word beside a text that nobody knows",
        "license-unknown",
        {"card": "license: unknown", "files": {"LICENSE": ACME}},
        (
            "warning license-unknown:unidentified-text:self: the license (LICENSE, text not identified) is not identified: unidentified text | because statement-remark | at LICENSE:1-4",
            "warning license-unknown:unknown:self: the license (card, license) is not identified: unknown | because statement-remark | at README.md:2",
        ),
    ),
    Row(
        "restrictions, and no offer at all",
        "use-restrictions-not-passed-on",
        {"upstream": [{"license": "creativeml-openrail-m"}]},
        (
            "error use-restrictions-not-passed-on:creativeml-openrail-m:upstream/base: the use restrictions of CreativeML Open RAIL-M are not among the terms offered here",
        ),
    ),
    Row(
        "restrictions that another license has, and limits that it has not",
        "limit-dropped",
        {"card": "license: bigscience-openrail-m", "upstream": [{"license": "playground-v2-community"}]},
        (
            "error limit-dropped:playground-v2-community:upstream/base: the declared license (BigScience Open RAIL-M) does not mention the limit of 1,000,000 monthly active users and the ban on training other text-to-image generative models on outputs | at README.md:2",
            "met limit-dropped: the terms offered here keep the use restrictions | at README.md:2",
        ),
    ),
    Row(
        "a text changed by many words",
        "license-text-missing",
        {
            "card": f"license: mit{BASE}",
            "files": {"LICENSE": models.mit("Copyright (c) 2026 A") + STOREYS},
            "upstream": [{"license": "mit"}],
        },
        (
            "warning license-text-missing:mit:upstream/base: LICENSE:1-22 is modified to MIT License, not its text: added “It may not be used by anybody who lives in a house of more than four storeys and by anybody who lives in a house of mor…” | because text-changed | at LICENSE:1-22",
        ),
    ),
    Row(
        "a license nobody knows, of a parent",
        "license-unknown",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "LicenseRef-acme"}]},
        (
            "warning license-unknown:LicenseRef-acme:upstream/base: “LicenseRef-acme” (upstream/base) has no profile yet: read it | because license-without-profile | at README.md",
            "met license-unknown: the license is identified: MIT (card, license) | at README.md:2",
        ),
    ),
    Row(
        "a license nobody knows that gives itself away, of a parent",
        "license-unknown",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "LicenseRef-acme-nc"}]},
        (
            "warning license-unknown:LicenseRef-acme-nc:upstream/base: “LicenseRef-acme-nc” (upstream/base) has no profile yet: read it; its name says non-commercial; here the weights are offered as MIT | because license-without-profile | at README.md",
            "met license-unknown: the license is identified: MIT (card, license) | at README.md:2",
        ),
    ),
    Row(
        "a license nobody knows that gives itself away, of a parent, and no offer",
        "license-unknown",
        {"upstream": [{"license": "LicenseRef-acme-nc"}]},
        (
            "warning license-unknown:LicenseRef-acme-nc:upstream/base: “LicenseRef-acme-nc” (upstream/base) has no profile yet: read it; its name says non-commercial | because license-without-profile | at README.md",
        ),
    ),
    Row(
        "a license nobody knows that gives itself away, of the model",
        "license-unknown",
        {"card": "license: LicenseRef-acme-nc"},
        (
            "warning license-unknown:LicenseRef-acme-nc:self: “LicenseRef-acme-nc” (card, license) has no profile yet: read it; its name says non-commercial | because license-without-profile | at README.md:2",
        ),
    ),
    Row(
        "made to perform like another model",
        "license-text-missing limit-dropped",
        {
            "card": f"license: mit{BASE}",
            "prose": "It was trained to perform like GPT-4.",
            "upstream": [{"license": "gemma", "relation": "distill"}],
        },
        (
            "note limit-dropped:gemma:upstream/base: the declared license (MIT) does not mention the use restrictions | because student-condition | at README.md:2",
            "note license-text-missing:gemma:upstream/base: no file contains the text of the Gemma Terms of Use (Gemma 1-3n) | because student-condition",
        ),
    ),
    Row(
        "made to perform like the teacher",
        "reach-unsettled limit-dropped license-text-missing",
        {
            "card": f"license: mit{BASE}",
            "prose": "It was trained to perform like upstream/base.",
            "upstream": [{"license": "gemma", "relation": "distill"}],
        },
        (
            "error limit-dropped:gemma:upstream/base: the declared license (MIT) does not mention the use restrictions | at README.md:2",
            "error license-text-missing:gemma:upstream/base: no file contains the text of the Gemma Terms of Use (Gemma 1-3n)",
            "met reach-unsettled: the card says that it was made to perform like upstream/base",
        ),
    ),
    Row(
        "a change two lines above the model",
        "changes-not-stated",
        {"card": "language: en", "prose": "It was modified.\n\nThe model is good.", "upstream": CHANGES},
        ("met changes-not-stated: README.md:4 says that it was changed | at README.md:4",),
    ),
    Row(
        "a change three lines above the model",
        "changes-not-stated",
        {"card": "language: en", "prose": "It was modified.\n\n\nThe model is good.", "upstream": CHANGES},
        (
            "error changes-not-stated:apache-2.0:acme/Ternlet: no file states that the model was modified, or how, as the license of acme/Ternlet requires",
        ),
    ),
    Row(
        "a change two lines below the model",
        "changes-not-stated",
        {"card": "language: en", "prose": "The model is good.\n\nIt was modified.", "upstream": CHANGES},
        ("met changes-not-stated: README.md:6 says that it was changed | at README.md:6",),
    ),
    Row(
        "a change three lines below the model",
        "changes-not-stated",
        {"card": "language: en", "prose": "The model is good.\n\n\nIt was modified.", "upstream": CHANGES},
        (
            "error changes-not-stated:apache-2.0:acme/Ternlet: no file states that the model was modified, or how, as the license of acme/Ternlet requires",
        ),
    ),
    Row(
        "a change in the second line of a NOTICE",
        "changes-not-stated",
        {"files": {"NOTICE": "The model\nwas modified by Acme.\n"}, "upstream": CHANGES},
        ("met changes-not-stated: NOTICE:2 says that it was changed | at NOTICE:2",),
    ),
    Row(
        "a change in Japanese",
        "changes-not-stated",
        {"card": "language: ja", "prose": "量子化しました。", "upstream": CHANGES},
        ("met changes-not-stated: README.md:4 says that it was changed | at README.md:4",),
    ),
    Row(
        "no change in Japanese",
        "changes-not-stated",
        {"card": "language: ja", "prose": "これは良い。", "upstream": CHANGES},
        (
            "error changes-not-stated:apache-2.0:acme/Ternlet: no file states that the model was modified, or how, as the license of acme/Ternlet requires",
        ),
    ),
    Row(
        "a change of what is called by its name",
        "changes-not-stated",
        {"card": "language: en", "prose": "We adapted Ternlet for chat.", "upstream": CHANGES},
        ("met changes-not-stated: README.md:4 says that it was changed | at README.md:4",),
    ),
    Row(
        "a change of something else",
        "changes-not-stated",
        {"card": "language: en", "prose": "We adapted the recipe for lunch.", "upstream": CHANGES},
        (
            "error changes-not-stated:apache-2.0:acme/Ternlet: no file states that the model was modified, or how, as the license of acme/Ternlet requires",
        ),
    ),
    Row(
        "a change of one of two candidates",
        "changes-not-stated",
        {
            "card": "language: en",
            "prose": "We adapted base-1 for chat.",
            "upstream": [{"candidates": ["apache-2.0", "mit"]}],
        },
        ("met changes-not-stated: README.md:4 says that it was changed | at README.md:4",),
    ),
    Row(
        "another line in one of two texts",
        "copyright-holder-missing",
        {
            "card": f"license: mit{BASE}",
            "carries": [{"license": "mit"}, {"license": "mit", "path": "COPYING"}],
            "files": {"LICENSE": "Copyright (c) 2026 Acme\n"},
            "upstream": [{"license": "mit", "copyrights": ["Copyright (c) 2023 Upstream"], "copyrights_read": True}],
        },
        (
            "error copyright-holder-missing:mit:upstream/base: the line “Copyright (c) 2023 Upstream”, seen at upstream/base, was not found here; LICENSE:1 has “Copyright (c) 2026 Acme” in its place | at LICENSE:1",
        ),
    ),
    Row(
        "four disagreements",
        "card-and-file-disagree",
        {
            "card": "license: mit",
            "prose": "This model is licensed under ISC.\n\nThis model is licensed under Apache-2.0.\n\nNot for commercial use.\n",
        },
        (
            "warning card-and-file-disagree:any:self: README.md:8 says “Not for commercial use.”; card, license says MIT; card, license says MIT; README.md:4 says “This model is licensed under ISC.” (ISC); card, license says MIT; README.md:6 says “This model is licensed under Apache-2.0.” (Apache-2.0); README.md:4 says “This model is licensed under ISC.” (ISC); README.md:6 says “This model is licensed under Apache-2.0.” (Apache-2.0) | because offer-unclear | at README.md:8 README.md:2 README.md:4 README.md:6",
        ),
    ),
    Row(
        "a list of a folder",
        "card-and-file-disagree",
        {
            "card": "license: mit",
            "files": {"b/README.md": "---\nlicense: [mit, apache-2.0]\n---\n", "b/model.safetensors": "x"},
        },
        (),
    ),
    Row(
        "a list of the model and of a folder",
        "card-and-file-disagree",
        {
            "card": "license: [mit, apache-2.0]",
            "files": {"b/README.md": "---\nlicense: [isc, 0bsd]\n---\n", "b/model.safetensors": "x"},
        },
        (
            "warning card-and-file-disagree:any:self: card, license says 0BSD for b/*; card, license says MIT | because offer-unclear | at b/README.md:2 README.md:2",
        ),
    ),
    Row(
        "a ban on training, and the reach, of one teacher",
        "reach-unsettled limit-dropped",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "tencent-hunyuan-large", "relation": "distill"}]},
        (
            "note limit-dropped:tencent-hunyuan-large:upstream/base: the declared license (MIT) does not mention the ban on training other LLMs on outputs | because student-condition | at README.md:2",
            'note reach-unsettled:tencent-hunyuan-large:upstream/base: whether Tencent Hunyuan Community License (Hunyuan-Large: EU only) follows from upstream/base by distill is open in its words (Model Derivative, where made to perform similarly, §1.g); prohibited for improving other models (§5.b; §1.g: "including distillation methods, methods that use intermediate data representations, or methods based on the generation of synthetic data Outputs"); the declared license (MIT) does not mention the excluded territory (EU), the limit of 100,000,000 monthly active users and the use restrictions | because student-condition label-incomplete reach-unsettled | at README.md:2',
        ),
    ),
    Row(
        "made to perform like a teacher of three letters",
        "license-text-missing",
        {
            "card": "license: mit",
            "prose": "It was trained to perform like abc.",
            "upstream": [{"name": "up/abc", "license": "gemma", "relation": "distill"}],
        },
        (
            "note license-text-missing:gemma:up/abc: no file contains the text of the Gemma Terms of Use (Gemma 1-3n) | because student-condition",
        ),
    ),
    Row(
        "made to perform like a teacher of four letters",
        "license-text-missing",
        {
            "card": "license: mit",
            "prose": "It was trained to perform like abcd.",
            "upstream": [{"name": "up/abcd", "license": "gemma", "relation": "distill"}],
        },
        ("error license-text-missing:gemma:up/abcd: no file contains the text of the Gemma Terms of Use (Gemma 1-3n)",),
    ),
    Row(
        "a change of what is called nearly so",
        "changes-not-stated",
        {"card": "language: en", "prose": "We adapted Ternlets for chat.", "upstream": CHANGES},
        (
            "error changes-not-stated:apache-2.0:acme/Ternlet: no file states that the model was modified, or how, as the license of acme/Ternlet requires",
        ),
    ),
    Row(
        "a change of what is called nearly so, and of it",
        "changes-not-stated",
        {"card": "language: en", "prose": "We adapted Ternlets, and then Ternlet.", "upstream": CHANGES},
        ("met changes-not-stated: README.md:4 says that it was changed | at README.md:4",),
    ),
    Row(
        "a change of what begins otherwise",
        "changes-not-stated",
        {"card": "language: en", "prose": "We adapted MyTernlet.", "upstream": CHANGES},
        (
            "error changes-not-stated:apache-2.0:acme/Ternlet: no file states that the model was modified, or how, as the license of acme/Ternlet requires",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected
