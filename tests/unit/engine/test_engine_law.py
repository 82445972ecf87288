"""What counsel asked for: disputes, students, own terms, what users are told, the words of a standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor import verdict
from auditor.engine import evaluate, findings, user_terms
from auditor.model import Case, CaseUpstream, Harm, LimitCode, Relation, Severity, Standing, Verdict
from support.cases import scene_of

if TYPE_CHECKING:
    from auditor.engine import Scene
    from auditor.knowledge import Knowledge
    from auditor.model import Finding


def _scene(
    knowledge: Knowledge, *parents: CaseUpstream, license_id: str = "apache-2.0", prose: str = "A model."
) -> Scene:
    case = Case(
        name="a case",
        expect=Verdict.MET,
        repo="acme/Tern-7B",
        card=f"license: {license_id}\nbase_model: upstream/base",
        prose=prose,
        upstream=parents,
    )
    return scene_of(case, knowledge)


def _findings(scene: Scene) -> tuple[Finding, ...]:
    return findings(scene, scene.knowledge.rules, evaluate(scene, scene.knowledge.rules))


def test_a_disputed_fact_carries_no_error(knowledge: Knowledge) -> None:
    scene = _scene(knowledge, CaseUpstream(license="gemma"))
    edges = tuple(
        edge.replace(candidates=tuple(each.replace(disputed="by Acme, since 2026-11-01") for each in edge.candidates))
        for edge in scene.upstreams
    )
    disputed = type(scene)(scene.facts.replace(upstreams=edges), knowledge)

    assert Severity.ERROR in {each.severity for each in _findings(scene)}
    by_id = _findings(disputed)
    assert {each.severity for each in by_id} == {Severity.WARNING, Severity.NOTE} - (
        set() if any(each.severity is Severity.NOTE for each in by_id) else {Severity.NOTE}
    )
    assert {each.if_confirmed for each in by_id} == {None}
    assert verdict.standing(by_id, unread=(), concluded="MIT") is Standing.UNDETERMINED


def test_one_question_is_asked_once_of_a_student(knowledge: Knowledge) -> None:
    """Text, notice, restrictions and limit of Gemma hang on one purpose: one note (license-facts 1.2)."""
    student = CaseUpstream(license="gemma", relation=Relation.DISTILL, by_publisher=True)
    by_id = _findings(_scene(knowledge, student, license_id="mit", prose="A classifier of intents."))
    of_gemma = [each for each in by_id if "gemma" in each.id]

    assert [(each.id, each.severity) for each in of_gemma] == [("reach-unsettled:gemma:upstream/base", Severity.NOTE)]


def test_findings_are_read_in_the_order_of_harm(knowledge: Knowledge) -> None:
    by_id = _findings(_scene(knowledge, CaseUpstream(license="llama3.1", copyrights_read=True), license_id="mit"))
    errors = [each.harm for each in by_id if each.severity is Severity.ERROR]

    assert errors == sorted(errors, key=tuple(Harm).index)
    assert errors[0] is Harm.LABEL


@pytest.mark.parametrize(
    ("license_id", "code"),
    [
        ("cc-by-nc-4.0", LimitCode.NONCOMMERCIAL),
        ("tencent-hunyuan-community", LimitCode.TERRITORY_EXCLUDED),
        ("stability-community", LimitCode.REVENUE_THRESHOLD),
    ],
)
def test_an_honest_copy_tells_its_users_what_is_withheld(
    license_id: str, code: LimitCode, knowledge: Knowledge
) -> None:
    profile = knowledge.profile(license_id)
    assert profile is not None
    (entry,) = user_terms(_scene(knowledge, CaseUpstream(license=license_id), license_id=profile.spdx))

    assert (entry.license, entry.via) == (license_id, "upstream/base")
    assert code in {limit.code for limit in entry.limits}


@pytest.mark.parametrize("license_id", ["agpl-3.0", "stability-community", "glm-4", "yi-community-2.1"])
def test_duties_that_only_a_use_brings_about_are_shown(license_id: str, knowledge: Knowledge) -> None:
    """Registration, and the source of a service: no relation of files triggers them (license-facts 2.4)."""
    profile = knowledge.profile(license_id)
    assert profile is not None
    entries = user_terms(_scene(knowledge, CaseUpstream(license=license_id), license_id=profile.spdx))

    assert {"register", "network-source"} & {duty.code for entry in entries for duty in entry.duties}


def test_a_likeness_binds_no_user(knowledge: Knowledge) -> None:
    weak = CaseUpstream(license="cc-by-nc-4.0", firm=False)

    assert "cc-by-nc-4.0" not in {entry.license for entry in user_terms(_scene(knowledge, weak, license_id="mit"))}


def test_a_license_that_ends_by_itself_says_how_it_comes_back(knowledge: Knowledge) -> None:
    profile = knowledge.profile("cc-by-4.0")

    assert profile is not None
    assert profile.cure is not None
    assert (profile.cure.automatic, profile.cure.days, profile.cure.starts) == (True, 30, "discovery")
