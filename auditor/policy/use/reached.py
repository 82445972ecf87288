"""Which licenses reach a model, and how certainly: its own terms, and those of everything from which it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor import spdx
from auditor.model import Certainty, Part, Reach, Relation, Trigger
from auditor.model.base import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.engine import Scene
    from auditor.model import Candidate, Statement, Upstream

_FOLLOW = frozenset({Reach.YES, Reach.LIMIT})
_MAY_FOLLOW = _FOLLOW | {Reach.UNCLEAR, Reach.CONTAINS}
_OUTPUTS_OR_DATA = frozenset({Relation.DISTILL, Relation.TRAINED_ON})


class Terms(NamedTuple):
    """The terms under which a model, or one of its ancestors, was offered."""

    arms: tuple[tuple[str, ...], ...]
    """SPDX ids: any one arm may be chosen, and all ids of an arm apply together; no arms: unknown."""
    via: str = ""
    """The model of the lineage; "" for the audited one itself."""
    part: Part = Part.WEIGHTS
    no_license: bool = False
    """Whether no license was found, rather than an unknown one."""
    as_stated: str = ""
    """What is written, if the license is unknown."""


class Group(Value, frozen=True):
    """The terms that one edge, or the model itself, brings; if there are several, it is open which one applies."""

    candidates: tuple[Terms, ...]
    firm: bool = True
    """Whether the model was made from one of them for certain."""
    follows: bool = True
    """Whether the license certainly follows the derivative."""


def groups(scene: Scene) -> Iterator[Group]:
    """Everything that reaches the model: its own terms, those of its code, and those of each ancestor."""
    yield from _own(scene)
    for edge in scene.edges_in_scope:
        if not edge.is_own_terms:
            yield from _brought(scene, edge)


def _own(scene: Scene) -> Iterator[Group]:
    """The terms that the repository itself offers: all statements apply."""
    offered = dict.fromkeys(
        (statement.expression, statement.part)
        for statement in (*scene.offered, *_of_code(scene))
        if statement.certainty is Certainty.IDENTIFIED
    )
    for expression, part in offered:
        yield Group((_terms(expression, part=part),))
    unsettled = [statement.raw for statement in scene.offered if statement.certainty is not Certainty.IDENTIFIED]
    if unsettled or not scene.offered:
        yield Group((Terms((), no_license=not scene.offered, as_stated=", ".join(dict.fromkeys(unsettled))),))


def _of_code(scene: Scene) -> tuple[Statement, ...]:
    return tuple(statement for statement in scene.statements if statement.part is Part.CODE and statement.outbound)


def _brought(scene: Scene, edge: Upstream) -> Iterator[Group]:
    """The terms of the candidates of an edge, as far as they follow a relation that it has or may have."""
    candidates = [_of_candidate(candidate, edge.part) for candidate in edge.candidates]
    if not candidates:
        yield Group((Terms((), via=edge.title, part=edge.part),), firm=edge.firm)
        return
    followed = [_following(scene, terms, edge.relations) for terms in candidates]
    kept = [terms for terms, _ in followed if terms is not None]
    if kept:
        sure = len(kept) == len(candidates) and all(certain for _, certain in followed)
        yield Group(tuple(dict.fromkeys(kept)), firm=edge.firm, follows=sure)


def _of_candidate(candidate: Candidate, part: Part) -> Terms:
    if candidate.license == spdx.NONE:
        return Terms((), via=candidate.name, part=part, no_license=True)
    return _terms(candidate.license or "", via=candidate.name, part=part)


def _terms(expression: str, *, via: str = "", part: Part) -> Terms:
    parsed = spdx.parse(expression)
    arms = () if parsed is None or spdx.NOASSERTION in parsed.ids else parsed.arms
    if arms == ((spdx.NONE,),):
        return Terms((), via=via, part=part, no_license=True)
    return Terms(arms, via=via, part=part, as_stated="" if arms else expression)


def _following(scene: Scene, terms: Terms, relations: tuple[Relation, ...]) -> tuple[Terms | None, bool]:
    """The terms without licenses that follow none of the relations, and whether the rest certainly follow each one."""
    if not terms.arms:
        return (None if _OUTPUTS_OR_DATA.issuperset(relations) else terms), True
    reaches = {
        license_id: {_reach(scene, license_id, relation) for relation in relations}
        for arm in terms.arms
        for license_id in arm
    }
    arms = tuple(tuple(license_id for license_id in arm if reaches[license_id] & _MAY_FOLLOW) for arm in terms.arms)
    if any(not arm for arm in arms):
        return None, True
    return terms._replace(arms=arms), all(reaches[license_id] <= _FOLLOW for arm in arms for license_id in arm)


def _reach(scene: Scene, license_id: str, relation: Relation) -> Reach:
    """Whether a license follows the relation; an unknown one does unless only outputs or data were used."""
    profile = scene.knowledge.profile(license_id)
    if profile is None:
        return Reach.NO if relation in _OUTPUTS_OR_DATA else Reach.YES
    return profile.reach.get(Trigger(relation.value), Reach.UNCLEAR)
