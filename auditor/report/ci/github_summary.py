"""The summary of a job of GitHub Actions, in Markdown: a table of findings for each model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.patterns import regex
from auditor.report.ci.issues import of
from auditor.report.common import wording
from auditor.report.common.clean import line

if TYPE_CHECKING:
    from auditor.model import Audit, Survey
    from auditor.report.ci.issues import Issue, Issues

_MARKS = "\\`*_{}[]<>()#+-!|~:@&"
_BARE_LINK = regex(r"(?i)\b(www)\.")
"""Text that GitHub turns into a link without markup."""
_LONGEST = 600
_MOST = 1_000
"""Rows: a summary may have a megabyte."""


def render(result: Audit | Survey) -> str:
    """A section for each model, accepted findings last."""
    return "\n".join(_section(issues) for issues in of(result)) + f"\n{_text(wording.DISCLAIMER)}\n"


def _section(issues: Issues) -> str:
    heading = f"### {_text(issues.model)}: {_text(issues.headline)}\n"
    if issues.problem:
        return f"{heading}\n{_text(issues.problem)}\n"
    if not issues.issues:
        return f"{heading}\nNo findings.\n"
    rows = [_row(issue) for issue in issues.issues[:_MOST]]
    left = len(issues.issues) - len(rows)
    more = f"\n{left} more findings.\n" if left else ""
    return f"{heading}\n| Level | Finding | Place | What to do |\n|---|---|---|---|\n" + "\n".join(rows) + f"\n{more}"


def _row(issue: Issue) -> str:
    finding = issue.finding
    level = f"{issue.level.value}{', accepted' if finding.waived else ''}"
    place = f"{issue.places[0].path}:{issue.places[0].first}" if issue.places else ""
    what = f"{_text(finding.message or finding.title)}<br>{_text(finding.id)}"
    waived = f"<br>Accepted: {_text(finding.waived)}" if finding.waived else ""
    question = f"{_text(finding.question)}<br>" if finding.question else ""
    return f"| {level} | {what}{waived} | {_text(place)} | {question}{_text(finding.remedy)} |"


def _text(text: str) -> str:
    """The text on one line, without any Markdown markup, mention, tag or link."""
    escaped = "".join(f"&#{ord(sign)};" if sign in _MARKS else sign for sign in line(text, limit=_LONGEST))
    return _BARE_LINK.sub(r"\1&#46;", escaped)
