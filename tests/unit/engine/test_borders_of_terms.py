"""Where a term begins and ends to bind: a row for each border, with every finding about it."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from auditor.engine import Scene, evaluate
from auditor.engine.caps import severity_key
from auditor.identify.copyrights.lines import of_text
from auditor.model import (
    Case,
    Detection,
    Evidence,
    Location,
    Match,
    Outcome,
    Part,
    Rung,
    Statement,
    StatementKind,
    StatementSource,
    Verdict,
)
from auditor.model.budget import Budget, OutOfTimeError
from auditor.model.cuts import Cuts
from auditor.resolve.accord import differences
from auditor.resolve.policies import of_policies
from support import models
from support.cases import scene_of
from support.offers import offer
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

BASE = "\nbase_model: upstream/base"
LIKE_IT = "It was trained to perform similarly to upstream/base."

ROWS = (
    # what a student owes
    Row(
        "a student, and a duty that names no distilling",
        "changes-not-stated",
        {"card": "license: mit", "upstream": [{"license": "gemma", "relation": "distill"}]},
        (),
    ),
    Row(
        "trained on the outputs, and made to perform like it",
        "reach-unsettled",
        {"card": "license: mit", "prose": LIKE_IT, "upstream": [{"license": "gemma", "relation": "trained-on"}]},
        ("met reach-unsettled: Gemma Terms of Use (Gemma 1-3n) settles it: no",),
    ),
    Row(
        "a student of a license that sets no condition on students",
        "reach-unsettled",
        {
            "card": "license: mit",
            "prose": LIKE_IT,
            "upstream": [{"license": "mistral-research", "relation": "distill"}],
        },
        (
            "note reach-unsettled:mistral-research:upstream/base: whether Mistral AI Research License (MRL-0.1) follows from upstream/base by distill is open in its words (output limited to research purposes) | because reach-unsettled",
        ),
    ),
    Row(
        "made to perform like it, in the first line of a card without front matter",
        "reach-unsettled",
        {
            "files": {"README.md": f"{LIKE_IT}\n\nIt is small.\n"},
            "upstream": [{"license": "gemma", "relation": "distill"}],
        },
        ("met reach-unsettled: the card says that it was made to perform like upstream/base",),
    ),
    Row(
        "a ban that is unsettled for students, of a language model made to perform like it",
        "act-not-permitted",
        {
            "card": "license: mit\npipeline_tag: text-generation",
            "prose": LIKE_IT,
            "upstream": [{"license": "ltx-2-community", "relation": "distill"}],
        },
        (
            "note act-not-permitted:ltx-2-community:upstream/base: outputs of upstream/base may not be used to train any other model, for commercial use | because teacher-unknown reach-arguable",
        ),
    ),
    # limits
    Row(
        "a limit of some models, and one of them",
        "limit-dropped",
        {
            "card": "license: mit\nbase_model: meta-llama/Llama-3.2-11B-Vision",
            "upstream": [{"name": "meta-llama/Llama-3.2-11B-Vision", "license": "llama3.2"}],
        },
        (
            "error limit-dropped:llama3.2:meta-llama/Llama-3.2-11B-Vision: the declared license (MIT) does not mention the use restrictions, the limit of 700,000,000 monthly active users and the excluded territory (EU) | at README.md:2",
        ),
    ),
    Row(
        "a limit of some models, and a model of its license",
        "limit-dropped",
        {"card": f"license: llama3.2{BASE}", "upstream": [{"license": "llama3.2"}]},
        (
            "note limit-dropped:llama3.2:llama3.2: whether the excluded territory (EU) concerns this model is not known: it is about multimodal models only | because some-models-only",
            "note limit-dropped:llama3.2:upstream/base: whether the excluded territory (EU) concerns this model is not known: it is about multimodal models only | because some-models-only",
            "met limit-dropped: the terms offered here keep the use restrictions | at README.md:2",
            "met limit-dropped: the terms offered here keep the limit of 700,000,000 monthly active users | at README.md:2",
            "met limit-dropped: the terms offered here keep the use restrictions | at README.md:2",
            "met limit-dropped: the terms offered here keep the limit of 700,000,000 monthly active users | at README.md:2",
        ),
    ),
    Row(
        "a relabelled copy, of a license that is silent on sublicensing",
        "limit-dropped",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "databricks-open-model", "relation": "copy"}]},
        (
            "warning limit-dropped:databricks-open-model:upstream/base: the declared license (MIT) does not mention the ban on training other LLMs on outputs, the use restrictions and the limit of 700,000,000 monthly active users | because label-incomplete | at README.md:2",
        ),
    ),
    # share-alike
    Row(
        "a later version that is allowed on no condition",
        "share-alike-broken",
        {"card": f"license: cc-by-nc-sa-4.0{BASE}", "upstream": [{"license": "cc-by-nc-sa-2.0"}]},
        ("met share-alike-broken: offered as CC-BY-NC-SA-2.0 or a license it allows | at README.md:2",),
    ),
    Row(
        "offered as it is in the card, and as an allowed version in the prose",
        "share-alike-broken",
        {
            "card": f"license: cc-by-nc-sa-2.0{BASE}",
            "prose": "The model is released under CC-BY-NC-SA-4.0.",
            "upstream": [{"license": "cc-by-nc-sa-2.0"}],
        },
        ("met share-alike-broken: offered as CC-BY-NC-SA-2.0 or a license it allows | at README.md:2 README.md:5",),
    ),
    Row(
        "a later version of a parent under any later version and another license together",
        "share-alike-broken",
        {"card": f"license: gpl-3.0{BASE}", "upstream": [{"license": "GPL-2.0-or-later AND MIT"}]},
        ("met share-alike-broken: offered as GPL-2.0-only or a license it allows | at README.md:2",),
    ),
    Row(
        "allowed on another condition, beside a license of any later version",
        "share-alike-broken",
        {"card": f"license: gpl-3.0{BASE}", "upstream": [{"license": "EUPL-1.2 AND GPL-2.0-or-later"}]},
        (
            "warning share-alike-broken:eupl-1.2:upstream/base: offered under GPL-3.0-only | because allowed-on-condition | at README.md:2",
            "met share-alike-broken: offered as GPL-2.0-only or a license it allows | at README.md:2",
        ),
    ),
    Row(
        "any later version of another license of the same parent",
        "share-alike-broken",
        {"card": f"license: gpl-3.0{BASE}", "upstream": [{"license": "GPL-2.0-only AND LGPL-3.0-or-later"}]},
        (
            "warning share-alike-broken:gpl-2.0:upstream/base: offered under GPL-3.0-only | because allowed-on-condition | at README.md:2",
            "met share-alike-broken: offered as LGPL-3.0-only or a license it allows | at README.md:2",
        ),
    ),
    # words
    Row(
        "a creator of three letters",
        "creator-not-credited",
        {
            "card": "license: cc-by-4.0",
            "prose": "Based on the model by IBM.",
            "upstream": [{"name": "ibm/sandstone-base", "license": "CC-BY-4.0"}],
        },
        ("met creator-not-credited: README.md:4 names ibm/sandstone-base | at README.md:4",),
    ),
    Row(
        "changes stated in the NOTICE that the clause asks for",
        "changes-not-stated",
        {
            "card": f"license: other{BASE}",
            "files": {"NOTICE": "This model was fine-tuned from the base model.\n"},
            "upstream": [{"license": "stability-svd-nc"}],
        },
        ("met changes-not-stated: NOTICE:1 says that it was changed | at NOTICE:1",),
    ),
    Row(
        "changes stated in the first line of a card without front matter",
        "changes-not-stated",
        {
            "files": {"README.md": "Fine-tuned from the original weights.\n\nIt is small.\n"},
            "upstream": [{"license": "apache-2.0"}],
        },
        ("met changes-not-stated: README.md:1 says that it was changed | at README.md:1",),
    ),
    Row(
        "source on request, which no file shows",
        "duty-outside-files",
        {"card": f"license: gpl-3.0{BASE}", "upstream": [{"license": "gpl-3.0"}]},
        (
            "note duty-outside-files:gpl-3.0:upstream/base: required of anyone who distributes (only when conveying object code); no file in a repository can show it | because not-in-files reach-arguable",
        ),
    ),
    Row(
        "documentation to be kept up, which no file shows",
        "duty-outside-files",
        {"card": f"license: bigcode-openrail-m{BASE}", "upstream": [{"license": "bigcode-openrail-m"}]},
        (
            "note duty-outside-files:bigcode-openrail-m:upstream/base: required of anyone who distributes; no file in a repository can show it | because not-in-files",
        ),
    ),
    Row(
        "official, beside the second word of the licensor's name",
        "endorsement-implied",
        {
            "repo": "acme/Official-AI-Tern",
            "card": f"license: other{BASE}",
            "upstream": [{"license": "mistral-research"}],
        },
        (
            "met endorsement-implied: “Official-AI-Tern” does not imply that the licensor endorses it",
            "met endorsement-implied: “Official-AI-Tern” does not imply that the licensor endorses it",
        ),
    ),
)


_MIT = offer("MIT")


def _in_a_file(path: str, expression: str) -> Statement:
    return offer(expression, path=path, source=StatementSource.DETECTED, by=f"{path}, whole text")


def _of_a_package(path: str) -> Statement:
    return offer("ISC", path=path, part=Part.UNCLEAR, by="package")


class Statements(NamedTuple):
    """Statements, and the places of each two that do not agree."""

    says: str
    statements: tuple[Statement, ...]
    differences: tuple[str, ...] = ()


_FREE_AND_NARROW = (_in_a_file("LICENSE", "MIT"), _in_a_file("LICENSE", "CC-BY-NC-4.0"))
AGREEMENT = (
    Statements(
        "a file of a free and a narrow text, before a label of the free one",
        (*_FREE_AND_NARROW, _MIT),
        ("LICENSE:1 README.md:1",),
    ),
    Statements(
        "a label that a third statement joins to a file of several texts",
        (offer("Apache-2.0"), *_FREE_AND_NARROW, offer("MIT OR Apache-2.0", 9, by="words", quote="MIT or Apache-2.0")),
        ("LICENSE:1 README.md:9",),
    ),
    Statements(
        "a package above a license that is declared in a folder",
        (_of_a_package("package.json"), offer("MIT", path="b/README.md")),
    ),
    Statements(
        "a package in one folder, and a text in another",
        (_of_a_package("a/package.json"), _in_a_file("b/LICENSE", "MIT")),
        ("a/package.json:1 b/LICENSE:1",),
    ),
    Statements(
        "a package, and the text in its info folder",
        (_of_a_package("package.json"), _in_a_file("b-1.0.dist-info/LICENSE", "MIT")),
        ("package.json:1 b-1.0.dist-info/LICENSE:1",),
    ),
    Statements(
        "a package unpacked in package/, above a text in a folder of it",
        (_of_a_package("package/package.json"), _in_a_file("package/b/LICENSE", "MIT")),
    ),
    Statements(
        "two packages, the first above the text and the second not",
        (
            _of_a_package("package.json"),
            _of_a_package("a/package.json"),
            _in_a_file("b/LICENSE", "MIT"),
        ),
        ("a/package.json:1 b/LICENSE:1",),
    ),
    Statements(
        "a license that the prose denies, and that is only named",
        (
            offer("MIT", 9, by="words", quote="unlike MIT", outbound=False),
            offer("MIT", 12, by="words", quote="not MIT", kind=StatementKind.DENIED),
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected


@pytest.mark.parametrize("row", AGREEMENT, ids=lambda row: row.says)
def test_these_do_not_agree_and_no_others(row: Statements, knowledge: Knowledge) -> None:
    pairs = tuple(f"{each.first.location} {each.second.location}" for each in differences(row.statements, knowledge))

    assert pairs == row.differences


def test_a_parent_known_by_name_and_at_no_place_leaves_its_creator_uncredited(knowledge: Knowledge) -> None:
    case = Case.from_plain(
        {"name": "named", "expect": "breached", "card": "license: mit", "upstream": [{"license": "cc-by-4.0"}]}
    )
    scene = scene_of(case, knowledge)
    by_name = (Evidence(rung=Rung.NAMED, says="named by the case"),)
    parents = tuple(parent.replace(evidence=(*parent.evidence, *by_name)) for parent in scene.upstreams)
    rules = tuple(rule for rule in knowledge.rules if rule.id == "creator-not-credited")

    (outcome,) = evaluate(Scene(scene.facts.replace(upstreams=parents), knowledge), rules)

    assert outcome.verdict is Verdict.BREACHED
    assert outcome.evidence == ()


def test_what_is_reported_under_another_finding_of_its_license_is_counted_once() -> None:
    breach = Outcome(rule="license-text-missing", license="mit", verdict=Verdict.BREACHED, says="it is not here")
    under_it = breach.replace(rule="copyright-holder-missing", folds_into="license-text-missing")
    complied = breach.replace(verdict=Verdict.MET)

    assert severity_key((breach, under_it)) == (1, 0, 0, 0)
    assert severity_key((complied, under_it)) == (1, 0, 0, 0)
    assert severity_key((breach.replace(license="apache-2.0"), under_it)) == (2, 0, 0, 0)


_POLICIES: dict[str, str | bytes] = {
    "PROHIBITED_USE.txt": "Prohibited uses\n\nBe excellent to each other.\n",
    "USE_POLICY.md": "# Use policy\n\nNot for military use.\n",
}


def _of_policies(
    files: dict[str, str | bytes], knowledge: Knowledge, *detections: Detection, cuts: Cuts | None = None
) -> tuple[str, ...]:
    """What policies say, with its place."""
    statements = of_policies(models.read(files), detections, (), knowledge, cuts or Cuts())
    return tuple(f"{each.location}: {each.limit or each.expression}" for each in statements)


def test_a_policy_recognized_as_one_says_nothing_more_though_no_license_is_identified(knowledge: Knowledge) -> None:
    recognized = Detection(
        location=Location(path="PROHIBITED_USE.txt", first=1, last=3),
        license="",
        expression="NOASSERTION",
        match=Match.EXACT,
        matcher="digest",
        score=1.0,
        policy=True,
    )

    assert _of_policies(_POLICIES, knowledge, recognized) == ("USE_POLICY.md:3: no-military",)


def test_a_policy_that_names_a_license_and_no_limit_is_understood(knowledge: Knowledge) -> None:
    policy: dict[str, str | bytes] = {"USE_POLICY.md": "# Use policy\n\nThe model is licensed under Apache-2.0.\n"}

    assert _of_policies(policy, knowledge) == ("USE_POLICY.md:3: Apache-2.0",)


def test_no_policy_is_read_once_the_time_is_up(knowledge: Knowledge) -> None:
    cuts = Cuts(Budget(0))
    # what the same words said in another audit does not count
    assert _of_policies(_POLICIES, knowledge, cuts=Cuts(Budget(600)))

    assert _of_policies(_POLICIES, knowledge, cuts=cuts) == ()
    assert [unread.path for unread in cuts.unread] == ["PROHIBITED_USE.txt", "USE_POLICY.md"]


def test_no_copyright_line_is_read_once_the_time_is_up() -> None:
    with pytest.raises(OutOfTimeError):
        tuple(of_text("Copyright (c) 2023 Acme", "NOTICE", budget=Budget(0)))
