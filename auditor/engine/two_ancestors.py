"""Checks each pair of ancestors: what the license of one says about what the other's requires."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING, TypeAlias

from auditor import spdx
from auditor.engine import choices
from auditor.engine.caps import Doubts, disputes, factual_doubts, second_hand, severity_key
from auditor.engine.checks import vocabulary
from auditor.engine.outcomes import outcome_of
from auditor.engine.question import Question
from auditor.model import About, Part, Profile, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.engine.question import Answer, Predicate
    from auditor.engine.scene import Scene
    from auditor.model import Outcome, Reason, Rule, Upstream

_MOST_EDGES = 24
"""A merge of more is checked once for each set of licenses: each pair says the same, and n² is slow."""

_Licenses: TypeAlias = tuple[Profile, ...]
_Offer: TypeAlias = tuple[_Licenses, ...]
"""The alternatives of which a licensee may choose one."""


def of_pairs(scene: Scene, rules: Iterable[Rule]) -> Iterator[Outcome]:
    """The outcomes of every two ancestors, in both directions."""
    edges = [
        edge for edge in scene.edges_in_scope if edge.part is Part.WEIGHTS and not edge.is_own_terms and not edge.own
    ]
    if len(edges) > _MOST_EDGES:
        edges = _one_per_license(scene, edges)
    predicates = vocabulary()
    for rule in rules:
        if rule.subject.about is About.PAIR:
            for edge, other in permutations(edges, 2):
                yield from _of_two(Question(rule, scene, upstream=edge), predicates[rule.uses], other)


def _one_per_license(scene: Scene, edges: list[Upstream]) -> list[Upstream]:
    """One edge for each set of licenses."""
    distinct: dict[tuple[tuple[tuple[str, ...], ...], ...], Upstream] = {}
    for edge in edges:
        distinct.setdefault(tuple(_offers(scene, edge)), edge)
    return list(distinct.values())


def _offers(scene: Scene, edge: Upstream) -> dict[tuple[tuple[str, ...], ...], _Offer]:
    """What each candidate of an edge offers, as alternatives of known licenses, by the keys of those."""
    offers: dict[tuple[tuple[str, ...], ...], _Offer] = {}
    for candidate in edge.candidates:
        expression = spdx.parse(candidate.license or "")
        if expression is None:
            continue
        arms = choices.judged(expression, scene.knowledge)
        offer = tuple(choices.profiles_of(arm, scene.knowledge) for arm in arms)
        offers.setdefault(tuple(tuple(profile.key for profile in arm) for arm in offer), offer)
    return offers


def _of_two(q: Question, predicate: Predicate, other: Upstream) -> Iterable[Outcome]:
    """The outcomes of the licenses of two ancestors; of a choice, those of the alternatives that conflict least."""
    outcomes: dict[tuple[str, str], Outcome] = {}
    for mine, theirs in product(_offers(q.scene, q.the_edge).values(), _offers(q.scene, other).values()):
        for left, right in product(*_least_conflict(q, predicate, other, tuple(product(mine, theirs)))):
            if (left.key, right.key) not in outcomes:
                outcomes[left.key, right.key] = _of_licenses(q, predicate, left, (other, right))
    return outcomes.values()


def _least_conflict(
    q: Question, predicate: Predicate, other: Upstream, alternatives: tuple[tuple[_Licenses, _Licenses], ...]
) -> tuple[_Licenses, _Licenses]:
    """The alternatives that a licensee would choose: those that conflict least, in either direction."""
    if len(alternatives) == 1:
        return alternatives[0]
    reverse = q.replace(upstream=other)

    def conflict(pair: tuple[_Licenses, _Licenses]) -> tuple[int, ...]:
        there = [_of_licenses(q, predicate, left, (other, right)) for left, right in product(*pair)]
        back = [_of_licenses(reverse, predicate, right, (q.the_edge, left)) for left, right in product(*pair)]
        return severity_key((*there, *back))

    return min(alternatives, key=conflict)


def _of_licenses(q: Question, predicate: Predicate, profile: Profile, other: tuple[Upstream, Profile]) -> Outcome:
    """The outcome of one license of each ancestor."""
    q = q.replace(profile=profile, other=other)
    answer = predicate(q)
    doubts = _doubts(q, answer)
    if answer.verdict is Verdict.UNDETERMINED:
        answer = answer.replace(because=(*answer.because, *doubts.second_hand))
    return outcome_of(q, answer, doubts, license_key=profile.key, code=other[1].key)


def _doubts(q: Question, answer: Answer) -> Doubts:
    """What keeps an answer about two ancestors from being final: the doubts about either of them."""
    second: list[Reason] = []
    disputed: list[Reason] = []
    factual: list[Reason] = []
    pair = ((q.the_edge, q.the_license), q.the_pair)
    for term, (edge, profile) in zip(answer.terms, pair, strict=False):
        second += second_hand(term.grade, text_here=q.scene.has_text_of(profile, edge))
    for edge, profile in pair:
        # of several candidates, which it was is a doubt of its own
        factual += factual_doubts(edge, edge.candidates[0] if len(edge.candidates) == 1 else None)
        for candidate in edge.candidates:
            disputed += disputes(profile, candidate)
            expression = spdx.parse(candidate.license or "")
            factual += choices.not_judged(expression, q.scene.knowledge) if expression is not None else ()
    return Doubts(
        second_hand=tuple(dict.fromkeys(second)),
        disputed=tuple(dict.fromkeys(disputed)),
        factual=tuple(dict.fromkeys(factual)),
    )
