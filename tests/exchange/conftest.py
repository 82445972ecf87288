"""The audits that documents are made of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import Audit, Survey
from support import exchanged


@pytest.fixture(scope="session")
def audits(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Audit]:
    """The audit of that name."""
    made: dict[str, Audit] = {}

    def audit(name: str) -> Audit:
        if name not in made:
            made[name] = exchanged.audit(name, tmp_path_factory.mktemp(name))
        return made[name]

    return audit


@pytest.fixture(scope="session")
def survey(audits: Callable[[str], Audit]) -> Survey:
    """Three models, the last of them not audited."""
    return exchanged.survey(audits("merge"), audits("hub"))
