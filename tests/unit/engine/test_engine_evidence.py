"""Editions, equal files, second-hand facts: what a text that is carried settles, and what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.engine import evaluate, findings
from auditor.model import (
    Case,
    CaseText,
    CaseUpstream,
    DocumentKind,
    Grade,
    Match,
    Relation,
    Severity,
    Verdict,
    Words,
)
from support.cases import scene_of

if TYPE_CHECKING:
    from auditor.engine import Scene
    from auditor.knowledge import Knowledge
    from auditor.model import Outcome

_RULE = "license-text-missing"
_GEMMA = "Last modified: February 21, 2024"


def _scene(knowledge: Knowledge, *, text: str, license_id: str = "gemma", match: Match = Match.NEAR) -> Scene:
    """A fine-tune of Gemma whose LICENSE is `text`, unnamed but near to the license."""
    case = Case(
        name="an edition",
        expect=Verdict.UNDETERMINED,
        card="license: gemma\nbase_model: upstream/base",
        files={"LICENSE": text},
        carries=(CaseText(license=license_id, match=match),),
        upstream=(CaseUpstream(license="gemma"),),
    )
    scene = scene_of(case, knowledge)
    unnamed = tuple(
        each.replace(license="", expression="NOASSERTION", alike=(license_id,)) if each.match is match else each
        for each in scene.detections
    )
    return type(scene)(scene.facts.replace(detections=unnamed), knowledge)


def _with_candidate(scene: Scene, **changes: object) -> Scene:
    edges = tuple(
        edge.replace(candidates=tuple(candidate.replace(**changes) for candidate in edge.candidates))
        for edge in scene.upstreams
    )
    return type(scene)(scene.facts.replace(upstreams=edges), scene.knowledge)


def _outcome(scene: Scene) -> Outcome:
    rules = tuple(rule for rule in scene.knowledge.rules if rule.id == _RULE)
    (outcome,) = (each for each in evaluate(scene, rules) if each.license == "gemma")
    return outcome


def _license_digest(scene: Scene) -> str:
    (document,) = scene.repository.of_kind(DocumentKind.LICENSE)
    return document.sha256


def test_another_edition_is_open_and_no_breach(knowledge: Knowledge) -> None:
    outcome = _outcome(_scene(knowledge, text=f"Gemma Terms of Use\n{_GEMMA}\n"))

    assert (outcome.verdict, outcome.if_confirmed, outcome.note_only) == (Verdict.UNDETERMINED, None, False)
    assert "edition" in outcome.says


def test_an_edition_with_the_same_duties_is_a_note(knowledge: Knowledge) -> None:
    outcome = _outcome(_scene(knowledge, text="Gemma Terms of Use\nLast modified: April 1, 2024\n"))

    assert (outcome.verdict, outcome.note_only) == (Verdict.UNDETERMINED, True)


def test_an_edition_of_which_only_a_part_was_read_is_open(knowledge: Knowledge) -> None:
    outcome = _outcome(_scene(knowledge, text="Gemma Terms of Use\nLast modified: April 1, 2026\n"))

    assert (outcome.verdict, outcome.note_only) == (Verdict.UNDETERMINED, False)
    assert "of 1 April 2026" in outcome.says


@pytest.mark.parametrize(
    ("dated", "released", "verdict"),
    [
        ("February 21, 2024", "2024-07", Verdict.UNDETERMINED),
        ("February 21, 2024", "2024-02-21", Verdict.MET),
        ("February 21, 2024", "", Verdict.MET),
        ("April 1, 2024", "2025-08", Verdict.MET),
        ("March 24, 2025", "2024-07", Verdict.MET),
    ],
)
def test_a_whole_edition_with_other_duties_that_was_gone_before_the_release_is_not_its_text(
    dated: str, released: str, verdict: Verdict, knowledge: Knowledge
) -> None:
    case = Case(
        name="a whole edition",
        expect=verdict,
        card="license: gemma\nbase_model: upstream/base",
        files={"LICENSE": f"Gemma Terms of Use\nLast modified: {dated}\n"},
        carries=(CaseText(license="gemma", match=Match.EXACT),),
        upstream=(CaseUpstream(license="gemma"),),
    )
    outcome = _outcome(_with_candidate(scene_of(case, knowledge), date=released))

    assert outcome.verdict is verdict


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("February 21, 2024", "February 21, 2024", Verdict.UNDETERMINED),
        ("February 21, 2024", "March 24, 2025", Verdict.MET),
        ("March 24, 2025", "February 21, 2024", Verdict.MET),
    ],
)
def test_of_two_texts_one_of_the_right_edition_will_do(
    first: str, second: str, verdict: Verdict, knowledge: Knowledge
) -> None:
    case = Case(
        name="two editions",
        expect=verdict,
        card="license: gemma\nbase_model: upstream/base",
        files={"LICENSE": f"Last modified: {first}\n", "COPYING": f"Last modified: {second}\n"},
        carries=tuple(CaseText(license="gemma", path=path, match=Match.EXACT) for path in ("LICENSE", "COPYING")),
        upstream=(CaseUpstream(license="gemma"),),
    )

    assert _outcome(_with_candidate(scene_of(case, knowledge), date="2024-07")).verdict is verdict


@pytest.mark.parametrize(
    ("dated", "words", "is_edition"),
    [
        ("February 21, 2024", 8, True),
        ("February 21, 2024", 9, True),
        ("April 1, 2024", 8, True),
        ("April 1, 2024", 9, False),
        ("May 1, 2024", 8, False),
    ],
)
def test_many_other_words_are_no_edition_of_the_same_duties(
    dated: str, words: int, is_edition: bool, knowledge: Knowledge
) -> None:
    scene = _scene(knowledge, text=f"Gemma Terms of Use\nLast modified: {dated}\n")
    added = (Words(text="word " * words, first=1),)
    changed = tuple(each.replace(added=added) if each.alike else each for each in scene.detections)

    outcome = _outcome(type(scene)(scene.facts.replace(detections=changed), knowledge))

    assert ("is the edition of" in outcome.says) is is_edition


def test_a_text_that_was_not_named_is_no_absence(knowledge: Knowledge) -> None:
    outcome = _outcome(_scene(knowledge, text="Other terms of use\n", license_id="llama3.1"))

    assert (outcome.verdict, outcome.if_confirmed) == (Verdict.UNDETERMINED, None)


def test_the_file_of_the_upstream_itself_meets_the_duty_towards_it(knowledge: Knowledge) -> None:
    scene = _scene(knowledge, text=f"Gemma Terms of Use\n{_GEMMA}\n")

    assert _outcome(_with_candidate(scene, license_files=(_license_digest(scene),))).verdict is Verdict.MET


def test_the_wrong_text_of_an_upstream_does_not(knowledge: Knowledge) -> None:
    case = Case(
        name="an Apache text on both sides",
        expect=Verdict.BREACHED,
        card="license: gemma\nbase_model: upstream/base",
        carries=(CaseText(license="apache-2.0"),),
        upstream=(CaseUpstream(license="gemma"),),
    )
    scene = scene_of(case, knowledge)

    assert _outcome(_with_candidate(scene, license_files=(_license_digest(scene),))).verdict is Verdict.BREACHED


def _severities(knowledge: Knowledge, grade: Grade, carried: str) -> set[Severity]:
    case = Case(
        name="a table against a file",
        expect=Verdict.UNDETERMINED,
        card="license: apache-2.0\nbase_model: upstream/base",
        carries=(CaseText(license=carried, path="LICENSES/one.txt"),),
        upstream=(CaseUpstream(license="tongyi-qianwen", grade=grade),),
    )
    scene = scene_of(case, knowledge)
    rules = knowledge.rules
    return {each.severity for each in findings(scene, rules, evaluate(scene, rules)) if each.rule == _RULE}


def test_a_second_hand_license_is_no_error_against_a_file_of_its_licensor(knowledge: Knowledge) -> None:
    assert _severities(knowledge, Grade.SECONDARY, "tongyi-qianwen-research") == {Severity.WARNING}
    assert _severities(knowledge, Grade.SECONDARY, "mit") == {Severity.ERROR}
    assert _severities(knowledge, Grade.SECONDARY, "tongyi-qianwen") == set()
    assert _severities(knowledge, Grade.SEEN, "tongyi-qianwen-research") == {Severity.ERROR}
    assert _severities(knowledge, Grade.MEMORY, "mit") == {Severity.WARNING}


@pytest.mark.parametrize(
    ("match", "own_file", "verdict"),
    [
        (None, False, Verdict.UNDETERMINED),
        (Match.NEAR, False, Verdict.UNDETERMINED),
        (Match.EXTRA, False, Verdict.BREACHED),
        (Match.EXACT, False, Verdict.BREACHED),
        (None, True, Verdict.BREACHED),
    ],
)
def test_a_copy_of_a_text_carries_a_breach_where_the_same_words_are_here_or_upstream(
    knowledge: Knowledge, match: Match | None, verdict: Verdict, *, own_file: bool
) -> None:
    profile = knowledge.profile("yolo-nas")
    assert profile is not None
    assert profile.grade is Grade.COPY
    case = Case(
        name="a copy that nobody may pass on",
        expect=verdict,
        card="license: other\nbase_model: upstream/base",
        carries=() if match is None else (CaseText(license="yolo-nas", match=match),),
        upstream=(CaseUpstream(license="yolo-nas", relation=Relation.COPY),),
    )
    scene = _with_candidate(scene_of(case, knowledge), license_files=profile.texts if own_file else ("0" * 64,))
    rules = tuple(rule for rule in knowledge.rules if rule.id == "act-not-permitted")

    assert {each.verdict for each in evaluate(scene, rules) if each.code == "no-redistribution"} == {verdict}
