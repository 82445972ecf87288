"""A release, a copy of it, and what only looks like either."""

from __future__ import annotations

import json

import pytest

from auditor import lineage
from auditor.identify import identify
from auditor.knowledge import Knowledge
from auditor.model import KnownRelease, Relation
from support import models

V3 = models.config("deepseek-v3", "deepseek-ai/DeepSeek-V3-0324")
LINE = "Copyright (c) 2023 DeepSeek"
FILES: dict[str, str | bytes] = {"config.json": V3}


def _trace(files: dict[str, str | bytes], name: str | None, knowledge: Knowledge) -> lineage.Traced:
    repository = models.read(files, name)
    return lineage.trace(repository, identify(repository, knowledge, scancode=False).copyrights, knowledge)


def _itself(files: dict[str, str | bytes], name: str | None, knowledge: Knowledge) -> KnownRelease | None:
    return _trace(files, name, knowledge).known_release


@pytest.mark.parametrize(
    ("name", "licensor"),
    [("deepseek-ai/DeepSeek-V3-0324", True), ("acme/DeepSeek-V3-0324", False), ("DeepSeek-V3-0324", None)],
)
def test_name_and_shape_together_make_it_the_release(name: str, licensor: bool | None, knowledge: Knowledge) -> None:
    audit = _itself(FILES, name, knowledge)

    assert audit is not None
    assert (audit.release, audit.licensor) == ("deepseek-ai/DeepSeek-V3-0324", licensor)


def test_a_heading_names_it(knowledge: Knowledge) -> None:
    audit = _itself({**FILES, "README.md": models.card("license: mit", "# DeepSeek-V3-0324")}, None, knowledge)

    assert audit is not None
    assert audit.release == "deepseek-ai/DeepSeek-V3-0324"
    assert audit.licensor is None


def test_a_name_without_the_shape_is_nothing(knowledge: Knowledge) -> None:
    assert _itself({"config.json": "{}"}, "deepseek-ai/DeepSeek-V3-0324", knowledge) is None


def test_the_holder_of_the_license_says_whose_it_is(knowledge: Knowledge) -> None:
    audit = _itself({**FILES, "LICENSE": models.mit(LINE), "README.md": models.card("license: mit")}, None, knowledge)

    assert audit is not None
    assert audit.family == "deepseek-v3"
    assert audit.licensor is None
    assert LINE in audit.says
    assert "deepseek-ai/DeepSeek-V3-0324" in (audit.release, *audit.says.split(";")[-1].replace(",", " ").split())


def test_a_shape_of_releases_under_two_licenses_is_none_of_them_until_a_card_says(knowledge: Knowledge) -> None:
    assert _itself({**FILES, "LICENSE": models.mit(LINE)}, None, knowledge) is None


@pytest.mark.parametrize("heading", ["# AcmeAI-3.0", "# Acme DeepSeek 3.0"])
def test_a_heading_with_another_name_makes_it_a_derivative(heading: str, knowledge: Knowledge) -> None:
    files = {**FILES, "LICENSE": models.mit(LINE), "README.md": models.card("license: mit", heading)}

    assert _itself(files, None, knowledge) is None


@pytest.mark.parametrize(("heading", "is_itself"), [("# Chat", True), ("# acme/Chat", False)])
def test_a_heading_with_an_owner_is_a_name_and_no_mere_title(
    heading: str, knowledge: Knowledge, *, is_itself: bool
) -> None:
    files = {**FILES, "LICENSE": models.mit(LINE), "README.md": models.card("license: mit", heading)}

    assert bool(_itself(files, None, knowledge)) is is_itself


@pytest.mark.parametrize(("vocabulary", "is_itself"), [(129_280, True), (129_288, False)])
def test_a_changed_vocabulary_is_not_the_release_that_it_is_called_like(
    vocabulary: int, knowledge: Knowledge, *, is_itself: bool
) -> None:
    files = {"config.json": models.config("deepseek-v3", "deepseek-ai/DeepSeek-V3-0324", vocab_size=vocabulary)}

    assert bool(_itself(files, "acme/DeepSeek-V3-0324", knowledge)) is is_itself


@pytest.mark.parametrize("folder", ["", "headings/"])
def test_a_name_that_a_card_declares_is_no_mere_heading_wherever_the_card_is(folder: str, knowledge: Knowledge) -> None:
    card = models.card("license: mit\nmodel_name: DeepSeek-Chat")
    files = {**FILES, "LICENSE": models.mit(LINE), "README.md": card}

    assert _itself({folder + path: text for path, text in files.items()}, None, knowledge) is None


def test_a_name_of_its_own_makes_it_a_derivative_however_well_it_keeps_the_license(knowledge: Knowledge) -> None:
    files = {**FILES, "LICENSE": models.mit(LINE), "README.md": models.card("license: mit")}

    assert _itself(files, "acme/AcmeAI-3.0", knowledge) is None


