"""Page one: what was audited, its standing, why, what comes next, and what was assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Rung, Severity, Standing
from auditor.report.audit.first import first_sentence
from auditor.report.common import grouping, uses, wording
from auditor.report.document import use
from auditor.report.document.blocks import Block, Bullets, Callout, Fact, FactList, Section, Table, Text, Tone
from auditor.report.document.inline import anchor, cell, code, fact, facts, link, paragraph, plain, row, separated
from auditor.report.document.licenses import license_lines
from auditor.report.lineage.nodes import best

if TYPE_CHECKING:
    from auditor.model import Upstream
    from auditor.report.document.context import Context

TONES = {
    Standing.DOES_NOT_COMPLY: Tone.BAD,
    Standing.NOT_SHOWN_TO_COMPLY: Tone.BAD,
    Standing.UNDETERMINED: Tone.OPEN,
    Standing.NO_FINDINGS: Tone.GOOD,
    Standing.NOT_A_MODEL: Tone.BAD,
}
_MOST_BASES = 4
_MOST_BLOCKING = 6
_MOST_NAMED = 6


def cover(c: Context) -> tuple[Block, ...]:
    """Who, what and when; then the standing in legal words."""
    return (FactList(facts=_particulars(c)), _answer(c))


def summary(c: Context) -> Section:
    """What blocks, who must act, and what to do first."""
    w = c.w
    act = facts(*_next(c), fact(w("summary.who"), _responsible(c)), fact(w("summary.assumed"), _assumed(c)))
    blocks: list[Block] = [_bases(c), FactList(facts=act)]
    if c.internal:
        blocks += _blocking(c)
    for edge in c.audit.lineage:
        if len(edge.candidates) > 1 and any(finding.upstream == edge.name for finding in c.findings):
            blocks.append(if_the_base(c, edge))
    return Section(anchor="summary", number="1", title=w("section.summary"), blocks=tuple(blocks))


def _particulars(c: Context) -> tuple[Fact, ...]:
    audit, w, options = c.audit, c.w, c.options
    repository = audit.repository
    named = wording.name_source(repository)
    target = code(audit.target) if c.internal and audit.target != c.subject else ()
    return facts(
        fact(
            w("cover.subject"),
            separated((plain(c.subject), plain(w("cover.named-by", by=named)) if named else ()), " "),
        ),
        fact(w("cover.target"), target),
        fact(w("cover.revision"), code(repository.revision) if repository.revision else w("revision.none-said")),
        fact(w("cover.judged"), code(f"sha256:{audit.digest}")),
        fact(w("cover.as-of"), audit.as_of),
        fact(w("cover.made-by"), w("cover.tool", version=audit.version, rules=audit.rules_digest)),
        fact(w("cover.prepared-for"), options.prepared_for),
        fact(w("cover.directed-by"), options.directed_by),
        fact(w("cover.matter"), options.matter),
    )


def _answer(c: Context) -> Callout:
    """The standing and its first sentence; for the publisher, that there are questions."""
    w = c.w
    if not c.internal:
        return Callout(tone=Tone.NOTE, title=plain(w("publisher.title")), blocks=(paragraph(w("publisher.purpose")),))
    says = first_sentence(c.audit, c.findings, w)
    blocks = [paragraph(says)] if says else [paragraph(c.summary.decides)]
    if c.open_errors and c.own:
        blocks.append(paragraph(w("cover.do-not-distribute"), Tone.BAD))
    if c.audit.for_use is not None:
        blocks.append(paragraph(uses.in_one_line(c.audit), use.TONES[c.audit.for_use.answer]))
    title = w(f"standing.{c.audit.standing.value}")
    accepted = sum(bool(finding.waived) for finding in c.findings)
    if accepted:
        title = w("cover.accepted", standing=title, number=accepted)
    weights = wording.weights(c.audit)
    blocks.append(paragraph(separated((plain(_counts(c)), plain(weights)), "; ")))
    return Callout(tone=TONES[c.audit.standing], title=plain(title), blocks=tuple(blocks))


def _counts(c: Context) -> str:
    numbers = [(c.summary.errors, "error"), (c.summary.warnings, "warning"), (c.summary.notes, "note")]
    named = [c.w.counted(number, noun) for number, noun in numbers if number]
    return c.w("cover.counts", counts=c.w.listed(named)) if named else c.w("cover.no-findings")


def _bases(c: Context) -> Block:
    """What is known of the base, in a sentence for each base that the repository itself shows."""
    edges = [edge for edge in c.audit.lineage if not edge.via]
    items = [_base(c, edge) for edge in edges[:_MOST_BASES]]
    if len(edges) > _MOST_BASES:
        items.append(link(c.w("summary.more-bases", number=len(edges) - _MOST_BASES), "lineage"))
    if not items:
        items = [plain(c.w("summary.no-base"))]
    if len(items) == 1:
        return paragraph(items[0])
    return Bullets(items=tuple(items))


def _base(c: Context, edge: Upstream) -> Text:
    w, evidence = c.w, best(edge)
    says = evidence.says.rstrip(".") if evidence is not None else ""
    if edge.firm:
        shown = wording.claim(evidence.rung) if evidence is not None else ""
        return plain(w("summary.base-firm", claim=shown, title=edge.title, says=says))
    undeclared = not any(
        trace.rung in (Rung.DECLARED, Rung.NAMED) for other in c.audit.lineage for trace in other.evidence
    )
    key = "summary.base-recognised" if undeclared else "summary.base-also"
    return plain(w(key, title=edge.title, says=wording.sentence(says)))


def _blocking(c: Context) -> list[Block]:
    """The deciding findings, each a link to its card."""
    deciding = [
        finding
        for finding in c.findings
        if finding.severity is not Severity.NOTE and not finding.waived and not finding.covered
    ]
    if not deciding:
        return []
    items = [
        separated(
            (
                plain(c.w(f"severity.{finding.severity.value}") + ":"),
                link(wording.sentence(finding.title), anchor("finding", finding.id)),
            ),
            " ",
        )
        for finding in deciding[:_MOST_BLOCKING]
    ]
    if len(deciding) > _MOST_BLOCKING:
        items.append(link(c.w("summary.more-findings", number=len(deciding) - _MOST_BLOCKING), "findings"))
    return [paragraph(c.w("summary.blocks")), Bullets(items=tuple(items))]


def if_the_base(c: Context, edge: Upstream) -> Table:
    """For each known candidate, its license and what was not found; and that it may be none of them."""
    w = c.w
    rows = []
    for reading in grouping.readings(edge, c.findings):
        missing = [finding for finding in reading.findings if finding.severity is not Severity.NOTE]
        lines = [_missing(c, wording.sentence(finding.title), finding.id) for finding in missing]
        names = reading.candidates[:_MOST_NAMED]
        more = w("more", number=len(reading.candidates) - len(names)) if len(reading.candidates) > len(names) else ""
        license_ = [line for expression in reading.licenses or (None,) for line in license_lines(c, expression)]
        rows.append(row(cell(*(code(name) for name in names), more), cell(*license_), cell(*lines)))
    if not edge.firm:
        rows.append(row(w("base.none-of-these"), "", w("base.none-of-these-says")))
    return Table(
        caption=w("base.table", title=edge.title),
        columns=(
            w("base.column.base"),
            w("base.column.license"),
            w("base.column.missing" if c.internal else "base.column.open"),
        ),
        rows=tuple(rows),
        shares=(3, 3, 4),
    )


def _missing(c: Context, title: str, finding_id: str) -> Text:
    return link(title, anchor("finding", finding_id)) if c.internal else plain(title)


def _responsible(c: Context) -> str:
    if not c.internal:
        return c.w("who.publisher")
    if not c.summary.questions and not c.open_errors:
        return c.w("who.nobody")
    return c.w("who.own" if c.own else "who.third-party")


def _next(c: Context) -> tuple[Fact, ...]:
    if not c.internal:
        return facts(*(fact(c.w("summary.question"), entry.question) for entry in c.summary.questions[:3]))
    if c.summary.first or not uses.against(c.audit):
        return facts(fact(c.w("summary.next"), c.summary.first or c.w("summary.nothing")))
    return facts(fact(c.w("summary.next"), link(c.w("summary.see-use"), "use")))


def _assumed(c: Context) -> Text:
    return separated((plain(c.w("assumed.short")), link(c.w("assumed.more"), "assumptions")), " ")
