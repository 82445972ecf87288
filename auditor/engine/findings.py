"""Groups outcomes into findings: one per rule and edge, with the candidates to which it applies, and its severity."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from auditor import spdx, verdict
from auditor.lineage import OWN_TERMS
from auditor.model import (
    Because,
    DutyCode,
    Finding,
    Grade,
    Outcome,
    Placeholder,
    Relation,
    Severity,
    Shortfall,
    Verdict,
)
from auditor.model.result import listed, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.engine.scene import Scene
    from auditor.model import Candidate, Rule, Upstream

_NAME = "\0"
"""A placeholder for a candidate's name while sentences that differ only in it are compared."""

_Place: TypeAlias = tuple[str, tuple[str, ...], str]
"""The rule of a finding, its licenses and its upstream."""
_SEVERITIES = tuple(Severity)
_ONLY_FARTHER = (Verdict.BREACHED, Verdict.UNDETERMINED)

_ANY_PHRASE_SUFFICES = (
    DutyCode.NOTICE_FILE_WITH_TEXT,
    DutyCode.NOTICE_WITH_TEXT,
    DutyCode.DISPLAY_STRING,
    DutyCode.NAME_PREFIX,
)
"""Duties that any one of the profile's phrases satisfies."""


def findings(scene: Scene, rules: tuple[Rule, ...], outcomes: tuple[Outcome, ...]) -> tuple[Finding, ...]:
    """The findings of everything that is neither met nor not applicable, worst first."""
    by_rule = {rule.id: rule for rule in rules}
    edges = {edge.name: edge for edge in scene.upstreams}
    groups: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in _folded(outcomes):
        groups.setdefault((outcome[0], outcome[1].upstream), []).append(outcome[1])
    made: dict[_Place, Finding] = {}
    for (rule_id, upstream), group in groups.items():
        for about in _same_matter(group):
            licenses = _licenses(_own(rule_id, about))
            made[rule_id, licenses, upstream] = _finding(by_rule[rule_id], edges.get(upstream), about, scene)
    return verdict.ordered(_once(made, edges))


def _once(by_place: dict[_Place, Finding], edges: Mapping[str, Upstream]) -> list[Finding]:
    """Each duty once: what an ancestor's license requires and a nearer one's does in the same words is one finding."""
    for place in reversed(list(by_place)):
        finding, edge = by_place[place], edges.get(place[2])
        nearer = by_place.get((*place[:2], edge.via)) if edge is not None else None
        if edge is None or nearer is None or finding.kind is not Shortfall.DUTY or not _covers(nearer, finding):
            continue
        too = f"the license of {edge.title}, from which {edge.via} came as far as known, requires the same"
        by_place[*place[:2], nearer.upstream] = nearer.replace(
            message=f"{nearer.message}; {too}",
            outcomes=(*nearer.outcomes, *finding.outcomes),
            evidence=tuple(dict.fromkeys((*nearer.evidence, *finding.evidence))),
        )
        del by_place[place]
    return list(by_place.values())


def _covers(nearer: Finding, farther: Finding) -> bool:
    """Whether the one is as grave as the other, and looks for all of its words."""
    wanted = [{words for outcome in finding.outcomes for words in outcome.wanted} for finding in (nearer, farther)]
    grave = _SEVERITIES.index(nearer.severity) <= _SEVERITIES.index(farther.severity)
    return grave and wanted[0] >= wanted[1] and (farther.verdict, nearer.verdict) != _ONLY_FARTHER


def _folded(outcomes: tuple[Outcome, ...]) -> list[tuple[str, Outcome]]:
    """Each unmet outcome with the rule that reports it: `folds_into` if that rule reports anything, else its own."""
    unmet = [outcome for outcome in outcomes if outcome.verdict not in (Verdict.MET, Verdict.NOT_APPLICABLE)]
    reported = {(outcome.rule, outcome.upstream, outcome.license) for outcome in unmet}

    def rule_of(outcome: Outcome) -> str:
        folded = (outcome.folds_into, outcome.upstream, outcome.license) in reported
        return outcome.folds_into if folded else outcome.rule

    return [(rule_of(outcome), outcome) for outcome in unmet]


