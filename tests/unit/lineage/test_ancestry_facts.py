"""What an edge to an ancestor carries over: terms, doubts, whose it is, how it was reached; a row for each case."""

from __future__ import annotations

import pytest

from auditor.lineage import Ancestry, Parent
from auditor.lineage import ancestry as module
from auditor.model import (
    Candidate,
    EdgeDoubts,
    EdgeKind,
    Evidence,
    Grade,
    Part,
    Relation,
    Rung,
    Unread,
    UnreadReason,
    Upstream,
)
from support.lineages import parent

_LINE = "Copyright (c) 2023 Acme"
_OTHER = "Copyright (c) 2024 Base"
_UNREAD = (Unread(path="LICENSE", reason=UnreadReason.TOO_LARGE),)


def _edge(name: str, **changes: object) -> Upstream:
    evidence = (Evidence(rung=Rung.DECLARED, says=f"names {name}"),)
    edge = Upstream(name=name, title=name, relations=(Relation.FINETUNE,), candidates=(), evidence=evidence)
    return edge.replace(**changes)


def _grown(first: Upstream, *parents: Parent, **names: str) -> dict[str, Upstream]:
    ancestry = Ancestry((first,), **names)
    for above in parents:
        ancestry.next_parents()
        ancestry.grow(above)
    return {edge.name: edge for edge in ancestry.edges}


# what a parent's repository says of its terms, beside what the table says

_TABLE = Candidate(
    name="a/one", license="Apache-2.0", grade=Grade.SECONDARY, copyrights=(_LINE,), copyrights_read=True, date="2024-01"
)


@pytest.mark.parametrize(
    ("before", "says", "license_id", "grade", "lines", "read"),
    [
        ((_TABLE,), {}, "MIT", Grade.SEEN, (), True),
        ((_TABLE,), {"license": None}, "Apache-2.0", Grade.SECONDARY, (), True),
        ((_TABLE,), {"copyrights": (_OTHER,)}, "MIT", Grade.SEEN, (_OTHER,), True),
        ((_TABLE,), {"unread": _UNREAD}, "MIT", Grade.SEEN, (_LINE,), True),
        ((_TABLE,), {"unread": _UNREAD, "copyrights": (_OTHER,)}, "MIT", Grade.SEEN, (_OTHER,), True),
        ((_TABLE.replace(copyrights_read=False),), {"unread": _UNREAD}, "MIT", Grade.SEEN, (_LINE,), False),
        ((), {}, "MIT", Grade.SEEN, (), True),
        ((), {"license": None}, None, Grade.SEEN, (), True),
        ((), {"unread": _UNREAD}, "MIT", Grade.SEEN, (), False),
        ((_TABLE, _TABLE.replace(name="a/two")), {"license": None}, None, Grade.SEEN, (), True),
    ],
)
def test_the_terms_are_those_of_its_repository_and_the_table_fills_what_was_not_read(
    before: tuple[Candidate, ...],
    says: dict[str, object],
    license_id: str | None,
    grade: Grade,
    lines: tuple[str, ...],
    read: bool,
) -> None:
    edges = _grown(_edge("a/one", candidates=before), parent("a/one", **says))

    (candidate,) = edges["a/one"].candidates
    assert (candidate.license, candidate.grade) == (license_id, grade)
    assert (candidate.copyrights, candidate.copyrights_read) == (lines, read)


@pytest.mark.parametrize(
    ("beside", "license_id", "grade"),
    [
        ("Apache-2.0", "Apache-2.0", Grade.SEEN),
        ("MIT", "Apache-2.0 AND MIT", Grade.SECONDARY),
        (None, "Apache-2.0", Grade.SECONDARY),
    ],
)
def test_remembered_terms_are_read_where_a_directory_called_so_carries_the_same(
    beside: str | None, license_id: str, grade: Grade
) -> None:
    remembered = _TABLE.replace(copyrights=(), copyrights_read=False)
    edges = _grown(
        _edge("a/one", candidates=(remembered,)), parent("a/one", license=beside, copyrights=(_OTHER,), settles=False)
    )

    (candidate,) = edges["a/one"].candidates
    assert (candidate.license, candidate.grade, candidate.copyrights_read) == (license_id, grade, False)
    assert candidate.copyrights == (_OTHER,)


@pytest.mark.parametrize(
    ("beside", "differs"),
    [("Apache-2.0", False), ("MIT", True), (None, False)],
)
@pytest.mark.parametrize("grade", [Grade.SECONDARY, Grade.SEEN])
def test_a_directory_differs_where_it_offers_another_license(
    beside: str | None, grade: Grade, *, differs: bool
) -> None:
    table = (_TABLE.replace(grade=grade),)
    edges = _grown(_edge("a/one", candidates=table), parent("a/one", license=beside, settles=False))

    assert bool(edges["a/one"].doubts.differs) is differs


