"""Bases that cards, adapters, recipes, headers and leaked names give."""

from __future__ import annotations

import json

import pytest

from auditor.knowledge import Knowledge
from auditor.lineage import trace
from auditor.lineage.bytes.digests import recorded
from auditor.lineage.headers.declared import declared
from auditor.lineage.traces import Trace
from auditor.model import Part, Relation, Rung
from support import models
from support.lineages import context


def _named(files: dict[str, str | bytes], name: str | None = None) -> list[tuple[str, Relation | None, str]]:
    """(parent, relation, rung) of each trace."""
    return [_short(trace) for trace in declared(context(models.read(files, name)))]


def _short(trace_: Trace) -> tuple[str, Relation | None, str]:
    return trace_.parent, trace_.relation, trace_.evidence.rung.value


@pytest.mark.parametrize(
    ("value", "parents"),
    [
        ("base_model: org/Base-7B", ["org/Base-7B"]),
        ("base_model:\n- org/One-7B\n- org/Two-7B", ["org/One-7B", "org/Two-7B"]),
        ("base_model: https://huggingface.co/org/Base-7B", ["org/Base-7B"]),
        ("base_model: https://huggingface.co/org/Base-7B/tree/main", ["org/Base-7B"]),
        ("base_model: org/Base-7B@4f1c2d3", ["org/Base-7B"]),
        ("base_model: bert-base-uncased", ["bert-base-uncased"]),
        ('base_model: "  org/Base-7B  "', ["org/Base-7B"]),
        ("base_model: [org/One-7B, 'org/Two-7B']", ["org/One-7B", "org/Two-7B"]),
        ("base_model: /data/ckpts/Llama-3.1-8B-Instruct", ["Llama-3.1-8B-Instruct"]),
        ("base_model: ./models/Llama-3.1-8B", ["Llama-3.1-8B"]),
        ("base_model: https://example.com/Llama-3.1-8B", ["https://example.com/Llama-3.1-8B"]),
        ("base_model:\n  name: org/Base-7B", ["org/Base-7B"]),
        ("base_model:\n- name: org/One-7B\n- name: org/Two-7B", ["org/One-7B", "org/Two-7B"]),
        ("base_model:\n- org/One-7B\n- name: org/Two-7B", ["org/One-7B", "org/Two-7B"]),
        ("base_model:\n- name: Two 7B\n  url: https://huggingface.co/org/Two-7B", ["org/Two-7B"]),
        ("base_model:\n  name: none", []),
        ("base_model:\n  revision: org/Base-7B", []),
        ("new_version: org/Newer-7B", []),
        ("base_models: [org/One-7B, org/Two-7B]", ["org/One-7B", "org/Two-7B"]),
        ("baseModel: org/Base-7B", ["org/Base-7B"]),
        ("base-model: org/Base-7B", ["org/Base-7B"]),
        ("finetuned_from: org/Base-7B", ["org/Base-7B"]),
        ("fine-tuned-from: org/Base-7B", ["org/Base-7B"]),
        ("parent_model: org/Base-7B", ["org/Base-7B"]),
        ("original_model: none", []),
        ("base_model: org/One-7B\nsource_model: org/Two-7B", ["org/One-7B", "org/Two-7B"]),
        ("base_model_revision: org/Base-7B", []),
        ("teacher_model: org/Base-7B", []),
        ("reward_model: org/Base-7B", []),
        ("base_model: none", []),
        ("base_model: N/A", []),
        ("base_model: null", []),
        ("base_model: ~", []),
        ("base_model:", []),
        ("base_model: []", []),
    ],
)
def test_a_card_declares_its_base(value: str, parents: list[str]) -> None:
    names = _named({"README.md": models.card(f"license: mit\n{value}")})

    assert names == [(parent, None, "declared") for parent in parents]


@pytest.mark.parametrize("relation", ["quantized", "finetune", "merge", "adapter"])
def test_a_card_may_say_how(relation: str) -> None:
    names = _named({"README.md": models.card(f"base_model: org/Base-7B\nbase_model_relation: {relation}")})

    assert names == [("org/Base-7B", Relation(relation), "declared")]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("base_model:org/Base-7B", [("org/Base-7B", None, "declared")]),
        ("base_model:quantized:org/Base-7B", [("org/Base-7B", Relation.QUANTIZED, "declared")]),
        ("base_model:finetune:org/Base-7B", [("org/Base-7B", Relation.FINETUNE, "declared")]),
        ("base_model:odd:org/Base-7B", [("org/Base-7B", None, "declared")]),
        ("base_model", []),
        ("base_model:", []),
        ("base_model:none", []),
        ("license:mit", []),
        ("org/Base-7B", []),
        ("x:base_model:org/Base-7B", []),
        ("base_model:a:b:org/Base-7B", []),
    ],
)
def test_a_tag_of_the_hub_names_a_base(tag: str, expected: list[tuple[str, Relation | None, str]]) -> None:
    assert _named({"README.md": models.card(f"tags:\n- text-generation\n- {tag!r}")}) == expected


