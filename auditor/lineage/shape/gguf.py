"""The numbers of a GGUF header under the names of the release table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.model import Document, Scalar

_KEYS = {
    "embedding_length": "hidden_size",
    "block_count": "num_hidden_layers",
    "attention.head_count": "num_attention_heads",
    "attention.head_count_kv": "num_key_value_heads",
    "feed_forward_length": "intermediate_size",
    "expert_count": "n_routed_experts",
    "expert_feed_forward_length": "moe_intermediate_size",
    "attention.kv_lora_rank": "kv_lora_rank",
    "rope.freq_base": "rope_theta",
    "vocab_size": "vocab_size",
}

CHANGES_ON_CONVERSION = frozenset({"model_type", "architectures", "num_key_value_heads"})
"""A GGUF header represents these differently (multi-head latent attention has one key-value head there)."""


def gguf_shape(document: Document) -> dict[str, Scalar]:
    """The dimensions in its header; {} if it names no architecture."""
    architecture = document.field("general.architecture")
    if architecture is None or not isinstance(architecture.value, str):
        return {}
    shape: dict[str, Scalar] = {}
    for field in document.fields:
        key = _KEYS.get(field.key.removeprefix(architecture.value + "."))
        if key and not isinstance(field.value, tuple):
            shape[key] = field.value
    tokens = document.field("tokenizer.ggml.tokens.length")
    if tokens is not None and not isinstance(tokens.value, tuple):
        shape.setdefault("vocab_size", tokens.value)
    return shape
