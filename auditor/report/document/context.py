"""The input of every part of a document: one cleaned audit, its summary, and the words of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor import verdict
from auditor.model import Severity, Summary
from auditor.report.audit.summary import summary
from auditor.report.common import wording
from auditor.report.common.clean import cleaned
from auditor.report.words import Words, words

if TYPE_CHECKING:
    from auditor.model import Audit, Document, Finding, ReportOptions, Upstream

_SHORT = 12


class Context(NamedTuple):
    """One audit, and how it is to be reported."""

    audit: Audit
    options: ReportOptions
    w: Words
    findings: tuple[Finding, ...]
    """In reading order."""
    summary: Summary
    names: dict[str, str]
    """Friendly names of licenses."""
    edges: dict[str, Upstream]
    documents: dict[str, Document]

    @property
    def internal(self) -> bool:
        """Whether the report may contain everything."""
        return self.options.internal

    @property
    def own(self) -> bool:
        """Whether the model is the user's own, judged by where it was read."""
        return not self.audit.repository.is_others

    @property
    def subject(self) -> str:
        """The model's name; in a report for its publisher, never a path of this machine."""
        audit = self.audit
        target = audit.target if self.internal else audit.target.rstrip("/").rpartition("/")[2]
        return audit.repository.name or target or audit.target

    @property
    def revision(self) -> str:
        """The revision, shortened for a running head."""
        revision = self.audit.repository.revision
        return revision[:_SHORT] if revision else self.w("revision.none")

    @property
    def open_errors(self) -> tuple[Finding, ...]:
        """The errors that no waiver accepts."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR and not finding.waived)

    def title_of(self, upstream: str) -> str:
        """The name of an edge, for the reader."""
        edge = self.edges.get(upstream)
        return edge.title if edge is not None else upstream

    def named(self, expression: str) -> str:
        """An expression, with the names of its LicenseRefs."""
        return wording.named(expression, self.names)


def context(audit: Audit, options: ReportOptions) -> Context:
    """The context of a report on that audit."""
    clean = cleaned(audit)
    return Context(
        audit=clean,
        options=options,
        w=words(options.lang),
        findings=verdict.ordered(clean.findings),
        summary=summary(clean),
        names=wording.names(clean),
        edges={edge.name: edge for edge in clean.upstreams},
        documents={document.path: document for document in clean.repository.documents},
    )
