"""Public cases of lineage, each built from its published facts: tests/corpus/README.md has a line for each.

No repository is reproduced here; dimensions, licenses and what the files name are facts that were published.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import auditor
from auditor import lineage
from auditor.knowledge import Knowledge
from auditor.lineage.bytes.tokenizer import Sameness, Tokenizer, compare
from auditor.lineage.edges import publisher_of
from auditor.model import Audit, Part, Relation, Rung, Severity, Upstream, Verdict
from support import lineages, models
from support.data import published_configs

ROOT = Path(__file__).resolve().parents[2]
UNSETTLED = (Relation.COPY, Relation.QUANTIZED, Relation.FINETUNE, Relation.MERGE)
LLAMA = "meta-llama/Llama-3.1-8B"
R1 = "deepseek-ai/DeepSeek-R1"
GLM = ("glm-4.5-air", "zai-org/GLM-4.5-Air")
SAME_CLASS = {"architectures": "DeepseekV3ForCausalLM", "model_type": "deepseek_v3"}
_KNOWLEDGE = Knowledge()
QWEN_HEAD = "# Copyright 2024 The Qwen team, Alibaba Group and the HuggingFace Inc. team. All rights reserved.\n"


def _traced(config: str, name: str | None = None, **files: str | bytes) -> lineage.Traced:
    return lineage.trace(models.read({"config.json": config, **files}, name), (), _KNOWLEDGE)


def _names(of: Audit | lineage.Traced) -> dict[str, tuple[Relation, ...]]:
    return {edge.name: edge.relations for edge in of.upstreams}


def _candidates(edge: Upstream) -> set[str]:
    return {candidate.name for candidate in edge.candidates}


def test_the_table_of_the_readme_has_a_line_for_each_case() -> None:
    table = (Path(__file__).parent / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", table))
    here = {name for name in globals() if name.startswith("test_")} - {
        "test_the_table_of_the_readme_has_a_line_for_each_case"
    }

    assert named == here


# what was accused, rightly or not


def test_rakuten_ai_3_as_released() -> None:
    made = auditor.audit(
        str(ROOT / "examples" / "01-rakuten-ai-3.0-as-released" / "repo"),
        auditor.Options(as_of="2026-11-22", scancode=False),
    )
    (edge,) = made.lineage

    assert (edge.name, edge.relations, edge.firm) == ("deepseek-v3", UNSETTLED, False)
    assert {"deepseek-ai/DeepSeek-V3", "deepseek-ai/DeepSeek-V3-0324", R1} <= _candidates(edge)
    text = next(finding for finding in made.findings if finding.rule == "license-text-missing")
    assert (text.severity, text.verdict, text.if_confirmed) == (
        Severity.ERROR,
        Verdict.UNDETERMINED,
        Verdict.BREACHED,
    )


@pytest.mark.parametrize("name", ["moonshotai/Kimi-K2-Instruct", "acme/Tern-1", None])
def test_kimi_k2_is_no_deepseek(name: str | None) -> None:
    config = models.config("kimi-k2", "moonshotai/Kimi-K2-Instruct", **SAME_CLASS)

    assert set(_names(_traced(config, name))) <= {"kimi-k2"}


@pytest.mark.parametrize("name", ["moonshotai/Moonlight-16B-A3B", "acme/Tern-1", None])
def test_moonlight_is_no_deepseek(name: str | None) -> None:
    config = models.config("moonlight-16b-a3b", "moonshotai/Moonlight-16B-A3B", **SAME_CLASS)

    assert set(_names(_traced(config, name))) <= {"moonlight-16b-a3b"}


@pytest.mark.parametrize("name", ["openlm-research/open_llama_7b", "acme/Tern-7B", None])
def test_open_llama_has_the_shape_of_llama_2_and_no_lineage(name: str | None) -> None:
    config = models.config("open-llama-7b", "openlm-research/open_llama_7b", architectures="LlamaForCausalLM")
    made = models.audit(
        {
            "config.json": config,
            "README.md": models.card("license: apache-2.0", "Trained from scratch."),
            "LICENSE": models.apache(),
        },
        name,
    )

    assert made.lineage == ()
    assert models.ids(made) == set()


@pytest.mark.parametrize("architecture", ["YiForCausalLM", "LlamaForCausalLM"])
@pytest.mark.parametrize("name", ["01-ai/Yi-34B", "acme/Tern-34B"])
def test_yi_34b_has_a_class_of_llama_and_its_own_numbers(architecture: str, name: str) -> None:
    lineage_ = _traced(models.config("yi-34b", "01-ai/Yi-34B", architectures=architecture), name)

    assert set(_names(lineage_)) == (set() if name == "01-ai/Yi-34B" else {"yi-34b"})


def test_solar_open_100b_has_no_lineage_from_glm_4_5_air() -> None:
    solar = {"num_hidden_layers": 48, "num_attention_heads": 64, "vocab_size": 196_608}
    config = models.config(*GLM, **solar, architectures="SolarOpenForCausalLM", model_type="solar_open")
    lineage_ = _traced(config, "upstage/Solar-Open-100B")

    assert (lineage_.known_release, lineage_.upstreams, lineage_.contradictions) == (None, (), ())


def test_the_vocabularies_of_solar_and_glm_are_two() -> None:
    """80,339 tokens in common, 53 % of the smaller vocabulary, one of them with the same id: 6.6e-06."""
    glm = {f"shared{number}" if number < 80_339 else f"glm{number}": number for number in range(151_552)}
    solar = {f"solar{number}": number for number in range(80_339, 196_608)}
    solar |= {f"shared{number}": (number if number == 0 else 80_339 - number) for number in range(80_339)}
    likeness = compare(_tokenizer(solar), _tokenizer(glm))

    assert (likeness.equal_ids, likeness.smaller) == (1, 151_552)
    assert likeness.sameness is Sameness.DIFFERENT


def test_intellect_3_declares_glm_4_5_air_and_its_numbers_agree() -> None:
    card = models.card("license: mit\nbase_model: zai-org/GLM-4.5-Air-Base")
    made = _traced(models.config(*GLM), "PrimeIntellect/INTELLECT-3", **{"README.md": card})
    by_name = _traced(
        models.config(*GLM),
        "PrimeIntellect/INTELLECT-3",
        **{"README.md": card.replace("-Base", "")},
    )

    assert _names(made)["zai-org/GLM-4.5-Air-Base"] == (Relation.FINETUNE,)
    (edge,) = by_name.upstreams
    assert (edge.name, {item.rung for item in edge.evidence}) == (GLM[1], {Rung.DECLARED, Rung.SIGNATURE})


def test_pangu_pro_carries_code_under_qwens_copyright_and_no_more() -> None:
    made = models.audit(
        {
            "config.json": json.dumps({"model_type": "PanguProMoE", "hidden_size": 5120, "num_hidden_layers": 48}),
            "modeling_pangu_moe.py": QWEN_HEAD,
            "README.md": models.card("license: other\nlicense_name: pangu-model-license"),
        },
        "example/pangu-pro-moe",
    )

    assert [(edge.name, edge.part, edge.firm) for edge in made.upstreams] == [("code/Qwen", Part.CODE, False)]
    assert not [finding for finding in made.findings if "Qwen" in finding.id]


def test_miqu_is_a_header_with_the_numbers_of_llama_2_70b() -> None:
    header = lineages.gguf(
        general__architecture="llama",
        general__name="D:\\HF",
        llama__embedding_length=8192,
        llama__block_count=80,
        llama__feed_forward_length=28_672,
        llama__attention__head_count=64,
        llama__attention__head_count_kv=8,
        llama__vocab_size=32_000,
    )
    made = lineages.audit({"miqudev/miqu-1-70b": {"miqu-1-70b.q4_k_m.gguf": header}}, "miqudev/miqu-1-70b")

    assert _names(made) == {"llama-2-70b": UNSETTLED}
    assert {"license-undeclared:any:self", "base-undeclared:any:llama-2-70b"} <= models.ids(made)


# two parents by different relations


@pytest.mark.parametrize(
    ("repo", "family", "base"),
    [
        ("deepseek-ai/DeepSeek-R1-Distill-Llama-8B", "llama-3-8b", LLAMA),
        ("deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", "qwen2.5-7b", "Qwen/Qwen2.5-Math-7B"),
    ],
)
@pytest.mark.parametrize("head", ["license: mit", "license: mit\nlibrary_name: transformers"])
def test_the_r1_distills_have_a_base_and_a_teacher(repo: str, family: str, base: str, head: str) -> None:
    made = models.audit({"config.json": models.config(family, repo), "README.md": models.card(head)}, repo)

    assert made.known_release is not None
    assert _names(made) == {base: (Relation.FINETUNE,), R1: (Relation.DISTILL,)}
    assert {edge.name: edge.own for edge in made.upstreams} == {base: False, R1: True}


def test_what_is_made_of_an_r1_distill_has_three_ancestors() -> None:
    card = models.card("license: mit\nbase_model: deepseek-ai/DeepSeek-R1-Distill-Qwen-7B")
    made = models.audit({"README.md": card}, "acme/Cool-7B")

    assert _names(made) == {
        "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B": (Relation.FINETUNE,),
        "Qwen/Qwen2.5-Math-7B": (Relation.FINETUNE,),
        R1: (Relation.DISTILL,),
    }


# pipelines, adapters, merges, headers


@pytest.mark.parametrize(
    ("guided", "release", "license_id"),
    [
        (True, "black-forest-labs/FLUX.1-dev", "LicenseRef-scancode-flux-1-nc"),
        (False, "black-forest-labs/FLUX.1-schnell", "Apache-2.0"),
    ],
    ids=["dev", "schnell"],
)
def test_flux_dev_and_schnell_differ_in_one_key_and_in_the_license(guided: bool, release: str, license_id: str) -> None:
    config = {**lineages.FLUX, "guidance_embeds": guided}
    files: dict[str, str | bytes] = {
        "model_index.json": json.dumps({"_class_name": "FluxPipeline", "transformer": ["diffusers", "X"]}),
        "transformer/config.json": json.dumps(config),
    }
    own = lineage.trace(models.read(files, release), (), _KNOWLEDGE)
    (edge,) = lineage.trace(models.read(files, "acme/Paint-1"), (), _KNOWLEDGE).upstreams

    assert own.known_release is not None
    assert (own.known_release.release, own.upstreams) == (release, ())
    assert release in _candidates(edge)
    assert {candidate.license for candidate in edge.candidates} == {license_id}


def test_a_lora_is_an_adapter_of_its_base() -> None:
    made = lineages.audit(
        {
            "acme/Llama-Cool-LoRA": {
                "adapter_model.safetensors": models.WEIGHTS,
                "adapter_config.json": json.dumps({"peft_type": "LORA", "base_model_name_or_path": LLAMA}),
                "README.md": models.card("license: apache-2.0\nlibrary_name: peft"),
            }
        },
        "acme/Llama-Cool-LoRA",
    )

    assert {edge.name: edge.relations for edge in made.lineage} == {LLAMA: (Relation.ADAPTER,)}
    assert f"license-text-missing:llama3.1:{LLAMA}" not in models.ids(made)


def test_a_mergekit_recipe_names_every_parent() -> None:
    recipe = (
        "merge_method: ties\nbase_model: mistralai/Mistral-7B-v0.1\nmodels:\n"
        "  - model: acme/One-7B\n  - model: acme/Two-7B+acme/Lora-7B\n"
    )
    made = lineages.audit(
        {"nice/Merge-7B": lineages.model("license: apache-2.0", **{"mergekit_config.yml": recipe})}, "nice/Merge-7B"
    )

    assert _names(made) == dict.fromkeys(("mistralai/Mistral-7B-v0.1", "acme/One-7B", "acme/Two-7B"), (Relation.MERGE,))


def test_a_header_without_license_or_base_is_known_by_its_numbers() -> None:
    """The header of DeepSeek-R1-Distill-Qwen-7B: its rope tells the Math models from their seven neighbours."""
    header = lineages.gguf(
        general__architecture="qwen2",
        general__organization="Deepseek Ai",
        qwen2__embedding_length=3584,
        qwen2__block_count=28,
        qwen2__feed_forward_length=18_944,
        qwen2__attention__head_count=28,
        qwen2__attention__head_count_kv=4,
        qwen2__rope__freq_base=10_000.0,
        qwen2__vocab_size=152_064,
    )
    made = lineages.audit({"x/y": {"model.gguf": header}}, "x/y")
    (edge,) = made.upstreams

    assert (edge.name, edge.firm) == ("qwen2.5-7b", False)
    assert {"Qwen/Qwen2.5-Math-7B", "Qwen/Qwen2.5-Math-7B-Instruct"} <= _candidates(edge)
    assert {publisher_of(name) for name in _candidates(edge)} == {"qwen"}
    assert "Qwen/Qwen2.5-7B" not in _candidates(edge)


def test_a_card_with_two_front_matters_is_read_whole() -> None:
    card = (
        "---\nlicense: apache-2.0\nbase_model: mistralai/Mistral-7B-v0.1\n---\n---\nlicense: apache-2.0\n---\n"
        "# RakutenAI-2.0-8x7B\nA mixture.\n"
    )
    made = models.audit({"README.md": card, "LICENSE": models.apache()}, "Rakuten/RakutenAI-2.0-8x7B")

    assert set(_names(made)) == {"mistralai/Mistral-7B-v0.1"}
    assert {statement.expression for statement in made.statements if statement.outbound} == {"Apache-2.0"}


# many hops


def test_a_gguf_of_a_tune_of_a_base_is_three_hops() -> None:
    header = lineages.gguf(
        general__architecture="llama",
        general__base_model__count=1,
        general__base_model__0__repo_url="https://huggingface.co/acme/Cool-8B",
    )
    made = lineages.audit(
        {
            "bob/Cool-8B-GGUF": {"cool-Q4_K_M.gguf": header},
            "acme/Cool-8B": lineages.model("license: apache-2.0\nbase_model: acme/Warm-8B"),
            "acme/Warm-8B": lineages.model(f"license: apache-2.0\nbase_model: {LLAMA}"),
        },
        "bob/Cool-8B-GGUF",
    )

    assert {edge.name: (edge.via, edge.step or edge.relations) for edge in made.upstreams} == {
        "acme/Cool-8B": ("", (Relation.QUANTIZED,)),
        "acme/Warm-8B": ("acme/Cool-8B", (Relation.FINETUNE,)),
        LLAMA: ("acme/Warm-8B", (Relation.FINETUNE,)),
    }
    assert {f"license-text-missing:llama3.1:{LLAMA}", f"name-prefix-missing:llama3.1:{LLAMA}"} <= models.ids(made)


def test_a_circle_is_cut_and_reported() -> None:
    made = lineages.audit(
        {
            "acme/A-7B": lineages.model("license: mit\nbase_model: nice/B-7B"),
            "nice/B-7B": lineages.model("license: mit\nbase_model: acme/A-7B"),
        },
        "acme/A-7B",
    )

    assert [(edge.name, edge.doubts.cycle) for edge in made.upstreams] == [("nice/B-7B", True)]
    assert "lineage-cycle:any:nice/B-7B" in models.ids(made)


def test_a_merge_of_three_hundred_parents_is_judged_whole() -> None:
    listed = "\n".join(f"- nice/Part-{number}" for number in range(300))
    made = lineages.audit({"me/Big": lineages.model(f"license: mit\nbase_model:\n{listed}")}, "me/Big")

    assert len(made.lineage) == 300
    assert len([finding for finding in made.findings if finding.rule == "parent-unknown"]) == 300


def test_a_directory_that_is_a_known_release_has_no_parent() -> None:
    made = models.audit(
        {
            "config.json": models.config("deepseek-v3", "deepseek-ai/DeepSeek-V3-0324"),
            "README.md": models.card("license: mit", "# DeepSeek-V3-0324"),
            "LICENSE": models.mit("Copyright (c) 2023 DeepSeek"),
        },
        "deepseek-ai/DeepSeek-V3-0324",
    )

    assert made.known_release is not None
    assert (made.known_release.release, made.known_release.licensor, made.upstreams) == (
        "deepseek-ai/DeepSeek-V3-0324",
        True,
        (),
    )


# every published configuration of tests/data


def test_every_published_configuration_is_placed_with_its_own() -> None:
    family_of = {release.repo: family for family in _KNOWLEDGE.families for release in family.releases}
    release_of = {release.repo: release for family in _KNOWLEDGE.families for release in family.releases}
    copies = []
    configs = published_configs()
    assert len(configs) >= 62
    for repo, config in configs.items():
        own, bare = _traced(config, repo), _traced(config)
        release, family = release_of[repo], family_of[repo]

        assert own.known_release is not None, repo
        assert own.known_release.family == family.key, repo
        assert models_equal(own.known_release.release, repo), repo
        expected = {release.base: (release.relation,)} if release.base else {}
        assert _names(own) == expected, repo
        if release.base and publisher_of(release.base) != publisher_of(repo):
            copies.append(repo)
            assert _names(own) == {release.base: (Relation.QUANTIZED,)}
            assert [edge.own for edge in own.upstreams] == [False]
        releases = {release.repo for release in family.releases}
        assert bare.upstreams, repo
        for edge in bare.upstreams:
            assert edge.name == family.key or edge.name in releases, (repo, edge.name)
            assert _candidates(edge) <= releases | {release.base}, (repo, edge.name)
    assert len(copies) == 11
    assert all(re.search(r"-(?:NVFP4|FP8)$", repo) for repo in copies)


def models_equal(first: str, other: str) -> bool:
    """Whether two ids are one release: "Meta-" does not count."""
    return first.replace("/Meta-", "/") == other.replace("/Meta-", "/")


def _tokenizer(tokens: dict[str, int]) -> Tokenizer:
    return Tokenizer(path="tokenizer.json", size=len(tokens), vocabulary_sha256=str(len(tokens)), tokens=tokens)
