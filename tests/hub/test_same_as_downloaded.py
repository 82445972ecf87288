"""A repository on the Hub and the same one downloaded give the same audit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.hub import Hub
from support.hub.looking import Look
from support.hub.repositories import CHAIN, EXAMPLES, MERGE


def _downloaded(hub: Hub, name: str, place: Path) -> Path:
    """Its files in a directory; large ones are as large as they claim, and zeros behind their heads."""
    for path, entry in hub.get(name).files().items():
        file = place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(entry.lfs.head if entry.lfs else entry.data)
        if entry.lfs:
            os.truncate(file, entry.lfs.size)
    return place


@pytest.mark.parametrize("name", [*EXAMPLES.values(), *CHAIN, MERGE])
def test_the_audits_agree_field_by_field(look: Look, hub: Hub, tmp_path: Path, name: str) -> None:
    there = look(f"hf:{name}")
    here = look(str(_downloaded(hub, name, tmp_path / "model")), name=name, hub_parents=True)

    assert here.findings == there.findings
    assert here.statements == there.statements
    assert here.detections == there.detections
    assert here.copyrights == there.copyrights
    assert here.concluded == there.concluded
    assert here.met == there.met
    documents = {document.path: document.sha256 for document in there.repository.documents}
    assert {document.path: document.sha256 for document in here.repository.documents} == documents