def _same_matter(group: list[Outcome]) -> list[list[Outcome]]:
    """The outcomes by license, if one candidate has several; outcomes of several candidates stay together."""
    if len({outcome.candidate for outcome in group}) > 1:
        return [group]
    by_license: dict[str, list[Outcome]] = {}
    for outcome in group:
        by_license.setdefault(outcome.license, []).append(outcome)
    return list(by_license.values())


def _own(rule_id: str, group: list[Outcome]) -> list[Outcome]:
    """The outcomes of the rule itself; if all are folded into it, those."""
    return [outcome for outcome in group if outcome.rule == rule_id] or group


def _licenses(outcomes: list[Outcome]) -> tuple[str, ...]:
    return tuple(sorted({outcome.license for outcome in outcomes if outcome.license}))


def _finding(rule: Rule, edge: Upstream | None, group: list[Outcome], scene: Scene) -> Finding:
    own = _own(rule.id, group)
    licenses = _licenses(own)
    all_names = [candidate.name for candidate in edge.candidates] if edge else []
    concerned = [name for name in all_names if any(outcome.candidate == name for outcome in own)]
    several = len(all_names) > 1 and bool(concerned)
    spared = [name for name in all_names if name not in concerned] if several else []
    worst = _worst(own)
    words = _words(edge, own, licenses)
    return Finding(
        id=":".join((rule.id, "+".join(licenses) or "any", edge.name if edge else OWN_TERMS)),
        rule=rule.id,
        kind=rule.kind,
        harm=rule.harm,
        severity=_severity(own, edge, scene),
        verdict=worst.verdict,
        if_confirmed=worst.if_confirmed,
        title=rule.title,
        message=_message(sorted(group, key=lambda outcome: outcome.rule != rule.id)),
        remedy=worst.remedy
        or _filled(rule.fix_own if edge is not None and edge.is_own_terms and rule.fix_own else rule.fix, words),
        question=_question(rule, edge, all_names if several else (), words=words, worst=worst),
        upstream=edge.name if edge else "",
        candidates=tuple(concerned) if several else (),
        spared=tuple(spared),
        evidence=tuple(dict.fromkeys(place for outcome in group for place in outcome.evidence)),
        citations=tuple(dict.fromkeys(outcome.citation for outcome in (*own, *group) if outcome.citation)),
        outcomes=tuple(group),
    )


def _worst(group: list[Outcome]) -> Outcome:
    def harm(outcome: Outcome) -> tuple[bool, bool, bool]:
        would_be = outcome.if_confirmed is Verdict.BREACHED
        return outcome.verdict is Verdict.BREACHED, would_be, not outcome.note_only

    return max(group, key=harm)


def _severity(group: list[Outcome], edge: Upstream | None, scene: Scene) -> Severity:
    """Design §5.12: an error if breached, or if every candidate would be; a warning if some would; otherwise by kind.

    No error is based on a duty that depends on an unsettled relation to the parent; nor on candidates' licenses that
    are all known from memory alone, or second-hand and contradicted by a text of the licensor here (design §5.19); nor
    on an edge with evidence against it, as the model may come from none of the candidates; nor where another license
    may have been chosen, whose terms are not known. A model's own terms bind whoever passes it on and not the licensor,
    who most likely is its publisher: a note (design §5.13).
    """
    if edge is not None and edge.is_own_terms:
        return Severity.NOTE
    if any(outcome.verdict is Verdict.BREACHED for outcome in group):
        return Severity.ERROR
    would = {outcome.candidate for outcome in group if outcome.if_confirmed is Verdict.BREACHED}
    in_part = {outcome.candidate for outcome in group if _depends_on_relation(outcome, edge)}
    all_names = {candidate.name for candidate in edge.candidates} if edge else set()
    unchecked = {candidate.name for candidate in edge.candidates if _not_checked(candidate, scene)} if edge else set()
    doubtful = edge is not None and bool(edge.doubts.counter_evidence)
    doubtful |= any(reason.code is Because.CHOICE_NOT_KNOWN for outcome in group for reason in outcome.because)
    surely = would - in_part
    if surely >= all_names and not surely <= unchecked and not doubtful:
        return Severity.ERROR
    if would or any(not outcome.note_only for outcome in group):
        return Severity.WARNING
    return Severity.NOTE


