"""Accepted findings, coverage and open questions: what was decided, what was read, and what is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import verdict
from auditor.model import Because, Verdict, WaiverUse
from auditor.report.common import wording
from auditor.report.document.blocks import Block, Bullets, Group, Section, Table, Text
from auditor.report.document.inline import anchor, cell, code, dim, link, paragraph, plain, row, separated

if TYPE_CHECKING:
    from auditor.model import Question
    from auditor.report.document.context import Context

_OF_LAW = tuple(Because)[: tuple(Because).index(Because.CLAUSE_SECOND_HAND)]
"""Reasons that no fact settles: the interpretation of a license."""


def waivers(c: Context, number: str) -> Section:
    """Every waiver, with its owner, and whether it was applied."""
    w = c.w
    rows = []
    for state in c.audit.waivers:
        waiver = state.waiver
        remark: Text = ()
        if state.state is WaiverUse.CHANGED:
            remark = dim(w("waivers.changed", given=waiver.sha256, here=c.audit.digest))
        until = waiver.until or w("waivers.no-end")
        rows.append(
            row(
                cell(code(waiver.finding), dim(waiver.target)),
                cell(w(f"waiver-use.{state.state}"), remark),
                cell(w(f"waiver-reason.{waiver.reason.value}"), waiver.comment),
                cell(waiver.owner or w("waivers.no-owner"), until),
            )
        )
    if not rows:
        blocks: tuple[Block, ...] = (paragraph(w("waivers.none")),)
    else:
        columns = tuple(w(f"waivers.column.{name}") for name in ("finding", "state", "reason", "who"))
        table = Table(caption=w("waivers.caption"), columns=columns, rows=tuple(rows), shares=(4, 3, 4, 3))
        blocks = (paragraph(w("waivers.words")), table)
    return Section(anchor="waivers", number=number, title=w("section.waivers"), blocks=(*blocks, *_permissions(c)))


def _permissions(c: Context) -> list[Block]:
    """The separate permissions, as stated."""
    w = c.w
    rows = []
    for state in c.audit.permissions:
        given = state.permission
        grant = f"{given.grantor} → {given.grantee}: {given.scope}"
        rows.append(
            row(
                cell(code(given.license), dim(", ".join(given.covers))),
                w(f"waiver-use.{state.state}"),
                cell(grant, dim(" · ".join(filter(None, (given.date, given.reference))))),
                cell(given.by, dim(" · ".join(filter(None, (given.on, given.until))))),
            )
        )
    if not rows:
        return []
    columns = tuple(w(f"permissions.column.{name}") for name in ("license", "state", "grant", "by"))
    table = Table(caption=w("permissions.caption"), columns=columns, rows=tuple(rows), shares=(4, 3, 5, 3))
    return [paragraph(w("permissions.words")), table]


def coverage(c: Context, number: str) -> Section:
    """What was read, what was not, and what no file can show."""
    w, audit = c.w, c.audit
    repository = audit.repository
    read = w("coverage.read", documents=len(repository.documents), files=len(repository.files))
    blocks: list[Block] = [paragraph(read)]
    if repository.revision is None:
        blocks.append(paragraph(w("coverage.no-revision")))
    rows = [
        row(
            code(entry.path) if entry.path else w("coverage.part"),
            cell(w(f"unread.{entry.reason.value}"), dim(wording.unread_detail(entry))),
            w("coverage.matters" if entry.matters else "coverage.aside"),
        )
        for entry in audit.unread
        if not entry.reason.is_left_out
    ]
    if rows:
        columns = tuple(w(f"coverage.column.{name}") for name in ("file", "why", "effect"))
        blocks.append(Table(caption=w("coverage.unread"), columns=columns, rows=tuple(rows), shares=(4, 5, 4)))
    else:
        blocks.append(paragraph(w("coverage.all-read")))
    left = [plain(entry.detail) for entry in audit.unread if entry.reason.is_left_out and entry.detail]
    if left:
        blocks += [paragraph(w("coverage.left-out")), Bullets(items=tuple(left))]
    for join in audit.joins:
        blocks.append(paragraph(w("coverage.join", question=wording.join_question(join))))
    unknown = _unknown(c)
    if unknown:
        blocks += [paragraph(w("coverage.unknown")), Bullets(items=unknown)]
    return Section(anchor="coverage", number=number, title=w("section.coverage"), blocks=tuple(blocks))


def _unknown(c: Context) -> tuple[Text, ...]:
    """What is unknown about the upstreams."""
    w = c.w
    items: dict[Text, None] = {}
    for edge in c.audit.lineage:
        if edge.doubts.unopened:
            items[plain(f"{edge.title}: {edge.doubts.unopened}")] = None
        if not edge.candidates:
            items[plain(w("coverage.no-terms", title=edge.title))] = None
        for candidate in edge.candidates:
            if not candidate.grade.settles:
                grade = w(f"grade.{candidate.grade.value}")
                items[plain(w("coverage.second-hand", name=candidate.name, grade=grade))] = None
            elif not candidate.copyrights_read:
                items[plain(w("coverage.notices-unread", name=candidate.name))] = None
    return tuple(items)


def questions(c: Context, number: str) -> Section:
    """What would settle what is open: for the publisher, and for counsel."""
    w = c.w
    of_publisher: list[Text] = []
    of_counsel: list[Text] = []
    for question in verdict.questions(c.findings):
        (of_counsel if c.internal and _for_counsel(c, question) else of_publisher).append(_question(c, question))
    of_publisher += [plain(wording.join_question(join)) for join in c.audit.joins]
    blocks: list[Block] = []
    if of_publisher:
        items = Bullets(items=tuple(of_publisher), ordered=True)
        blocks.append(Group(anchor="questions-publisher", title=w("questions.publisher"), blocks=(items,)))
    if c.internal:
        of_counsel += [plain(w(f"questions.counsel.{name}")) for name in _questions_for_counsel(c)]
        items = Bullets(items=tuple(of_counsel), ordered=True)
        blocks.append(Group(anchor="questions-counsel", title=w("questions.counsel"), blocks=(items,)))
    return Section(
        anchor="questions",
        number=number,
        title=w("section.questions"),
        blocks=tuple(blocks) or (paragraph(w("questions.none")),),
    )


def _for_counsel(c: Context, question: Question) -> bool:
    """Whether only legal reasons leave its findings open."""
    codes = {
        reason.code
        for finding in c.findings
        if finding.id in question.settles
        for outcome in finding.outcomes
        for reason in outcome.because
    }
    return bool(codes) and codes <= set(_OF_LAW)


def _question(c: Context, question: Question) -> Text:
    if not c.internal:
        return plain(question.question)
    settled = separated(
        link(wording.sentence(_title(c, finding_id)), anchor("finding", finding_id)) for finding_id in question.settles
    )
    return separated((plain(question.question), dim(c.w("questions.settles")), settled), " ")


def _title(c: Context, finding_id: str) -> str:
    return next((finding.title for finding in c.findings if finding.id == finding_id), finding_id)


def _questions_for_counsel(c: Context) -> list[str]:
    """The fixed questions that this audit raises."""
    breach = any(Verdict.BREACHED in (finding.verdict, finding.if_confirmed) for finding in c.findings)
    ends = any(license_.profile.cure is not None for license_ in c.audit.licenses)
    return [name for name, wanted in (("permission", breach), ("cure", breach and ends), ("law", True)) if wanted]
