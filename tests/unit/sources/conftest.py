"""A deadline for every test here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.deadline import deadline

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """A hostile directory must not make the auditor wait."""
    with deadline():
        yield
