"""A Hub cache that huggingface_hub itself filled, wholly or in part, audited without the Hub."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from huggingface_hub import constants, hf_hub_download, snapshot_download

import auditor
from auditor import sources
from auditor.model import Audit, UnreadReason, Verdict
from support import lineages, models
from support.hub import Hub
from support.hub.weights import plain
from tests.hub.test_download import CHILD, CLEAN, ODD, PARENT, here, weights

__all__ = ["here"]
DAY = "2026-11-27"


@pytest.fixture
def cache(here: Hub, client: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    here.reset()
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path / "kept"))
    yield Path(constants.HF_HUB_CACHE)
    here.reset()


def on_the_hub(hub: Hub, name: str) -> Audit:
    with sources.Hub(endpoint=hub.endpoint) as opened:
        return auditor.audit(f"hf:{name}", auditor.Options(scancode=False, as_of=DAY), hub=opened)


def cached(cache: Path, name: str) -> Audit:
    """As `auditor audit CACHE/models--org--name` would, offline."""
    with sources.Hub(offline=True) as hub:
        place = cache / f"models--{name.replace('/', '--')}"
        return auditor.audit(str(place), auditor.Options(scancode=False, as_of=DAY), hub=hub)


def fetch(hub: Hub, name: str, *files: str) -> None:
    """All of it, or those files one by one, as programs fetch them."""
    if not files:
        snapshot_download(name, endpoint=hub.endpoint, token=False)
    for file in files:
        hf_hub_download(name, file, endpoint=hub.endpoint, token=False)


@pytest.mark.parametrize("name", [CLEAN, CHILD, ODD])
def test_a_whole_snapshot_is_judged_as_on_the_hub(here: Hub, cache: Path, name: str) -> None:
    fetch(here, PARENT)
    fetch(here, name)
    there, here_cached = on_the_hub(here, name), cached(cache, name)

    assert here_cached.repository.files == there.repository.files
    assert here_cached.repository.revision == there.repository.revision
    assert here_cached.unread == there.unread
    assert here_cached.findings == there.findings


@pytest.mark.parametrize("files", [("config.json",), ("config.json", "model.safetensors", "README.md")])
@pytest.mark.parametrize("listed", [True, False])
def test_a_part_of_a_repository_that_complies_is_never_called_a_breach(
    here: Hub, cache: Path, files: tuple[str, ...], *, listed: bool
) -> None:
    """LICENSE is on the Hub: that a program did not fetch it says nothing of the publisher."""
    complying = "harbor/Complying-1B"
    _complying(here, complying)
    assert not on_the_hub(here, complying).failing

    if listed:
        snapshot_download(complying, endpoint=here.endpoint, token=False, allow_patterns=list(files))
    else:
        fetch(here, complying, *files)
    audit = cached(cache, complying)

    assert not [finding for finding in audit.findings if finding.verdict is Verdict.BREACHED]
    assert "not-read" in {finding.rule for finding in audit.findings}
    missing = {entry.path for entry in audit.unread if entry.reason is UnreadReason.NOT_HERE}
    assert ({"LICENSE", "NOTICE"} <= missing) if listed else missing == {""}


def _complying(hub: Hub, name: str) -> None:
    card = models.card(f"license: apache-2.0\nbase_model: {PARENT}\nbase_model_relation: finetune")
    notice = f"Made from {PARENT}, whose terms are these.\n\n{models.mit('Copyright (c) 2024 Acme')}"
    files = {"README.md": card, "LICENSE": models.apache(), "NOTICE": notice, **plain()}
    hub.repo(name).commit({**files, "model.safetensors": weights(name)}, when="2025-02-01T00:00:00Z")


def test_the_same_breach_is_a_breach_where_the_list_is_whole(here: Hub, cache: Path) -> None:
    fetch(here, PARENT)
    fetch(here, CHILD)
    assert [failure.verdict for failure in cached(cache, CHILD).failing] == [
        failure.verdict for failure in on_the_hub(here, CHILD).failing
    ]
    assert Verdict.BREACHED in [finding.verdict for finding in cached(cache, CHILD).findings]


def test_a_parent_of_which_a_part_is_here_is_not_taken_for_the_whole(here: Hub, cache: Path) -> None:
    fetch(here, PARENT, "config.json")
    fetch(here, CHILD)
    audit = cached(cache, CHILD)

    assert not [finding for finding in audit.findings if finding.verdict is Verdict.BREACHED]


def test_a_download_into_a_directory_tells_its_commit(here: Hub, cache: Path, tmp_path: Path) -> None:
    snapshot_download(CLEAN, endpoint=here.endpoint, token=False, local_dir=tmp_path / "one")
    source = sources.open_target(str(tmp_path / "one"))
    assert (source.name, source.revision, source.unread()) == (None, here.get(CLEAN).head, ())

    hf_hub_download(CLEAN, "config.json", endpoint=here.endpoint, token=False, local_dir=tmp_path / "two")
    source = sources.open_target(str(tmp_path / "two"))
    assert source.revision == here.get(CLEAN).head
    assert [entry.path for entry in source.unread()] == [""]


def test_the_list_that_huggingface_hub_keeps_is_the_trees(here: Hub, cache: Path) -> None:
    fetch(here, CLEAN)
    (place,) = cache.glob("models--acme--Clean-1B/trees/*.json")
    kept = json.loads(place.read_text())
    assert kept["format_version"] == 1
    assert set(kept["files"]) == set(here.get(CLEAN).files())


@pytest.mark.parametrize("where", ["cache", "alone"])
def test_one_file_says_nothing_of_what_stands_beside_it(where: str, tmp_path: Path) -> None:
    head = lineages.gguf(
        general__architecture="llama",
        general__base_model__count=1,
        general__base_model__0__repo_url="https://huggingface.co/deepseek-ai/DeepSeek-R1",
    )
    folder = tmp_path / "models--q--G" / "snapshots" / ("a" * 40) if where == "cache" else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "m.gguf").write_bytes(head)
    (folder / "LICENSE").write_text(models.mit("Copyright (c) 2023 DeepSeek"))
    audit = auditor.audit(str(folder / "m.gguf"), auditor.Options(scancode=False, as_of=DAY))

    assert "license-text-missing:mit:deepseek-ai/DeepSeek-R1" in {finding.id for finding in audit.findings}
    assert not [finding for finding in audit.findings if finding.verdict is Verdict.BREACHED]
