"""What follows where one sentence or relation may be read in two ways: a row for each, with every finding or statement."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.engine import Scene, evaluate
from auditor.engine.own_terms import own_terms
from auditor.lineage import Traced
from auditor.model import Case, EdgeDoubts, Rung, Verdict
from support import models
from support import stated as layouts
from support.cases import scene_of
from support.offers import offer
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

BASE = "\nbase_model: upstream/base"
LINE = {"copyrights": ["Copyright (c) 2023 Acme"], "copyrights_read": True}
ROWS: tuple[Row, ...] = (
    *(
        Row(
            f"a share-alike base that is a {order[0]} or else a {order[1]}, offered as Apache-2.0",
            "copy-relabelled",
            {"card": f"license: apache-2.0{BASE}", "upstream": [{"license": "gpl-3.0", "relation": order}]},
            (
                "warning copy-relabelled:gpl-3.0:upstream/base: it is offered as Apache-2.0, and came under the GNU GPL v3 | because not-for-relation | at README.md:2",
            ),
        )
        for order in (["copy", "finetune"], ["finetune", "copy"])
    ),
    Row(
        "a teacher of unknown terms, after a rule that is about bases alone",
        "base-contradicted parent-unknown",
        {"card": f"license: mit{BASE}", "upstream": [{"relation": "distill"}]},
        (
            "warning parent-unknown:any:upstream/base: upstream/base is named as a parent, and its terms are not known here | because parent-not-read | at README.md",
        ),
    ),
    Row(
        "a teacher known by its shape, after a rule that is about bases alone",
        "base-contradicted base-undeclared",
        {"card": "license: mit", "upstream": [{"relation": "distill", "firm": False, "license": "mit"}]},
        (
            "warning base-undeclared:any:upstream/base: no base is declared, and given by the case | because shape-only | at README.md | ? Was this model made from upstream/base?",
        ),
    ),
    Row(
        "code of unknown terms, after a rule that is about bases alone",
        "base-contradicted parent-unknown",
        {"card": "license: mit", "upstream": [{"relation": "code"}]},
        (
            "warning parent-unknown:any:upstream/base: upstream/base is named as a parent, and its terms are not known here | because parent-not-read | at README.md",
        ),
    ),
    Row(
        "a line that was read, of a choice with MIT, kept here",
        "copyright-holder-missing",
        {
            "card": "license: mit",
            "files": {"NOTICE": "Copyright (c) 2023 Acme\n"},
            "upstream": [{"license": "MIT OR Apache-2.0", **LINE}],
        },
        ("met copyright-holder-missing: the line “Copyright (c) 2023 Acme” is kept | at NOTICE:1",),
    ),
    Row(
        "a line that was read, of a choice of which one offer is MIT and another license together, kept here",
        "copyright-holder-missing",
        {
            "card": "license: apache-2.0",
            "files": {"NOTICE": "Copyright (c) 2023 Acme\n"},
            "upstream": [{"license": "(MIT AND Apache-2.0) OR CC-BY-4.0", **LINE}],
        },
        (
            "met copyright-holder-missing: the line “Copyright (c) 2023 Acme” is kept | at NOTICE:1",
            "met copyright-holder-missing: the line “Copyright (c) 2023 Acme” is kept | at NOTICE:1",
        ),
    ),
    Row(
        "a choice, one arm of which is one of the two offers here",
        "license-text-missing",
        {"card": "license: MIT OR ISC", "upstream": [{"license": "Apache-2.0 OR MIT"}]},
        ("error license-text-missing:mit:upstream/base: no file contains the text of the MIT License",),
    ),
    Row(
        "a text of the weights that nobody knows, beside words",
        "not-understood",
        {
            "card": "license: mit",
            "prose": "This model is released under the MIT license.",
            "files": {"LICENSE": "Acme terms\n\nYou shall not.\nOr else.\n"},
        },
        ("met not-understood: what the words say of licensing was understood | at README.md:4",),
    ),
    Row(
        "a limit on the data alone, in words",
        "not-understood",
        {"card": "license: mit", "prose": "The dataset is not for commercial use."},
        ("met not-understood: what the words say of licensing was understood | at README.md:4",),
    ),
    Row(
        "a folder of weights under a license that is not declared, without code",
        "code-license-differs",
        {
            "card": "license: mit",
            "files": {"sub/model.safetensors": "x", "sub/README.md": "---\nlicense: gpl-3.0\n---\n"},
        },
        (),
    ),
    Row(
        "a folder of weights under a license that is not declared, beside code under the one that is",
        "code-license-differs",
        {
            "card": "license: mit",
            "files": {
                "a.py": "# SPDX-License-Identifier: MIT\n",
                "sub/model.safetensors": "x",
                "sub/README.md": "---\nlicense: gpl-3.0\n---\n",
            },
        },
        ("met code-license-differs: the code files that name a license name one that is declared | at a.py:1",),
    ),
    Row(
        "two sentences that name the two licenses of one family",
        "card-and-file-disagree",
        {
            "card": "language: en",
            "prose": "This model is released under GPL-3.0-only.\n\nThis model is released under GPL-3.0-or-later.",
        },
        (),
    ),
    Row(
        "a component's license in closed words",
        "license-undeclared license-text-missing",
        {"card": "language: en", "prose": "The vision encoder is released under the MIT license."},
        (
            "warning license-undeclared:any:self: no card, header or LICENSE offers the weights under a license | because granted-elsewhere",
        ),
    ),
    Row(
        "a limit by revenue, of the model's own facts, that the label lacks",
        "limit-dropped",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "kimi-k3"}]},
        (
            "note limit-dropped:kimi-k3:upstream/base: the declared license (MIT) does not mention the limit of US$20,000,000 revenue | because label-incomplete | at README.md:2",
        ),
    ),
    Row(
        "what is only encouraged and no file shows",
        "duty-outside-files",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "gpt-2-modified-mit"}]},
        (),
    ),
    Row(
        "a student, the files of whose teacher were not read",
        "reach-unsettled upstream-unread copyright-holder-missing",
        {
            "card": f"license: other\nlicense_name: openatom-model-1.0{BASE}",
            "carries": [{"license": "openatom-model-1.0"}],
            "upstream": [{"license": "openatom-model-1.0", "relation": ["distill", "trained-on"]}],
        },
        (
            "warning upstream-unread:openatom-model-1.0:upstream/base: the files of upstream/base were not read here; the copyright lines of upstream/base were not read | because upstream-not-read student-condition",
            "note reach-unsettled:openatom-model-1.0:upstream/base: whether OpenAtom Model License 1.0 follows from upstream/base by distill is open in its words (only where made to perform similarly (§1.3)) | because reach-unsettled",
        ),
    ),
    Row(
        "a choice, one offer of which has no restrictions, and the other its own",
        "use-restrictions-not-passed-on",
        {
            "card": f"license: MIT OR LicenseRef-scancode-llama-3.1-license-2024{BASE}",
            "upstream": [{"license": "creativeml-openrail-m"}],
        },
        (
            "error use-restrictions-not-passed-on:creativeml-openrail-m:upstream/base: the use restrictions of CreativeML Open RAIL-M are not among the terms offered here | at README.md:2",
        ),
    ),
    Row(
        "a license that settles outputs as data and leaves a student open",
        "reach-unsettled",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "ai2-impact", "relation": ["trained-on", "distill"]}]},
        (
            "note reach-unsettled:ai2-impact:upstream/base: whether AI2 ImpACT License (Low / Medium Risk) follows from upstream/base by distill is open in its words | because reach-unsettled",
        ),
    ),
    Row(
        "a license that leaves outputs as data open and settles a student",
        "reach-unsettled",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "agpl-3.0", "relation": ["distill", "trained-on"]}]},
        (
            'note reach-unsettled:agpl-3.0:upstream/base: whether GNU AGPL v3 follows from upstream/base by trained-on is open in its words (the text does not speak of training; only a work "based on" the Program is covered) | because reach-unsettled',
        ),
    ),
    Row(
        "a limit that the label lacks, open for a fine-tune and breached by a copy",
        "limit-dropped copy-relabelled",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "cc-by-nc-4.0", "relation": ["finetune", "copy"]}]},
        (
            "warning limit-dropped:cc-by-nc-4.0:upstream/base: the declared license (MIT) does not mention the limit to non-commercial use; it is offered as MIT, and came under the Creative Commons Attribution-NonCommercial 4.0 | because not-for-relation arguable-for-relation | at README.md:2",
        ),
    ),
    Row(
        "the license of the model, denied of its upcoming version",
        "card-and-file-disagree",
        {
            "card": "license: mit",
            "prose": "The upcoming version of this model is not released under the MIT license.",
        },
        (),
    ),
    Row(
        "a text nobody knows that is called as the license without a profile that is declared",
        "card-and-file-disagree",
        {
            "card": "license: SSPL-1.0",
            "files": {"LICENSE": "Server Side Public License, v 1\n\nAcme terms\n\nYou shall not.\nOr else.\n"},
        },
        (),
    ),
    Row(
        "two cards that name the two licenses of one family, one each",
        "card-and-file-disagree",
        {
            "files": {
                "README.md": "---\nlicense: GPL-3.0-only\n---\nx",
                "README_zh.md": "---\nlicense: GPL-3.0-or-later\n---\nx",
            }
        },
        (),
    ),
)
STATED: tuple[layouts.Row, ...] = (
    layouts.Row(
        "the license of a component",
        layouts.card("language: en", "The vision encoder is released under the MIT license."),
        (
            "README.md:4 (model card): MIT → MIT, identified, weights, not offered",
            "README.md:4 (model card): The vision encoder is released under the MIT license. → MIT, unknown, weights, not offered, not-understood, free-sentence",
        ),
    ),
    layouts.Row(
        "the license of the base model",
        layouts.card("language: en", "The base model is released under the MIT license."),
        ("README.md:4 (model card): MIT → MIT, identified, weights, not offered",),
    ),
    layouts.Row(
        "package metadata that begins with a blank line",
        {"PKG-INFO": "\nThis package is released under the ISC license.\n"},
        ("PKG-INFO:2 (package description): ISC → ISC, identified, code",),
    ),
    layouts.Row(
        "a line among the headers of package metadata that has no description",
        {"PKG-INFO": "Metadata-Version: 2.1\nName: acme\nKeywords: x\nThis model is released under the ISC license."},
        (),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_follows_of_the_reading(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected


@pytest.mark.parametrize("row", STATED, ids=lambda row: row.says)
def test_this_is_stated(row: layouts.Row, knowledge: Knowledge) -> None:
    assert layouts.stated(row, knowledge) == row.statements


@pytest.mark.parametrize(
    ("doubts", "verdict", "if_confirmed"),
    [
        (EdgeDoubts(), Verdict.BREACHED, None),
        (EdgeDoubts(licensor_unknown=True), Verdict.UNDETERMINED, Verdict.BREACHED),
    ],
    ids=["of another publisher", "of perhaps the same publisher"],
)
def test_a_base_with_equal_files_contradicts_a_claim_to_be_from_scratch(
    doubts: EdgeDoubts, verdict: Verdict, if_confirmed: Verdict | None, knowledge: Knowledge
) -> None:
    given = {"card": "license: mit", "prose": "Tern was trained from scratch.", "upstream": [{"license": "mit"}]}
    scene = scene_of(Case.from_plain({"name": "a claim", "expect": "met", "repo": "acme/Tern", **given}), knowledge)
    (edge,) = scene.facts.upstreams
    equal = tuple(evidence.replace(rung=Rung.EQUAL_FILE) for evidence in edge.evidence)
    scene = Scene(scene.facts.replace(upstreams=(edge.replace(evidence=equal, doubts=doubts),)), knowledge)

    (outcome,) = evaluate(scene, tuple(rule for rule in knowledge.rules if rule.id == "claim-contradicted"))

    assert (outcome.verdict, outcome.if_confirmed) == (verdict, if_confirmed)


@pytest.mark.parametrize(
    ("name", "offered", "candidate"),
    [
        (
            "meta-llama/Tern",
            ("LicenseRef-scancode-llama-3.1-license-2024", "MIT"),
            ("meta-llama/Tern", "LicenseRef-scancode-llama-3.1-license-2024 AND MIT"),
        ),
        (None, ("MIT",), ("this model", "MIT")),
    ],
    ids=["its steward's license and another one", "a model without a name"],
)
def test_its_own_terms_are_under_its_name_and_nothing_of_it_is_kept_yet(
    name: str | None, offered: tuple[str, ...], candidate: tuple[str, str], knowledge: Knowledge
) -> None:
    traced = Traced(upstreams=(), contradictions=(), known_release=None)

    (edge,) = own_terms(models.read({}, name), tuple(map(offer, offered)), (), traced, knowledge)

    (own,) = edge.candidates
    assert (own.name, own.license) == candidate
    assert not own.copyrights_read
    assert own.notice_file is False
