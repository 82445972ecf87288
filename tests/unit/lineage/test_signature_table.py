"""How many numbers it takes to know a shape, and which differences speak against a family: tables over own families."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.knowledge import Knowledge
from auditor.lineage.releases import Releases, releases_of
from auditor.lineage.shape.keys import shape_of
from auditor.lineage.shape.signature import contradicts, evidence, hits, same_architecture
from auditor.model import Document, DocumentKind, Family, Field, Release, Scalar
from support import families, models

_KEYS = (
    "hidden_size",
    "num_hidden_layers",
    "vocab_size",
    "num_attention_heads",
    "num_key_value_heads",
    "intermediate_size",
    "head_dim",
    "kv_lora_rank",
    "q_lora_rank",
)


def _knowledge(root: Path, shape: dict[str, int], extra: str = "") -> Knowledge:
    """A rules directory with one family."""
    for folder in ("licenses", "models", "tokenizers"):
        (root / folder).mkdir()
    numbers = "".join(f"{key} = {value}\n" for key, value in shape.items())
    text = f'name = "Tern"\npublisher = "acme"\n[shape]\n{numbers}[[release]]\nrepo = "acme/Tern"\n{extra}'
    (root / "models" / "tern.toml").write_text(text, encoding="utf-8")
    (root / "hub-ids.toml").touch()
    (root / "tokenizers" / "known.toml").touch()
    return Knowledge(root)


def _config(values: dict[str, Scalar]) -> Document:
    fields = (Field(key=key, value=value) for key, value in values.items())
    return models.document("config.json", DocumentKind.CONFIG, fields=fields)


@pytest.mark.parametrize("fields", range(1, 10))
@pytest.mark.parametrize(("left_out", "least"), [("", 5), ("vocab_size", 7), ("num_hidden_layers", 7)])
def test_five_fields_are_needed_and_seven_where_one_of_the_three_has_no_key(
    tmp_path: Path, fields: int, left_out: str, least: int
) -> None:
    shape = {key: number for number, key in enumerate(_KEYS, start=1000) if key != left_out}
    here: dict[str, Scalar] = dict(list(shape.items())[:fields])
    needed = {"hidden_size", "num_hidden_layers", "vocab_size"} - {left_out}

    known = hits([_config(here)], releases_of(_knowledge(tmp_path, shape)))

    assert bool(known) is (len(here) >= least and needed <= set(here))


@pytest.mark.parametrize("key", [key for key in _KEYS if key != "num_key_value_heads"])
def test_every_field_that_both_have_must_agree(tmp_path: Path, key: str) -> None:
    shape = {each: number for number, each in enumerate(_KEYS, start=1000)}
    releases = releases_of(_knowledge(tmp_path, shape))

    assert len(hits([_config({**shape})], releases)) == 1
    further = 1000 if key == "vocab_size" else 1  # a vocabulary that is a little off is another rung
    assert hits([_config({**shape, key: shape[key] + further})], releases) == ()
    assert bool(hits([_config({name: value for name, value in shape.items() if name != key})], releases)) is (
        key not in _KEYS[:3]
    )


@pytest.mark.parametrize(
    ("experts", "here", "known"),
    [
        (8, {"n_routed_experts": 8}, True),
        (8, {"n_routed_experts": 9}, False),
        (8, {}, False),
        (8, {"moe_layers": 2}, True),
        (8, {"expert_bias": 1}, True),
        (0, {}, True),
        (0, {"n_routed_experts": 0}, True),
        (0, {"n_routed_experts": 8}, False),
    ],
)
def test_a_dense_model_is_of_no_family_with_experts(
    tmp_path: Path,
    experts: int,
    here: dict[str, int],
    known: bool,
) -> None:
    shape = {each: number for number, each in enumerate(_KEYS[:7], start=1000)}
    releases = releases_of(_knowledge(tmp_path, {**shape, "n_routed_experts": experts}))

    assert bool(hits([_config({**shape, **here})], releases)) is known


@pytest.mark.parametrize(("experts", "known"), [(0, True), (1, True), (2, False), ("two", True)])
def test_more_than_one_expert_is_of_no_family_that_speaks_of_none(
    tmp_path: Path, experts: Scalar, *, known: bool
) -> None:
    shape = {each: number for number, each in enumerate(_KEYS[:7], start=1000)}
    releases = releases_of(_knowledge(tmp_path, shape))

    assert bool(hits([_config({**shape, "n_routed_experts": experts})], releases)) is known


@pytest.mark.parametrize(
    ("here", "differs"),
    [
        ({}, ()),
        ({"hidden_size": 9}, ("hidden_size",)),
        ({"num_hidden_layers": 9}, ()),
        ({"intermediate_size": 9}, ()),
        ({"num_hidden_layers": 9, "intermediate_size": 9}, ("num_hidden_layers", "intermediate_size")),
        ({"hidden_size": 9, "num_hidden_layers": 9}, ("hidden_size", "num_hidden_layers")),
        (
            {"hidden_size": 9, "num_hidden_layers": 9, "intermediate_size": 9},
            ("hidden_size", "num_hidden_layers", "intermediate_size"),
        ),
        ({"vocab_size": 9, "num_attention_heads": 9}, ()),
        ({"hidden_size": 1.0}, ()),
    ],
)
def test_only_what_training_cannot_change_contradicts(here: dict[str, Scalar], differs: tuple[str, ...]) -> None:
    shape: dict[str, Scalar] = dict.fromkeys(_KEYS[:6], 1)
    family = Family(key="tern", name="Tern", publisher="acme", shape=shape, releases=(Release(repo="acme/Tern"),))

    assert contradicts({**shape, **here}, family) == tuple(f"{key} {here[key]} against 1" for key in differs)
    assert contradicts({}, family) == ()


@pytest.mark.parametrize(
    ("positions", "matched"), [(8192, {"acme/Tern"}), (4096, {"acme/Tern-4K"}), (1, {"acme/Tern", "acme/Tern-4K"})]
)
def test_what_tells_releases_apart_leaves_those_that_agree_or_all(
    tmp_path: Path, positions: int, matched: set[str]
) -> None:
    shape = {each: number for number, each in enumerate(_KEYS[:6], start=1000)}
    second = '[[release]]\nrepo = "acme/Tern-4K"\nconfig = { max_position_embeddings = 4096 }\n'
    knowledge = _knowledge(tmp_path, shape, f"config = {{ max_position_embeddings = 8192 }}\n{second}")

    (hit,) = hits([_config({**shape, "max_position_embeddings": positions})], releases_of(knowledge))

    assert {likeness.release.repo for likeness in hit.likenesses} == matched


# what a configuration leaves out, since its class has it


def test_a_nested_model_of_no_width_has_that_of_its_class() -> None:
    assert shape_of(_config({"text_config.model_type": "mistral"}))["hidden_size"] == 4096


@pytest.mark.parametrize(
    ("kind", "usual"),
    [
        ("gemma3_text", {"vocab_size": 262208, "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256}),
        ("gemma3n_text", {"vocab_size": 262400, "num_attention_heads": 8, "num_key_value_heads": 2, "head_dim": 256}),
        ("gemma4_text", {"vocab_size": 262144, "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256}),
        ("llama4_text", {"vocab_size": 202048, "num_attention_heads": 40, "num_key_value_heads": 8, "head_dim": 128}),
        ("mistral", {"vocab_size": 32000, "intermediate_size": 14336, "num_hidden_layers": 32}),
        ("mistral", {"num_attention_heads": 32, "num_key_value_heads": 8}),
        ("qwen2_5_vl_text", {"vocab_size": 152064}),
        ("qwen2_vl_text", {"vocab_size": 152064}),
        ("qwen3_vl_text", {"vocab_size": 151936}),
        ("qwen3_5_text", {"vocab_size": 248320}),
        ("qwen3_5_moe_text", {"vocab_size": 248320}),
    ],
)
def test_a_nested_language_model_has_what_its_class_has(kind: str, usual: dict[str, int]) -> None:
    shape = shape_of(_config({"model_type": "outer", "text_config.model_type": kind, "text_config.hidden_size": 96}))

    assert {key: shape.get(key) for key in usual} == usual
    written = {f"text_config.{key}": 7 for key in usual}
    shape = shape_of(_config({"text_config.model_type": kind, "text_config.hidden_size": 96, **written}))
    assert {key: shape[key] for key in usual} == dict.fromkeys(usual, 7)


@pytest.mark.parametrize(
    ("written", "heads", "inner"),
    [
        ({"multi_query": True}, 1, 384),
        ({"multi_query": False}, 8, 384),
        ({}, 8, 384),
        ({"multi_query": True, "num_kv_heads": 4}, 1, 384),
        ({"new_decoder_architecture": True, "num_kv_heads": 4, "multi_query": True}, 4, 384),
        ({"new_decoder_architecture": True, "multi_query": True}, 1, 384),
        ({"ffn_hidden_size": 200, "multi_query": True}, 1, 200),
        ({"intermediate_size": 200, "multi_query": True}, 1, 200),
    ],
)
def test_a_falcon_has_its_heads_and_its_width_as_its_class_counts_them(
    written: dict[str, Scalar], heads: int, inner: int
) -> None:
    values: dict[str, Scalar] = {"model_type": "falcon", "hidden_size": 96, "num_attention_heads": 8}
    shape = shape_of(_config({**values, **written}))

    assert (shape.get("num_key_value_heads"), shape.get("intermediate_size")) == (heads, inner)


# which of the families of one shape agree


def _families(root: Path, **lengths: int) -> Releases:
    """Families of one shape by their context length; 0 for one that has none."""
    known = {
        key: families.family(
            key, key, families.SHAPE, f"{key}/m", m={"max_position_embeddings": length} if length else {}
        )
        for key, length in lengths.items()
    }
    return releases_of(families.knowledge(root, **known))


@pytest.mark.parametrize(
    ("lengths", "here", "agreeing"),
    [
        ({"a": 4096}, 4096, {"a": False}),
        ({"a": 4096}, 2048, {"a": False}),
        ({"a": 4096, "b": 8192}, 4096, {"a": True}),
        ({"a": 4096, "b": 4096}, 4096, {"a": False, "b": False}),
        ({"a": 4096, "b": 8192}, 2048, {"a": False, "b": False}),
        ({"a": 4096, "b": 0}, 4096, {"a": False, "b": False}),
        ({"a": 4096, "b": 8192, "c": 0}, 4096, {"a": True, "c": False}),
        ({"a": 4096, "b": 8192, "c": 0}, 8192, {"b": True, "c": False}),
        ({"a": 4096, "b": 8192, "c": 0}, 2048, {"a": False, "b": False, "c": False}),
    ],
)
def test_a_family_is_told_apart_where_its_release_agrees_and_another_s_does_not(
    tmp_path: Path, lengths: dict[str, int], here: int, agreeing: dict[str, bool]
) -> None:
    config = _config({**families.SHAPE, "max_position_embeddings": here})

    assert {hit.family: hit.distinguished for hit in hits([config], _families(tmp_path, **lengths))} == agreeing


def test_how_many_values_the_next_family_has_is_counted(tmp_path: Path) -> None:
    alone, beside = (tmp_path / "alone", tmp_path / "beside")
    alone.mkdir()
    beside.mkdir()
    config = _config({**families.SHAPE, "max_position_embeddings": 4096})
    shared = []
    for releases in (_families(alone, a=4096), _families(beside, a=4096, b=8192)):
        hit = hits([config], releases)[0]
        says = evidence(hit, hit.likenesses[0], "", releases)
        shared.append((says.families, says.next_equal))

    assert shared == [(1, 0), (1, 6)]


@pytest.mark.parametrize(
    ("part", "pipeline", "known"),
    [
        ("UNet2DConditionModel", True, True),
        ("UNet2DConditionModel", False, False),
        ("TernTransformer", True, True),
        ("TernTransformer", False, True),
    ],
)
def test_a_unet_has_a_family_within_a_pipeline_alone(tmp_path: Path, part: str, *, pipeline: bool, known: bool) -> None:
    shape: dict[str, Scalar] = {"_class_name": part, "in_channels": 4, "sample_size": 64, "cross_attention_dim": 768}
    releases = releases_of(families.knowledge(tmp_path, a=families.family("a", "a", shape, "a/m")))
    beside = models.document("model_index.json", DocumentKind.PIPELINE_CONFIG)

    assert bool(hits([_config(shape), *([beside] if pipeline else [])], releases)) is known


@pytest.mark.parametrize(
    ("types", "others", "same"),
    [
        ((), (), True),
        (("bert",), (), True),
        ((), ("bert",), True),
        (("bert",), ("bert",), True),
        (("bert", "roberta"), ("roberta",), True),
        (("BERT",), ("bert",), True),
        (("bert",), ("roberta",), False),
        (("llama",), ("mistral",), True),
        (("llama",), ("bert",), False),
        (("bert",), ("llama",), False),
    ],
)
def test_two_families_may_be_of_one_architecture(
    types: tuple[str, ...], others: tuple[str, ...], *, same: bool
) -> None:
    first, second = (
        Family(key="a", name="a", publisher="a", model_types=either, releases=(Release(repo="a/a"),))
        for either in (types, others)
    )

    assert same_architecture(first, second) is same
