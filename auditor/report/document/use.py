"""For your use: what the terms read say about the stated use, the worst first; never for the publisher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import UseAnswer
from auditor.report.common import uses, wording
from auditor.report.document.blocks import Block, Section, Table, Tone
from auditor.report.document.inline import cell, dim, paragraph, plain, row

if TYPE_CHECKING:
    from auditor.model import ForUse, UsePoint
    from auditor.report.document.blocks import Row
    from auditor.report.document.context import Context

TONES = {
    UseAnswer.EXCLUDED: Tone.BAD,
    UseAnswer.NEEDS_LICENSE: Tone.BAD,
    UseAnswer.OPEN: Tone.OPEN,
    UseAnswer.CONDITIONAL: Tone.NOTE,
    UseAnswer.ALLOWED: Tone.GOOD,
}


def section(c: Context, number: str, answer: ForUse) -> Section:
    """The answer, then a row for each relevant clause."""
    w = c.w
    stated = w("use.stated", facts=uses.stated(answer.use), answer=uses.ANSWERS[answer.answer])
    blocks: list[Block] = [paragraph(stated, tone=TONES[answer.answer])]
    if answer.points:
        columns = ("answer", "says", "clause", "words")
        blocks.append(
            Table(
                caption=w("use.caption"),
                columns=tuple(w(f"use.column.{name}") for name in columns),
                rows=tuple(_point(answer, point) for point in answer.points),
                shares=(3, 5, 4, 6),
            )
        )
    blocks.append(paragraph(w("use.aside")))
    return Section(anchor="use", number=number, title=w("section.use"), blocks=tuple(blocks))


def _point(answer: ForUse, point: UsePoint) -> Row:
    badge = cell(plain(uses.ANSWERS[point.answer]), tone=TONES[point.answer])
    says = cell(plain(wording.sentence(uses.line(point, answer.use))))
    clause = cell(plain(f"{point.name} {point.clause}".strip()), dim(point.via))
    return row(badge, says, clause, point.quote)
