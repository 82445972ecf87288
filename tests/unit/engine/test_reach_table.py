"""How surely a duty or a limit follows a relation, by the files that are there: the table in full."""

from __future__ import annotations

import pytest

from auditor.engine import Scene, reach
from auditor.knowledge import Knowledge
from auditor.model import (
    Duty,
    DutyCode,
    Facts,
    Grade,
    LicenseKind,
    Limit,
    LimitCode,
    Outbound,
    OutboundMode,
    Profile,
    Reach,
    Relation,
    Trigger,
    Upstream,
)
from support import models

CERTAIN, ARGUABLE, NONE = reach.Applicability.CERTAIN, reach.Applicability.ARGUABLE, reach.Applicability.NONE
_LORA = '{"peft_type": "LORA", "base_model_name_or_path": "upstream/base"}'
_NO_ADAPTER = ("model.safetensors",)
_BARE = ("adapter_config.json", "adapter_model.safetensors")
_CHECKPOINT = (*_BARE, "optimizer.pt", "scheduler.pt", "rng_state.pth", "training_args.bin")
_MERGED = (*_BARE, "model.safetensors")
_ACTS = tuple(trigger for trigger in Trigger if trigger.value not in {relation.value for relation in Relation})


def _profile(reach: dict[Trigger, Reach]) -> Profile:
    return Profile(
        key="acme",
        name="Acme",
        spdx="LicenseRef-acme",
        kind=LicenseKind.PERMISSIVE,
        grade=Grade.TEXT,
        outbound=Outbound(mode=OutboundMode.ANY, grade=Grade.TEXT),
        reach=reach,
    )


def _duty(*when: Trigger, unsettled: tuple[Trigger, ...] = (), code: DutyCode = DutyCode.STATE_CHANGES) -> Duty:
    return Duty(code=code, when=when, unsettled=unsettled, clause="1", grade=Grade.TEXT)


def _limit(*when: Trigger, unsettled: tuple[Trigger, ...] = ()) -> Limit:
    return Limit(code=LimitCode.NONCOMMERCIAL, when=when, unsettled=unsettled, clause="1", grade=Grade.TEXT)


def _scene(paths: tuple[str, ...], knowledge: Knowledge) -> Scene:
    repository = models.read({"adapter_config.json": _LORA} if "adapter_config.json" in paths else {})
    wanted = models.read({path: _LORA if path.endswith(".json") else "x" for path in paths})
    files = tuple(entry for entry in wanted.files if entry.path in paths)
    facts = Facts(repository=repository.replace(files=files), detections=(), copyrights=(), statements=(), upstreams=())
    return Scene(facts, knowledge)


def applicability(
    profile: Profile, term: Duty | Limit, relation: Relation, scene: Scene, *, wherever_it_reaches: bool = False
) -> reach.Applicability:
    edge = Upstream(name="upstream/base", title="base", relations=(relation,), candidates=(), evidence=())
    return reach.applicability(profile, term, relation, edge, scene, wherever_it_reaches=wherever_it_reaches)


_NOT_CODE = tuple(relation for relation in Relation if relation is not Relation.CODE)


@pytest.mark.parametrize("relation", _NOT_CODE)
@pytest.mark.parametrize("term", [_duty, _limit])
@pytest.mark.parametrize("reach", list(Reach))
def test_when_decides_before_the_reach_does(
    relation: Relation, term: type[Duty], reach: Reach, knowledge: Knowledge
) -> None:
    trigger = Trigger(relation.value)
    others = tuple(other for other in Trigger if other is not trigger)
    profile, scene = _profile({trigger: reach}), _scene(_NO_ADAPTER, knowledge)
    here = ARGUABLE if reach is Reach.CONTAINS else CERTAIN

    assert applicability(profile, term(trigger), relation, scene) is here
    assert applicability(profile, term(trigger, unsettled=(trigger,)), relation, scene) is ARGUABLE
    assert applicability(profile, term(*others), relation, scene) is NONE
    assert applicability(profile, term(*Trigger, unsettled=others), relation, scene) is here


