"""Predicates about the parents: declared, known, followed to their end, and consistent with the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import lineage
from auditor.engine import students
from auditor.engine.caps import evidence_against
from auditor.engine.checks.texts import line_of_holder
from auditor.engine.question import met, not_applicable, undetermined, why
from auditor.engine.reach import Applicability, applicability
from auditor.model import Because, DutyCode, EdgeKind, Part, Reach, Relation, Rung, Trigger

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Reason

_UNNAMED = "the model was made from another, and nothing here names that model so that it can be found"
_NAME_IT = "Declare the base as base_model in the card, with the exact repository and revision."
_WHICH = "Which model was this one made from, and under which license was that model received?"


def base_declared(q: Question) -> Answer:
    """The base that the evidence names is also named by the card, an adapter or a header."""
    if q.the_edge.is_own_terms or q.the_edge.part is not Part.WEIGHTS or is_itself(q):
        return not_applicable()
    if q.the_edge.via:
        return not_applicable(f"the base of {q.the_edge.via} is for its card to declare")
    rungs = {evidence.rung for evidence in q.the_edge.evidence}
    places = tuple(evidence.location for evidence in q.the_edge.evidence if evidence.location)
    if Rung.DECLARED in rungs:
        return met(f"{q.the_edge.title} is declared", *places)
    traces = "; ".join(evidence.says for evidence in q.the_edge.evidence)
    others = [
        edge.title
        for edge in q.scene.upstreams
        if edge.part is Part.WEIGHTS
        and not edge.is_own_terms
        and any(evidence.rung is Rung.DECLARED for evidence in edge.evidence)
    ]
    if q.the_edge.kind is EdgeKind.STEWARD and any(_of_the_steward(q, other) for other in others):
        return met(f"{others[0]} is declared, which is of the company that wrote the license")
    declared = f"what is declared is {', '.join(others[:3])}" if others else "no base is declared"
    return undetermined(f"{declared}, and {traces}", *places, because=(*_weak(q), *evidence_against(q.the_edge)))


def _of_the_steward(q: Question, name: str) -> bool:
    licenses = (candidate.license or "" for candidate in q.the_edge.candidates)
    return any(lineage.is_of_steward(name, license_id, q.scene.knowledge) for license_id in licenses)


def base_agrees(q: Question) -> Answer:
    """The declared base and the model's own configuration agree."""
    for contradiction in q.scene.contradictions:
        if contradiction.upstream == q.the_edge.name:
            because = why(Because.CONFIGURATION_MAY_BE_WRONG)
            return undetermined(contradiction.says, *contradiction.evidence, because=because)
    return met(f"the configuration does not contradict {q.the_edge.title} as the base")


def parent_known(q: Question) -> Answer:
    """The parent and its terms are known."""
    if q.the_edge.is_own_terms:
        return not_applicable()
    if q.the_edge.name == q.scene.repository.name:
        return not_applicable("a repository that names itself as its base names no parent")
    places = tuple(evidence.location for evidence in q.the_edge.evidence if evidence.location)
    if not q.the_edge.candidates:
        if q.the_edge.kind is EdgeKind.UNNAMED:
            return undetermined(q.the_edge.note or _UNNAMED, *places).replace(remedy=_NAME_IT, question=_WHICH)
        because = why(Because.PARENT_NOT_READ, q.the_edge.doubts.unopened)
        says = f"{q.the_edge.title} is named as a parent, and its terms are not known here"
        return undetermined(says, *places, because=because)
    if q.the_edge.doubts.differs:
        return undetermined(q.the_edge.doubts.differs, *places, because=why(Because.PARENT_DIFFERS))
    return met(f"{q.the_edge.title} is known", *places)


def acyclic(q: Question) -> Answer:
    """The bases that the ancestors name could be followed to their end: without a cycle, and none was left out."""
    if q.the_edge.is_own_terms:
        return not_applicable()
    places = tuple(evidence.location for evidence in q.the_edge.evidence if evidence.location)
    if q.the_edge.doubts.cycle:
        says = q.the_edge.note or f"the bases of {q.the_edge.title} lead back to it, or to this model"
        return undetermined(says, *places, because=why(Because.CARDS_CONTRADICT))
    if q.the_edge.doubts.cut:
        says = q.the_edge.note or f"bases of {q.the_edge.title} were left out"
        return undetermined(says, *places, because=why(Because.BASES_LEFT_OUT))
    if q.the_edge.name.lower() not in q.scene.children:
        return not_applicable("no further base is known")
    return met(f"the bases of {q.the_edge.title} form no cycle", *places)


def upstream_read(q: Question) -> Answer:
    """If a duty depends on what the upstream's files say, those files were read."""
    if q.the_edge.is_own_terms or q.the_candidate.copyrights or q.the_candidate.copyrights_read:
        return not_applicable()
    unread = {DutyCode.PROPAGATE_NOTICE_FILE} if q.the_candidate.notice_file is None else set()
    if line_of_holder(q) is None:
        unread.add(DutyCode.RETAIN_COPYRIGHT_NOTICES)
    unread_duties = [
        duty.code
        for duty in q.the_license.duties
        if duty.code in unread
        and q.relation is not None
        and applicability(q.the_license, duty, q.relation, q.the_edge, q.scene) is not Applicability.NONE
    ]
    if not unread_duties:
        return not_applicable()
    if not q.scene.full_text_matches(q.the_license) and q.the_license.duty(DutyCode.INCLUDE_LICENSE_TEXT):
        return not_applicable("the missing text is reported: carried as the upstream has it, it brings its lines along")
    says = f"the files of {q.from_whom} were not read here"
    return undetermined(says, because=why(Because.UPSTREAM_NOT_READ, q.the_edge.doubts.unopened))


def reach_settled(q: Question) -> Answer:
    """The license's words settle whether it follows this relation."""
    if q.relation not in (Relation.TRAINED_ON, Relation.DISTILL):
        return not_applicable()
    trigger = Trigger(q.relation.value)
    reach = q.the_license.reach.get(trigger, Reach.UNCLEAR)
    note = q.the_license.reach_notes.get(trigger, "")
    if students.settled(q.the_license, q.relation, q.the_edge, q.scene):
        return met(f"the card says that it was made to perform like {q.from_whom}")
    if reach is Reach.UNCLEAR:
        says = f"whether {q.license_name} follows from {q.from_whom} by {q.relation.value} is open in its words"
        return undetermined(f"{says} ({note})" if note else says, because=why(Because.REACH_UNSETTLED), note_only=True)
    return met(f"{q.license_name} settles it: {reach.value}")


def is_itself(q: Question) -> bool:
    """Whether the edge leads to the known release that the repository is."""
    known = q.scene.known_release
    return known is not None and known.release == q.the_edge.name


def _weak(q: Question) -> tuple[Reason, ...]:
    return why(Because.BASE_NEED_NOT_BE_NAMED if q.the_edge.firm else Because.SHAPE_ONLY)
