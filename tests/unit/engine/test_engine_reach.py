"""Whether a duty follows a relation, what caps a breach, and how waivers end."""

from __future__ import annotations

import pytest

from auditor.engine.caps import Doubts, capped, factual_doubts, legal_doubts, second_hand, severity_key
from auditor.engine.question import Answer, breached, met, not_applicable, undetermined
from auditor.engine.reach import Applicability, applicability
from auditor.engine.scene import Scene
from auditor.knowledge import Knowledge
from auditor.model import (
    Because,
    Candidate,
    EdgeDoubts,
    Evidence,
    Facts,
    Finding,
    Grade,
    Outcome,
    Reason,
    Relation,
    Repository,
    Rung,
    Severity,
    Upstream,
    Verdict,
)
from support import models

ADAPTER = '{"peft_type": "LORA", "base_model_name_or_path": "upstream/base"}'


def _scene(knowledge: Knowledge, files: dict[str, str | bytes] | None = None) -> Scene:
    return _scene_of(models.read(files or {}), knowledge)


def _scene_of(repository: Repository, knowledge: Knowledge) -> Scene:
    facts = Facts(repository=repository, detections=(), copyrights=(), statements=(), upstreams=())
    return Scene(facts, knowledge)


@pytest.mark.parametrize(
    ("license_id", "duty", "relation", "expected"),
    [
        ("mit", "include-license-text", Relation.FINETUNE, Applicability.CERTAIN),
        ("mit", "include-license-text", Relation.DISTILL, Applicability.NONE),
        ("llama3.1", "include-license-text", Relation.QUANTIZED, Applicability.CERTAIN),
        ("llama3.1", "include-license-text", Relation.ADAPTER, Applicability.ARGUABLE),
        ("llama3.1", "notice-file-with-text", Relation.COPY, Applicability.CERTAIN),
        ("llama3.1", "notice-file-with-text", Relation.FINETUNE, Applicability.ARGUABLE),
        ("llama3.1", "name-prefix", Relation.DISTILL, Applicability.CERTAIN),
        ("llama3.1", "name-prefix", Relation.COPY, Applicability.NONE),
        ("gpl-3.0", "same-license", Relation.CODE, Applicability.ARGUABLE),
        ("mit", "include-license-text", Relation.CODE, Applicability.CERTAIN),
    ],
)
def test_a_duty_follows_as_its_words_say(
    license_id: str, duty: str, relation: Relation, expected: Applicability, knowledge: Knowledge
) -> None:
    profile = knowledge.profile(license_id)
    assert profile is not None
    asks = profile.duty(duty)
    assert asks is not None

    assert applicability(profile, asks, relation, _edge(Rung.DECLARED), _scene(knowledge)) is expected


def test_a_license_that_reaches_what_contains_the_base_is_firm_where_the_base_is_there(knowledge: Knowledge) -> None:
    profile = knowledge.profile("mit")
    assert profile is not None
    asks = profile.duty("include-license-text")
    assert asks is not None
    merged = _scene(knowledge, {"adapter_config.json": ADAPTER})
    files = tuple(entry for entry in merged.repository.files if "model.safe" not in entry.path)
    bare = _scene_of(merged.repository.replace(files=files), knowledge)

    assert applicability(profile, asks, Relation.ADAPTER, _edge(Rung.DECLARED), merged) is Applicability.CERTAIN
    assert applicability(profile, asks, Relation.ADAPTER, _edge(Rung.DECLARED), bare) is Applicability.ARGUABLE


def _edge(*rungs: Rung, candidates: int = 1, grade: Grade = Grade.SEEN, unknown: bool = False) -> Upstream:
    return Upstream(
        name="upstream/base",
        title="the base",
        relations=(Relation.FINETUNE,),
        candidates=tuple(Candidate(name=f"upstream/{n}", license="MIT", grade=grade) for n in range(candidates)),
        evidence=tuple(Evidence(rung=rung, says="given") for rung in rungs),
        doubts=EdgeDoubts(licensor_unknown=unknown),
    )


_UNDECLARED = Reason(code=Because.BASE_NOT_DECLARED, detail="the base")
_A_FACT = Reason(code=Because.RELEASE_UNKNOWN)


