"""What would settle a finding is a question that a reader understands without the finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from auditor.engine import Scene, evaluate, findings
from auditor.model import Case, Facts, Unread, UnreadReason
from support.cases import scene_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Finding

_NO_ANTECEDENT = re.compile(r"(?:^|: )(?:Is|Are|Was|Who did|What does) (?:it|both|the sentence)\b|\bit\?")


def _only(scene: Scene, rule_id: str, knowledge: Knowledge) -> Finding:
    rules = tuple(rule for rule in knowledge.rules if rule.id == rule_id)
    (finding,) = findings(scene, rules, evaluate(scene, rules))
    return finding


def _question(case: dict[str, object], rule_id: str, knowledge: Knowledge) -> str:
    scene = scene_of(Case.from_plain({"name": "a question", "expect": "met", "repo": "acme/Tern", **case}), knowledge)
    return _only(scene, rule_id, knowledge).question


@pytest.mark.parametrize(
    ("rule_id", "case", "question"),
    [
        (
            "license-unknown",
            {"card": "license: gpl"},
            "Which license does “gpl” (card, license) mean, and in which version?",
        ),
        (
            "license-unknown",
            {"card": "license: other"},
            "Which license, in which version, applies to the model? “other” (card, license) does not say.",
        ),
        (
            "license-unknown",
            {"files": {"LICENSE": "You may look at this model on Sundays.\nAll else must be agreed on.\n"}},
            "Which license is the text of LICENSE:1-2, and in which version?",
        ),
        (
            "name-and-license-differ",
            {"repo": "acme/Llama-3.1-8B-Tern", "card": "license: llama3"},
            "From which version of Llama was this model made?",
        ),
        (
            "not-understood",
            {"card": "license: mit", "prose": "Commercial use of the model is a delicate matter."},
            "What does “Commercial use of the model is a delicate matter.” (README.md:4) mean for this model?",
        ),
        (
            "act-not-permitted",
            {"card": "license: mit", "upstream": [{"license": "no-license"}]},
            "Under which license did upstream/base come?",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_says_what_it_is_about(rule_id: str, case: dict[str, object], question: str, knowledge: Knowledge) -> None:
    assert _question(case, rule_id, knowledge) == question


@pytest.mark.parametrize(
    ("paths", "question"),
    [
        (("a.pdf",), "What does a.pdf, which was not read, say about the model's license or origin?"),
        (("",), "What does a part of the repository, which was not read, say about the model's license or origin?"),
        (
            ("a.pdf", "b.pdf", "b.pdf"),
            "What do a.pdf and b.pdf, which were not read, say about the model's license or origin?",
        ),
        (
            ("a", "b", "c"),
            "What do a, b and c, which were not read, say about the model's license or origin?",
        ),
        (
            ("a", "b", "c", "d"),
            "What do a, b, c and 1 more, which were not read, say about the model's license or origin?",
        ),
    ],
)
def test_what_was_not_read_is_named(paths: tuple[str, ...], question: str, knowledge: Knowledge) -> None:
    scene = scene_of(Case.from_plain({"name": "unread", "expect": "met", "card": "license: mit"}), knowledge)
    unread = tuple(Unread(path=path, reason=UnreadReason.MALFORMED, detail="no header", matters=True) for path in paths)
    facts: Facts = scene.facts.replace(unread=unread)
    assert _only(Scene(facts, knowledge), "not-read", knowledge).question == question


def test_no_question_of_a_rule_speaks_of_what_it_does_not_name(knowledge: Knowledge) -> None:
    unclear = {rule.id: rule.question for rule in knowledge.rules if _NO_ANTECEDENT.search(rule.question)}
    assert unclear == {}


def test_whether_it_was_made_from_a_model_is_asked_of_this_model(knowledge: Knowledge) -> None:
    case: dict[str, object] = {"card": "license: mit", "upstream": [{"license": "apache-2.0", "firm": False}]}
    assert _question(case, "license-text-missing", knowledge) == "Was this model made from upstream/base?"


def test_otherwise_the_rule_has_the_question(knowledge: Knowledge) -> None:
    question = "Under which license did the publisher release the weights?"
    assert _question({"card": "tags: [tern]"}, "license-undeclared", knowledge) == question
