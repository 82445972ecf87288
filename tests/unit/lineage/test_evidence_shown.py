"""What a shape was compared by is shown: each field, both values, and how many known families share what agrees."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from auditor.lineage import trace
from auditor.model import Comparison, Evidence, Rung
from auditor.report.lineage.fields import fields
from support import models

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge


def test_a_resized_vocabulary_is_shown_with_both_values(knowledge: Knowledge) -> None:
    config = json.loads(models.config("llama-3-8b", "meta-llama/Llama-3.1-8B"))
    config |= {"vocab_size": 128_264, "model_type": "llama"}
    (edge,) = trace(models.read({"config.json": json.dumps(config)}), (), knowledge).upstreams
    (evidence,) = edge.evidence
    equal, differs, share, margin = fields(evidence)

    alike = sum(comparison.equal for comparison in evidence.compared)
    assert evidence.rung is Rung.VOCABULARY_CHANGED
    assert "hidden_size 4096" in equal
    assert differs == "differs: vocab_size 128264 here, 128256 there"
    assert share.endswith("all that is equal")
    assert margin == f"the next known family of this width has {evidence.next_equal} of the {alike}"
    assert 0 < evidence.next_equal < alike
    assert [candidate.license for candidate in edge.candidates][-1] is None, "none of them, always"


def test_the_margin_is_to_the_family_that_shares_most_of_the_rest(knowledge: Knowledge) -> None:
    config = models.config("deepseek-v3", "deepseek-ai/DeepSeek-R1")
    (edge,) = trace(models.read({"config.json": config}, "acme/Tern"), (), knowledge).upstreams
    (evidence,) = edge.evidence
    agreeing = {comparison.field: comparison.here for comparison in evidence.compared if comparison.equal}
    others = [
        {**family.shape, **release.config}
        for family in knowledge.families
        if family.shape.get("hidden_size") == 7168 and family.key != "deepseek-v3"
        for release in family.releases
    ]
    shared = [sum(known.get(key) == value for key, value in agreeing.items()) for known in others]

    assert evidence.families == 1
    assert evidence.next_equal == max(shared) < len(agreeing)


@pytest.mark.parametrize(
    ("compared", "whose"),
    [
        (("hidden_size",), " of this width"),
        (("hidden_size", "_class_name"), " of this class"),
        (("_class_name",), " of this class"),
        (("model",), ""),
    ],
)
def test_the_margin_is_to_families_of_that_class_or_width(compared: tuple[str, ...], whose: str) -> None:
    values = tuple(Comparison(field=key, here=1, there=1) for key in (*compared, "depth"))
    evidence = Evidence(rung=Rung.SIGNATURE, says="x", compared=values, families=1, next_equal=1)

    assert fields(evidence)[-1] == f"the next known family{whose} has 1 of the {len(values)}"


def test_evidence_that_compared_nothing_has_no_such_lines(knowledge: Knowledge) -> None:
    card = models.card("base_model: acme/Nothing-7B")
    (edge,) = trace(models.read({"README.md": card}), (), knowledge).upstreams

    assert fields(edge.evidence[0]) == ()
