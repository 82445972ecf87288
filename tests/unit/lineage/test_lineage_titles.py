"""Releases that a plain sentence names by their titles, and the many sentences that name none."""

from __future__ import annotations

import pytest

from auditor.knowledge import Knowledge
from auditor.lineage import trace
from auditor.lineage.prose.titles import titled
from auditor.lineage.releases import releases_of, title_words
from auditor.model import Relation, Rung, Severity, Upstream, Verdict
from support import models

FT = Relation.FINETUNE
LLAMA = {"meta-llama/Llama-3.1-8B", "meta-llama/Meta-Llama-3.1-8B", "meta-llama/Meta-Llama-3.1-8B-Instruct"}
INSTRUCT = {"meta-llama/Meta-Llama-3.1-8B-Instruct"}
QWEN = {"Qwen/Qwen2.5-7B", "Qwen/Qwen2.5-7B-Instruct", "Qwen/Qwen2.5-7B-Instruct-1M"}


def _edges(prose: str, knowledge: Knowledge, name: str | None = "acme/Tern-8B") -> list[Upstream]:
    repository = models.read({"README.md": models.card("license: mit", prose)}, name)
    return list(titled(repository, releases_of(knowledge)))


def _candidates(edges: list[Upstream] | tuple[Upstream, ...]) -> set[str]:
    return {candidate.name for edge in edges for candidate in edge.candidates}


@pytest.mark.parametrize(
    ("prose", "candidates", "relation"),
    [
        ("This model is fine-tuned from Llama 3.1 8B.", LLAMA, Relation.FINETUNE),
        ("This model is a fine-tuned version of Llama-3.1-8B on our data.", LLAMA, Relation.FINETUNE),
        ("This model is a fine-tuned version of Llama-3.1-8B, made in Bern.", LLAMA, Relation.FINETUNE),
        ("Fine-tuned from **Meta Llama 3.1 8B** with LoRA", LLAMA, Relation.FINETUNE),
        ("It was fine-tuned from Meta's Llama 3.1 8B using TRL.", LLAMA, Relation.FINETUNE),
        ("Our model is based on the Llama 3.1 8B model.", LLAMA, Relation.FINETUNE),
        ("Our new model is based on Llama 3.1 8B Instruct.", INSTRUCT, Relation.FINETUNE),
        ("Tern-8B is derived from Qwen2.5-7B and trained with DPO.", QWEN, Relation.FINETUNE),
        ("**Tern 8B** is a fine-tuned version of Qwen 2.5 7B.", QWEN, Relation.FINETUNE),
        ("Based on Qwen2.5-7B, this model speaks Welsh.", QWEN, Relation.FINETUNE),
        ("This is a quantized version of Qwen2.5 7B.", QWEN, Relation.QUANTIZED),
        ("This model was trained based on the following model: Qwen2.5-7B (Copyright 2024 Acme), unchanged.", QWEN, FT),
        ("This model is built on Llama 3.1 8B Instruct (llama3.1).", INSTRUCT, FT),
        ("- This model is fine-tuned from Llama 3.1 8B.", LLAMA, FT),
        ("# Tern\n\nFine-tuned from Llama 3.1 8B.", LLAMA, FT),
        ("- **Base model**: Llama 3.1 8B", LLAMA, FT),
        ("- **Finetuned from model [optional]:** Llama-3.1-8B-Instruct (4-bit)", INSTRUCT, FT),
        ("# Tern\nTern-8B is a fine-tune of Llama 3.1 8B.", LLAMA, FT),
        ("Tern\n====\nThis is a fine-tune of Llama 3.1 8B.", LLAMA, FT),
        ("Distilled from DeepSeek R1.", {"deepseek-ai/DeepSeek-R1"}, Relation.DISTILL),
    ],
)
def test_a_clear_sentence_names_a_release(
    prose: str, candidates: set[str], relation: Relation, knowledge: Knowledge
) -> None:
    edges = _edges(prose, knowledge)

    assert _candidates(edges) == candidates
    assert [edge.relations for edge in edges] == [(relation,)]
    assert all(item.rung is Rung.DECLARED for edge in edges for item in edge.evidence)


