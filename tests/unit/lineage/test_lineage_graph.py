"""Traces joined into edges: one per parent, one per family, and the parents of known derivatives."""

from __future__ import annotations

import json

import pytest

from auditor import lineage
from auditor.knowledge import Knowledge
from auditor.model import Part, Relation, Rung, Upstream
from support import models

LLAMA = models.config("llama-3-8b", "meta-llama/Llama-3.1-8B")
DISTILLED = "deepseek-ai/DeepSeek-R1-Distill-Llama-8B"
TEACHER = "deepseek-ai/DeepSeek-R1"


def _trace(files: dict[str, str | bytes], knowledge: Knowledge, name: str | None = "acme/Mine") -> lineage.Traced:
    return lineage.trace(models.read(files, name), (), knowledge)


def _edges(files: dict[str, str | bytes], knowledge: Knowledge, name: str | None = "acme/Mine") -> dict[str, Upstream]:
    edges = _trace(files, knowledge, name).upstreams
    assert len({edge.name for edge in edges}) == len(edges)
    return {edge.name: edge for edge in edges}


def _card(head: str, body: str = "A model.") -> dict[str, str | bytes]:
    return {"README.md": models.card(head, body)}


def _rungs(edge: Upstream) -> set[Rung]:
    return {evidence.rung for evidence in edge.evidence}


def test_every_trace_of_a_parent_stands_on_one_edge(knowledge: Knowledge) -> None:
    files = {
        **_card("base_model: meta-llama/Llama-3.1-8B", "Fine-tuned from `meta-llama/Llama-3.1-8B`."),
        "config.json": json.dumps({**json.loads(LLAMA), "_name_or_path": "/ckpt/Llama-3.1-8B"}),
    }
    edges = _edges(files, knowledge)

    assert set(edges) == {"meta-llama/Llama-3.1-8B"}
    assert edges["meta-llama/Llama-3.1-8B"].relations == (Relation.FINETUNE,)
    assert _rungs(edges["meta-llama/Llama-3.1-8B"]) == {Rung.DECLARED, Rung.NAMED, Rung.SIGNATURE}


def test_a_release_is_known_with_and_without_meta_before_its_name(knowledge: Knowledge) -> None:
    edges = _edges(_card("base_model: meta-llama/Llama-3.1-8B-Instruct"), knowledge)

    assert [edge.candidates[0].name for edge in edges.values()] == ["meta-llama/Meta-Llama-3.1-8B-Instruct"]
    assert not _edges(_card("base_model: acme2/Llama-3.1-8B-Instruct"), knowledge)[
        "acme2/Llama-3.1-8B-Instruct"
    ].candidates


def test_a_shape_alone_is_one_edge_of_candidates_and_not_firm(knowledge: Knowledge) -> None:
    edges = _edges({"config.json": models.config("deepseek-v3", "deepseek-ai/DeepSeek-V3")}, knowledge)

    assert set(edges) == {"deepseek-v3"}
    assert not edges["deepseek-v3"].firm
    assert Relation.COPY in edges["deepseek-v3"].relations
    names = {candidate.name for candidate in edges["deepseek-v3"].candidates}
    assert {"deepseek-ai/DeepSeek-V3", "deepseek-ai/DeepSeek-V3-0324"} <= names
    assert not any(name.startswith("nvidia/") for name in names)


def test_a_declared_base_of_the_family_explains_the_shape(knowledge: Knowledge) -> None:
    edges = _edges({**_card("base_model: meta-llama/Llama-3.1-8B"), "config.json": LLAMA}, knowledge)

    assert set(edges) == {"meta-llama/Llama-3.1-8B"}


def test_a_declared_base_of_another_family_does_not(knowledge: Knowledge) -> None:
    traced = _trace({**_card("base_model: Qwen/Qwen2.5-7B"), "config.json": LLAMA}, knowledge)

    assert {edge.name for edge in traced.upstreams} == {"Qwen/Qwen2.5-7B", "llama-3-8b"}
    assert [contradiction.upstream for contradiction in traced.contradictions] == ["Qwen/Qwen2.5-7B"]
    assert "hidden_size 4096 against 3584" in traced.contradictions[0].says


