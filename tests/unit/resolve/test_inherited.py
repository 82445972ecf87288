"""What a model inherits is stated as its parents have it: a row for each kind of license."""

from __future__ import annotations

import pytest

from auditor.knowledge import Knowledge
from auditor.model import Candidate, Certainty, Evidence, Grade, Location, Part, Relation, Rung, Upstream
from auditor.resolve.upstreams import inherited

_PLACE = Location(path="README.md", first=3)


def _edge(
    *licenses: str | None, places: tuple[Location | None, ...] = (_PLACE,), part: Part = Part.WEIGHTS
) -> Upstream:
    return Upstream(
        name="a/base",
        title="a/base",
        relations=(Relation.FINETUNE,),
        candidates=tuple(
            Candidate(name=f"a/{number}", license=license_id, grade=Grade.SEEN)
            for number, license_id in enumerate(licenses)
        ),
        evidence=tuple(Evidence(rung=Rung.DECLARED, says="x", location=place) for place in places),
        part=part,
    )


@pytest.mark.parametrize(
    ("license_id", "expression", "certainty", "raw"),
    [
        ("MIT", "MIT", Certainty.IDENTIFIED, "MIT License"),
        ("MIT OR Apache-2.0", "MIT OR Apache-2.0", Certainty.IDENTIFIED, "MIT OR Apache-2.0"),
        ("LicenseRef-nobody", "LicenseRef-nobody", Certainty.IDENTIFIED, "LicenseRef-nobody"),
        ("no-such-license", "NOASSERTION", Certainty.UNKNOWN, "no-such-license"),
        ("MIT AND no-such-license", "NOASSERTION", Certainty.UNKNOWN, "MIT AND no-such-license"),
        ("((", "NOASSERTION", Certainty.UNKNOWN, "(("),
        ("", "NOASSERTION", Certainty.UNKNOWN, "not known"),
        (None, "NOASSERTION", Certainty.UNKNOWN, "not known"),
    ],
)
def test_a_license_of_a_parent_is_stated_where_it_is_one(
    license_id: str | None, expression: str, certainty: Certainty, raw: str, knowledge: Knowledge
) -> None:
    (statement,) = inherited((_edge(license_id),), knowledge)

    assert (statement.expression, statement.certainty, statement.raw) == (expression, certainty, raw)
    assert (statement.by, statement.note, statement.outbound) == ("a/0", "", False)


@pytest.mark.parametrize(
    ("places", "expected"),
    [((_PLACE,), _PLACE), ((None, _PLACE), _PLACE), ((None,), None), ((), None)],
)
def test_it_is_stated_where_the_first_evidence_is(
    places: tuple[Location | None, ...], expected: Location, knowledge: Knowledge
) -> None:
    (statement,) = inherited((_edge("MIT", places=places),), knowledge)

    assert statement.location == expected


def test_of_several_candidates_each_says_that_it_is_one(knowledge: Knowledge) -> None:
    statements = tuple(inherited((_edge("MIT", None), _edge("Apache-2.0", part=Part.CODE)), knowledge))

    assert [(each.expression, each.note, each.part) for each in statements] == [
        ("MIT", "one of several candidates", Part.WEIGHTS),
        ("NOASSERTION", "one of several candidates", Part.WEIGHTS),
        ("Apache-2.0", "", Part.CODE),
    ]


def test_the_doubt_whether_it_was_any_of_them_is_no_statement_and_hides_none(knowledge: Knowledge) -> None:
    edge = _edge("ISC", "MIT", "Apache-2.0")
    doubt = edge.candidates[1].replace(otherwise=True)
    edge = edge.replace(candidates=(edge.candidates[0], doubt, edge.candidates[2]))

    assert [each.expression for each in inherited((edge,), knowledge)] == ["ISC", "Apache-2.0"]


def test_a_license_that_is_named_and_one_that_is_known_are_two(knowledge: Knowledge) -> None:
    edge = _edge("MIT")
    named = edge.replace(candidates=(edge.candidates[0].replace(named=("Acme terms", "Ajax terms")),))

    assert [(each.expression, each.raw) for each in inherited((named,), knowledge)] == [
        ("MIT", "MIT License"),
        ("NOASSERTION", "Acme terms"),
        ("NOASSERTION", "Ajax terms"),
    ]


def test_of_a_license_that_is_only_named_nothing_else_is_said(knowledge: Knowledge) -> None:
    edge = _edge(None)
    named = edge.replace(candidates=(edge.candidates[0].replace(named=("Acme terms",)),))

    assert [each.raw for each in inherited((named,), knowledge)] == ["Acme terms"]
