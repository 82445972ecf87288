"""The first sentence of a report, by standing (design §9): the result on its face, and what it leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import Because, EdgeKind, Rung, Severity, Shortfall, Standing, StatementSource, Verdict
from auditor.report.audit import text_users
from auditor.report.words import words

if TYPE_CHECKING:
    from auditor.model import Audit, Finding, Upstream
    from auditor.report.words import Words

_ON_ITS_FACE = {
    Shortfall.OVER_GRANT: "first.label",
    Shortfall.NOT_PERMITTED: "first.act",
    Shortfall.CONFLICT: "first.conflict",
}
_MOST_NAMED = 3
_NO_CLAUSE = ("", "?", "not read")


def first_sentence(audit: Audit, findings: tuple[Finding, ...], w: Words | None = None) -> str:
    """The standing of an audit in a sentence, for the deciding finding; "" if there is none."""
    w = w or words("en")
    deciding = [finding for finding in findings if finding.severity is not Severity.NOTE]
    edges = {edge.name: edge for edge in audit.upstreams}
    if audit.standing is Standing.DOES_NOT_COMPLY:
        breached = [finding for finding in deciding if finding.upstream and finding.verdict is Verdict.BREACHED]
        return next((_on_its_face(audit, finding, edges.get(finding.upstream), w) for finding in breached), "")
    if audit.standing is Standing.NOT_SHOWN_TO_COMPLY:
        would = [finding for finding in deciding if finding.upstream and finding.severity is Severity.ERROR]
        return next((_if_the_base(finding, edges.get(finding.upstream), w) for finding in would), "")
    if audit.standing is Standing.UNDETERMINED:
        asked = (finding.question for finding in deciding if finding.question)
        return next((w("first.not-settled", question=question) for question in asked), "")
    if audit.standing is Standing.NO_FINDINGS:
        unread = w.counted(sum(entry.matters for entry in audit.unread), "file")
        users = text_users.in_short(audit)
        says = w("first.no-findings", base=_base(audit, w), unread=unread)
        return w("first.users", says=says, users=users) if users else says
    return ""


def _on_its_face(audit: Audit, finding: Finding, edge: Upstream | None, w: Words) -> str:
    if finding.kind not in _ON_ITS_FACE and not _declares(audit, finding):
        return w("first.of-the-base", clause=_clause(finding, w), base=_origin(edge, w))
    whose = w("first.whose", title=edge.title) if edge is not None else ""
    key = _ON_ITS_FACE.get(finding.kind, "first.on-its-face") if finding.kind else "first.on-its-face"
    return w(key, clause=_clause(finding, w), whose=whose)


def _declares(audit: Audit, finding: Finding) -> bool:
    """Whether the repository itself declares the finding's license for its weights."""
    keys = {citation.license for citation in finding.citations}
    named = {citation.name for citation in finding.citations}
    declared = [statement for statement in audit.statements if statement.source is StatementSource.DECLARED]
    ids = {license_id for statement in declared for license_id in spdx.ids(statement.expression)}
    return any(audit.names.get(license_id) in named or license_id in keys for license_id in ids)


def _origin(edge: Upstream | None, w: Words) -> str:
    """`org/a, its declared base,`; `org/a`."""
    if edge is None:
        return w("first.recognised-unnamed")
    declared = any(trace.rung is Rung.DECLARED for trace in edge.evidence)
    return w("first.declared-base", title=edge.title) if declared else edge.title


def _if_the_base(finding: Finding, edge: Upstream | None, w: Words) -> str:
    if edge is not None and edge.firm and _license_second_hand(finding):
        return w("first.if-licensed", title=edge.title, clause=_clause(finding, w))
    title = edge.title if edge is not None else w("first.recognised-unnamed")
    rungs = [evidence.rung for evidence in edge.evidence] if edge is not None else []
    known = w("first.not-known")
    if edge is not None and edge.kind is EdgeKind.STEWARD:
        known = w("first.known", evidence=w("evidence.label"))
    elif rungs:
        known = w("first.known", evidence=w(f"evidence.{max(rungs, key=tuple(Rung).index).value}"))
    if len({citation.license for citation in finding.citations}) > 1:
        return w("first.if-the-base-several", title=title, known=known)
    return w("first.if-the-base", title=title, known=known, clause=_clause(finding, w))


def _license_second_hand(finding: Finding) -> bool:
    """Whether a finding is open because the license of a declared base is known only second-hand."""
    reasons = {reason.code for outcome in finding.outcomes for reason in outcome.because}
    return bool(reasons) and reasons <= {Because.LICENSE_SECOND_HAND, Because.SUBLICENSE_SILENT}


def _clause(finding: Finding, w: Words) -> str:
    """`§3.1(2) of the Gemma Terms of Use`, `the condition of the MIT License`; `the license` if none is cited."""
    if not finding.citations:
        return w("first.no-clause")
    first = finding.citations[0]
    if first.clause in _NO_CLAUSE:
        return w("first.license", license=first.name)
    in_words = first.clause[0].islower() and not any(map(str.isdigit, first.clause))
    return w("first.clause-in-words" if in_words else "first.clause", clause=first.clause, license=first.name)


def _base(audit: Audit, w: Words) -> str:
    """`declared org/a, org/b`; `none declared, none recognised`."""
    declared = [edge.title for edge in audit.lineage if any(trace.rung is Rung.DECLARED for trace in edge.evidence)]
    recognised = [edge.title for edge in audit.lineage]
    if not recognised:
        return w("base.none")
    titles = declared or recognised
    names = w("list.comma").join(titles[:_MOST_NAMED])
    if len(titles) > _MOST_NAMED:
        names = w("base.more", names=names, number=len(titles) - _MOST_NAMED)
    return w("base.declared" if declared else "base.recognised", names=names)
