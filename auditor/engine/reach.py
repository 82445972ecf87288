"""Whether a duty or a limit applies to a relation, and how certainly (design §5.1)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from auditor import documents
from auditor.engine import students
from auditor.model import DocumentKind, Duty, DutyCode, Limit, Profile, Reach, Relation, Trigger

if TYPE_CHECKING:
    from auditor.engine.scene import Scene
    from auditor.model import Upstream


class Applicability(Enum):
    """How certainly a duty or a limit applies to a relation."""

    CERTAIN = "certain"
    ARGUABLE = "arguable"
    """At most undetermined."""
    NONE = "none"
    """It does not apply."""


def applicability(
    profile: Profile,
    term: Duty | Limit,
    relation: Relation,
    edge: Upstream,
    scene: Scene,
    *,
    wherever_it_reaches: bool = False,
) -> Applicability:
    """`when` and `unsettled` decide first; if a duty or a limit has none, the license's reach does.

    The reach also decides for a term checked `wherever_it_reaches`. Code is passed on like a copy; what its license
    says about the whole (share-alike, limits) covers the code files, which is at most undetermined for weights loaded
    as data. A clause that reaches a student only on a condition is arguable until that is settled.
    """
    when = () if wherever_it_reaches else term.when
    if relation is Relation.CODE:
        return _for_code(profile, term, when)
    trigger = Trigger(relation.value)
    reach = profile.reach.get(trigger, Reach.UNCLEAR)
    if relation is Relation.DISTILL and (profile.students or term.students) and (not when or trigger in when):
        if not when and reach in (Reach.NO, Reach.LISTED, Reach.LIMIT):
            return Applicability.NONE
        unsettled = trigger in term.unsettled or students.open_conditions(profile, term, relation, edge, scene)
        return Applicability.ARGUABLE if unsettled else Applicability.CERTAIN
    if when:
        if trigger not in when:
            return Applicability.NONE
        if trigger in term.unsettled:
            return Applicability.ARGUABLE
        return _contains(scene) if reach is Reach.CONTAINS else Applicability.CERTAIN
    return {
        Reach.YES: Applicability.CERTAIN,
        Reach.UNCLEAR: Applicability.ARGUABLE,
        Reach.CONTAINS: _contains(scene),
    }.get(reach, Applicability.NONE)


def _for_code(profile: Profile, term: Duty | Limit, when: tuple[Trigger, ...]) -> Applicability:
    if profile.reach.get(Trigger.CODE, Reach.YES) is Reach.NO:
        return Applicability.NONE
    if isinstance(term, Limit) or term.code is DutyCode.SAME_LICENSE:
        return Applicability.ARGUABLE
    return Applicability.CERTAIN if Trigger.COPY in when else Applicability.NONE


def _contains(scene: Scene) -> Applicability:
    """Certain if the base's own weights are in the repository with an adapter; arguable otherwise."""
    if not scene.repository.of_kind(DocumentKind.ADAPTER_CONFIG):
        return Applicability.ARGUABLE
    base_is_here = documents.holds_base(entry.path for entry in scene.repository.files)
    return Applicability.CERTAIN if base_is_here else Applicability.ARGUABLE