@pytest.mark.parametrize(
    "prose",
    [
        "It outperforms Llama 3.1 8B.",
        "- **Base model:** Llama 3.1 8B architecture",
        "- **Base model:** Llama 3.1 8B (tokenizer only)",
        "- **Base model:** none; Llama 3.1 8B was the teacher",
        "## Tern\n- Base model: none\n## Saiga\n- Base model: Llama 3.1 8B",
        "This model outperforms models fine-tuned from Llama 3.1 8B.",
        "This model is not based on Llama 3.1 8B.",
        "This model isn't derived from Llama 3.1 8B.",
        "Unlike Llama 3.1 8B, this model is small.",
        "This model was never fine-tuned from Llama 3.1 8B.",
        "This model is compatible with Llama 3.1 8B.",
        "This model is as good as a fine-tuned version of Llama 3.1 8B.",
        "Vicuna is fine-tuned from Llama 2 7B.",
        "The Vicuna model is fine-tuned from Llama 2 7B.",
        "Qwen2.5 Math 7B is based on Qwen2.5 7B.",
        "The teacher model is based on Llama 3.1 8B.",
        "The original model was fine-tuned from Llama 3.1 8B.",
        "Many models are fine-tuned from Llama 3.1 8B.",
        "The tokenizer is based on Llama 3.1 8B.",
        "This model is based on the Llama 3.1 8B architecture.",
        "This model is based on the architecture of Llama 3.1 8B.",
        "This model is based on Llama 3.1 8B's tokenizer.",
        "This model is based on Llama 3.1 8B-style blocks.",
        "This model is based on Llama 3.1 8B outputs.",
        "This model is fine-tuned from scratch, with the layout of Llama 3.1 8B.",
        "This model is based on Llama 3.1 8B in its layout, trained from scratch.",
        "This model is fine-tuned from Llama 3.1 8B Lumimaid.",
        "This model is fine-tuned from Nous Llama 3.1 8B.",
        "This model is fine-tuned from Acme's Llama 3.1 8B.",
        "This model was trained on Llama 3.1 8B.",
        "This model is based on Llama 3.1 8B (tokenizer only).",
        "This product includes Llama 3.1 8B.",
        "This model is fine-tuned from Llama.",
        "This model is fine-tuned from Llama 3.",
        "This model is fine-tuned from Llama 3.1 9B.",
        "This model is based on work of 2023.",
        "If you want a model fine-tuned from Llama 3.1 8B, look elsewhere.",
        "This model can be fine-tuned from Llama 3.1 8B.",
        "Users have fine-tuned from Llama 3.1 8B.",
        "We also tried:\n\n1. **NV-Embed**\n   - State of the art\n   - Based on Llama 3.1 8B.",
        "- **Saiga** \u2013 Based on Llama 3.1 8B, tuned by others.",
        "1. Fine-tuned from Llama 3.1 8B.",
        "## Fine-tuned from Llama 3.1 8B\n",
        "| fine-tuned from Llama 3.1 8B. |",
        "We analyze the model fine-tuned from Llama 3.1 8B using PPO.",
        "My base model is based on Llama 3.1 8B.",
        "Nemotron is based on Llama 3.1 8B and trained by NVIDIA.",
        "We compare it with a model based on Llama 3.1 8B.",
        "| Tern | fine-tuned from Llama 3.1 8B | 70 |",
        "```\nThis model is fine-tuned from Llama 3.1 8B.\n```",
        "This model is fine-tuned from\n\nLlama 3.1 8B is another model.",
        "Is this model based on Llama 3.1 8B? No.",
    ],
)
def test_any_other_sentence_names_none(prose: str, knowledge: Knowledge) -> None:
    assert _edges(prose, knowledge) == []


