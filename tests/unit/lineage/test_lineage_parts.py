"""Datasets, components of a pipeline, and code under another's copyright: shown, and judged no further than they go."""

from __future__ import annotations

import json

import pytest

from auditor import lineage
from auditor.identify import identify
from auditor.knowledge import Knowledge
from auditor.lineage.components import component_of
from auditor.lineage.headers.datasets import dataset_id
from auditor.model import Part, Relation, Rung, Upstream
from support import lineages, models

PIPELINE = json.dumps(
    {
        "_class_name": "FluxPipeline",
        "text_encoder": ["transformers", "CLIPTextModel"],
        "transformer": ["diffusers", "FluxTransformer2DModel"],
        "vae": ["diffusers", "AutoencoderKL"],
    }
)
QWEN = "# Copyright 2024 The Qwen team, Alibaba Group and the HuggingFace Inc. team. All rights reserved.\n"


def _edges(files: dict[str, str | bytes], knowledge: Knowledge, name: str | None = "acme/Mine") -> dict[str, Upstream]:
    repository = models.read(files, name)
    copyrights = identify(repository, knowledge, scancode=False).copyrights
    return {edge.name: edge for edge in lineage.trace(repository, copyrights, knowledge).upstreams}


def _card(head: str) -> dict[str, str | bytes]:
    return {"README.md": models.card(head)}


# datasets


def test_datasets_of_a_card_are_named_and_their_terms_are_not_known(knowledge: Knowledge) -> None:
    edges = _edges(_card("license: mit\ndatasets:\n- HuggingFaceH4/ultrachat_200k\n- wikipedia"), knowledge)

    assert list(edges) == ["datasets/HuggingFaceH4/ultrachat_200k", "datasets/wikipedia"]
    for edge in edges.values():
        assert (edge.part, edge.relations, edge.candidates) == (Part.DATA, (Relation.TRAINED_ON,), ())
    (evidence,) = edges["datasets/wikipedia"].evidence
    assert (evidence.rung, str(evidence.location)) == (Rung.DECLARED, "README.md:3")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("org/data", "org/data"),
        ("https://huggingface.co/datasets/org/data", "org/data"),
        ("https://huggingface.co/datasets/squad?x=1", "squad"),
        ("https://example.org/data.zip", None),
        ("our own web crawl", None),
        ("custom", None),
        ("../../etc/passwd", None),
        ("org/data/too/long", None),
        ("", None),
    ],
)
def test_a_dataset_is_an_id_or_an_address_of_one(text: str, expected: str | None) -> None:
    assert dataset_id(text) == expected


def test_a_gguf_header_names_datasets_too(knowledge: Knowledge) -> None:
    header = lineages.gguf(
        general__architecture="llama", general__dataset__0__repo_url="https://huggingface.co/datasets/org/data"
    )

    assert "datasets/org/data" in _edges({"x.gguf": header}, knowledge)


def test_a_dataset_and_a_model_of_one_id_are_two(knowledge: Knowledge) -> None:
    edges = _edges(_card("license: mit\nbase_model: org/Same-7B\ndatasets: [org/Same-7B]"), knowledge)

    assert {name: edge.part for name, edge in edges.items()} == {
        "org/Same-7B": Part.WEIGHTS,
        "datasets/org/Same-7B": Part.DATA,
    }


def test_a_dataset_gives_no_finding_and_changes_no_terms() -> None:
    files = {"LICENSE": models.mit("Copyright (c) 2026 Acme")}
    plain = models.audit({**_card("license: mit"), **files}, "acme/Mine-7B")
    trained = models.audit({**_card("license: mit\ndatasets: [org/data, org/more]"), **files}, "acme/Mine-7B")

    assert plain.findings == trained.findings == ()
    assert plain.concluded == trained.concluded == "MIT"
    assert [edge.name for edge in trained.lineage] == ["datasets/org/data", "datasets/org/more"]


def test_the_datasets_of_a_parent_stand_at_the_parent() -> None:
    made = lineages.audit(
        {
            "me/Mine-7B": lineages.model("license: mit\nbase_model: nice/Base-7B"),
            "nice/Base-7B": lineages.model("license: mit\ndatasets: [org/data]"),
        },
        "me/Mine-7B",
    )

    assert lineages.edges(made)["datasets/org/data"].via == "nice/Base-7B"
    assert not [identifier for identifier in models.ids(made) if "datasets/" in identifier]


# components


