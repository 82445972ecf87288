"""Findings, grouped by question, each with clause, evidence, remedy and counsel's column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Severity, Verdict
from auditor.report.common import grouping, reasons, wording
from auditor.report.common.conditions import cure
from auditor.report.document.blocks import (
    Blank,
    Block,
    Card,
    Fact,
    FactList,
    Form,
    Group,
    Paragraph,
    Plain,
    Quote,
    Section,
    Text,
    Tone,
)
from auditor.report.document.cover import if_the_base
from auditor.report.document.inline import anchor, code, dim, fact, facts, link, paragraph, plain, separated

if TYPE_CHECKING:
    from auditor.model import Finding, Location, Outcome
    from auditor.report.common.grouping import FindingGroup
    from auditor.report.document.context import Context

SEVERITY_TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.OPEN, Severity.NOTE: Tone.NOTE}
_MOST_PLACES = 200
_LONG = 12


def section(c: Context, number: str) -> Section:
    """Every finding."""
    w = c.w
    blocks: list[Block] = []
    if not c.findings:
        blocks.append(paragraph(w("findings.none")))
    else:
        blocks.append(paragraph(w("findings.words")))
    groups = grouping.by_question(c.findings)
    for index, group in enumerate(groups, start=1):
        if group.question and len(group.findings) > 1:
            blocks.append(_group(c, group, index))
        else:
            blocks += [card(c, finding, ask=True) for finding in group.findings]
    return Section(anchor="findings", number=number, title=w("section.findings"), blocks=tuple(blocks))


def _group(c: Context, group: FindingGroup, index: int) -> Group:
    """The question, what remains after each answer, then the findings, which do not repeat it."""
    w = c.w
    blocks: list[Plain | Card] = [paragraph(w("findings.hang", number=len(group.findings)))]
    blocks += [if_the_base(c, edge) for edge in grouping.edges_in_question(c.audit, group)]
    blocks += [card(c, finding, ask=False) for finding in group.findings]
    return Group(anchor=f"question-{index}", title=group.question, blocks=tuple(blocks))


def card(c: Context, finding: Finding, *, ask: bool) -> Card:
    """One finding, with its question if `ask`."""
    w = c.w
    badge = w(f"severity.{finding.severity.value}")
    if finding.waived:
        badge = w("findings.accepted", severity=badge)
    blocks: list[Plain] = [paragraph(wording.sentence(finding.message).rstrip(".") + ".")]
    blocks.append(FactList(facts=_particulars(c, finding, ask=ask)))
    for citation in dict.fromkeys(finding.citations):
        source = plain(wording.cited(citation.name, citation.clause, citation.grade))
        blocks.append(
            Quote(text=wording.excerpt(citation.quote), source=source) if citation.quote else Paragraph(text=source)
        )
    if c.internal:
        blocks.append(_counsel(c))
    return Card(
        anchor=anchor("finding", finding.id),
        tone=SEVERITY_TONES[finding.severity],
        badge=badge,
        title=wording.sentence(finding.title),
        subtitle=separated((plain(verdict_words(c, finding)), code(finding.id)), " · "),
        blocks=tuple(blocks),
    )


def verdict_words(c: Context, finding: Finding) -> str:
    """The shortfall and the verdict, in the words of the language."""
    w = c.w
    words = _answer(c, finding, finding.verdict)
    if finding.verdict is Verdict.UNDETERMINED and finding.if_confirmed is not None:
        words = w("verdict.if-confirmed", verdict=words, confirmed=_answer(c, finding, finding.if_confirmed))
    return words


def _answer(c: Context, finding: Finding, value: Verdict) -> str:
    if value is Verdict.BREACHED and finding.kind is not None:
        return c.w(f"unmet.{finding.kind.value}")
    return c.w(f"verdict.{value.value}")


def _particulars(c: Context, finding: Finding, *, ask: bool) -> tuple[Fact, ...]:
    w = c.w
    edge = c.edges.get(finding.upstream)
    upstream: Text = ()
    if edge is not None:
        upstream = plain(edge.title) if edge.is_own_terms else link(edge.title, anchor("edge", edge.name))
    every = len(finding.candidates) > 1 and not finding.spared
    applies = w("findings.every", number=len(finding.candidates)) if every else ""
    breach = Verdict.BREACHED in (finding.verdict, finding.if_confirmed)
    return facts(
        fact(w("finding.upstream"), upstream),
        fact(w("finding.applies"), applies or separated(code(name) for name in finding.candidates)),
        fact(w("finding.spared"), separated(code(name) for name in finding.spared)),
        fact(w("finding.why-undetermined"), *(wording.sentence(words) for words in reasons.why_open(finding.outcomes))),
        fact(w("finding.where"), *(place(c, location) for location in finding.evidence[:_MOST_PLACES])),
        fact(w("finding.more-places"), _more_places(finding)),
        fact(w("finding.unless"), w("unless") if breach and finding.citations else ""),
        fact(w("finding.license-ends"), *_endings(c, finding)),
        fact(w("finding.remedy"), finding.remedy),
        fact(w("finding.question"), finding.question if ask else ""),
        fact(w("finding.covered"), finding.covered),
        fact(w("finding.waived"), finding.waived),
    )


def _more_places(finding: Finding) -> str:
    return f"+{len(finding.evidence) - _MOST_PLACES}" if len(finding.evidence) > _MOST_PLACES else ""


def place(c: Context, location: Location) -> Text:
    """`README.md:2 (sha256:ab12…)`."""
    document = c.documents.get(location.path)
    digest = dim(f"sha256:{document.sha256[:_LONG]}…") if document is not None else ()
    return separated((code(str(location)), digest), " ")


def _endings(c: Context, finding: Finding) -> list[str]:
    ends = {entry.license: cure(entry.cure) for entry in c.audit.for_users if entry.cure is not None}
    return [ends[key] for key in dict.fromkeys(citation.license for citation in finding.citations) if key in ends]


def _counsel(c: Context) -> Form:
    w = c.w
    choices = tuple(w(f"counsel.{choice}") for choice in ("agree", "disagree", "needs-facts", "permission"))
    return Form(
        compact=True,
        blanks=(
            Blank(label=w("counsel.column"), choices=choices),
            Blank(label=w("counsel.initials")),
            Blank(label=w("counsel.date")),
        ),
    )


def outcome_words(c: Context, outcome: Outcome) -> str:
    """One answer, for a row of the annex."""
    return f"{c.w(f'verdict.{outcome.verdict.value}')}: {wording.sentence(outcome.sentence)}"
