"""A repository on the Hub that holds several models: each is judged by itself, as a copy on disk is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import auditor
from auditor.errors import TargetError
from support import models
from support.hub.looking import DAY, Look
from support.hub.weights import plain

if TYPE_CHECKING:
    from pathlib import Path

NAME = "acme/Sizes"
OPTIONS = auditor.Options(as_of=DAY, scancode=False)
FILES: dict[str, str | bytes] = {
    "README.md": models.card("license: mit", "# Sizes"),
    "LICENSE": models.mit("Copyright (c) 2025 Acme"),
    "draft/README.md": models.card("license: llama3.1", "# Draft"),
    **{f"{size}/{path}": data for size in ("small", "large", "draft") for path, data in plain().items()},
    **{f"{size}/model.safetensors": models.WEIGHTS for size in ("small", "large", "draft")},
}


def surveyed(look: Look) -> dict[str, auditor.Audit]:
    """The audits by the path in the repository."""
    with look.opened() as hub:
        entries = list(auditor.survey([f"hf:{NAME}"], OPTIONS, knowledge=look.knowledge, hub=hub))
    return {entry.target.removeprefix(f"hf:{NAME}/"): entry.audit for entry in entries if entry.audit is not None}


@pytest.fixture
def several(look: Look, tmp_path: Path) -> Look:
    """A user of a Hub that has such a repository."""
    look.hub.repo(NAME).commit(FILES, when="2025-06-01T00:00:00Z")
    return Look(look.hub, tmp_path / "cache", look.knowledge)


def test_each_model_of_a_repository_is_judged_as_in_a_copy_on_disk(several: Look, tmp_path: Path) -> None:
    for path, data in FILES.items():
        place = tmp_path / "copy" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data.encode() if isinstance(data, str) else data)
    on_disk = auditor.survey([tmp_path / "copy"], OPTIONS, knowledge=several.knowledge)
    copies = {entry.audit.repository.roots[0]: entry.audit for entry in on_disk if entry.audit is not None}
    there = surveyed(several)

    assert set(there) == set(copies) == {"small", "large", "draft"}
    for path, audit in there.items():
        assert {finding.id for finding in audit.findings} == {finding.id for finding in copies[path].findings}
        assert [document.path for document in audit.repository.documents] == [
            document.path for document in copies[path].repository.documents
        ]
    assert there["small"].findings == there["large"].findings == ()
    assert there["draft"].findings


def test_one_of_them_is_named_by_its_folder(several: Look) -> None:
    with several.opened() as hub:
        with pytest.raises(TargetError, match="holds 3 models: draft, large, small"):
            auditor.trace_lineage(f"hf:{NAME}", OPTIONS, knowledge=several.knowledge, hub=hub)
        chosen = OPTIONS.replace(roots=("draft",))
        lineage = auditor.trace_lineage(f"hf:{NAME}", chosen, knowledge=several.knowledge, hub=hub)
        history = auditor.history(f"hf:{NAME}", chosen, knowledge=several.knowledge, hub=hub)
    assert [edge.name for edge in lineage.upstreams] == ["llama3.1"]
    assert history.newest.findings == surveyed(several)["draft"].findings