def test_a_model_is_not_its_own_base() -> None:
    card = {"README.md": models.card("base_model: Acme/Mine-7B")}

    assert _named(dict(card), name="acme/mine-7b") == []
    assert _named(dict(card), name="acme/other") == [("Acme/Mine-7B", None, "declared")]


def test_an_adapter_of_mlx_names_its_model_among_the_arguments_of_its_training() -> None:
    arguments = {"model": "org/Base-7B", "adapter_path": "adapters", "fine_tune_type": "lora", "data": "org/set"}
    assert _named({"adapter_config.json": json.dumps(arguments)}) == _named(
        {"adapter_config.json": json.dumps({"base_model_name_or_path": "org/Base-7B"})}
    )


def test_an_adapter_names_what_it_is_for() -> None:
    files: dict[str, str | bytes] = {
        "adapter_config.json": json.dumps({"peft_type": "LORA", "base_model_name_or_path": "org/Base-7B"}),
    }

    assert _named(files) == [("org/Base-7B", Relation.ADAPTER, "declared")]


@pytest.mark.parametrize(
    ("revision", "says"),
    [
        ("4f1c2d3", "the adapter's configuration names org/Base-7B at revision 4f1c2d3"),
        ("main", "the adapter's configuration names org/Base-7B"),
        (None, "the adapter's configuration names org/Base-7B"),
    ],
)
def test_an_adapter_tells_the_revision_that_it_is_for(revision: str | None, says: str) -> None:
    config = json.dumps({"base_model_name_or_path": "org/Base-7B", "revision": revision})
    (trace,) = declared(context(models.read({"adapter_config.json": config})))

    assert trace.evidence.says == says


@pytest.mark.parametrize(
    ("path", "parent"),
    [("/home/me/ckpts/Llama-3.1-8B", "Llama-3.1-8B"), ("models--org--Base-7B/snapshots/1", "org/Base-7B")],
)
def test_an_adapter_over_a_local_path_names_the_model_in_it(path: str, parent: str) -> None:
    names = _named({"adapter_config.json": json.dumps({"base_model_name_or_path": path})})

    assert [name[0] for name in names] == [parent]


def test_a_merge_recipe_names_each_model_without_its_lora() -> None:
    recipe = (
        "slices:\n- sources:\n  - model: org/One-7B\n  - model: org/Two-7B+acme/lora-1\nmerge_method: slerp\n"
        "base_model: org/Base-7B\n"
    )
    names = _named({"mergekit_config.yml": recipe})

    assert {name[0]: name[1] for name in names} == {
        "org/One-7B": Relation.MERGE,
        "org/Two-7B": Relation.MERGE,
        "org/Base-7B": Relation.MERGE,
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tokenizer_source: org/Other-7B", [("org/Other-7B", Relation.COPY, Part.TOKENIZER)]),
        ("tokenizer_source: model:org/Other-7B", [("org/Other-7B", Relation.COPY, Part.TOKENIZER)]),
        ("tokenizer:\n  source: org/Other-7B", [("org/Other-7B", Relation.COPY, Part.TOKENIZER)]),
        ("tokenizer_source: base", []),
        ("tokenizer_source: union", []),
        ("tokenizer:\n  source: union", []),
        ("tokenizer_source: ./local", []),
        ("dtype: bfloat16", []),
    ],
)
def test_a_merge_recipe_tells_whose_tokenizer_it_takes(line: str, expected: list[tuple[object, ...]]) -> None:
    recipe = f"models:\n- model: org/One-7B\nmerge_method: linear\n{line}\n"
    named = declared(context(models.read({"mergekit_config.yml": recipe})))

    assert [(name.parent, name.relation, name.part) for name in named] == [
        ("org/One-7B", Relation.MERGE, Part.WEIGHTS),
        *expected,
    ]


def test_the_experts_of_a_mixture_are_merged() -> None:
    recipe = (
        "base_model: org/Base-7B\ngate_mode: hidden\nexperts:\n- source_model: org/One-7B\n  positive_prompts: [a]\n"
    )

    assert _named({"mergekit_moe_config.yml": recipe}) == [
        ("org/Base-7B", Relation.MERGE, "declared"),
        ("org/One-7B", Relation.MERGE, "declared"),
    ]


