"""Several models: one table, the worst first, with the verdict, the license, what blocks and what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Severity, Worst
from auditor.report.common import wording
from auditor.report.common.clean import cleaned_survey, line
from auditor.report.document.blocks import Block, Bullets, Document, Section, Span, SpanKind, Table, Text, Tone
from auditor.report.document.cover import TONES
from auditor.report.document.inline import cell, code, dim, paragraph, plain, row
from auditor.report.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.model import Finding, ReportOptions, Survey, SurveyEntry
    from auditor.report.document.blocks import Row
    from auditor.report.words import Words

_MOST_BLOCKING = 3
_SHORT = 12


def index(survey: Survey, options: ReportOptions, files: Mapping[str, str] | None = None) -> Document:
    """The index of a survey; `files` are the reports of its models, by their targets."""
    w = words(options.lang)
    clean = cleaned_survey(survey)
    named = dict(
        zip((entry.target for entry in clean.entries), (entry.target for entry in survey.entries), strict=True)
    )
    links = {shown: (files or {}).get(target, "") for shown, target in named.items()}
    columns = ("model", "verdict", "license", "blocks", "remedy")
    table = Table(
        caption=w("index.caption", number=len(clean.entries), day=clean.as_of),
        columns=tuple(w(f"index.column.{name}") for name in columns),
        rows=tuple(_row(entry, w, links.get(entry.target, "")) for entry in clean.entries),
        shares=(4, 2, 3, 5, 5),
    )
    blocks: list[Block] = [paragraph(w("index.words")), table]
    if clean.left:
        blocks += [paragraph(w("index.left")), Bullets(items=tuple(code(path) for path in clean.left))]
    if clean.left_out:
        details = tuple(plain(entry.detail) for entry in clean.left_out)
        blocks += [paragraph(w("coverage.left-out")), Bullets(items=details)]
    section = Section(anchor="models", number="1", title=w("index.title"), blocks=tuple(blocks))
    return Document(
        lang=options.lang,
        kind=w("document.kind"),
        subject=w("index.title"),
        subtitle=w("index.caption", number=len(clean.entries), day=clean.as_of),
        mark=line(options.mark, limit=300),
        status=w("document.draft"),
        notice=w("document.notice"),
        day=clean.as_of,
        author=f"auditor {clean.version}, {clean.rules_digest}",
        contents=w("document.contents"),
        cover=(),
        sections=(section,),
    )


def _row(entry: SurveyEntry, w: Words, file: str) -> Row:
    name = line(entry.name, limit=300)
    title: Text = (Span(text=name, kind=SpanKind.FILE, to=file),) if file else code(name)
    commit = dim(entry.commit[:_SHORT])
    if entry.standing is None:
        verdict = cell(w("index.not-audited"), tone=Tone.BAD)
        return row(cell(title, commit), verdict, "", cell(entry.not_audited), "")
    deciding = [finding for finding in entry.findings if finding.severity is not Severity.NOTE and not finding.waived]
    missing = wording.missing_weights(entry.weights)
    tone = Tone.NOTE if entry.worst is Worst.NOTE else TONES[entry.standing]
    return row(
        cell(title, commit),
        cell(w(f"standing.{entry.standing.value}"), dim(missing), tone=tone),
        code(entry.concluded),
        cell(*_blocking(deciding, w)),
        cell(_first(deciding[0]) if deciding else ""),
    )


def _blocking(deciding: list[Finding], w: Words) -> list[Text]:
    shown = [plain(wording.sentence(finding.title)) for finding in deciding[:_MOST_BLOCKING]]
    if len(deciding) > _MOST_BLOCKING:
        shown.append(dim(w("more", number=len(deciding) - _MOST_BLOCKING)))
    return shown


def _first(finding: Finding) -> str:
    return finding.question or finding.remedy
