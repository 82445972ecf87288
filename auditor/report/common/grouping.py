"""Groups findings by the question that settles them: what depends on one answer is shown together (design §9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor import verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Audit, Finding, Upstream


class FindingGroup(NamedTuple):
    """Findings that one answer settles, or one finding by itself."""

    question: str
    """"" if settled, or without a question."""
    findings: tuple[Finding, ...]


class Reading(NamedTuple):
    """Some candidates of an edge, and the findings if one of them is the base."""

    candidates: tuple[str, ...]
    licenses: tuple[str, ...]
    findings: tuple[Finding, ...]


def by_question(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """The groups in the order of findings: a group has the place of its worst finding."""
    groups: dict[str, list[Finding]] = {}
    for number, finding in enumerate(verdict.ordered(findings)):
        groups.setdefault(finding.question or f"\0{number}", []).append(finding)
    return tuple(FindingGroup("" if key.startswith("\0") else key, tuple(members)) for key, members in groups.items())


def readings(edge: Upstream, findings: Iterable[Finding]) -> tuple[Reading, ...]:
    """The candidates of an edge, grouped by the findings if they are the base; those with most findings first."""
    of_edge = [finding for finding in findings if finding.upstream == edge.name]
    rows: dict[tuple[str, ...], tuple[list[str], dict[str, None], tuple[Finding, ...]]] = {}
    for candidate in edge.candidates:
        its = tuple(
            finding
            for finding in of_edge
            if candidate.name in finding.candidates or (not finding.candidates and not finding.spared)
        )
        key = (candidate.license or "", *(finding.id for finding in its))
        names, licenses, _ = rows.setdefault(key, ([], {}, its))
        names.append(candidate.name)
        if candidate.license:
            licenses[candidate.license] = None
    made = [Reading(tuple(names), tuple(licenses), its) for names, licenses, its in rows.values()]
    return tuple(sorted(made, key=lambda reading: -len(reading.findings)))


def edges_in_question(audit: Audit, group: FindingGroup) -> tuple[Upstream, ...]:
    """The edges of a group's findings that have several candidates."""
    named = {finding.upstream for finding in group.findings}
    return tuple(edge for edge in audit.lineage if edge.name in named and len(edge.candidates) > 1)
