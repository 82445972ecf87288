"""Every rule's cases give what they expect."""

from __future__ import annotations

import pytest

from auditor.engine.checks import vocabulary
from auditor.knowledge import Knowledge
from auditor.model import Case, CaseUpstream, Relation, Rule, Verdict
from auditor.pipeline.rules_check.cases import explain, passes, run

_RULES = Knowledge().rules


@pytest.mark.parametrize(
    ("rule", "case"),
    [pytest.param(rule, case, id=f"{rule.id}: {case.name}") for rule in _RULES for case in rule.case],
)
def test_the_case_gives_what_it_expects(rule: Rule, case: Case, knowledge: Knowledge) -> None:
    assert passes(case, run(rule, case, knowledge)), explain(rule, case, knowledge)


def test_a_failing_case_says_what_was_looked_at(knowledge: Knowledge) -> None:
    rule = next(rule for rule in _RULES if rule.id == "license-text-missing")
    parent = CaseUpstream(license="llama3.1", relation=(Relation.COPY, Relation.ADAPTER))
    case = Case(name="a slip", expect=Verdict.MET, card="license: llama3.1", upstream=(parent,))

    llama = knowledge.profile("llama3.1")

    assert llama is not None
    assert explain(rule, case, knowledge).split("\n") == [
        "license-text-missing: a slip: expected met",
        f"  upstream/base came from: copy or adapter; candidates: upstream/base under {llama.spdx}",
        "    shown by: declared (README.md): given by the case",
        "  llama3.1 include-license-text (§1.b.i), from upstream/base: undetermined, if confirmed breached",
        "    holds for: copy",
        "    no file contains the text of the Llama 3.1 Community License Agreement",
        "    because: arguable if this model is an adapter",
    ]


def test_a_case_without_an_outcome_says_which_codes_it_has(knowledge: Knowledge) -> None:
    rule = next(rule for rule in _RULES if "register" in rule.subject.codes)
    case = Case(name="a slip", expect=Verdict.MET, upstream=(CaseUpstream(license="mit"),))

    assert explain(rule, case, knowledge).split("\n")[-2:] == [
        "    mit has: include-license-text, retain-copyright-notices",
        f"  nothing applies: the rule is about a duty ({', '.join(rule.subject.codes)})",
    ]


def test_every_predicate_is_used_by_a_rule() -> None:
    assert {rule.uses for rule in _RULES} == set(vocabulary())
