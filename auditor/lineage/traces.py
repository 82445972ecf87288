"""The results of tracers: a place that names a parent, or a file of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Evidence, Noun, Part, Relation, Rung

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.lineage.releases import Releases


class Trace(Noun, frozen=True, kw_only=True):
    """One place that names a parent."""

    parent: str
    """`org/name`, or a bare name as leaked."""
    relation: Relation | None
    """None if the trace does not say."""
    evidence: Evidence
    part: Part = Part.WEIGHTS
    component: str = ""
    """Which part of a pipeline it is about; "" for the model as a whole."""
    doubt: str = ""
    """Why it may not be about this model; "" if it plainly is."""


def by_parent(traces: Iterable[Trace], releases: Releases) -> dict[str, list[Trace]]:
    """The traces of each parent, under the id of its release if known."""
    grouped: dict[str, list[Trace]] = {}
    spelled: dict[str, str] = {}
    for trace in traces:
        known = releases.get(trace.parent) or releases.called(trace.parent) or releases.of_file(trace.parent)
        name = known.release.repo if known else trace.parent
        grouped.setdefault(spelled.setdefault(name.lower(), name), []).append(trace)
    return grouped


def declare(traces: Iterable[Trace]) -> bool:
    """Whether one of the traces declares a parent of more than the tokenizer."""
    return any(trace.evidence.rung is Rung.DECLARED and trace.part is not Part.TOKENIZER for trace in traces)
