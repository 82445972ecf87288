"""Which type and how many fields a shape needs to be that of a family: tables over families of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.lineage.releases import releases_of
from auditor.lineage.shape.signature import evidence, hits
from support import families
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
