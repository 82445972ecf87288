"""The hand-made audits that every format is tried on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import samples

if TYPE_CHECKING:
    from auditor.model import Audit


@pytest.fixture(params=list(samples.ALL))
def audit(request: pytest.FixtureRequest) -> Audit:
    """Each of them."""
    return samples.ALL[request.param]()


@pytest.fixture
def rakuten() -> Audit:
    return samples.rakuten()


@pytest.fixture
def llama() -> Audit:
    return samples.llama()


@pytest.fixture
def hostile() -> Audit:
    return samples.hostile()
