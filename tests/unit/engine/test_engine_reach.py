"""Whether a duty follows a relation, what caps a breach, and how waivers end."""

from __future__ import annotations

import pytest

from auditor.engine.caps import PUBLISHER_UNKNOWN, badness, capped, hearsay, open_reasons, soft_reasons
from auditor.engine.question import breached, met, not_applicable, undetermined
from auditor.engine.reach import Firmness, firmness
from auditor.engine.scene import Scene
from auditor.knowledge import Knowledge
from auditor.model import (
    Candidate,
    Evidence,
    Facts,
    Finding,
    Grade,
    Outcome,
    Relation,
    Repository,
    Rung,
    Severity,
    Upstream,
    Verdict,
    Waiver,
    WaiverReason,
)
from auditor.policy.waivers import apply
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
        ("mit", "include-license-text", Relation.FINETUNE, Firmness.FIRM),
        ("mit", "include-license-text", Relation.DISTILL, Firmness.NO),
        ("llama3.1", "include-license-text", Relation.QUANTIZED, Firmness.FIRM),
        ("llama3.1", "include-license-text", Relation.ADAPTER, Firmness.SOFT),
        ("llama3.1", "notice-file-with-text", Relation.COPY, Firmness.FIRM),
        ("llama3.1", "notice-file-with-text", Relation.FINETUNE, Firmness.SOFT),
        ("llama3.1", "name-prefix", Relation.DISTILL, Firmness.FIRM),
        ("llama3.1", "name-prefix", Relation.COPY, Firmness.NO),
        ("gpl-3.0", "same-license", Relation.CODE, Firmness.SOFT),
        ("mit", "include-license-text", Relation.CODE, Firmness.FIRM),
    ],
)
def test_a_duty_follows_as_its_words_say(
    license_id: str, duty: str, relation: Relation, expected: Firmness, knowledge: Knowledge
) -> None:
    profile = knowledge.profile(license_id)
    assert profile is not None
    asks = profile.duty(duty)
    assert asks is not None

    assert firmness(profile, asks, relation, _scene(knowledge)) is expected


def test_a_license_that_reaches_what_contains_the_base_is_firm_where_the_base_is_there(knowledge: Knowledge) -> None:
    profile = knowledge.profile("mit")
    assert profile is not None
    asks = profile.duty("include-license-text")
    assert asks is not None
    merged = _scene(knowledge, {"adapter_config.json": ADAPTER})
    files = tuple(entry for entry in merged.repository.files if "model.safe" not in entry.path)
    bare = _scene_of(merged.repository.replace(files=files), knowledge)

    assert firmness(profile, asks, Relation.ADAPTER, merged) is Firmness.FIRM
    assert firmness(profile, asks, Relation.ADAPTER, bare) is Firmness.SOFT


def _edge(*rungs: Rung, candidates: int = 1, grade: Grade = Grade.SEEN, unknown: bool = False) -> Upstream:
    return Upstream(
        name="upstream/base",
        title="the base",
        relations=(Relation.FINETUNE,),
        candidates=tuple(Candidate(name=f"upstream/{n}", license="MIT", grade=grade) for n in range(candidates)),
        evidence=tuple(Evidence(rung=rung, says="given") for rung in rungs),
        licensor_unknown=unknown,
    )


@pytest.mark.parametrize(
    ("edge", "reason"),
    [
        (_edge(Rung.SIGNATURE), "the base is not declared"),
        (_edge(Rung.TOKENIZER), "the base is not declared"),
        (_edge(Rung.ARCHITECTURE), "the base is not declared"),
        (_edge(Rung.WEIGHTS), "the base is not declared"),
        (_edge(Rung.DECLARED, candidates=2), "which release it was made from is not known"),
        (_edge(Rung.DECLARED, unknown=True), PUBLISHER_UNKNOWN),
        (_edge(Rung.DECLARED, grade=Grade.SECONDARY), "the license of upstream/0 is known second-hand (secondary)"),
        (_edge(Rung.NAMED, grade=Grade.MEMORY), "the license of upstream/0 is known second-hand (memory)"),
    ],
)
def test_weak_facts_leave_a_breach_undetermined_and_breached_if_confirmed(edge: Upstream, reason: str) -> None:
    opened = open_reasons(edge, edge.candidates[0])

    assert [why for why in opened if why.startswith(reason)]
    assert capped(breached("x"), (), opened) == (Verdict.UNDETERMINED, Verdict.BREACHED, opened, False)


