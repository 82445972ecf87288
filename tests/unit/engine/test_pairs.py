"""Which two parents can conflict: not those of the publisher itself, not code, not the model's own terms."""

from __future__ import annotations

import pytest

from auditor.engine import Scene, evaluate
from auditor.knowledge import Knowledge
from auditor.model import Case, CaseUpstream, EdgeKind, Facts, Part, Relation, Upstream, Verdict
from support.cases import scene_of

_CASE = Case(
    name="GPL merged with RAIL",
    expect=Verdict.BREACHED,
    card="license: gpl-3.0",
    upstream=(
        CaseUpstream(name="a/gpl", license="gpl-3.0", relation=Relation.MERGE),
        CaseUpstream(name="b/rail", license="creativeml-openrail-m", relation=Relation.MERGE),
    ),
)


def _hardest(knowledge: Knowledge, **change: object) -> Verdict:
    """Of the pair, with that change to its second edge."""
    rules = tuple(rule for rule in knowledge.rules if rule.id == "upstreams-conflict")
    scene = scene_of(_CASE, knowledge)
    edges: tuple[Upstream, ...] = tuple(
        edge.replace(**change) if edge.name == "b/rail" else edge for edge in scene.facts.upstreams
    )
    facts: Facts = scene.facts.replace(upstreams=edges)
    outcomes = evaluate(Scene(facts, knowledge), rules)
    order = (Verdict.NOT_APPLICABLE, Verdict.MET, Verdict.UNDETERMINED, Verdict.BREACHED)
    return max((outcome.verdict for outcome in outcomes), key=order.index, default=Verdict.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, Verdict.BREACHED),
        ({"own": True}, Verdict.NOT_APPLICABLE),
        ({"part": Part.CODE}, Verdict.NOT_APPLICABLE),
        ({"kind": EdgeKind.OWN_TERMS}, Verdict.NOT_APPLICABLE),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else str(value),
)
def test_a_pair_conflicts_only_where_both_came_from_others(
    change: dict[str, object], expected: Verdict, knowledge: Knowledge
) -> None:
    assert _hardest(knowledge, **change) is expected
