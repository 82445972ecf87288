"""Many audits, a line each, the worst first."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from auditor.model import Noun, Severity
from auditor.report.audit.summary import Standing, counted, ordered, summary
from auditor.report.common import wording
from auditor.report.common.clean import line
from auditor.report.common.page import Page, cells

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Audit, FailOn

_SHORT = 12
_LONGEST_NAME = 60


class Worst(StrEnum):
    """What a row comes to, in the order of the rows."""

    ERROR = "error"
    NOT_AUDITED = "not audited"
    WARNING = "warning"
    NOTE = "note"
    NOTHING = "nothing"


_STYLES = {Worst.ERROR: "bold red", Worst.NOT_AUDITED: "bold red", Worst.WARNING: "bold yellow"}


class Row(Noun, frozen=True, kw_only=True):
    """One audit, reduced to its answer."""

    name: str
    kind: str
    """model · dataset"""
    commit: str
    standing: Standing | None = None
    """None where no audit was performed."""
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    finding: str = ""
    """The id of the finding that comes first; "" without one."""
    title: str = ""
    """Its title; where no audit was performed, why."""

    @property
    def worst(self) -> Worst:
        """What it comes to."""
        if self.standing is None:
            return Worst.NOT_AUDITED
        if self.errors:
            return Worst.ERROR
        if self.warnings:
            return Worst.WARNING
        return Worst.NOTE if self.standing is not Standing.CLEAN else Worst.NOTHING

    def fails(self, fail_on: FailOn) -> bool:
        """Whether a finding is at or above that severity; what was not audited counts as an error."""
        counts = ((self.errors, Severity.ERROR), (self.warnings, Severity.WARNING), (self.notes, Severity.NOTE))
        found = any(count and fail_on.includes(severity) for count, severity in counts)
        return found or (self.standing is None and fail_on.includes(Severity.ERROR))


def row(audit: Audit, *, name: str, kind: str, commit: str) -> Row:
    """The answer of one audit."""
    answer = summary(audit)
    first = next(iter(ordered(audit.findings)), None)
    return Row(
        name=name,
        kind=kind,
        commit=commit,
        standing=answer.standing,
        errors=answer.errors,
        warnings=answer.warnings,
        notes=answer.notes,
        finding=first.id if first is not None else "",
        title=first.title if first is not None else "",
    )


def sorted_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The worst first; of equals those with more findings, then by name."""
    order = list(Worst)
    standings = [*reversed(Standing), None]
    return tuple(
        sorted(
            rows,
            key=lambda one: (
                order.index(one.worst),
                standings.index(one.standing),
                -one.errors,
                -one.warnings,
                one.name.lower(),
                one.kind,
                one.commit,
            ),
        )
    )


def render(rows: tuple[Row, ...], *, color: bool, width: int) -> str:
    """The rows as given, a line each, and what they come to."""
    page = Page(color=color, width=width)
    names = [_named(one) for one in rows]
    widest = min(max((cells(name) for name in names), default=0), _LONGEST_NAME)
    label = max(len(worst) for worst in Worst) + 2
    for one, name in zip(rows, names, strict=True):
        page.row(f"{one.worst:<{label}}", name, _answer(one), style=_STYLES.get(one.worst, ""), column=widest)
    page.blank()
    page.text(_total(rows), indent=0)
    page.text(wording.DISCLAIMER, indent=0, style="dim")
    return str(page)


def _named(one: Row) -> str:
    dataset = "" if one.kind == "model" else f" ({one.kind})"
    return line(f"{one.name}{dataset} {one.commit[:_SHORT]}".rstrip(), limit=200)


def _answer(one: Row) -> str:
    if one.standing is None:
        return line(one.title, limit=300)
    more = one.errors + one.warnings + one.notes - 1
    rest = f" and {more} more" if more > 0 else ""
    return f"{one.standing}{f': {line(one.finding, limit=200)}{rest}' if one.finding else ''}"


def _total(rows: tuple[Row, ...]) -> str:
    counts = {worst: sum(one.worst is worst for one in rows) for worst in Worst}
    told = (
        (counts[Worst.ERROR], "with errors"),
        (counts[Worst.NOT_AUDITED], "not audited"),
        (counts[Worst.WARNING], "with warnings"),
        (counts[Worst.NOTE], "with notes or something left open"),
        (counts[Worst.NOTHING], "clean"),
    )
    whole = counted(len(rows), "repository").replace("repositorys", "repositories")
    return f"{whole}: {', '.join(f'{count} {what}' for count, what in told if count)}."