def _traced(head: str, prose: str, knowledge: Knowledge, **files: str) -> tuple[Upstream, ...]:
    repository = models.read({"README.md": models.card(head, prose), **files}, "acme/Tern-8B")
    return trace(repository, (), knowledge).upstreams


def test_what_the_card_declares_goes_before_what_a_sentence_means(knowledge: Knowledge) -> None:
    text = "This model is fine-tuned from Llama 3.1 8B."
    declared = _traced("base_model: acme/Middle-8B", text, knowledge)

    assert [edge.name for edge in declared] == ["acme/Middle-8B"]


def test_the_declared_base_of_a_component_says_nothing_of_the_whole(knowledge: Knowledge) -> None:
    files = {
        "model_index.json": '{"_class_name": "X", "vae": ["diffusers", "AutoencoderKL"]}',
        "vae/README.md": models.card("base_model: acme/Vae-1"),
    }
    lineage = _traced("license: mit", "Fine-tuned from Llama 3.1 8B.", knowledge, **files)

    assert {edge.name: edge.component for edge in lineage} == {"acme/Vae-1": "vae", "llama-3-8b": ""}


def test_the_shape_joins_what_the_sentence_says_in_one_edge(knowledge: Knowledge) -> None:
    config = models.config("llama-3-8b", "meta-llama/Llama-3.1-8B")
    (edge,) = _traced("license: mit", "Fine-tuned from Llama 3.1 8B.", knowledge, **{"config.json": config})

    assert (edge.name, edge.firm) == ("llama-3-8b", True)
    assert {item.rung for item in edge.evidence} == {Rung.DECLARED, Rung.SIGNATURE}
    assert _candidates((edge,)) == LLAMA


def test_a_title_that_several_releases_may_mean_breaches_nothing() -> None:
    card = models.card("license: apache-2.0", "This model is fine-tuned from Llama 3.1 8B.")
    made = models.audit({"README.md": card, "LICENSE": models.apache()}, "acme/Tern-8B")

    assert not [finding for finding in made.findings if finding.verdict is Verdict.BREACHED]
    text = next(finding for finding in made.findings if finding.rule == "license-text-missing")
    assert (text.severity, text.verdict) == (Severity.ERROR, Verdict.UNDETERMINED)


def test_a_known_release_that_tells_its_own_base_has_no_further_parent(knowledge: Knowledge) -> None:
    repo = "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B"
    files = {
        "config.json": models.config("qwen2.5-7b", repo),
        "README.md": models.card("license: mit", "This model is fine-tuned from Qwen2.5 7B."),
    }
    names = {edge.name for edge in trace(models.read(files, repo), (), knowledge).upstreams}

    assert names == {"Qwen/Qwen2.5-Math-7B", "deepseek-ai/DeepSeek-R1"}


def test_every_title_is_one_families_or_nobodys(knowledge: Knowledge) -> None:
    releases = releases_of(knowledge)

    assert title_words("meta-llama/Meta-Llama-3.1-8B") == title_words("Llama 3.1 8B") == ("llama", "3.1", "8", "b")
    assert title_words("meta-llama/Llama-2-7b-hf") == title_words("Llama 2 7B")
    for known in releases.by_title.values():
        assert len({release.family.key for release in known}) <= 1
        assert not [release for release in known if release.release.base and not release.release.titles]


def test_a_sentence_that_says_fine_tuned_states_the_change_of_every_candidate() -> None:
    card = models.card("license: apache-2.0", "Tern 8B is a fine-tuned version of DeepSeek-V3.")
    made = models.audit({"README.md": card, "LICENSE": models.apache()}, "acme/Tern-8B")

    assert _candidates(made.upstreams) >= {"deepseek-ai/DeepSeek-V3", "deepseek-ai/DeepSeek-V3-Base"}
    assert "changes-not-stated" not in {finding.rule for finding in made.findings}
