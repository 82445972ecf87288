"""Licenses by part: declared, detected, inherited and concluded for weights, code, tokenizer, data and card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Part, StatementKind, StatementSource
from auditor.report.common import wording
from auditor.report.document.blocks import Block, Section, Table, Text
from auditor.report.document.inline import cell, code, dim, paragraph, plain, row, separated
from auditor.report.document.licenses import license_lines

if TYPE_CHECKING:
    from auditor.model import Statement
    from auditor.report.document.context import Context

_MOST = 12
"""Statements in a cell; further ones are counted."""


def section(c: Context, number: str) -> Section:
    """A row for each part with statements."""
    w, audit = c.w, c.audit
    blocks: list[Block] = []
    rows = []
    for part in Part:
        statements = [statement for statement in audit.statements if statement.part is part]
        if not statements and part is not Part.WEIGHTS:
            continue
        by = {
            source: [statement for statement in statements if statement.source is source] for source in StatementSource
        }
        concluded = _concluded(c, part, by[StatementSource.CONCLUDED])
        rows.append(
            row(
                w(f"part.{part.value}"),
                cell(*_stated(c, by[StatementSource.DECLARED])),
                cell(*_stated(c, by[StatementSource.DETECTED])),
                cell(*_stated(c, by[StatementSource.INHERITED])),
                cell(*(plain(line) for line in concluded)),
                _why(c, part, by),
            )
        )
    if not audit.statements:
        blocks.append(paragraph(w("parts.none")))
    columns = ("part", "declared", "detected", "inherited", "effective", "why")
    blocks.append(
        Table(
            caption=w("parts.caption"),
            columns=tuple(w(f"parts.column.{name}") for name in columns),
            rows=tuple(rows),
            shares=(2, 4, 4, 4, 3, 4),
        )
    )
    blocks.append(paragraph(dim(w("parts.words"))))
    return Section(anchor="licenses", number=number, title=w("section.licenses"), blocks=tuple(blocks))


def _stated(c: Context, statements: list[Statement]) -> list[Text]:
    """Each statement once, and below it each place with its author."""
    speakers: dict[str, dict[str, dict[str, None]]] = {}
    for statement in statements:
        where = str(statement.location) if statement.location else ""
        stated = statement.expression if statement.kind is StatementKind.LICENSE else wording.stated(statement, c.names)
        speakers.setdefault(stated, {}).setdefault(where, {})[wording.stated_by(statement)] = None
    lines: list[Text] = []
    for stated, places in list(speakers.items())[:_MOST]:
        lines += license_lines(c, stated)
        for where, who in list(places.items())[:_MOST]:
            lines.append(separated((code(where), plain(c.w("list.comma").join(filter(None, who)))), ": "))
        if len(places) > _MOST:
            lines.append(plain(c.w("more", number=len(places) - _MOST)))
    if len(speakers) > _MOST:
        lines.append(plain(c.w("more", number=len(speakers) - _MOST)))
    return lines


def _concluded(c: Context, part: Part, statements: list[Statement]) -> list[str]:
    """The effective terms of a part; for the weights, those of the audit."""
    expressions = [statement.expression for statement in statements]
    if part is Part.WEIGHTS:
        expressions = [c.audit.concluded, *expressions]
    shown = []
    for expression in dict.fromkeys(expressions):
        settled = expression.replace("NOASSERTION AND ", "").replace(" AND NOASSERTION", "")
        if settled == expression:
            shown.append(c.w("parts.unsettled") if expression in ("NOASSERTION", "") else c.named(expression))
        else:
            shown.append(c.w("parts.partly", settled=c.named(settled)))
    return shown


def _why(c: Context, part: Part, by: dict[StatementSource, list[Statement]]) -> str:
    """Why the columns differ, if they do."""
    w = c.w
    known = {
        source: {statement.expression for statement in by[source] if statement.kind is StatementKind.LICENSE}
        for source in StatementSource
    }
    declared, detected, inherited = (
        known[source] for source in (StatementSource.DECLARED, StatementSource.DETECTED, StatementSource.INHERITED)
    )
    reasons = []
    if part is Part.WEIGHTS and "NOASSERTION" in c.audit.concluded and inherited:
        reasons.append(w("why.candidates"))
    elif inherited - declared:
        reasons.append(w("why.inherited"))
    if declared and detected and declared != detected:
        reasons.append(w("why.detected"))
    if declared and not detected:
        reasons.append(w("why.no-text"))
    if not declared and detected:
        reasons.append(w("why.no-label"))
    if len(declared) > 1:
        reasons.append(w("why.several"))
    return " ".join(reasons) or w("why.agree")
