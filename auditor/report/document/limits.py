"""Limits on use, and the duties that a use triggers: field, region, users, revenue, outputs, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Grade
from auditor.report.common import terms, wording
from auditor.report.document.blocks import Block, Bullets, Group, Row, Section, Table
from auditor.report.document.duties import source_of
from auditor.report.document.inline import anchor, cell, dim, paragraph, plain, row

if TYPE_CHECKING:
    from auditor.model import Duty, GoverningLicense, Limit
    from auditor.report.document.context import Context


def section(c: Context, number: str) -> Section:
    """A table for each license with limits, and the items of its use policy."""
    w = c.w
    blocks: list[Block] = [paragraph(w("limits.words"))]
    for license_ in c.audit.licenses:
        blocks += _of_license(c, license_)
    if len(blocks) == 1:
        blocks += _of_users(c)
    if len(blocks) == 1:
        blocks = [paragraph(w("limits.none"))]
    return Section(anchor="limits", number=number, title=w("section.limits"), blocks=tuple(blocks))


def _of_license(c: Context, license_: GoverningLicense) -> list[Block]:
    profile = license_.profile
    rows = [_limit(c, limit) for limit in profile.limits]
    if not rows:
        return []
    made: list[Block] = [_table(c, c.w("limits.caption", license=profile.name, source=source_of(c, license_)), rows)]
    if profile.restrictions:
        title = c.w("limits.restrictions", license=profile.name)
        items = Bullets(items=tuple(plain(item) for item in profile.restrictions))
        made.append(Group(anchor=anchor("restrictions", profile.key), title=title, blocks=(items,)))
    return made


def _of_users(c: Context) -> list[Block]:
    """The same for a report saved by an older version."""
    return [
        _table(c, entry.name, [*(_limit(c, limit) for limit in entry.limits), *(_duty(duty) for duty in entry.duties)])
        for entry in c.audit.for_users
        if entry.limits or entry.duties
    ]


def _table(c: Context, caption: str, rows: list[Row]) -> Table:
    columns = ("limit", "clause", "words")
    return Table(
        caption=caption,
        columns=tuple(c.w(f"limits.column.{name}") for name in columns),
        rows=tuple(rows),
        shares=(5, 2, 6),
    )


def _limit(c: Context, limit: Limit) -> Row:
    w = c.w
    extra = []
    if limit.applies_to is not None:
        extra.append(w("limits.only", models=terms.MODELS[limit.applies_to]))
    if limit.exceptions:
        extra.append(w("limits.except", names=w.listed([terms.EXCEPTIONS[name] for name in limit.exceptions])))
    if limit.on_own_facts:
        extra.append(w("limits.own-facts"))
    extra += filter(None, (limit.scope, limit.effect))
    says = cell(plain(wording.sentence(terms.says(limit))), *(dim(words) for words in dict.fromkeys(extra)))
    doubt = "" if limit.grade is Grade.TEXT else w(f"grade.{limit.grade.value}")
    return row(says, cell(plain(limit.clause), dim(doubt)), wording.excerpt(limit.quote))


def _duty(duty: Duty) -> Row:
    return row(cell(plain(wording.sentence(terms.says(duty))), dim(duty.condition)), duty.clause, duty.quote)
