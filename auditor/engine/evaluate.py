"""Checks every rule for everything to which it applies: rules and facts in, outcomes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.engine import choices, students
from auditor.engine.caps import (
    Doubts,
    disputes,
    doubts_of_ancestry,
    factual_doubts,
    legal_doubts,
    second_hand,
    severity_key,
)
from auditor.engine.checks import vocabulary
from auditor.engine.outcomes import outcome_of
from auditor.engine.question import Question, not_applicable
from auditor.engine.reach import Applicability, applicability
from auditor.engine.terms import Terms
from auditor.engine.two_ancestors import of_pairs
from auditor.model import About, Because, Duty, Outcome, Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.engine.question import Answer, Predicate
    from auditor.engine.scene import Scene
    from auditor.model import (
        Candidate,
        Grant,
        Limit,
        Outbound,
        PredicateName,
        Profile,
        Relation,
        Rule,
        StudentCondition,
        Upstream,
    )
    from auditor.model.cuts import Cuts
    from auditor.spdx import Expression

REACH_UNSETTLED = "reach-unsettled"
_LONGEST_KEY = 80
_MILDEST_FIRST = (Verdict.MET, Verdict.UNDETERMINED, Verdict.BREACHED)


def evaluate(scene: Scene, rules: Iterable[Rule]) -> tuple[Outcome, ...]:
    """Every outcome, including what does not apply, in the order of rules and edges."""
    every_rule = tuple(rules)
    return (*of_repository(scene, every_rule), *of_edges(scene, every_rule))


def of_repository(scene: Scene, rules: Iterable[Rule]) -> tuple[Outcome, ...]:
    """The outcomes about the repository itself, its statements, and each pair of its ancestors."""
    every_rule = tuple(rules)
    predicates = vocabulary()
    return (*_about_the_repository(scene, every_rule, predicates), *of_pairs(scene, every_rule))


def of_edges(scene: Scene, rules: Iterable[Rule], cuts: Cuts | None = None) -> tuple[Outcome, ...]:
    """The outcomes about each ancestor; one for which there is no time is left out, which `cuts` records."""
    every_rule = tuple(rules)
    predicates = vocabulary()
    outcomes: list[Outcome] = []
    about_edges = tuple(rule for rule in every_rule if rule.subject.about is About.UPSTREAM)
    about_terms = Terms(every_rule)
    for edge in scene.edges_in_scope:
        if cuts is not None and cuts.out_of_time("", "every license was judged"):
            break
        outcomes.extend(_about_an_edge(scene, about_edges, predicates, edge))
        for candidate in () if edge.own else edge.candidates:
            outcomes.extend(_about_a_candidate(scene, about_terms, predicates, edge, candidate))
    return tuple(outcomes)


def _about_the_repository(
    scene: Scene, rules: tuple[Rule, ...], predicates: dict[PredicateName, Predicate]
) -> Iterator[Outcome]:
    for rule in rules:
        if rule.subject.about is About.REPOSITORY:
            yield outcome_of(Question(rule, scene), predicates[rule.uses](Question(rule, scene)))
        elif rule.subject.about is About.STATEMENT:
            for statement in scene.offered:
                q = Question(rule, scene, statement=statement)
                yield outcome_of(
                    q, predicates[rule.uses](q), license_key=_first_key(scene, statement.expression, statement.raw)
                )
            for edge in scene.edges_in_scope:
                names = dict.fromkeys(candidate.name for candidate in edge.candidates if not edge.is_own_terms)
                for statement in (each for name in names for each in scene.inherited.get(name, ())):
                    q = Question(rule, scene, upstream=edge, statement=statement)
                    key = _first_key(scene, statement.expression, statement.by)
                    yield outcome_of(q, predicates[rule.uses](q), license_key=key, candidate=statement.by)


def _about_an_edge(
    scene: Scene, rules: tuple[Rule, ...], predicates: dict[PredicateName, Predicate], edge: Upstream
) -> Iterator[Outcome]:
    factual = doubts_of_ancestry(edge)
    for rule in rules:
        q = Question(rule, scene, upstream=edge)
        if rule.subject.relations and not set(rule.subject.relations) & set(edge.relations):
            yield outcome_of(q, not_applicable())
            continue
        yield outcome_of(q, predicates[rule.uses](q), Doubts(factual=factual))


def _about_a_candidate(
    scene: Scene,
    terms: Terms,
    predicates: dict[PredicateName, Predicate],
    edge: Upstream,
    candidate: Candidate,
) -> tuple[Outcome, ...]:
    """The outcomes of the alternative that a licensee would choose, if the candidate's license offers several."""
    expression = spdx.parse(candidate.license or "")
    if expression is None:
        return ()
    judged: list[tuple[bool, tuple[Outcome, ...]]] = []
    for alternative in choices.judged(expression, scene.knowledge):
        profiles = choices.profiles_of(alternative, scene.knowledge)
        offered = _as_offered(candidate, profiles, expression, scene)
        outcomes = tuple(
            _over_readings(_about(scene, rule, edge, offered, profile, term), predicates[rule.uses], term)
            for profile in profiles
            for rule, term in terms.of(profile)
        )
        named_here = any(scene.offers(profile, arm) for profile in profiles for arm in scene.alternatives)
        judged.append((not named_here, outcomes))
    return min(judged, key=_best)[1]


def _best(choice: tuple[bool, tuple[Outcome, ...]]) -> tuple[tuple[int, ...], bool]:
    """The sort key of the alternatives: how much falls short under each, then whether this repository names it."""
    not_named, outcomes = choice
    return severity_key(outcomes), not_named