def test_another_vocabulary_or_depth_contradicts_nothing(knowledge: Knowledge) -> None:
    changed = models.config("llama-3-8b", "meta-llama/Llama-3.1-8B", vocab_size=130_000, num_hidden_layers=24)

    assert (
        _trace({**_card("base_model: meta-llama/Llama-3.1-8B"), "config.json": changed}, knowledge).contradictions == ()
    )


def test_a_shape_that_others_share_implicates_nobody(knowledge: Knowledge) -> None:
    shared = next(family for family in knowledge.families if family.collides)

    assert _edges({"config.json": models.config(shared.key, shared.releases[0].repo)}, knowledge) == {}


@pytest.mark.parametrize(
    ("files", "relation"),
    [
        (_card("base_model: org/Base-7B"), Relation.FINETUNE),
        (_card("base_model: [org/One-7B, org/Two-7B]"), Relation.MERGE),
        (_card("base_model: org/Base-7B\nbase_model_relation: quantized"), Relation.QUANTIZED),
        ({**_card("base_model: org/Base-7B"), "mergekit_config.yml": "merge_method: slerp\n"}, Relation.MERGE),
    ],
    ids=["one base", "several bases", "as declared", "a merge recipe"],
)
def test_how_it_came_is_told_by_the_card_or_the_files(
    files: dict[str, str | bytes], relation: Relation, knowledge: Knowledge
) -> None:
    assert {edge.relations for edge in _edges(files, knowledge).values()} == {(relation,)}


@pytest.mark.parametrize(
    ("files", "relation"),
    [
        ({"config.json": {"quantization_config": {"quant_method": "awq", "bits": 4}}}, Relation.QUANTIZED),
        ({"config.json": {"quantization_config": {"quant_method": "GPTQ"}}}, Relation.QUANTIZED),
        ({"config.json": {"quantization_config": {"quant_method": "modelopt"}}}, Relation.QUANTIZED),
        ({"config.json": {"quantization": {"group_size": 64, "bits": 4}}}, Relation.QUANTIZED),
        ({"config.json": {}, "hf_quant_config.json": {"producer": {"name": "modelopt"}}}, Relation.QUANTIZED),
        ({"config.json": {"quantization_config": {"quant_method": "fp8"}}}, Relation.FINETUNE),
        ({"config.json": {"quantization_config": {"quant_method": "mxfp4"}}}, Relation.FINETUNE),
        ({"config.json": {"quantization_config": {"quant_method": "none"}}}, Relation.FINETUNE),
        ({"config.json": {}, "calibration/hf_quant_config.json": {}}, Relation.FINETUNE),
    ],
    ids=["AWQ", "GPTQ", "ModelOpt", "MLX", "a quantizer's file", "fp8", "mxfp4", "another word", "a file elsewhere"],
)
def test_a_quantizer_leaves_its_configuration_and_native_formats_are_none(
    files: dict[str, dict[str, object]], relation: Relation, knowledge: Knowledge
) -> None:
    texts: dict[str, str | bytes] = {path: json.dumps(value) for path, value in files.items()}

    (edge,) = _edges({**_card("base_model: org/Base-7B"), **texts}, knowledge).values()
    assert edge.relations == (relation,)


def test_a_quantized_component_is_no_quantized_model(knowledge: Knowledge) -> None:
    quantized = json.dumps({"quantization_config": {"quant_method": "bitsandbytes"}})
    pipeline = json.dumps({"_class_name": "FluxPipeline", "text_encoder": ["transformers", "T5EncoderModel"]})
    files: dict[str, str | bytes] = {"model_index.json": pipeline, "text_encoder/config.json": quantized}

    (edge,) = _edges({**_card("base_model: org/Base-7B"), **files}, knowledge).values()
    assert edge.relations == (Relation.FINETUNE,)


def test_a_teacher_beside_a_base_makes_no_merge(knowledge: Knowledge) -> None:
    edges = _edges(_card("base_model: org/Base-7B", "Distilled from `org/Teacher-70B`."), knowledge)

    assert {edge.name: edge.relations for edge in edges.values()} == {
        "org/Base-7B": (Relation.FINETUNE,),
        "org/Teacher-70B": (Relation.DISTILL,),
    }


