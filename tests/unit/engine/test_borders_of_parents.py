"""What is found where the rules about parents and claims change their answer: a row for each border."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.engine import Scene, evaluate, findings
from auditor.model import (
    Candidate,
    Case,
    EdgeDoubts,
    EdgeKind,
    Evidence,
    Grade,
    Location,
    Relation,
    Rung,
    Unread,
    UnreadReason,
    Upstream,
)
from support.cases import scene_of
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

DECLARED = Evidence(rung=Rung.DECLARED, says="the card names it", location=Location(path="README.md", first=3, last=3))
LIKENESS = Evidence(rung=Rung.SIGNATURE, says="it has the same shape")
EQUAL = Evidence(rung=Rung.EQUAL_FILE, says="its weights are equal")
ROWS = (
    Row(
        "two versions of a license, of which the name has the second",
        "name-and-license-differ",
        {"repo": "acme/Llama-3.1-Tern", "card": "license:\n- llama2\n- llama3.1"},
        ("met name-and-license-differ: the name carries the version of llama3.1 | at README.md:2",),
    ),
    Row(
        "two versions of a license, of which the name has neither",
        "name-and-license-differ",
        {"repo": "acme/Llama-3.2-Tern", "card": "license:\n- llama2\n- llama3.1"},
        (
            "warning name-and-license-differ:any:self: card, license says llama2, and the name of the repository llama 3.2 | because offer-unclear | at README.md:2 | ? From which version of Llama was this model made?",
        ),
    ),
    Row(
        "a license of no series, before one whose version the name contradicts",
        "name-and-license-differ",
        {"repo": "acme/Llama-3.2-Tern", "card": "license:\n- mit\n- llama3.1"},
        (
            "warning name-and-license-differ:any:self: card, license says llama3.1, and the name of the repository llama 3.2 | because offer-unclear | at README.md:2 | ? From which version of Llama was this model made?",
        ),
    ),
    Row(
        "a license of another series, before one whose version the name contradicts",
        "name-and-license-differ",
        {"repo": "acme/Llama-3.2-Tern", "card": "license:\n- dinov3\n- llama3.1"},
        (
            "warning name-and-license-differ:any:self: card, license says llama3.1, and the name of the repository llama 3.2 | because offer-unclear | at README.md:2 | ? From which version of Llama was this model made?",
        ),
    ),
    Row(
        "a family of versions, whichever the name has",
        "name-and-license-differ",
        {"repo": "acme/Llama-3.2-Tern", "card": "license: other\nlicense_name: Llama Community License"},
        (),
    ),
    Row(
        "a student of an Apache model, whose lines and NOTICE nobody has to keep",
        "upstream-unread",
        {
            "card": "license: apache-2.0",
            "carries": [{"license": "apache-2.0"}],
            "upstream": [{"license": "apache-2.0", "relation": "distill"}],
        },
        (),
    ),
    *(
        Row(
            f"a fine-tune of {upstream}, offered as {label}",
            "share-alike-broken",
            {"card": f"license: {label}", "upstream": [{"license": upstream}]},
            (
                f"warning share-alike-broken:{key}:upstream/base: offered under {label} | because allowed-on-condition | at README.md:2",
            ),
        )
        for upstream, label, key in (
            ("GPL-2.0-only", "GPL-2.0-or-later", "gpl-2.0"),
            ("GFDL-1.3-only", "GFDL-1.3-or-later", "gfdl-1.3"),
            ("GPL-3.0-or-later", "AGPL-3.0-only", "gpl-3.0"),
        )
    ),
    *(
        Row(
            f"a fine-tune of {upstream}, which may be offered as {label}",
            "share-alike-broken",
            {"card": f"license: {label}", "upstream": [{"license": upstream}]},
            ("met share-alike-broken: offered as GPL-2.0-only or a license it allows | at README.md:2",),
        )
        for upstream, label in (
            ("GPL-2.0-only", "GPL-2.0-only"),
            ("GPL-2.0-or-later", "GPL-2.0-or-later"),
            ("GPL-2.0-or-later", "GPL-2.0-only"),
        )
    ),
    Row(
        "a condition that one offer hides, beside an offer of the very license",
        "condition-hidden",
        {"card": "license:\n- mit\n- kimi-k3", "upstream": [{"license": "kimi-k3"}]},
        (
            "note condition-hidden:kimi-k3:upstream/base: the declared license (MIT) does not mention the condition: more than 100 million monthly active users, or more than 20 million US dollars of monthly revenue, of the product or service, “Kimi K3” | because offer-unclear | at README.md:2",
        ),
    ),
    Row(
        "a sentence over two lines of a card",
        "notice-sentence-missing",
        {
            "card": "license: other",
            "prose": "\nLLaMA is licensed under the LLaMA License,\nCopyright (c) Meta Platforms, Inc. All Rights Reserved.",
            "upstream": [{"license": "llama1", "relation": "copy"}],
        },
        ("met notice-sentence-missing: README.md:5-6 contains the sentence | at README.md:5-6",),
    ),
    Row(
        "a copy under a license that has lines kept in derivatives alone",
        "upstream-unread",
        {
            "card": "license: afl-3.0",
            "carries": [{"license": "afl-3.0"}],
            "upstream": [{"license": "afl-3.0", "relation": "copy"}],
        },
        (),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected


def _parent(**changes: object) -> Upstream:
    """A declared fine-tune of a model under MIT."""
    plain = Upstream(
        name="up/base",
        title="up/base",
        relations=(Relation.FINETUNE,),
        candidates=(Candidate(name="up/base", license="MIT", grade=Grade.SEEN),),
        evidence=(DECLARED,),
    )
    return plain.replace(**changes)


def _scene(knowledge: Knowledge, *edges: Upstream, **case: object) -> Scene:
    """The scene of a small model under MIT that came from these."""
    given = {"name": "parents", "expect": "met", "repo": "acme/Tern", "card": "license: mit", **case}
    scene = scene_of(Case.from_plain(given), knowledge)
    return scene.replace(facts=scene.facts.replace(upstreams=edges))


def _answers(scene: Scene, rule_id: str) -> tuple[str, ...]:
    """The findings of a rule, as `severity, reasons: message, at places`."""
    rules = tuple(rule for rule in scene.knowledge.rules if rule.id == rule_id)
    return tuple(
        f"{finding.severity.value}, {' '.join(reason.code.value for each in finding.outcomes for reason in each.because)}: "
        f"{finding.message}, at {' '.join(map(str, finding.evidence))}"
        for finding in findings(scene, rules, evaluate(scene, rules))
    )


@pytest.mark.parametrize(
    ("prose", "evidence", "expected"),
    [
        (
            "Tern was trained from scratch.",
            (EQUAL,),
            ("error, : README.md:4 says “trained from scratch”; its weights are equal, at README.md:4",),
        ),
        (
            "Tern was trained from scratch.",
            (DECLARED,),
            ("note, claim-of-the-base: README.md:4 says “trained from scratch”; the card names it, at README.md:4",),
        ),
        (
            "Tern was trained from scratch.",
            (EQUAL, DECLARED),
            (
                "note, claim-of-the-base: README.md:4 says “trained from scratch”; its weights are equal; the card names it, at README.md:4",
            ),
        ),
        ("Tern comes with a fully trained from scratch tokenizer.", (EQUAL,), ()),
        ("Tern comes with a fully trained from scratch Japanese tokenizer.", (EQUAL,), ()),
        (
            "It is a trained from scratch model with a new tokenizer.",
            (EQUAL,),
            ("error, : README.md:4 says “trained from scratch”; its weights are equal, at README.md:4",),
        ),
    ],
    ids=[
        "the weights of another model",
        "a declared base",
        "a declared base whose weights these are",
        "a tokenizer",
        "a tokenizer, described",
        "a model, and a tokenizer later on",
    ],
)
def test_a_claim_to_be_from_scratch_is_about_this_model_and_contradicts_what_is_not_declared(
    prose: str, evidence: tuple[Evidence, ...], expected: tuple[str, ...], knowledge: Knowledge
) -> None:
    scene = _scene(knowledge, _parent(evidence=evidence), prose=prose)
    assert _answers(scene, "claim-contradicted") == expected


def _of_a_steward() -> Upstream:
    """An edge shown by the license of a company for its own models."""
    return _parent(
        name="llama3.1",
        kind=EdgeKind.STEWARD,
        title="a model of Meta under the Llama 3.1 Community License Agreement",
        candidates=(Candidate(name="Meta", license="LicenseRef-scancode-llama-3.1-license-2024", grade=Grade.SEEN),),
        evidence=(Evidence(rung=Rung.NAMED, says="it is offered under a license of Meta"),),
    )


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (_parent(name="meta-llama/Llama-3.1-8B", title="meta-llama/Llama-3.1-8B"), ()),
        (
            _parent(name="meta-llama/Llama-3.1-8B", title="meta-llama/Llama-3.1-8B", evidence=(LIKENESS, DECLARED)),
            (),
        ),
        (
            _parent(name="meta-llama/Llama-3.1-8B", title="meta-llama/Llama-3.1-8B", evidence=(LIKENESS,)),
            (
                "warning, base-need-not-be-named: no base is declared, and it is offered under a license of Meta, at ",
                "warning, shape-only: no base is declared, and it has the same shape, at ",
            ),
        ),
    ],
    ids=["declared", "declared and alike", "alike"],
)
def test_a_declared_model_of_the_company_that_wrote_the_license_explains_it(
    base: Upstream, expected: tuple[str, ...], knowledge: Knowledge
) -> None:
    assert _answers(_scene(knowledge, base, _of_a_steward()), "base-undeclared") == expected


@pytest.mark.parametrize(
    ("notice", "holders", "expected"),
    [
        (None, (), ("warning, upstream-not-read: the files of up/base were not read here, at ",)),
        (None, ("Acme",), ("warning, upstream-not-read: the files of up/base were not read here, at ",)),
        (False, ("Acme",), ()),
        (True, ("Acme",), ()),
        (False, (), ("warning, upstream-not-read: the files of up/base were not read here, at ",)),
    ],
    ids=[
        "nothing is known of it",
        "its line is here, and whether it has a NOTICE is unknown",
        "its line is here, and it has no NOTICE",
        "its line is here, and its NOTICE was read",
        "it has no NOTICE, and its line is unknown",
    ],
)
def test_the_files_of_a_parent_are_missed_for_what_a_duty_has_kept_of_them(
    notice: bool | None, holders: tuple[str, ...], expected: tuple[str, ...], knowledge: Knowledge
) -> None:
    parent = Candidate(name="up/base", license="Apache-2.0", grade=Grade.SEEN, notice_file=notice, holders=holders)
    scene = _scene(
        knowledge,
        _parent(candidates=(parent,)),
        card="license: apache-2.0",
        carries=[{"license": "apache-2.0"}],
        files={"NOTICE": "Copyright (c) 2023 Acme\n"},
    )
    assert _answers(scene, "upstream-unread") == expected


@pytest.mark.parametrize(
    ("edge", "rule", "message"),
    [
        (
            _parent(kind=EdgeKind.UNNAMED, candidates=(), note="the line of Acme names another model"),
            "parent-unknown",
            "the line of Acme names another model",
        ),
        (
            _parent(kind=EdgeKind.UNNAMED, candidates=()),
            "parent-unknown",
            "the model was made from another, and nothing here names that model so that it can be found",
        ),
        (
            _parent(doubts=EdgeDoubts(cut=True), note="64 bases were followed and no more"),
            "lineage-cycle",
            "64 bases were followed and no more",
        ),
        (_parent(doubts=EdgeDoubts(cut=True)), "lineage-cycle", "bases of up/base were left out"),
        (
            _parent(doubts=EdgeDoubts(cycle=True)),
            "lineage-cycle",
            "the bases of up/base lead back to it, or to this model",
        ),
    ],
    ids=["whose line it is", "unnamed", "why bases were left out", "bases left out", "a cycle"],
)
def test_a_finding_about_a_parent_says_what_is_known_of_it(
    edge: Upstream, rule: str, message: str, knowledge: Knowledge
) -> None:
    (answer,) = _answers(_scene(knowledge, edge), rule)
    assert answer.partition(": ")[2] == f"{message}, at README.md:3"


def test_what_was_not_read_is_listed_and_quoted_as_far_as_a_reader_can_use_it(knowledge: Knowledge) -> None:
    scene = _scene(knowledge)
    unread = tuple(Unread(path=f"{number:02}.txt", reason=UnreadReason.TOO_LARGE) for number in range(21))
    scene = scene.replace(facts=scene.facts.replace(unread=(Unread(path="", reason=UnreadReason.TIME_LIMIT), *unread)))
    (answer,) = _answers(scene, "not-read")
    places = " ".join(f"{number:02}.txt" for number in range(19))
    assert answer == (
        "warning, : not read: a part of it: time-limit; 00.txt: too-large; 01.txt: too-large; 02.txt: too-large; "
        f"03.txt: too-large; and 17 more, at {places}"
    )


def test_ones_own_license_is_not_broken_by_another_offer_of_ones_own(knowledge: Knowledge) -> None:
    own = Candidate(name="acme/Tern", license="CC-BY-NC-4.0", grade=Grade.SEEN)
    edge = _parent(name="self", kind=EdgeKind.OWN_TERMS, relations=(Relation.COPY,), candidates=(own,))
    assert _answers(_scene(knowledge, edge), "copy-relabelled") == ()
    assert len(_answers(_scene(knowledge, edge.replace(kind=EdgeKind.PARENT)), "copy-relabelled")) == 1
