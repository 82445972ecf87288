"""The numbers of a configuration under the keys of the release table, whatever its architecture calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.forms.facts import Fact, facts_of
from auditor.lineage.shape.gguf import gguf_shape
from auditor.model import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.model import Document, Scalar

_NESTED = ("text_config.", "llm_config.", "language_config.", "language_model.")
"""Where a multimodal configuration keeps its language model."""

_SAME_KEY = {
    "num_experts": "n_routed_experts",
    "num_local_experts": "n_routed_experts",
    "n_embd": "hidden_size",
    "n_layer": "num_hidden_layers",
    "n_head": "num_attention_heads",
    "d_model": "hidden_size",
}
"""Keys that have the same meaning in every architecture."""

_GPT2 = {"n_positions": "max_position_embeddings", "n_inner": "intermediate_size"}
_T5 = {
    "num_heads": "num_attention_heads",
    "num_layers": "num_hidden_layers",
    "d_kv": "head_dim",
    "d_ff": "intermediate_size",
}
_TWO_STACKS = {
    "encoder_attention_heads": "num_attention_heads",
    "encoder_layers": "num_hidden_layers",
    "encoder_ffn_dim": "intermediate_size",
}
_RW = {"n_head_kv": "num_key_value_heads"}
_DBRX = {
    "n_heads": "num_attention_heads",
    "n_layers": "num_hidden_layers",
    "max_seq_len": "max_position_embeddings",
    "attn_config.kv_n_heads": "num_key_value_heads",
    "ffn_config.ffn_hidden_size": "intermediate_size",
    "ffn_config.moe_num_experts": "n_routed_experts",
}

_BY_TYPE: dict[str, Mapping[str, str]] = {
    "distilbert": {
        "dim": "hidden_size",
        "n_heads": "num_attention_heads",
        "n_layers": "num_hidden_layers",
        "hidden_dim": "intermediate_size",
    },
    **dict.fromkeys(("t5", "mt5", "umt5", "longt5", "switch_transformers"), _T5),
    **dict.fromkeys(("gpt2", "gptj", "codegen", "gpt_bigcode", "ctrl", "openai-gpt", "nomic_bert"), _GPT2),
    **dict.fromkeys(
        ("whisper", "bart", "mbart", "pegasus", "m2m_100", "marian", "blenderbot", "led", "speech_to_text", "fsmt"),
        _TWO_STACKS,
    ),
    "gpt_neo": {"num_heads": "num_attention_heads", "num_layers": "num_hidden_layers"},
    "bloom": {"n_embed": "hidden_size"},
    "opt": {"ffn_dim": "intermediate_size"},
    "mpt": {
        "n_heads": "num_attention_heads",
        "n_layers": "num_hidden_layers",
        "attn_config.kv_n_heads": "num_key_value_heads",
    },
    "dbrx": _DBRX,
    "falcon": {"ffn_hidden_size": "intermediate_size"},
    "RefinedWeb": _RW,
    "RefinedWebModel": {},
    "xglm": {"attention_heads": "num_attention_heads", "num_layers": "num_hidden_layers"},
    "xlm": {"emb_dim": "hidden_size", "n_heads": "num_attention_heads", "n_layers": "num_hidden_layers"},
    "exaone": {"num_layers": "num_hidden_layers"},
    "chatglm": {
        "num_layers": "num_hidden_layers",
        "ffn_hidden_size": "intermediate_size",
        "multi_query_group_num": "num_key_value_heads",
        "padded_vocab_size": "vocab_size",
        "seq_length": "max_position_embeddings",
    },
}
"""By `model_type`, keys with another meaning in other architectures; as the publishers' own classes map them."""

_FOUR_TIMES = frozenset({"gpt2", "gptj", "codegen", "gpt_bigcode", "bloom", "gpt_neo", "falcon", "mpt"})
"""Types whose feed-forward width, if not given, is four times the width (`expansion_ratio` of MPT is 4)."""

