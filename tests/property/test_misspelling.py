"""No misspelling in rules/ makes a verdict better, or raises anything but `RuleError`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.cli.config import read
from auditor.engine import evaluate
from auditor.errors import ConfigError, RuleError
from auditor.knowledge import Knowledge
from auditor.model import Verdict
from auditor.pipeline.rules_check.cases import scene_of
from support import small_rules

if TYPE_CHECKING:
    from auditor.model import Case

_HARDNESS = {Verdict.NOT_APPLICABLE: 0, Verdict.MET: 0, Verdict.UNDETERMINED: 1, Verdict.BREACHED: 2}
_WORD = re.compile(r"[\w+.-]*[^\W\d_][\w+.-]*")
_EVERY = 4
"""Of the cases of rules, one in so many is judged: each rule has some, and all of them take a second."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_rules.make(tmp_path_factory.mktemp("misspelt") / "rules")


@pytest.fixture(scope="module")
def before(root: Path) -> list[tuple[Case, dict[str, int]]]:
    knowledge = Knowledge(root)
    return [(case, _judged(case, knowledge)) for case in _cases(knowledge)]


def _cases(knowledge: Knowledge) -> list[Case]:
    return [case for rule in knowledge.rules for case in rule.case][::_EVERY]


def _judged(case: Case, knowledge: Knowledge) -> dict[str, int]:
    """How hard the hardest answer of each rule is."""
    hardest: dict[str, int] = {}
    for outcome in evaluate(scene_of(case, knowledge), knowledge.rules):
        hardest[outcome.rule] = max(hardest.get(outcome.rule, 0), _HARDNESS[outcome.verdict])
    return hardest


def _misspelt(draw: st.DataObject, text: str) -> str:
    """The text with one letter of one word dropped, doubled, changed or exchanged with the next."""
    words = [match for match in _WORD.finditer(text) if not _in_comment(text, match.start())]
    word = draw.draw(st.sampled_from(words))
    at = draw.draw(st.integers(word.start(), word.end() - 1))
    letter, rest = text[at], text[at + 1 :]
    changed = draw.draw(st.sampled_from([rest, letter + letter + rest, "x" + rest, rest[:1] + letter + rest[1:]]))
    return text[:at] + changed


def _in_comment(text: str, at: int) -> bool:
    return text[text.rfind("\n", 0, at) + 1 : at].lstrip().startswith("#")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data())
def test_a_misspelling_is_an_error_or_changes_no_verdict_for_the_better(
    root: Path, before: list[tuple[Case, dict[str, int]]], draw: st.DataObject
) -> None:
    files = sorted(path for path in root.rglob("*.toml") if "texts" not in path.parts)
    path = draw.draw(st.sampled_from(files), label="file")
    text = path.read_text(encoding="utf-8")
    misspelt = _misspelt(draw, text) if _WORD.search(text) else text
    path.write_text(misspelt, encoding="utf-8")
    try:
        knowledge = Knowledge(root)
        after = [_judged(case, knowledge) for case, _ in before]
    except RuleError as error:
        problems = error.problems
    else:
        problems = ()
        better = [
            (case.name, rule)
            for (case, verdicts), now in zip(before, after, strict=True)
            for rule, hardness in verdicts.items()
            if now.get(rule, 0) < hardness
        ]
        assert better == []
    finally:
        path.write_text(text, encoding="utf-8")
    assert all(problem.file and problem.says for problem in problems)


_CONFIGURATION = """\
fail-on = "note"

[[waive]]
finding = "license-text-missing:mit:acme/Tern"
reason = "shown-elsewhere"
comment = "The text is on the website."
until = "2027-01-31"
"""


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data())
def test_a_misspelling_in_a_configuration_is_an_error_or_waives_no_more(tmp_path: Path, draw: st.DataObject) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text(_CONFIGURATION, encoding="utf-8")
    right = read(path)
    path.write_text(_misspelt(draw, _CONFIGURATION), encoding="utf-8")

    try:
        rules_read = read(path)
    except ConfigError as error:
        problems, rules_read = error.problems, right
    else:
        problems = ()

    assert all(problem.line for problem in problems)
    assert rules_read.fail_on is right.fail_on
    (waiver,), (meant,) = rules_read.waivers, right.waivers
    assert waiver.replace(finding="", comment="") == meant.replace(finding="", comment="")
