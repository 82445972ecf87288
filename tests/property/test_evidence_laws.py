"""Laws of evidence: what is known less well is judged no harder, and is not passed over either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.engine import Scene, evaluate, findings
from auditor.knowledge import Knowledge
from auditor.model import (
    Candidate,
    Case,
    CaseText,
    CaseUpstream,
    Evidence,
    Grade,
    Outcome,
    Relation,
    Rung,
    Severity,
    Unread,
    UnreadReason,
    Upstream,
    Verdict,
)
from support.cases import scene_of
from support.hardness import HARD, hardest

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Profile

_KNOWLEDGE = Knowledge()
_KEYS = tuple(profile.key for profile in _KNOWLEDGE.profiles if profile.key != "no-license")
_LINE = "Copyright (c) 2023 Upstream Laboratory"
_GRAVE = {Severity.NOTE: 1, Severity.WARNING: 2, Severity.ERROR: 3}
_OF_LABELS = {"limit-dropped", "condition-hidden", "share-alike-broken", "copy-relabelled", "card-and-file-disagree"}

laws = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
relations = st.sampled_from([relation for relation in Relation if relation is not Relation.CODE])
prose = st.sampled_from(
    ["A model.", "It was trained from scratch.", "A fine-tuned version of upstream/base.", "Quantized.", _LINE]
)


def _spdx(key: str) -> str:
    profile = _KNOWLEDGE.profile(key)
    assert profile is not None
    return profile.spdx


two = st.lists(st.sampled_from(_KEYS).map(_spdx), min_size=2, max_size=2, unique=True)
certain = st.one_of(st.sampled_from(_KEYS).map(_spdx), two.map(" AND ".join))
licenses = st.one_of(certain, two.map(" OR ".join))


@st.composite
def scenes(draw: st.DrawFn, inbound: st.SearchStrategy[str] = certain) -> Scene:
    """A model with one or two parents, of any relations, which are declared.

    Their licenses are no choices: of a choice, what is known may change which alternative is judged.
    """
    names = ("upstream/base", "upstream/other")[: draw(st.integers(1, 2))]
    parents = tuple(
        CaseUpstream(
            name=name,
            license=draw(inbound),
            relation=draw(relations),
            copyrights=(_LINE,),
            copyrights_read=True,
            notice_file=draw(st.sampled_from([True, False, None])),
            by_publisher=draw(st.sampled_from([True, None])),
        )
        for name in names
    )
    carried = draw(st.lists(st.sampled_from(_KEYS), max_size=2, unique=True))
    case = Case(
        name="a law",
        expect=Verdict.MET,
        repo=draw(st.sampled_from(["acme/model", "acme/Llama-model"])),
        card=f"license: {draw(licenses)}",
        prose=draw(prose),
        carries=tuple(CaseText(license=key, path=f"LICENSES/{key}.txt") for key in carried),
        upstream=parents,
    )
    return scene_of(case, _KNOWLEDGE)


def _shape(edge: Upstream) -> Upstream:
    return edge.replace(evidence=(Evidence(rung=Rung.SIGNATURE, says="the shape"),))


def _of_candidate(**change: object) -> Callable[[Upstream], Upstream]:
    return lambda edge: edge.replace(candidates=tuple(each.replace(**change) for each in edge.candidates))


_WEAKER: dict[str, Callable[[Upstream], Upstream]] = {
    "by its shape": _shape,
    "license known from memory": _of_candidate(grade=Grade.MEMORY),
    "license known second-hand": _of_candidate(grade=Grade.SECONDARY),
    "disputed": _of_candidate(disputed="the publisher, 2026-01-01"),
    "evidence against it": lambda edge: edge.doubting(counter_evidence="The width differs."),
    "another candidate": lambda edge: edge.replace(
        candidates=(*edge.candidates, Candidate(name="upstream/else", license="MIT", grade=Grade.SEEN))
    ),
    "another relation": lambda edge: edge.replace(
        relations=tuple(dict.fromkeys((*edge.relations, Relation.FINETUNE, Relation.COPY)))
    ),
    "another license, not known": lambda edge: edge.replace(
        candidates=tuple(each.replace(license=f"({each.license}) OR LicenseRef-acme") for each in edge.candidates)
    ),
}


def _weaker(scene: Scene, how: str) -> Scene:
    edges = scene.facts.upstreams
    first = _WEAKER[how](edges[0])
    return Scene(scene.facts.replace(upstreams=(first, *edges[1:])), scene.knowledge)


def _breached(outcomes: tuple[Outcome, ...]) -> set[tuple[str, str, str, str]]:
    return {key for key, hard in hardest(outcomes).items() if hard == HARD[Verdict.BREACHED]}


ways = st.sampled_from(sorted(_WEAKER))


@laws
@given(scenes(), ways)
def test_weaker_evidence_breaches_nothing_more(scene: Scene, how: str) -> None:
    before, after = (evaluate(each, _KNOWLEDGE.rules) for each in (scene, _weaker(scene, how)))
    assert _breached(after) <= _breached(before)


@laws
@given(scenes(licenses), ways)
def test_weaker_evidence_leaves_no_breach_of_that_ancestor(scene: Scene, how: str) -> None:
    if how == "another relation":
        return
    after = evaluate(_weaker(scene, how), _KNOWLEDGE.rules)
    edge = scene.facts.upstreams[0].name
    assert {key for key in _breached(after) if key[3] == edge} == set()


@laws
@given(scenes(), ways)
def test_weaker_evidence_never_silences_what_is_open_or_not_met(scene: Scene, how: str) -> None:
    before, after = (hardest(evaluate(each, _KNOWLEDGE.rules)) for each in (scene, _weaker(scene, how)))
    silenced = {key for key, hard in before.items() if hard and not after.get(key, 0)}
    assert silenced == set()


@laws
@given(scenes(licenses), ways)
def test_weaker_evidence_makes_no_finding_graver(scene: Scene, how: str) -> None:
    def gravest(each: Scene) -> dict[tuple[str, str], int]:
        outcomes = evaluate(each, _KNOWLEDGE.rules)
        worst: dict[tuple[str, str], int] = {}
        for finding in findings(each, _KNOWLEDGE.rules, outcomes):
            key = (finding.rule, finding.upstream)
            worst[key] = max(worst.get(key, 0), _GRAVE[finding.severity])
        return worst

    before, after = gravest(scene), gravest(_weaker(scene, how))
    assert {key for key, grave in after.items() if grave > max(before.get(key, 0), _GRAVE[Severity.WARNING])} == set()


@laws
@given(scenes())
def test_a_file_that_was_not_read_silences_nothing_and_breaches_nothing_more(scene: Scene) -> None:
    unread = Unread(path="LICENSE.pdf", reason=UnreadReason.MALFORMED)
    weaker = Scene(scene.facts.replace(unread=(unread,)), scene.knowledge)
    before, after = (evaluate(each, _KNOWLEDGE.rules) for each in (scene, weaker))
    assert _breached(after) <= _breached(before)
    silenced = {key for key, hard in hardest(before).items() if hard and not hardest(after).get(key, 0)}
    assert silenced == set()
    assert any(outcome.rule == "not-read" and outcome.verdict is Verdict.UNDETERMINED for outcome in after)


class _KnownLess(Knowledge):
    """The same licenses, of which no text was read word for word."""

    def __init__(self, grade: Grade) -> None:
        super().__init__()
        self._grade = grade
        self._weaker: dict[str, Profile] = {}

    def profile(self, name: str) -> Profile | None:
        known = super().profile(name)
        if known is None:
            return None
        if known.key not in self._weaker:
            self._weaker[known.key] = known.replace(
                grade=self._grade,
                texts=(),
                duties=tuple(duty.replace(grade=self._grade) for duty in known.duties),
                limits=tuple(limit.replace(grade=self._grade) for limit in known.limits),
                grants=tuple(grant.replace(grade=self._grade) for grant in known.grants),
                outbound=known.outbound.replace(grade=self._grade),
            )
        return self._weaker[known.key]


_LESS = {grade: _KnownLess(grade) for grade in (Grade.COPY, Grade.SECONDARY, Grade.MEMORY)}


@laws
@given(scenes(), st.sampled_from(sorted(_LESS)))
def test_a_clause_that_was_not_read_breaches_nothing_and_silences_nothing(scene: Scene, grade: Grade) -> None:
    if scene.detections:
        return  # a text that is here may be the one that was read in a copy
    before = evaluate(scene, _KNOWLEDGE.rules)
    after = evaluate(Scene(scene.facts, _LESS[grade]), _KNOWLEDGE.rules)
    about_licenses = {key for key in _breached(after) if key[1] and key[3] and key[0] != "license-unknown"}
    assert about_licenses == set()
    later = hardest(after)
    assert {key for key, hard in hardest(before).items() if hard and not later.get(key, 0)} == set()


@laws
@given(scenes(licenses), st.sampled_from(["license: other", "license: no-such-thing-1.0", "tags: [x]"]))
def test_a_label_that_nobody_knows_is_found_and_contradicts_no_upstream(scene: Scene, card: str) -> None:
    case = Case(name="a label", expect=Verdict.MET, repo="acme/model", card=card)
    unlabelled = scene_of(case, _KNOWLEDGE)
    facts = unlabelled.facts.replace(upstreams=scene.facts.upstreams)
    outcomes = evaluate(Scene(facts, _KNOWLEDGE), _KNOWLEDGE.rules)
    assert {key[0] for key in _breached(outcomes)} & _OF_LABELS == set()
    severities = {finding.severity for finding in findings(Scene(facts, _KNOWLEDGE), _KNOWLEDGE.rules, outcomes)}
    assert severities - {Severity.NOTE}
