"""Which edges are checked, which licenses govern, which duties are of use: a row for each condition."""

from __future__ import annotations

import pytest

from auditor.engine import Scene
from auditor.engine.governing import governing
from auditor.engine.users import of_use, user_terms
from auditor.knowledge import Knowledge
from auditor.model import (
    Because,
    Candidate,
    Case,
    Contradiction,
    Detection,
    Duty,
    DutyCode,
    EdgeKind,
    Evidence,
    Grade,
    Location,
    Match,
    Part,
    Reason,
    Relation,
    Rung,
    Trigger,
    Unread,
    UnreadReason,
    Upstream,
    Verdict,
)
from support.cases import scene_of

_CASE = Case(name="a likeness beside a declared parent", expect=Verdict.MET, card="license: apache-2.0")


def _edge(name: str, rung: Rung, *licenses: str, **changes: object) -> Upstream:
    edge = Upstream(
        name=name,
        title=name,
        relations=(Relation.FINETUNE,),
        candidates=tuple(
            Candidate(name=f"{name}-{number}", license=license_id, grade=Grade.SEEN)
            for number, license_id in enumerate(licenses)
        ),
        evidence=(Evidence(rung=rung, says="given"),),
        part=Part.WEIGHTS,
    )
    return edge.replace(**changes)


def _scene(knowledge: Knowledge, *edges: Upstream, **facts: object) -> Scene:
    return Scene(scene_of(_CASE, knowledge).facts.replace(upstreams=edges, **facts), knowledge)


_LIKE = _edge("acme/tern", Rung.SIGNATURE, "MIT")
_DECLARED = _edge("acme/Tern-Chat", Rung.DECLARED)


@pytest.mark.parametrize(
    ("like", "declared", "checked"),
    [
        ({}, {}, False),
        ({"evidence": _edge("x", Rung.VOCABULARY_CHANGED).evidence}, {}, False),
        ({"evidence": (*_LIKE.evidence, *_DECLARED.evidence)}, {}, True),
        ({"evidence": _edge("x", Rung.NAMED).evidence}, {}, True),
        ({"kind": EdgeKind.OWN_TERMS}, {}, True),
        ({"component": "vision"}, {}, True),
        ({}, {"component": "vision"}, True),
        ({"component": "vision"}, {"component": "vision"}, False),
        ({}, {"name": "other/Tern-Chat"}, True),
        ({}, {"candidates": _LIKE.candidates}, True),
        ({}, {"relations": (Relation.DISTILL,)}, True),
        ({}, {"relations": (Relation.TRAINED_ON, Relation.CODE)}, True),
        ({}, {"relations": (Relation.DISTILL, Relation.FINETUNE)}, False),
        ({}, {"evidence": _edge("x", Rung.NAMED).evidence}, True),
        ({"part": Part.TOKENIZER}, {}, False),
        ({"part": Part.CODE}, {}, False),
        ({"part": Part.CODE, "evidence": _DECLARED.evidence}, {}, True),
    ],
)
def test_a_likeness_is_no_second_parent_where_one_of_its_publisher_is_declared(
    like: dict[str, object], declared: dict[str, object], *, checked: bool, knowledge: Knowledge
) -> None:
    scene = _scene(knowledge, _LIKE.replace(**like), _DECLARED.replace(**declared))

    assert ("acme/tern" in {edge.name for edge in scene.edges_in_scope}) is checked


def test_a_parent_that_the_numbers_contradict_explains_nothing(knowledge: Knowledge) -> None:
    against = Contradiction(upstream="acme/Tern-Chat", says="another width", evidence=())
    scene = _scene(knowledge, _LIKE, _DECLARED, contradictions=(against,))

    assert _LIKE in scene.edges_in_scope


@pytest.mark.parametrize(
    ("changes", "unresolved"),
    [
        ({}, True),
        ({"license": "mit"}, False),
        ({"match": Match.REFERENCE}, False),
        ({"expression": "MIT"}, False),
        ({"policy": True}, False),
        ({"location": Location(path="NOTICE")}, False),
    ],
)
def test_a_text_that_is_not_named_may_be_any_license(
    changes: dict[str, object], *, unresolved: bool, knowledge: Knowledge
) -> None:
    facts = scene_of(_CASE.replace(files={"LICENSE": "x", "NOTICE": "y"}), knowledge).facts
    place = Location(path="LICENSE", first=1, last=1)
    plain = Detection(
        location=place, license="", expression="NOASSERTION", match=Match.UNKNOWN, matcher="", score=0.0, note=""
    )
    scene = Scene(facts.replace(detections=(plain.replace(**changes),)), knowledge)

    reason = Reason(code=Because.TEXT_NOT_IDENTIFIED, path="LICENSE")
    assert scene.unresolved_files == ((reason,) if unresolved else ())


