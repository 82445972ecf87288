"""Edges to the parents that the traces name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.edges import UNSETTLED, candidate, parent_name
from auditor.lineage.licensed import licensee_of
from auditor.lineage.periods import offered
from auditor.lineage.relations import readings
from auditor.lineage.traces import by_parent, declare
from auditor.model import EdgeDoubts, Grade, Part, Relation, Rung, Upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.lineage.releases import Known
    from auditor.lineage.traces import Trace
    from auditor.model import Candidate

MOST = 1_000
"""Most parents of one model; the largest merges have hundreds."""


def named_parents(context: Context) -> Iterator[Upstream]:
    """An edge to each parent that is named, except to the known release that the repository is.

    A leaked folder name that is not a known release shows nothing.
    """
    named = by_parent(context.traces, context.releases)
    declaring = [traces for traces in named.values() if declare(traces)]
    unexplained = [traces for traces in declaring if all(trace.relation is None for trace in traces)]
    own = context.known_release
    for parent, traces in context.cuts.first(named.items(), MOST, "parents"):
        known = context.releases.get(parent)
        if known is None and "/" not in parent and traces not in declaring:
            continue
        if own is None or known is None or known.release.repo != own.release:
            yield _edge(context, parent, traces, known, siblings=len(unexplained))


def _edge(context: Context, parent: str, traces: list[Trace], known: Known | None, *, siblings: int) -> Upstream:
    """One parent's edge; several declared parents indicate a merge even if nothing says so."""
    rungs = {trace.evidence.rung for trace in traces}
    tokenizer_alone = rungs == {Rung.TOKENIZER} or all(trace.part is Part.TOKENIZER for trace in traces)
    of_weights = [trace for trace in traces if trace.part is not Part.TOKENIZER]
    relations = readings(context.repository, traces if tokenizer_alone else of_weights, siblings)
    unexplained = all(trace.relation is None for trace in traces)
    if rungs == {Rung.NAMED} and relations == (Relation.FINETUNE,) and unexplained:
        relations = UNSETTLED
    part = Part.TOKENIZER if tokenizer_alone else Part.CODE if relations == (Relation.CODE,) else Part.WEIGHTS
    components = [trace.component for trace in traces]
    return Upstream(
        name=parent_name(parent, context.releases.by_key),
        title=parent,
        relations=relations,
        candidates=_received(known, context) if known else (),
        evidence=tuple(trace.evidence for trace in traces),
        part=part,
        # "" if one of the traces is about the model as a whole
        component=", ".join(dict.fromkeys(components)) if all(components) else "",
        doubts=EdgeDoubts(counter_evidence=traces[0].doubt if all(trace.doubt for trace in traces) else ""),
    )


def _received(known: Known, context: Context) -> tuple[Candidate, ...]:
    """The release as a candidate; its license counts as read, not as unchecked, if this card declares the same one.

    Gemma's terms are Google's for its own models: declaring them with a base of Google's confirms the base's terms.
    """
    release = candidate(*known)
    if not release.grade.settles and licensee_of(context.repository, release.license, context.knowledge):
        source = f"{release.source}; the card here declares it".lstrip("; ")
        release = release.replace(grade=Grade.SEEN, source=source)
    return offered(release, known.release, context.made, context.knowledge, context.day)
