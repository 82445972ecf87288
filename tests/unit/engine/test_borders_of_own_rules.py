"""What is found under licenses such as the rules of a user may describe: with terms that none of ours has, or without."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.engine import evaluate, findings, students
from auditor.engine.checks.naming import what_is_withheld
from auditor.model import (
    Case,
    DutyCode,
    DutyPlace,
    Edition,
    EditionDuties,
    GrantCode,
    LimitCode,
    StudentCondition,
    Trigger,
)
from support.cases import scene_of
from support.own_rules import OwnRules, profile_of
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Profile


def _with_duty(profile: Profile, code: DutyCode, **changes: object) -> Profile:
    """The license, of which each duty of that code is changed."""
    duties = tuple(duty.replace(**changes) if duty.code is code else duty for duty in profile.duties)
    return profile.replace(duties=duties)


def _without_grant(profile: Profile, code: GrantCode) -> Profile:
    return profile.replace(grants=tuple(grant for grant in profile.grants if grant.code is not code))


def _answers(rule: str, case: dict[str, object], knowledge: Knowledge) -> tuple[str, ...]:
    return answers_of(Row("own rules", rule, case, ()), knowledge)


def test_a_license_that_says_nothing_of_sublicensing_forbids_no_label_of_a_copy(knowledge: Knowledge) -> None:
    silent = _without_grant(profile_of("cc-by-nc-4.0", knowledge), GrantCode.SUBLICENSE)
    case = {"card": "license: mit", "upstream": [{"license": "cc-by-nc-4.0", "relation": "copy"}]}

    assert _answers("copy-relabelled", case, OwnRules(knowledge, silent)) == ()
    assert _answers("limit-dropped", case, OwnRules(knowledge, silent)) == (
        "warning limit-dropped:cc-by-nc-4.0:upstream/base: the declared license (MIT) does not mention the limit to non-commercial use | because label-incomplete | at README.md:2",
    )


TWO_NAMES = {
    "card": "license: other",
    "upstream": [{"name": "a/a", "license": "llama3.1"}, {"name": "b/b", "license": "hyperclova-x-seed"}],
}


@pytest.mark.parametrize("changed", ["llama3.1", "hyperclova-x-seed"])
@pytest.mark.parametrize("words", [(), ("Llama", "HyperCLOVA X")], ids=["no words", "the words of both"])
def test_beginnings_of_a_name_conflict_only_where_no_name_has_one_of_each(
    changed: str, words: tuple[str, ...], knowledge: Knowledge
) -> None:
    own = OwnRules(knowledge, _with_duty(profile_of(changed, knowledge), DutyCode.NAME_PREFIX, words=words))
    answers = _answers("upstreams-conflict", TWO_NAMES, own)
    assert [answer.partition(" ")[0] for answer in answers] == ["met", "met"]


def test_a_license_with_a_list_of_its_own_may_contain_the_restrictions_without_a_policy(knowledge: Knowledge) -> None:
    case = {"card": "license: apache-2.0", "upstream": [{"license": "bigcode-openrail-m"}]}
    listing = profile_of("apache-2.0", knowledge).replace(restrictions=("You shall not harm anybody.",))

    plain, own = (
        _answers("use-restrictions-not-passed-on", case, each) for each in (knowledge, OwnRules(knowledge, listing))
    )

    says = "error use-restrictions-not-passed-on:bigcode-openrail-m:upstream/base: the use restrictions of BigCode Open RAIL-M v1 are not among the terms offered here"
    assert plain == (f"{says} | at README.md:2",)
    assert own == (f"{says} by name | because restrictions-not-confirmed | at README.md:2".replace("error", "warning"),)


@pytest.mark.parametrize(
    ("clause", "quote", "cited"),
    [("§9", "", "§9"), ("", "You may.", ""), ("", "", "§2(a)(1)")],
    ids=["a clause", "words", "neither"],
)
def test_a_label_is_judged_by_what_the_license_says_of_labels_if_it_says_anything(
    clause: str, quote: str, cited: str, knowledge: Knowledge
) -> None:
    profile = profile_of("cc-by-nc-4.0", knowledge)
    own = OwnRules(knowledge, profile.replace(outbound=profile.outbound.replace(clause=clause, quote=quote)))
    given = {"card": "license: mit", "upstream": [{"license": "cc-by-nc-4.0"}]}
    scene = scene_of(Case.from_plain({"name": "x", "expect": "met", **given}), own)
    rules = tuple(rule for rule in own.rules if rule.id == "limit-dropped")
    (finding,) = findings(scene, rules, evaluate(scene, rules))
    assert [citation.clause for citation in finding.citations] == [cited]


CONDITION = "more than 100 million monthly active users, or more than 20 million US dollars of monthly revenue, of the product or service"
HIDDEN = "warning condition-hidden:kimi-k3:upstream/base: the declared license (MIT) does not mention the condition: {} | because clause-second-hand | at README.md:2"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (HIDDEN.format(f"{CONDITION}, “Kimi K3”"),)),
        ({"on_own_facts": False}, ()),
        ({"condition": ""}, (HIDDEN.format("its condition, “Kimi K3”"),)),
        ({"words": ()}, (HIDDEN.format(CONDITION),)),
        ({"words": ("Kimi", "K3")}, (HIDDEN.format(f"{CONDITION}, “Kimi”"),)),
    ],
    ids=["as it is", "not on own facts", "without a condition", "without words", "of two phrases"],
)
def test_a_label_hides_a_condition_that_depends_on_own_facts(
    changes: dict[str, object], expected: tuple[str, ...], knowledge: Knowledge
) -> None:
    profile = _with_duty(profile_of("kimi-k3", knowledge), DutyCode.DISPLAY_STRING, **changes)
    case = {"card": "license: mit", "upstream": [{"license": "kimi-k3"}]}
    assert _answers("condition-hidden", case, OwnRules(knowledge, profile)) == expected


SHOWN = "note attribution-phrase-missing:kimi-k3:upstream/base: {} | because {}"


@pytest.mark.parametrize(
    ("changes", "says", "because"),
    [
        ({"on_own_facts": True}, f"“Kimi K3” must be displayed when {CONDITION}", "own-facts"),
        ({"place": DutyPlace.INTERFACE}, f"“Kimi K3” must be displayed when {CONDITION}", "own-facts"),
        ({"place": DutyPlace.PUBLIC}, "“Kimi K3” is not shown in the repository", "places-outside"),
        (
            {"on_own_facts": True, "condition": ""},
            "“Kimi K3” must be displayed when the product is offered",
            "own-facts",
        ),
        ({"on_own_facts": True, "words": ()}, f"the phrase must be displayed when {CONDITION}", "own-facts"),
        (
            {"on_own_facts": True, "words": ("Kimi", "K3")},
            f"“Kimi” or “K3” must be displayed when {CONDITION}",
            "own-facts",
        ),
    ],
    ids=["on own facts", "in an interface", "in public", "without a condition", "without words", "of two phrases"],
)
def test_a_phrase_that_a_product_displays_is_a_note(
    changes: dict[str, object], says: str, because: str, knowledge: Knowledge
) -> None:
    plain = {"when": (Trigger.FINETUNE,), "on_own_facts": False, "place": None}
    profile = _with_duty(profile_of("kimi-k3", knowledge), DutyCode.DISPLAY_STRING, **{**plain, **changes})
    case = {"card": "license: mit", "upstream": [{"license": "kimi-k3"}]}
    assert _answers("attribution-phrase-missing", case, OwnRules(knowledge, profile)) == (SHOWN.format(says, because),)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("acme/Llama-Tern", "met name-prefix-missing: “Llama-Tern” begins with “Llama”"),
        (
            "acme/Tern",
            "error name-prefix-missing:llama3.1:upstream/base: “Tern” does not begin with “Metal” or “Llama”",
        ),
        (
            None,
            "warning name-prefix-missing:llama3.1:upstream/base: the name must begin with “Metal” or “Llama”, and the model's name is not known | because name-unknown",
        ),
    ],
    ids=["the second", "neither", "no name"],
)
def test_a_name_begins_with_any_of_several_words(name: str | None, expected: str, knowledge: Knowledge) -> None:
    profile = _with_duty(profile_of("llama3.1", knowledge), DutyCode.NAME_PREFIX, words=("Metal", "Llama"))
    case: dict[str, object] = {"repo": name, "card": "license: other", "upstream": [{"license": "llama3.1"}]}
    assert _answers("name-prefix-missing", case, OwnRules(knowledge, profile)) == (expected,)


@pytest.mark.parametrize(
    ("license_id", "code", "value", "words"),
    [
        ("llama3.1", LimitCode.MAU_THRESHOLD, 1000, "the limit of 1,000 monthly active users"),
        ("llama3.1", LimitCode.MAU_THRESHOLD, True, "the limit of monthly active users"),
        ("stability-community", LimitCode.REVENUE_THRESHOLD, 1000, "the limit of US$1,000 revenue"),
        ("stability-community", LimitCode.REVENUE_THRESHOLD, True, "the limit of revenue"),
    ],
)
def test_a_threshold_is_named_by_its_number_if_it_has_one(
    license_id: str, code: LimitCode, value: int, words: str, knowledge: Knowledge
) -> None:
    (limit,) = (limit for limit in profile_of(license_id, knowledge).limits if limit.code is code)
    assert what_is_withheld(limit.replace(value=value)) == words


STUDENT = {"card": "license: mit", "upstream": [{"license": "gemma", "relation": "distill"}]}


@pytest.mark.parametrize(
    ("prose", "verdict"),
    [
        ("Tern was trained to match upstream/base.", "note"),
        ("Tern is a language model.", "note"),
        ("Tern is a language model that was trained to match upstream/base.", "met"),
    ],
)
def test_a_student_is_a_derivative_if_all_conditions_are_met(prose: str, verdict: str, knowledge: Knowledge) -> None:
    conditions = (StudentCondition.SIMILAR_PERFORMANCE, StudentCondition.LANGUAGE_MODEL)
    profile = profile_of("gemma", knowledge).replace(students=conditions)
    (answer,) = _answers("reach-unsettled", {**STUDENT, "prose": prose}, OwnRules(knowledge, profile))
    assert answer.partition(" ")[0] == verdict


def test_a_duty_with_conditions_of_its_own_does_not_go_by_those_of_its_license(knowledge: Knowledge) -> None:
    profile = profile_of("gemma", knowledge)
    duty = profile.duties[0]
    own = duty.replace(students=(StudentCondition.LANGUAGE_MODEL,))
    assert [students.of_the_license(each) for each in (duty, own)] == [True, False]


def test_models_of_two_licenses_without_a_steward_are_no_family(knowledge: Knowledge) -> None:
    profile = profile_of("llama2", knowledge).replace(steward="")
    teacher = {"name": "up/teacher", "license": "llama2", "relation": "distill"}
    case = {"card": "license: mit", "upstream": [teacher, {"name": "up/base", "license": "unlicense"}]}
    assert _answers("act-not-permitted", case, OwnRules(knowledge, profile)) == (
        "note act-not-permitted:llama2:up/teacher: outputs of up/teacher may not be used to train other LLMs | because teacher-unknown student-condition",
    )


@pytest.mark.parametrize(
    ("marks", "because"),
    [
        (("Gemma Terms", "February 21, 2024"), "other-edition"),
        (("Gemma Terms", "1 May 2020"), "text-changed"),
        (("1 May 2020", "February 21, 2024"), "text-changed"),
    ],
    ids=["both", "the first", "the second"],
)
def test_an_edition_has_all_of_its_marks(marks: tuple[str, ...], because: str, knowledge: Knowledge) -> None:
    edition = Edition(name="of 2020", marks=marks, duties=EditionDuties.UNKNOWN)
    case = {
        "card": "license: mit",
        "files": {"LICENSE": "Gemma Terms of Use\n\nLast modified: February 21, 2024\n"},
        "carries": [{"license": "gemma", "match": "modified"}],
        "upstream": [{"license": "gemma"}],
    }
    own = OwnRules(knowledge, profile_of("gemma", knowledge).replace(editions=(edition,)))
    (answer,) = _answers("license-text-missing", case, own)
    assert f"| because {because} |" in answer
