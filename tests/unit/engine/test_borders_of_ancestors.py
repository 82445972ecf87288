"""What is found of two ancestors, of added later versions and of stated changes at their borders: a row for each."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.engine import evaluate, findings
from auditor.model import (
    Case,
    Certainty,
    Grade,
    LimitCode,
    Location,
    Part,
    Rung,
    Severity,
    StatementKind,
    StatementSource,
    Trigger,
    Verdict,
)
from support.cases import scene_of
from support.offers import offer
from support.own_rules import OwnRules, profile_of
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.knowledge import Knowledge
    from auditor.model import Profile

LLAMA = "Llama 3.1 Community License Agreement"
NOTICE = "\n".join(f"This product has work of Acme, number {number}." for number in range(50))
LINES = " ".join(f"NOTICE:{number}" for number in range(1, 51))


def _two(first: str, second: str, *, card: str = "mit", **changes: object) -> dict[str, object]:
    """A model made from two others."""
    upstream = [{"name": "a/a", "license": first}, {"name": "b/b", "license": second}]
    return {"card": f"license: {card}", "upstream": upstream, **changes}


def _open(first: str, second: str) -> tuple[str, ...]:
    return (
        f"note upstreams-conflict:gpl-3.0:a/a: whether {first} forbids what {second} requires is not known | because terms-second-hand",
        f"met upstreams-conflict: {second} is not known to forbid what {first} requires",
    )


ROWS = (
    Row(
        "an ancestor whose license was not read, beside one that allows no further restrictions",
        "upstreams-conflict",
        _two("gpl-3.0", "nvidia-nemotron-open-model"),
        _open("GNU GPL v3", "NVIDIA Nemotron Open Model License"),
    ),
    Row(
        "an ancestor whose license was read in a copy",
        "upstreams-conflict",
        _two("gpl-3.0", "kimi-k2.6-modified-mit"),
        _open("GNU GPL v3", "Kimi K2.6 Modified MIT"),
    ),
    Row(
        "an ancestor whose license was read in a copy of the very text that is here",
        "upstreams-conflict",
        _two("gpl-3.0", "kimi-k2.6-modified-mit", carries=[{"license": "kimi-k2.6-modified-mit"}]),
        (
            "met upstreams-conflict: GNU GPL v3 is not known to forbid what Kimi K2.6 Modified MIT requires",
            "met upstreams-conflict: Kimi K2.6 Modified MIT is not known to forbid what GNU GPL v3 requires",
        ),
    ),
    Row(
        "the text of a share-alike license is among the terms offered, under another label",
        "share-alike-broken",
        {"card": "license: mit", "carries": [{"license": "gpl-3.0"}], "upstream": [{"license": "gpl-3.0"}]},
        ("met share-alike-broken: offered as GPL-3.0-only or a license it allows | at README.md:2 LICENSE:1",),
    ),
    Row(
        "a share-alike license is offered together with one that it allows on a condition",
        "share-alike-broken",
        {"card": "license: AGPL-3.0-only AND GPL-3.0-only", "upstream": [{"license": "gpl-3.0"}]},
        ("met share-alike-broken: offered as GPL-3.0-only or a license it allows | at README.md:2",),
    ),
    Row(
        "a NOTICE of fifty lines is compared line by line",
        "notice-file-dropped",
        {
            "card": "license: apache-2.0",
            "files": {"NOTICE": NOTICE},
            "upstream": [{"license": "apache-2.0", "notice_file": True, "notice_text": NOTICE}],
        },
        (f"met notice-file-dropped: the notices of the upstream's NOTICE are carried | at {LINES}",),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected


def _first_limit(profile: Profile, code: LimitCode, **changes: object) -> Profile:
    """The license, of which the first limit of that code is changed."""
    limit = profile.limit(code)
    return profile.replace(limits=tuple(each.replace(**changes) if each is limit else each for each in profile.limits))


def _of_distilling(profile: Profile) -> Profile:
    """The license, of which the first limit is of a fine-tune alone, and the second of a student too."""
    first, second, *others = profile.limits
    both = (Trigger.FINETUNE, Trigger.DISTILL)
    return profile.replace(limits=(first.replace(when=both[:1]), second.replace(when=both), *others))


@pytest.mark.parametrize(
    ("changed", "closing", "relations", "expected"),
    [
        (
            lambda knowledge: _first_limit(profile_of("llama3.1", knowledge), LimitCode.USE_POLICY, grade=Grade.MEMORY),
            "gpl-3.0",
            ("finetune", "finetune"),
            f"GNU GPL v3 allows no further restrictions (§10), and {LLAMA}, of b/b, adds the limit of 700,000,000 monthly active users (§2)",
        ),
        (
            lambda knowledge: _first_limit(
                profile_of("cc-by-sa-4.0", knowledge), LimitCode.NO_FURTHER_RESTRICTIONS, grade=Grade.MEMORY
            ),
            "cc-by-sa-4.0",
            ("copy", "copy"),
            f"Creative Commons Attribution-ShareAlike 4.0 allows no further restrictions (§2(a)(5)(C)), and {LLAMA}, of b/b, adds the use restrictions (§1.b.iv)",
        ),
        (
            lambda knowledge: _of_distilling(profile_of("llama3.1", knowledge)),
            "gpl-3.0",
            ("finetune", ["finetune", "distill"]),
            f"GNU GPL v3 allows no further restrictions (§10), and {LLAMA}, of b/b, adds the limit of 700,000,000 monthly active users (§2)",
        ),
    ],
    ids=["of two that are added", "of two that close", "whatever the relation"],
)
def test_of_two_terms_the_one_that_surely_conflicts_is_cited(
    changed: Callable[[Knowledge], Profile],
    closing: str,
    relations: tuple[object, object],
    expected: str,
    knowledge: Knowledge,
) -> None:
    case: dict[str, object] = {
        "card": f"license: {closing}",
        "upstream": [
            {"name": "a/a", "license": closing, "relation": relations[0]},
            {"name": "b/b", "license": "llama3.1", "relation": relations[1]},
        ],
    }
    own = OwnRules(knowledge, changed(knowledge))
    answers = answers_of(Row("own rules", "upstreams-conflict", case, ()), own)
    assert answers[0] == f"error upstreams-conflict:{closing}:a/a: {expected}"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "run.py:1 is under ISC"),
        ({"expression": "MIT"}, None),
        ({"certainty": Certainty.FAMILY}, None),
        ({"certainty": Certainty.UNKNOWN}, "run.py:1 names “ISC”, which is not a license that is known here"),
        ({"certainty": Certainty.UNKNOWN, "source": StatementSource.DETECTED}, None),
        ({"certainty": Certainty.UNKNOWN, "kind": StatementKind.NOT_UNDERSTOOD}, None),
        ({"covers": ()}, None),
        ({"part": Part.DATA}, None),
    ],
    ids=["another", "the same", "a family", "not known", "a text", "not understood", "all code", "data"],
)
def test_a_code_file_differs_by_a_license_that_it_names(
    changes: dict[str, object], expected: str | None, knowledge: Knowledge
) -> None:
    code = offer("ISC", path="run.py", part=Part.CODE, covers=("run.py",)).replace(**changes)
    scene = scene_of(Case.from_plain({"name": "x", "expect": "met"}), knowledge)
    scene = scene.replace(facts=scene.facts.replace(statements=(offer("MIT"), code)))
    rules = tuple(rule for rule in knowledge.rules if rule.id == "code-license-differs")

    made = findings(scene, rules, evaluate(scene, rules))

    assert [(finding.severity, finding.message) for finding in made] == (
        [(Severity.NOTE, expected)] if expected else []
    )


@pytest.mark.parametrize(
    ("place", "verdict", "because"),
    [
        (Location(path="mergekit_config.yml", first=6, last=6), Verdict.UNDETERMINED, "metadata-may-not-state-changes"),
        (Location(path="README.md", first=2, last=2), Verdict.UNDETERMINED, "metadata-may-not-state-changes"),
        (Location(path="README.md", first=4, last=4), Verdict.BREACHED, ""),
        (Location(path="README.md"), Verdict.BREACHED, ""),
        (Location(path="config.json", first=1, last=1), Verdict.BREACHED, ""),
        (None, Verdict.BREACHED, ""),
    ],
    ids=["a recipe", "metadata", "prose", "no line", "another file", "no place"],
)
def test_whether_a_recipe_or_metadata_that_names_the_base_states_the_change_is_open(
    place: Location | None, verdict: Verdict, because: str, knowledge: Knowledge
) -> None:
    recipe = "models:\n  - model: a/a\n  - model: b/b\nmerge_method: slerp\n\nbase_model: a/a\n"
    given = {
        "card": "license: apache-2.0",
        "files": {"mergekit_config.yml": recipe, "config.json": "{}"},
        "upstream": [{"name": "a/a", "license": "apache-2.0"}],
    }
    scene = scene_of(Case.from_plain({"name": "x", "expect": "met", **given}), knowledge)
    named = tuple(each.replace(location=place) for each in scene.upstreams[0].evidence)
    scene = scene.replace(facts=scene.facts.replace(upstreams=(scene.upstreams[0].replace(evidence=named),)))
    rules = tuple(rule for rule in knowledge.rules if rule.id == "changes-not-stated")

    (outcome,) = evaluate(scene, rules)

    assert outcome.verdict is verdict
    assert [reason.code.value for reason in outcome.because] == ([because] if because else [])
    assert outcome.evidence == ((place,) if verdict is Verdict.UNDETERMINED else ())


def test_the_text_of_a_parent_is_known_where_each_candidate_has_it(knowledge: Knowledge) -> None:
    profile = profile_of("kimi-k2.6-modified-mit", knowledge)
    given = {"card": "license: mit", "upstream": [{"candidates": ["mit", "mit"]}]}
    scene = scene_of(Case.from_plain({"name": "x", "expect": "met", **given}), knowledge)
    (edge,) = scene.upstreams
    without, plain = edge.candidates
    with_text = plain.replace(license_files=profile.texts[:1])

    assert scene.has_text_of(profile, edge.replace(candidates=(with_text,)))
    assert not scene.has_text_of(profile, edge.replace(candidates=(without, with_text)))
    assert not scene.has_text_of(profile, edge.replace(candidates=()))


def test_a_candidate_of_unknown_terms_hides_no_conflict_of_another(knowledge: Knowledge) -> None:
    parents = [{"name": "a/a", "candidates": ["gpl-3.0", "gpl-3.0"]}, {"name": "b/b", "license": "llama3.1"}]
    scene = scene_of(
        Case.from_plain({"name": "x", "expect": "met", "card": "license: gpl-3.0", "upstream": parents}), knowledge
    )
    first, second = scene.upstreams[:2]
    unknown, known = first.candidates
    edges = (first.replace(candidates=(unknown.replace(license=None), known)), second)
    scene = scene.replace(facts=scene.facts.replace(upstreams=edges))
    rules = tuple(rule for rule in knowledge.rules if rule.id == "upstreams-conflict")

    (finding,) = findings(scene, rules, evaluate(scene, rules))

    assert finding.id == "upstreams-conflict:gpl-3.0:a/a"
    assert (finding.verdict, finding.if_confirmed) == (Verdict.UNDETERMINED, Verdict.BREACHED)
    assert "adds the use restrictions (§1.b.iv)" in finding.message


@pytest.mark.parametrize(
    ("rung", "line", "verdict"),
    [
        (Rung.NAMED, 2, Verdict.UNDETERMINED),
        (Rung.NAMED, 4, Verdict.UNDETERMINED),
        (Rung.DECLARED, 2, Verdict.UNDETERMINED),
        (Rung.DECLARED, 4, Verdict.BREACHED),
    ],
)
def test_whether_a_name_or_metadata_credits_the_creator_is_open(
    rung: Rung, line: int, verdict: Verdict, knowledge: Knowledge
) -> None:
    given = {"card": "license: mit", "upstream": [{"license": "cc-by-4.0"}]}
    scene = scene_of(Case.from_plain({"name": "x", "expect": "met", **given}), knowledge)
    place = Location(path="README.md", first=line, last=line)
    named = tuple(each.replace(rung=rung, location=place) for each in scene.upstreams[0].evidence)
    scene = scene.replace(facts=scene.facts.replace(upstreams=(scene.upstreams[0].replace(evidence=named),)))
    rules = tuple(rule for rule in knowledge.rules if rule.id == "creator-not-credited")

    (outcome,) = evaluate(scene, rules)

    assert outcome.verdict is verdict
    assert outcome.evidence == ((place,) if verdict is Verdict.UNDETERMINED else ())
