"""What a license requires for a use: always left to the user, never shown as done (design §5.21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import DutyCode, OutputUse, Trigger, UseFact
from auditor.policy.use.outcome import condition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Duty, Use
    from auditor.policy.use.outcome import ClauseAnswer

_PASSED_ON = (Trigger.COPY, Trigger.CODE, Trigger.DATASET_SHARE)
_CHANGED = (Trigger.QUANTIZED, Trigger.FINETUNE, Trigger.MERGE, Trigger.ADAPTER)
_IF_CHANGED = frozenset({DutyCode.STATE_CHANGES, DutyCode.DERIVATIVE_IMPACT_REPORT})
_TRAINED = (OutputUse.TRAIN_UNRELATED, OutputUse.TRAIN_COMPETING, OutputUse.TRAIN_COMMERCIAL)


def says(duty: Duty, use: Use) -> ClauseAnswer | None:
    """The condition that a duty imposes on the use; None if the use does not trigger it."""
    if not duty.must:
        return None
    for fact, stated, triggers in _acts(duty, use):
        if stated is not False and set(triggers) & set(duty.when):
            return condition(fact)
    return None


def _acts(duty: Duty, use: Use) -> Iterator[tuple[UseFact, bool | None, tuple[Trigger, ...]]]:
    """Facts, whether they are so (None: not stated), and the triggers of a duty that they meet; the plainest first."""
    hosted = use.serves
    if duty.code is DutyCode.NETWORK_SOURCE and Trigger.COPY not in duty.when and duty.condition:
        # such a duty only binds whoever hosts a changed version: a condition of the clause, not a trigger
        changed = use.hosted_modified if use.hosted_modified is not None else (False if use.modify is False else None)
        hosted = hosted and changed if hosted is not None else changed
    changes = use.changes
    if duty.code in _IF_CHANGED and changes is False:
        return
    yield UseFact.REDISTRIBUTE, use.passes_on, _PASSED_ON
    yield UseFact.MODIFY, _both(use.passes_on, changes), _CHANGED
    yield UseFact.HOSTED, hosted, (Trigger.HOSTED,)
    yield UseFact.COMMERCIAL, use.for_commerce, (Trigger.COMMERCIAL,)
    yield UseFact.PUBLISH_BENCHMARKS, use.publish_benchmarks, (Trigger.PUBLICATION,)
    outputs = None if not use.outputs else any(output not in _TRAINED for output in use.outputs)
    yield UseFact.OUTPUTS, outputs, (Trigger.OUTPUTS,)
    trained = None if not use.outputs else any(output in _TRAINED for output in use.outputs)
    yield UseFact.OUTPUTS, trained, (Trigger.DISTILL,)


def _both(first: bool | None, second: bool | None) -> bool | None:  # noqa: FBT001 - facts with three values
    """Whether both are true: False if either is false, None if one is not stated."""
    if first is False or second is False:
        return False
    return True if first and second else None