def _not_checked(candidate: Candidate, scene: Scene) -> bool:
    """Whether its license is known from memory; or second-hand, and a file here has another text of that licensor."""
    if candidate.grade.settles:
        return False
    ids = spdx.ids(candidate.license or "")
    profiles = [profile for license_id in ids if (profile := scene.knowledge.profile(license_id)) is not None]
    keys, stewards = {profile.key for profile in profiles}, {profile.steward for profile in profiles if profile.steward}
    carried = (scene.knowledge.profile(detection.license) for detection in scene.detections if detection.carries_text)
    others = [profile for profile in carried if profile is not None and profile.key not in keys]
    return candidate.grade is Grade.MEMORY or any(profile.steward in stewards for profile in others)


def _depends_on_relation(outcome: Outcome, edge: Upstream | None) -> bool:
    """Whether the duty does not apply under some possible relation to the parent.

    A merge under which it is merely arguable does not count: that relation is only assumed for want of another.
    """
    if edge is None or not outcome.relations:
        return False
    arguable = {
        relation
        for reason in outcome.because
        if reason.code is Because.ARGUABLE_FOR_RELATION
        for relation in reason.relations
    }
    return bool(set(edge.relations) - set(outcome.relations) - (arguable & {Relation.MERGE}))


def _message(group: list[Outcome]) -> str:
    """What was found, each sentence once, with every candidate to which it applies and all its items at the end."""
    candidates: dict[str, dict[str, None]] = {}
    items: dict[str, dict[str, None]] = {}
    for outcome in group:
        says = outcome.says.replace(outcome.candidate, _NAME) if outcome.candidate else outcome.says
        candidates.setdefault(says, {}).update({outcome.candidate: None} if outcome.candidate else {})
        items.setdefault(says, {}).update(dict.fromkeys(outcome.items))
    return "; ".join(
        sentence(says.replace(_NAME, listed(list(names))), list(items[says])) for says, names in candidates.items()
    )


def _words(edge: Upstream | None, group: list[Outcome], licenses: tuple[str, ...]) -> dict[Placeholder, str]:
    """The values of the placeholders of a remedy and a question."""
    names = list(dict.fromkeys(outcome.citation.name for outcome in group if outcome.citation)) or list(licenses)
    wanted = list(dict.fromkeys(_wanted(outcome) for outcome in group if outcome.wanted))
    clauses = list(dict.fromkeys(outcome.citation.clause for outcome in group if outcome.citation))
    return {
        Placeholder.LICENSE: _either(names) or "license",
        Placeholder.UPSTREAM: edge.title if edge else "this repository",
        Placeholder.CLAUSE: ", ".join(clauses),
        Placeholder.WORDS: (" or " if len(edge.candidates if edge else ()) > 1 else " and ").join(wanted)
        or "the required words",
    }


def _either(names: list[str]) -> str:
    """The names of the licenses joined by "or"; if there are several, only the one that applies is meant."""
    return " or the ".join(names) + (", whichever applies" if len(names) > 1 else "")


def _wanted(outcome: Outcome) -> str:
    """The words that would have met it: any phrase of a duty that has several; every line that was looked for."""
    return (" or " if outcome.code in _ANY_PHRASE_SUFFICES else " and ").join(f"“{words}”" for words in outcome.wanted)


def _filled(text: str, words: dict[Placeholder, str]) -> str:
    return text.format(**words).strip()


def _question(
    rule: Rule, edge: Upstream | None, several: Sequence[str], *, words: dict[Placeholder, str], worst: Outcome
) -> str:
    """What would settle it: which candidate it was, otherwise the rule's question."""
    if worst.verdict is Verdict.BREACHED:
        return ""
    if edge is not None and not edge.firm:
        checkpoint = ", and if so from which checkpoint" if len(edge.candidates) > 1 else ""
        return f"Was this model made from {edge.title}{checkpoint}?"
    if several:
        return f"From which of {', '.join(several)} was this model made?"
    return worst.question or _filled(rule.question, words)
