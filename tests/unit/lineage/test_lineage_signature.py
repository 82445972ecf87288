"""Shapes: which families a configuration agrees with, and which releases its discriminators leave."""

from __future__ import annotations

import json

import pytest

from auditor.knowledge import Knowledge
from auditor.lineage import trace
from auditor.lineage.releases import releases_of
from auditor.lineage.shape.signature import contradicts, hits, shape_of
from auditor.lineage.shape.signature import evidence as evidence_of
from auditor.model import Comparison, Evidence, Repository, Rung, Scalar
from support import models

V3 = ("deepseek-v3", "deepseek-ai/DeepSeek-V3-0324")
K2 = ("kimi-k2", "moonshotai/Kimi-K2-Instruct")
LLAMA = "llama-3-8b"


def _families_by_file(repository: Repository, knowledge: Knowledge) -> dict[str, set[str]]:
    return {
        hit.family: {likeness.release.repo for likeness in hit.likenesses}
        for hit in hits(repository.documents, releases_of(knowledge))
    }


def _of(text: str, knowledge: Knowledge) -> dict[str, set[str]]:
    return _families_by_file(models.read({"config.json": text}), knowledge)


def test_deepseek_v3_is_found_and_kimi_k2_of_the_same_class_is_not_it(knowledge: Knowledge) -> None:
    same_class = {"architectures": "DeepseekV3ForCausalLM", "model_type": "deepseek_v3"}

    assert set(_of(models.config(*V3), knowledge)) == {"deepseek-v3"}
    assert set(_of(models.config(*K2, **same_class), knowledge)) == {"kimi-k2"}


def test_one_number_too_far_is_another_model(knowledge: Knowledge) -> None:
    assert _of(models.config(*V3, vocab_size=130_281), knowledge) == {}
    assert _of(models.config(*V3, n_routed_experts=257), knowledge) == {}


def test_an_absent_key_neither_matches_nor_excludes(knowledge: Knowledge) -> None:
    without = models.config(*V3, q_lora_rank=None, v_head_dim=None)
    matches = hits(models.read({"config.json": without}).documents, releases_of(knowledge))
    whole = hits(models.read({"config.json": models.config(*V3)}).documents, releases_of(knowledge))

    assert [hit.family for hit in matches] == ["deepseek-v3"]
    assert matches[0].likenesses[0].compared == whole[0].likenesses[0].compared - 2
    assert matches[0].likenesses[0].matched == matches[0].likenesses[0].compared


@pytest.mark.parametrize("key", ["hidden_size", "num_hidden_layers", "vocab_size"])
def test_without_one_of_the_three_that_matter_nothing_is_said(key: str, knowledge: Knowledge) -> None:
    assert _of(models.config(*V3, **{key: None}), knowledge) == {}


def test_fewer_than_five_fields_say_nothing(knowledge: Knowledge) -> None:
    four = {"hidden_size": 4096, "num_hidden_layers": 32, "vocab_size": 128_256, "intermediate_size": 14_336}

    assert _of(json.dumps(four), knowledge) == {}
    assert LLAMA in _of(json.dumps({**four, "num_attention_heads": 32, "num_key_value_heads": 8}), knowledge)


@pytest.mark.parametrize(
    ("release", "others"),
    [
        ("meta-llama/Meta-Llama-3-8B", {"meta-llama/Meta-Llama-3-8B", "meta-llama/Meta-Llama-3-8B-Instruct"}),
        (
            "meta-llama/Llama-3.1-8B",
            {"meta-llama/Llama-3.1-8B", "meta-llama/Meta-Llama-3.1-8B", "meta-llama/Meta-Llama-3.1-8B-Instruct"},
        ),
    ],
)
def test_llama_3_and_3_1_are_told_apart_by_their_positions(
    release: str, others: set[str], knowledge: Knowledge
) -> None:
    names = _of(models.config(LLAMA, release), knowledge)[LLAMA]

    assert {repo for repo in names if repo.startswith("meta-llama/") and "Guard" not in repo} == others


