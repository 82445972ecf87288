"""Notices and texts that must accompany the model: what the licenses require, and what is present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import DutyCode, Verdict
from auditor.report.common import terms, wording
from auditor.report.document.blocks import Block, Quote, Section, Table
from auditor.report.document.duties import VERDICT_TONES
from auditor.report.document.inline import cell, code, dim, paragraph, plain, row

if TYPE_CHECKING:
    from auditor.report.document.context import Context

_CARRIED = (
    DutyCode.INCLUDE_LICENSE_TEXT,
    DutyCode.LINK_LICENSE,
    DutyCode.RETAIN_COPYRIGHT_NOTICES,
    DutyCode.PROPAGATE_NOTICE_FILE,
    DutyCode.NOTICE_FILE_WITH_TEXT,
    DutyCode.NOTICE_WITH_TEXT,
    DutyCode.ATTRIBUTE_CREATOR,
    DutyCode.DISPLAY_STRING,
    DutyCode.NAME_PREFIX,
)
_MOST = 300


def section(c: Context, number: str) -> Section:
    """What must accompany the model, the upstreams' own lines, and the lines and texts that are present."""
    w = c.w
    blocks: list[Block] = [*_required(c), *_upstream(c), *_present(c)]
    return Section(
        anchor="notices",
        number=number,
        title=w("section.notices"),
        blocks=tuple(blocks) or (paragraph(w("notices.none")),),
    )


def _required(c: Context) -> list[Block]:
    w = c.w
    rows = []
    for license_ in c.audit.licenses:
        for duty in license_.profile.duties:
            if duty.code not in _CARRIED:
                continue
            outcomes = [
                outcome
                for outcome in c.audit.all_outcomes
                if outcome.license == license_.profile.key
                and outcome.code == duty.code
                and (outcome.citation is None or outcome.citation.clause == duty.clause)
                and outcome.verdict is not Verdict.NOT_APPLICABLE
            ]
            if not outcomes:
                continue
            wanted = dict.fromkeys(words for outcome in outcomes for words in outcome.wanted)
            places = dict.fromkeys(str(place) for outcome in outcomes for place in outcome.evidence)
            met = all(outcome.verdict is Verdict.MET for outcome in outcomes)
            state = w("notices.here") if met else w("notices.not-found")
            tone = VERDICT_TONES[Verdict.MET if met else Verdict.UNDETERMINED]
            rows.append(
                row(
                    cell(plain(wording.sentence(terms.says(duty))), dim(f"{license_.profile.name}, {duty.clause}")),
                    cell(*(plain(words) for words in wanted)),
                    cell(state, *(code(name) for name in places), tone=tone),
                )
            )
    if not rows:
        return []
    columns = tuple(w(f"notices.column.{name}") for name in ("what", "words", "here"))
    return [Table(caption=w("notices.required"), columns=columns, rows=tuple(rows), shares=(5, 4, 3))]


def _upstream(c: Context) -> list[Block]:
    """The upstreams' copyright lines and NOTICE files, if they were read."""
    w = c.w
    rows, quotes = [], []
    for edge in c.audit.lineage:
        for candidate in edge.candidates:
            if candidate.copyrights:
                rows.append(row(code(candidate.name), cell(*(plain(line) for line in candidate.copyrights))))
            if candidate.notice_text:
                quotes.append(
                    Quote(text=candidate.notice_text, source=plain(w("notices.notice-of", name=candidate.name)))
                )
    columns = (w("notices.column.upstream"), w("notices.column.lines"))
    tables = [Table(caption=w("notices.upstream"), columns=columns, rows=tuple(rows), shares=(3, 5))] if rows else []
    return [*tables, *quotes]


def _present(c: Context) -> list[Block]:
    """Every license text and copyright line of the repository, with its place."""
    w, audit = c.w, c.audit
    texts = [
        row(
            code(str(detection.location)),
            cell(plain(c.names.get(detection.license.lower()) or detection.expression), code(detection.expression)),
            cell(plain(wording.match(detection.match)), dim(detection.note)),
        )
        for detection in audit.detections[:_MOST]
    ]
    lines = [
        row(
            code(str(line.location)),
            cell(plain(line.statement), dim(w("notices.template") if line.template else "")),
        )
        for line in audit.copyrights[:_MOST]
    ]
    made: list[Block] = []
    if texts:
        columns = tuple(w(f"notices.column.{name}") for name in ("place", "license", "match"))
        made.append(Table(caption=w("notices.texts"), columns=columns, rows=tuple(texts), shares=(3, 4, 4)))
    if lines:
        columns = tuple(w(f"notices.column.{name}") for name in ("place", "line"))
        made.append(Table(caption=w("notices.lines"), columns=columns, rows=tuple(lines), shares=(3, 6)))
    left = len(audit.detections) - len(texts) + len(audit.copyrights) - len(lines)
    if left:
        made.append(paragraph(w("more", number=left)))
    return made
