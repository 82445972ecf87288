"""Asks every rule about everything it is about: rules and facts in, outcomes out."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations
from types import MappingProxyType
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.engine.caps import badness, capped, hearsay, open_reasons, soft_reasons
from auditor.engine.checks import vocabulary
from auditor.engine.question import Question, not_applicable
from auditor.engine.reach import Firmness, firmness
from auditor.errors import RuleError
from auditor.model import Citation, Outcome, Part, StatementSource, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from auditor.engine.question import Answer, Predicate
    from auditor.engine.scene import Scene
    from auditor.model import Candidate, Duty, Grade, Limit, Profile, Relation, Rule, Upstream

_LONGEST_KEY = 80
_WHEREVER_IT_REACHES: Mapping[str, object] = MappingProxyType({"when": (), "unsettled": ()})
_ORDER = {Verdict.NOT_APPLICABLE: 0, Verdict.MET: 1, Verdict.UNDETERMINED: 2, Verdict.BREACHED: 3}


def evaluate(scene: Scene, rules: Iterable[Rule]) -> tuple[Outcome, ...]:
    """Every outcome, also of what does not apply, in the order of rules and edges."""
    asked = tuple(rules)
    known = vocabulary()
    for rule in asked:
        if rule.uses not in known:
            raise RuleError(
                f"{rule.id}.toml: unknown predicate {rule.uses!r}", tip=f"Known: {', '.join(sorted(known))}."
            )
    outcomes = [*_about_the_repository(scene, asked, known), *_about_pairs(scene, asked, known)]
    for edge in scene.judged:
        outcomes.extend(_about_an_edge(scene, asked, known, edge))
        for candidate in () if edge.own else edge.candidates:
            outcomes.extend(_about_a_candidate(scene, asked, known, edge, candidate))
    return tuple(outcomes)


def _about_the_repository(scene: Scene, rules: tuple[Rule, ...], known: dict[str, Predicate]) -> Iterator[Outcome]:
    for rule in rules:
        if rule.subject.about == "repository":
            yield _outcome(Question(rule, scene), known[rule.uses](Question(rule, scene)))
        elif rule.subject.about == "statement":
            for statement in scene.offered:
                q = Question(rule, scene, statement=statement)
                yield _outcome(
                    q, known[rule.uses](q), license_key=_first_key(scene, statement.expression, statement.raw)
                )
            for edge in scene.judged:
                names = {candidate.name for candidate in edge.candidates}
                for statement in scene.statements:
                    if statement.source is StatementSource.INHERITED and statement.by in names and edge.name != "self":
                        q = Question(rule, scene, upstream=edge, statement=statement)
                        key = _first_key(scene, statement.expression, statement.by)
                        yield _outcome(q, known[rule.uses](q), license_key=key, candidate=statement.by)


def _about_pairs(scene: Scene, rules: tuple[Rule, ...], known: dict[str, Predicate]) -> Iterator[Outcome]:
    wanted = [rule for rule in rules if rule.subject.about == "pair"]
    edges = [edge for edge in scene.judged if edge.part is Part.WEIGHTS and edge.name != "self" and not edge.own]
    if not wanted or len(edges) > 24:  # noqa: PLR2004 - a merge of hundreds: each pair says the same, and n² is slow
        edges = _one_per_license(scene, edges) if wanted else []
    for rule in wanted:
        for one, other in permutations(edges, 2):
            for left in _profiles(scene, one):
                for right in _profiles(scene, other):
                    q = Question(rule, scene, upstream=one, profile=left, other=(other, right))
                    answer = known[rule.uses](q)
                    grade = min((limit.grade for limit in left.limits), default=None, key=lambda g: g.settles)
                    heard = hearsay(grade)
                    opened = (*open_reasons(one, None), *open_reasons(other, None))
                    yield _outcome(q, answer, heard=heard, opened=opened, license_key=left.key, code=right.key)


def _one_per_license(scene: Scene, edges: list[Upstream]) -> list[Upstream]:
    """One edge for each set of licenses."""
    distinct: dict[tuple[str, ...], Upstream] = {}
    for edge in edges:
        distinct.setdefault(tuple(profile.key for profile in _profiles(scene, edge)), edge)
    return list(distinct.values())


def _about_an_edge(
    scene: Scene, rules: tuple[Rule, ...], known: dict[str, Predicate], edge: Upstream
) -> Iterator[Outcome]:
    for rule in rules:
        if rule.subject.about == "upstream":
            q = Question(rule, scene, upstream=edge)
            opened = () if edge.firm and not edge.licensor_unknown else open_reasons(edge, None)
            yield _outcome(q, known[rule.uses](q), opened=opened)


def _about_a_candidate(
    scene: Scene, rules: tuple[Rule, ...], known: dict[str, Predicate], edge: Upstream, candidate: Candidate
) -> tuple[Outcome, ...]:
    """The outcomes of the arm of the candidate's license that the licensee would choose."""
    expression = spdx.parse(candidate.license or "")
    if expression is None:
        return ()
    choices = []
    for arm in expression.arms:
        profiles = [profile for one in arm if (profile := scene.knowledge.profile(one)) is not None]
        choices.append(
            tuple(
                outcome
                for profile in profiles
                for rule in rules
                for outcome in _about_a_license(scene, rule, known[rule.uses], edge, candidate, profile)
            )
        )
    return min(choices, key=badness, default=())