def test_without_positions_both_versions_of_llama_stay_candidates(knowledge: Knowledge) -> None:
    text = models.config(LLAMA, "meta-llama/Meta-Llama-3-8B", max_position_embeddings=None)

    assert {"meta-llama/Meta-Llama-3-8B", "meta-llama/Llama-3.1-8B"} <= _of(text, knowledge)[LLAMA]


def test_discriminators_that_fit_nobody_exclude_nobody(knowledge: Knowledge) -> None:
    text = models.config(LLAMA, "meta-llama/Meta-Llama-3-8B", max_position_embeddings=262_144)

    assert {"meta-llama/Meta-Llama-3-8B", "meta-llama/Llama-3.1-8B"} <= _of(text, knowledge)[LLAMA]


def test_qwen_math_is_told_by_its_rope(knowledge: Knowledge) -> None:
    math = models.config("qwen2.5-7b", "Qwen/Qwen2.5-Math-7B")
    plain = models.config("qwen2.5-7b", "Qwen/Qwen2.5-7B")

    assert json.loads(math)["rope_theta"] != json.loads(plain)["rope_theta"]
    assert "Qwen/Qwen2.5-7B" not in _of(math, knowledge)["qwen2.5-7b"]
    assert "Qwen/Qwen2.5-Math-7B" in _of(math, knowledge)["qwen2.5-7b"]
    assert "Qwen/Qwen2.5-Math-7B" not in _of(plain, knowledge)["qwen2.5-7b"]


def test_a_language_model_inside_another_is_looked_at(knowledge: Knowledge) -> None:
    inner = json.loads(models.config(LLAMA, "meta-llama/Llama-3.1-8B"))
    text = json.dumps({"model_type": "llava", "text_config": inner, "vision_config": {"hidden_size": 1152}})

    assert LLAMA in _of(text, knowledge)


CHATGLM = {
    "model_type": "chatglm",
    "hidden_size": 4096,
    "num_layers": 28,
    "num_attention_heads": 32,
    "multi_query_attention": True,
    "multi_query_group_num": 2,
    "ffn_hidden_size": 13_696,
    "padded_vocab_size": 65_024,
    "kv_channels": 128,
}


@pytest.mark.parametrize(
    ("length", "left"),
    [
        (8192, {"THUDM/chatglm3-6b"}),
        (
            32_768,
            {"THUDM/chatglm3-6b-base", "THUDM/chatglm3-6b-32k", "THUDM/chatglm2-6b", "THUDM/chatglm2-6b-32k"}
            | {"THUDM/codegeex2-6b"},
        ),
    ],
)
def test_chatglm_is_found_by_its_own_words(length: int, left: set[str], knowledge: Knowledge) -> None:
    assert _of(json.dumps({**CHATGLM, "seq_length": length}), knowledge) == {"chatglm3-6b": left}


def test_a_dense_model_is_of_no_family_of_experts(knowledge: Knowledge) -> None:
    dense = {
        "model_type": "mistral",
        "hidden_size": 4096,
        "num_hidden_layers": 32,
        "num_attention_heads": 32,
        "num_key_value_heads": 8,
        "intermediate_size": 14_336,
        "vocab_size": 32_000,
        "rope_theta": 10_000.0,
    }

    assert set(_of(json.dumps(dense), knowledge)) == {"mistral-7b"}
    assert set(_of(json.dumps({**dense, "num_local_experts": 8}), knowledge)) == {"mixtral-8x7b"}
    assert "mixtral-8x7b" in _of(json.dumps({**dense, "num_experts_per_tok": 2}), knowledge)


def test_the_words_of_chatglm_mean_nothing_under_another_type(knowledge: Knowledge) -> None:
    assert _of(json.dumps({**CHATGLM, "model_type": "glm130b"}), knowledge) == {}


