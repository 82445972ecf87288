"""plan_remedy(): the files that would cure findings, tried on a copy in memory before they are proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor import sources, verdict
from auditor.errors import ConfigError
from auditor.lineage import OWN_TERMS
from auditor.model import AnswerKey, LeftOpen, PastTerms, Plan, Plans, Verdict, WhyOpen
from auditor.model.budget import Budget
from auditor.pipeline.audit import audit_subject
from auditor.pipeline.context import DEFAULTS, working
from auditor.pipeline.gathering import open_target
from auditor.pipeline.models import divide, only
from auditor.pipeline.remedy_files import files_of, layout_of
from auditor.pipeline.remedy_texts import UpstreamTexts
from auditor.remedy import edited, pieces, plan_edits
from auditor.sources.overlay import Overlay
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.knowledge import Knowledge
    from auditor.model import Answer, Audit, Hunk, Options, Progress, Source, Target
    from auditor.pipeline.context import Context, Finder
    from auditor.pipeline.models import Subject
    from auditor.remedy.parts import Piece
    from auditor.sources import Hub

_ROUNDS = 4
"""Rounds: an answered base adds requirements, so the copy is audited again until nothing new is needed."""


class Remedied(NamedTuple):
    """A plan, the audits before and after it, and the resulting bytes of each file."""

    plan: Plan
    before: Audit
    after: Audit
    files: dict[str, bytes]


def plan_remedy(
    target: Target,
    options: Options = DEFAULTS,
    answers: Iterable[Answer] = (),
    *,
    findings: Iterable[str] = (),
    knowledge: Knowledge | None = None,
    hub: Hub | None = None,
    progress: Progress | None = None,
    finder: Finder | None = None,
) -> Plan:
    """A plan of the files that would cure the findings of one model; nothing is written.

    `target` and the other arguments are those of `audit`. Nothing is planned about a base that is neither declared nor
    shown by equal files, unless `answers` name it. `findings` are the ids of those to cure; empty: all. Raises as
    `audit` does.

    >>> import auditor
    >>> plan = auditor.plan_remedy("examples/01-rakuten-ai-3.0-as-released/repo", auditor.Options(scancode=False))
    >>> [hunk.path for hunk in plan.hunks if hunk.path != "LICENSES/apache-2.0.txt"]
    []
    """
    with working(knowledge, hub, progress, finder) as context:
        return remedied(context, target, options, tuple(answers), findings=tuple(findings)).plan


def plan_remedies(
    target: Target,
    options: Options = DEFAULTS,
    *,
    findings: Iterable[str] = (),
    knowledge: Knowledge | None = None,
    hub: Hub | None = None,
    progress: Progress | None = None,
    finder: Finder | None = None,
) -> Plans:
    """A plan for each model of a target, each based on the result of those before it; nothing is written.

    The arguments are those of `plan_remedy` without the answers, as an answer is about one model.

    >>> import auditor
    >>> plans = auditor.plan_remedies("examples/04-llama-relicensed-as-apache/repo", auditor.Options(scancode=False))
    >>> [len(plan.hunks) for plan in plans.plans]
    [3]
    """
    with working(knowledge, hub, progress, finder) as context:
        results = remedied_all(context, target, options, (), findings=tuple(findings))
    shown = target if isinstance(target, str) else str(getattr(target, "target", target))
    return Plans(target=shown, plans=tuple(result.plan for result in results))


def remedied(
    context: Context, target: Target, options: Options, answers: tuple[Answer, ...], *, findings: tuple[str, ...] = ()
) -> Remedied:
    """The plan for the one model of a target with its result; raises as `plan_remedy`."""
    work = _work(context, target, options, answers, findings)
    return _of_model(work, work.whole, only(divide(work.whole, options.roots, Budget(options.time_limit))).path)


def remedied_all(
    context: Context, target: Target, options: Options, answers: tuple[Answer, ...], *, findings: tuple[str, ...] = ()
) -> tuple[Remedied, ...]:
    """The same for each model of a target, each based on the result of those before it.

    Raises `ConfigError` for answers if there are several models: an answer is about one model.
    """
    work = _work(context, target, options, answers, findings)
    subjects = divide(work.whole, options.roots, Budget(options.time_limit)).subjects
    if len(subjects) <= 1:
        return (_of_model(work, work.whole, subjects[0].path if subjects else ""),)
    if answers:
        raise ConfigError(
            f"{work.whole.target} holds {len(subjects)} models, and an answer is about one.",
            tip="Name the model: its path, or --root FOLDER.",
            option="answer",
        )
    made: list[Remedied] = []
    source = work.whole
    for subject in subjects:
        made.append(_of_model(work, source, subject.path))
        source = Overlay(source, made[-1].files)
    return tuple(_at_the_end(work, source, result) for result in made)


class _Work(NamedTuple):
    """The context of the plans for a target."""

    context: Context
    target: Target
    whole: Source
    options: Options
    answers: tuple[Answer, ...]
    findings: tuple[str, ...]

    def audit(self, source: Source, path: str) -> Audit:
        """The audit of one of the target's models, as it is in a source."""
        return self.audited(self.subject(source, path))

    def audited(self, subject: Subject) -> Audit:
        """The audit of one model."""
        return audit_subject(self.context, subject, self.options, alone=False)

    def subject(self, source: Source, path: str) -> Subject:
        """One of the models of a source."""
        division = divide(source, self.options.roots, Budget(self.options.time_limit))
        named = [subject for subject in division.subjects if subject.path == path]
        return named[0] if named else only(division)


