"""Parents that plain words, a form or the numbers of a renamed configuration show, and models that have none."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

import pytest

import auditor
from auditor.knowledge import Knowledge
from auditor.model import Relation, Severity, Standing, Verdict
from support import models

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Audit

_KNOWLEDGE = Knowledge()
_OPTIONS = auditor.Options(as_of="2026-11-22", scancode=False)


def _audit(place: Path, prose: str, config: str = "", *, name: str = "acme/tern", head: str = "license: mit") -> Audit:
    (place / "model.safetensors").write_bytes(models.WEIGHTS)
    (place / "README.md").write_text(models.card(head, f"# Tern\n\n{prose}\n"), encoding="utf-8")
    if config:
        (place / "config.json").write_text(config, encoding="utf-8")
    return auditor.audit(place, _OPTIONS.replace(name=name), knowledge=_KNOWLEDGE)


def _gguf(texts: dict[str, str]) -> bytes:
    """A GGUF file of version 3 without tensors, whose header has these texts."""
    pairs = b"".join(
        struct.pack("<Q", len(key)) + key.encode() + struct.pack("<IQ", 8, len(text)) + text.encode()
        for key, text in texts.items()
    )
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(texts)) + pairs


@pytest.mark.parametrize(
    ("prose", "parent", "relation"),
    [
        ("This model is based on suno/bark-small.", "suno/bark-small", Relation.FINETUNE),
        (
            "Fine-tuned NLLB-200 distilled 600M on our parallel corpus.",
            "facebook/nllb-200-distilled-600M",
            Relation.FINETUNE,
        ),
        ("Fine-tuned ESM-2 650M.", "facebook/esm2_t33_650M_UR50D", Relation.FINETUNE),
        ("Fine-tuned decoder of sd-vae-ft-mse.", "stabilityai/sd-vae-ft-mse", Relation.FINETUNE),
        ("A ControlNet for SDXL 1.0.", "stabilityai/stable-diffusion-xl-base-1.0", Relation.ADAPTER),
        ("Trained from the lessac medium checkpoint.", "base", Relation.FINETUNE),
    ],
)
def test_plain_words_name_a_parent(prose: str, parent: str, relation: Relation, tmp_path: Path) -> None:
    audit = _audit(tmp_path, prose)

    assert [(edge.name, edge.relations) for edge in audit.lineage] == [(parent, (relation,))]


@pytest.mark.parametrize(
    "prose",
    [
        "Trained from scratch, and the checkpoint with the best loss was kept.",
        "Students distilled 600M tokens of text for it.",
        "A text-to-speech model with state-of-the-art quality and end-to-end training.",
    ],
)
def test_words_that_look_like_it_name_none(prose: str, tmp_path: Path) -> None:
    assert _audit(tmp_path, prose).lineage == ()


def test_a_controlnet_without_a_known_base_is_never_without_a_finding(tmp_path: Path) -> None:
    config = json.dumps({"_class_name": "ControlNetModel", "cross_attention_dim": 768})
    audit = _audit(tmp_path, "Edges into pictures.", config)

    assert [finding.id for finding in audit.failing] == ["parent-unknown:any:base"]


@pytest.mark.parametrize(
    ("prose", "leaked", "parent"),
    [
        ("TrOCR-base fine-tuned on invoices.", "microsoft/trocr-base-printed", "microsoft/trocr-base-printed"),
        ("A vision-language model built on Vicuna-7B v1.5.", "lmsys/vicuna-7b-v1.5", "lmsys/vicuna-7b-v1.5"),
    ],
)
def test_a_leaked_parent_that_words_name_too_is_declared(prose: str, leaked: str, parent: str, tmp_path: Path) -> None:
    audit = _audit(tmp_path, prose, json.dumps({"model_type": "x", "_name_or_path": leaked}))

    ids = [finding.id for finding in audit.findings]
    assert f"parent-unknown:any:{prose.split(' ', 1)[0]}" not in ids
    assert f"base-undeclared:any:{parent}" not in ids
    assert parent in {edge.name for edge in audit.lineage}


@pytest.mark.parametrize(
    ("family", "release"),
    [
        ("qwen2.5-7b", "Qwen/Qwen2.5-7B"),
        ("deepseek-v3", "deepseek-ai/DeepSeek-V3"),
    ],
)
def test_a_configuration_of_its_own_type_with_all_the_numbers_of_a_family_may_be_of_it(
    family: str, release: str, tmp_path: Path
) -> None:
    config = models.config(family, release, model_type="aurora", architectures="AuroraForCausalLM")
    audit = _audit(tmp_path, "Our in-house language model.", config)

    (edge,) = audit.lineage
    assert edge.name == family
    assert "aurora" in edge.doubts.counter_evidence
    assert audit.standing is Standing.UNDETERMINED
    assert not [finding for finding in audit.findings if finding.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("name", "severity"), [("acme/nova", Severity.WARNING), ("acme/nova-stable-diffusion-xl-base-1.0", Severity.ERROR)]
)
def test_a_shape_that_others_trained_anew_is_a_question_unless_a_name_agrees(name: str, severity: Severity) -> None:
    """Playground v2 has the UNet of Stable Diffusion XL, and so have thousands of models made from the latter."""
    files: dict[str, str | bytes] = {
        "README.md": models.card("license: mit", "Text to image."),
        "LICENSE": models.mit("Copyright (c) 2026 Acme"),
        "model_index.json": json.dumps({"_class_name": "StableDiffusionXLPipeline", "unet": ["diffusers", "UNet"]}),
        "unet/config.json": models.config("stable-diffusion-xl", "stabilityai/stable-diffusion-xl-base-1.0"),
        "unet/diffusion_pytorch_model.safetensors": models.WEIGHTS,
    }
    audit = models.audit(files, name)

    dropped = next(finding for finding in audit.findings if finding.rule == "limit-dropped")
    assert (dropped.severity, dropped.verdict) == (severity, Verdict.UNDETERMINED)


def test_numbers_that_independent_families_share_show_nothing_under_another_type(tmp_path: Path) -> None:
    """Llama 2 7B, Llama 7B and OpenLLaMA 7B, which was trained anew, have the same."""
    config = models.config("llama-2-7b", "meta-llama/Llama-2-7b-hf", model_type="aurora")

    assert _audit(tmp_path, "Our in-house language model.", config).lineage == ()


@pytest.mark.parametrize(
    "change",
    [
        {"vocab_size": 152_100},
        {"intermediate_size": 18_000},
        {"num_key_value_heads": 8},
        {"rope_theta": None, "num_key_value_heads": None, "num_attention_heads": None, "tie_word_embeddings": None},
    ],
)
def test_one_of_its_own_type_with_another_number_or_too_few_is_independent(
    change: dict[str, object], tmp_path: Path
) -> None:
    config = models.config("qwen2.5-7b", "Qwen/Qwen2.5-7B", model_type="aurora", **change)

    assert _audit(tmp_path, "Our in-house language model.", config).lineage == ()


@pytest.mark.parametrize("name", ["acme/gpt2-greek", "acme/tern"])
def test_the_default_shape_of_an_architecture_and_its_name_implicate_nobody(name: str, tmp_path: Path) -> None:
    config = json.dumps(
        {"model_type": "gpt2", "n_embd": 768, "n_layer": 12, "n_head": 12, "n_positions": 1024, "vocab_size": 50257}
    )
    audit = _audit(tmp_path, "A GPT-2 model trained from scratch on Greek text.", config, name=name)

    assert audit.lineage == ()


def test_what_parent_and_grandparent_require_alike_is_one_finding(tmp_path: Path) -> None:
    """PaliGemma was made from Gemma 2B: one text and one sentence serve both."""
    head = "license: gemma\nbase_model: google/paligemma-3b-pt-224"
    audit = _audit(tmp_path, "Fine-tuned.", head=head)

    ids = [finding.id for finding in audit.findings]
    assert "license-text-missing:gemma:google/paligemma-3b-pt-224" in ids
    assert not [of_it for of_it in ids if of_it.endswith(":google/gemma-2b")]
    missing = next(finding for finding in audit.findings if finding.rule == "license-text-missing")
    assert "google/gemma-2b" in missing.message
    assert {outcome.upstream for outcome in missing.outcomes} >= {"google/paligemma-3b-pt-224", "google/gemma-2b"}


@pytest.mark.parametrize(("label", "standing"), [("", "does-not-comply"), ("license: mit", "undetermined")])
def test_the_header_of_a_gguf_file_names_a_licensor_as_a_card_does(label: str, standing: str, tmp_path: Path) -> None:
    """Where the card says otherwise the publisher's own words disagree, and nothing is breached on the header alone."""
    (tmp_path / "README.md").write_text(models.card(label, "# Tern\n"), encoding="utf-8")
    texts = {"general.architecture": "x", "general.license": "gemma"}
    (tmp_path / "tern.gguf").write_bytes(_gguf(texts))
    audit = auditor.audit(tmp_path, _OPTIONS.replace(name="acme/tern"), knowledge=_KNOWLEDGE)

    assert [edge.name for edge in audit.lineage] == ["gemma"]
    assert audit.standing == standing


def test_a_declared_base_of_the_licensor_is_a_declared_base(tmp_path: Path) -> None:
    """Its own license has no profile; that of the label names the same company."""
    head = "\n".join(  # noqa: FLY002 - one key a line
        (
            "license: other",
            "license_name: nvidia-open-model-license",
            "base_model: nvidia/Llama-3.1-Nemotron-Nano-8B-v1",
        )
    )
    audit = _audit(tmp_path, "Fine-tuned.", head=head)

    rules = {finding.id for finding in audit.findings}
    assert "base-undeclared:any:nvidia-open-model" not in rules
    assert "meta-llama/Meta-Llama-3.1-8B-Instruct" in {edge.name for edge in audit.lineage}


def test_the_name_of_a_license_is_no_model_that_is_mentioned(tmp_path: Path) -> None:
    prose = "It is governed by the [Meta Llama 3 Community License](https://x.org), as the Gemma license is not."

    assert not [mention for mention in _audit(tmp_path, prose).mentions if mention.name]
