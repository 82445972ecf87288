"""Whether a duty or a limit follows a relation, and how surely (design §5.1)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from auditor.model import DocumentKind, Duty, DutyCode, Limit, Profile, Reach, Relation, Trigger

if TYPE_CHECKING:
    from auditor.engine.scene import Scene


class Firmness(Enum):
    """How surely the words of a license reach."""

    FIRM = "firm"
    SOFT = "soft"
    """At most undetermined."""
    NO = "no"


_WEIGHT_SUFFIXES = (".safetensors", ".bin", ".gguf", ".pt", ".pth", ".onnx", ".ckpt", ".h5", ".msgpack")


def firmness(
    profile: Profile, asks: Duty | Limit, relation: Relation, scene: Scene, *, wherever_it_reaches: bool = False
) -> Firmness:
    """`when` and `unsettled` decide first; where a duty or a limit is silent, the license's reach does.

    So does the reach for whatever has to be kept `wherever_it_reaches`. Code is passed on as a copy is; what its
    license says about the whole (share-alike, limits) covers the code files, which is at most undetermined for weights
    loaded as data.
    """
    when = () if wherever_it_reaches else asks.when
    if relation is Relation.CODE:
        return _for_code(profile, asks, when)
    trigger = Trigger(relation.value)
    reach = profile.reach.get(trigger, Reach.UNCLEAR)
    if when:
        if trigger not in when:
            return Firmness.NO
        if trigger in asks.unsettled:
            return Firmness.SOFT
        return _contains(scene) if reach is Reach.CONTAINS else Firmness.FIRM
    return {
        Reach.YES: Firmness.FIRM,
        Reach.UNCLEAR: Firmness.SOFT,
        Reach.CONTAINS: _contains(scene),
    }.get(reach, Firmness.NO)


def _for_code(profile: Profile, asks: Duty | Limit, when: tuple[Trigger, ...]) -> Firmness:
    if profile.reach.get(Trigger.CODE, Reach.YES) is Reach.NO:
        return Firmness.NO
    if isinstance(asks, Limit) or asks.code is DutyCode.SAME_LICENSE:
        return Firmness.SOFT
    return Firmness.FIRM if Trigger.COPY in when else Firmness.NO


def _contains(scene: Scene) -> Firmness:
    """Firm where the base's own weights are in the repository beside an adapter; soft for a bare adapter."""
    if not scene.repository.of_kind(DocumentKind.ADAPTER_CONFIG):
        return Firmness.SOFT
    weights = [
        entry.path.rpartition("/")[2].lower()
        for entry in scene.repository.files
        if entry.path.lower().endswith(_WEIGHT_SUFFIXES)
    ]
    return Firmness.FIRM if any(not name.startswith(("adapter_", "training_")) for name in weights) else Firmness.SOFT
