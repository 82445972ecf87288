"""Ancestors where two readings are near each other: which way counts, which terms, where a chain or a cycle ends."""

from __future__ import annotations

import pytest

from auditor.lineage import Ancestry
from auditor.lineage.ancestry import DEEPEST
from auditor.model import Candidate, EdgeDoubts, Evidence, Grade, Part, Relation, Rung, Unread, UnreadReason, Upstream
from support.lineages import parent

_UNREAD = (Unread(path="LICENSE", reason=UnreadReason.TOO_LARGE),)


def _edge(name: str, *relations: Relation, **changes: object) -> Upstream:
    evidence = (Evidence(rung=Rung.DECLARED, says=f"names {name}"),)
    made = relations or (Relation.FINETUNE,)
    return Upstream(name=name, title=name, relations=made, candidates=(), evidence=evidence).replace(**changes)


# which of two ways to an ancestor counts


@pytest.mark.parametrize(
    ("first", "second", "via"),
    [
        ((Relation.DISTILL,), (Relation.DISTILL, Relation.FINETUNE), "b/two"),
        ((Relation.DISTILL,), (Relation.FINETUNE, Relation.DISTILL), "b/two"),
        ((Relation.ADAPTER,), (Relation.DISTILL, Relation.COPY), "b/two"),
        ((Relation.ADAPTER, Relation.DISTILL), (Relation.DISTILL, Relation.TRAINED_ON), "a/one"),
        ((Relation.DISTILL, Relation.FINETUNE), (Relation.ADAPTER,), "a/one"),
        ((Relation.DISTILL, Relation.FINETUNE), (Relation.FINETUNE,), "b/two"),
        ((Relation.FINETUNE,), (Relation.DISTILL, Relation.FINETUNE), "a/one"),
        ((Relation.FINETUNE,), (Relation.MERGE,), "a/one"),
        ((Relation.DISTILL, Relation.FINETUNE), (Relation.ADAPTER, Relation.FINETUNE), "b/two"),
    ],
)
def test_of_two_ways_the_one_counts_on_which_most_may_be_passed_on(
    first: tuple[Relation, ...], second: tuple[Relation, ...], via: str
) -> None:
    ancestry = Ancestry((_edge("a/one"), _edge("b/two")))
    ancestry.grow(parent("a/one", _edge("c/base", *first)))
    ancestry.grow(parent("b/two", _edge("c/base", *second)))

    (base,) = (edge for edge in ancestry.edges if edge.name == "c/base")
    assert (base.via, base.step) == (via, first if via == "a/one" else second)


def test_a_way_that_is_firm_counts_before_one_that_is_sure() -> None:
    ancestry = Ancestry((_edge("a/one"), _edge("b/two")))
    guessed = (Evidence(rung=Rung.SIGNATURE, says="its shape"),)
    ancestry.grow(parent("a/one", _edge("c/base", Relation.DISTILL, Relation.FINETUNE)))
    ancestry.grow(parent("b/two", _edge("c/base", evidence=guessed)))

    assert ancestry.child_of("c/base") == "a/one"


@pytest.mark.parametrize(("name", "child"), [("c/base", "a/one"), ("C/Base", "a/one"), ("a/one", ""), ("d/none", "")])
def test_the_child_of_an_ancestor_is_what_names_it(name: str, child: str) -> None:
    ancestry = Ancestry((_edge("a/one"),))
    ancestry.grow(parent("a/one", _edge("c/base")))

    assert ancestry.child_of(name) == child


@pytest.mark.parametrize(
    ("part", "is_read"), [(Part.WEIGHTS, True), (Part.DATA, False), (Part.CODE, False), (Part.TOKENIZER, False)]
)
def test_the_repository_of_an_ancestor_is_read_for_its_weights(part: Part, *, is_read: bool) -> None:
    ancestry = Ancestry((_edge("a/one", part=part), _edge("b/two")))

    assert ancestry.next_parents() == (("a/one", "b/two") if is_read else ("b/two",))


