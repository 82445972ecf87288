"""Models side by side for a terminal: under each question, one line for each model, in the given order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import UseAnswer
from auditor.report.audit import text_users
from auditor.report.common import uses, wording
from auditor.report.common.clean import line
from auditor.report.common.page import Page, cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import ComparedModel, ModelComparison

_WIDEST = 36
_FIRST = "Answer"
_AGAINST = (UseAnswer.EXCLUDED, UseAnswer.NEEDS_LICENSE, UseAnswer.OPEN)


def render(
    comparison: ModelComparison,
    *,
    color: bool = False,
    width: int = 100,
    verbosity: int = 0,
) -> str:
    """Each question with the answer of each model; `verbosity` 1 has every limit, and -1 the answers alone."""
    page = Page(color=color, width=width)
    stated = uses.stated(comparison.use) if comparison.use is not None else "not stated: give it with --use"
    page.text(f"For this use: {stated}", indent=0, style="bold", limit=600)
    column = min(max(cells(model.name) for model in comparison.models), _WIDEST, page.width // 3) + 2
    _question(page, comparison, _FIRST, column, _answer)
    if verbosity >= 0:
        _question(page, comparison, "What decides", column, _against)
        _question(page, comparison, "License", column, lambda model: [wording.named(model.license, comparison.names)])
        _question(page, comparison, "Required of you", column, _required)
        _question(page, comparison, "Limits", column, lambda model: text_users.limits(model.terms, loud=verbosity > 0))
        _question(page, comparison, "Made from", column, lambda model: list(model.bases))
    page.blank()
    page.text(uses.ASIDE, indent=0, style="dim")
    page.text(wording.DISCLAIMER, indent=0, style="dim")
    return str(page)


def _question(
    page: Page, comparison: ModelComparison, title: str, column: int, says: Callable[[ComparedModel], list[str]]
) -> None:
    page.heading(title)
    for model in comparison.models:
        if model.problem and title != _FIRST:
            continue
        lines = [model.problem] if model.problem else says(model)
        for number, words in enumerate(lines or ["none known"]):
            name = line(model.name, limit=column - 2) if number == 0 else ""
            page.labelled(name, line(words, limit=400), column=column, label_style="bold", limit=400)


def _answer(model: ComparedModel) -> list[str]:
    standing = wording.standing(model.standing) if model.standing is not None else ""
    answer = uses.ANSWERS[model.for_use.answer] if model.for_use is not None else "no use is stated"
    return [f"{answer}; its publisher: {standing}"]


def _against(model: ComparedModel) -> list[str]:
    if model.for_use is None:
        return []
    return [
        f"{uses.ANSWERS[point.answer]}: {uses.line(point, model.for_use.use)}; {uses.source(point)}"
        for point in model.for_use.points
        if point.answer in _AGAINST
    ]


def _required(model: ComparedModel) -> list[str]:
    if model.for_use is None:
        return []
    conditions = [
        uses.line(point, model.for_use.use)
        for point in model.for_use.points
        if point.answer is UseAnswer.CONDITIONAL and point.limit is None
    ]
    return list(dict.fromkeys(conditions))
