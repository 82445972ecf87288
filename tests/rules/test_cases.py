"""Every rule's cases give what they expect."""

from __future__ import annotations

import pytest

from auditor.engine.checks import vocabulary
from auditor.knowledge import Knowledge
from auditor.model import Case, Rule, Verdict
from support.cases import run

_RULES = Knowledge().rules
_HARDER = {"not-applicable": 0, "met": 1, "undetermined": 2, "breached": 3}
_NEVER_MET = {"not-shown-by-files", "upstream-read", "act-permitted"}
"""What they ask is either not applicable, or open, or broken."""


@pytest.mark.parametrize(
    ("rule", "case"),
    [pytest.param(rule, case, id=f"{rule.id}: {case.name}") for rule in _RULES for case in rule.case],
)
def test_the_case_gives_what_it_expects(rule: Rule, case: Case, knowledge: Knowledge) -> None:
    outcomes = run(rule, case, knowledge)

    hardest = max(outcomes, key=lambda one: _HARDER[one.verdict.value], default=None)

    assert (hardest.verdict.value if hardest else "not-applicable") == case.expect, outcomes
    if case.if_confirmed:
        assert hardest is not None
        assert hardest.if_confirmed == Verdict(case.if_confirmed), outcomes


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.id)
def test_a_rule_shows_both_sides(rule: Rule) -> None:
    expected = {case.expect for case in rule.case}

    assert "met" in expected or rule.uses in _NEVER_MET
    assert expected & {"breached", "undetermined"}
    assert len({case.name for case in rule.case}) == len(rule.case)


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.id)
def test_a_rule_tells_its_story(rule: Rule) -> None:
    fields = dict.fromkeys(("license", "upstream", "clause", "words", "rule"), "X")

    assert rule.uses in vocabulary()
    assert rule.why.strip().endswith((".", "?"))
    assert rule.fix.format(**fields).strip().endswith(".")
    assert rule.question.format(**fields).strip().endswith("?") or rule.question.format(**fields).endswith("--name.")


def test_every_predicate_is_used_by_a_rule() -> None:
    assert {rule.uses for rule in _RULES} == set(vocabulary())