def test_the_first_glm_4_is_not_the_later_one_of_its_shape_under_mit(knowledge: Knowledge) -> None:
    first = {**CHATGLM, "num_layers": 40, "padded_vocab_size": 151_552, "seq_length": 131_072}

    names = _of(json.dumps(first), knowledge)

    assert set(names) == {"glm-4-9b-0414"}
    assert {"THUDM/glm-4-9b", "THUDM/glm-4-9b-chat"} <= names["glm-4-9b-0414"]
    assert not {repo for repo in names["glm-4-9b-0414"] if repo.endswith("-0414")}


def test_gguf_keys_are_read_as_the_same_numbers(knowledge: Knowledge) -> None:
    header = {
        "general__architecture": "llama",
        "llama__embedding_length": 4096,
        "llama__block_count": 32,
        "llama__attention__head_count": 32,
        "llama__attention__head_count_kv": 8,
        "llama__feed_forward_length": 14_336,
        "tokenizer__ggml__tokens__length": 128_256,
    }

    assert shape_of(models.with_gguf(**header).documents[0])["vocab_size"] == 128_256
    assert LLAMA in _families_by_file(models.with_gguf(**header), knowledge)
    assert _families_by_file(models.with_gguf(**{**header, "llama__block_count": 33}), knowledge) == {}


def test_only_another_width_or_another_inside_contradicts_a_base(knowledge: Knowledge) -> None:
    family = next(family for family in knowledge.families if family.key == LLAMA)

    assert contradicts({"hidden_size": 8192}, family) == ("hidden_size 8192 against 4096",)
    assert contradicts({"num_hidden_layers": 48}, family) == ()
    assert contradicts({"vocab_size": 1, "max_position_embeddings": 1, "rope_theta": 1}, family) == ()
    assert contradicts({"num_hidden_layers": 48, "intermediate_size": 1}, family) == (
        "num_hidden_layers 48 against 32",
        "intermediate_size 1 against 14336",
    )


def _signatures(files: dict[str, str | bytes], knowledge: Knowledge, name: str | None = None) -> list[Evidence]:
    traced = trace(models.read(files, name), (), knowledge)
    return [item for edge in traced.upstreams for item in edge.evidence if item.rung is Rung.SIGNATURE]


def test_a_signature_carries_both_values_of_every_field_it_compared(knowledge: Knowledge) -> None:
    (evidence,) = _signatures({"config.json": models.config(*V3, max_position_embeddings=7)}, knowledge)
    values = {field.field: (field.here, field.there) for field in evidence.compared}

    assert evidence.says.startswith(f"{sum(field.equal for field in evidence.compared)} of the {len(values)} fields")
    assert values["hidden_size"] == (7168, 7168)
    assert values["n_routed_experts"] == (256, 256)
    assert {field for field, (here, there) in values.items() if here != there} <= {"max_position_embeddings"}
    assert evidence.families == 1


def test_a_declared_base_carries_what_agrees_too(knowledge: Knowledge) -> None:
    card = models.card("base_model: deepseek-ai/DeepSeek-V3-0324")
    (evidence,) = _signatures({"config.json": models.config(*V3), "README.md": card}, knowledge)

    assert all(field.equal for field in evidence.compared)
    assert len(evidence.compared) >= 10


def test_how_many_families_share_what_agrees_is_counted_over_all_of_them(knowledge: Knowledge) -> None:
    for family in knowledge.families:
        for release in family.releases:
            files = {"config.json": models.config(family.key, release.repo)}
            for hit in hits(models.read(files).documents, releases_of(knowledge)):
                for likeness in hit.likenesses:
                    made = evidence_of(hit, likeness, "", releases_of(knowledge))
                    agreeing = {field.field: field.here for field in made.compared if field.equal}
                    twins = {
                        other.key
                        for other in knowledge.families
                        for release in other.releases
                        if agreeing.items() <= {**other.shape, **release.config}.items()
                    }
                    assert hit.family in twins
                    assert made.families == len(twins)


@pytest.mark.parametrize(
    ("here", "there", "equal"), [(1, 1.0, True), (1, 2, False), ("a", "a", True), (None, 0, False)]
)
def test_numbers_are_compared_by_value(here: Scalar, there: Scalar, *, equal: bool) -> None:
    assert Comparison(field="x", here=here, there=there).equal is equal
