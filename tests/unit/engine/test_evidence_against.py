"""Evidence against an ancestor is in what is found of it, and weakens it (design §5.10 and §5.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.engine import Scene, evaluate, findings
from auditor.model import (
    Because,
    Candidate,
    Case,
    CaseUpstream,
    EdgeDoubts,
    EdgeKind,
    Evidence,
    Finding,
    Grade,
    Rung,
    Severity,
    Verdict,
)
from support.cases import scene_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

_AGAINST = EdgeDoubts(counter_evidence="hidden_size 2000 against 1000.")
_SAYS = "hidden_size 2000 against 1000"


def _finding(rule_id: str, knowledge: Knowledge, **change: object) -> Finding:
    """The only finding of a rule about a model "from scratch" that names another, with that change to the edge."""
    case = Case(
        name="from scratch",
        expect=Verdict.BREACHED,
        card="license: mit",
        prose="This model was trained from scratch.",
        upstream=(CaseUpstream(license="mit"),),
    )
    scene = scene_of(case, knowledge)
    named = Evidence(rung=Rung.NAMED, says="config.json names upstream/base")
    edge = scene.facts.upstreams[0].replace(evidence=(named,)).replace(**change)
    scene = Scene(scene.facts.replace(upstreams=(edge,)), knowledge)
    rules = tuple(rule for rule in knowledge.rules if rule.id == rule_id)
    (finding,) = findings(scene, rules, evaluate(scene, rules))
    return finding


def _against(finding: Finding) -> list[str]:
    reasons = [reason for outcome in finding.outcomes for reason in outcome.because]
    return [reason.detail for reason in reasons if reason.code is Because.COUNTER_EVIDENCE]


def test_a_claim_is_contradicted_by_a_leaked_name(knowledge: Knowledge) -> None:
    finding = _finding("claim-contradicted", knowledge)
    assert (finding.verdict, finding.severity) == (Verdict.BREACHED, Severity.ERROR)
    assert _against(finding) == []


def test_evidence_against_the_ancestor_leaves_open_whether_it_contradicts_the_claim(knowledge: Knowledge) -> None:
    finding = _finding("claim-contradicted", knowledge, doubts=_AGAINST)
    assert (finding.verdict, finding.if_confirmed) == (Verdict.UNDETERMINED, Verdict.BREACHED)
    assert finding.severity is Severity.WARNING
    assert _against(finding) == [_SAYS]


def test_which_of_several_releases_it_was_does_not_matter_to_a_claim_of_none(knowledge: Knowledge) -> None:
    candidates = tuple(Candidate(name=f"a/{n}", license="MIT", grade=Grade.SEEN) for n in range(2))
    assert _finding("claim-contradicted", knowledge, candidates=candidates).verdict is Verdict.BREACHED
    shape = (Evidence(rung=Rung.SIGNATURE, says="the shape of a/0"),)
    finding = _finding("claim-contradicted", knowledge, candidates=candidates, evidence=shape)
    assert finding.verdict is Verdict.UNDETERMINED
    codes = [reason.code for reason in finding.outcomes[0].because]
    assert codes == [Because.BASE_NOT_DECLARED, Because.RELEASE_UNKNOWN]


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"evidence": (Evidence(rung=Rung.DECLARED, says="declared"),)}, Because.CLAIM_OF_THE_BASE),
        ({"kind": EdgeKind.STEWARD}, Because.OFFER_UNCLEAR),
    ],
    ids=["declared", "of the licensor"],
)
def test_a_claim_that_is_open_anyway_has_it_too(
    change: dict[str, object], because: Because, knowledge: Knowledge
) -> None:
    finding = _finding("claim-contradicted", knowledge, doubts=_AGAINST, **change)
    assert finding.verdict is Verdict.UNDETERMINED
    assert [reason.code for reason in finding.outcomes[0].because] == [because, Because.COUNTER_EVIDENCE]
    assert _against(finding) == [_SAYS]
    assert _against(_finding("claim-contradicted", knowledge, **change)) == []


def test_a_base_that_is_not_declared_has_it(knowledge: Knowledge) -> None:
    assert _against(_finding("base-undeclared", knowledge, doubts=_AGAINST)) == [_SAYS]
    assert _against(_finding("base-undeclared", knowledge)) == []
