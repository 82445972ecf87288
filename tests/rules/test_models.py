"""The table of known releases: one shape per family, one license per release, and where it was read."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from auditor import spdx
from auditor.knowledge import Knowledge
from auditor.lineage.releases import releases_of
from auditor.lineage.shape.signature import hits
from auditor.model import Document, DocumentKind, Field, Grade, Part
from support.data import published_configs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from auditor.model import Family, Release

_KNOWLEDGE = Knowledge()
_FAMILIES = pytest.mark.parametrize("family", _KNOWLEDGE.families, ids=lambda family: family.key)
_DIMENSIONS = (
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "num_key_value_heads",
    "intermediate_size",
    "vocab_size",
    "n_routed_experts",
)
_NOT_COMPARABLE = {"flux.1", "nemotron-3-ultra-550b-a55b"}
"""Their configurations spell width, depth or vocabulary in keys of their own."""

_OUTSIDE_THE_HUB = {"mistralai/Mistral-7B-v0.2"}


def _releases() -> Iterator[tuple[Family, Release]]:
    for family in _KNOWLEDGE.families:
        for release in family.releases:
            yield family, release


def test_a_repository_stands_in_one_family_only() -> None:
    counted = Counter(release.repo.lower() for _, release in _releases())

    assert not [repo for repo, times in counted.items() if times > 1]
    assert all(re.fullmatch(r"[\w.-]+/[\w.-]+", repo) for repo in counted)


@_FAMILIES
def test_a_license_is_an_expression_with_a_profile_or_says_that_it_has_none(family: Family) -> None:
    for release in family.releases:
        if release.license is None:
            assert not release.grade.settles, release.repo
            continue
        expression = spdx.parse(release.license)
        assert expression is not None, release.repo
        assert not expression.unknown, release.repo
        without = [license_id for license_id in expression.ids if _KNOWLEDGE.profile(license_id) is None]
        assert not without or "no profile" in release.note, release.repo


@_FAMILIES
def test_what_was_seen_says_where(family: Family) -> None:
    for release in family.releases:
        assert release.grade in (Grade.SEEN, Grade.SECONDARY, Grade.MEMORY), release.repo
        if release.grade is not Grade.MEMORY:
            assert release.source, release.repo
        assert re.fullmatch(r"(20\d\d-\d\d(-\d\d)?)?", release.date), release.repo


@_FAMILIES
def test_a_copyright_line_was_read_and_its_holder_is_known(family: Family) -> None:
    for release in family.releases:
        assert bool(release.copyrights) <= release.copyrights_read, release.repo
        for line in release.copyrights:
            assert any(holder in line for holder in family.holders), line


def test_a_derivative_names_a_base_of_the_table() -> None:
    known = {release.repo for _, release in _releases()}
    unknown = {release.repo: release.base for _, release in _releases() if release.base and release.base not in known}

    assert set(unknown.values()) == _OUTSIDE_THE_HUB
    assert all(bool(release.base) == (release.relation is not None) for _, release in _releases())
    assert not [release.repo for _, release in _releases() if release.base == release.repo]
    assert {teacher for _, release in _releases() for teacher in release.teachers} <= known
    assert all(release.base for _, release in _releases() if release.teachers)


def test_a_re_hosted_or_quantized_copy_has_a_base() -> None:
    suspects = re.compile(r"-(?:NVFP4|FP8(?:-Static-PerTensor)?)$")
    own_only = {
        # published in these precisions alone
        "nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-FP8",
        "nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-NVFP4",
        "nvidia/NVIDIA-Nemotron-3.5-Lightning-30B-A3B-NVFP4",
    }

    baseless = {release.repo for _, release in _releases() if suspects.search(release.repo) and not release.base}

    assert baseless == own_only


@_FAMILIES
def test_a_shape_has_width_depth_and_vocabulary(family: Family) -> None:
    spelled = {"hidden_size", "num_hidden_layers", "vocab_size"} <= set(family.shape)

    assert spelled is (family.key not in _NOT_COMPARABLE)
    assert not {"model_type", "architectures", "max_position_embeddings", "rope_theta"} & set(family.shape)


def test_independent_families_of_one_shape_name_each_other() -> None:
    for one, other in combinations(_KNOWLEDGE.families, 2):
        if _dimensions(one) == _dimensions(other):
            assert other.publisher in one.collides, (one.key, other.key)
            assert one.publisher in other.collides, (one.key, other.key)


def _dimensions(family: Family) -> tuple[object, ...]:
    return tuple(family.shape.get(key) or None for key in _DIMENSIONS)


@pytest.mark.parametrize(
    "family",
    [family for family in _KNOWLEDGE.families if family.key not in _NOT_COMPARABLE],
    ids=lambda family: family.key,
)
def test_a_release_is_found_by_its_own_numbers_and_no_other_family_is(family: Family) -> None:
    expected = {family.key} | {other.key for other in _KNOWLEDGE.families if _dimensions(other) == _dimensions(family)}

    for release in family.releases:
        found = hits([_config({**family.shape, **release.config})], releases_of(_KNOWLEDGE))
        assert {hit.family for hit in found} == expected, release.repo
        whole = {like.release.repo for hit in found for like in hit.likenesses if like.matched == like.compared}
        assert release.repo in whole


def test_published_configurations_lead_to_their_own_release() -> None:
    astray = {}
    for repo, config in published_configs().items():
        found = hits([_config(json.loads(config))], releases_of(_KNOWLEDGE))
        whole = {like.release.repo for hit in found for like in hit.likenesses if like.matched == like.compared}
        if len(found) != 1 or repo not in whole:
            astray[repo] = [hit.family for hit in found]

    assert astray == {}


def test_one_shape_of_deepseek_has_two_licenses() -> None:
    family = _family("deepseek-v3")
    licenses = {release.repo.partition("/")[2]: release.license for release in family.releases if not release.base}

    assert licenses["DeepSeek-V3"] == licenses["DeepSeek-V3-Base"] == "LicenseRef-scancode-deepseek-la-1.0"
    assert {licenses[name] for name in ("DeepSeek-R1", "DeepSeek-V3-0324", "DeepSeek-V3.1", "DeepSeek-V3.2")} == {"MIT"}
    assert {release.repo for release in family.releases if release.copyrights_read} == {
        "deepseek-ai/DeepSeek-V3",
        "deepseek-ai/DeepSeek-V3-Base",
        "deepseek-ai/DeepSeek-R1",
    }
    assert not family.collides


def test_kimi_is_no_deepseek() -> None:
    kimi, moonlight, deepseek = _family("kimi-k2"), _family("moonlight-16b-a3b"), _family("deepseek-v3")

    assert kimi.shape["vocab_size"] == moonlight.shape["vocab_size"] == 163840
    assert _dimensions(kimi) != _dimensions(deepseek) != _dimensions(moonlight)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"max_position_embeddings": 8192}, {"LicenseRef-hf-llama3"}),
        (
            {"max_position_embeddings": 131072, "rope_scaling": {"rope_type": "llama3", "factor": 8.0}},
            {"LicenseRef-scancode-llama-3.1-license-2024"},
        ),
    ],
    ids=["Llama 3", "Llama 3.1"],
)
def test_positions_tell_the_llamas_of_one_shape_apart(config: dict[str, Any], expected: set[str]) -> None:
    (hit,) = hits([_config({**_family("llama-3-8b").shape, **config})], releases_of(_KNOWLEDGE))

    assert {like.release.license for like in hit.likenesses if not like.release.base} == expected


def test_a_mixture_is_not_the_dense_model_of_its_width() -> None:
    (hit,) = hits([_config({**_family("mixtral-8x7b").shape})], releases_of(_KNOWLEDGE))

    assert hit.family == "mixtral-8x7b"


def test_r1_distills_of_llama_are_derivatives_of_llama() -> None:
    bases = {release.repo: release.base for _, release in _releases() if "R1-Distill-Llama" in release.repo}

    assert bases == {
        "deepseek-ai/DeepSeek-R1-Distill-Llama-8B": "meta-llama/Llama-3.1-8B",
        "deepseek-ai/DeepSeek-R1-Distill-Llama-70B": "meta-llama/Llama-3.3-70B-Instruct",
    }


def _family(key: str) -> Family:
    return next(family for family in _KNOWLEDGE.families if family.key == key)


def _config(config: dict[str, Any]) -> Document:
    return Document(
        path="config.json",
        kind=DocumentKind.CONFIG,
        part=Part.WEIGHTS,
        root="",
        sha256="0" * 64,
        size=1,
        fields=tuple(_flat(config)),
    )


def _flat(values: dict[str, Any], prefix: str = "") -> Iterator[Field]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            if value and all(isinstance(item, (str, int, float)) for item in value):
                yield Field(key=prefix + key, value=tuple(value))
        elif value is not None:
            yield Field(key=prefix + key, value=value)
