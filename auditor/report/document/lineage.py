"""Lineage: figure, table, and for each edge its evidence, the claim it supports, and alternative explanations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Grade, Part, Rung
from auditor.report.common import wording
from auditor.report.document.blocks import Block, Figure, Group, Plain, Quote, Section, Table, Text
from auditor.report.document.inline import anchor, cell, code, dim, link, paragraph, plain, row, separated
from auditor.report.document.licenses import license_lines
from auditor.report.lineage.graphs import drawn

if TYPE_CHECKING:
    from auditor.model import Candidate, Evidence, Upstream
    from auditor.report.document.blocks import Arrow, Box
    from auditor.report.document.context import Context

_MOST_DRAWN = 60
"""Boxes; beyond these only the table is shown."""
_MOST_MEMBERS = 8
_MOST_TRACES = 60


def section(c: Context, number: str) -> Section:
    """The figure, the table of edges, then the evidence for each."""
    w, audit = c.w, c.audit
    blocks: list[Block] = []
    if audit.known_release is not None:
        release = audit.known_release
        blocks.append(paragraph(w("lineage.known-release", release=release.release, says=release.says)))
    if not audit.lineage:
        if audit.known_release is None:
            blocks.append(paragraph(w("lineage.none")))
        return Section(anchor="lineage", number=number, title=w("section.lineage"), blocks=tuple(blocks))
    blocks += [paragraph(w("lineage.words")), *_figure(c), _table(c)]
    if any(edge.candidates for edge in audit.lineage):
        blocks.append(_candidates(c))
    blocks += [_edge(c, edge) for edge in audit.lineage if edge.part is not Part.DATA or edge.candidates]
    return Section(anchor="lineage", number=number, title=w("section.lineage"), blocks=tuple(blocks))


def _figure(c: Context) -> list[Block]:
    boxes, arrows = _with_members(*drawn(c.audit))
    if len(boxes) > _MOST_DRAWN:
        return [paragraph(dim(c.w("lineage.too-many", number=len(boxes), most=_MOST_DRAWN)))]
    return [
        Figure(
            title=c.w("lineage.figure", subject=c.subject),
            description=c.w("lineage.figure-says"),
            boxes=tuple(box.replace(lines=tuple(filter(None, box.lines))) for box in boxes),
            arrows=tuple(arrow.replace(lines=tuple(filter(None, arrow.lines))) for arrow in arrows),
        )
    ]


def _with_members(boxes: list[Box], arrows: list[Arrow]) -> tuple[list[Box], list[Arrow]]:
    """The graph with the members of each set inside its box, as separate boxes would each look like an ancestor."""
    sets = {box.id for box in boxes if box.kind == "set"}
    within = {arrow.base: arrow.made for arrow in arrows if arrow.made in sets and not any(arrow.lines)}
    members: dict[str, list[str]] = {}
    for box in boxes:
        if box.id in within:
            members.setdefault(within[box.id], []).append(": ".join(filter(None, box.lines)))
    shown = [
        box.replace(lines=(*box.lines, *members[box.id][:_MOST_MEMBERS], *_more(members[box.id])))
        if box.id in members
        else box
        for box in boxes
        if box.id not in within
    ]
    return shown, [arrow for arrow in arrows if arrow.base not in within]


def _more(members: list[str]) -> tuple[str, ...]:
    return (f"+ {len(members) - _MOST_MEMBERS}",) if len(members) > _MOST_MEMBERS else ()


def _table(c: Context) -> Table:
    """Every edge, with the claim it supports."""
    w = c.w
    rows = []
    for edge in c.audit.lineage:
        about = wording.relations(edge.relations)
        part = w(f"part.{edge.part.value}") + (f" ({edge.component})" if edge.component else "")
        claims = dict.fromkeys(_claim(c, trace.rung) for trace in edge.evidence)
        title = link(edge.title, anchor("edge", edge.name)) if _has_details(edge) else plain(edge.title)
        rows.append(
            row(
                cell(title, dim(w("lineage.via", via=edge.via)) if edge.via else ""),
                cell(_relation(c, edge, about), part),
                cell(*claims),
                cell(*_places(edge)),
                anchor="",
            )
        )
    columns = ("upstream", "relation", "claim", "evidence")
    return Table(
        caption=w("lineage.edges"),
        columns=tuple(w(f"lineage.column.{name}") for name in columns),
        rows=tuple(rows),
        shares=(4, 4, 4, 5),
    )


def _has_details(edge: Upstream) -> bool:
    return edge.part is not Part.DATA or bool(edge.candidates)


def _relation(c: Context, edge: Upstream, about: str) -> str:
    if not edge.relations:
        return c.w("lineage.relation-unknown")
    return c.w("lineage.relation-open", readings=about) if len(edge.relations) > 1 else about


def _claim(c: Context, rung: Rung) -> str:
    """`consistent with (evidence level 4 of 7: suggests, does not show, derivation)`."""
    return c.w(f"claim.{rung.value}", number=wording.number(rung))


def _places(edge: Upstream) -> list[Text]:
    return [code(str(trace.location)) for trace in edge.evidence[:_MOST_TRACES] if trace.location is not None]


def _candidates(c: Context) -> Table:
    """The terms of each release, and how they are known."""
    w = c.w
    rows = [
        row(
            cell(code(candidate.name), dim(candidate.date)),
            cell(*license_lines(c, candidate.license)),
            cell(*_known(c, candidate)),
            cell(*(plain(line) for line in candidate.copyrights), _unread(c, candidate)),
        )
        for edge in c.audit.lineage
        for candidate in edge.candidates
    ]
    columns = ("release", "license", "known", "notices")
    return Table(
        caption=w("lineage.candidates"),
        columns=tuple(w(f"lineage.column.{name}") for name in columns),
        rows=tuple(rows),
        shares=(4, 4, 5, 5),
    )


def _known(c: Context, candidate: Candidate) -> list[str]:
    source = "" if candidate.grade is Grade.MEMORY else candidate.source
    return [
        c.w(f"grade.{candidate.grade.value}"),
        *filter(None, (source, wording.agreement(candidate), candidate.note, candidate.disputed)),
    ]


def _unread(c: Context, candidate: Candidate) -> Text:
    return () if candidate.copyrights_read else dim(c.w("lineage.copyrights-unread"))


def _edge(c: Context, edge: Upstream) -> Group:
    """An edge's evidence, what was compared, and alternative explanations."""
    w = c.w
    blocks: list[Plain] = []
    for trace in edge.evidence[:_MOST_TRACES]:
        blocks.append(paragraph(_trace(c, trace)))
        if trace.quote:
            source = code(str(trace.location)) if trace.location else ()
            blocks.append(Quote(text=trace.quote, source=source))
        if trace.compared:
            blocks.append(_compared(c, trace, edge))
    if len(edge.evidence) > _MOST_TRACES:
        blocks.append(paragraph(w("more", number=len(edge.evidence) - _MOST_TRACES)))
    if not edge.candidates:
        blocks.append(paragraph(w("lineage.terms-unknown")))
    remarks = (edge.doubts.counter_evidence, edge.doubts.differs, edge.doubts.unopened, edge.note)
    blocks += [paragraph(wording.sentence(says)) for says in remarks if says]
    if not edge.firm and edge.evidence:
        blocks.append(paragraph(w("lineage.alternative")))
    return Group(anchor=anchor("edge", edge.name), title=edge.title, blocks=tuple(blocks))


def _trace(c: Context, trace: Evidence) -> Text:
    where = code(str(trace.location)) if trace.location is not None else ()
    return separated((plain(f"{_claim(c, trace.rung)}: {trace.says.rstrip('.')}"), where), ", ")


def _compared(c: Context, trace: Evidence, edge: Upstream) -> Table:
    w = c.w
    rows = [
        row(code(entry.field), code(f"{entry.here}"), code(f"{entry.there}"), w("yes" if entry.equal else "no"))
        for entry in trace.compared
    ]
    caption = w("lineage.compared", title=edge.title)
    if trace.families:
        caption = f"{caption} {w.counted(trace.families, 'families')}"
    columns = ("field", "here", "there", "equal")
    return Table(
        caption=caption,
        columns=tuple(w(f"lineage.column.{name}") for name in columns),
        rows=tuple(rows),
        shares=(4, 3, 3, 1),
    )
