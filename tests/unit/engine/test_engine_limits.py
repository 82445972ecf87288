"""A limit that is about some models only, and licenses that are accepted in place of another."""

from __future__ import annotations

import pytest

from auditor.engine import evaluate
from auditor.engine.checks.terms import limit_kept
from auditor.engine.question import Question
from auditor.knowledge import Knowledge
from auditor.model import Case, CaseUpstream, Limit, Outcome, Verdict
from support.cases import scene_of


def _outcomes(knowledge: Knowledge, license_id: str, card: str, code: str) -> list[Outcome]:
    parent = CaseUpstream(license=license_id)
    scene = scene_of(Case(name="x", expect="met", card=f"license: {card}", upstream=(parent,)), knowledge)
    return [outcome for outcome in evaluate(scene, knowledge.rules) if outcome.code == code]


@pytest.mark.parametrize("license_id", ["llama3.2", "llama3.3", "llama4"])
def test_the_territory_of_multimodal_models_is_no_breach_for_a_model_that_may_not_be_one(
    license_id: str, knowledge: Knowledge
) -> None:
    (territory,) = _outcomes(knowledge, license_id, "mit", "territory-excluded")

    assert (territory.rule, territory.verdict, territory.if_confirmed) == (
        "limit-dropped",
        Verdict.UNDETERMINED,
        None,
    )
    assert "it is about multimodal models only" in territory.says


def test_no_verdict_hangs_on_the_words_of_a_remark(knowledge: Knowledge) -> None:
    rule = next(rule for rule in knowledge.rules if rule.id == "limit-dropped")
    parent = CaseUpstream(license="tencent-hunyuan-large")
    scene = scene_of(Case(name="x", expect="met", card="license: mit", upstream=(parent,)), knowledge)
    profile = knowledge.profile("tencent-hunyuan-large")
    assert profile is not None
    limit = next(limit for limit in profile.limits if limit.code == "territory-excluded")

    def answer(limit: Limit) -> Verdict:
        return limit_kept(Question(rule, scene, upstream=scene.upstreams[0], profile=profile, limit=limit)).verdict

    remarks = {answer(limit.replace(scope=scope)) for scope in ("", "all use", "multimodal models only")}
    assert remarks == {Verdict.BREACHED}


@pytest.mark.parametrize(
    ("card", "verdict", "says"),
    [
        ("CC-BY-SA-4.0", Verdict.MET, "offered as CC-BY-SA-4.0 or a license it allows"),
        ("GPL-3.0-only", Verdict.UNDETERMINED, "offered under GPL-3.0-only"),
        ("MIT", Verdict.BREACHED, "offered as MIT, not as CC-BY-SA-4.0"),
    ],
)
def test_a_license_accepted_on_a_condition_is_undetermined(
    card: str, verdict: Verdict, says: str, knowledge: Knowledge
) -> None:
    (shared,) = _outcomes(knowledge, "cc-by-sa-4.0", card, "same-license")

    assert (shared.verdict, shared.says) == (verdict, says)


@pytest.mark.parametrize(
    ("license_id", "contradicted", "incomplete"),
    [
        ("kolors", {"use-policy", "output-training-ban"}, {"mau-threshold"}),
        ("tencent-hunyuan-large", {"use-policy", "output-training-ban", "territory-excluded"}, {"mau-threshold"}),
        ("hyperclova-x-seed", {"use-policy", "mau-threshold", "noncompete"}, set()),
        ("gemma", {"use-policy"}, set()),
    ],
)
def test_terms_of_ones_own_have_to_contain_what_the_clause_says_and_no_more(
    license_id: str, contradicted: set[str], incomplete: set[str], knowledge: Knowledge
) -> None:
    """Hunyuan §3: terms may differ "except as set forth in this Section and in Section 5"; Kolors §3.a names 3(b)."""
    parent = CaseUpstream(license=license_id)
    scene = scene_of(Case(name="x", expect="met", card="license: mit", upstream=(parent,)), knowledge)
    dropped = [outcome for outcome in evaluate(scene, knowledge.rules) if outcome.rule == "limit-dropped"]

    def codes(verdict: Verdict) -> set[str]:
        return {outcome.code for outcome in dropped if verdict in (outcome.verdict, outcome.if_confirmed)}

    assert codes(Verdict.BREACHED) == contradicted
    assert codes(Verdict.UNDETERMINED) >= incomplete
    assert not codes(Verdict.BREACHED) & incomplete
