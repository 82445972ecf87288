"""The numbers of a configuration in the words of the release table: a row for each way to write them, whole."""

from __future__ import annotations

import pytest

from auditor.lineage.shape.keys import shape_of
from auditor.model import DocumentKind, Field, Scalar
from support import models

CONFIG, GGUF = DocumentKind.CONFIG, DocumentKind.GGUF


@pytest.mark.parametrize(
    ("kind", "written", "shape"),
    [
        (DocumentKind.CARD, {"hidden_size": 8}, {}),
        (GGUF, {"llama.embedding_length": 8}, {}),
        (GGUF, {"general.architecture": 5, "llama.embedding_length": 8}, {}),
        (
            GGUF,
            {"general.architecture": "llama", "llama.embedding_length": 8, "qwen2.block_count": 3, "llama.unknown": 1}
            | {"llama.block_count": ("a", "b"), "llama.vocab_size": 9, "tokenizer.ggml.tokens.length": 10},
            {"hidden_size": 8, "vocab_size": 9},
        ),
        (
            GGUF,
            {"general.architecture": "llama", "llama.block_count": 3, "tokenizer.ggml.tokens.length": 10},
            {"num_hidden_layers": 3, "vocab_size": 10},
        ),
        (GGUF, {"general.architecture": "llama", "tokenizer.ggml.tokens.length": ("a",)}, {}),
        (CONFIG, {"model_type": "llama", "n_embd": 8}, {"model_type": "llama", "hidden_size": 8}),
        (CONFIG, {"hidden_size": 8, "n_embd": 9}, {"hidden_size": 8}),
        (CONFIG, {"n_embd": 9, "hidden_size": 8}, {"hidden_size": 9}),
        (CONFIG, {"hidden_size": None, "n_embd": 9}, {"hidden_size": 9}),
        (CONFIG, {"architectures": ("A", "B"), "empty": ()}, {"architectures": "A"}),
        (CONFIG, {"num_attention_heads": 4}, {"num_attention_heads": 4, "num_key_value_heads": 4}),
        (
            CONFIG,
            {"num_attention_heads": 4, "num_key_value_heads": 2},
            {"num_attention_heads": 4, "num_key_value_heads": 2},
        ),
        (
            CONFIG,
            {"model_type": "gpt2", "n_embd": 8, "n_positions": 16},
            {"model_type": "gpt2", "hidden_size": 8, "max_position_embeddings": 16, "intermediate_size": 32},
        ),
        (
            CONFIG,
            {"model_type": "gpt2", "n_embd": 8, "n_inner": 20},
            {"model_type": "gpt2", "hidden_size": 8, "intermediate_size": 20},
        ),
        (CONFIG, {"model_type": "gpt2", "n_embd": "8"}, {"model_type": "gpt2", "hidden_size": "8"}),
        (
            CONFIG,
            {"model_type": "gpt_bigcode", "n_head": 4, "multi_query": True},
            {"model_type": "gpt_bigcode", "num_attention_heads": 4, "multi_query": True, "num_key_value_heads": 1},
        ),
        (
            CONFIG,
            {"model_type": "gpt_bigcode", "n_head": 4, "multi_query": False},
            {"model_type": "gpt_bigcode", "num_attention_heads": 4, "multi_query": False, "num_key_value_heads": 4},
        ),
        (
            CONFIG,
            {"model_type": "llama", "n_head": 4, "multi_query": True},
            {"model_type": "llama", "num_attention_heads": 4, "multi_query": True, "num_key_value_heads": 4},
        ),
        (
            CONFIG,
            {"model_type": "RefinedWeb", "hidden_size": 8},
            {"model_type": "RefinedWeb", "hidden_size": 8, "intermediate_size": 32},
        ),
        (
            CONFIG,
            {"model_type": "RefinedWeb", "hidden_size": "8", "n_head_kv": 3, "multi_query": True},
            {"model_type": "RefinedWeb", "hidden_size": "8", "num_key_value_heads": 3, "multi_query": True},
        ),
        (
            CONFIG,
            {"model_type": "t5", "num_layers": 3, "n_layer": 9, "d_ff": 5},
            {"model_type": "t5", "num_hidden_layers": 3, "intermediate_size": 5},
        ),
        (
            CONFIG,
            {"model_type": "t5", "n_layer": 9, "num_layers": 3},
            {"model_type": "t5", "num_hidden_layers": 3},
        ),
        (CONFIG, {"text_config.rope": 1, "hidden_size": 8}, {"hidden_size": 8}),
        (
            CONFIG,
            {"model_type": "outer", "architectures": ("A",), "vocab_size": 9, "text_config.hidden_size": 8},
            {"hidden_size": 8, "vocab_size": 9, "outer_model_type": "outer"},
        ),
        (
            CONFIG,
            {"vocab_size": 9, "text_config.vocab_size": 7, "llm_config.model_type": "inner", "vision_config.depth": 2},
            {"model_type": "inner", "vocab_size": 7, "vision_config.depth": 2},
        ),
        (
            CONFIG,
            {"_class_name": "VAE", "channels": (1, 2), "n_embd": 8},
            {"_class_name": "VAE", "channels": "1,2", "n_embd": 8},
        ),
        (
            CONFIG,
            {"_class_name": "FluxTransformer2DModel", "num_layers": 2, "num_attention_heads": 3}
            | {"attention_head_dim": 5, "guidance_embeds": True},
            {"_class_name": "FluxTransformer2DModel", "depth": 2, "num_attention_heads": 3, "attention_head_dim": 5}
            | {"guidance_embed": True, "hidden_size": 15, "num_key_value_heads": 3},
        ),
        (
            CONFIG,
            {"_class_name": "FluxTransformer2DModel", "num_attention_heads": "3", "attention_head_dim": 5},
            {"_class_name": "FluxTransformer2DModel", "num_attention_heads": "3", "attention_head_dim": 5},
        ),
        (
            CONFIG,
            {"_class_name": "FluxTransformer2DModel", "num_attention_heads": 3, "attention_head_dim": "5"},
            {"_class_name": "FluxTransformer2DModel", "num_attention_heads": 3, "attention_head_dim": "5"},
        ),
    ],
)
def test_a_configuration_has_these_numbers_and_no_others(
    kind: DocumentKind, written: dict[str, Scalar | tuple[Scalar, ...]], shape: dict[str, Scalar]
) -> None:
    fields = (Field(key=key, value=value) for key, value in written.items())

    assert shape_of(models.document("config.json", kind, fields=fields)) == shape