@pytest.mark.parametrize(
    ("detail", "message"), [("it is 4 GB large", "it is 4 GB large"), ("", UnreadReason.TOO_LARGE.value)]
)
def test_a_file_that_was_not_read_may_have_any_license_in_it(detail: str, message: str, knowledge: Knowledge) -> None:
    unread = Unread(path="LICENSE", reason=UnreadReason.TOO_LARGE, detail=detail)
    aside = Unread(path="a.txt", reason=UnreadReason.TOO_LARGE, matters=False)
    scene = _scene(knowledge, unread=(unread, aside))

    assert scene.unresolved_files == (Reason(code=Because.FILE_NOT_READ, path="LICENSE", detail=message),)


@pytest.mark.parametrize(
    ("edges", "certain"),
    [
        ((_edge("a/one", Rung.DECLARED, "MIT"),), {"mit": True, "apache-2.0": True}),
        ((_edge("a/one", Rung.SIGNATURE, "MIT"),), {"mit": False, "apache-2.0": True}),
        ((_edge("a/one", Rung.DECLARED, "MIT", "MIT"),), {"mit": True, "apache-2.0": True}),
        ((_edge("a/one", Rung.DECLARED, "MIT", "ISC"),), {"mit": False, "isc": False, "apache-2.0": True}),
        ((_edge("a/one", Rung.SIGNATURE, "Apache-2.0"),), {"apache-2.0": True}),
        (
            (_edge("a/one", Rung.SIGNATURE, "MIT"), _edge("b/two", Rung.DECLARED, "MIT")),
            {"mit": True, "apache-2.0": True},
        ),
        (
            (_edge("a/one", Rung.DECLARED, "MIT"), _edge("b/two", Rung.SIGNATURE, "MIT")),
            {"mit": True, "apache-2.0": True},
        ),
    ],
)
def test_a_license_governs_for_certain_where_a_firm_edge_brings_it_whichever_release_it_is(
    edges: tuple[Upstream, ...], certain: dict[str, bool], knowledge: Knowledge
) -> None:
    licenses = governing(_scene(knowledge, *edges))

    assert {each.profile.key: each.certain for each in licenses} == certain


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        (_edge("a/one", Rung.DECLARED, "cc-by-nc-4.0"), {"cc-by-nc-4.0": "a/one"}),
        (_edge("a/one", Rung.SIGNATURE, "cc-by-nc-4.0"), {}),
        (_edge("a/one", Rung.DECLARED, "cc-by-nc-4.0", kind=EdgeKind.OWN_TERMS), {}),
        (_edge("a/one", Rung.DECLARED, "cc-by-nc-4.0", part=Part.CODE), {}),
        (_edge("a/one", Rung.DECLARED, "cc-by-nc-4.0", relations=(Relation.DISTILL,)), {}),
        (_edge("a/one", Rung.DECLARED, "cc-by-nc-4.0", relations=(Relation.FINETUNE, Relation.TRAINED_ON)), {}),
        (_edge("a/one", Rung.DECLARED, "cc-by-nc-4.0", relations=(Relation.COPY,)), {"cc-by-nc-4.0": "a/one"}),
        (_edge("a/one", Rung.DECLARED, "cc-by-nc-4.0", "cc-by-nc-4.0"), {"cc-by-nc-4.0": "a/one"}),
        (_edge("a/one", Rung.DECLARED, "cc-by-nc-4.0", "mit"), {}),
        (
            _edge("a/one", Rung.DECLARED, "cc-by-nc-4.0 AND openrail++"),
            {"cc-by-nc-4.0": "a/one", "openrail++": "a/one"},
        ),
        (_edge("a/one", Rung.DECLARED), {}),
    ],
)
def test_the_terms_of_an_ancestor_bind_its_users_where_its_weights_arrive_for_certain(
    edge: Upstream, expected: dict[str, str], knowledge: Knowledge
) -> None:
    terms = user_terms(_scene(knowledge, edge))

    assert {each.license: each.via for each in terms if each.via} == expected


@pytest.mark.parametrize(
    ("code", "when", "on_own_facts", "expected"),
    [
        (DutyCode.INCLUDE_LICENSE_TEXT, (), False, False),
        (DutyCode.INCLUDE_LICENSE_TEXT, (Trigger.COPY,), False, False),
        (DutyCode.INCLUDE_LICENSE_TEXT, (Trigger.COPY, Trigger.HOSTED), False, False),
        (DutyCode.INCLUDE_LICENSE_TEXT, (Trigger.HOSTED,), False, True),
        (DutyCode.INCLUDE_LICENSE_TEXT, (Trigger.HOSTED, Trigger.OUTPUTS), False, True),
        (
            DutyCode.INCLUDE_LICENSE_TEXT,
            (Trigger.HOSTED, Trigger.COMMERCIAL, Trigger.PUBLICATION, Trigger.OUTPUTS),
            False,
            True,
        ),
        (DutyCode.INCLUDE_LICENSE_TEXT, (Trigger.COPY,), True, True),
        (DutyCode.REGISTER, (Trigger.COPY,), False, True),
    ],
)
def test_a_duty_is_of_use_where_no_file_shows_it(
    code: DutyCode, when: tuple[Trigger, ...], *, on_own_facts: bool, expected: bool
) -> None:
    duty = Duty(code=code, when=when, clause="1", quote="q", grade=Grade.TEXT, on_own_facts=on_own_facts)

    assert of_use(duty) is expected