def test_a_directory_differs_from_nothing_where_the_table_knows_no_license() -> None:
    table = (_TABLE.replace(license=None),)
    edge = _grown(_edge("a/one", candidates=table), parent("a/one", license="MIT", settles=False))["a/one"]

    assert (edge.candidates[0].license, edge.doubts.differs) == ("MIT", "")


@pytest.mark.parametrize(
    ("table", "beside", "known"),
    [
        (True, True, True),
        (True, False, True),
        (False, True, True),
        (False, False, None),
        (None, True, True),
        (None, False, None),
    ],
)
def test_a_directory_never_takes_a_notice_away(table: bool | None, *, beside: bool, known: bool | None) -> None:
    before = _TABLE.replace(notice_file=table)
    edges = _grown(_edge("a/one", candidates=(before,)), parent("a/one", notice_file=beside, settles=False))

    assert edges["a/one"].candidates[0].notice_file is known


@pytest.mark.parametrize(
    ("file", "unread", "known"),
    [(True, (), True), (False, (), False), (True, _UNREAD, True), (False, _UNREAD, None)],
)
def test_a_notice_is_not_there_only_where_everything_was_read(
    file: bool,
    unread: tuple[Unread, ...],
    known: bool | None,
) -> None:
    edges = _grown(_edge("a/one"), parent("a/one", notice_file=file, unread=unread))

    assert edges["a/one"].candidates[0].notice_file is known
    assert edges["a/one"].doubts.cut is bool(unread)
    assert edges["a/one"].doubts.unopened == (f"LICENSE: {unread[0].reason.value}" if unread else "")


def test_why_a_file_was_not_read_is_its_detail_where_there_is_one() -> None:
    unread = (_UNREAD[0].replace(detail="4 GB"),)

    assert _grown(_edge("a/one"), parent("a/one", unread=unread))["a/one"].doubts.unopened == "LICENSE: 4 GB"


def test_of_several_unread_files_the_first_tells_why() -> None:
    unread = (*_UNREAD, Unread(path="NOTICE", reason=UnreadReason.NOT_TEXT))

    assert _grown(_edge("a/one"), parent("a/one", unread=unread))["a/one"].doubts.unopened == "LICENSE: too-large"


@pytest.mark.parametrize(
    ("table", "beside", "known"), [("by us", "", "by us"), ("", "by them", "by them"), ("by us", "by them", "by us")]
)
def test_the_words_of_a_notice_are_the_table_s_or_those_of_the_directory(table: str, beside: str, known: str) -> None:
    before = _TABLE.replace(notice_text=table)
    edges = _grown(_edge("a/one", candidates=(before,)), parent("a/one", notice_text=beside, settles=False))

    assert edges["a/one"].candidates[0].notice_text == known


def test_where_another_revision_may_have_been_the_one_nothing_is_known_of_its_terms() -> None:
    edges = _grown(_edge("a/one"), parent("a/one", dated=False))

    assert [(each.name, each.license) for each in edges["a/one"].candidates] == [
        ("a/one", "MIT"),
        ("a/one at an earlier revision", None),
    ]


def test_equal_files_are_evidence_beside_what_names_the_parent() -> None:
    equal = (Evidence(rung=Rung.EQUAL_FILE, says="the same weights"),)

    rungs = [item.rung for item in _grown(_edge("a/one"), parent("a/one", equal=equal))["a/one"].evidence]
    assert rungs == [Rung.DECLARED, Rung.EQUAL_FILE]


# the step to a parent's parent


@pytest.mark.parametrize(
    ("near", "far", "unknown"),
    [(False, False, False), (True, False, False), (False, True, False), (True, True, True)],
)
def test_a_licensor_is_unknown_only_where_both_steps_leave_it_so(
    near: bool,
    far: bool,
    unknown: bool,
) -> None:
    first = _edge("a/one", doubts=EdgeDoubts(licensor_unknown=near))
    base = _edge("c/base", doubts=EdgeDoubts(licensor_unknown=far))

    assert _grown(first, parent("a/one", base))["c/base"].doubts.licensor_unknown is unknown


@pytest.mark.parametrize(
    ("near", "far", "own"), [(False, False, False), (True, False, False), (False, True, False), (True, True, True)]
)
def test_an_ancestor_is_ones_own_only_over_ones_own(
    near: bool,
    far: bool,
    own: bool,
) -> None:
    edges = _grown(_edge("a/one", own=near), parent("a/one", _edge("c/base", own=far)))

    assert edges["c/base"].own is own


