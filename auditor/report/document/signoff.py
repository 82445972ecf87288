"""Review and sign-off, for the reader to fill in, and the annexes with the inventory of what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.common import wording
from auditor.report.document.blocks import Blank, Block, Form, Group, Quote, Section, Table
from auditor.report.document.findings import outcome_words
from auditor.report.document.inline import cell, code, dim, paragraph, plain, row

if TYPE_CHECKING:
    from auditor.report.document.context import Context

_MOST_FILES = 500
_MOST_OUTCOMES = 400


def signoff(c: Context, number: str) -> Section:
    """A form: who reviewed what, on which points, under which law."""
    w = c.w
    blanks = ("scope", "open", "jurisdiction", "name", "bar", "signature", "date")
    form = Form(blanks=tuple(Blank(label=w(f"signoff.{name}")) for name in blanks))
    return Section(
        anchor="sign-off", number=number, title=w("section.signoff"), blocks=(paragraph(w("signoff.words")), form)
    )


def annex(c: Context, number: str) -> Section:
    """The inventory with digests, the words that findings refer to, and every answer."""
    w = c.w
    blocks: list[Block] = [_inventory(c)]
    left = len(c.audit.repository.files) - _MOST_FILES
    if left > 0:
        blocks.append(paragraph(w("annex.more-files", number=left)))
    if c.audit.excerpts:
        quotes = tuple(Quote(text=entry.text, source=code(str(entry.location))) for entry in c.audit.excerpts)
        blocks.append(Group(anchor="excerpts", title=w("annex.excerpts"), blocks=quotes))
    if c.internal and c.audit.outcomes:
        blocks += _outcomes(c)
    return Section(anchor="annex", number=number, title=w("section.annex"), blocks=tuple(blocks))


def _inventory(c: Context) -> Table:
    w = c.w
    rows = []
    digests = c.audit.repository.digests
    for file in c.audit.repository.files[:_MOST_FILES]:
        document = c.documents.get(file.path)
        digest = digests.get(file.path)
        what = w(f"kind.{document.kind.value}") if document is not None else w("annex.not-read")
        rows.append(row(code(file.path), w("annex.bytes", size=f"{file.size:,}"), cell(what, code(digest or ""))))
    columns = tuple(w(f"annex.column.{name}") for name in ("file", "size", "digest"))
    return Table(caption=w("annex.inventory"), columns=columns, rows=tuple(rows), shares=(5, 2, 6))


def _outcomes(c: Context) -> list[Block]:
    """What was checked without a finding: met, or not applicable."""
    w = c.w
    rows: dict[tuple[str, str], list[str]] = {}
    for outcome in c.audit.outcomes:
        if outcome.sentence:
            cited, who = outcome.citation, outcome.candidate or c.title_of(outcome.upstream)
            about = wording.cited(cited.name, cited.clause, cited.grade) if cited is not None else outcome.license
            key = (outcome.rule, outcome_words(c, outcome))
            rows.setdefault(key, []).append(" · ".join(filter(None, (about, who))))
    listed = [
        row(code(rule), plain(says), cell(*(dim(about) for about in dict.fromkeys(abouts))))
        for (rule, says), abouts in list(rows.items())[:_MOST_OUTCOMES]
    ]
    columns = tuple(w(f"annex.column.{name}") for name in ("rule", "answer", "about"))
    made: list[Block] = [Table(caption=w("annex.outcomes"), columns=columns, rows=tuple(listed), shares=(3, 6, 4))]
    if len(rows) > _MOST_OUTCOMES:
        made.append(paragraph(w("more", number=len(rows) - _MOST_OUTCOMES)))
    return made if listed else []