@pytest.mark.parametrize("relation", _NOT_CODE)
@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        (Reach.YES, CERTAIN),
        (Reach.NO, NONE),
        (Reach.CONTAINS, ARGUABLE),
        (Reach.LISTED, NONE),
        (Reach.LIMIT, NONE),
        (Reach.UNCLEAR, ARGUABLE),
        (None, ARGUABLE),
    ],
)
def test_a_limit_without_when_follows_the_reach(
    relation: Relation, reach: Reach | None, expected: reach.Applicability, knowledge: Knowledge
) -> None:
    profile = _profile({} if reach is None else {Trigger(relation.value): reach})
    scene = _scene(_NO_ADAPTER, knowledge)

    assert applicability(profile, _limit(), relation, scene) is expected
    # what is kept wherever the license reaches does not look at `when`
    named_elsewhere = _limit(Trigger.HOSTED, unsettled=(Trigger.HOSTED,))
    assert applicability(profile, named_elsewhere, relation, scene) is NONE
    assert applicability(profile, named_elsewhere, relation, scene, wherever_it_reaches=True) is expected


@pytest.mark.parametrize(
    ("reach", "term", "expected"),
    [
        (Reach.YES, _duty(Trigger.COPY), CERTAIN),
        (Reach.YES, _duty(Trigger.FINETUNE), NONE),
        (Reach.YES, _duty(Trigger.COPY, code=DutyCode.SAME_LICENSE), ARGUABLE),
        (Reach.YES, _duty(Trigger.FINETUNE, code=DutyCode.SAME_LICENSE), ARGUABLE),
        (Reach.YES, _limit(), ARGUABLE),
        (Reach.YES, _limit(Trigger.COPY), ARGUABLE),
        (Reach.LISTED, _limit(), ARGUABLE),
        (Reach.UNCLEAR, _duty(Trigger.COPY), CERTAIN),
        (None, _duty(Trigger.COPY), CERTAIN),
        (None, _limit(), ARGUABLE),
        (Reach.NO, _duty(Trigger.COPY), NONE),
        (Reach.NO, _duty(Trigger.COPY, code=DutyCode.SAME_LICENSE), NONE),
        (Reach.NO, _limit(), NONE),
    ],
)
def test_code_is_passed_on_as_a_copy_and_what_covers_the_whole_is_soft(
    reach: Reach | None, term: Duty | Limit, expected: reach.Applicability, knowledge: Knowledge
) -> None:
    profile = _profile({} if reach is None else {Trigger.CODE: reach})

    assert applicability(profile, term, Relation.CODE, _scene(_NO_ADAPTER, knowledge)) is expected


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (_NO_ADAPTER, ARGUABLE),
        (_BARE, ARGUABLE),
        (_CHECKPOINT, ARGUABLE),
        ((*_BARE, "training_state.bin"), ARGUABLE),
        (tuple(f"last-checkpoint/{path}" for path in _CHECKPOINT[2:]) + _BARE, ARGUABLE),
        (_MERGED, CERTAIN),
        ((*_BARE, "model-00001-of-00002.safetensors"), CERTAIN),
        ((*_BARE, "pytorch_model.bin"), CERTAIN),
        ((*_CHECKPOINT, "model.safetensors"), CERTAIN),
    ],
)
def test_what_contains_the_base_is_certain_where_its_weights_are_beside_the_adapter(
    paths: tuple[str, ...], expected: reach.Applicability, knowledge: Knowledge
) -> None:
    profile, scene = _profile({Trigger.ADAPTER: Reach.CONTAINS}), _scene(paths, knowledge)

    for term in (_duty(Trigger.ADAPTER), _limit(Trigger.ADAPTER), _limit()):
        assert applicability(profile, term, Relation.ADAPTER, scene) is expected


@pytest.mark.parametrize("act", _ACTS)
def test_an_act_that_leaves_no_trace_is_no_relation(act: Trigger, knowledge: Knowledge) -> None:
    profile = _profile(dict.fromkeys(Trigger, Reach.YES))

    for relation in _NOT_CODE:
        assert applicability(profile, _duty(act), relation, _scene(_NO_ADAPTER, knowledge)) is NONE