def test_the_way_to_an_ancestor_is_named_by_the_parent_or_by_what_named_it_there() -> None:
    plain = _grown(_edge("a/one"), parent("a/one", _edge("c/base")))["c/base"]
    named = _edge("c/base", via="b/two", step=(Relation.MERGE,))
    further = _grown(_edge("a/one"), parent("a/one", _edge("b/two"), named))["c/base"]

    assert (plain.via, plain.step) == ("a/one", (Relation.FINETUNE,))
    assert (further.via, further.step) == ("b/two", (Relation.MERGE,))


@pytest.mark.parametrize(
    ("near", "far", "rungs"),
    [
        ((Rung.DECLARED,), (Rung.DECLARED,), [Rung.DECLARED]),
        ((Rung.SIGNATURE,), (Rung.DECLARED,), [Rung.SIGNATURE]),
        ((Rung.SIGNATURE,), (Rung.DECLARED, Rung.TOKENIZER), [Rung.TOKENIZER]),
        ((Rung.DECLARED,), (Rung.SIGNATURE,), [Rung.SIGNATURE]),
    ],
)
def test_an_ancestor_is_firm_only_over_firm_steps(
    near: tuple[Rung, ...], far: tuple[Rung, ...], rungs: list[Rung]
) -> None:
    first = _edge("a/one", evidence=tuple(Evidence(rung=rung, says="near") for rung in near))
    base = _edge("c/base", evidence=tuple(Evidence(rung=rung, says="far") for rung in far))

    audit = _grown(first, parent("a/one", base))["c/base"]

    assert [item.rung for item in audit.evidence] == rungs
    assert all(item.says.startswith("at a/one: ") for item in audit.evidence)


@pytest.mark.parametrize(
    "no_ancestor",
    [
        _edge("a/one terms", kind=EdgeKind.OWN_TERMS),
        _edge("d/tool", part=Part.CODE),
        _edge("me/Mine"),
        _edge("a/one"),
    ],
    ids=["its own terms", "code", "the repository itself", "the parent itself"],
)
def test_what_is_no_ancestor_hides_none_that_is_named_after_it(no_ancestor: Upstream) -> None:
    edges = _grown(_edge("a/one"), parent("a/one", no_ancestor, _edge("c/base")), name="me/Mine")

    assert set(edges) == {"a/one", "c/base"}


@pytest.mark.parametrize(
    ("called", "first", "second", "own"),
    [
        ("acme/Tern", "acme/One", "acme/Base", (True, True)),
        ("acme/Tern", "acme/One", "other/Base", (True, False)),
        ("acme/Tern", "other/One", "acme/Base", (False, False)),
        ("acme/Tern", "other/One", "other/Base", (False, False)),
        ("", "acme/One", "acme/Base", (False, False)),
        ("acme/Tern", "", "", (False, False)),
    ],
)
def test_whose_an_ancestor_is_is_read_from_the_names_of_today(
    called: str, first: str, second: str, own: tuple[bool, bool]
) -> None:
    edges = _grown(
        _edge("old/one"),
        parent("old/one", _edge("old/base"), called=first),
        parent("old/base", called=second),
        called=called,
    )

    assert (edges["old/one"].own, edges["old/base"].own) == own


def test_a_better_way_keeps_what_is_known_of_an_ancestor_already() -> None:
    ancestry = Ancestry((_edge("a/one", relations=(Relation.DISTILL,)), _edge("b/two")))
    ancestry.next_parents()
    ancestry.grow(parent("a/one", _edge("c/base", note="as a teacher")))
    ancestry.grow(parent("c/base", license="Apache-2.0"))
    ancestry.grow(parent("b/two", _edge("c/base", note="as a base")))

    base = next(edge for edge in ancestry.edges if edge.name == "c/base")

    assert (base.via, base.note) == ("b/two", "as a teacher")
    assert [candidate.license for candidate in base.candidates] == ["Apache-2.0"]


def test_a_better_way_to_what_was_not_read_brings_its_own_words() -> None:
    table = (Candidate(name="c/base", license="MIT", grade=Grade.MEMORY),)
    ancestry = Ancestry((_edge("a/one", relations=(Relation.DISTILL,)), _edge("b/two")))
    ancestry.next_parents()
    ancestry.grow(parent("a/one", _edge("c/base")))
    ancestry.grow(parent("b/two", _edge("c/base", note="as a base", candidates=table)))

    base = next(edge for edge in ancestry.edges if edge.name == "c/base")

    assert (base.via, base.note, base.candidates) == ("b/two", "as a base", table)


@pytest.mark.parametrize("most", [2, 3, 4])
def test_no_more_ancestors_are_taken_in_than_are_allowed(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(module, "MOST", most)

    edges = _grown(_edge("a/one"), parent("a/one", *(_edge(f"c/{number}") for number in range(5))))

    assert len(edges) == most
    assert edges["a/one"].doubts.cut
