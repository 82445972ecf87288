"""Known releases whose shape a configuration has: rung 4 of design §6.

A signature names a family and a set of candidates, never one release, and never says "derived":
independent trainings share shapes. An absent key neither matches nor excludes, but that a configuration without any
experts is of no family that has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Comparison, DocumentKind, Evidence, Location, Noun, Release, Rung

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.lineage.releases import Releases
    from auditor.model import Document, Family, Scalar

_NEEDED = ("hidden_size", "num_hidden_layers", "vocab_size")
"""Without these three the rest is too common to say anything."""

_LEAST = 5
"""Fields that must be there to compare."""

_LEAST_WITHOUT = 7
"""The same for a family whose configurations have no key for one of the three."""

_EXPERTS = "n_routed_experts"
"""Absent from the configuration of every dense model: of Mistral 7B, whose other numbers are Mixtral 8x7B's."""

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

_FLUX_KEYS = {
    "num_layers": "depth",
    "num_single_layers": "depth_single_blocks",
    "joint_attention_dim": "context_in_dim",
    "pooled_projection_dim": "vec_in_dim",
    "guidance_embeds": "guidance_embed",
}
"""diffusers' words for what the publisher's own configuration calls otherwise."""

_CHATGLM_KEYS = {
    "num_layers": "num_hidden_layers",
    "ffn_hidden_size": "intermediate_size",
    "multi_query_group_num": "num_key_value_heads",
    "padded_vocab_size": "vocab_size",
    "seq_length": "max_position_embeddings",
}
"""The words of ChatGLM's own code, which other configurations use for other things: only under its model_type."""

