"""A duty that a parent's license and a grandparent's both require is one finding: a row for each two of them."""

from __future__ import annotations

import pytest

from auditor.engine import Scene, findings
from auditor.knowledge import Knowledge
from auditor.model import Candidate, Evidence, Facts, Grade, Location, Outcome, Relation, Rung, Upstream, Verdict
from support import models

BREACHED, OPEN = Verdict.BREACHED, Verdict.UNDETERMINED
_LINE, _OTHER = ("Copyright (c) 2023 Acme",), ("Copyright (c) 2023 Acme", "Copyright (c) 2024 Base")
_TOO = "; the license of b/base, from which a/one came as far as known, requires the same"


def _edge(name: str, **changes: object) -> Upstream:
    edge = Upstream(
        name=name,
        title=name,
        relations=(Relation.FINETUNE,),
        candidates=(Candidate(name=name, license="MIT", grade=Grade.SEEN),),
        evidence=(Evidence(rung=Rung.DECLARED, says="given"),),
    )
    return edge.replace(**changes)


def _outcome(upstream: str, **changes: object) -> Outcome:
    outcome = Outcome(
        rule="license-text-missing",
        verdict=BREACHED,
        license="mit",
        upstream=upstream,
        candidate=upstream,
        says=f"the text is not here ({upstream})",
        evidence=(Location(path=upstream),),
    )
    return outcome.replace(**changes)


@pytest.mark.parametrize(
    ("nearer", "farther", "via", "is_once"),
    [
        ({}, {}, "a/one", True),
        ({}, {}, "", False),
        ({}, {}, "c/other", False),
        ({"license": "isc"}, {}, "a/one", False),
        ({"rule": "limit-dropped"}, {"rule": "limit-dropped"}, "a/one", False),
        ({"wanted": _LINE}, {}, "a/one", True),
        ({"wanted": _LINE}, {"wanted": _LINE}, "a/one", True),
        ({"wanted": _OTHER}, {"wanted": _LINE}, "a/one", True),
        ({"wanted": _LINE}, {"wanted": _OTHER}, "a/one", False),
        ({}, {"wanted": _LINE}, "a/one", False),
        ({}, {"verdict": OPEN}, "a/one", True),
        ({"verdict": OPEN}, {}, "a/one", False),
        ({"verdict": OPEN}, {"verdict": OPEN}, "a/one", True),
        ({"verdict": OPEN, "note_only": True}, {"verdict": OPEN}, "a/one", False),
        ({"verdict": OPEN}, {"verdict": OPEN, "note_only": True}, "a/one", True),
        ({"verdict": OPEN, "if_confirmed": BREACHED}, {}, "a/one", False),
        ({"verdict": OPEN, "if_confirmed": BREACHED}, {"verdict": OPEN, "if_confirmed": BREACHED}, "a/one", True),
    ],
)
def test_it_is_one_finding_where_the_nearer_is_as_grave_and_wants_as_much(
    nearer: dict[str, object], farther: dict[str, object], via: str, *, is_once: bool, knowledge: Knowledge
) -> None:
    facts = Facts(
        repository=models.read({}),
        detections=(),
        copyrights=(),
        statements=(),
        upstreams=(_edge("a/one"), _edge("b/base", via=via)),
        known_release=None,
        contradictions=(),
        unread=(),
    )
    outcomes = (_outcome("a/one", **nearer), _outcome("b/base", **farther))

    made = findings(Scene(facts, knowledge), knowledge.rules, outcomes)

    assert {finding.upstream for finding in made} == ({"a/one"} if is_once else {"a/one", "b/base"})
    (near,) = [finding for finding in made if finding.upstream == "a/one"]
    assert near.message.endswith(_TOO) is is_once
    assert [str(place) for place in near.evidence] == (["a/one", "b/base"] if is_once else ["a/one"])
    assert len(near.outcomes) == (2 if is_once else 1)