_LEFT_OUT: dict[str, Mapping[str, Scalar]] = {
    "gemma3_text": {"vocab_size": 262_208, "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256},
    "gemma3n_text": {"vocab_size": 262_400, "num_attention_heads": 8, "num_key_value_heads": 2, "head_dim": 256},
    "gemma4_text": {"vocab_size": 262_144, "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256},
    "llama4_text": {"vocab_size": 202_048, "num_attention_heads": 40, "num_key_value_heads": 8, "head_dim": 128},
    "mistral": {"vocab_size": 32_000, "hidden_size": 4096, "intermediate_size": 14_336, "num_hidden_layers": 32}
    | {"num_attention_heads": 32, "num_key_value_heads": 8},
    "qwen2_5_vl_text": {"vocab_size": 152_064},
    "qwen2_vl_text": {"vocab_size": 152_064},
    "qwen3_vl_text": {"vocab_size": 151_936},
    "qwen3_5_text": {"vocab_size": 248_320},
    "qwen3_5_moe_text": {"vocab_size": 248_320},
}
"""Values that a nested language model omits because they are defaults of its class (transformers 5.24.0)."""

_FLUX_KEYS = {
    "num_layers": "depth",
    "num_single_layers": "depth_single_blocks",
    "joint_attention_dim": "context_in_dim",
    "pooled_projection_dim": "vec_in_dim",
    "guidance_embeds": "guidance_embed",
}
"""diffusers' keys, and those of the publisher's own configuration."""


def shape_of(document: Document) -> dict[str, Scalar]:
    """The configuration's keys and values, with a nested language model's at the top; {} for other documents."""
    if document.kind is DocumentKind.GGUF:
        return gguf_shape(document)
    if document.kind is DocumentKind.MODEL_METADATA:
        dimensions = dict(facts_of(document, Fact.SHAPE))
        return _in_usual_words({key: int(value) if value.isdecimal() else value for key, value in dimensions.items()})
    if document.kind is not DocumentKind.CONFIG:
        return {}
    if document.field("_class_name") is not None:
        return _component(document)
    shape: dict[str, Scalar] = {}
    nested: dict[str, Scalar] = {}
    for key, value in _scalars(document):
        prefix = next((prefix for prefix in _NESTED if key.startswith(prefix)), "")
        (nested if prefix else shape).setdefault(key.removeprefix(prefix), value)
    if "hidden_size" in nested or "model_type" in nested:
        nested = {**_LEFT_OUT.get(str(nested.get("model_type")), {}), **nested}
        # a key outside counts unless the nested model has it too: transformers moved some down
        outer = shape.get("model_type")
        shape = {**{key: value for key, value in shape.items() if key not in ("architectures", "model_type")}, **nested}
        if outer is not None:
            shape["outer_model_type"] = outer
    return _in_usual_words(shape)


def _scalars(document: Document) -> Iterator[tuple[str, Scalar]]:
    """Each key with its value; for a list, such as `architectures`, the first item."""
    for field in document.fields:
        value = field.value[0] if isinstance(field.value, tuple) and field.value else field.value
        if not isinstance(value, tuple):
            yield field.key, value


def _component(document: Document) -> dict[str, Scalar]:
    """The configuration of a diffusers component, under its own keys; a list is joined by commas."""
    shape: dict[str, Scalar] = {}
    for field in document.fields:
        if isinstance(field.value, tuple):
            shape[field.key] = ",".join(str(item) for item in field.value)
        else:
            shape[field.key] = field.value
    if shape.get("_class_name") == "FluxTransformer2DModel":
        shape = {_FLUX_KEYS.get(key, key): value for key, value in shape.items()}
        heads, size = shape.get("num_attention_heads"), shape.get("attention_head_dim")
        if isinstance(heads, int) and isinstance(size, int):
            shape.setdefault("hidden_size", heads * size)
            shape.setdefault("num_key_value_heads", heads)
    return shape


def _in_usual_words(shape: dict[str, Scalar]) -> dict[str, Scalar]:
    kind = str(shape.get("model_type", ""))
    words = _BY_TYPE.get(kind, {})
    usual: dict[str, Scalar] = {}
    for key, value in shape.items():
        if value is not None:
            usual.setdefault(words.get(key, _SAME_KEY.get(key, key)), value)
    for key, name in words.items():
        if shape.get(key) is not None:
            usual[name] = shape[key]
    width, heads = usual.get("hidden_size"), usual.get("num_attention_heads")
    if kind in _FOUR_TIMES and isinstance(width, int):
        usual.setdefault("intermediate_size", 4 * width)
    if kind in ("falcon", "RefinedWeb", "RefinedWebModel"):
        _falcon_heads(usual)
    elif kind == "gpt_bigcode" and usual.get("multi_query") is True:
        usual.setdefault("num_key_value_heads", 1)
    if heads is not None:
        usual.setdefault("num_key_value_heads", heads)
    return usual


def _falcon_heads(shape: dict[str, Scalar]) -> None:
    """`num_kv_heads` counts only in the newer decoder; otherwise there is one key-value head, or as many as heads."""
    if isinstance(width := shape.get("hidden_size"), int):
        shape.setdefault("intermediate_size", 4 * width)
    if shape.get("new_decoder_architecture") is True and shape.get("num_kv_heads") is not None:
        shape["num_key_value_heads"] = shape["num_kv_heads"]
    elif shape.get("multi_query") is True and "num_key_value_heads" not in shape:
        shape["num_key_value_heads"] = 1
