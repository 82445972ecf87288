"""audit(): gathers all facts of one model, then judges them once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import resolve, spdx, verdict
from auditor.documents.models.narrowing import unsettled_bases
from auditor.engine import Scene, findings, governing, of_edges, of_repository, user_terms
from auditor.model import Audit, DocumentKind, NameSource, Standing, Verdict, WeightsState
from auditor.model.budget import Budget
from auditor.model.cuts import Cuts
from auditor.pipeline.context import DEFAULTS, working
from auditor.pipeline.excerpts import excerpts
from auditor.pipeline.gathering import gather, open_target
from auditor.pipeline.models import divide, only
from auditor.pipeline.readings import agreed, of_some
from auditor.policy import permissions, waivers
from auditor.policy.use import facts_that_decide, for_use
from auditor.version import VERSION

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Facts, Options, Outcome, Progress, Repository, Source, Statement, Target
    from auditor.pipeline.context import Context, Finder
    from auditor.pipeline.models import Subject
    from auditor.sources import Hub


def audit(
    target: Target,
    options: Options = DEFAULTS,
    *,
    knowledge: Knowledge | None = None,
    hub: Hub | None = None,
    progress: Progress | None = None,
    finder: Finder | None = None,
) -> Audit:
    """Audit one model: whether what its licenses, and those of the models it was made from, require is there.

    `target` is a model directory, a `.gguf` or `.safetensors` file, a repository on the Hub ("org/name@revision"), or
    any `Source`; a `Path` never means a repository on the Hub. `knowledge` is by default what comes with auditor, read
    once per process. `hub` is by default the public Hub, or that of HF_ENDPOINT: parents are searched for there if the
    target is there or was downloaded from there by auditor, and for any target with `Options.hub_parents`. `finder`
    returns the `Source` of a parent by its id, by default from the folders next to the target.

    If there is no model (no weights, no configuration, no card), the audit lists the documents with the standing
    `not-a-model`: nothing was judged. Raises `ConfigError` for an invalid value, `TargetError` if there is nothing or
    several models (see `auditor.survey`), `SourceError` if the target cannot be served, `RuleError` if `knowledge` is
    malformed: no audit was performed then.

    >>> import auditor
    >>> audit = auditor.audit("examples/04-llama-relicensed-as-apache/repo", auditor.Options(scancode=False))
    >>> audit.standing.value, audit.failing[0].id
    ('does-not-comply', 'limit-dropped:llama3.1:meta-llama/Llama-3.1-8B')
    """
    with working(knowledge, hub, progress, finder) as context:
        return audit_in(context, target, options)


def audit_in(context: Context, target: Target, options: Options) -> Audit:
    """The audit of the one model of a target in an open context; raises as `audit` does."""
    budget = Budget(options.time_limit)
    division = divide(open_target(target, context.hub), options.roots, budget)
    return audit_subject(context, only(division), options, budget=budget)


def audit_of_root(context: Context, source: Source, options: Options) -> Audit:
    """The audit of the one model of a source, or of the model with the named root; raises as `audit` does."""
    budget = Budget(options.time_limit)
    subject = only(divide(source, options.roots, budget), options.only_root)
    return audit_subject(context, subject, options, budget=budget)


def audit_subject(
    context: Context, subject: Subject, options: Options, *, alone: bool = True, budget: Budget | None = None
) -> Audit:
    """The audit of one model: each open join is judged both ways, and only what both agree on is concluded.

    `alone`: nothing else is audited in this run, so a waiver without a target may be meant for this model. The models
    of one target share its `budget`; without one, the model has the whole time limit.
    """
    if not subject.is_model:
        return _no_model(
            gather(subject.source, subject.roots, options.replace(scancode=False), context), options, context
        )
    budget = budget or Budget(options.time_limit)
    facts = gather(subject.source, subject.roots, options, context, budget)
    made = judge(facts, options, context.knowledge, budget)
    for reading in subject.others:
        read_so = gather(reading.source, reading.roots, options, context, budget)
        other = judge(read_so, options, context.knowledge, budget)
        made = agreed(made, other, reading)
    made = of_some(made, unsettled_bases(facts.repository.of_kind(DocumentKind.CARD), subject.scope))
    day = options.day
    own_name = _names_itself(facts.repository)
    covered, stated = permissions.apply(
        made, options.permissions, context.knowledge, day, own_name=own_name, alone=alone
    )
    made = made.replace(findings=covered, permissions=stated)
    waived, states = waivers.apply(made, options.waivers, day, own_name=own_name, alone=alone)
    return made.replace(
        findings=waived,
        waivers=states,
        standing=verdict.standing(waived, unread=made.unread, concluded=made.concluded),
        weights=subject.weights,
        joins=subject.joins,
    )


def judge(facts: Facts, options: Options, knowledge: Knowledge, budget: Budget) -> Audit:
    """The audit of the facts of one model, before any waiver; what there is no time for is reported as not read."""
    scene = Scene(facts, knowledge)
    cuts = Cuts(budget)
    about_edges = of_edges(scene, knowledge.rules, cuts)
    if cuts.unread:
        facts = facts.replace(unread=(*facts.unread, *cuts.unread))
        scene = Scene(facts, knowledge)
    outcomes = (*of_repository(scene, knowledge.rules), *about_edges)
    concluded = resolve.concluded(facts.statements, facts.ancestors)
    made = findings(scene, knowledge.rules, outcomes)
    return _audit(facts, options, knowledge).replace(
        standing=verdict.standing(made, unread=facts.unread, concluded=concluded),
        concluded=concluded,
        findings=made,
        outcomes=_without_finding(outcomes),
        for_users=user_terms(scene),
        for_use=for_use(scene, options.use) if options.use is not None else None,
        uses_differ=facts_that_decide(scene),
        licenses=governing(scene),
        excerpts=excerpts(facts.repository, made, facts.statements),
    )


def _names_itself(repository: Repository) -> bool:
    """Whether the name is from files of the target, which may claim any name."""
    return repository.name_source not in (
        NameSource.GIVEN,
        NameSource.HUB,
        NameSource.DOWNLOAD_RECORD,
        NameSource.HUB_CACHE,
    )


def _no_model(facts: Facts, options: Options, context: Context) -> Audit:
    """The audit of a target without a model: its documents, nothing judged."""
    return _audit(facts, options, context.knowledge).replace(weights=WeightsState.NONE)


def _audit(facts: Facts, options: Options, knowledge: Knowledge) -> Audit:
    """An audit with what it repeats of the facts."""
    return Audit(
        target=facts.repository.target,
        as_of=options.day,
        version=VERSION,
        rules_digest=knowledge.digest,
        standing=Standing.NOT_A_MODEL,
        repository=without_words(facts.repository),
        known_release=facts.known_release,
        statements=facts.statements,
        detections=facts.detections,
        copyrights=facts.copyrights,
        upstreams=facts.upstreams,
        concluded=spdx.NOASSERTION,
        findings=(),
        outcomes=(),
        unread=facts.unread,
        mentions=facts.mentions,
        names=license_names(facts.statements, knowledge),
        fail_on=options.fail_on,
    )


def _without_finding(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """The outcomes without a finding: those met, what a license requires first; then those not applicable."""
    met = (outcome for outcome in outcomes if outcome.verdict is Verdict.MET)
    aside = (outcome for outcome in outcomes if outcome.verdict is Verdict.NOT_APPLICABLE)
    return (*sorted(met, key=lambda outcome: outcome.citation is None), *aside)


def without_words(repository: Repository) -> Repository:
    """The repository as kept in a result: the documents that were read, without their content."""
    documents = tuple(document.replace(text="", fields=()) for document in repository.documents)
    return repository.replace(documents=documents)


def license_names(statements: tuple[Statement, ...], knowledge: Knowledge) -> dict[str, str]:
    """The names, for a reader, of the licenses in the statements."""
    ids = sorted({license_id for statement in statements for license_id in spdx.ids(statement.expression)})
    profiles = {license_id: knowledge.profile(license_id) for license_id in ids}
    return {license_id: profile.name for license_id, profile in profiles.items() if profile is not None}
