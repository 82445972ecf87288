"""Which type and how many fields a shape needs to be that of a family: tables over families of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.lineage.releases import releases_of
from auditor.lineage.shape.signature import contradicts, evidence, hits
from auditor.model import DocumentKind, Family, Field, Release
from support import families, models
from support.families import SHAPE

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.lineage.releases import Releases
    from auditor.model import Scalar

_SEVEN: dict[str, Scalar] = {**SHAPE, "head_dim": 8}
_EXPERTS: dict[str, Scalar] = {**_SEVEN, "n_routed_experts": 16}
_WITHOUT_VOCABULARY: dict[str, Scalar] = {key: value for key, value in _EXPERTS.items() if key != "vocab_size"}


def _releases(root: Path, **shapes: tuple[dict[str, Scalar], str]) -> Releases:
    """Families of these shapes, each with the further lines of its head."""
    known = {key: families.family(key, key, shape, f"{key}/m", head=head) for key, (shape, head) in shapes.items()}
    return releases_of(families.knowledge(root, **known))


@pytest.mark.parametrize(
    ("shape", "head", "here", "retyped"),
    [
        # of the family's own type, or of another decoder's
        (_SEVEN, 'model_types = ["llama"]', {"model_type": "llama"}, ""),
        (_SEVEN, 'model_types = ["llama"]', {"model_type": "Mistral"}, ""),
        (_SEVEN, 'model_types = ["Llama"]', {"model_type": "mistral"}, ""),
        (_SEVEN, 'model_types = ["bert", "llama"]', {"model_type": "mistral"}, ""),
        (_SEVEN, 'model_types = ["llama"]', {"model_type": "llama_text"}, ""),
        (_SEVEN, 'model_types = ["bert"]', {"model_type": "bert"}, ""),
        (_SEVEN, "", {"model_type": "own"}, ""),
        (_SEVEN, 'model_types = ["llama"]', {}, ""),
        (_SEVEN, 'model_types = ["bert"]', {}, ""),
        (_WITHOUT_VOCABULARY, "", {}, ""),
        # of a type of its own
        (_SEVEN, 'model_types = ["llama"]', {"model_type": "own"}, "own"),
        (_SEVEN, 'model_types = ["Llama"]', {"model_type": "own"}, "own"),
        (_SEVEN, 'model_types = ["bert", "llama"]', {"model_type": "own"}, "own"),
        (_SEVEN, 'model_types = ["llama"]', {"model_type": "bert"}, "bert"),
        (_SEVEN, 'model_types = ["llama"]', {"model_type": "own", "head_dim": None}, None),
        (_SEVEN, 'model_types = ["llama"]', {"model_type": "own", "intermediate_size": 1}, None),
        (_SEVEN, 'model_types = ["llama"]\ncollides = ["gamma"]', {"model_type": "own"}, None),
        (_SEVEN, 'model_types = ["llama"]\ncollides = ["gamma"]', {"model_type": "mistral"}, ""),
        (_SEVEN, 'model_types = ["bert"]', {"model_type": "own"}, None),
        (_SEVEN, 'model_types = ["bert"]', {"model_type": "mistral"}, None),
        (_EXPERTS, 'model_types = ["bert"]', {"model_type": "own"}, "own"),
        (_EXPERTS, 'model_types = ["bert"]', {"model_type": "mistral"}, "mistral"),
        (_EXPERTS, 'model_types = ["bert"]', {"model_type": "own", "n_routed_experts": 8}, None),
        # without a vocabulary to compare, no type is renamed, and none is left open
        (_WITHOUT_VOCABULARY, 'model_types = ["llama"]', {"model_type": "own"}, None),
        (_WITHOUT_VOCABULARY, 'model_types = ["llama"]', {}, None),
        (_WITHOUT_VOCABULARY, 'model_types = ["llama"]', {"model_type": "llama"}, ""),
        # what is nested may be of the family by the type around it
        (_SEVEN, 'model_types = ["bert"]', {"model_type": "own", "outer_model_type": "bert"}, ""),
    ],
)
def test_a_configuration_is_of_a_family_by_its_type_and_its_numbers(
    tmp_path: Path, shape: dict[str, Scalar], head: str, here: dict[str, Scalar], retyped: str | None
) -> None:
    values = {key: value for key, value in {**shape, **here}.items() if value is not None}
    agreeing = hits([families.config(values)], _releases(tmp_path, tern=(shape, head)))

    assert [(hit.family, hit.retyped) for hit in agreeing] == ([] if retyped is None else [("tern", retyped)])


def test_of_two_families_that_of_its_type_is_meant_before_one_that_may_be_renamed(tmp_path: Path) -> None:
    head = 'model_types = ["llama"]'
    releases = _releases(tmp_path, gull=(_SEVEN, 'model_types = ["own"]'), tern=(_SEVEN, head))

    agreeing = hits([families.config({**_SEVEN, "model_type": "own"})], releases)
    assert [(hit.family, hit.retyped) for hit in agreeing] == [("gull", "")]


@pytest.mark.parametrize(
    ("first", "second", "kind", "agreeing"),
    [
        ("llama", "bert", None, []),
        ("llama", "bert", "llama", ["a"]),
        ("llama", "bert", "bert", ["b"]),
        ("llama", "llama", None, ["a", "b"]),
    ],
)
def test_of_families_of_two_architectures_none_is_meant_until_a_type_shows_which(
    tmp_path: Path, first: str, second: str, kind: str | None, agreeing: list[str]
) -> None:
    heads = {key: f'model_types = ["{each}"]' for key, each in (("a", first), ("b", second))}
    releases = _releases(tmp_path, **{key: (_SEVEN, head) for key, head in heads.items()})
    here = {**_SEVEN, **({"model_type": kind} if kind else {})}

    assert [hit.family for hit in hits([families.config(here)], releases)] == agreeing


@pytest.mark.parametrize(
    ("length", "agreeing"),
    [
        (4096, {"a": True}),
        (8192, {"a": False, "b": False}),
        (2048, {"a": False, "b": False}),
    ],
)
def test_a_family_is_told_apart_by_one_release_beside_one_of_which_nothing_is_known(
    tmp_path: Path, length: int, agreeing: dict[str, bool]
) -> None:
    known = {
        "a": families.family("a", "a", SHAPE, "a/m", "a/n", m={"max_position_embeddings": 4096}),
        "b": families.family("b", "b", SHAPE, "b/m", m={"max_position_embeddings": 8192}),
    }
    releases = releases_of(families.knowledge(tmp_path, **known))
    here = families.config({**SHAPE, "max_position_embeddings": length})

    assert {hit.family: hit.distinguished for hit in hits([here], releases)} == agreeing


@pytest.mark.parametrize(
    ("others", "equal"),
    [
        ({}, (1, 0)),
        ({"gull": {**SHAPE, "intermediate_size": 1}}, (1, 5)),
        ({"gull": {**SHAPE, "intermediate_size": 1, "num_attention_heads": 1}}, (1, 4)),
        ({"gull": {**SHAPE, "hidden_size": 2000}}, (1, 0)),
        ({"gull": {**SHAPE, "rank": 4}}, (2, 0)),
        ({"gull": SHAPE, "wren": {**SHAPE, "intermediate_size": 1}}, (2, 5)),
    ],
)
def test_the_next_family_is_looked_for_among_those_of_its_width(
    tmp_path: Path, others: dict[str, dict[str, Scalar]], equal: tuple[int, int]
) -> None:
    releases = _releases(tmp_path, tern=(SHAPE, ""), **{key: (shape, "") for key, shape in others.items()})
    hit = next(hit for hit in hits([families.config(SHAPE)], releases) if hit.family == "tern")

    shown = evidence(hit, hit.likenesses[0], "", releases)
    assert (shown.families, shown.next_equal) == equal


def test_the_next_family_is_looked_for_among_all_where_no_width_is_compared(tmp_path: Path) -> None:
    shape = {key: value for key, value in _EXPERTS.items() if key != "hidden_size"}
    releases = _releases(tmp_path, tern=(shape, ""), gull=(_EXPERTS, ""), wren=({**_EXPERTS, "head_dim": 1}, ""))
    (hit,) = hits([families.config(shape)], releases)

    shown = evidence(hit, hit.likenesses[0], "", releases)
    assert (hit.family, shown.families, shown.next_equal) == ("tern", 2, 6)


@pytest.mark.parametrize(
    ("shape", "here", "differs"),
    [
        ({}, SHAPE, ()),
        (SHAPE, {}, ()),
        ({"num_hidden_layers": 10}, {**SHAPE, "num_hidden_layers": 9}, ()),
        ({"num_hidden_layers": 10, "intermediate_size": 1}, {"num_hidden_layers": 9, "hidden_size": 1}, ()),
        ({"hidden_size": 10}, {**SHAPE}, ("hidden_size 1000 against 10",)),
    ],
)
def test_only_what_both_have_contradicts(
    shape: dict[str, Scalar], here: dict[str, Scalar], differs: tuple[str, ...]
) -> None:
    family = Family(key="tern", name="Tern", publisher="acme", shape=shape, releases=(Release(repo="acme/Tern"),))

    assert contradicts(here, family) == differs


_FOUR: dict[str, Scalar] = {
    "hidden_size": 1000,
    "num_hidden_layers": 10,
    "num_attention_heads": 20,
    "intermediate_size": 3000,
}
_TYPED = 'model_types = ["bert"]'
_SIX: dict[str, Scalar] = {**_FOUR, "head_dim": 8, "rank": 4}


@pytest.mark.parametrize(
    ("shape", "head", "here", "is_known"),
    [
        (_FOUR, _TYPED, {"model_type": "bert"}, True),
        (_FOUR, _TYPED, {"model_type": "bert", "intermediate_size": None}, False),
        (_FOUR, "", {}, False),
        (_FOUR, "", {"model_type": "bert"}, False),
        (_FOUR, _TYPED, {"model_type": "bert_tiny"}, False),
        ({**_FOUR, "model": "vits"}, "", {}, True),
        ({**_FOUR, "model": "vits"}, "", {"intermediate_size": None}, True),
        ({**_FOUR, "model": "vits"}, "", {"intermediate_size": None, "num_attention_heads": None}, False),
        ({**_FOUR, "_class_name": "Tern"}, "", {"intermediate_size": None}, True),
        ({**_FOUR, "_class_name": "Tern"}, "", {"intermediate_size": None, "num_attention_heads": None}, False),
        (_SIX, "", {}, False),
        ({**_SIX, "depth": 1}, "", {}, True),
        ({**_SIX, "depth": 1}, "", {"depth": None}, False),
    ],
)
def test_without_a_vocabulary_four_fields_are_enough_where_a_type_or_a_class_is_the_family_s(
    tmp_path: Path, shape: dict[str, Scalar], head: str, here: dict[str, Scalar], *, is_known: bool
) -> None:
    values = {key: value for key, value in {**shape, **here}.items() if value is not None}

    assert bool(hits([families.config(values)], _releases(tmp_path, tern=(shape, head)))) is is_known


_GGUF: dict[str, Scalar] = {
    "general.architecture": "llama",
    "llama.embedding_length": 1000,
    "llama.block_count": 10,
    "llama.vocab_size": 32_000,
    "llama.attention.head_count": 20,
    "llama.feed_forward_length": 3000,
}


@pytest.mark.parametrize(
    ("kind", "values", "is_known"),
    [
        (DocumentKind.GGUF, _GGUF, True),
        (DocumentKind.GGUF, {**_GGUF, "llama.attention.head_count_kv": 1}, True),
        (DocumentKind.GGUF, {**_GGUF, "llama.attention.head_count_kv": 5, "llama.block_count": ("a",)}, False),
        (DocumentKind.GGUF, {**_GGUF, "llama.attention.head_count_kv": 5, "llama.feed_forward_length": ("a",)}, False),
        (DocumentKind.GGUF, {**_GGUF, "llama.expert_feed_forward_length": 7}, True),
        (DocumentKind.GGUF, {**_GGUF, "llama.expert_feed_forward_length": 8}, False),
        (DocumentKind.GGUF, {**_GGUF, "llama.expert_feed_forward_length": 7, "llama.attention.head_count_kv": 1}, True),
        (DocumentKind.CONFIG, {**SHAPE, "moe_intermediate_size": 7}, True),
        (DocumentKind.CONFIG, {**SHAPE, "moe_intermediate_size": 7, "num_key_value_heads": 1}, False),
    ],
)
def test_the_heads_of_a_converted_model_are_not_compared(
    tmp_path: Path, kind: DocumentKind, values: dict[str, Scalar | tuple[Scalar, ...]], *, is_known: bool
) -> None:
    document = models.document("x", kind, fields=(Field(key=key, value=value) for key, value in values.items()))
    releases = _releases(tmp_path, tern=({**SHAPE, "moe_intermediate_size": 7, "head_dim": 8}, ""))

    assert bool(hits([document], releases)) is is_known
