"""audit(): collect, read, identify, trace, resolve, judge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, NamedTuple

from auditor import documents, lineage, resolve, sources, spdx
from auditor.engine import Scene, apply_waivers, evaluate, findings, own_terms
from auditor.identify import identify
from auditor.knowledge import Knowledge
from auditor.model import Audit, Certainty, DocumentKind, Repository, Source, Unread, Upstream, Verdict

if TYPE_CHECKING:
    from auditor.identify import Identified
    from auditor.model import Outcome, Progress, Statement, Waiver


Finder = Callable[[str], Source | None]
"""The Source of a repository by its id, where it is at hand."""


class Shown(NamedTuple):
    """A parent that a comparison shows, and what its own repository says."""

    edge: Upstream
    parent: lineage.Parent


class Reading(NamedTuple):
    """What one repository says, before anything is judged."""

    repository: Repository
    identified: Identified
    traced: lineage.Traced
    known: Knowledge

    def as_parent(self, name: str) -> lineage.Parent:
        """What a child needs to know of it."""
        said = resolve.statements(self.repository, self.identified.detections, (), self.known)
        offered = [one.expression for one in resolve.outbound(said) if one.certainty is Certainty.IDENTIFIED]
        licenses = {document.path for document in self.repository.of_kind(DocumentKind.LICENSE)}
        lines = [one for one in self.identified.copyrights if one.location.path in licenses and not one.template]
        notices = self.repository.of_kind(DocumentKind.NOTICE)
        return lineage.Parent(
            name=name,
            license=spdx.conjunction(offered) or None,
            copyrights=tuple(dict.fromkeys(one.statement for one in lines)),
            notice_text="\n".join(notice.text for notice in notices),
            notice_file=bool(notices),
            place=self.repository.target,
            upstreams=self.traced.upstreams,
            unread=tuple(one.path for one in self.repository.unread if one.matters),
        )


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
    finder: Finder | None = None,
    against: str | Source | None = None,
    judge: bool = True,
) -> Audit:
    """Audit a model directory, a file, or whatever a Source serves.

    `name` is the model's own name ("org/name"), `as_of` the day the audit speaks for (YYYY-MM-DD, today).
    `finder` gives the Source of a parent by its id, where it is at hand: by default what stands beside the target.
    `against` is a suspected parent, compared file by file, tensor by tensor and token by token.
    `judge=False` asks no rule, for whoever wants the lineage alone: no finding in the result means nothing then.
    Raises AuditorError where no audit can be performed.
    """
    source = sources.open_target(target) if isinstance(target, str) else target
    known = knowledge or Knowledge()
    day = as_of or datetime.now(tz=UTC).date().isoformat()

    def read(of: Source, called: str | None) -> Reading:
        return _read(of, called, known, scancode=scancode, progress=progress)

    reading = read(source, name)
    if isinstance(source, sources.LocalSource):
        # what carries a tokenizer is read whole: cheap on a disk only
        reading = reading._replace(traced=lineage.with_tokenizer(reading.traced, source, known))
    repository, identified, traced = reading.repository, reading.identified, reading.traced
    compared, shown = _compared(source, against, read, progress)
    upstreams = _ancestors(reading, read, finder or sources.beside(source), shown)
    said = resolve.statements(repository, identified.detections, upstreams, known)
    unread = (*repository.unread, *identified.notes, *compared)
    scene = Scene(
        repository=repository,
        detections=identified.detections,
        copyrights=identified.copyrights,
        statements=said,
        upstreams=(*upstreams, *own_terms(repository, said, traced, known)),
        knowledge=known,
        itself=traced.itself,
        contradictions=traced.contradictions,
        unread=unread,
    )
    rules = known.rules if judge else ()
    outcomes = evaluate(scene, rules)
    found, states = apply_waivers(findings(scene, rules, outcomes), waivers, day)
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
        upstreams=upstreams,
        concluded=resolve.concluded(said, upstreams),
        findings=found,
        met=_met(outcomes),
        unread=unread,
        names=_names(said, known),
        waivers=states,
        fail_on=fail_on,
    )


def _read(source: Source, name: str | None, known: Knowledge, *, scancode: bool, progress: Progress | None) -> Reading:
    """One repository, read, identified and traced one hop."""
    repository = documents.read(source, name=name)
    identified = identify(repository, known, scancode=scancode, progress=progress)
    return Reading(repository, identified, lineage.trace(repository, identified.copyrights, known), known)


def _compared(
    source: Source,
    against: str | Source | None,
    read: Callable[[Source, str | None], Reading],
    progress: Progress | None,
) -> tuple[tuple[Unread, ...], Shown | None]:
    """What could not be compared with a suspected parent, and what the comparison shows."""
    if against is None:
        return (), None
    other = sources.open_target(against) if isinstance(against, str) else against
    compared = lineage.compare(source, other, progress=progress)
    edge = lineage.shown(compared, other)
    return compared.unread, Shown(edge, read(other, None).as_parent(edge.name)) if edge else None


def _ancestors(
    reading: Reading, read: Callable[[Source, str | None], Reading], finder: Finder, shown: Shown | None
) -> tuple[Upstream, ...]:
    """The edges to every ancestor that is at hand, to the fixpoint."""
    edges = reading.traced.upstreams
    if shown is not None:
        edges = lineage.with_edge(edges, shown.edge)
    ancestry = lineage.Ancestry(edges, itself=reading.repository.name or "")
    if shown is not None:
        ancestry.grow(shown.parent)
    while (name := ancestry.next_parent()) is not None:
        source = finder(name)
        if source is not None:
            ancestry.grow(read(source, name).as_parent(name))
    return ancestry.edges


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
