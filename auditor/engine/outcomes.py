"""An answer as an outcome: as definite as the doubts allow, with the words of the license that it cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.engine.caps import NO_DOUBTS, Doubts, capped
from auditor.model import Because, Citation, Duty, Outcome, Reason, Verdict

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Grant, Limit, Outbound, Profile


def outcome_of(
    q: Question,
    answer: Answer,
    doubts: Doubts = NO_DOUBTS,
    *,
    term: Duty | Limit | None = None,
    license_key: str = "",
    candidate: str = "",
    code: str = "",
) -> Outcome:
    """The outcome of an answer; the arguments name what the question does not."""
    verdict, if_confirmed, because, note_only = capped(answer, doubts)
    encouraged = isinstance(term, Duty) and not term.must
    own_facts = term is not None and term.on_own_facts and answer.verdict is Verdict.UNDETERMINED
    return Outcome(
        rule=q.rule.id,
        verdict=Verdict.UNDETERMINED if encouraged and verdict is Verdict.BREACHED else verdict,
        if_confirmed=None if encouraged else if_confirmed,
        license=q.profile.key if q.profile else license_key,
        code=term.code if term else code,
        upstream=q.upstream.name if q.upstream else "",
        candidate=q.candidate.name if q.candidate else candidate,
        says=answer.says,
        items=answer.items,
        because=(*because, Reason(code=Because.ONLY_ENCOURAGED)) if encouraged else because,
        folds_into=answer.folds_into,
        question=answer.question,
        remedy=answer.remedy,
        note_only=note_only or encouraged or own_facts,
        wanted=answer.wanted,
        evidence=answer.evidence,
        citation=_citation(q.profile, answer.cites or term),
    )


def _citation(profile: Profile | None, term: Duty | Limit | Grant | Outbound | None) -> Citation | None:
    if profile is None or term is None:
        return None
    return Citation(license=profile.key, name=profile.name, clause=term.clause, quote=term.quote, grade=term.grade)
