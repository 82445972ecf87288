"""How outcomes become findings at the borders: which are one, how grave they are, and what their remedy names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.engine import Scene, findings
from auditor.engine.findings import _severity
from auditor.engine.governing import governing
from auditor.model import (
    Candidate,
    Case,
    Certainty,
    Citation,
    Detection,
    EdgeKind,
    Evidence,
    Facts,
    Grade,
    Location,
    Match,
    Outcome,
    Relation,
    Rung,
    Severity,
    Upstream,
    Verdict,
)
from support import models
from support.cases import scene_of
from support.offers import offer
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge


def _edge(name: str, *candidates: Candidate, **changes: object) -> Upstream:
    edge = Upstream(
        name=name,
        title=name,
        relations=(Relation.FINETUNE,),
        candidates=candidates or (Candidate(name=name, license="MIT", grade=Grade.SEEN),),
        evidence=(Evidence(rung=Rung.DECLARED, says="given"),),
    )
    return edge.replace(**changes)


def _outcome(upstream: str, **changes: object) -> Outcome:
    outcome = Outcome(
        rule="license-text-missing",
        verdict=Verdict.BREACHED,
        license="mit",
        upstream=upstream,
        candidate=upstream,
        says=f"the text is not here ({upstream})",
    )
    return outcome.replace(**changes)


def _scene(knowledge: Knowledge, *edges: Upstream, detections: tuple[Detection, ...] = ()) -> Scene:
    facts = Facts(
        repository=models.read({}), detections=detections, copyrights=(), statements=(), upstreams=edges, unread=()
    )
    return Scene(facts, knowledge)


def test_a_finding_that_is_about_another_parent_keeps_no_two_from_being_one(knowledge: Knowledge) -> None:
    edges = (_edge("a/one"), _edge("b/base", via="a/one"), _edge("c/other"))
    outcomes = tuple(_outcome(edge.name) for edge in edges)

    made = findings(_scene(knowledge, *edges), knowledge.rules, outcomes)

    assert [finding.upstream for finding in made] == ["a/one", "c/other"]


def _text(license_id: str) -> Detection:
    """The whole text of a license."""
    return Detection(
        location=Location(path="LICENSE", first=1, last=9),
        license=license_id,
        expression=license_id,
        match=Match.EXACT,
        matcher="digest",
        score=1.0,
    )


@pytest.mark.parametrize(
    ("texts", "severity"),
    [
        ((), Severity.ERROR),
        (("llama3.1",), Severity.ERROR),
        (("llama2",), Severity.WARNING),
        (("mit",), Severity.ERROR),
        (("0BSD",), Severity.ERROR),
        (("0BSD", "llama2"), Severity.WARNING),
    ],
    ids=["no text", "its own", "another of its steward", "of nobody", "without a profile", "one of two"],
)
def test_a_license_known_second_hand_is_doubted_where_another_text_of_its_steward_is_here(
    texts: tuple[str, ...], severity: Severity, knowledge: Knowledge
) -> None:
    candidate = Candidate(name="a/one", license="LicenseRef-scancode-llama-3.1-license-2024", grade=Grade.SECONDARY)
    outcome = _outcome("a/one", verdict=Verdict.UNDETERMINED, if_confirmed=Verdict.BREACHED)
    scene = _scene(knowledge, detections=tuple(map(_text, texts)))

    assert _severity([outcome], _edge("a/one", candidate), scene) is severity


def test_a_candidate_depends_on_the_relation_only_where_it_would_be_breached(knowledge: Knowledge) -> None:
    both = (Relation.COPY, Relation.FINETUNE)
    would = _outcome("a/one", verdict=Verdict.UNDETERMINED, if_confirmed=Verdict.BREACHED, relations=both)
    open_one = _outcome("a/two", verdict=Verdict.UNDETERMINED, relations=both[:1])
    candidates = tuple(Candidate(name=name, license="MIT", grade=Grade.SEEN) for name in ("a/one", "a/two"))
    edge = _edge("a/one", *candidates, relations=both)

    assert _severity([would, open_one], edge, _scene(knowledge)) is Severity.WARNING
    assert _severity([would], _edge("a/one", candidates[0], relations=both), _scene(knowledge)) is Severity.ERROR


CITED = Citation(license="llama3.1", name="Llama 3.1 License", clause="§1", quote="", grade=Grade.TEXT)
LIMITS = "alone or together with your own license (AND), or state its limits as terms added to your own license."
NAME = {"rule": "name-prefix-missing", "license": "llama3.1", "wanted": ("Llama",)}


@pytest.mark.parametrize(
    ("changes", "candidates", "remedy"),
    [
        (
            ({**NAME, "citation": CITED},),
            ("a/one",),
            "Rename the model so that its name begins with “Llama” (§1).",
        ),
        (({**NAME, "wanted": ()},), ("a/one",), "Rename the model so that its name begins with the required words ()."),
        (
            ({**NAME, "citation": CITED}, {**NAME, "citation": CITED, "wanted": ("Meta",)}),
            ("a/one",),
            "Rename the model so that its name begins with “Llama” and “Meta” (§1).",
        ),
        (
            ({**NAME, "citation": CITED}, {**NAME, "citation": CITED, "wanted": ("Meta",)}),
            ("a/one", "a/two"),
            "Rename the model so that its name begins with “Llama” or “Meta” (§1).",
        ),
        (
            ({"rule": "limit-dropped", "citation": CITED},),
            ("a/one",),
            f"Declare the Llama 3.1 License, {LIMITS}",
        ),
        (
            ({"rule": "limit-dropped"},),
            ("a/one",),
            f"Declare the mit, {LIMITS}",
        ),
        (
            ({"rule": "limit-dropped", "license": ""},),
            ("a/one",),
            f"Declare the license, {LIMITS}",
        ),
    ],
    ids=["one word", "no words", "two words", "two candidates", "a cited license", "a license", "no license"],
)
def test_a_remedy_names_what_is_wanted(
    changes: tuple[dict[str, object], ...], candidates: tuple[str, ...], remedy: str, knowledge: Knowledge
) -> None:
    edge = _edge("a/one", *(Candidate(name=name, license="MIT", grade=Grade.SEEN) for name in candidates))
    outcomes = tuple(_outcome("a/one", **change) for change in changes)

    (finding,) = findings(_scene(knowledge, edge), knowledge.rules, outcomes)

    assert finding.remedy == remedy


@pytest.mark.parametrize(
    ("rule", "begins"),
    [
        ("license-text-missing", "Add the text of the mit as LICENSE, with your copyright line"),
        ("limit-dropped", "Declare the mit, alone or together with your own license"),
    ],
)
def test_of_ones_own_terms_the_remedy_is_the_one_for_them_if_the_rule_has_one(
    rule: str, begins: str, knowledge: Knowledge
) -> None:
    own = _edge("self", kind=EdgeKind.OWN_TERMS)

    (finding,) = findings(_scene(knowledge, own), knowledge.rules, (_outcome("self", rule=rule),))

    assert finding.remedy.startswith(begins)


def test_a_finding_of_which_all_is_reported_under_another_is_that_of_its_license(knowledge: Knowledge) -> None:
    # the rule into which it is folded is itself folded into a third
    folded = (
        _outcome("a/one", rule="copyright-holder-missing", folds_into="license-text-missing"),
        _outcome("a/one", folds_into="reach-unsettled"),
        _outcome("a/one", rule="reach-unsettled"),
    )

    made = findings(_scene(knowledge, _edge("a/one")), knowledge.rules, folded)

    assert {finding.id for finding in made} == {"license-text-missing:mit:a/one", "reach-unsettled:mit:a/one"}


def test_a_license_that_is_offered_is_certain_though_the_parent_that_brings_it_is_not(knowledge: Knowledge) -> None:
    shape = _edge("a/one", evidence=(Evidence(rung=Rung.SIGNATURE, says="it has the same shape"),))
    scene = _scene(knowledge, shape)

    (open_one,) = governing(scene)
    (offered,) = governing(scene.replace(facts=scene.facts.replace(statements=(offer("MIT"),))))

    assert (open_one.certain, open_one.offered) == (False, False)
    assert (offered.certain, offered.offered) == (True, True)


def test_what_is_not_identified_offers_no_license_by_itself(knowledge: Knowledge) -> None:
    mit = knowledge.profile("mit")
    assert mit is not None
    for certainty in Certainty:
        scene = _scene(knowledge)
        scene = scene.replace(facts=scene.facts.replace(statements=(offer("MIT", certainty=certainty),)))
        assert scene.offers_by_itself(mit) is (certainty is Certainty.IDENTIFIED)


def test_unknown_words_are_in_the_id_of_a_finding_as_far_as_an_id_is_short(knowledge: Knowledge) -> None:
    given = {"card": f"license: {'acme-' * 20}"}
    scene = scene_of(Case.from_plain({"name": "x", "expect": "met", **given}), knowledge)
    (answer,) = answers_of(Row("x", "license-unknown", given, ()), knowledge)
    assert answer.startswith(f"warning license-unknown:{'acme-' * 16}:self: ")
    assert scene.offered