# where a chain or a cycle ends


@pytest.mark.parametrize("via", ["", "z/unheard"])
def test_a_chain_is_followed_as_far_from_an_edge_whose_child_is_no_edge(via: str) -> None:
    ancestry = Ancestry((_edge("x/1", via=via),))
    for number in range(1, DEEPEST + 3):
        if f"x/{number}" in {edge.name for edge in ancestry.edges}:
            ancestry.grow(parent(f"x/{number}", _edge(f"x/{number + 1}")))

    assert [edge.name for edge in ancestry.edges if edge.doubts.cut] == [f"x/{DEEPEST}"]


def test_a_cycle_over_two_steps_that_one_parent_names_is_cut() -> None:
    ancestry = Ancestry((_edge("a/one"),))
    ancestry.grow(parent("a/one", _edge("b/two"), _edge("c/base", via="b/two")))
    ancestry.grow(parent("c/base", _edge("b/two")))

    edges = {edge.name: edge for edge in ancestry.edges}
    assert {name: edge.doubts.cycle for name, edge in edges.items()} == {"a/one": False, "b/two": False, "c/base": True}
    assert edges["c/base"].note == "a cycle: c/base names b/two as a base; it is cut there"


def test_a_base_that_one_parent_names_over_another_may_be_a_base_of_that_parent_too() -> None:
    ancestry = Ancestry((_edge("a/one"),))
    ancestry.grow(parent("a/one", _edge("b/two"), _edge("c/base", via="b/two")))
    ancestry.grow(parent("b/two", _edge("c/base")))

    assert {edge.name: edge.doubts.cycle for edge in ancestry.edges} == dict.fromkeys(
        ("a/one", "b/two", "c/base"), False
    )


def test_the_search_for_a_cycle_ends_where_the_first_edges_form_one() -> None:
    ancestry = Ancestry((_edge("a/one", via="b/two"), _edge("b/two", via="a/one"), _edge("d/three")))
    ancestry.grow(parent("d/three", _edge("a/one")))

    assert {edge.name: edge.doubts.cycle for edge in ancestry.edges} == dict.fromkeys(
        ("a/one", "b/two", "d/three"), False
    )


# the terms of a parent, from the table and from its repository

_DISPUTED = Candidate(name="a/one", license="MIT", grade=Grade.SEEN, disputed="two licenses are claimed")


@pytest.mark.parametrize(
    ("table", "license_id", "disputed"),
    [
        ((_DISPUTED,), None, _DISPUTED.disputed),
        ((_DISPUTED,), "MIT", ""),
        ((_DISPUTED,), "Apache-2.0", ""),
        ((_DISPUTED.replace(disputed=""),), None, ""),
        ((), None, ""),
        ((_DISPUTED, _DISPUTED.replace(name="a/two")), None, ""),
    ],
)
def test_terms_are_in_dispute_until_its_own_repository_names_a_license(
    table: tuple[Candidate, ...], license_id: str | None, disputed: str
) -> None:
    ancestry = Ancestry((_edge("a/one", candidates=table),))
    ancestry.grow(parent("a/one", license=license_id))

    (candidate,) = ancestry.edges[0].candidates
    assert candidate.disputed == disputed


@pytest.mark.parametrize(
    ("grade", "source", "beside", "now", "reads"),
    [
        (Grade.MEMORY, "", "MIT", Grade.SEEN, "read at beside"),
        (Grade.SECONDARY, "a paper", "MIT", Grade.SEEN, "a paper; read at beside"),
        (Grade.SECONDARY, "a paper", "Apache-2.0", Grade.SECONDARY, "a paper"),
        (Grade.SECONDARY, "a paper", None, Grade.SECONDARY, "a paper"),
        (Grade.TEXT, "the text", "MIT", Grade.TEXT, "the text"),
        (Grade.SEEN, "the card", "MIT", Grade.SEEN, "the card"),
    ],
)
def test_where_the_terms_were_read_is_named_where_a_directory_confirms_them(
    grade: Grade, source: str, beside: str | None, now: Grade, reads: str
) -> None:
    table = Candidate(name="a/one", license="MIT", grade=grade, source=source)
    ancestry = Ancestry((_edge("a/one", candidates=(table,)),))
    ancestry.grow(parent("a/one", license=beside, settles=False))

    (candidate,) = ancestry.edges[0].candidates
    assert (candidate.grade, candidate.source) == (now, reads)


