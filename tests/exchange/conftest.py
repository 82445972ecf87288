"""The audits that documents are made of, and the schemas of the formats."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest

from auditor.model import Audit, Survey
from support import exchanged
from support.exchanged import ROOT

_SCHEMAS = ROOT / "tests" / "data" / "schemas"


def schema(name: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(packed(name))
    return made


def packed(name: str) -> bytes:
    return gzip.decompress((_SCHEMAS / f"{name}.gz").read_bytes())


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
