"""The first sentence of a report, by standing (design §9): what it says on its face, and what it leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import Rung, Severity, Shortfall, Standing, StatementSource, Verdict
from auditor.report.audit import text_users
from auditor.report.common.wording import counted, evidence_claim

if TYPE_CHECKING:
    from auditor.model import Audit, Finding, Upstream

SEPARATE = "(separate permission not considered)"
"""A license bought, a consent, an affiliate: no repository shows it (design §5.24)."""


def first_sentence(audit: Audit, findings: tuple[Finding, ...]) -> str:
    """What the standing of an audit says, for the finding that decides; "" where nothing of the kind can be said."""
    deciding = [finding for finding in findings if finding.severity is not Severity.NOTE]
    edges = {edge.name: edge for edge in audit.upstreams}
    if audit.standing is Standing.DOES_NOT_COMPLY:
        breached = [finding for finding in deciding if finding.upstream and finding.verdict is Verdict.BREACHED]
        return next((_on_its_face(audit, finding, edges.get(finding.upstream)) for finding in breached), "")
    if audit.standing is Standing.NOT_SHOWN_TO_COMPLY:
        would = [finding for finding in deciding if finding.upstream and finding.severity is Severity.ERROR]
        return next((_if_the_base(finding, edges.get(finding.upstream)) for finding in would), "")
    if audit.standing is Standing.UNDETERMINED:
        return next((f"Not settled: {finding.question}" for finding in deciding if finding.question), "")
    if audit.standing is Standing.NO_FINDINGS:
        unread = counted(sum(entry.matters for entry in audit.unread), "file")
        users = text_users.in_short(audit)
        says = f"Nothing was found against the license terms read. Base: {_base(audit)}. Not read: {unread}."
        return f"{says} For its users: {users}." if users else says
    return ""


def _on_its_face(audit: Audit, finding: Finding, edge: Upstream | None) -> str:
    whose = f" of {edge.title}" if edge is not None else ""
    clause = _clause(finding)
    if finding.kind is Shortfall.OVER_GRANT:
        return f"On its face, the label is contradicted by {clause}{whose} {SEPARATE}."
    if finding.kind is Shortfall.NOT_PERMITTED:
        return f"On its face, what was done is not covered by {clause}{whose} {SEPARATE}."
    if finding.kind is Shortfall.CONFLICT:
        return f"On its face, {clause}{whose} cannot be met together with another license here {SEPARATE}."
    if not _declares(audit, finding):
        return f"On its face, this repository does not meet {clause}, under which {_came(edge)} came {SEPARATE}."
    return f"On its face, this repository does not meet {clause}{whose}, which it declares to be under {SEPARATE}."


def _declares(audit: Audit, finding: Finding) -> bool:
    """Whether the repository itself names the license of a finding for its weights."""
    keys = {citation.license for citation in finding.citations}
    named = {citation.name for citation in finding.citations}
    declared = [statement for statement in audit.statements if statement.source is StatementSource.DECLARED]
    ids = {license_id for statement in declared for license_id in spdx.ids(statement.expression)}
    return any(audit.names.get(license_id) in named or license_id in keys for license_id in ids)


def _came(edge: Upstream | None) -> str:
    if edge is None:
        return "what it was made from"
    declared = any(trace.rung is Rung.DECLARED for trace in edge.evidence)
    return f"{edge.title}, its declared base," if declared else edge.title


def _if_the_base(finding: Finding, edge: Upstream | None) -> str:
    title = edge.title if edge is not None else "what was recognised"
    rungs = [evidence.rung for evidence in edge.evidence] if edge is not None else []
    known = f", as recognised by its {evidence_claim(max(rungs, key=tuple(Rung).index))}," if rungs else ","
    if len({citation.license for citation in finding.citations}) > 1:
        return f"If the base is {title}{known} what the license of each release known requires was not found here."
    return f"If the base is {title}{known} what {_clause(finding)} requires was not found here."


def _clause(finding: Finding) -> str:
    """`§3.1(2) of the Gemma Terms of Use`; `the license`, where a finding cites none."""
    if not finding.citations:
        return "the license"
    first = finding.citations[0]
    return f"{first.clause} of the {first.name}" if first.clause else f"the {first.name}"


def _base(audit: Audit) -> str:
    """`declared org/a, org/b`; `none declared, none recognised`."""
    declared = [edge.title for edge in audit.lineage if any(trace.rung is Rung.DECLARED for trace in edge.evidence)]
    if declared:
        return f"declared {', '.join(declared[:3])}" + (f" and {len(declared) - 3} more" if declared[3:] else "")
    recognised = [edge.title for edge in audit.lineage]
    return f"none declared, recognised {', '.join(recognised[:3])}" if recognised else "none declared, none recognised"
