"""Fixtures for every folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.knowledge import Knowledge

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of texts and facts that stands beside the project, where it does."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of license texts does not stand beside the project")
    return folder
