"""The description of a rule on a code-scanning page: why, what to do, and the cited clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.knowledge import default_knowledge
from auditor.model import Severity

if TYPE_CHECKING:
    from auditor.model import Finding, Rule

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}
_ANY = {"license": "license", "upstream": "the model it was made from", "clause": "the clause", "words": "the words"}


def reporting_descriptor(finding: Finding) -> dict[str, Any]:
    """The descriptor of a finding's rule; if the rule is unknown, made from the finding."""
    rule = next((rule for rule in default_knowledge().rules if rule.id == finding.rule), None)
    title = _sentence(rule.title if rule else finding.title)
    why = _paragraph(rule.why) if rule else title
    text, markdown = _help(rule, finding, why)
    return {
        "id": finding.rule,
        "name": "".join(step.capitalize() for step in finding.rule.split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {
            "tags": ["license", "ai-model", finding.harm.value],
            "precision": "high",
            "problem.severity": _PROBLEMS[finding.severity],
        },
    }


def _help(rule: Rule | None, finding: Finding, why: str) -> tuple[str, str]:
    """The help as text and as Markdown; it contains only words of rules/."""
    remedy = _paragraph(rule.fix).format_map(_ANY) if rule and rule.fix else finding.remedy
    clauses = dict.fromkeys(f"{cited.name}, {cited.clause}" for cited in finding.citations)
    sections = (("Why", why), ("What to do", remedy), ("Clauses", "; ".join(clauses)))
    text = "\n\n".join(f"{title}: {body}" for title, body in sections if body)
    markdown = "\n\n".join(f"**{title}.** {_escaped(body)}" for title, body in sections if body)
    return text, markdown


def _paragraph(text: str) -> str:
    return " ".join(text.split())


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."


def _escaped(text: str) -> str:
    for sign in "\\`*_[]<>":
        text = text.replace(sign, f"\\{sign}")
    return text
