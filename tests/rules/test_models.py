"""The table of known releases: one shape per family, one license per release, and where it was read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from auditor.knowledge import Knowledge
from auditor.lineage.releases import releases_of
from auditor.lineage.shape.signature import hits
from auditor.model import DocumentKind, Field
from auditor.pipeline.rules_check.models import dimensions
from support import models
from support.data import published_configs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from auditor.model import Document, Family, Release

_KNOWLEDGE = Knowledge()


def _releases() -> Iterator[tuple[Family, Release]]:
    for family in _KNOWLEDGE.families:
        for release in family.releases:
            yield family, release


def test_the_table_holds_what_people_derive_from() -> None:
    releases = [release for _, release in _releases()]

    assert len(releases) >= 1_300
    assert sum(len(release.mirrors) for release in releases) >= 1_000
    assert sum(release.grade.settles for release in releases) >= 460
    for name in (
        "runwayml/stable-diffusion-v1-5",
        "stabilityai/stable-diffusion-xl-base-1.0",
        "unsloth/llama-3-8b-bnb-4bit",
        "Ultralytics/YOLOv8",
        "facebook/nllb-200-distilled-600M",
        "coqui/XTTS-v2",
        "BAAI/bge-m3",
        "google/gemma-3-4b-pt",
        "google/gemma-3n-E2B-it",
        "huggyllama/llama-7b",
        "Qwen/Qwen2-7B-Instruct",
        "meta-llama/Llama-3.2-11B-Vision-Instruct",
    ):
        assert releases_of(_KNOWLEDGE).get(name) is not None, name


def test_a_mirror_is_known_under_its_own_id_by_the_weaker_of_the_two_facts() -> None:
    known = releases_of(_KNOWLEDGE)
    for _, release in _releases():
        for mirror in release.mirrors:
            answer = known.get(mirror.repo)
            assert answer is not None, mirror.repo
            assert (answer.release.repo, answer.release.license) == (mirror.repo, release.license)
            assert answer.release.grade.settles <= (mirror.grade.settles and release.grade.settles), mirror.repo


def test_published_configurations_lead_to_their_own_release() -> None:
    astray = {}
    for repo, config in published_configs().items():
        matches = [
            hit
            for hit in hits([_config(json.loads(config))], releases_of(_KNOWLEDGE))
            if not _family(hit.family).collides
        ]
        whole = {like.release.repo for hit in matches for like in hit.likenesses if like.matched == like.compared}
        if len(matches) != 1 or repo not in whole:
            astray[repo] = [hit.family for hit in matches]

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
    assert dimensions(kimi) != dimensions(deepseek) != dimensions(moonlight)


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
    matches = hits([_config({**_family("llama-3-8b").shape, **config})], releases_of(_KNOWLEDGE))
    (hit,) = [hit for hit in matches if hit.family == "llama-3-8b"]

    assert {like.release.license for like in hit.likenesses if not like.release.base} == expected


def test_a_mixture_is_not_the_dense_model_of_its_width() -> None:
    matches = hits([_config({**_family("mixtral-8x7b").shape})], releases_of(_KNOWLEDGE))

    assert {hit.family for hit in matches} == {"mixtral-8x7b"}


def test_r1_distills_of_llama_are_derivatives_of_llama() -> None:
    bases = {release.repo: release.base for _, release in _releases() if "R1-Distill-Llama" in release.repo}

    assert bases == {
        "deepseek-ai/DeepSeek-R1-Distill-Llama-8B": "meta-llama/Llama-3.1-8B",
        "deepseek-ai/DeepSeek-R1-Distill-Llama-70B": "meta-llama/Llama-3.3-70B-Instruct",
    }


def _family(key: str) -> Family:
    return next(family for family in _KNOWLEDGE.families if family.key == key)


def _config(config: dict[str, Any]) -> Document:
    return models.document("config.json", DocumentKind.CONFIG, fields=_flat(config))


def _flat(values: dict[str, Any], prefix: str = "") -> Iterator[Field]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            if value and all(isinstance(item, (str, int, float)) for item in value):
                yield Field(key=prefix + key, value=tuple(value))
        elif value is not None:
            yield Field(key=prefix + key, value=value)
