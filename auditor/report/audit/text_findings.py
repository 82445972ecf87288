"""The findings of the terminal report, and what was asked and is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Severity, Verdict
from auditor.report.common import conditions, reasons, wording
from auditor.report.common.wording import counted
from auditor.verdict import ordered

if TYPE_CHECKING:
    from auditor.model import Audit, Citation, Finding, Location, Outcome
    from auditor.report.common.page import Page

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_INDENT = 11
_COLUMN = 11
_MOST_MET = 10
_MOST_PLACES = 8
_MOST_CLAUSES = 3
_LONG_QUOTE = 420


def brief(page: Page, audit: Audit) -> None:
    """A line per finding; an id is never cut, for a waiver must name it whole."""
    for finding in ordered(audit.findings):
        title = f"waived: {finding.title}" if finding.waived else finding.title
        title = f"{finding.covered}: {title}" if finding.covered else title
        page.row(f"{finding.severity.value:<8}", finding.id, title, style=_STYLES[finding.severity])


def section(page: Page, audit: Audit, *, loud: bool) -> None:
    """Every finding: errors first, each with its clause, its place and its remedy."""
    page.heading("Findings", str(len(audit.findings)) if audit.findings else "")
    if not audit.findings:
        page.text("None.")
    titles = {upstream.name: upstream.title for upstream in audit.upstreams}
    cures = {entry.license: conditions.cure(entry.cure) for entry in audit.for_users if entry.cure is not None}
    for finding in ordered(audit.findings):
        page.blank()
        _finding(page, finding, titles, cures, loud=loud)


def met(page: Page, audit: Audit, *, loud: bool) -> None:
    """What was asked and is there."""
    if not audit.met:
        return
    page.heading("Asked and met", str(len(audit.met)))
    seen: dict[str, Outcome] = {}
    # what a license asks comes before what the repository says of itself
    for outcome in sorted(audit.met, key=lambda outcome: outcome.citation is None):
        seen.setdefault(_sentence(outcome), outcome)
    for sentence, outcome in list(seen.items())[: None if loud else _MOST_MET]:
        page.labelled("✓", sentence, column=2, label_style="green")
        cited = outcome.citation
        asks = wording.cited(cited.name, cited.clause, cited.grade) if cited else outcome.license
        about = (asks, outcome.candidate or outcome.upstream, outcome.rule)
        page.text(" · ".join(part for part in about if part), indent=4, style="dim")
        if loud and cited is not None and cited.quote:
            page.quote(wording.excerpt(cited.quote), indent=4, limit=4_000)
    if len(seen) > _MOST_MET and not loud:
        page.text(f"and {len(seen) - _MOST_MET} more; -v lists all, with their clauses", style="dim")


def _sentence(outcome: Outcome) -> str:
    says = wording.sentence(outcome.sentence.rstrip(".") or "met")
    where = _listed(outcome.evidence, most=2)
    return f"{says} ({where})" if where else says


def _listed(evidence: tuple[Location, ...], *, most: int) -> str:
    once = list(dict.fromkeys(str(place) for place in evidence))
    more = f" and {len(once) - most} more" if len(once) > most else ""
    return ", ".join(once[:most]) + more


def _finding(page: Page, finding: Finding, titles: dict[str, str], cures: dict[str, str], *, loud: bool) -> None:
    style = "dim" if finding.waived or finding.covered else _STYLES[finding.severity]
    label = f"{finding.severity.value.upper():<9}"
    page.labelled(label, wording.sentence(finding.title), column=9, label_style=style, style="bold")
    page.text(wording.verdict(finding), indent=_INDENT, style=style.removeprefix("bold "))
    page.text(finding.id, indent=_INDENT, style="dim")
    page.blank()
    page.text(wording.sentence(finding.message), indent=_INDENT, limit=4_000 if loud else 1_200)
    page.blank()

    def labelled(name: str, text: str, text_style: str = "") -> None:
        page.labelled(name, text, indent=_INDENT, column=_COLUMN, style=text_style)

    labelled("upstream", titles.get(finding.upstream, finding.upstream))
    every = f"every candidate ({len(finding.candidates)})" if len(finding.candidates) > 1 and not finding.spared else ""
    labelled("holds for", every or ", ".join(finding.candidates))
    labelled("not for", ", ".join(finding.spared))
    labelled("why open", "; ".join(reasons.why_open(finding.outcomes)))
    _clauses(page, finding, loud=loud)
    labelled("where", _listed(finding.evidence, most=10_000 if loud else _MOST_PLACES))
    if Verdict.BREACHED in (finding.verdict, finding.if_confirmed) and finding.citations:
        labelled("unless", "a separate permission covers it: none was looked for, and no repository shows one")
        for ends in dict.fromkeys(cures[each.license] for each in finding.citations if each.license in cures):
            labelled("license", ends)
    labelled("remedy", finding.remedy)
    labelled("question", finding.question)
    labelled("permission", finding.covered)
    labelled("waived", finding.waived)
    if loud:
        for outcome in finding.outcomes:
            who = outcome.candidate or outcome.upstream or "the repository"
            labelled("outcome", f"{outcome.rule}, {who}: {wording.answer(outcome.verdict)}: {outcome.sentence}", "dim")


def _clauses(page: Page, finding: Finding, *, loud: bool) -> None:
    once = list(dict.fromkeys(finding.citations))
    for citation in once if loud else once[:_MOST_CLAUSES]:
        _clause(page, citation, loud=loud, indent=_INDENT)
    if len(once) > _MOST_CLAUSES and not loud:
        more = counted(len(once) - _MOST_CLAUSES, "more clause")
        page.labelled("", f"{more}; -v quotes all", indent=_INDENT, column=_COLUMN, style="dim")


def _clause(page: Page, citation: Citation, *, loud: bool, indent: int) -> None:
    words = wording.cited(citation.name, citation.clause, citation.grade)
    page.labelled("clause", words, indent=indent, column=_COLUMN)
    if citation.quote:
        page.quote(wording.excerpt(citation.quote), indent=indent + _COLUMN, limit=4_000 if loud else _LONG_QUOTE)
