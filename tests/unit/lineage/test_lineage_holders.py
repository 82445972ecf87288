"""A copyright line of somebody else in a LICENSE or NOTICE, over a model that names no parent."""

from __future__ import annotations

import pytest

from auditor.model import Audit, EdgeKind, Rung, Severity
from support import models

THEIRS = "Copyright (c) 2023 DeepSeek"
OURS = "Copyright (c) 2026 Acme"


def _audit(name: str = "acme/Mine-7B", head: str = "license: mit", **files: str) -> Audit:
    everything = {"README.md": models.card(head), "LICENSE": models.mit(OURS), **files}
    return models.audit(everything, name)


def _parents(audit: Audit) -> list[str]:
    return [edge.title for edge in audit.upstreams if not edge.is_own_terms]


@pytest.mark.parametrize(
    "file", [{"LICENSE": models.mit(THEIRS)}, {"NOTICE": f"{THEIRS}\n"}], ids=["LICENSE", "NOTICE"]
)
def test_a_holder_who_publishes_models_is_a_parent_that_nobody_names(file: dict[str, str]) -> None:
    audit = _audit(**file)

    (edge,) = [edge for edge in audit.upstreams if not edge.is_own_terms]
    assert (edge.title, edge.kind) == ("a model of deepseek-ai", EdgeKind.UNNAMED)
    assert [(evidence.rung, evidence.quote) for evidence in edge.evidence] == [(Rung.DECLARED, THEIRS)]
    unknown = {finding.id: finding.severity for finding in audit.findings}
    assert unknown == {"parent-unknown:any:holder/deepseek-ai": Severity.WARNING}


@pytest.mark.parametrize(
    ("name", "head", "files"),
    [
        ("deepseek-ai/Mine-7B", "license: mit", {"LICENSE": models.mit(THEIRS)}),
        ("Mine-7B", "license: mit", {"LICENSE": models.mit(THEIRS)}),
        ("acme/Mine-7B", "license: mit", {"LICENSE": models.mit("Copyright (c) 2023 Jane Doe")}),
        ("acme/Mine-7B", "license: mit", {"third_party/LICENSE": models.mit(THEIRS)}),
        ("acme/Mine-7B", "license: mit\nbase_model: acme/Other-7B", {"LICENSE": models.mit(THEIRS)}),
    ],
    ids=["their own model", "no publisher known", "a person", "somebody else's file", "another parent declared"],
)
def test_other_lines_tell_of_no_parent(name: str, head: str, files: dict[str, str]) -> None:
    assert not [title for title in _parents(_audit(name, head, **files)) if title.startswith("a model of")]
