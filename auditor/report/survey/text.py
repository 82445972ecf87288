"""Many audits: a line each, the worst first; then the findings of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Severity, Worst
from auditor.report.common import uses, wording
from auditor.report.common.clean import line
from auditor.report.common.page import Page, cells

if TYPE_CHECKING:
    from auditor.model import Survey, SurveyEntry

_SHORT = 12
_LONGEST_NAME = 60
_STYLES = {Worst.ERROR: "bold red", Worst.NOT_AUDITED: "bold red", Worst.WARNING: "bold yellow"}
_SEVERITIES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_MOST_LEFT = 5
_LEAST_ANSWER = 24
"""Cells needed for the answer on a line; with fewer left, it is on the next line."""
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
    verbosity: int = 0,
) -> str:
    """A line for each model, the totals, and unless `verbosity` is -1 the findings of each."""
    page = Page(color=color, width=width)
    names = [_name(entry) for entry in survey.entries]
    widest = min(max((cells(name) for name in names), default=0), _LONGEST_NAME)
    label = max(len(wording.worst(worst)) for worst in Worst) + 2
    for entry, name in zip(survey.entries, names, strict=True):
        words, answer = f"{wording.worst(entry.worst):<{label}}", _answer(entry)
        style = _STYLES.get(entry.worst, "")
        if verbosity >= 0 and page.width - label - max(widest, cells(name)) < _LEAST_ANSWER:
            page.row(words, name, "", style=style)
            page.text(answer, indent=label)
        else:
            page.row(words, name, answer, style=style, column=widest, cut=verbosity >= 0)
    page.blank()
    page.text(_total(survey), indent=0)
    if survey.left:
        named = ", ".join(line(path, limit=200) for path in survey.left[:_MOST_LEFT])
        page.text(f"Not judged: {named}{_more(len(survey.left) - _MOST_LEFT)}.", indent=0, style="dim", limit=2_000)
    for unread in survey.left_out[:_MOST_LEFT]:
        page.text(f"Left out: {line(unread.detail, limit=600)}", indent=0, style="dim", limit=2_000)
    if survey.left_out[_MOST_LEFT:]:
        page.text(f"Left out too: {len(survey.left_out) - _MOST_LEFT} more.", indent=0, style="dim")
    if verbosity >= 0:
        for entry, name in zip(survey.entries, names, strict=True):
            _details(page, entry, name, loud=verbosity > 0)
    page.blank()
    page.text(wording.DISCLAIMER, indent=0, style="dim")
    return str(page)


def _details(page: Page, entry: SurveyEntry, name: str, *, loud: bool) -> None:
    """The findings of one model, the worst first, with notes if everything is shown."""
    shown = [finding for finding in entry.findings if loud or finding.severity is not Severity.NOTE]
    if not shown and not entry.joins:
        return
    page.heading(name)
    if entry.target and entry.target != entry.name:
        page.text(entry.target, style="dim", limit=400)
    for finding in shown:
        style = _SEVERITIES[finding.severity]
        accepted = f"accepted ({finding.waived}): " if finding.waived else ""
        accepted = f"{accepted}{finding.covered}: " if finding.covered else accepted
        page.labelled(finding.severity.value, finding.id, column=9, label_style=style, style="bold")
        page.labelled("", f"{accepted}{finding.message}", column=9)
        after = f"If so: {finding.remedy}" if finding.question else finding.remedy
        page.labelled("", f"{finding.question} {after}".strip(), column=9, style="dim")
    for join in entry.joins:
        page.labelled("open", wording.join_question(join), column=9, label_style="bold yellow")


def _more(number: int) -> str:
    return f" and {number} more" if number > 0 else ""


def _name(entry: SurveyEntry) -> str:
    dataset = "" if entry.kind == "model" else f" ({entry.kind})"
    return line(f"{entry.name}{dataset} {entry.commit[:_SHORT]}".rstrip(), limit=200)


def _answer(entry: SurveyEntry) -> str:
    if entry.standing is None:
        return line(entry.not_audited, limit=300)
    more = entry.errors + entry.warnings + entry.notes - 1
    rest = _more(more)
    worst = f": {line(entry.finding, limit=200)}{rest}" if entry.finding else ""
    missing = wording.missing_weights(entry.weights)
    use = f"your use: {uses.ANSWERS[entry.for_use]}; " if entry.for_use is not None else ""
    return f"{use}{wording.standing(entry.standing)}{worst}{f' ({missing})' if missing else ''}"


def _total(survey: Survey) -> str:
    number = {worst: sum(entry.worst is worst for entry in survey.entries) for worst in Worst}
    parts = ", ".join(f"{number[worst]} {words}" for worst, words in _COUNTED.items() if number[worst])
    total = len(survey.entries)
    return f"{total} {'model' if total == 1 else 'models'}: {parts}."
