"""The result of an audit: pure functions over the model (design §5.12 and §9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import FailOn, Harm, Question, Severity, Standing, Survey, SurveyEntry, UseAnswer, Verdict, Worst

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Audit, Finding, ModelComparison, Unread

_SEVERITIES = tuple(Severity)
_HARMS = tuple(Harm)
_UNSETTLED = ("", "NONE")

FAILED, NOT_AUDITED = 1, 3
"""Exit codes: the audit fails; no audit was performed."""


def standing(findings: Iterable[Finding], *, unread: Iterable[Unread], concluded: str) -> Standing:
    """The headline (design §9); `concluded` is the expression of the effective terms.

    A publisher whose own statements disagree has breached nothing (design §5.14): only because of a finding about an
    upstream's license does the model not comply.
    """
    deciding = [finding for finding in findings if finding.severity is not Severity.NOTE]
    of_upstreams = [finding for finding in deciding if finding.upstream]
    if any(finding.verdict is Verdict.BREACHED for finding in of_upstreams):
        return Standing.DOES_NOT_COMPLY
    if any(finding.severity is Severity.ERROR for finding in of_upstreams):
        return Standing.NOT_SHOWN_TO_COMPLY
    if deciding or any(entry.matters for entry in unread) or not settled(concluded):
        return Standing.UNDETERMINED
    return Standing.NO_FINDINGS


def settled(concluded: str) -> bool:
    """Whether the effective terms are known: an expression without NOASSERTION."""
    return concluded not in _UNSETTLED and "NOASSERTION" not in concluded


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorted by severity, then those not accepted first, then by harm (design §9), then breaches first."""
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                _SEVERITIES.index(finding.severity),
                bool(finding.waived or finding.covered),
                _HARMS.index(finding.harm),
                finding.verdict is not Verdict.BREACHED,
                finding.id,
            ),
        )
    )


def questions(findings: Iterable[Finding]) -> tuple[Question, ...]:
    """What would settle what is open, each once, with the ids of the findings that depend on it."""
    waiting: dict[str, list[str]] = {}
    for finding in ordered(findings):
        if finding.question:
            waiting.setdefault(finding.question, []).append(finding.id)
    return tuple(Question(question=question, settles=tuple(ids)) for question, ids in waiting.items())


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity."""
    number = dict.fromkeys(Severity, 0)
    for finding in findings:
        number[finding.severity] += 1
    return number


def exit_code(audit: Audit) -> int:
    """0; 1 if a finding or the stated use fails the audit; 3 if there is no model."""
    if audit.standing is Standing.NOT_A_MODEL:
        return NOT_AUDITED
    return FAILED if audit.failing or use_fails(audit) else 0


def use_fails(audit: Audit) -> bool:
    """Whether the terms read exclude the stated use, need a license for it, or leave it open at `fail_on` warning."""
    if audit.for_use is None or audit.fail_on is FailOn.NEVER:
        return False
    failing = {UseAnswer.EXCLUDED, UseAnswer.NEEDS_LICENSE}
    if audit.fail_on is not FailOn.ERROR:
        failing.add(UseAnswer.OPEN)
    return audit.for_use.answer in failing


def surveyed(audit: Audit, *, name: str, kind: str, commit: str) -> SurveyEntry:
    """One audit, reduced to its answer."""
    number = counts(audit.findings)
    first = next(iter(ordered(audit.findings)), None)
    return SurveyEntry(
        name=name,
        kind=kind,
        commit=commit,
        worst=_worst(audit.standing, number),
        standing=audit.standing,
        errors=number[Severity.ERROR],
        warnings=number[Severity.WARNING],
        notes=number[Severity.NOTE],
        fails=bool(audit.failing) or use_fails(audit),
        for_use=audit.for_use.answer if audit.for_use is not None else None,
        finding=first.id if first is not None else "",
        title=first.title if first is not None else "",
        target=audit.target,
        concluded=audit.concluded,
        weights=audit.weights,
        findings=tuple(finding.replace(outcomes=()) for finding in ordered(audit.findings)),
        by_shape=tuple(sorted(by_shape(audit))),
        joins=audit.joins,
    )


def not_surveyed(why: str, *, name: str, kind: str, commit: str, target: str = "") -> SurveyEntry:
    """A model of which no audit could be performed; `why` is one sentence."""
    return SurveyEntry(name=name, kind=kind, commit=commit, worst=Worst.NOT_AUDITED, not_audited=why, target=target)


def worst_first(entries: Iterable[SurveyEntry]) -> tuple[SurveyEntry, ...]:
    """The worst first; among equals those with more errors, then more warnings, then by name."""
    kinds, standings = list(Worst), [*Standing, None]
    return tuple(
        sorted(
            entries,
            key=lambda entry: (
                kinds.index(entry.worst),
                standings.index(entry.standing),
                -entry.errors,
                -entry.warnings,
                entry.name.lower(),
                entry.kind,
                entry.commit,
            ),
        )
    )


def survey_exit_code(survey: Survey) -> int:
    """1 if a model fails, otherwise 3 if one could not be audited, otherwise 0 (design §9)."""
    audited = [entry for entry in survey.entries if entry.worst is not Worst.NOT_AUDITED]
    if any(entry.fails for entry in audited):
        return FAILED
    return 0 if audited and len(audited) == len(survey.entries) else NOT_AUDITED


def comparison_exit_code(comparison: ModelComparison) -> int:
    """1 if the audit of a model fails, otherwise 3 if one could not be audited, otherwise 0 (design §9)."""
    if any(model.fails for model in comparison.models):
        return FAILED
    return NOT_AUDITED if any(model.problem for model in comparison.models) else 0


def _worst(standing: Standing, number: dict[Severity, int]) -> Worst:
    if number[Severity.ERROR]:
        return Worst.ERROR
    if standing is not Standing.NO_FINDINGS:
        return Worst.WARNING
    return Worst.NOTE if number[Severity.NOTE] else Worst.NOTHING


def by_shape(audit: Audit) -> frozenset[str]:
    """The ids of the open findings that are based on a shape alone: nothing names the parent that they are about."""
    shapes = {edge.name for edge in audit.lineage if not edge.firm}
    return frozenset(
        finding.id
        for finding in audit.findings
        if finding.upstream in shapes and finding.verdict is Verdict.UNDETERMINED
    )
