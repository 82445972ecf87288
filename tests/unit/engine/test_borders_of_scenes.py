"""What is found at the borders of what a scene holds: which text, offer, edge or name counts, and which does not."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from auditor.engine import evaluate, user_terms
from auditor.lineage import trace
from auditor.model import Case, Certainty, Evidence, Rung
from auditor.resolve.meaning import meaning
from support import families, models
from support.cases import scene_of
from support.offers import offer
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.engine import Scene
    from auditor.knowledge import Knowledge

MIT = models.mit("Copyright (c) 2026 Acme")
OWN_TERMS = "The terms of Acme: do what is right with the model, and keep this file beside it.\n"
ROWS = (
    Row(
        "the name of a family without known members, and no text",
        "license-unknown",
        {"card": "license: other\nlicense_name: internlm-license"},
        (
            "warning license-unknown:internlm-license:self: “other: internlm-license” names a family, not a license | because statement-remark | at README.md:3",
        ),
    ),
    Row(
        "a family in words, and the text of a member by another name",
        "license-unknown",
        {"card": "license: Modified MIT", "carries": [{"license": "kimi-k3"}]},
        (
            "met license-unknown: Modified MIT: a text in the repository says which | at README.md:2",
            "met license-unknown: the license is identified: Kimi K3 License (LICENSE, whole text) | at LICENSE:1",
        ),
    ),
    Row(
        "a family by a name that counts in a field alone",
        "license-unknown",
        {"card": "license: Stability AI"},
        (
            "warning license-unknown:Stability-AI:self: “Stability AI” names a family, not a license | because statement-remark | at README.md:2",
        ),
    ),
    Row(
        "an empty word beside another declared license, and no text",
        "license-unknown",
        {"card": "license:\n- other\n- mit"},
        (
            "warning license-unknown:other:self: the license (card, license) is not identified: other | because statement-remark | at README.md:2",
            "met license-unknown: the license is identified: MIT (card, license) | at README.md:2",
        ),
    ),
    Row(
        "an empty word, and an unknown name with that word in it",
        "license-unknown",
        {"card": "license: other\nlicense_name: other-terms"},
        (
            "warning license-unknown:other-terms:self: “other-terms” (card, license_name) has no profile yet: read it | because statement-remark | at README.md:3",
        ),
    ),
    Row(
        "a license beside the name of its next version",
        "card-and-file-disagree",
        {"card": "license: llama3\nlicense_name: llama3.1"},
        (
            "warning card-and-file-disagree:any:self: card, license says Meta Llama 3 Community License Agreement; card, license_name says Llama 3.1 Community License Agreement | because offer-unclear | at README.md:2 README.md:3",
        ),
    ),
    Row(
        "two licenses joined in free words",
        "license-unknown",
        {"card": "license: gpl v3 or mit license"},
        ("met license-unknown: the license is identified: GPL-3.0-only OR MIT (card, license) | at README.md:2",),
    ),
    Row(
        "a name with a version of which no license is known",
        "name-and-license-differ",
        {"repo": "acme/Llama-5-Tern", "card": "license: llama3.1"},
        (),
    ),
    Row(
        "a name with another version than a text, and no declared license",
        "name-and-license-differ",
        {"repo": "acme/Llama-3.2-Tern", "carries": [{"license": "llama3.1"}]},
        (),
    ),
    Row(
        "a card of a model in a folder that links a missing file",
        "license-file-absent",
        {
            "files": {
                "b/config.json": "{}",
                "b/model.safetensors": "x",
                "b/README.md": "---\nlicense: other\nlicense_link: TERMS\n---\nA model.\n",
            }
        },
        (
            "warning license-file-absent:any:self: license_link names b/TERMS, which is not here | because linked-file-absent | at b/README.md:3",
        ),
    ),
    Row(
        "a changed text of another license than the missing one",
        "license-text-missing",
        {
            "card": "license: mit",
            "carries": [{"license": "apache-2.0", "match": "modified"}],
            "upstream": [{"license": "mit"}],
        },
        ("error license-text-missing:mit:upstream/base: no file contains the text of the MIT License",),
    ),
    Row(
        "a file that only names the missing license",
        "license-text-missing",
        {
            "card": "license: mit",
            "carries": [{"license": "mit", "match": "reference"}],
            "upstream": [{"license": "mit"}],
        },
        ("error license-text-missing:mit:upstream/base: no file contains the text of the MIT License",),
    ),
    Row(
        "the license of the base for one folder alone",
        "share-alike-broken",
        {
            "card": "license: mit",
            "files": {"b/x.safetensors": "x", "b/README.md": "---\nlicense: cc-by-sa-4.0\n---\nA model.\n"},
            "upstream": [{"license": "cc-by-sa-4.0"}],
        },
        (
            "error share-alike-broken:cc-by-sa-4.0:upstream/base: offered as MIT, not as CC-BY-SA-4.0 | at README.md:2 b/README.md:2",
        ),
    ),
    Row(
        "the license of the base together with another, beside a third",
        "share-alike-broken",
        {"card": "license:\n- mit\n- CC-BY-SA-4.0 AND Apache-2.0", "upstream": [{"license": "cc-by-sa-4.0"}]},
        (
            "warning share-alike-broken:cc-by-sa-4.0:upstream/base: offered as MIT, and as CC-BY-SA-4.0 | because offer-unclear | at README.md:2",
        ),
    ),
)

MEANINGS = (
    ("Academic Free 3.0", "AFL-3.0", Certainty.IDENTIFIED),
    ("NVIDIAOpenModelAgreement", "LicenseRef-nvidia-open-model-agreement", Certainty.IDENTIFIED),
    (f"MIT License{'.' * 300} of Acme", "NOASSERTION", Certainty.UNKNOWN),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected


@pytest.mark.parametrize(
    ("value", "expression", "certainty"), MEANINGS, ids=lambda value: value[:30] if isinstance(value, str) else None
)
def test_a_value_means_this(value: str, expression: str, certainty: Certainty, knowledge: Knowledge) -> None:
    means = meaning(value, knowledge)
    assert (means.expression, means.certainty) == (expression, certainty)


@pytest.mark.parametrize(
    "beside",
    [{"A-LICENSE": MIT}, {"licenses/LICENSE-a": MIT, "licenses/LICENSE-z": models.apache()}],
    ids=["one other license file", "two other license files"],
)
def test_the_own_license_file_of_the_base_is_its_text_whatever_lies_beside_it(
    beside: dict[str, str], knowledge: Knowledge
) -> None:
    scene = _scene(
        knowledge,
        card="license: apache-2.0",
        files={**beside, "LICENSE": OWN_TERMS},
        upstream=[{"license": "BSD-3-Clause"}],
    )
    own = scene.repository.document("LICENSE")
    assert own is not None
    edge = scene.upstreams[0]
    with_file = edge.replace(
        candidates=tuple(each.replace(license_files=(own.sha256,)) for each in edge.candidates),
    )
    scene = scene.replace(facts=scene.facts.replace(upstreams=(with_file,)))
    assert _answers(scene, "license-text-missing") == [
        "met: LICENSE is, byte for byte, the license file of upstream/base",
    ]


def test_a_likeness_is_explained_by_a_declared_parent_that_is_known_by_more_than_its_name(
    knowledge: Knowledge,
) -> None:
    scene = _scene(
        knowledge,
        card="license: mit",
        upstream=[{"name": "up/base"}, {"name": "up/twin", "license": "gemma", "firm": False}],
    )
    assert [edge.name for edge in _shown_twice(scene, 0).edges_in_scope] == ["up/base"]


def test_code_that_is_declared_and_known_by_more_than_its_name_is_checked(knowledge: Knowledge) -> None:
    scene = _scene(
        knowledge, card="license: mit", upstream=[{"name": "up/code", "license": "GPL-3.0-only", "relation": "code"}]
    )
    expected = ["breached: no file contains the text of the GNU GPL v3"]
    assert _answers(scene, "license-text-missing") == expected
    assert _answers(_shown_twice(scene, 0), "license-text-missing") == expected


def test_an_expression_too_large_to_be_read_offers_no_alternative(knowledge: Knowledge) -> None:
    scene = _scene(knowledge, card="license: mit")
    large = offer(" OR ".join(f"LicenseRef-scancode-{number}" for number in range(200)))
    scene = scene.replace(facts=scene.facts.replace(statements=(large, offer("MIT"))))
    assert scene.alternatives == (("MIT",),)


def test_users_are_told_of_a_license_whose_cure_alone_concerns_them(knowledge: Knowledge) -> None:
    (terms,) = user_terms(_scene(knowledge, card="license: mpl-2.0"))
    assert (terms.license, terms.limits, terms.duties) == ("mpl-2.0", (), ())
    assert terms.cure


@pytest.mark.parametrize(
    ("collides", "parents"),
    [("", ["acme/Tern-7b"]), ('collides = ["beta"]', [])],
    ids=["its own shape", "a shared shape"],
)
def test_a_type_of_its_own_and_a_name_make_no_parent_of_a_family_whose_shape_others_share(
    collides: str, parents: list[str], tmp_path: Path
) -> None:
    shape = {**families.SHAPE, "max_position_embeddings": 4096, "head_dim": 64}
    head = f'model_types = ["llama"]\n{collides}'
    rules = families.knowledge(tmp_path, tern=families.family("Tern", "acme", shape, "acme/Tern-7b", head=head))
    config = json.dumps({**shape, "model_type": "acmebeta"})
    traced = trace(models.read({"config.json": config}, "beta/Tern-7b-tuned"), (), rules)
    assert [candidate.name for edge in traced.upstreams for candidate in edge.candidates] == parents


def _scene(knowledge: Knowledge, **case: object) -> Scene:
    return scene_of(Case.from_plain({"name": "a scene", "expect": "met", "repo": "acme/Tern", **case}), knowledge)


def _shown_twice(scene: Scene, number: int) -> Scene:
    """The scene with an edge that a likeness shows as well."""
    edges = list(scene.upstreams)
    likeness = Evidence(rung=Rung.SIGNATURE, says="it has the same shape")
    edges[number] = edges[number].replace(evidence=(*edges[number].evidence, likeness))
    return scene.replace(facts=scene.facts.replace(upstreams=tuple(edges)))


def _answers(scene: Scene, rule_id: str) -> list[str]:
    rules = tuple(rule for rule in scene.knowledge.rules if rule.id == rule_id)
    return [f"{outcome.verdict.value}: {outcome.says}" for outcome in evaluate(scene, rules)]