_GGUF_KEYS = {
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

_CHANGES_ON_CONVERSION = frozenset({"model_type", "architectures", "num_key_value_heads"})
"""A GGUF header spells these in its own way (multi-head latent attention has one key-value head there)."""


class Likeness(Noun, frozen=True, kw_only=True):
    """One release whose signature a configuration agrees with."""

    release: Release
    comparisons: tuple[Comparison, ...]
    """Each field that the configuration and the release, or its family, both have."""

    @property
    def matched(self) -> int:
        """How many fields agree."""
        return sum(comparison.equal for comparison in self.comparisons)

    @property
    def compared(self) -> int:
        """How many fields could be compared."""
        return len(self.comparisons)


class Hit(Noun, frozen=True, kw_only=True):
    """A family whose shape the configuration has, with the releases its discriminators leave."""

    family: str
    path: str
    """The configuration."""
    likenesses: tuple[Likeness, ...]


def shape_of(document: Document) -> dict[str, Scalar]:
    """The configuration's keys and values, a nested language model's lifted to the top; {} for other documents."""
    if document.kind is DocumentKind.GGUF:
        return _gguf_shape(document)
    if document.kind is not DocumentKind.CONFIG:
        return {}
    shape: dict[str, Scalar] = {}
    for field in document.fields:
        value = field.value[0] if isinstance(field.value, tuple) and field.value else field.value
        if isinstance(value, tuple):
            continue
        nested = next((prefix for prefix in _NESTED if field.key.startswith(prefix)), "")
        key = field.key.removeprefix(nested)
        key = _SAME_KEY.get(key, key)
        if nested or key not in shape:
            shape[key] = value
    shape = _in_usual_words(shape)
    if "num_attention_heads" in shape:
        shape.setdefault("num_key_value_heads", shape["num_attention_heads"])
    return shape


def _in_usual_words(shape: dict[str, Scalar]) -> dict[str, Scalar]:
    """The same, with the words that FLUX and ChatGLM have of their own put into those of the release table."""
    if shape.get("_class_name") == "FluxTransformer2DModel":
        shape = {_FLUX_KEYS.get(key, key): value for key, value in shape.items()}
        heads, size = shape.get("num_attention_heads"), shape.get("attention_head_dim")
        if isinstance(heads, int) and isinstance(size, int):
            shape.setdefault("hidden_size", heads * size)
    if shape.get("model_type") == "chatglm":
        for key, usual in _CHATGLM_KEYS.items():
            if key in shape:
                shape.setdefault(usual, shape[key])
    return shape


def hits(documents: Iterable[Document], releases: Releases) -> tuple[Hit, ...]:
    """The families each configuration agrees with, with every release its discriminators do not exclude."""
    agreeing = []
    for document in documents:
        shape = shape_of(document)
        if "hidden_size" not in shape:
            continue
        ignored = _CHANGES_ON_CONVERSION if document.kind is DocumentKind.GGUF else frozenset[str]()
        for family in releases.of_size(shape["hidden_size"]):
            likenesses = _likenesses(shape, family, ignored)
            if likenesses:
                agreeing.append(Hit(family=family.key, path=document.path, likenesses=likenesses))
    return tuple(agreeing)


def evidence(hit: Hit, likeness: Likeness, says: str, releases: Releases) -> Evidence:
    """The agreement with a release as evidence, with what was compared and how many known families share it."""
    return Evidence(
        rung=Rung.SIGNATURE,
        says=says,
        location=Location(path=hit.path),
        compared=likeness.comparisons,
        families=sum(_shares(family, likeness.comparisons) for family in _may_share(likeness, releases)),
    )


def _may_share(likeness: Likeness, releases: Releases) -> tuple[Family, ...]:
    """The families that may share what agrees: those of the same hidden size; all, where that is not compared."""
    sizes = [comparison.here for comparison in likeness.comparisons if comparison.field == "hidden_size"]
    return releases.of_size(sizes[0]) if sizes else tuple(releases.by_key.values())


def _shares(family: Family, comparisons: tuple[Comparison, ...]) -> bool:
    """Whether a family, or one of its releases, has every value that agrees."""
    agreeing = [comparison for comparison in comparisons if comparison.equal]
    return any(
        all(
            comparison.field in known and comparison.replace(here=known[comparison.field]).equal
            for comparison in agreeing
        )
        for known in ({**family.shape, **release.config} for release in family.releases)
    )


def contradicts(shape: Mapping[str, Scalar], family: Family) -> tuple[str, ...]:
    """The dimensions in which a configuration differs from a family so that fine-tuning cannot explain it.

    Vocabulary, context length and rope settings change in training and never count; depth alone does not
    either (pruned and stacked models keep their width).
    """
    wide = [key for key in ("hidden_size",) if _differs(shape, family, key)]
    inner = [key for key in ("num_hidden_layers", "intermediate_size") if _differs(shape, family, key)]
    if wide or len(inner) == len(("num_hidden_layers", "intermediate_size")):
        return tuple(f"{key} {shape[key]} against {family.shape[key]}" for key in (*wide, *inner))
    return ()


def _differs(shape: Mapping[str, Scalar], family: Family, key: str) -> bool:
    return key in shape and key in family.shape and not _equal(shape, family, key)


def _equal(shape: Mapping[str, Scalar], family: Family, key: str) -> bool:
    return Comparison(field=key, here=shape[key], there=family.shape[key]).equal


def _likenesses(shape: Mapping[str, Scalar], family: Family, ignored: frozenset[str]) -> tuple[Likeness, ...]:
    needed = [key for key in _NEEDED if key in family.shape]
    if any(key not in shape or not _equal(shape, family, key) for key in needed):
        return ()
    comparisons = _compared(shape, family.shape, ignored)
    if len(comparisons) < (_LEAST if len(needed) == len(_NEEDED) else _LEAST_WITHOUT):
        return ()
    if not all(comparison.equal for comparison in comparisons) or _dense(shape, family):
        return ()
    scored = [
        Likeness(release=release, comparisons=(*comparisons, *_compared(shape, release.config, ignored)))
        for release in family.releases
    ]
    whole = [likeness for likeness in scored if likeness.matched == likeness.compared]
    return tuple(whole or scored)


def _compared(
    shape: Mapping[str, Scalar], known: Mapping[str, Scalar], ignored: frozenset[str]
) -> tuple[Comparison, ...]:
    return tuple(
        Comparison(field=key, here=shape[key], there=value)
        for key, value in known.items()
        if key in shape and key not in ignored
    )


def _dense(shape: Mapping[str, Scalar], family: Family) -> bool:
    """Whether a family has experts and nothing in the configuration speaks of any."""
    return bool(family.shape.get(_EXPERTS)) and not any("expert" in key or "moe" in key for key in shape)


def _gguf_shape(document: Document) -> dict[str, Scalar]:
    architecture = document.field("general.architecture")
    if architecture is None or not isinstance(architecture.value, str):
        return {}
    shape: dict[str, Scalar] = {}
    for field in document.fields:
        key = _GGUF_KEYS.get(field.key.removeprefix(architecture.value + "."))
        if key and not isinstance(field.value, tuple):
            shape[key] = field.value
    tokens = document.field("tokenizer.ggml.tokens.length")
    if tokens is not None and not isinstance(tokens.value, tuple):
        shape.setdefault("vocab_size", tokens.value)
    return shape
