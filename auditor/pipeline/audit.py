"""The stages of one audit, in their order."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from auditor import lineage, resolve, sources, spdx, verdict
from auditor.engine import Scene, evaluate, findings, own_terms
from auditor.knowledge import default_knowledge
from auditor.model import Audit, FailOn, Standing, Verdict
from auditor.pipeline.ancestors import Shown, ancestors
from auditor.pipeline.reading import Reading, of_source
from auditor.policy.waivers import apply as apply_waivers
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.knowledge import Knowledge
    from auditor.model import Outcome, Progress, Repository, Source, Statement, Unread, Waiver
    from auditor.pipeline.ancestors import Finder
    from auditor.sources import Hub


def audit(
    target: str | Source,
    *,
    name: str | None = None,
    as_of: str | None = None,
    waivers: tuple[Waiver, ...] = (),
    fail_on: FailOn = FailOn.WARNING,
    scancode: bool = True,
    progress: Progress | None = None,
    knowledge: Knowledge | None = None,
    finder: Finder | None = None,
    against: str | Source | None = None,
    hub: Hub | None = None,
    hub_parents: bool = False,
    judge: bool = True,
) -> Audit:
    """Audit a model directory, a file, a repository on the Hub, or whatever a Source serves.

    `name` is the model's own name ("org/name"), `as_of` the day the audit speaks for (YYYY-MM-DD, today).
    `finder` gives the Source of a parent by its id, where it is at hand: by default what stands beside the target.
    `against` is a suspected parent, compared file by file, tensor by tensor and token by token.
    `hub` is the Hub to ask, the public one or that of HF_ENDPOINT by default; parents are looked for on it where the
    target is there or was downloaded from there by auditor, and of another local target with `hub_parents`.
    `judge=False` asks no rule, for whoever wants the lineage alone: no finding in the result means nothing then.
    Raises AuditorError where no audit can be performed.
    """
    known = knowledge or default_knowledge()
    day = as_of or datetime.now(tz=UTC).date().isoformat()

    def read(of: Source, called: str | None) -> Reading:
        return of_source(of, called, known, scancode=scancode, progress=progress)

    with ExitStack() as opened:
        asked = hub or opened.enter_context(sources.Hub(progress=progress))
        source = sources.open_target(target, hub=asked) if isinstance(target, str) else target
        reading = read(source, name)
        if not source.remote:
            # what carries a tokenizer is read whole: cheap on a disk only
            reading = reading._replace(traced=lineage.with_tokenizer(reading.traced, source, known))
        repository, identified, traced = reading.repository, reading.identified, reading.traced
        compared, shown = _compared(source, against, asked, read, progress, known)
        upstreams = ancestors(
            reading,
            source,
            finder or sources.beside(source),
            asked if hub_parents or sources.from_hub(source) else None,
            shown,
            scancode=scancode,
            progress=progress,
        )
    said = resolve.statements(repository, identified.detections, upstreams, known)
    unread = (*repository.unread, *identified.notes, *compared)
    edges = (*upstreams, *own_terms(repository, said, traced, known))
    scene = Scene(
        repository=repository,
        detections=identified.detections,
        copyrights=identified.copyrights,
        statements=said,
        upstreams=edges,
        knowledge=known,
        known_release=traced.known_release,
        contradictions=traced.contradictions,
        unread=unread,
    )
    rules = known.rules if judge else ()
    outcomes = evaluate(scene, rules)
    found, states = apply_waivers(findings(scene, rules, outcomes), waivers, day)
    concluded = resolve.concluded(said, upstreams)
    return Audit(
        target=source.target,
        as_of=day,
        version=own_version(),
        rules_digest=known.digest,
        standing=verdict.standing(found, unread=unread, concluded=concluded) if judge else Standing.UNDETERMINED,
        repository=_without_words(repository),
        known_release=traced.known_release,
        statements=said,
        detections=identified.detections,
        copyrights=identified.copyrights,
        upstreams=edges,
        concluded=concluded,
        findings=found,
        outcomes=_rest(outcomes),
        unread=unread,
        names=_names(said, known),
        waivers=states,
        fail_on=fail_on,
    )


def _compared(
    source: Source,
    against: str | Source | None,
    hub: Hub,
    read: Callable[[Source, str | None], Reading],
    progress: Progress | None,
    known: Knowledge,
) -> tuple[tuple[Unread, ...], Shown | None]:
    """What could not be compared with a suspected parent, and what the comparison shows."""
    if against is None:
        return (), None
    other = sources.open_target(against, hub=hub) if isinstance(against, str) else against
    compared = lineage.compare(source, other, progress=progress)
    edge = lineage.edge_of(compared, other, frozenset(known.release_index.families))
    return compared.unread, Shown(edge, read(other, None).as_parent(edge.name, other)) if edge else None


def _rest(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """What no finding carries: what is met, what a license requires first; then what does not apply."""
    met = (outcome for outcome in outcomes if outcome.verdict is Verdict.MET)
    aside = (outcome for outcome in outcomes if outcome.verdict is Verdict.NOT_APPLICABLE)
    return (*sorted(met, key=lambda outcome: outcome.citation is None), *aside)


def _without_words(repository: Repository) -> Repository:
    """The repository as an Audit keeps it: which documents were read, not what they say."""
    documents = tuple(document.replace(text="", fields=()) for document in repository.documents)
    return repository.replace(documents=documents)


def _names(said: tuple[Statement, ...], known: Knowledge) -> dict[str, str]:
    """What a reader calls the licenses that the statements name."""
    ids = sorted({license_id for statement in said for license_id in spdx.ids(statement.expression)})
    profiles = {license_id: known.profile(license_id) for license_id in ids}
    return {license_id: profile.name for license_id, profile in profiles.items() if profile is not None}


def own_version() -> str:
    """The version of auditor."""
    return VERSION
