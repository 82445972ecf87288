"""Small repositories, and what rules say of each, a line for each finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.engine import evaluate, findings
from auditor.model import Case, Verdict
from support.cases import scene_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Finding, Outcome

_OF_THE_ENGINE = ("Was this model made", "From which")
"""Questions that are no rule's own."""


class Row(NamedTuple):
    """A case, and the findings and answers of some rules in it."""

    says: str
    rules: str
    """The ids of the rules looked at, with spaces between."""
    case: dict[str, object]
    expected: tuple[str, ...]


def _finding(finding: Finding) -> str:
    """`severity id: message (candidates) because what, at places; question`."""
    because = dict.fromkeys(reason.code.value for outcome in finding.outcomes for reason in outcome.because)
    words = [f"{finding.severity.value} {finding.id}: {finding.message}"]
    words += [f"for {' '.join(finding.candidates)} and not {' '.join(finding.spared)}"] if finding.candidates else []
    words += [f"because {' '.join(because)}"] if because else []
    words += [f"at {' '.join(map(str, finding.evidence))}"] if finding.evidence else []
    words += [f"? {finding.question}"] if finding.question.startswith(_OF_THE_ENGINE) else []
    return " | ".join(words)


def _answer(outcome: Outcome) -> str:
    """An answer that is no finding."""
    places = f" | at {' '.join(map(str, outcome.evidence))}" if outcome.evidence else ""
    return f"{outcome.verdict.value} {outcome.rule}: {outcome.says}{places}"


def answers_of(row: Row, knowledge: Knowledge) -> tuple[str, ...]:
    """The findings of those rules, and where there is none, what they answer."""
    case = Case.from_plain({"name": row.says, "expect": "met", "repo": "acme/Tern", **row.case})
    scene = scene_of(case, knowledge)
    rules = tuple(rule for rule in knowledge.rules if rule.id in row.rules.split())
    outcomes = evaluate(scene, rules)
    answers = tuple(_answer(each) for each in outcomes if each.verdict is Verdict.MET)
    return (*map(_finding, findings(scene, rules, outcomes)), *answers)
