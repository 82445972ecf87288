"""No parent that a card names hides behind the name of another edge."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.lineage.edges import OWN_TERMS, parent_name
from auditor.model import Audit, EdgeKind, Rung
from support import models

CARD = "license: apache-2.0\nbase_model: {}"


def _audit(base: str, more: str = "", files: dict[str, str | bytes] | None = None) -> Audit:
    card = models.card(CARD.format(base) + more, "# Tern")
    return models.audit({"README.md": card, "LICENSE": models.apache(), **(files or {})}, "acme/Tern-7B")


@pytest.mark.parametrize("base", ["self", "Self", "_self", "selfy"])
def test_a_base_called_self_is_a_parent_that_nobody_knows(base: str) -> None:
    audit = _audit(base)
    (edge,) = audit.lineage

    assert (edge.kind, edge.title, edge.candidates) == (EdgeKind.PARENT, base, ())
    assert {item.rung for item in edge.evidence} == {Rung.DECLARED}
    assert models.ids(audit) == {f"parent-unknown:any:{edge.name}"}
    assert [finding.upstream for finding in audit.findings if finding.rule == "parent-unknown"] == [edge.name]


def test_a_parents_base_called_self_is_a_parent_too() -> None:
    assert {base: _audit(base).lineage[0].name for base in ("self", "_self", "selfy")} == {
        "self": "_self",
        "_self": "__self",
        "selfy": "selfy",
    }


@given(st.sets(st.text("_selfx/ datacode", max_size=12), max_size=8))
def test_no_two_parents_are_named_alike_and_none_as_another_edge(names: set[str]) -> None:
    named = {parent_name(name, {"xxx"}) for name in names}

    assert len(named) == len(names)
    assert not named & {OWN_TERMS, "xxx"}
    assert not [name for name in named if name.startswith(("datasets/", "code/"))]


def test_a_dataset_of_the_same_name_does_not_hide_a_parent() -> None:
    audit = _audit("datasets/acme", "\ndatasets: [acme]")

    assert [(edge.kind, edge.title) for edge in audit.lineage] == [
        (EdgeKind.PARENT, "datasets/acme"),
        (EdgeKind.DATASET, "the dataset acme"),
    ]
    assert [identifier for identifier in models.ids(audit) if identifier.startswith("parent-unknown")]


def test_the_key_of_a_family_does_not_hide_what_the_shape_shows() -> None:
    files: dict[str, str | bytes] = {"config.json": models.config("deepseek-v3", "deepseek-ai/DeepSeek-V3-0324")}
    shaped = {edge.kind: edge for edge in _audit("deepseek-v3", files=files).lineage}
    plain = {edge.kind: edge for edge in _audit("acme-v3", files=files).lineage}

    assert set(plain) == {EdgeKind.PARENT, EdgeKind.FAMILY}
    assert len(shaped) == len(_audit("deepseek-v3", files=files).lineage)
    assert shaped[EdgeKind.PARENT].candidates or shaped[EdgeKind.FAMILY].candidates


def test_a_finding_of_the_models_own_terms_leads_to_an_edge_that_no_report_draws() -> None:
    audit = models.audit({"README.md": models.card("license: mit")}, "acme/Tern-7B")
    edges = {edge.name: edge for edge in audit.upstreams}
    of_own_terms = [finding for finding in audit.findings if finding.upstream]

    assert of_own_terms
    assert {edges[finding.upstream].kind for finding in of_own_terms} == {EdgeKind.OWN_TERMS}
    assert {finding.id.split(":")[-1] for finding in of_own_terms} == {"self"}
    assert audit.lineage == ()


@pytest.mark.parametrize(
    "head",
    ["license: mit", "license: mit\nbase_model: self", "license: mit\nbase_model: [self, gpt2, deepseek-v3]"],
)
def test_every_finding_joins_the_edge_it_is_about(head: str) -> None:
    audit = models.audit({"README.md": models.card(head), "config.json": json.dumps({"a": 1})}, "acme/Tern-7B")
    names = [edge.name for edge in audit.upstreams]

    assert len(set(names)) == len(names)
    assert {finding.upstream for finding in audit.findings if finding.upstream} <= set(names)
