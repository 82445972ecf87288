"""Whether a duty or a limit follows a relation, and how surely (design §5.1)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from auditor import documents
from auditor.model import DocumentKind, Duty, Limit, Profile, Reach, Relation, Trigger

if TYPE_CHECKING:
    from auditor.engine.scene import Scene


class Firmness(Enum):
    """How surely the words of a license reach."""

    FIRM = "firm"
    SOFT = "soft"
    """At most undetermined."""
    NO = "no"


def firmness(profile: Profile, asks: Duty | Limit, relation: Relation, scene: Scene) -> Firmness:
    """`when` and `unsettled` decide first; where a duty or a limit is silent, the license's reach does.

    Code is passed on as a copy is; what its license says about the whole (locks, limits) covers the code files,
    which is at most undetermined for weights loaded as data.
    """
    if relation is Relation.CODE:
        return _for_code(profile, asks)
    trigger = Trigger(relation.value)
    reach = profile.reach.get(trigger, Reach.UNCLEAR)
    if asks.when:
        if trigger not in asks.when:
            return Firmness.NO
        if trigger in asks.unsettled:
            return Firmness.SOFT
        return _contains(scene) if reach is Reach.CONTAINS else Firmness.FIRM
    return {
        Reach.YES: Firmness.FIRM,
        Reach.UNCLEAR: Firmness.SOFT,
        Reach.CONTAINS: _contains(scene),
    }.get(reach, Firmness.NO)


def _for_code(profile: Profile, asks: Duty | Limit) -> Firmness:
    if profile.reach.get(Trigger.CODE, Reach.YES) is Reach.NO:
        return Firmness.NO
    if isinstance(asks, Limit) or asks.code == "same-license":
        return Firmness.SOFT
    return Firmness.FIRM if Trigger.COPY in asks.when else Firmness.NO


def _contains(scene: Scene) -> Firmness:
    """Firm where the base's own weights are in the repository beside an adapter; soft for a bare adapter."""
    if not scene.repository.of_kind(DocumentKind.ADAPTER_CONFIG):
        return Firmness.SOFT
    base_is_here = documents.holds_base(entry.path for entry in scene.repository.files)
    return Firmness.FIRM if base_is_here else Firmness.SOFT
