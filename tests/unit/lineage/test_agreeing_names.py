"""Weak traces of several kinds that agree are told together, each of them; alone some of them name nobody."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

import pytest

from auditor.lineage import trace
from auditor.model import EdgeKind, Rung
from support import forms, lineages, models

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Upstream

Files = dict[str, str | bytes]


def edges(files: Files, knowledge: Knowledge, name: str = "acme/Tern") -> dict[str, Upstream]:
    return {edge.name: edge for edge in trace(models.read(files, name), (), knowledge).upstreams}


def says(edge: Upstream) -> list[str]:
    (evidence,) = edge.evidence
    assert evidence.rung is Rung.SIGNATURE
    return evidence.says.split("; ")


def _lora(**metadata: str) -> bytes:
    header = json.dumps({"__metadata__": {key.replace("__", "."): value for key, value in metadata.items()}}).encode()
    return struct.pack("<Q", len(header)) + header


def test_the_name_of_a_file_agrees_with_its_sizes(knowledge: Knowledge) -> None:
    edge = edges({"ggml-base.bin": forms.ggml_whisper()}, knowledge)["whisper-base"]

    assert says(edge) == [
        "7 of the 7 fields that can be compared agree with Whisper base",
        "ggml-base.bin is called like a file of openai/whisper-base",
    ]


def test_a_name_and_a_file_s_name_are_told_each(knowledge: Knowledge) -> None:
    edge = edges({"ggml-base.bin": forms.ggml_whisper()}, knowledge, "acme/whisper-base-de")["whisper-base"]

    assert says(edge)[1:] == [
        "its own name acme/whisper-base-de has the name of openai/whisper-base in it",
        "ggml-base.bin is called like a file of openai/whisper-base",
    ]


@pytest.mark.parametrize(
    ("title", "agrees"), [("Llama 2 7B Law", True), ("Llama-2-7b-chat", True), ("Tern 7B", False), ("Llama 2", False)]
)
def test_a_shape_that_unrelated_models_have_needs_a_title_that_agrees(
    title: str, agrees: bool, knowledge: Knowledge
) -> None:
    numbers = {"embedding_length": 4096, "block_count": 32, "feed_forward_length": 11_008, "vocab_size": 32_000}
    heads = {"attention.head_count": 32, "attention.head_count_kv": 32, "context_length": 4096}
    keys: dict[str, object] = {"general.architecture": "llama", "general.name": title}
    keys |= {f"llama.{key}": value for key, value in {**numbers, **heads}.items()}
    files: Files = {"model.gguf": lineages.gguf(**{key.replace(".", "__"): value for key, value in keys.items()})}
    upstreams = edges(files, knowledge)

    assert ("llama-2-7b" in upstreams) is agrees
    if agrees:
        assert (
            f"the title in model.gguf, {title} has the name of meta-llama/Llama-2-7b"
            in says(upstreams["llama-2-7b"])[1]
        )


def test_a_title_in_the_header_agrees_with_the_kind_that_its_trainer_names(knowledge: Knowledge) -> None:
    header = {"ss_base_model_version": "sdxl_base_v1-0", "ss_network_module": "networks.lora"}
    plain = edges({"style.safetensors": _lora(**header)}, knowledge)["stable-diffusion-xl"]
    titled = edges(
        {"style.safetensors": _lora(**header, modelspec__title="stable-diffusion-xl-base-1.0 ink")}, knowledge
    )["stable-diffusion-xl"]

    assert len(says(plain)) == 1
    (agreement,) = says(titled)[1:]
    assert agreement.startswith("the title in style.safetensors, stable-diffusion-xl-base-1.0 ink has the name of ")
    assert (titled.kind, titled.firm) == (EdgeKind.FAMILY, False)
