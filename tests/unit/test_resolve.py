"""Who says which license applies, of what, and what follows from it."""

from __future__ import annotations

import pytest

from auditor import resolve
from auditor.identify import identify
from auditor.knowledge import Knowledge
from auditor.model import (
    Candidate,
    Certainty,
    EdgeKind,
    Evidence,
    Grade,
    Part,
    Relation,
    Repository,
    Rung,
    Statement,
    StatementSource,
    Upstream,
)
from support import models


def _statements(repository: Repository, knowledge: Knowledge, *edges: Upstream) -> tuple[Statement, ...]:
    detections = identify(repository, knowledge, scancode=False).detections
    return resolve.statements(repository, detections, edges, knowledge)


def _card(head: str, knowledge: Knowledge) -> list[tuple[str, str, str, str]]:
    """(expression, certainty, raw, place) of each statement of a card."""
    return [
        (statement.expression, statement.certainty.value, statement.raw, str(statement.location))
        for statement in _statements(models.read({"README.md": models.card(head)}), knowledge)
    ]


def _parts(repository: Repository) -> dict[str, Part]:
    return {path: governing.part for path, governing in resolve.governing_files(repository).items()}


def _edge(
    *licenses: str | None, firm: bool = True, relation: Relation = Relation.FINETUNE, part: Part = Part.WEIGHTS
) -> Upstream:
    return Upstream(
        name="upstream/base",
        title="upstream/base",
        relations=(relation,),
        candidates=tuple(
            Candidate(name=f"upstream/{n}", license=license_, grade=Grade.SEEN) for n, license_ in enumerate(licenses)
        ),
        evidence=(Evidence(rung=Rung.DECLARED if firm else Rung.SIGNATURE, says="given"),),
        part=part,
    )


def test_a_card_names_one_license(knowledge: Knowledge) -> None:
    assert _card("license: mit", knowledge) == [("MIT", "identified", "mit", "README.md:2")]


def test_a_card_may_list_several_each_on_its_line(knowledge: Knowledge) -> None:
    assert _card("license:\n- apache-2.0\n- cc-by-4.0", knowledge) == [
        ("Apache-2.0", "identified", "apache-2.0", "README.md:2"),
        ("CC-BY-4.0", "identified", "cc-by-4.0", "README.md:2"),
    ]


def test_a_card_may_say_an_expression(knowledge: Knowledge) -> None:
    assert _card("license: MIT OR Apache-2.0", knowledge)[0][:2] == ("MIT OR Apache-2.0", "identified")


def test_other_with_a_known_name_is_that_license(knowledge: Knowledge) -> None:
    assert _card("license: other\nlicense_name: llama3\nlicense_link: LICENSE", knowledge) == [
        ("LicenseRef-hf-llama3", "identified", "other: llama3", "README.md:3")
    ]


def test_other_with_a_name_of_several_texts_is_a_family(knowledge: Knowledge) -> None:
    statements = _statements(
        models.read({"README.md": models.card("license: other\nlicense_name: modified-mit\nlicense_link: LICENSE")}),
        knowledge,
    )

    assert [(statement.expression, statement.certainty) for statement in statements] == [
        ("NOASSERTION", Certainty.FAMILY)
    ]
    assert "which member?" in statements[0].note
    assert statements[0].note.endswith("license_link: LICENSE")


@pytest.mark.parametrize("value", ["other", "unknown"])
def test_an_empty_word_names_no_license(value: str, knowledge: Knowledge) -> None:
    assert _card(f"license: {value}", knowledge)[0][:3] == ("NOASSERTION", "unsaid", value)


@pytest.mark.parametrize("value", ["no", "proprietary", "apache2.0-ish", "non-commercial", "see LICENSE-MODEL"])
def test_what_names_no_license_stays_unknown(value: str, knowledge: Knowledge) -> None:
    assert _card(f"license: {value}", knowledge)[0][:3] == ("NOASSERTION", "unknown", value)


def test_a_license_name_counts_beside_a_license_too(knowledge: Knowledge) -> None:
    assert _card("license: mit\nlicense_name: llama3", knowledge) == [
        ("MIT", "identified", "mit", "README.md:2"),
        ("LicenseRef-hf-llama3", "identified", "other: llama3", "README.md:3"),
    ]


