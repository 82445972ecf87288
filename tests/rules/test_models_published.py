"""Every configuration as its publisher has it leads to its family; resized as by fine-tunes, to no other publisher's.

`tests/data/published-configs*.json` hold the digest of each file, and of its fields those that tell a model.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from auditor.knowledge import Knowledge
from auditor.lineage.edges import publisher_of
from auditor.lineage.releases import releases_of
from auditor.lineage.shape.signature import hits
from support import models
from support.data import published_configs, table

if TYPE_CHECKING:
    from auditor.lineage.shape.signature import Hit

_RELEASES = releases_of(Knowledge())
_CONFIGS: dict[str, dict[str, Any]] = {
    **{repo: json.loads(config) for repo, config in published_configs().items()},
    **{repo: row["config"] for repo, row in table("published-configs-2.json").items()},
}
_TEXT = {
    repo: config
    for repo, config in _CONFIGS.items()
    if "#" not in repo and "vocab_size" in (config.get("text_config") or config)
}
_TWINS = {"playgroundai/playground-v2.5-1024px-aesthetic#unet": {"stable-diffusion-xl"}}
"""Trained independently in another's very shape: consistent with that, and no more."""
_OTHER_KIND = {"lllyasviel/control_v11p_sd15_canny"}
"""Of another class than what they were made from."""
_CHANGES = {"+1": 1, "+2": 2, "+32": 32, "+128": 128, "cut": -3}


def _hits(config: dict[str, Any]) -> tuple[Hit, ...]:
    return hits(models.read({"config.json": json.dumps(config), "model_index.json": "{}"}).documents, _RELEASES)


def _homes(repo: str) -> set[str]:
    """The family of a release, and those of what it was made from."""
    homes: set[str] = set()
    known = _RELEASES.get(repo.partition("#")[0])
    while known is not None and known.release.repo not in homes:
        homes |= {known.family.key, known.release.repo}
        known = _RELEASES.get(known.release.base) if known.release.base else None
    return homes


def test_there_are_many() -> None:
    assert len(_CONFIGS) >= 130
    assert len(_TEXT) >= 90


@pytest.mark.parametrize("repo", _CONFIGS)
def test_a_published_configuration_is_of_its_family(repo: str) -> None:
    families = {hit.family for hit in _hits(_CONFIGS[repo])}
    homes = [family for key in _homes(repo) if (family := _RELEASES.by_key.get(key)) is not None]

    assert homes
    if repo in _TWINS or repo in _OTHER_KIND:
        assert families == _TWINS.get(repo, set())
    elif any(family.shape for family in homes):
        assert families & _homes(repo), families
    else:
        assert families == set(), "known by name alone, and nobody else has its shape"


@pytest.mark.parametrize("change", _CHANGES)
@pytest.mark.parametrize("repo", _TEXT)
def test_a_resized_vocabulary_names_the_same_publisher_s_family(repo: str, change: str) -> None:
    """But where that is the very size of another family, which then comes first."""
    config = json.loads(json.dumps(_TEXT[repo]))
    inner = config["text_config"] if "vocab_size" in config.get("text_config", {}) else config
    inner["vocab_size"] += _CHANGES[change]
    matches = _hits(config)
    publishers = {publisher_of(name) for name in _homes(repo)} | {
        known.family.publisher.lower() for name in _homes(repo) if (known := _RELEASES.get(name)) is not None
    }
    families = {hit.family for hit in matches if not _RELEASES.by_key[hit.family].collides}

    assert {_RELEASES.by_key[key].publisher.lower() for key in families} <= publishers | _same_line(publishers), (
        families
    )
    if not any(hit.resized is None for hit in matches):
        line = _same_line(publishers)
        of_line = {hit.family for hit in matches if _RELEASES.by_key[hit.family].publisher.lower() in line}
        assert {hit.family for hit in matches} & _homes(repo) or of_line, families


def _same_line(publishers: set[str]) -> set[str]:
    """Organisations that one publisher goes by."""
    lines = ({"thudm", "zai-org"}, {"meta-llama", "codellama"})
    return {name for line in lines if publishers & line for name in line}
