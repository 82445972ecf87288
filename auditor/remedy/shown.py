"""The models about which something may be written: only those declared, shown by equal files or answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.knowledge.release_index import bare_name
from auditor.lineage.hub_ids import hub_id
from auditor.model import AnswerKey, EdgeKind, Rung
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.model import Answer, Audit, Candidate, Outcome, Upstream

_OF_A_MODEL = regex(r"[\w.-]+/[\w.-]+: ")
NOT_NAMED = frozenset({EdgeKind.FAMILY, EdgeKind.UNNAMED, EdgeKind.STEWARD})
"""Kinds of edges that identify no single model: it must be answered."""


def candidate_of(edge: Upstream | None, outcome: Outcome) -> Candidate | None:
    """The one candidate that an outcome is about; None if there are several."""
    if edge is None:
        return None
    named = [candidate for candidate in edge.candidates if not outcome.candidate or candidate.name == outcome.candidate]
    return named[0] if len(named) == 1 and len(edge.candidates) == 1 else None


def shown(edge: Upstream, audit: Audit, answers: Mapping[AnswerKey, Answer]) -> bool:
    """Whether something may be written about an ancestor.

    It is declared, shown by equal files or answered, as is every model on the path to it; and nothing here
    contradicts it, or leaves open which of the two was made from the other.
    """
    if edge.is_own_terms:
        return True
    if edge.kind in NOT_NAMED:
        return False
    by_name = {other.name.lower(): other for other in audit.upstreams}
    contradicted = {finding.upstream for finding in audit.findings if finding.rule == "base-contradicted"}
    passed: set[str] = set()
    step: Upstream | None = edge
    while step is not None and step.name.lower() not in passed:
        if not _settled(step, answers, contradicted=step.name in contradicted):
            return False
        passed.add(step.name.lower())
        step = by_name.get(step.via.lower()) if step.via else None
    return True


def answered_base(answers: Mapping[AnswerKey, Answer]) -> tuple[str, str]:
    """The answered base and its revision; "" if not answered."""
    answer = answers.get(AnswerKey.BASE)
    name, _, revision = answer.value.strip().partition("@") if answer is not None else ("", "", "")
    return name, revision


def answered_lines(upstream: str, upstreams: tuple[Upstream, ...], answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """The copyright lines that were answered for one model.

    A line without a model belongs to the only model whose lines were not read; with several, it would be a guess.
    """
    given = [answer for answer in answers if answer.key is AnswerKey.HOLDER and answer.settles]
    mark = f"{upstream}: "
    named = [answer for answer in given if answer.value.startswith(mark)]
    if named:
        return tuple(answer.replace(value=answer.value.removeprefix(mark)) for answer in named)
    unseen = {
        edge.name
        for edge in upstreams
        if not edge.is_own_terms
        and edge.kind not in NOT_NAMED
        and not all(candidate.copyrights_read for candidate in edge.candidates)
    }
    return tuple(answer for answer in given if not _OF_A_MODEL.match(answer.value)) if len(unseen) == 1 else ()


def declared_as(edge: Upstream) -> str:
    """The id by which a model is declared: its publisher may have renamed it since, and the audit has the new name."""
    publisher = edge.name.partition("/")[0].lower()
    for evidence in edge.evidence:
        if evidence.rung is Rung.DECLARED and not edge.via:
            for name in filter(None, map(hub_id, evidence.quote.replace('"', " ").replace("'", " ").split())):
                if bare_name(name) == bare_name(edge.name) and name.partition("/")[0].lower() == publisher:
                    return name
    return edge.name


def _settled(edge: Upstream, answers: Mapping[AnswerKey, Answer], *, contradicted: bool) -> bool:
    name, _ = answered_base(answers)
    if name and name.lower() in (edge.name.lower(), declared_as(edge).lower()):
        return True
    doubts = edge.doubts
    if contradicted or doubts.counter_evidence or doubts.differs or doubts.cycle:
        return False
    rungs = {evidence.rung for evidence in edge.evidence}
    # equal files show that two are the same, not which of them was first
    return Rung.DECLARED in rungs or (Rung.EQUAL_FILE in rungs and not doubts.licensor_unknown)
