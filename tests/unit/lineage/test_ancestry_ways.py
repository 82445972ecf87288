"""Where several ways lead to one ancestor, the one on which most of it arrives counts; a firm before a faint one."""

from __future__ import annotations

from itertools import product

import pytest

from auditor.lineage import Ancestry
from auditor.model import Evidence, Part, Relation, Rung, Upstream
from support.lineages import parent

_AMOUNT = {
    Relation.COPY: 0,
    Relation.QUANTIZED: 0,
    Relation.FINETUNE: 0,
    Relation.MERGE: 0,
    Relation.ADAPTER: 1,
    Relation.DISTILL: 2,
    Relation.TRAINED_ON: 2,
}
"""How little of the ancestor arrives."""


def _edge(name: str, relation: Relation, rung: Rung, part: Part = Part.WEIGHTS) -> Upstream:
    evidence = (Evidence(rung=rung, says=f"names {name}"),)
    return Upstream(name=name, title=name, relations=(relation,), candidates=(), evidence=evidence, part=part)


@pytest.mark.parametrize(
    ("first", "second"), list(product(product(_AMOUNT, (Rung.DECLARED, Rung.SIGNATURE)), repeat=2)), ids=str
)
def test_the_way_on_which_most_arrives_counts(first: tuple[Relation, Rung], second: tuple[Relation, Rung]) -> None:
    ancestry = Ancestry(
        (_edge("a/one", Relation.FINETUNE, Rung.DECLARED), _edge("b/two", Relation.FINETUNE, Rung.DECLARED))
    )
    ancestry.next_parents()
    ancestry.grow(parent("a/one", _edge("c/base", *first)))
    ancestry.grow(parent("b/two", _edge("c/base", *second)))

    (base,) = [edge for edge in ancestry.edges if edge.name == "c/base"]

    ways = {"a/one": first, "b/two": second}
    order = {name: (_AMOUNT[relation], not rung.firm) for name, (relation, rung) in ways.items()}
    best = "b/two" if order["b/two"] < order["a/one"] else "a/one"
    assert base.via == best
    assert base.step == (ways[best][0],)
    assert base.firm is ways[best][1].firm


@pytest.mark.parametrize(("part", "there"), [(Part.WEIGHTS, True), (Part.DATA, True), (Part.CODE, False)])
def test_what_a_parent_took_of_code_is_no_ancestor(part: Part, there: bool) -> None:
    ancestry = Ancestry((_edge("a/one", Relation.FINETUNE, Rung.DECLARED),))
    ancestry.next_parents()
    ancestry.grow(parent("a/one", _edge("c/base", Relation.FINETUNE, Rung.DECLARED, part)))

    assert ("c/base" in {edge.name for edge in ancestry.edges}) is there


@pytest.mark.parametrize(
    ("name", "own", "asked"),
    [("a/one", "", True), ("a/one", "me/tern", True), ("a/one", "A/One", False), ("one", "", False)],
)
def test_whose_repository_is_asked_for(name: str, own: str, asked: bool) -> None:
    ancestry = Ancestry((_edge(name, Relation.FINETUNE, Rung.DECLARED),), name=own)

    assert ancestry.next_parents() == ((name,) if asked else ())
    assert ancestry.next_parents() == ()