@pytest.mark.parametrize(
    ("table", "beside", "terms"),
    [
        ("MIT", "Apache-2.0", "MIT AND Apache-2.0"),
        ("MIT OR ISC", "Apache-2.0", "(MIT OR ISC) AND Apache-2.0"),
        ("MIT", None, "MIT"),
        (None, "MIT", "MIT"),
    ],
)
def test_a_directory_adds_its_terms_to_those_of_the_table(table: str | None, beside: str | None, terms: str) -> None:
    known = Candidate(name="a/one", license=table, grade=Grade.SEEN)
    ancestry = Ancestry((_edge("a/one", candidates=(known,)),))
    ancestry.grow(parent("a/one", license=beside, settles=False))

    assert [candidate.license for candidate in ancestry.edges[0].candidates] == [terms]


@pytest.mark.parametrize("unread", [(), _UNREAD])
def test_of_a_parent_with_several_candidates_nothing_of_the_table_is_kept(unread: tuple[Unread, ...]) -> None:
    line = "Copyright (c) 2023 Acme"
    table = Candidate(name="a/one", license="MIT", grade=Grade.SEEN, copyrights=(line,), copyrights_read=True)
    ancestry = Ancestry((_edge("a/one", candidates=(table, table.replace(name="a/two"))),))
    ancestry.grow(parent("a/one", unread=unread))

    (candidate,) = ancestry.edges[0].candidates
    assert (candidate.copyrights, candidate.copyrights_read) == ((), not unread)


# whose an ancestor is


@pytest.mark.parametrize(
    ("via", "own"),
    [("", True), ("a/one", True), ("d/other", False), ("z/unheard", False)],
)
def test_an_ancestor_is_its_publisher_s_own_over_edges_that_are(via: str, *, own: bool) -> None:
    first = (_edge("a/one"), _edge("d/other"), _edge("c/base", via=via))
    ancestry = Ancestry(first, called="acme/Tern")
    ancestry.grow(parent("a/one", called="acme/One"))
    ancestry.grow(parent("d/other", called="other/One"))
    ancestry.grow(parent("c/base", called="acme/Base"))

    assert {edge.name: edge.own for edge in ancestry.edges} == {"a/one": True, "d/other": False, "c/base": own}


@pytest.mark.parametrize(
    ("second", "own"),
    [("acme/Two", True), ("other/Two", False)],
)
def test_a_better_way_to_an_ancestor_of_a_former_name_is_its_publisher_s_own_too(second: str, *, own: bool) -> None:
    ancestry = Ancestry((_edge("a/one", Relation.DISTILL), _edge("b/two")), called="acme/Tern")
    ancestry.grow(parent("a/one", _edge("old/base"), called="acme/One"))
    ancestry.grow(parent("old/base", called="acme/Base"))
    ancestry.grow(parent("b/two", _edge("old/base"), called=second))

    (base,) = (edge for edge in ancestry.edges if edge.name == "old/base")
    assert (base.via, base.own) == ("b/two", own)


def test_why_an_ancestor_could_not_be_read_is_kept_with_its_other_doubts() -> None:
    ancestry = Ancestry((_edge("A/One", doubts=EdgeDoubts(licensor_unknown=True)),))
    ancestry.refuse("a/One", "it is gated")

    assert ancestry.edges[0].doubts == EdgeDoubts(licensor_unknown=True, unopened="it is gated")
