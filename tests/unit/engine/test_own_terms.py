"""What a model's own license requires of whoever passes it on: a row for each offer."""

from __future__ import annotations

import pytest

from auditor.engine.own_terms import own_terms
from auditor.knowledge import Knowledge
from auditor.lineage import Traced
from auditor.model import Candidate, Certainty, Evidence, Grade, KnownRelease, Relation, Rung, Statement, Upstream
from auditor.model import StatementSource as Source
from support import models
from support.offers import offer

_TEXT = {"source": Source.DETECTED, "path": "LICENSE"}
_UNKNOWN = offer("NOASSERTION", certainty=Certainty.UNKNOWN)


def _edge(license_id: str) -> Upstream:
    return Upstream(
        name="up/base",
        title="up/base",
        relations=(Relation.FINETUNE,),
        candidates=(Candidate(name="up/base", license=license_id, grade=Grade.SEEN),),
        evidence=(Evidence(rung=Rung.DECLARED, says="given"),),
    )


@pytest.mark.parametrize(
    ("statements", "edges", "license_id", "unknown"),
    [
        ((), (), None, False),
        ((_UNKNOWN,), (), None, False),
        ((offer("MIT"),), (), "MIT", False),
        ((offer("MIT"), _UNKNOWN), (), "MIT", False),
        ((offer("MIT", outbound=False),), (), None, False),
        ((offer("MIT", **_TEXT),), (), "MIT", False),
        ((offer("MIT"), offer("Apache-2.0", **_TEXT)), (), "MIT", False),
        ((offer("MIT"), offer("Apache-2.0")), (), "MIT AND Apache-2.0", False),
        (
            (offer("LicenseRef-scancode-llama-3.1-license-2024"),),
            (),
            "LicenseRef-scancode-llama-3.1-license-2024",
            True,
        ),
        (
            (offer("MIT"), offer("LicenseRef-scancode-llama-3.1-license-2024")),
            (),
            "MIT AND LicenseRef-scancode-llama-3.1-license-2024",
            True,
        ),
        ((offer("MIT"),), (_edge("MIT"),), None, False),
        ((offer("MIT"),), (_edge("Apache-2.0"),), "MIT", False),
        ((offer("MIT"), offer("Apache-2.0")), (_edge("Apache-2.0"),), "MIT", False),
    ],
)
def test_its_own_license_is_what_it_offers_and_no_parent_brings(
    statements: tuple[Statement, ...],
    edges: tuple[Upstream, ...],
    license_id: str | None,
    unknown: bool,
    knowledge: Knowledge,
) -> None:
    repository = models.read({}, "me/mine")
    made = own_terms(
        repository, statements, edges, Traced(upstreams=(), contradictions=(), known_release=None), knowledge
    )

    assert [candidate.license for edge in made for candidate in edge.candidates] == ([license_id] if license_id else [])
    assert [candidate.name for edge in made for candidate in edge.candidates] == (["me/mine"] if license_id else [])
    assert all(edge.doubts.licensor_unknown is unknown for edge in made)
    assert all(edge.doubts.licensor_presumed is not unknown for edge in made)
    assert all(edge.evidence[0].location == statements[0].location for edge in made)


def test_a_known_release_has_no_terms_of_its_own(knowledge: Knowledge) -> None:
    release = KnownRelease(release="me/mine", family="mine", licensor=True, says="it is")

    assert (
        own_terms(
            models.read({}),
            (offer("MIT"),),
            (),
            Traced(upstreams=(), contradictions=(), known_release=release),
            knowledge,
        )
        == ()
    )