@pytest.mark.parametrize("rung", [Rung.DECLARED, Rung.NAMED, Rung.EQUAL_FILE])
def test_firm_facts_let_a_breach_stand(rung: Rung) -> None:
    edge = _edge(Rung.SIGNATURE, rung)

    assert open_reasons(edge, edge.candidates[0]) == ()
    assert capped(breached("x"), (), ()) == (Verdict.BREACHED, None, (), False)


@pytest.mark.parametrize("answer", [breached("x"), undetermined("x")])
def test_soft_law_makes_it_a_note_and_nothing_confirms_it(answer: object) -> None:
    soft = soft_reasons(Firmness.SOFT)
    verdict, if_confirmed, because, note = capped(answer, soft, ("a fact",))  # type: ignore[arg-type] - both are answers

    assert (verdict, if_confirmed, note) == (Verdict.UNDETERMINED, None, True)
    assert set(soft) <= set(because)


@pytest.mark.parametrize("grade", [Grade.PARTIAL, Grade.SECONDARY, Grade.MEMORY, Grade.UNQUOTED])
def test_a_clause_known_second_hand_is_no_breach_and_no_mere_note(grade: Grade) -> None:
    heard = hearsay(grade)

    assert heard == (f"the clause is known second-hand ({grade.value})",)
    assert capped(breached("x"), (), (), heard) == (Verdict.UNDETERMINED, None, heard, False)
    assert hearsay(Grade.TEXT) == hearsay(None) == ()


@pytest.mark.parametrize("answer", [met("x"), not_applicable()])
def test_what_is_met_stays_met_whatever_the_evidence(answer: object) -> None:
    assert capped(answer, ("soft",), ("open",))[0] is answer.verdict  # type: ignore[arg-type,attr-defined]


def test_the_better_arm_is_the_one_with_fewer_of_the_worst() -> None:
    broken = Outcome(rule="r", verdict=Verdict.BREACHED)
    would = Outcome(rule="r", verdict=Verdict.UNDETERMINED, if_confirmed=Verdict.BREACHED)
    unsure = Outcome(rule="r", verdict=Verdict.UNDETERMINED)
    note = Outcome(rule="r", verdict=Verdict.UNDETERMINED, note=True)

    ranked = sorted([(broken,), (would, would), (unsure,), (note, note), ()], key=badness)

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


@pytest.mark.parametrize(
    ("until", "state", "waived"),
    [("", "applied", True), ("2026-11-22", "applied", True), ("2026-11-21", "expired", False)],
)
def test_a_waiver_holds_to_the_end_of_its_last_day(until: str, state: str, *, waived: bool) -> None:
    waiver = Waiver(finding="a:mit:x", reason=WaiverReason.COUNSEL_ACCEPTED, comment="asked", until=until)
    found, states = apply((_finding("a:mit:x"), _finding("b:mit:x")), (waiver,), "2026-11-22")

    assert [one.state for one in states] == [state]
    assert [one.waived for one in found] == ["counsel-accepted: asked" if waived else "", ""]
    assert {one.verdict for one in found} == {Verdict.BREACHED}


def test_a_waiver_of_nothing_is_unused() -> None:
    waiver = Waiver(finding="a:mit:gone", reason=WaiverReason.FALSE_FINDING, comment="x")
    found, states = apply((_finding("a:mit:x"),), (waiver,), "2026-11-22")

    assert [one.state for one in states] == ["unused"]
    assert found[0].waived == ""