def _second_hand(grade: Grade) -> Reason:
    return Reason(code=Because.LICENSE_SECOND_HAND, detail="upstream/0", grade=grade)


@pytest.mark.parametrize(
    ("edge", "reason"),
    [
        (_edge(Rung.SIGNATURE), _UNDECLARED),
        (_edge(Rung.TOKENIZER), _UNDECLARED),
        (_edge(Rung.ARCHITECTURE), _UNDECLARED),
        (_edge(Rung.WEIGHTS), _UNDECLARED),
        (_edge(Rung.DECLARED, candidates=2), Reason(code=Because.RELEASE_UNKNOWN)),
        (_edge(Rung.DECLARED, unknown=True), Reason(code=Because.LICENSOR_UNKNOWN)),
        (_edge(Rung.DECLARED, grade=Grade.SECONDARY), _second_hand(Grade.SECONDARY)),
        (_edge(Rung.NAMED, grade=Grade.MEMORY), _second_hand(Grade.MEMORY)),
    ],
)
def test_weak_facts_leave_a_breach_undetermined_and_breached_if_confirmed(edge: Upstream, reason: Reason) -> None:
    factual = factual_doubts(edge, edge.candidates[0])

    assert factual == (reason,)
    assert capped(breached("x"), Doubts(factual=factual)) == (
        Verdict.UNDETERMINED,
        Verdict.BREACHED,
        factual,
        False,
    )


@pytest.mark.parametrize("rung", [Rung.DECLARED, Rung.NAMED, Rung.EQUAL_FILE])
def test_firm_facts_let_a_breach_stand(rung: Rung) -> None:
    edge = _edge(Rung.SIGNATURE, rung)

    assert factual_doubts(edge, edge.candidates[0]) == ()
    assert capped(breached("x"), Doubts()) == (Verdict.BREACHED, None, (), False)


@pytest.mark.parametrize("answer", [breached("x"), undetermined("x")])
def test_arguable_law_makes_it_a_note_and_nothing_confirms_it(answer: Answer) -> None:
    legal = legal_doubts(Applicability.ARGUABLE)
    verdict, if_confirmed, because, note = capped(answer, Doubts(legal=legal, factual=(_A_FACT,)))

    assert (verdict, if_confirmed, note) == (Verdict.UNDETERMINED, None, True)
    assert set(legal) <= set(because)


@pytest.mark.parametrize("grade", [Grade.PARTIAL, Grade.SECONDARY, Grade.MEMORY, Grade.UNQUOTED])
def test_a_clause_known_second_hand_is_no_breach_and_no_mere_note(grade: Grade) -> None:
    unread = second_hand(grade)

    assert unread == (Reason(code=Because.CLAUSE_SECOND_HAND, grade=grade),)
    assert capped(breached("x"), Doubts(second_hand=unread)) == (Verdict.UNDETERMINED, None, unread, False)
    assert second_hand(Grade.TEXT) == second_hand(None) == ()


@pytest.mark.parametrize("answer", [met("x"), not_applicable()])
def test_what_is_met_stays_met_whatever_the_evidence(answer: Answer) -> None:
    doubts = Doubts(legal=legal_doubts(Applicability.ARGUABLE), factual=(_A_FACT,))

    assert capped(answer, doubts).verdict is answer.verdict


def test_the_better_arm_is_the_one_with_fewer_of_the_worst() -> None:
    broken = Outcome(rule="r", verdict=Verdict.BREACHED)
    would = Outcome(rule="r", verdict=Verdict.UNDETERMINED, if_confirmed=Verdict.BREACHED)
    unsure = Outcome(rule="r", verdict=Verdict.UNDETERMINED)
    note = Outcome(rule="r", verdict=Verdict.UNDETERMINED, note_only=True)

    ranked = sorted([(broken,), (would, would), (unsure,), (note, note), ()], key=severity_key)

    assert ranked == [(), (note, note), (unsure,), (would, would), (broken,)]


def _finding(finding_id: str) -> Finding:
    return Finding(
        id=finding_id,
        rule=finding_id.split(":", 1)[0],
        severity=Severity.ERROR,
        verdict=Verdict.BREACHED,
        title="t",
        message="m",
        remedy="r",
    )