def test_a_component_has_a_parent_of_its_own(knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {
        "model_index.json": PIPELINE,
        "vae/config.json": json.dumps({"_class_name": "AutoencoderKL", "_name_or_path": "stabilityai/sd-vae-ft-mse-2"}),
        "text_encoder/config.json": json.dumps({"_name_or_path": "openai/clip-vit-large-patch14"}),
    }
    edges = _edges(files, knowledge)

    assert {name: edge.component for name, edge in edges.items()} == {
        "stabilityai/sd-vae-ft-mse-2": "vae",
        "openai/clip-vit-large-patch14": "text_encoder",
    }
    assert all(edge.part is Part.WEIGHTS and edge.firm for edge in edges.values())


def test_a_folder_that_no_pipeline_lists_is_no_component(knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {
        "model_index.json": PIPELINE,
        "extra/config.json": json.dumps({"_name_or_path": "openai/clip-vit-large-patch14"}),
    }

    assert _edges(files, knowledge)["openai/clip-vit-large-patch14"].component == ""


def test_a_parent_named_for_the_whole_model_too_is_of_the_whole(knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {
        **_card("base_model: org/Pipe-1"),
        "model_index.json": PIPELINE,
        "vae/config.json": json.dumps({"_name_or_path": "org/Pipe-1"}),
    }

    assert _edges(files, knowledge)["org/Pipe-1"].component == ""


def test_a_parent_of_two_components_names_both(knowledge: Knowledge) -> None:
    leaked = json.dumps({"_name_or_path": "/x/models--org--Pipe-1/snapshots/0123abc/part"})
    files: dict[str, str | bytes] = {
        "model_index.json": PIPELINE,
        "vae/config.json": leaked,
        "text_encoder/config.json": leaked,
    }

    assert _edges(files, knowledge)["org/Pipe-1"].component == "text_encoder, vae"


def test_a_pipeline_names_what_it_was_loaded_from(knowledge: Knowledge) -> None:
    index = json.dumps({**json.loads(PIPELINE), "_name_or_path": "black-forest-labs/lineages.FLUX.1-dev"})
    edge = _edges({"model_index.json": index}, knowledge)["black-forest-labs/lineages.FLUX.1-dev"]

    assert (edge.component, [item.rung for item in edge.evidence]) == ("", [Rung.NAMED])


def test_a_step_of_a_sentence_pipeline_is_a_component(knowledge: Knowledge) -> None:
    steps = json.dumps([{"idx": 0, "path": ""}, {"idx": 1, "path": "1_Pooling"}, {"idx": 2, "path": "2_Dense"}])
    repository = models.read({"modules.json": steps, "2_Dense/config.json": '{"in_features": 384}'})

    assert component_of("2_Dense/config.json", repository) == "2_Dense"
    assert component_of("config.json", repository) == ""
    assert component_of("3_Other/config.json", repository) == ""


def test_a_vision_tower_inside_a_configuration_is_a_component(knowledge: Knowledge) -> None:
    config = json.dumps({"vision_config": {"_name_or_path": "openai/clip-vit-large-patch14-336"}})

    assert _edges({"config.json": config}, knowledge)["openai/clip-vit-large-patch14-336"].component == "vision_config"


@pytest.mark.parametrize("key", ["audio_config", "encoder", "decoder", "text_encoder", "audio_encoder"])
def test_a_part_inside_a_configuration_is_a_component(key: str, knowledge: Knowledge) -> None:
    edges = _edges({"config.json": json.dumps({key: {"_name_or_path": "org/Part-1"}})}, knowledge)

    assert [(edge.component, edge.doubts.counter_evidence) for edge in edges.values()] == [(key, "")]


def test_the_base_in_the_configuration_of_a_head_is_that_of_an_adapter(knowledge: Knowledge) -> None:
    medusa = json.dumps({"base_model_name_or_path": "org/Base-7B", "medusa_num_heads": 5})
    (edge,) = _edges({"config.json": medusa}, knowledge).values()

    assert (edge.name, edge.relations, edge.doubts.counter_evidence) == ("org/Base-7B", (Relation.ADAPTER,), "")
    assert [evidence.rung for evidence in edge.evidence] == [Rung.NAMED]


@pytest.mark.parametrize(
    ("config", "component"),
    [
        ({"text_model_id": "meta-llama/Llama-3.1-8B"}, ""),
        ({"audio_model_id": "meta-llama/Llama-3.1-8B"}, "audio_model"),
        ({"hf_llm_id": "meta-llama/Llama-3.1-8B"}, ""),
        ({"vlm_model_name": "meta-llama/Llama-3.1-8B"}, ""),
        ({"pretrained_path": "meta-llama/Llama-3.1-8B"}, ""),
        ({"speculators_config": {"verifier": {"name_or_path": "meta-llama/Llama-3.1-8B"}}}, ""),
    ],
)
def test_a_model_that_may_be_loaded_beside_the_weights_accuses_nobody(
    config: dict[str, object], component: str
) -> None:
    made = models.audit({**_card("license: mit"), "config.json": json.dumps(config)}, "acme/Mine")
    (edge,) = made.lineage

    assert (edge.name, edge.component) == ("meta-llama/Llama-3.1-8B", component)
    assert edge.doubts.counter_evidence
    assert {finding.verdict.value for finding in made.findings} == {"undetermined"}
    assert "license-text-missing:llama3.1:meta-llama/Llama-3.1-8B" in models.ids(made) | models.notes(made)


def test_the_terms_of_a_component_reach_the_repository() -> None:
    leaked = json.dumps({"_name_or_path": "meta-llama/Llama-3.1-8B"})
    made = models.audit(
        {**_card("license: apache-2.0"), "model_index.json": PIPELINE, "text_encoder/config.json": leaked},
        "acme/Pipe-1",
    )

    assert "license-text-missing:llama3.1:meta-llama/Llama-3.1-8B" in models.ids(made)


def test_a_component_contradicts_no_base_and_is_contradicted_by_none(knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {
        "model_index.json": PIPELINE,
        "config.json": models.config("llama-3-8b", "meta-llama/Llama-3.1-8B"),
        "text_encoder/config.json": json.dumps({"_name_or_path": "Qwen/Qwen2.5-7B", "hidden_size": 64}),
    }

    assert lineage.trace(models.read(files, "acme/Pipe-1"), (), knowledge).contradictions == ()


@pytest.mark.parametrize(
    ("guided", "licenses"), [(True, {"LicenseRef-scancode-flux-1-nc"}), (False, {"Apache-2.0"})], ids=["dev", "schnell"]
)
def test_the_two_fluxes_are_told_apart_by_guidance(guided: bool, licenses: set[str], knowledge: Knowledge) -> None:
    config = json.dumps({**lineages.FLUX, "guidance_embeds": guided})
    edge = _edges({"model_index.json": PIPELINE, "transformer/config.json": config}, knowledge)["flux.1"]

    assert edge.component == "transformer"
    assert {candidate.license for candidate in edge.candidates} == licenses


def test_numbers_that_are_not_fluxs_are_not_flux(knowledge: Knowledge) -> None:
    assert "flux.1" not in _edges(
        {"transformer/config.json": json.dumps({**lineages.FLUX, "num_layers": 20})}, knowledge
    )
    assert "flux.1" not in _edges(
        {"transformer/config.json": json.dumps({**lineages.FLUX, "_class_name": "OtherTransformer"})}, knowledge
    )


# code


def test_code_under_anothers_copyright_is_lineage_of_the_code(knowledge: Knowledge) -> None:
    edge = _edges({"config.json": "{}", "modeling_mine.py": QWEN}, knowledge)["code/Qwen"]

    assert (edge.part, edge.relations, edge.firm) == (Part.CODE, (Relation.CODE,), False)
    assert [(item.rung, str(item.location)) for item in edge.evidence] == [(Rung.ARCHITECTURE, "modeling_mine.py:1")]


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Qwen/Qwen9-1B", QWEN),
        (None, QWEN),
        ("acme/Mine", "# Copyright 2022 EleutherAI and the HuggingFace Inc. team. All rights reserved.\n"),
        ("acme/Mine", "# Copyright 2018 The Google AI Language Team Authors and The HuggingFace Inc. team.\n"),
        ("acme/Mine", "# Copyright 2026 Acme Inc. All rights reserved.\n"),
        ("deepseek-ai/Next", "# Copyright 2023 DeepSeek-AI and The HuggingFace Inc. team. All rights reserved.\n"),
        ("acme/Mine", "# Copyright 2024 The Sequel team\n"),
        ("acme/Mine", "# It follows Qwen.\n"),
    ],
    ids=[
        "its own",
        "no publisher",
        "a library's",
        "another library's",
        "ours",
        "its own too",
        "a mere part",
        "no line",
    ],
)
def test_code_of_its_own_or_of_every_models_library_tells_nothing(
    name: str | None, head: str, knowledge: Knowledge
) -> None:
    assert not [
        edge for edge in _edges({"config.json": "{}", "modeling_mine.py": head}, knowledge, name) if "code/" in edge
    ]


def test_a_copyright_line_elsewhere_is_no_code(knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {"NOTICE": "Copyright 2024 The Qwen team, Alibaba Group\n"}

    assert "code/Qwen" not in _edges(files, knowledge)


def test_code_of_others_is_shown_and_not_judged() -> None:
    files = {
        **_card("license: mit"),
        "LICENSE": models.mit("Copyright (c) 2026 Acme"),
        "config.json": "{}",
        "modeling_mine.py": QWEN,
    }
    made = models.audit(files, "acme/Mine-7B")

    assert [edge.name for edge in made.lineage] == ["code/Qwen"]
    assert not [finding.id for finding in made.findings if "code/Qwen" in finding.id]
    assert made.concluded == "MIT"