def test_a_family_is_settled_by_the_text_beside_it(knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {
        "README.md": models.card("license: gpl"),
        "LICENSE": models.license_text("gpl-3.0"),
    }
    statements = _statements(models.read(files), knowledge)

    assert [(statement.source, statement.certainty, statement.part) for statement in statements] == [
        (StatementSource.DECLARED, Certainty.FAMILY, Part.WEIGHTS),
        (StatementSource.DETECTED, Certainty.IDENTIFIED, Part.WEIGHTS),
    ]
    assert resolve.concluded(statements, ()) == statements[1].expression
    assert statements[1].expression.startswith("GPL-3.0")


def test_a_card_in_a_folder_of_its_own_offers_nothing_here(knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {
        "README.md": models.card("license: mit"),
        "vendor/tool/README.md": models.card("license: gpl-3.0"),
    }
    statements = _statements(models.read(files), knowledge)

    assert [(statement.raw, statement.outbound) for statement in statements] == [("mit", True), ("gpl-3.0", False)]
    assert resolve.concluded(statements, ()) == "MIT"


@pytest.mark.parametrize(
    ("keys", "expression", "certainty"),
    [
        ({"general__license": "apache-2.0"}, "Apache-2.0", "identified"),
        ({"general__license": "other", "general__license__name": "llama3"}, "LicenseRef-hf-llama3", "identified"),
        ({"general__license": "other"}, "NOASSERTION", "unsaid"),
    ],
    ids=["an id", "other, with a name", "other"],
)
def test_a_gguf_header_declares_a_license(
    keys: dict[str, str], expression: str, certainty: str, knowledge: Knowledge
) -> None:
    statements = _statements(models.with_gguf(**keys), knowledge)

    assert [(statement.expression, statement.certainty.value, str(statement.location)) for statement in statements] == [
        (expression, certainty, "model.gguf#general.license")
    ]


METADATA = "Metadata-Version: 2.4\nName: acme\nVersion: 1\n"


@pytest.mark.parametrize(
    ("head", "expression", "by"),
    [
        (
            "License-Expression: Apache-2.0\nLicense: MIT\nClassifier: License :: OSI Approved :: BSD License\n",
            "Apache-2.0",
            "package metadata, License-Expression",
        ),
        (
            "License: MIT\nClassifier: License :: OSI Approved :: Apache Software License\n",
            "MIT",
            "package metadata, License",
        ),
        (
            "Classifier: License :: OSI Approved :: Apache Software License\n",
            "Apache-2.0",
            "package metadata, Classifier",
        ),
        ("Classifier: License :: OSI Approved :: BSD License\n", "NOASSERTION", "package metadata, Classifier"),
        ("Classifier: License :: Other/Proprietary License\n", "NOASSERTION", "package metadata, Classifier"),
    ],
    ids=["expression first", "then License", "then classifiers", "a classifier of a family", "a classifier of nothing"],
)
def test_a_wheel_says_its_license_once(head: str, expression: str, by: str, knowledge: Knowledge) -> None:
    statements = _statements(models.read({"acme-1.dist-info/METADATA": METADATA + head}), knowledge)

    assert [(statement.expression, statement.by, statement.part) for statement in statements] == [
        (expression, by, Part.WEIGHTS)
    ]


def test_an_spdx_tag_in_a_source_file_speaks_of_code(knowledge: Knowledge) -> None:
    source = "# Copyright 2026 Acme\n# SPDX-License-Identifier: BSD-3-Clause\nimport torch\n"
    values = [
        statement
        for statement in _statements(models.read({"modeling_acme.py": source}), knowledge)
        if statement.by.startswith("source")
    ]

    assert [(value.expression, value.part, str(value.location)) for value in values] == [
        ("BSD-3-Clause", Part.CODE, "modeling_acme.py:2")
    ]


def test_license_model_is_of_the_weights_and_the_plain_license_beside_it_of_the_code(knowledge: Knowledge) -> None:
    mit = models.mit("Copyright (c) 2023 Acme")
    model = models.read({"LICENSE": mit, "LICENSE-MODEL": models.apache()})
    code = models.read({"LICENSE-CODE": mit, "LICENSE-MODEL": models.apache()})

    assert _parts(model) == {"LICENSE": Part.CODE, "LICENSE-MODEL": Part.WEIGHTS}
    assert _parts(code) == {"LICENSE-CODE": Part.CODE, "LICENSE-MODEL": Part.WEIGHTS}
    for repository in (model, code):
        offered = resolve.outbound(_statements(repository, knowledge))
        assert [(statement.expression, statement.location.path) for statement in offered if statement.location] == [
            ("Apache-2.0", "LICENSE-MODEL")
        ]


def test_a_license_governs_from_a_model_root_or_above_one() -> None:
    repository = models.read(
        {
            "LICENSE": "terms",
            "a/b/model.safetensors": models.WEIGHTS,
            "a/b/config.json": "{}",
            "a/LICENSE": "terms",
            "other/LICENSE": "terms",
            "THIRD_PARTY_NOTICES/LICENSE": "terms",
        }
    )

    assert set(resolve.governing_files(repository)) == {"LICENSE", "a/LICENSE"}


def test_a_text_carried_for_somebody_else_is_no_offer(knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {
        "README.md": models.card("license: mit"),
        "LICENSE": models.mit("Copyright (c) 2026 Acme"),
        "third_party/base/LICENSE": models.apache(),
    }
    statements = _statements(models.read(files), knowledge)

    assert {(statement.location.path, statement.outbound) for statement in statements if statement.location} == {
        ("README.md", True),
        ("LICENSE", True),
        ("third_party/base/LICENSE", False),
    }
    assert resolve.concluded(statements, ()) == "MIT"


def test_an_edge_is_a_statement_of_what_is_inherited(knowledge: Knowledge) -> None:
    statements = resolve.statements(models.read({}), (), (_edge("MIT", "LicenseRef-nobody-knows", None),), knowledge)

    assert [
        (statement.by, statement.expression, statement.certainty, statement.outbound) for statement in statements
    ] == [
        ("upstream/0", "MIT", Certainty.IDENTIFIED, False),
        ("upstream/1", "LicenseRef-nobody-knows", Certainty.IDENTIFIED, False),
        ("upstream/2", "NOASSERTION", Certainty.UNKNOWN, False),
    ]
    assert {statement.note for statement in statements} == {"one of several candidates"}


@pytest.mark.parametrize(
    ("edges", "concluded"),
    [
        ((), "MIT"),
        ((_edge("Apache-2.0"),), "Apache-2.0 AND MIT"),
        ((_edge("MIT"),), "MIT"),
        ((_edge("Apache-2.0", firm=False),), "MIT AND NOASSERTION"),
        ((_edge("Apache-2.0", "MIT"),), "MIT AND NOASSERTION"),
        ((_edge(None),), "MIT AND NOASSERTION"),
        ((_edge(),), "MIT AND NOASSERTION"),
        ((_edge("GPL-3.0-only OR ISC"),), "(GPL-3.0-only OR ISC) AND MIT"),
        ((_edge("Apache-2.0", relation=Relation.TRAINED_ON),), "MIT"),
        ((_edge("Apache-2.0", part=Part.CODE),), "MIT"),
        ((_edge("Apache-2.0").replace(kind=EdgeKind.OWN_TERMS),), "MIT"),
    ],
    ids=[
        "no parents",
        "a parent's terms are added",
        "each once",
        "a shape settles nothing",
        "several candidates settle nothing",
        "a parent without known terms",
        "a parent nobody knows",
        "a choice stays a choice",
        "data is not in the weights",
        "code is another part",
        "its own terms are offered already",
    ],
)
def test_what_is_concluded_is_the_offer_and_all_that_reaches_it(
    edges: tuple[Upstream, ...], concluded: str, knowledge: Knowledge
) -> None:
    statements = _statements(models.read({"README.md": models.card("license: mit")}), knowledge, *edges)

    assert resolve.concluded(statements, edges) == concluded


def test_nothing_said_concludes_nothing(knowledge: Knowledge) -> None:
    assert resolve.concluded(_statements(models.read({}), knowledge), ()) == "NOASSERTION"
