"""Which families a shape and a name lead to, and how they are told: tables over families of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from auditor.lineage import trace
from auditor.lineage.shape.vocabulary import resized
from auditor.model import EdgeKind, Family, Relation, Release
from support import families, models
from support.families import SHAPE, TERN, TWO_TERNS, WIDE_GULL, WIDER

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.lineage import Traced
    from auditor.model import Scalar


def traced(root: Path, config: dict[str, Scalar], name: str | None = "me/mine", **known: str) -> Traced:
    files: dict[str, str | bytes] = {"config.json": json.dumps(config)}
    return trace(models.read(files, name), (), families.knowledge(root, **{"tern": TERN, **known}))


def evidence_of(here: Traced) -> list[str]:
    return [f"{edge.name}: {evidence.says}" for edge in here.upstreams for evidence in edge.evidence]


# a vocabulary that was resized


def _family(key: str, shape: dict[str, Scalar], *types: str) -> Family:
    return Family(
        key=key, name=key, publisher="acme", shape=shape, model_types=types, releases=(Release(repo=f"acme/{key}"),)
    )


@pytest.mark.parametrize(
    ("vocabulary", "says"),
    [
        (32_001, "1 more"),
        (32_128, "128 more"),
        (32_129, ""),
        (31_999, "1 fewer"),
        (31_904, "96 fewer"),
        (31_903, ""),
        ("32001", ""),
        (True, ""),
        (None, ""),
    ],
)
def test_a_fine_tune_adds_128_tokens_at_most_and_cuts_three_in_a_thousand(vocabulary: Scalar, says: str) -> None:
    changes = resized({**SHAPE, "vocab_size": vocabulary}, (_family("tern", SHAPE),))

    assert [(family.key, change.says) for family, change in changes] == ([("tern", says)] if says else [])


def test_what_a_truth_value_is_near_is_no_vocabulary() -> None:
    assert resized({**SHAPE, "vocab_size": True}, (_family("tern", {**SHAPE, "vocab_size": 1}),)) == ()


@pytest.mark.parametrize(
    ("kind", "types", "is_of"),
    [
        ("tern", ("tern",), True),
        ("tern_text", ("tern",), True),
        ("tern", ("tern_text",), False),
        ("ternary", ("tern",), False),
        ("gull", ("tern",), False),
        ("gull", ("tern", "gull"), True),
        (None, ("tern",), True),
        ("gull", (), True),
    ],
)
def test_a_resized_vocabulary_is_of_the_same_type(kind: str | None, types: tuple[str, ...], is_of: bool) -> None:
    shape = {**SHAPE, "vocab_size": 32_008, "model_type": kind}

    assert bool(resized(shape, (_family("tern", SHAPE, *types),))) is is_of


@pytest.mark.parametrize(
    ("keys", "changed", "is_of"),
    [
        (("hidden_size", "num_hidden_layers", "num_attention_heads"), "", True),
        (("hidden_size", "num_hidden_layers"), "", False),
        *((tuple(SHAPE), key, False) for key in SHAPE if key != "vocab_size"),
        (("hidden_size", "num_hidden_layers", "num_attention_heads"), "num_attention_heads", False),
    ],
)
def test_a_resized_vocabulary_has_three_sizes_of_the_family_and_all_that_it_has(
    keys: tuple[str, ...], changed: str, is_of: bool
) -> None:
    shape = {key: SHAPE[key] for key in keys} | {"vocab_size": 32_008} | ({changed: 7} if changed else {})

    assert bool(resized(shape, (_family("tern", SHAPE),))) is is_of


@pytest.mark.parametrize(
    ("vocabularies", "nearest"),
    [
        ((32_000, 32_010), {"b"}),
        ((32_010, 32_000), {"a"}),
        ((32_001, 32_015), {"a", "b"}),
        ((32_008 - 128, 32_008 + 96), {"b"}),
        ((40_000, 32_000), {"b"}),
    ],
)
def test_of_several_families_those_with_the_nearest_vocabulary_are_meant(
    vocabularies: tuple[int, int], nearest: set[str]
) -> None:
    known = tuple(_family(key, {**SHAPE, "vocab_size": size}) for key, size in zip("ab", vocabularies, strict=True))

    assert {family.key for family, _ in resized({**SHAPE, "vocab_size": 32_008}, known)} == nearest


# another depth


@pytest.mark.parametrize(
    ("changes", "quote"),
    [
        ({"num_hidden_layers": 20}, "equal but for num_hidden_layers 20 here, 10 there"),
        ({"num_hidden_layers": 20, "model_type": "tern"}, "equal but for num_hidden_layers 20 here, 10 there"),
        ({"num_hidden_layers": 20, "model_type": "gull"}, ""),
        ({"num_hidden_layers": 20, "num_attention_heads": 10}, ""),
        ({"num_hidden_layers": 20, "num_attention_heads": None}, ""),
        ({"num_hidden_layers": 20, "hidden_size": None, "head_dim": 8}, ""),
        ({"num_hidden_layers": None}, ""),
    ],
)
def test_a_family_is_of_another_depth_where_five_other_numbers_agree(
    tmp_path: Path, changes: dict[str, Scalar], quote: str
) -> None:
    known = families.family("Tern", "acme", {**SHAPE, "head_dim": 8}, "acme/Tern", head='model_types = ["tern"]')
    here = {key: value for key, value in {**SHAPE, **changes}.items() if value is not None}

    mentions = traced(tmp_path, here, tern=known).mentions

    assert [(model.name, model.quote) for model in mentions] == ([("Tern (acme)", quote)] if quote else [])


_FLUX: dict[str, Scalar] = {
    "_class_name": "TernTransformer",
    "hidden_size": 1000,
    "depth": 10,
    "depth_single_blocks": 30,
    "in_channels": 7,
    "vec_in_dim": 9,
}


@pytest.mark.parametrize(
    ("changes", "quote"),
    [
        ({"depth": 8}, "equal but for depth 8 here, 10 there"),
        ({"depth_single_blocks": 8}, "equal but for depth_single_blocks 8 here, 30 there"),
        (
            {"depth": 8, "depth_single_blocks": 9},
            "equal but for depth 8 here, 10 there, depth_single_blocks 9 here, 30 there",
        ),
        ({"depth": 8, "num_hidden_layers": 4}, "equal but for depth 8 here, 10 there"),
        ({"depth": 8, "vec_in_dim": None}, ""),
        ({"depth": 8, "_class_name": "GullTransformer"}, ""),
    ],
)
def test_a_component_is_of_another_depth_where_its_class_and_three_numbers_agree(
    tmp_path: Path, changes: dict[str, Scalar], quote: str
) -> None:
    here = {key: value for key, value in {**_FLUX, **changes}.items() if value is not None}

    mentions = traced(tmp_path, here, tern=families.family("Tern", "acme", _FLUX, "acme/Tern")).mentions

    assert [(model.name, model.quote) for model in mentions] == ([("Tern (acme)", quote)] if quote else [])


@pytest.mark.parametrize(
    ("other", "is_told"),
    [
        (families.family("Tern Two", "acme", SHAPE, "acme/Tern-Two"), True),
        (families.family("Gull", "beta", SHAPE, "beta/Gull"), False),
        (families.family("Gull", "beta", SHAPE, "beta/Gull", head='collides = ["gamma"]'), True),
    ],
)
def test_another_depth_is_told_where_it_is_of_one_publisher_alone(tmp_path: Path, other: str, is_told: bool) -> None:
    mentions = traced(tmp_path, {**SHAPE, "num_hidden_layers": 20}, ungull=other).mentions

    assert [model.name for model in mentions] == (["Tern (acme)"] if is_told else [])


@pytest.mark.parametrize(
    ("without", "here", "is_told"),
    [
        ("", {}, True),
        ("", {"model_type": "gull"}, True),
        ("hidden_size", {}, False),
        ("hidden_size", {"hidden_size": 7}, False),
    ],
)
def test_another_depth_is_told_of_a_family_of_that_width(
    tmp_path: Path, without: str, here: dict[str, Scalar], is_told: bool
) -> None:
    shape = {key: value for key, value in {**SHAPE, "head_dim": 8, "rank": 9}.items() if key != without}
    known = families.family("Tern", "acme", shape, "acme/Tern")

    mentions = traced(
        tmp_path, {**SHAPE, "head_dim": 8, "rank": 9, "num_hidden_layers": 20, **here}, tern=known
    ).mentions

    assert [model.name for model in mentions] == (["Tern (acme)"] if is_told else [])


def test_a_configuration_without_a_class_is_no_component_of_another_depth(tmp_path: Path) -> None:
    here = {key: value for key, value in {**_FLUX, "depth": 8, "rank": 9}.items() if key != "_class_name"}
    known = families.family("Tern", "acme", {**_FLUX, "rank": 9}, "acme/Tern")

    assert traced(tmp_path, here, tern=known).mentions == ()


@pytest.mark.parametrize(
    ("beside", "is_told"),
    [
        ({}, True),
        ({"README.md": models.card("license: mit\nbase_model: me/older")}, False),
        ({"README.md": models.card("license: mit", "The tokenizer is that of me/older.")}, True),
        ({"whole/config.json": json.dumps(SHAPE), "whole/model.safetensors": models.WEIGHTS}, False),
    ],
)
def test_another_depth_is_told_where_no_parent_is_known(
    tmp_path: Path, beside: dict[str, str | bytes], is_told: bool
) -> None:
    files = {"config.json": json.dumps({**SHAPE, "num_hidden_layers": 20}), **beside}
    here = trace(models.read(files, "me/mine"), (), families.knowledge(tmp_path, tern=TERN))

    assert ("Tern (acme)" in {model.name for model in here.mentions}) is is_told


def test_another_depth_is_told_where_no_shape_agrees_whole(tmp_path: Path) -> None:
    wider = {**SHAPE, "hidden_size": 2000}
    common = families.family("Tern", "acme", SHAPE, "acme/Tern", head='collides = ["gamma"]')
    files: dict[str, str | bytes] = {"b/config.json": json.dumps({**wider, "num_hidden_layers": 20})}
    known = families.knowledge(tmp_path, tern=common, gull=families.family("Gull", "beta", wider, "beta/Gull"))

    alone = trace(models.read(files, "me/mine"), (), known)
    beside = trace(models.read({**files, "config.json": json.dumps(SHAPE)}, "me/mine"), (), known)

    assert [model.name for model in alone.mentions] == ["Gull (beta)"]
    assert (beside.mentions, beside.upstreams) == ((), ())


# names that agree


@pytest.mark.parametrize(
    ("name", "agrees"),
    [
        ("me/tern-7b-law", True),
        ("me/my-tern-7b-chat-law", True),
        ("me/Tern_7B", True),
        ("me/tern-law", False),
        ("me/tern-13b", False),
        ("me/7b-tern", False),
        ("me/law", False),
        (None, False),
    ],
)
def test_a_name_agrees_that_has_the_words_of_a_release_together(tmp_path: Path, name: str | None, agrees: bool) -> None:
    says = "tern: 6 of the 6 fields that can be compared agree with Tern"
    also = f"; its own name {name} has the name of acme/Tern-7b-chat in it" if agrees else ""

    assert evidence_of(traced(tmp_path, SHAPE, name)) == [says + also]


# which of the families of one shape are told

GULL = families.family("Gull", "beta", SHAPE, "beta/Gull-7b")
AGREES = "6 of the 6 fields that can be compared agree with"
NAMED = "its own name me/gull-7b-x has the name of beta/Gull-7b in it"
DECLARED = "license: mit\nbase_model: acme/Tern-7b-chat"


_DERIVED_GULL = families.family("Gull", "beta", WIDER, "beta/Gull from acme/Tern-7b-chat")


def _limited(name: str, publisher: str, repo: str, length: int) -> str:
    short = repo.rpartition("/")[2]
    return families.family(name, publisher, SHAPE, repo, **{short: {"max_position_embeddings": length}})


@pytest.mark.parametrize(
    ("name", "known", "config", "card", "edges"),
    [
        ("me/mine", {"gull": GULL}, {}, "", {}),
        ("me/gull-7b-x", {"gull": GULL}, {}, "", {"gull": f"{AGREES} Gull; {NAMED}"}),
        ("me/gull-7b-x", {"gull": GULL}, {}, DECLARED, {"gull": f"{AGREES} Gull; {NAMED}"}),
        ("me/mine", {}, {}, DECLARED, {}),
        ("me/mine", {}, {}, "license: mit\nbase_model: acme/Tern-unheard", {}),
        ("me/mine", {}, {}, "license: mit\nbase_model: beta/Unheard", {"tern": f"{AGREES} Tern"}),
        ("acme/Tern-7b-chat", {}, {}, "", {}),
        ("me/mine", {"tern": _limited("Tern", "acme", "acme/Tern", 4096)}, {}, "", {"tern": f"{AGREES} Tern"}),
        (
            "me/mine",
            {"tern": _limited("Tern", "acme", "acme/Tern", 4096), "gull": _limited("Gull", "beta", "beta/Gull", 8192)},
            {"max_position_embeddings": 4096},
            "",
            {"tern": "7 of the 7 fields that can be compared agree with Tern"},
        ),
        (
            "me/mine",
            {"tern": _limited("Tern", "acme", "acme/Tern", 4096), "gull": _limited("Gull", "beta", "beta/Gull", 8192)},
            {"max_position_embeddings": 2048},
            "",
            {},
        ),
        (
            "me/mine",
            {"tern": families.family("Tern", "acme", SHAPE, "acme/Tern", head='collides = ["gamma"]')},
            {},
            "",
            {},
        ),
        (
            "me/tern-7b-x",
            {"tern": families.family("Tern", "acme", SHAPE, "acme/Tern-7b", head='collides = ["gamma"]')},
            {},
            "",
            {"tern": f"{AGREES} Tern; its own name me/tern-7b-x has the name of acme/Tern-7b in it"},
        ),
        (
            "me/mine",
            {"gull": families.family("Gull", "beta", SHAPE, "beta/Gull from acme/Tern-7b-chat")},
            {},
            "",
            {"tern": f"{AGREES} Tern", "gull": f"{AGREES} beta/Gull, itself made from acme/Tern-7b-chat"},
        ),
        ("me/Tern-7b-chat", {}, {}, "", {}),
        ("acme/Tern-7b-chat", {"gull": WIDE_GULL}, {"hidden_size": 2000}, "", {}),
        ("me/other", {"gull": WIDE_GULL}, {"hidden_size": 2000}, "", {"gull": f"{AGREES} Gull"}),
        ("beta/Gull", {"gull": _DERIVED_GULL}, {}, "", {"tern": f"{AGREES} Tern"}),
        (
            "me/mine",
            {"tern": families.family("Tern", "acme", SHAPE, "acme-ai/Tern")},
            {},
            "license: mit\nbase_model: acme-ai/Tern",
            {},
        ),
        (
            "me/mine",
            {"tern": TWO_TERNS},
            {"max_position_embeddings": 2048, "rope_theta": 1},
            "",
            {"tern": "7 of the 8 fields that can be compared agree with Tern"},
        ),
        (
            "me/mine",
            {},
            {"vocab_size": 32_008},
            "",
            {
                "tern": "5 of the 6 fields that can be compared agree with Tern; its vocabulary has 32,008 tokens for "
                "32,000, 8 more"
            },
        ),
        (
            "me/mine",
            {},
            {"vocab_size": 31_992},
            "",
            {
                "tern": "5 of the 6 fields that can be compared agree with Tern; its vocabulary has 31,992 tokens for "
                "32,000, 8 fewer"
            },
        ),
    ],
)
def test_a_shape_leads_to_these_families_and_to_no_other(
    tmp_path: Path, name: str, known: dict[str, str], config: dict[str, Scalar], card: str, edges: dict[str, str]
) -> None:
    files: dict[str, str | bytes] = {"config.json": json.dumps({**SHAPE, **config})}
    files |= {"README.md": models.card(card)} if card else {}
    here = trace(models.read(files, name), (), families.knowledge(tmp_path, **{"tern": TERN, **known}))

    shaped = [edge for edge in here.upstreams if edge.kind is EdgeKind.FAMILY]
    assert {edge.name: edge.evidence[0].says for edge in shaped} == edges
    changed = (Relation.FINETUNE, Relation.MERGE)
    assert all((edge.relations == changed) is ("vocab_size" in config) for edge in shaped)
    assert all((edge.candidates[-1].name.startswith("none of ")) is ("vocab_size" in config) for edge in shaped)


def test_a_component_has_a_family_of_its_own(tmp_path: Path) -> None:
    other = {key: value + 1 for key, value in SHAPE.items() if isinstance(value, int)}
    files: dict[str, str | bytes] = {
        "model_index.json": json.dumps({"_class_name": "P", "text_encoder": ["transformers", "Gull"]}),
        "text_encoder/config.json": json.dumps(other),
        "text_encoder/model.safetensors": models.WEIGHTS,
        "config.json": json.dumps(SHAPE),
    }
    gull = families.family("Gull", "beta", {**other}, "beta/Gull-7b")
    here = trace(models.read(files, "me/mine"), (), families.knowledge(tmp_path, atern=gull, tern=TERN))

    assert [(edge.name, edge.component) for edge in here.upstreams] == [("tern", ""), ("atern", "text_encoder")]
