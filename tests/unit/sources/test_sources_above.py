"""A license above the target is named, and not read."""

from __future__ import annotations

from pathlib import Path

import pytest

import auditor
from auditor.sources import LocalSource, paper_above
from support import models
from support.memory import MemorySource

OPTIONS = auditor.Options(scancode=False, as_of="2026-11-22")


def is_license(name: str) -> bool:
    return name == "LICENSE"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model two folders below a LICENSE."""
    place = tmp_path / "app" / "models" / "tern"
    place.mkdir(parents=True)
    (tmp_path / "app" / "LICENSE").write_text(models.mit("Copyright (c) 2024 App"))
    (place / "README.md").write_text(models.card("license: mit"))
    (place / "model.safetensors").write_bytes(models.WEIGHTS)
    return place


def test_the_nearest_above_is_named_as_a_path_from_the_target(model: Path) -> None:
    assert paper_above(LocalSource(model), is_license) == "../../LICENSE"
    (model.parent / "LICENSE").write_text("")
    assert paper_above(LocalSource(model), is_license) == "../LICENSE"
    (model / "LICENSE").write_text("")
    assert paper_above(LocalSource(model), is_license) == "../LICENSE"
    assert paper_above(LocalSource(model / "model.safetensors"), is_license) == "LICENSE"


def test_nothing_is_looked_for_above_a_clone_nor_in_a_home_nor_far_above(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (model.parent / ".git").mkdir()
    assert paper_above(LocalSource(model), is_license) == ""
    (model.parent / ".git").rmdir()
    monkeypatch.setenv("HOME", str(model.parents[1]))
    assert paper_above(LocalSource(model), is_license) == ""
    deep = model / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.setenv("HOME", "/nowhere")
    assert paper_above(LocalSource(deep), is_license) == ""


def test_it_is_said_once_and_changes_no_verdict(model: Path) -> None:
    def left_out(audit: auditor.Audit) -> list[str]:
        return [entry.detail for entry in audit.unread if entry.reason.is_left_out]

    audit = auditor.audit(model, OPTIONS)
    assert [detail.partition(" ")[0] for detail in left_out(audit)] == ["../../LICENSE"]
    (model.parents[1] / "LICENSE").unlink()
    plain = auditor.audit(model, OPTIONS)
    assert (plain.standing, plain.findings, left_out(plain)) == (audit.standing, audit.findings, [])


def test_what_is_no_folder_on_this_machine_has_nothing_above() -> None:
    assert paper_above(MemorySource({"README.md": "x"}), is_license) == ""
