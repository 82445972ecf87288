"""An audit as a document: built once, laid out by every format for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.common.clean import line
from auditor.report.document import (
    cover,
    coverage,
    duties,
    findings,
    limits,
    lineage,
    notices,
    parts,
    register,
    signoff,
    texts,
    use,
)
from auditor.report.document.blocks import Document
from auditor.report.document.context import Context, context

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Audit, ReportOptions
    from auditor.report.document.blocks import Section

_INTERNAL: tuple[Callable[[Context, str], Section], ...] = (
    parts.section,
    lineage.section,
    findings.section,
    duties.section,
    limits.section,
    notices.section,
    coverage.waivers,
    coverage.coverage,
    coverage.questions,
    register.assumptions,
    register.register,
    register.sheets,
    signoff.signoff,
    signoff.annex,
    texts.section,
)
"""The parts after cover and summary, in their order."""
_FOR_PUBLISHER: tuple[Callable[[Context, str], Section], ...] = (
    coverage.questions,
    parts.section,
    lineage.section,
    duties.section,
    limits.section,
    notices.section,
    coverage.coverage,
    register.assumptions,
    register.register,
)
"""Questions first, then neutral facts: no standing, no finding, no waiver."""


def document(audit: Audit, options: ReportOptions) -> Document:
    """The whole content of a report about that audit."""
    c = context(audit, options)
    w = c.w
    makers = _INTERNAL if c.internal else _FOR_PUBLISHER
    sections = [cover.summary(c)] if c.internal else []
    if c.internal and audit.for_use is not None:
        sections.append(use.section(c, str(len(sections) + 1), audit.for_use))
    for make in makers:
        sections.append(make(c, str(len(sections) + 1)))
    return Document(
        lang=options.lang,
        kind=w("document.kind" if c.internal else "document.kind-publisher"),
        subject=line(c.subject, limit=200),
        subtitle=w("document.subtitle", revision=c.revision, day=c.audit.as_of),
        mark=line(options.mark, limit=300),
        status=w("document.draft") if c.internal else "",
        notice=w("document.notice"),
        day=c.audit.as_of,
        author=f"auditor {c.audit.version}",
        contents=w("document.contents"),
        cover=cover.cover(c),
        sections=tuple(sections),
    )