def test_whose_tokenizer_a_merge_takes_is_no_parent_of_its_weights(knowledge: Knowledge) -> None:
    recipe = (
        "models:\n- model: org/One-7B\n- model: org/Two-7B\nmerge_method: linear\n"
        "tokenizer_source: meta-llama/Llama-3.1-8B\n"
    )
    config = models.config("qwen2.5-7b", "Qwen/Qwen2.5-7B")
    traced = trace(models.read({"mergekit_config.yml": recipe, "config.json": config}, "acme/Mix"), (), knowledge)
    edge = next(edge for edge in traced.upstreams if edge.name == "meta-llama/Llama-3.1-8B")

    assert (edge.part, edge.relations) == (Part.TOKENIZER, (Relation.COPY,))
    assert traced.contradictions == ()  # Llama's width is another, and nobody said that it is the base


def test_code_taken_from_a_release_is_not_held_against_the_shape(knowledge: Knowledge) -> None:
    numbers = json.loads(models.config("qwen2.5-7b", "Qwen/Qwen2.5-7B"))
    config = {**numbers, "auto_map": {"AutoModel": "deepseek-ai/DeepSeek-V3--modeling_deepseek.DeepseekV3Model"}}
    traced = trace(models.read({"config.json": json.dumps(config)}, "acme/Mine"), (), knowledge)
    edge = next(edge for edge in traced.upstreams if edge.name == "deepseek-ai/DeepSeek-V3")

    assert (edge.part, traced.contradictions) == (Part.CODE, ())


def test_one_whose_weights_and_tokenizer_are_taken_is_merged(knowledge: Knowledge) -> None:
    recipe = "models:\n- model: org/One-7B\n- model: org/Two-7B\ntokenizer_source: org/One-7B\n"
    traced = trace(models.read({"mergekit_config.yml": recipe}, "acme/Mix"), (), knowledge)
    edge = next(edge for edge in traced.upstreams if edge.name == "org/One-7B")

    assert (edge.part, edge.relations) == (Part.WEIGHTS, (Relation.MERGE,))


@pytest.mark.parametrize(
    ("value", "parents"),
    [
        ("model: /data/ckpts/Llama-3.1-8B-Instruct", ["Llama-3.1-8B-Instruct"]),
        ("model: ./models/qwen2.5-7b", ["qwen2.5-7b"]),
        ("model: outputs/run-1", ["outputs/run-1"]),
        ("model:\n    model:\n      path: org/One-7B\n      revision: main", ["org/One-7B"]),
    ],
)
def test_a_merge_recipe_over_local_paths_names_what_stands_in_them(value: str, parents: list[str]) -> None:
    assert [name[0] for name in _named({"mergekit_config.yml": f"models:\n- {value}\n"})] == parents


@pytest.mark.parametrize(
    ("keys", "parent"),
    [
        ({"general.base_model.0.repo_url": "https://huggingface.co/org/Base-7B"}, "org/Base-7B"),
        ({"general.base_model.0.name": "Base 7B", "general.base_model.0.organization": "Org"}, "Org/Base-7B"),
        ({"general.base_model.0.name": "Base 7B"}, "Base-7B"),
        (
            {
                "general.base_model.0.name": "Base 7B",
                "general.base_model.0.repo_url": "https://huggingface.co/org/Base-7B",
            },
            "org/Base-7B",
        ),
    ],
    ids=["by its address", "by organization and name", "by its name", "the address before the name"],
)
def test_a_gguf_header_names_its_base_once(keys: dict[str, str], parent: str) -> None:
    edges = declared(context(models.with_gguf(**dict(keys))))

    assert [edge.parent for edge in edges] == [parent]
    assert str(edges[0].evidence.location).startswith("model.gguf#general.base_model.0.")


@pytest.mark.parametrize(
    ("value", "parent"),
    [
        ("meta-llama/Llama-3.1-8B", "meta-llama/Llama-3.1-8B"),
        ("/fsx/ckpts/Llama-3.1-70B-Instruct", "Llama-3.1-70B-Instruct"),
        ("C:\\models\\Llama-3.1-8B", "Llama-3.1-8B"),
        ("/root/.cache/huggingface/hub/models--org--Base-7B/snapshots/abc", "org/Base-7B"),
    ],
)
def test_a_leaked_name_is_named(value: str, parent: str) -> None:
    names = _named({"config.json": json.dumps({"_name_or_path": value})})

    assert names == [(parent, None, "named")]


@pytest.mark.parametrize(
    "value", ["", "./output", "output/checkpoint-300", "/data/out/final", "models/run-3", "../tmp"]
)
def test_a_local_folder_names_nothing(value: str) -> None:
    assert _named({"config.json": json.dumps({"_name_or_path": value})}) == []


def test_a_tokenizer_taken_from_a_model_does_not_show_its_weights() -> None:
    files: dict[str, str | bytes] = {"tokenizer_config.json": json.dumps({"name_or_path": "meta-llama/Llama-2-7b-hf"})}

    assert _named(files) == [("meta-llama/Llama-2-7b-hf", None, "tokenizer")]


