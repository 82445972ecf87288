"""Checks everything about a rules directory: `auditor rules check`.

Where problems keep the directory from being read, each file that can be read is checked by itself, and what depends on
several (shapes, cases, the index) once all can.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from auditor.errors import Problem, RuleError
from auditor.knowledge import NO_RULES, Knowledge
from auditor.knowledge.index import FILE as INDEX
from auditor.knowledge.index import differences, index
from auditor.knowledge.license_references import claims
from auditor.knowledge.rule_files import RuleFiles
from auditor.pipeline.rules_check import cases, future, licenses, models, texts, words

if TYPE_CHECKING:
    from pathlib import Path


class Checked(NamedTuple):
    """What was checked, and all problems, by file and line."""

    problems: tuple[Problem, ...]
    licenses: int = 0
    quotes: int = 0
    families: int = 0
    releases: int = 0
    rules: int = 0
    cases: int = 0
    phrases: int = 0


def check(root: Path, today: str = "") -> Checked:
    """Check a rules directory; problems are returned, never raised. `today` is YYYY-MM-DD, by default UTC's."""
    files = RuleFiles(root)
    problems = list(files.problems)
    profiles = claims(files.licenses)
    phrases, more = words.checked(root, profiles)
    problems += more
    quotes, more = licenses.checked(files)
    problems += more
    problems += cases.text_problems(files)
    problems += texts.problems(root, profiles)
    problems += future.problems(files, today or f"{datetime.now(UTC):%Y-%m-%d}")
    problems += () if files.checks else (NO_RULES,)
    if files.problems or not files.checks:
        return Checked(tuple(sorted(set(problems))))
    knowledge = Knowledge(root)
    try:
        problems += models.problems(files, knowledge)
        problems += cases.problems(files, knowledge)
        problems += _indexed(root, knowledge)
    except RuleError as error:
        problems += error.problems or (Problem(str(root), 0, "", error.message),)
    return Checked(
        problems=tuple(sorted(set(problems))),
        licenses=len(knowledge.profiles),
        quotes=quotes,
        families=len(knowledge.families),
        releases=sum(len(family.releases) for family in knowledge.families),
        rules=len(knowledge.rules),
        cases=sum(len(rule.case) for rule in knowledge.rules),
        phrases=phrases,
    )


def _indexed(root: Path, knowledge: Knowledge) -> list[Problem]:
    """Differences between INDEX.md and the files: duties, limits or releases that were dropped or are new."""
    path = root / INDEX
    if not path.is_file():
        return []
    tip = "if that is meant: auditor rules index"
    try:
        written = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return [Problem(INDEX, 0, "", f"is not UTF-8: {error.reason}; auditor rules index")]
    return [Problem(INDEX, line, "", f"{says}; {tip}") for line, says in differences(written, index(knowledge))]