def _as_offered(candidate: Candidate, offer: Sequence[Profile], expression: Expression, scene: Scene) -> Candidate:
    """The candidate under one of the offers of its publisher.

    The copyright lines that were read belong to the offer whose license requires such a line, as MIT does; the files
    of any other offer were not read.
    """
    known = (scene.knowledge.profile(license_id) for license_id in expression.ids)
    requires_a_line = any(profile is not None and profile.names_holder for profile in known)
    if not requires_a_line or any(profile.names_holder for profile in offer):
        return candidate
    return candidate.replace(copyrights=(), copyrights_read=False)


def _about(
    scene: Scene, rule: Rule, edge: Upstream, candidate: Candidate, profile: Profile, term: Duty | Limit | None
) -> Question:
    duty, limit = (term, None) if isinstance(term, Duty) else (None, term)
    return Question(rule, scene, edge, candidate, profile=profile, duty=duty, limit=limit)


def _by_reading(
    q: Question, predicate: Predicate, term: Duty | Limit | None
) -> tuple[dict[Relation, Outcome], list[Relation]]:
    """The outcome for each possible relation, and the relations for which nothing is required.

    A predicate that did not use the relation is called once: its answer applies to every relation.
    """
    anywhere = q.rule.subject.wherever_it_reaches
    doubts: Doubts | None = None
    outcomes: dict[Relation, Outcome] = {}
    not_for: list[Relation] = []
    question, answer = q, None
    likewise: dict[tuple[Applicability, tuple[StudentCondition, ...]], Outcome] = {}
    for relation in q.the_edge.relations:
        applies = Applicability.CERTAIN
        conditions: tuple[StudentCondition, ...] = ()
        if term is not None:
            applies = applicability(q.the_license, term, relation, q.the_edge, q.scene, wherever_it_reaches=anywhere)
            conditions = students.open_conditions(q.the_license, term, relation, q.the_edge, q.scene)
        if applies is Applicability.NONE:
            not_for.append(relation)
            continue
        if answer is None or question.is_about_the_relation:
            question = q.replace(reading=relation)
            answer = predicate(question)
            likewise.clear()
            doubts = None
        if answer.verdict is Verdict.NOT_APPLICABLE:
            not_for.append(relation)
            continue
        outcome = likewise.get((applies, conditions))
        if outcome is None:
            doubts = doubts or _doubts(q, term, answer.cites)
            allowed = doubts.replace(legal=legal_doubts(applies, conditions))
            outcome = outcome_of(question, _folded(answer, term, conditions), allowed, term=term)
            likewise[applies, conditions] = outcome
        outcomes[relation] = outcome
    return outcomes, not_for


def _folded(answer: Answer, term: Duty | Limit | None, conditions: tuple[StudentCondition, ...]) -> Answer:
    """The answer, reported with the question whether the definition of a derivative covers a student, if open."""
    if term is not None and conditions and students.of_the_license(term) and not answer.folds_into:
        return answer.replace(folds_into=REACH_UNSETTLED)
    return answer


def _over_readings(q: Question, predicate: Predicate, term: Duty | Limit | None) -> Outcome:
    """One outcome over all possible relations: what they agree on is settled, the rest is not."""
    by_reading, not_for = _by_reading(q, predicate, term)
    if not by_reading:
        return outcome_of(q, not_applicable(), term=term)
    worst = max(by_reading.values(), key=lambda outcome: (_MILDEST_FIRST.index(outcome.verdict), not outcome.note_only))
    update: dict[str, object] = {"relations": tuple(by_reading)}
    if Verdict.BREACHED in (worst.verdict, worst.if_confirmed):
        surely = tuple(
            relation
            for relation, outcome in by_reading.items()
            if Verdict.BREACHED in (outcome.verdict, outcome.if_confirmed)
        )
        arguable = [relation for relation in by_reading if relation not in surely]
        if not_for or arguable:
            because = (
                *_in_readings(Because.NOT_FOR_RELATION, not_for),
                *_in_readings(Because.ARGUABLE_FOR_RELATION, arguable),
                *worst.because,
            )
            update |= {
                "verdict": Verdict.UNDETERMINED,
                "if_confirmed": Verdict.BREACHED,
                "because": because,
                "relations": surely,
            }
    return worst.replace(**update)


def _doubts(q: Question, term: Duty | Limit | None, cited: Grant | Outbound | None) -> Doubts:
    """What keeps the answer from being final, whatever the relation: about its facts, and about the words it cites."""
    expression = spdx.parse(q.the_candidate.license or "")
    not_judged = choices.not_judged(expression, q.scene.knowledge) if expression is not None else ()
    text_here = q.scene.has_text(q.the_license, q.the_candidate)
    clauses = (each.grade for each in (term, cited) if each is not None)
    return Doubts(
        second_hand=tuple(
            dict.fromkeys(doubt for grade in clauses for doubt in second_hand(grade, text_here=text_here))
        ),
        disputed=disputes(q.profile, q.candidate),
        factual=(*factual_doubts(q.the_edge, q.the_candidate), *not_judged),
    )


def _in_readings(code: Because, relations: list[Relation]) -> tuple[Reason, ...]:
    return (Reason(code=code, relations=tuple(relations)),) if relations else ()


def _first_key(scene: Scene, expression: str, otherwise: str) -> str:
    for license_id in spdx.ids(expression):
        profile = scene.knowledge.profile(license_id)
        if profile is not None:
            return profile.key
    if expression != spdx.NOASSERTION:
        return expression
    return re.sub(r"[^\w.+/-]+", "-", otherwise.removeprefix("other: "))[:_LONGEST_KEY]
