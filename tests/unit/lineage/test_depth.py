"""Layers added or cut: a note that says what is equal and what differs, and never more than a note."""

from __future__ import annotations

import json

import pytest

import auditor
from auditor.knowledge import Knowledge
from auditor.lineage import trace
from support import described, models

_KNOWLEDGE = Knowledge()
_LLAMA_3 = {
    "architectures": ["LlamaForCausalLM"],
    "model_type": "llama",
    "hidden_size": 4096,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "intermediate_size": 14336,
    "vocab_size": 128256,
}


@pytest.mark.parametrize(("layers", "met"), [(16, True), (48, True), (32, False)])
def test_another_depth_of_a_known_shape_is_a_note(layers: int, met: bool) -> None:
    config = json.dumps({**_LLAMA_3, "num_hidden_layers": layers})
    traced = trace(models.read({"config.json": config, "README.md": models.card("license: mit")}), (), _KNOWLEDGE)

    assert [model.name for model in traced.mentions] == (["Llama 3 8B and Llama 3.1 8B (meta-llama)"] if met else [])
    assert bool(traced.upstreams) is not met
    assert all(f"num_hidden_layers {layers} here, 32 there" in model.quote for model in traced.mentions)


def test_another_width_is_none() -> None:
    config = json.dumps({**_LLAMA_3, "num_hidden_layers": 16, "intermediate_size": 9216})

    assert trace(models.read({"config.json": config}), (), _KNOWLEDGE).mentions == ()


def test_a_pruned_transformer_of_a_pipeline_is_a_note(tmp_path: object) -> None:
    folder = described.write_lineage("48-flux-lite-8b-pruned", tmp_path / "m")  # type: ignore[operator]
    audit = auditor.audit(str(folder), auditor.Options(scancode=False))

    assert [model.name.partition(" (")[2] for model in audit.mentions] == ["black-forest-labs)"]
    assert audit.lineage == ()
