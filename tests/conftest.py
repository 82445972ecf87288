"""Fixtures for every folder."""

from __future__ import annotations

import pytest

from auditor.knowledge import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge()
