"""audit(): collect, read, identify, trace, resolve, judge."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from auditor import documents, lineage, resolve, sources, spdx
from auditor.engine import Scene, apply_waivers, evaluate, findings
from auditor.identify import identify
from auditor.knowledge import Knowledge
from auditor.model import (
    Audit,
    Candidate,
    Certainty,
    Evidence,
    Grade,
    Part,
    Relation,
    Rung,
    StatementSource,
    Upstream,
    Verdict,
)

if TYPE_CHECKING:
    from auditor.model import Outcome, Progress, Repository, Source, Statement, Waiver


def audit(
    target: str | Source,
    *,
    name: str | None = None,
    as_of: str | None = None,
    waivers: tuple[Waiver, ...] = (),
    fail_on: str = "warning",
    scancode: bool = True,
    progress: Progress | None = None,
    knowledge: Knowledge | None = None,
) -> Audit:
    """Audit a model directory, a file, or whatever a Source serves.

    `name` is the model's own name ("org/name"), `as_of` the day the audit speaks for (YYYY-MM-DD, today).
    Raises AuditorError where no audit can be performed.
    """
    source = sources.open_target(target) if isinstance(target, str) else target
    known = knowledge or Knowledge()
    day = as_of or datetime.now(tz=UTC).date().isoformat()
    repository = documents.read(source, name=name)
    identified = identify(repository, known, scancode=scancode, progress=progress)
    traced = lineage.trace(repository, identified.copyrights, known)
    said = resolve.statements(repository, identified.detections, traced.upstreams, known)
    unread = (*repository.unread, *identified.notes)
    scene = Scene(
        repository=repository,
        detections=identified.detections,
        copyrights=identified.copyrights,
        statements=said,
        upstreams=(*traced.upstreams, *_own_terms(repository, said, traced, known)),
        knowledge=known,
        itself=traced.itself,
        contradictions=traced.contradictions,
        unread=unread,
    )
    outcomes = evaluate(scene, known.rules)
    found, states = apply_waivers(findings(scene, known.rules, outcomes), waivers, day)
    return Audit(
        target=source.target,
        as_of=day,
        version=own_version(),
        rules_digest=known.digest,
        repository=repository,
        itself=traced.itself,
        statements=said,
        detections=identified.detections,
        copyrights=identified.copyrights,
        upstreams=traced.upstreams,
        concluded=resolve.concluded(said, traced.upstreams),
        findings=found,
        met=_met(outcomes),
        unread=unread,
        names=_names(said, known),
        waivers=states,
        fail_on=fail_on,
    )


def _met(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """What was asked and is there: what a license asks first, what any repository is asked after it."""
    shown = (outcome for outcome in outcomes if outcome.verdict is Verdict.MET)
    return tuple(sorted(shown, key=lambda outcome: outcome.citation is None))


def _names(said: tuple[Statement, ...], known: Knowledge) -> dict[str, str]:
    """What a reader calls the licenses that the statements name."""
    ids = sorted({license_id for statement in said for license_id in spdx.ids(statement.expression)})
    profiles = {license_id: known.profile(license_id) for license_id in ids}
    return {license_id: profile.name for license_id, profile in profiles.items() if profile is not None}


def own_version() -> str:
    """The installed version; "unknown" where auditor runs from a tree that was never installed."""
    try:
        return version("auditor")
    except PackageNotFoundError:
        return "unknown"


def _own_terms(
    repository: Repository, said: tuple[Statement, ...], traced: lineage.Traced, known: Knowledge
) -> tuple[Upstream, ...]:
    """A model without other people's ancestors, as a copy of itself: what its own license asks of a distributor.

    A licensor is not bound by its own terms (design §5.11), so nothing is asked where the publisher is known
    to be the licensor, and at most undetermined where nothing tells.
    """
    offered = [one for one in resolve.outbound(said) if one.certainty is Certainty.IDENTIFIED]
    of_others = [edge for edge in traced.upstreams if edge.part is Part.WEIGHTS and not edge.own]
    of_its_own = any(edge.own and edge.candidates for edge in traced.upstreams)
    if traced.itself or of_others or of_its_own or not offered:
        return ()
    declared = [one for one in offered if one.source is StatementSource.DECLARED] or offered
    if all(lineage.by_steward(repository, one.expression, known) for one in declared):
        return ()
    candidate = Candidate(
        name=repository.name or "this model",
        license=spdx.conjunction(one.expression for one in declared),
        grade=Grade.SEEN,
        copyrights_read=False,
        notice_file=False,
    )
    places = next((one.location for one in declared if one.location), None)
    evidence = Evidence(rung=Rung.DECLARED, says="no base is named or shown: its own terms", location=places)
    return (
        Upstream(
            name="self",
            title="this model's own license",
            relations=(Relation.COPY,),
            candidates=(candidate,),
            evidence=(evidence,),
            part=Part.WEIGHTS,
            licensor_unknown=True,
        ),
    )