@pytest.mark.parametrize("weights", ["adapter_model.safetensors", "pytorch_lora_weights.safetensors"])
def test_a_bare_adapter_is_one_though_its_card_says_fine_tuned(weights: str, knowledge: Knowledge) -> None:
    card = models.card("base_model: org/Base-7B", "This model is a fine-tuned version of `org/Base-7B` on our data.")
    repository = models.read({"README.md": card, weights: models.WEIGHTS}, "acme/Mine")
    bare = repository.replace(files=tuple(entry for entry in repository.files if entry.path != "model.safetensors"))

    assert lineage.trace(bare, (), knowledge).upstreams[0].relations == (Relation.ADAPTER,)
    assert lineage.trace(repository, (), knowledge).upstreams[0].relations == (Relation.FINETUNE,)


def test_a_leaked_name_leaves_open_how_it_came(knowledge: Knowledge) -> None:
    edges = _edges({"config.json": json.dumps({"_name_or_path": "meta-llama/Llama-3.1-8B"})}, knowledge)

    assert Relation.QUANTIZED in edges["meta-llama/Llama-3.1-8B"].relations
    assert Relation.FINETUNE in edges["meta-llama/Llama-3.1-8B"].relations
    assert _rungs(edges["meta-llama/Llama-3.1-8B"]) == {Rung.NAMED}


def test_a_leaked_folder_that_is_no_release_is_no_parent(knowledge: Knowledge) -> None:
    assert _edges({"config.json": json.dumps({"_name_or_path": "/ckpt/my-model-7b"})}, knowledge) == {}


