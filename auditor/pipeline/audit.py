"""audit(): one model, gathered whole and then judged once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import resolve, spdx, verdict
from auditor.engine import Scene, evaluate, findings
from auditor.model import Audit, Verdict
from auditor.pipeline.context import DEFAULTS, working
from auditor.pipeline.gathering import gather
from auditor.policy.waivers import apply as apply_waivers
from auditor.version import VERSION

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Facts, Options, Outcome, Progress, Repository, Statement, Target
    from auditor.pipeline.context import Context, Finder
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
    any `Source`; a `Path` is never taken for a repository on the Hub. `knowledge` is by default what comes with
    auditor, read once in a process. `hub` is by default the public Hub, or that of HF_ENDPOINT: parents are looked for
    there where the target is there or was downloaded from there by auditor, and for any target with
    `Options.hub_parents`. `finder` gives the `Source` of a parent by its id, by default what is beside the target.

    Raises `ConfigError` for a value that cannot be, `TargetError` where there is no model, `SourceError` where what
    serves it fails, `RuleError` where `knowledge` is malformed: no audit was performed then.

    >>> import auditor
    >>> audit = auditor.audit("examples/04-llama-relicensed-as-apache/repo", auditor.Options(scancode=False))
    >>> audit.standing.value, audit.failing[0].id
    ('does-not-comply', 'license-text-missing:llama3.1:meta-llama/Llama-3.1-8B')
    """
    with working(knowledge, hub, progress, finder) as context:
        return audit_in(context, target, options)


def audit_in(context: Context, target: Target, options: Options) -> Audit:
    """The audit of one model with what is already open; raises as `audit` does."""
    return judge(gather(target, options, context), options, context.knowledge)


def judge(facts: Facts, options: Options, knowledge: Knowledge) -> Audit:
    """The audit that the facts of one model come to."""
    day = options.day
    scene = Scene(facts, knowledge)
    outcomes = evaluate(scene, knowledge.rules)
    concluded = resolve.concluded(facts.statements, facts.ancestors)
    judged, states = apply_waivers(findings(scene, knowledge.rules, outcomes), options.waivers, day)
    return Audit(
        target=facts.repository.target,
        as_of=day,
        version=VERSION,
        rules_digest=knowledge.digest,
        standing=verdict.standing(judged, unread=facts.unread, concluded=concluded),
        repository=without_words(facts.repository),
        known_release=facts.known_release,
        statements=facts.statements,
        detections=facts.detections,
        copyrights=facts.copyrights,
        upstreams=facts.upstreams,
        concluded=concluded,
        findings=judged,
        outcomes=_rest(outcomes),
        unread=facts.unread,
        names=license_names(facts.statements, knowledge),
        waivers=states,
        fail_on=options.fail_on,
    )


def _rest(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """What no finding carries: what is met, what a license requires first; then what does not apply."""
    met = (outcome for outcome in outcomes if outcome.verdict is Verdict.MET)
    aside = (outcome for outcome in outcomes if outcome.verdict is Verdict.NOT_APPLICABLE)
    return (*sorted(met, key=lambda outcome: outcome.citation is None), *aside)


def without_words(repository: Repository) -> Repository:
    """The repository as a result keeps it: which documents were read, not what they say."""
    documents = tuple(document.replace(text="", fields=()) for document in repository.documents)
    return repository.replace(documents=documents)


def license_names(statements: tuple[Statement, ...], knowledge: Knowledge) -> dict[str, str]:
    """What a reader calls the licenses that the statements name."""
    ids = sorted({license_id for statement in statements for license_id in spdx.ids(statement.expression)})
    profiles = {license_id: knowledge.profile(license_id) for license_id in ids}
    return {license_id: profile.name for license_id, profile in profiles.items() if profile is not None}
