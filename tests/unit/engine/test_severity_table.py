"""Which outcomes make a finding an error, a warning or a note: a row for each constellation of candidates."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from auditor.engine import Scene
from auditor.engine.findings import _depends_on_relation, _severity, _worst
from auditor.knowledge import Knowledge
from auditor.model import (
    Because,
    Candidate,
    EdgeDoubts,
    EdgeKind,
    Evidence,
    Facts,
    Grade,
    Outcome,
    Reason,
    Relation,
    Rung,
    Severity,
    Upstream,
    Verdict,
)
from support import models

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_READINGS = (Relation.COPY, Relation.FINETUNE)


def _outcome(candidate: str = "a/one", **changes: object) -> Outcome:
    outcome = Outcome(
        rule="some-rule",
        verdict=Verdict.UNDETERMINED,
        if_confirmed=Verdict.BREACHED,
        says="it is not here",
        upstream="a/one",
        candidate=candidate,
        relations=_READINGS,
    )
    return outcome.replace(**changes)


def _edge(*candidates: Candidate, **changes: object) -> Upstream:
    edge = Upstream(
        name="a/one",
        title="a/one",
        relations=_READINGS,
        candidates=candidates,
        evidence=(Evidence(rung=Rung.DECLARED, says="given"),),
    )
    return edge.replace(**changes)


def _candidate(name: str = "a/one", grade: Grade = Grade.SEEN) -> Candidate:
    return Candidate(name=name, license="MIT", grade=grade)


class Row(NamedTuple):
    """One constellation."""

    says: str
    outcomes: tuple[Outcome, ...]
    edge: Upstream | None
    severity: Severity


_FIRST, _SECOND = _candidate(), _candidate("a/two")
_OPEN = {"if_confirmed": None}
ROWS = (
    Row("breached", (_outcome(verdict=Verdict.BREACHED),), _edge(_FIRST), ERROR),
    Row("breached beside an open one", (_outcome(**_OPEN), _outcome(verdict=Verdict.BREACHED)), _edge(_FIRST), ERROR),
    Row("breached without an edge", (_outcome("", verdict=Verdict.BREACHED),), None, ERROR),
    Row("every candidate would be", (_outcome(), _outcome("a/two")), _edge(_FIRST, _SECOND), ERROR),
    Row("one of two would be", (_outcome(),), _edge(_FIRST, _SECOND), WARNING),
    Row("the only one would be", (_outcome(),), _edge(_FIRST), ERROR),
    Row("nothing says what it would be", (_outcome(**_OPEN),), _edge(_FIRST), WARNING),
    Row("only notes", (_outcome(note_only=True, **_OPEN),), _edge(_FIRST), NOTE),
    Row("a note that would be a breach", (_outcome(note_only=True),), _edge(_FIRST, _SECOND), WARNING),
    Row("a note beside an open one", (_outcome(note_only=True, **_OPEN), _outcome(**_OPEN)), _edge(_FIRST), WARNING),
    Row("it hangs on the relation", (_outcome(relations=(Relation.COPY,)),), _edge(_FIRST), WARNING),
    Row(
        "one of two hangs on it",
        (_outcome(relations=_READINGS[:1]), _outcome("a/two")),
        _edge(_FIRST, _SECOND),
        WARNING,
    ),
    Row("its license is from memory", (_outcome(),), _edge(_candidate(grade=Grade.MEMORY)), WARNING),
    Row("its license is second-hand", (_outcome(),), _edge(_candidate(grade=Grade.SECONDARY)), ERROR),
    Row(
        "one of two is from memory",
        (_outcome(), _outcome("a/two")),
        _edge(_FIRST, _candidate("a/two", Grade.MEMORY)),
        ERROR,
    ),
    Row("something speaks against it", (_outcome(),), _edge(_FIRST, doubts=EdgeDoubts(counter_evidence="x")), WARNING),
    Row("the model's own terms", (_outcome(verdict=Verdict.BREACHED),), _edge(_FIRST, kind=EdgeKind.OWN_TERMS), NOTE),
    Row("no edge, and it would be", (_outcome(""),), None, ERROR),
    Row("no edge, and open", (_outcome("", **_OPEN),), None, WARNING),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_the_severity_of_a_finding(row: Row, knowledge: Knowledge) -> None:
    facts = Facts(repository=models.read({}), detections=(), copyrights=(), statements=(), upstreams=())

    assert _severity(list(row.outcomes), row.edge, Scene(facts, knowledge)) is row.severity


def test_the_worst_outcome_is_the_breach_then_what_would_be_one_then_what_is_no_note() -> None:
    note, open_one = _outcome(note_only=True, **_OPEN), _outcome(**_OPEN)
    would, breach = _outcome(), _outcome(verdict=Verdict.BREACHED, if_confirmed=None)
    order = (note, open_one, would, breach)

    for number, worst in enumerate(order, start=1):
        assert _worst(list(order[:number])) is worst
        assert _worst(list(reversed(order[:number]))) is worst


@pytest.mark.parametrize(
    ("relations", "for_relations", "because", "hangs"),
    [
        (_READINGS, _READINGS, (), False),
        (_READINGS, (Relation.COPY,), (), True),
        (_READINGS, (), (), False),
        ((Relation.COPY, Relation.MERGE), (Relation.COPY,), (), True),
        ((Relation.COPY, Relation.MERGE), (Relation.COPY,), (Relation.MERGE,), False),
        (_READINGS, (Relation.COPY,), (Relation.FINETUNE,), True),
    ],
)
def test_a_duty_hangs_on_the_relation_where_a_reading_leaves_it_out(
    relations: tuple[Relation, ...],
    for_relations: tuple[Relation, ...],
    because: tuple[Relation, ...],
    hangs: bool,
) -> None:
    reasons = (Reason(code=Because.ARGUABLE_FOR_RELATION, relations=because),) if because else ()
    outcome = _outcome(relations=for_relations, because=reasons)

    assert _depends_on_relation(outcome, _edge(_FIRST, relations=relations)) is hangs
    assert not _depends_on_relation(outcome, None)