def test_a_base_of_the_same_family_makes_it_a_derivative_of_somebody(knowledge: Knowledge) -> None:
    head = "license: mit\nbase_model: deepseek-ai/DeepSeek-V3-0324"
    traced = _trace({**FILES, "LICENSE": models.mit(LINE), "README.md": models.card(head)}, None, knowledge)

    assert traced.known_release is None
    assert [(edge.name, edge.relations, edge.doubts.licensor_unknown) for edge in traced.upstreams] == [
        ("deepseek-ai/DeepSeek-V3-0324", (Relation.FINETUNE,), True)
    ]


def test_a_text_kept_for_somebody_else_does_not_make_it_theirs(knowledge: Knowledge) -> None:
    files = {
        **FILES,
        "third_party/LICENSE": models.mit(LINE),
        "LICENSE": models.mit("Copyright (c) 2026 Acme"),
        "README.md": models.card("license: mit"),
    }

    assert _itself(files, None, knowledge) is None


def test_a_third_partys_copy_is_an_edge_and_the_licensors_own_is_none(knowledge: Knowledge) -> None:
    copied = _trace(FILES, "acme/DeepSeek-V3-0324", knowledge).upstreams
    own = _trace(FILES, "deepseek-ai/DeepSeek-V3-0324", knowledge).upstreams

    assert [(edge.name, edge.relations, edge.firm) for edge in copied] == [
        ("deepseek-ai/DeepSeek-V3-0324", (Relation.COPY,), True)
    ]
    assert own == ()


def test_whoever_declares_the_release_as_base_is_not_its_publisher(knowledge: Knowledge) -> None:
    card = models.card("license: mit\nbase_model: deepseek-ai/DeepSeek-V3-0324", "# DeepSeek-V3-0324")
    edges = _trace({**FILES, "README.md": card}, None, knowledge).upstreams

    assert [(edge.name, edge.relations, edge.doubts.licensor_unknown) for edge in edges] == [
        ("deepseek-ai/DeepSeek-V3-0324", (Relation.COPY,), False)
    ]


BASE = "\nbase_model: deepseek-ai/DeepSeek-V3-0324"
ITSELF = "\nmodel-index:\n- name: deepseek-ai/DeepSeek-V3-0324"
QUANTIZED = json.dumps({**json.loads(V3), "quantization_config": {"quant_method": "awq"}})


@pytest.mark.parametrize(
    ("config", "name", "head", "relation", "unknown", "claimed"),
    [
        (V3, None, "license: mit", Relation.COPY, True, False),
        (V3, None, f"license: mit{BASE}", Relation.COPY, False, False),
        (V3, None, f"license: mit{ITSELF}", Relation.COPY, True, True),
        (V3, None, f"license: apache-2.0{ITSELF}", Relation.COPY, True, False),
        (V3, "acme/DeepSeek-V3-0324", "license: mit", Relation.COPY, False, False),
        (V3, "acme/DeepSeek-V3-0324", f"license: mit{BASE}", Relation.COPY, False, False),
        (QUANTIZED, "acme/DeepSeek-V3-0324", "license: mit", Relation.COPY, False, False),
        (QUANTIZED, "acme/DeepSeek-V3-0324", f"license: mit{BASE}", Relation.QUANTIZED, False, False),
        (
            QUANTIZED,
            "acme/DeepSeek-V3-0324",
            f"license: mit{BASE}\nbase_model_relation: finetune",
            Relation.FINETUNE,
            False,
            False,
        ),
    ],
)
def test_how_a_copy_came_about_and_who_says_so(
    config: str, name: str | None, head: str, relation: Relation, *, unknown: bool, claimed: bool, knowledge: Knowledge
) -> None:
    files = {"config.json": config, "README.md": models.card(head, "# DeepSeek-V3-0324")}
    (edge,) = _trace(files, name, knowledge).upstreams

    assert (edge.name, edge.relations) == ("deepseek-ai/DeepSeek-V3-0324", (relation,))
    assert (edge.doubts.licensor_unknown, edge.doubts.licensor_claimed) == (unknown, claimed)


@pytest.mark.parametrize(("base", "claimed"), [("", True), ("\nbase_model: meta-llama/Llama-3.1-8B", False)])
def test_whoever_names_the_release_as_base_does_not_claim_to_be_it(
    base: str, knowledge: Knowledge, *, claimed: bool
) -> None:
    head = f"license: llama3.1\nmodel-index:\n- name: meta-llama/Meta-Llama-3.1-8B{base}"
    files = {"config.json": models.config("llama-3-8b", "meta-llama/Llama-3.1-8B"), "README.md": models.card(head)}
    (edge,) = _trace(files, None, knowledge).upstreams

    assert (edge.name, edge.doubts.licensor_claimed) == ("meta-llama/Llama-3.1-8B", claimed)