def test_remote_code_is_a_part_of_its_own() -> None:
    automatic = {"AutoModel": "org/Code-7B--modeling_x.Model", "AutoConfig": "configuration_x.Config"}
    edges = declared(context(models.read({"config.json": json.dumps({"auto_map": automatic})})))

    assert [(edge.parent, edge.relation, edge.part, edge.evidence.rung) for edge in edges] == [
        ("org/Code-7B", Relation.CODE, Part.CODE, Rung.NAMED)
    ]


def test_a_notice_names_a_base_as_a_card_does() -> None:
    notice = "This model is redistributed unchanged from https://huggingface.co/org/Base-7B.\n"

    assert _named({"NOTICE": notice}) == [("org/Base-7B", Relation.COPY, "declared")]


def test_the_card_of_something_vendored_tells_of_another_model(knowledge: Knowledge) -> None:
    text = "---\nbase_model: org/Base-7B\n---\n\nFine-tuned from [org/Base-7B](https://huggingface.co/org/Base-7B).\n"
    titled = "This model is fine-tuned from Llama 3.1 8B.\n"
    here: dict[str, str | bytes] = {"README.md": "# Mine\n", "config.json": "{}"}

    assert _named(here | {"third_party/base/README.md": text, "docs/README.md": text}) == []
    assert trace(models.read(here | {"third_party/base/README.md": titled}), (), knowledge).upstreams == ()
    assert {name[0] for name in _named({"part/README.md": text, "part/config.json": "{}"})} == {"org/Base-7B"}
    assert {name[0] for name in _named(here | {"checkpoint-5/README.md": text, "checkpoint-5/config.json": "{}"})} == {
        "org/Base-7B"
    }


def test_a_download_record_names_the_release_whose_file_it_is(knowledge: Knowledge) -> None:
    release, path, digest = next(
        (release, path, digest)
        for family in knowledge.families
        for release in family.releases
        for path, digest in release.files.items()
    )
    record = f".cache/huggingface/download/{path}.metadata"
    files: dict[str, str | bytes] = {record: f'{"4" * 40}\n"{digest}"\n1732000000.0\n'}

    values = tuple(recorded(context(models.read(files))))

    assert [_short(value) for value in values] == [(release.repo, Relation.COPY, "named")]
    assert list(recorded(context(models.read({record: f'{"4" * 40}\n"{"0" * 64}"\n1.0\n'})))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM hf.co/org/Base-7B-GGUF:Q4_K_M\n", [("org/Base-7B-GGUF", None, "declared")]),
        ("FROM https://huggingface.co/org/Base-7B\n", [("org/Base-7B", None, "declared")]),
        ("FROM HTTP://HF.co/org/Base-7B@sha256:0a\n", [("org/Base-7B", None, "declared")]),
        ("FROM hf-mirror.com/org/Base-7B\n", [("org/Base-7B", None, "declared")]),
        ("FROM llama3.2\n", [("llama3.2", None, "declared")]),
        ("FROM llama3.2:1b\n", [("llama3.2-1b", None, "declared")]),
        ("FROM llama3.1:8b-instruct-q4_K_M\n", [("llama3.1-8b-instruct", None, "declared")]),
        ("FROM registry.ollama.ai/library/llama3.1:8b\n", [("llama3.1-8b", None, "declared")]),
        ("FROM example.org/acme/tern\n", [("tern", None, "declared")]),
        ("FROM acme/tern:latest\n", [("tern", None, "declared")]),
        ("FROM .\n", []),
        ("FROM /models/base-7b\n", []),
        ("FROM base-7b.gguf\n", []),
        ("FROM ./model.gguf\nADAPTER ./lora.gguf\n", []),
        ("FROM output/merged-7b\nFROM model\nFROM checkpoints/best\nFROM mine.gguf\nFROM /m/a-7b\n", []),
        (
            "FROM hf.co/org/Base-7B\nADAPTER hf.co/org/Lora-1\n",
            [("org/Base-7B", None), ("org/Lora-1", Relation.ADAPTER)],
        ),
    ],
)
def test_a_modelfile_names_repositories_and_models_of_the_library_and_no_path(
    text: str, expected: list[tuple[object, ...]]
) -> None:
    named = _named({"Modelfile": text, "model.gguf": b"GGUF"})

    assert [row[: len(want)] for row, want in zip(named, expected, strict=True)] == expected


def test_a_gguf_header_says_what_it_was_converted_from() -> None:
    (trace,) = declared(context(models.with_gguf(**{"general.source.repo_url": "https://huggingface.co/org/Base-7B"})))

    assert (trace.parent, trace.relation) == ("org/Base-7B", Relation.QUANTIZED)
    assert str(trace.evidence.location) == "model.gguf#general.source.repo_url"