def _work(
    context: Context, target: Target, options: Options, answers: tuple[Answer, ...], findings: tuple[str, ...]
) -> _Work:
    whole = open_target(target, context.hub)
    finder = context.finder if context.finder is not None else sources.sibling_finder(whole)
    on_hub = options.hub_parents or sources.from_hub(whole)
    finder = _at_answered_revision(finder, answers, context.hub) if on_hub else finder
    return _Work(context._replace(finder=finder), target, whole, options, answers, findings)


def _at_answered_revision(finder: Finder, answers: tuple[Answer, ...], hub: Hub) -> Finder:
    """A finder that opens a base answered with its revision at that revision on the Hub."""
    answer = next((answer for answer in answers if answer.key is AnswerKey.BASE and answer.settles), None)
    name, _, revision = answer.value.partition("@") if answer is not None else ("", "", "")

    def find(wanted: str) -> Source | None:
        if not revision or wanted.lower() != name.lower():
            return finder(wanted)
        return sources.open_target(f"hf:{name}@{revision}", hub=hub)

    return find


def _of_model(work: _Work, source: Source, path: str) -> Remedied:
    subject = work.subject(source, path)
    before = work.audited(subject)
    layout = layout_of(before, subject.roots[0], work.answers)
    files = files_of(source, before, layout)
    on_hub = work.options.hub_parents or sources.from_hub(source)
    texts = UpstreamTexts(work.context, source, on_hub=on_hub)
    after = before
    changed: dict[str, bytes] = {}
    hunks: tuple[Hunk, ...] = ()
    left: tuple[LeftOpen, ...] = ()
    not_edited: tuple[str, ...] = ()
    every: dict[Piece, None] = {}
    for _ in range(_ROUNDS):
        made, left = pieces(after, texts, work.answers)
        wanted = [piece for piece in made if not work.findings or piece.finding in work.findings or not piece.finding]
        if all(piece in every for piece in wanted):
            break
        every.update(dict.fromkeys(wanted))
        planned = plan_edits(every, files.data, layout)
        hunks, not_edited = planned.hunks, planned.not_edited
        files.check(hunks, source.target)
        if edited(files.data, hunks) == changed:
            break
        changed = edited(files.data, hunks)
        after = work.audit(Overlay(source, changed), path)
    left = (*(_not_edited(finding) for finding in not_edited), *left)
    licenses = {piece.key for piece in every if piece.upstream}
    return Remedied(_plan(work, path, before, after, hunks, left, licenses), before, after, changed)


def _at_the_end(work: _Work, source: Source, result: Remedied) -> Remedied:
    """Add the audit of the model after every plan, as other plans may have added to shared files."""
    after = work.audit(source, result.plan.path)
    plan = result.plan.replace(after=_ids(after), exit_code_after=verdict.exit_code(after))
    return result._replace(plan=plan, after=after)


def _plan(
    work: _Work,
    path: str,
    before: Audit,
    after: Audit,
    hunks: tuple[Hunk, ...],
    left: tuple[LeftOpen, ...],
    licenses: set[str],
) -> Plan:
    remaining = {finding.id for finding in after.findings}
    hunks = tuple(
        hunk.replace(cures=tuple(finding for finding in hunk.cures if finding not in remaining)) for hunk in hunks
    )
    open_findings = {entry.finding: entry for entry in reversed(left) if entry.finding in remaining}
    for finding in remaining if not work.findings else remaining.intersection(work.findings):
        open_findings.setdefault(finding, _still_open(finding))
    return Plan(
        target=str(work.target) if isinstance(work.target, str) else before.target,
        path=path,
        name=before.repository.name or "",
        revision=before.repository.revision or "",
        version=VERSION,
        rules_digest=before.rules_digest,
        answers=work.answers,
        hunks=hunks,
        open=tuple(open_findings[finding] for finding in sorted(open_findings)),
        past=_past(after, licenses),
        before=_ids(before),
        after=_ids(after),
        exit_code=verdict.exit_code(before),
        exit_code_after=verdict.exit_code(after),
    )


def _past(audit: Audit, licenses: set[str]) -> tuple[PastTerms, ...]:
    """How the licenses terminate whose requirements files meet, and those of upstreams with an open requirement."""
    left = {
        outcome.license
        for finding in audit.findings
        for outcome in finding.outcomes
        if outcome.upstream != OWN_TERMS and Verdict.BREACHED in (outcome.verdict, outcome.if_confirmed)
    }
    terms = {
        terms.license: PastTerms(license=terms.license, name=terms.name, cure=terms.cure)
        for terms in audit.for_users
        if terms.cure is not None and terms.license in licenses | left
    }
    return tuple(terms[key] for key in sorted(terms))


def _ids(audit: Audit) -> tuple[str, ...]:
    return tuple(finding.id for finding in verdict.ordered(audit.findings))


def _not_edited(finding: str) -> LeftOpen:
    return LeftOpen(finding=finding, why=WhyOpen.FILE_NOT_EDITED, advice="Edit the file by hand.")


def _still_open(finding: str) -> LeftOpen:
    advice = "The written files should meet it and do not: please report it as a bug of auditor."
    return LeftOpen(finding=finding, why=WhyOpen.STILL_OPEN, advice=advice)