def _about_a_license(
    scene: Scene, rule: Rule, predicate: Predicate, edge: Upstream, candidate: Candidate, profile: Profile
) -> Iterator[Outcome]:
    q = Question(rule, scene, upstream=edge, candidate=candidate, profile=profile)
    about, codes = rule.subject.about, rule.subject.codes
    if about == "license":
        yield _over_readings(q, predicate, None)
    elif about in ("duty", "condition kept"):
        for duty in profile.duties:
            if duty.code in codes:
                asks = duty if about == "duty" else duty.replace(**_WHEREVER_IT_REACHES)
                yield _over_readings(replace(q, duty=asks), predicate, asks)
    elif about in ("limit", "limit kept"):
        for limit in profile.limits:
            if limit.code in codes:
                bans = limit if about == "limit" else limit.replace(**_WHEREVER_IT_REACHES)
                yield _over_readings(replace(q, limit=bans), predicate, bans)


def _over_readings(q: Question, predicate: Predicate, asks: Duty | Limit | None) -> Outcome:
    """One outcome over every reading of the relation: what they agree on is settled, the rest is not."""
    grade = asks.grade if asks else None
    opened = open_reasons(q.the_edge, q.the_candidate)
    found: list[tuple[Relation, Outcome]] = []
    silent: list[Relation] = []
    for relation in q.the_edge.relations:
        reach = firmness(q.the_license, asks, relation, q.scene) if asks else Firmness.FIRM
        asked = replace(q, relation=relation)
        answer = predicate(asked) if reach is not Firmness.NO else None
        if answer is None or answer.verdict is Verdict.NOT_APPLICABLE:
            silent.append(relation)
            continue
        outcome = _outcome(asked, answer, soft=soft_reasons(reach), heard=hearsay(grade), opened=opened, asks=asks)
        found.append((relation, outcome))
    if not found:
        return _outcome(q, not_applicable(), asks=asks)
    worst = max((outcome for _, outcome in found), key=lambda one: (_ORDER[one.verdict], not one.note))
    relations = tuple(relation for relation, _ in found)
    update: dict[str, object] = {"relations": relations}
    if Verdict.BREACHED in (worst.verdict, worst.if_confirmed):
        surely = tuple(relation for relation, one in found if Verdict.BREACHED in (one.verdict, one.if_confirmed))
        arguable = [relation for relation in relations if relation not in surely]
        if silent or arguable:
            because = (*_unless("does not apply", silent), *_unless("is arguable", arguable), *worst.because)
            update |= {
                "verdict": Verdict.UNDETERMINED,
                "if_confirmed": Verdict.BREACHED,
                "because": because,
                "relations": surely,
            }
    return worst.replace(**update)


def _unless(what: str, relations: list[Relation]) -> tuple[str, ...]:
    readings = ", ".join(relation.value for relation in relations)
    return (f"it {what} if the relation is {readings}",) if readings else ()


def _outcome(
    q: Question,
    answer: Answer,
    *,
    soft: tuple[str, ...] = (),
    heard: tuple[str, ...] = (),
    opened: tuple[str, ...] = (),
    asks: Duty | Limit | None = None,
    license_key: str = "",
    candidate: str = "",
    code: str = "",
) -> Outcome:
    verdict, if_confirmed, because, note = capped(answer, soft, opened, heard)
    encouraged = getattr(asks, "must", True) is False
    own_facts = getattr(asks, "on_own_facts", False) and answer.verdict is Verdict.UNDETERMINED
    return Outcome(
        rule=q.rule.id,
        verdict=Verdict.UNDETERMINED if encouraged and verdict is Verdict.BREACHED else verdict,
        if_confirmed=None if encouraged else if_confirmed,
        license=q.profile.key if q.profile else license_key,
        code=asks.code if asks else code,
        upstream=q.upstream.name if q.upstream else "",
        candidate=q.candidate.name if q.candidate else candidate,
        says=answer.says,
        because=(*because, "the clause only encourages it") if encouraged else because,
        folds_into=answer.folds_into,
        note=note or encouraged or own_facts,
        wanted=answer.wanted,
        evidence=answer.evidence,
        citation=_citation(q.profile, asks),
        relations=(q.relation,) if q.relation else (),
    )


def _citation(profile: Profile | None, asks: Duty | Limit | None) -> Citation | None:
    if profile is None or asks is None:
        return None
    grade: Grade = asks.grade
    return Citation(license=profile.key, name=profile.name, clause=asks.clause, quote=asks.quote, grade=grade)


def _profiles(scene: Scene, edge: Upstream) -> list[Profile]:
    """The licenses that every candidate of an edge may have brought, each once."""
    found: dict[str, Profile] = {}
    for candidate in edge.candidates:
        for license_id in spdx.ids(candidate.license or ""):
            profile = scene.knowledge.profile(license_id)
            if profile is not None:
                found.setdefault(profile.key, profile)
    return list(found.values())


def _first_key(scene: Scene, expression: str, otherwise: str) -> str:
    for license_id in spdx.ids(expression):
        profile = scene.knowledge.profile(license_id)
        if profile is not None:
            return profile.key
    if expression != spdx.NOASSERTION:
        return expression
    return re.sub(r"[^\w.+/-]+", "-", otherwise.removeprefix("other: "))[:_LONGEST_KEY]