def test_code_and_tokenizers_are_other_parts(knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {
        "config.json": json.dumps({"auto_map": {"AutoModel": "org/Code-7B--modeling.Model"}}),
        "tokenizer_config.json": json.dumps({"name_or_path": "org/Words-7B"}),
    }

    assert {edge.name: edge.part for edge in _edges(files, knowledge).values()} == {
        "org/Code-7B": Part.CODE,
        "org/Words-7B": Part.TOKENIZER,
    }


@pytest.mark.parametrize(
    ("relation", "farther"),
    [
        ("", Relation.FINETUNE),
        ("quantized", Relation.FINETUNE),
        ("adapter", Relation.ADAPTER),
        ("merge", Relation.MERGE),
    ],
)
def test_a_known_derivative_does_not_hide_its_own_base(relation: str, farther: Relation, knowledge: Knowledge) -> None:
    how = f"\nbase_model_relation: {relation}" if relation else ""
    edges = _edges(_card(f"license: mit\nbase_model: {DISTILLED}{how}"), knowledge)

    assert set(edges) == {DISTILLED, "meta-llama/Llama-3.1-8B", TEACHER}
    assert edges[TEACHER].relations == (Relation.DISTILL,)
    assert {edge.via for edge in edges.values()} == {"", DISTILLED}
    base = edges["meta-llama/Llama-3.1-8B"]
    assert base.relations == (farther,)
    assert base.firm
    assert [candidate.license for candidate in base.candidates] == ["LicenseRef-scancode-llama-3.1-license-2024"]


def test_a_release_that_is_a_derivative_keeps_the_edge_to_its_base(knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {"config.json": models.config("llama-3-8b", DISTILLED)}

    own = _edges(files, knowledge, DISTILLED)
    copied = _edges(files, knowledge, "acme/DeepSeek-R1-Distill-Llama-8B")

    parents = {"meta-llama/Llama-3.1-8B": (Relation.FINETUNE,), TEACHER: (Relation.DISTILL,)}
    assert {name: edge.relations for name, edge in own.items()} == parents
    assert {name: edge.relations for name, edge in copied.items()} == {DISTILLED: (Relation.COPY,), **parents}
    assert [name for name, edge in own.items() if edge.own] == [TEACHER]


@pytest.mark.parametrize("head", ["license: mit", "license: mit\nbase_model: deepseek-ai/DeepSeek-V3.1"])
def test_a_known_quantization_is_one_whether_or_not_its_card_says_so(head: str, knowledge: Knowledge) -> None:
    files = {**_card(head), "config.json": models.config("deepseek-v3", "nvidia/DeepSeek-V3.1-NVFP4")}
    edges = _edges(files, knowledge, "nvidia/DeepSeek-V3.1-NVFP4")

    assert {name: (edge.relations, edge.own) for name, edge in edges.items()} == {
        "deepseek-ai/DeepSeek-V3.1": ((Relation.QUANTIZED,), False)
    }


def test_a_parent_of_the_same_publisher_is_its_own(knowledge: Knowledge) -> None:
    files = {**_card("base_model: Qwen/Qwen2.5-7B")}

    assert _edges(files, knowledge, "Qwen/Qwen2.5-7B-Instruct")["Qwen/Qwen2.5-7B"].own
    assert not _edges(files, knowledge, "acme/Mine")["Qwen/Qwen2.5-7B"].own
    assert not _edges(files, knowledge, None)["Qwen/Qwen2.5-7B"].own


def test_a_card_that_claims_another_publishers_name_is_not_believed(knowledge: Knowledge) -> None:
    head = "model_name: meta-llama/Mine\nbase_model: meta-llama/Llama-3.1-8B"
    edge = _edges(_card(head), knowledge, None)["meta-llama/Llama-3.1-8B"]

    assert (edge.own, edge.doubts.licensor_unknown) == (False, True)


@pytest.mark.parametrize(
    ("head", "name", "edges"),
    [
        ("license: llama3.1", "acme/CoolChat", {"llama3.1"}),
        ("license: gemma", "acme/CoolChat", {"gemma"}),
        ("license: other\nlicense_name: llama3", "acme/CoolChat", {"llama3"}),
        ("license: llama3.1", "CoolChat-8B", {"llama3.1"}),
        ("license: llama3.1", "Cool-Llama-8B", set()),
        ("license: llama3.1", "meta-llama/Something-New", set()),
        ("license: llama3.1", "facebook/Something-New", set()),
        ("license: gemma", "google/medgemma-27b", set()),
        ("license: llama3.1", None, set()),
        ("license: mit", "acme/CoolChat", set()),
        ("license: bigcode-openrail-m", "acme/CoolChat", set()),
        ("license: cc-by-nc-4.0", "acme/CoolChat", set()),
    ],
)
def test_one_companys_license_on_somebody_elses_model_names_its_base(
    head: str, name: str | None, edges: set[str], knowledge: Knowledge
) -> None:
    upstreams = _edges(_card(head), knowledge, name)

    assert set(upstreams) == edges
    assert all(_rungs(edge) == {Rung.NAMED} for edge in upstreams.values())
    assert all(edge.doubts.licensor_unknown == ("/" not in str(name)) for edge in upstreams.values())


@pytest.mark.parametrize(
    ("base", "edges"),
    [
        ("org/Base-7B", {"org/Base-7B", "llama3.1"}),
        ("Qwen/Qwen2.5-7B", {"Qwen/Qwen2.5-7B", "llama3.1"}),
        ("meta-llama/Llama-3.1-8B", {"meta-llama/Llama-3.1-8B"}),
    ],
    ids=["unknown terms", "other terms", "these terms"],
)
def test_a_declared_base_does_not_answer_for_a_license_that_it_does_not_bring(
    base: str, edges: set[str], knowledge: Knowledge
) -> None:
    assert set(_edges(_card(f"license: llama3.1\nbase_model: {base}"), knowledge)) == edges


def test_a_name_left_in_a_changed_configuration_is_spoken_against_by_its_numbers(knowledge: Knowledge) -> None:
    numbers = '"hidden_size": 1536, "num_hidden_layers": 22, "intermediate_size": 4096, "vocab_size": 48000'
    leaked = f'{{"_name_or_path": "meta-llama/Llama-3.1-8B", {numbers}}}'
    text = "meta-llama/Llama-3.1-8B is named as the base, and config.json has hidden_size 1536 against 4096"

    left = _edges(_card("license: mit") | {"config.json": leaked}, knowledge)["meta-llama/Llama-3.1-8B"]
    card = _card("license: mit\nbase_model: meta-llama/Llama-3.1-8B")  # a pruned model has another width too
    declared = _edges(card | {"config.json": leaked}, knowledge)["meta-llama/Llama-3.1-8B"]

    assert left.doubts.counter_evidence.startswith(text)
    assert declared.doubts.counter_evidence == ""
