"""Many audits, a line each, the worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Worst
from auditor.report.common import wording
from auditor.report.common.clean import line
from auditor.report.common.page import Page, cells

if TYPE_CHECKING:
    from auditor.model import Survey, SurveyEntry

_SHORT = 12
_LONGEST_NAME = 60
_STYLES = {Worst.ERROR: "bold red", Worst.NOT_AUDITED: "bold red", Worst.WARNING: "bold yellow"}
_COUNTED = {
    Worst.ERROR: "with errors",
    Worst.NOT_AUDITED: "not audited",
    Worst.WARNING: "with warnings or something left open",
    Worst.NOTE: "with notes",
    Worst.NOTHING: "without findings",
}


def render(
    survey: Survey,
    *,
    color: bool = False,
    width: int = 100,
    verbosity: int = 0,  # noqa: ARG001 - a line for each model is all there is
) -> str:
    """A line for each model, and what they come to."""
    page = Page(color=color, width=width)
    names = [_name(entry) for entry in survey.entries]
    widest = min(max((cells(name) for name in names), default=0), _LONGEST_NAME)
    label = max(len(wording.worst(worst)) for worst in Worst) + 2
    for entry, name in zip(survey.entries, names, strict=True):
        words = wording.worst(entry.worst)
        page.row(f"{words:<{label}}", name, _answer(entry), style=_STYLES.get(entry.worst, ""), column=widest)
    page.blank()
    page.text(_total(survey), indent=0)
    page.text(wording.DISCLAIMER, indent=0, style="dim")
    return str(page)


def _name(entry: SurveyEntry) -> str:
    dataset = "" if entry.kind == "model" else f" ({entry.kind})"
    return line(f"{entry.name}{dataset} {entry.commit[:_SHORT]}".rstrip(), limit=200)


def _answer(entry: SurveyEntry) -> str:
    if entry.standing is None:
        return line(entry.not_audited, limit=300)
    more = entry.errors + entry.warnings + entry.notes - 1
    rest = f" and {more} more" if more > 0 else ""
    worst = f": {line(entry.finding, limit=200)}{rest}" if entry.finding else ""
    return f"{wording.standing(entry.standing)}{worst}"


def _total(survey: Survey) -> str:
    number = {worst: sum(entry.worst is worst for entry in survey.entries) for worst in Worst}
    parts = ", ".join(f"{number[worst]} {words}" for worst, words in _COUNTED.items() if number[worst])
    total = len(survey.entries)
    return f"{total} {'repository' if total == 1 else 'repositories'}: {parts}."
