"""The audit of a repository on the Hub, written and read again."""

from __future__ import annotations

import pytest

from auditor.report.audit import json as report
from auditor.report.audit.json import read
from support.hub.looking import Look
from support.hub.repositories import CHAIN, COPY


@pytest.mark.parametrize("name", [CHAIN[1], COPY])
def test_the_audit_of_a_repository_on_the_hub_reads_back_equal(look: Look, name: str) -> None:
    audit = look(f"hf:{name}")

    assert audit.repository.revision
    assert any(file.sha256 for file in audit.repository.files)
    assert read(report.render(audit)) == audit
