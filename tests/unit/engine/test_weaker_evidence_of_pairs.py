"""What is found of two ancestors where something is known less well: neither a breach nor the word that all is well."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.engine import Scene, evaluate
from auditor.model import Because, Case, CaseUpstream, EdgeDoubts, Noun, Outcome, Verdict
from support.cases import scene_of
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

_GPL = "license: gpl-3.0\nbase_model: [a/a, b/b]"
_CC = "license: cc-by-4.0\nbase_model: [a/a, b/b]"
_MIT = "license: mit\nbase_model: [a/a, b/b]"
ROWS = (
    Row(
        "limits known from memory",
        "upstreams-conflict",
        {
            "card": _GPL,
            "upstream": [{"name": "a/a", "license": "gpl-3.0"}, {"name": "b/b", "license": "jamba-open-model"}],
        },
        (
            "warning upstreams-conflict:gpl-3.0:a/a: GNU GPL v3 allows no further restrictions (§10), and Jamba Open Model License, of b/b, adds the use restrictions (not read) | because clause-second-hand",
            "met upstreams-conflict: Jamba Open Model License is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "limits known from memory, and neither license is offered",
        "upstreams-conflict",
        {
            "card": _MIT,
            "upstream": [{"name": "a/a", "license": "gpl-3.0"}, {"name": "b/b", "license": "jamba-open-model"}],
        },
        (
            "warning upstreams-conflict:gpl-3.0:a/a: GNU GPL v3 allows no further restrictions (§10), and Jamba Open Model License, of b/b, adds the use restrictions (not read) | because one-work-unsettled clause-second-hand",
            "met upstreams-conflict: Jamba Open Model License is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "limits known from a copy",
        "upstreams-conflict",
        {"card": _GPL, "upstream": [{"name": "a/a", "license": "gpl-3.0"}, {"name": "b/b", "license": "coqui-cpml"}]},
        (
            "warning upstreams-conflict:gpl-3.0:a/a: GNU GPL v3 allows no further restrictions (§10), and Coqui Public Model License 1.0.0, of b/b, adds the limit to non-commercial use (head) | because clause-second-hand",
            "met upstreams-conflict: Coqui Public Model License 1.0.0 is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "limits known from a copy of the text that is here",
        "upstreams-conflict",
        {
            "card": _GPL,
            "upstream": [{"name": "a/a", "license": "gpl-3.0"}, {"name": "b/b", "license": "coqui-cpml"}],
            "carries": [{"license": "coqui-cpml", "path": "LICENSES/cpml.txt"}],
        },
        (
            "error upstreams-conflict:gpl-3.0:a/a: GNU GPL v3 allows no further restrictions (§10), and Coqui Public Model License 1.0.0, of b/b, adds the limit to non-commercial use (head)",
            "met upstreams-conflict: Coqui Public Model License 1.0.0 is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "the license of one of them known from memory",
        "upstreams-conflict",
        {
            "card": _GPL,
            "upstream": [
                {"name": "a/a", "license": "gpl-3.0", "grade": "memory"},
                {"name": "b/b", "license": "llama3.1"},
            ],
        },
        (
            "warning upstreams-conflict:gpl-3.0:a/a: GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv) | because license-second-hand",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "terms that are closed for copies, and a copy",
        "upstreams-conflict",
        {
            "card": _CC,
            "upstream": [
                {"name": "a/a", "license": "cc-by-4.0", "relation": "copy"},
                {"name": "b/b", "license": "llama3.1"},
            ],
        },
        (
            "error upstreams-conflict:cc-by-4.0:a/a: Creative Commons Attribution 4.0 allows no further restrictions (§2(a)(5)(B)), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv)",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what Creative Commons Attribution 4.0 requires",
        ),
    ),
    Row(
        "terms that are closed for copies, and a fine-tune",
        "upstreams-conflict",
        {
            "card": _CC,
            "upstream": [
                {"name": "a/a", "license": "cc-by-4.0", "relation": "finetune"},
                {"name": "b/b", "license": "llama3.1"},
            ],
        },
        (
            "met upstreams-conflict: Creative Commons Attribution 4.0 is not known to forbid what Llama 3.1 Community License Agreement requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what Creative Commons Attribution 4.0 requires",
        ),
    ),
    Row(
        "terms that are closed for copies, and what may be a copy",
        "upstreams-conflict",
        {
            "card": _CC,
            "upstream": [
                {"name": "a/a", "license": "cc-by-4.0", "relation": ["copy", "finetune"]},
                {"name": "b/b", "license": "llama3.1"},
            ],
        },
        (
            "warning upstreams-conflict:cc-by-4.0:a/a: Creative Commons Attribution 4.0 allows no further restrictions (§2(a)(5)(B)), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv) | because relation-unsettled",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what Creative Commons Attribution 4.0 requires",
        ),
    ),
    Row(
        "the same, and neither license is offered",
        "upstreams-conflict",
        {
            "card": _MIT,
            "upstream": [
                {"name": "a/a", "license": "cc-by-4.0", "relation": ["copy", "finetune"]},
                {"name": "b/b", "license": "llama3.1"},
            ],
        },
        (
            "warning upstreams-conflict:cc-by-4.0:a/a: Creative Commons Attribution 4.0 allows no further restrictions (§2(a)(5)(B)), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv) | because relation-unsettled one-work-unsettled",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what Creative Commons Attribution 4.0 requires",
        ),
    ),
    Row(
        "terms that are arguably closed for a quantized model",
        "upstreams-conflict",
        {
            "card": _CC,
            "upstream": [
                {"name": "a/a", "license": "cc-by-4.0", "relation": "quantized"},
                {"name": "b/b", "license": "llama3.1"},
            ],
        },
        (
            "note upstreams-conflict:cc-by-4.0:a/a: Creative Commons Attribution 4.0 allows no further restrictions (§2(a)(5)(B)), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv) | because reach-arguable",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what Creative Commons Attribution 4.0 requires",
        ),
    ),
    Row(
        "what may be a copy, or quantized",
        "upstreams-conflict",
        {
            "card": _CC,
            "upstream": [
                {"name": "a/a", "license": "cc-by-4.0", "relation": ["copy", "quantized"]},
                {"name": "b/b", "license": "llama3.1"},
            ],
        },
        (
            "warning upstreams-conflict:cc-by-4.0:a/a: Creative Commons Attribution 4.0 allows no further restrictions (§2(a)(5)(B)), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv) | because relation-unsettled",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what Creative Commons Attribution 4.0 requires",
        ),
    ),
    Row(
        "an adapter, which the license need not reach",
        "upstreams-conflict",
        {
            "card": _GPL,
            "upstream": [
                {"name": "a/a", "license": "gpl-3.0", "relation": "adapter"},
                {"name": "b/b", "license": "llama3.1"},
            ],
        },
        (
            "note upstreams-conflict:gpl-3.0:a/a: GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv) | because reach-arguable",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "what may be an adapter or a fine-tune",
        "upstreams-conflict",
        {
            "card": _GPL,
            "upstream": [
                {"name": "a/a", "license": "gpl-3.0", "relation": ["adapter", "finetune"]},
                {"name": "b/b", "license": "llama3.1"},
            ],
        },
        (
            "warning upstreams-conflict:gpl-3.0:a/a: GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv) | because relation-unsettled",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "a second ancestor that may be fine-tuned or distilled",
        "upstreams-conflict",
        {
            "card": _GPL,
            "upstream": [
                {"name": "a/a", "license": "gpl-3.0"},
                {"name": "b/b", "license": "llama3.1", "relation": ["finetune", "distill"]},
            ],
        },
        (
            "warning upstreams-conflict:gpl-3.0:a/a: GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv) | because relation-unsettled",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "a choice of one that conflicts and one that does not",
        "upstreams-conflict",
        {
            "card": _GPL,
            "upstream": [{"name": "a/a", "license": "GPL-3.0-only OR MIT"}, {"name": "b/b", "license": "llama3.1"}],
        },
        (
            "met upstreams-conflict: MIT License is not known to forbid what Llama 3.1 Community License Agreement requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what MIT License requires",
        ),
    ),
    Row(
        "a second ancestor with the choice",
        "upstreams-conflict",
        {
            "card": _GPL,
            "upstream": [
                {"name": "a/a", "license": "gpl-3.0"},
                {"name": "b/b", "license": "LicenseRef-scancode-llama-3.1-license-2024 OR MIT"},
            ],
        },
        (
            "met upstreams-conflict: GNU GPL v3 is not known to forbid what MIT License requires",
            "met upstreams-conflict: MIT License is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "a choice of one that conflicts and one that nobody knows",
        "upstreams-conflict",
        {
            "card": _GPL,
            "upstream": [
                {"name": "a/a", "license": "GPL-3.0-only OR LicenseRef-nobody-knows"},
                {"name": "b/b", "license": "llama3.1"},
            ],
        },
        (
            "warning upstreams-conflict:gpl-3.0:a/a: GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv) | because choice-not-known",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "one that conflicts, together with one that nobody knows",
        "upstreams-conflict",
        {
            "card": _GPL,
            "upstream": [
                {"name": "a/a", "license": "GPL-3.0-only AND LicenseRef-nobody-knows"},
                {"name": "b/b", "license": "llama3.1"},
            ],
        },
        (
            "error upstreams-conflict:gpl-3.0:a/a: GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv)",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "two candidates, one of which conflicts",
        "upstreams-conflict",
        {
            "card": _GPL,
            "upstream": [{"name": "a/a", "candidates": ["gpl-3.0", "mit"]}, {"name": "b/b", "license": "llama3.1"}],
        },
        (
            "warning upstreams-conflict:gpl-3.0:a/a: GNU GPL v3 allows no further restrictions (§10), and Llama 3.1 Community License Agreement, of b/b, adds the use restrictions (§1.b.iv) | because release-unknown",
            "met upstreams-conflict: MIT License is not known to forbid what Llama 3.1 Community License Agreement requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what GNU GPL v3 requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what MIT License requires",
        ),
    ),
    Row(
        "a text not read whole, beside one that requires nothing of the kind",
        "upstreams-conflict",
        {"card": _MIT, "upstream": [{"name": "a/a", "license": "mit"}, {"name": "b/b", "license": "ai2-impact"}]},
        (
            "met upstreams-conflict: MIT License is not known to forbid what AI2 ImpACT License (Low / Medium Risk) requires",
            "met upstreams-conflict: AI2 ImpACT License (Low / Medium Risk) is not known to forbid what MIT License requires",
        ),
    ),
    Row(
        "a text not read whole, beside one that restricts use",
        "upstreams-conflict",
        {
            "card": _MIT,
            "upstream": [
                {"name": "a/a", "license": "creativeml-openrail-m"},
                {"name": "b/b", "license": "cohere-cc-by-nc-aup"},
            ],
        },
        (
            "note upstreams-conflict:cohere-cc-by-nc-aup:b/b: whether CC-BY-NC 4.0 with Acceptable Use Addendum (Cohere Labs / C4AI) forbids what CreativeML Open RAIL-M requires is not known | because terms-second-hand",
            "met upstreams-conflict: CreativeML Open RAIL-M is not known to forbid what CC-BY-NC 4.0 with Acceptable Use Addendum (Cohere Labs / C4AI) requires",
        ),
    ),
    Row(
        "a text not read whole, beside one that fixes how the name begins",
        "upstreams-conflict",
        {"card": _MIT, "upstream": [{"name": "a/a", "license": "llama3.1"}, {"name": "b/b", "license": "kimi-k3"}]},
        (
            "note upstreams-conflict:kimi-k3:b/b: whether Kimi K3 License forbids what Llama 3.1 Community License Agreement requires is not known | because terms-second-hand",
            "note upstreams-conflict:llama3.1:a/a: whether Llama 3.1 Community License Agreement forbids what Kimi K3 License requires is not known | because terms-second-hand",
        ),
    ),
    Row(
        "one text not read whole, twice",
        "upstreams-conflict",
        {
            "card": _MIT,
            "upstream": [{"name": "a/a", "license": "ai2-impact"}, {"name": "b/b", "license": "ai2-impact"}],
        },
        (
            "met upstreams-conflict: AI2 ImpACT License (Low / Medium Risk) is not known to forbid what AI2 ImpACT License (Low / Medium Risk) requires",
            "met upstreams-conflict: AI2 ImpACT License (Low / Medium Risk) is not known to forbid what AI2 ImpACT License (Low / Medium Risk) requires",
        ),
    ),
    Row(
        "two texts not read whole",
        "upstreams-conflict",
        {
            "card": _MIT,
            "upstream": [{"name": "a/a", "license": "ai2-impact"}, {"name": "b/b", "license": "jamba-open-model"}],
        },
        (
            "note upstreams-conflict:ai2-impact:a/a: whether AI2 ImpACT License (Low / Medium Risk) forbids what Jamba Open Model License requires is not known | because terms-second-hand",
            "note upstreams-conflict:jamba-open-model:b/b: whether Jamba Open Model License forbids what AI2 ImpACT License (Low / Medium Risk) requires is not known | because terms-second-hand",
        ),
    ),
    Row(
        "two beginnings of a name, and what may be distilled",
        "upstreams-conflict",
        {
            "card": _MIT,
            "upstream": [
                {"name": "a/a", "license": "llama3.1", "relation": ["quantized", "finetune"]},
                {"name": "b/b", "license": "exaone-nc-1.2", "relation": ["distill", "finetune"]},
            ],
        },
        (
            "warning upstreams-conflict:exaone-nc-1.2:b/b: EXAONE AI Model License Agreement 1.2 - NC requires a name that begins with “EXAONE” (§2.1(c)), and Llama 3.1 Community License Agreement, of a/a, one that begins with “Llama” (§1.b.i): no name begins with both | because relation-unsettled",
            "warning upstreams-conflict:llama3.1:a/a: Llama 3.1 Community License Agreement requires a name that begins with “Llama” (§1.b.i), and EXAONE AI Model License Agreement 1.2 - NC, of b/b, one that begins with “EXAONE” (§2.1(c)): no name begins with both | because relation-unsettled",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected


def _conflicts(knowledge: Knowledge, **changes: object) -> list[Outcome]:
    """What is found of the GPL beside Llama, with these changes to what is known of the second ancestor."""
    parents = (CaseUpstream(name="a/a", license="gpl-3.0"), CaseUpstream(name="b/b", license="llama3.1"))
    scene = scene_of(Case(name="a pair", expect=Verdict.BREACHED, card=_GPL, upstream=parents), knowledge)
    first, second = scene.facts.upstreams
    candidate: Noun = second.candidates[0]
    for name, value in changes.items():
        if name in candidate.field_names():
            second = second.replace(candidates=(candidate.replace(**{name: value}),))
        else:
            second = second.replace(**{name: value})
    rules = tuple(rule for rule in knowledge.rules if rule.id == "upstreams-conflict")
    outcomes = evaluate(Scene(scene.facts.replace(upstreams=(first, second)), knowledge), rules)
    return [outcome for outcome in outcomes if outcome.license == "gpl-3.0"]


def test_an_ancestor_whose_license_is_not_known_conflicts_with_none(knowledge: Knowledge) -> None:
    assert _conflicts(knowledge, license=None) == []
    assert len(_conflicts(knowledge)) == 1


@pytest.mark.parametrize(
    ("change", "verdict", "if_confirmed", "because"),
    [
        ({}, Verdict.BREACHED, None, ()),
        ({"disputed": "the publisher, 2026-01-05"}, Verdict.UNDETERMINED, None, (Because.DISPUTED,)),
        (
            {"doubts": EdgeDoubts(counter_evidence="The width differs.")},
            *(Verdict.UNDETERMINED, Verdict.BREACHED, (Because.COUNTER_EVIDENCE,)),
        ),
    ],
    ids=["nothing", "disputed", "evidence against it"],
)
def test_a_doubt_about_either_ancestor_is_one_about_the_conflict(
    change: dict[str, object],
    verdict: Verdict,
    if_confirmed: Verdict | None,
    because: tuple[Because, ...],
    knowledge: Knowledge,
) -> None:
    (outcome,) = _conflicts(knowledge, **change)
    assert (outcome.verdict, outcome.if_confirmed) == (verdict, if_confirmed)
    assert tuple(reason.code for reason in outcome.because) == because


@pytest.mark.parametrize("count", [24, 25])
def test_of_more_than_24_ancestors_one_is_checked_for_each_choice_of_licenses(count: int, knowledge: Knowledge) -> None:
    offers = ("gpl-3.0", "GPL-3.0-only OR MIT", "llama3.1")
    parents = tuple(CaseUpstream(name=f"a/{n}", license=offers[n % 3]) for n in range(count))
    case = Case(name="a merge", expect=Verdict.BREACHED, card="license: mit", upstream=parents)
    scene = scene_of(case, knowledge)
    rules = tuple(rule for rule in knowledge.rules if rule.id == "upstreams-conflict")
    outcomes = evaluate(scene, rules)
    assert len(outcomes) == (24 * 23 if count == 24 else 3 * 2)
    conflicts = {outcome.upstream for outcome in outcomes if outcome.verdict is Verdict.UNDETERMINED}
    assert conflicts == {f"a/{n}" for n in range(count) if n % 3 == 0 and (count == 24 or n == 0)}
