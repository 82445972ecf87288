"""Every trace of lineage, joined into edges: one per parent, or one per family for a candidate set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.declared import declared
from auditor.lineage.itself import itself as find_itself
from auditor.lineage.itself import same_model
from auditor.lineage.records import recorded
from auditor.lineage.signature import contradicts, hits, shape_of
from auditor.model import (
    Candidate,
    DocumentKind,
    Evidence,
    Itself,
    Location,
    Noun,
    Part,
    Relation,
    Rung,
    Upstream,
)

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.lineage.declared import Named
    from auditor.lineage.signature import Hit, Likeness
    from auditor.model import Copyright, Family, Release, Repository

_UNSETTLED_READINGS = (Relation.COPY, Relation.QUANTIZED, Relation.FINETUNE, Relation.MERGE)
"""What a shape alone leaves open."""


class Contradiction(Noun):
    """A declared parent whose shape this model cannot have come from."""

    upstream: str
    says: str
    evidence: tuple[Location, ...]


class Traced(Noun):
    """What is known of where a repository came from, one hop up."""

    itself: Itself | None
    upstreams: tuple[Upstream, ...]
    contradictions: tuple[Contradiction, ...]


def trace(repository: Repository, copyrights: tuple[Copyright, ...], knowledge: Knowledge) -> Traced:
    """The edges of one repository."""
    families = knowledge.families
    found = hits(repository.documents, families)
    own = find_itself(repository, copyrights, found, families)
    releases = {release.repo.lower(): (family, release) for family in families for release in family.releases}

    edges: list[Upstream] = []
    contradictions: list[Contradiction] = []
    named = _by_parent((*declared(repository), *recorded(repository, families)), releases)
    of_itself: list[Evidence] = []
    declares = [traces for traces in named.values() if any(one.evidence.rung is Rung.DECLARED for one in traces)]
    for parent, traces in named.items():
        known = releases.get(parent.lower())
        if known is None and "/" not in parent and traces not in declares:
            continue  # a leaked folder name that is no known release says nothing
        if own is not None and known is not None and known[1].repo == own.release:
            of_itself.extend(one.evidence for one in traces)
            continue
        edges.append(_named_edge(repository, parent, traces, known, siblings=len(declares)))
        if known is not None:
            contradictions.extend(_contradiction(repository, known, traces))
    edges = [_corroborated(edge, found, releases) for edge in edges]

    if own is None:
        explained = {edge.name.lower() for edge in edges if edge.part is Part.WEIGHTS}
        edges.extend(_signature_edges(found, families, explained))
    elif own.licensor is not True:
        edges.append(_copy_edge(own, *releases[own.release.lower()], of_itself))
    return Traced(itself=own, upstreams=tuple(edges), contradictions=tuple(contradictions))


def _by_parent(traces: tuple[Named, ...], releases: dict[str, tuple[Family, Release]]) -> dict[str, list[Named]]:
    """The traces of each parent, under the id of the release it is where that is known."""
    grouped: dict[str, list[Named]] = {}
    spelled: dict[str, str] = {}
    for named in traces:
        known = _known_release(named.parent, releases)
        name = known[1].repo if known else named.parent
        grouped.setdefault(spelled.setdefault(name.lower(), name), []).append(named)
    return grouped


def _known_release(parent: str, releases: dict[str, tuple[Family, Release]]) -> tuple[Family, Release] | None:
    """The release of that id; for a bare name, the one release of that name."""
    exact = releases.get(parent.lower())
    if exact or "/" in parent:
        return exact
    alike = [known for known in releases.values() if same_model(parent, known[1].repo)]
    return alike[0] if len(alike) == 1 else None


def _named_edge(
    repository: Repository,
    parent: str,
    traces: list[Named],
    known: tuple[Family, Release] | None,
    *,
    siblings: int,
) -> Upstream:
    """One parent's edge; how many parents are declared tells a merge where nobody says so."""
    said = list(dict.fromkeys(named.relation for named in traces if named.relation is not None))
    rungs = {named.evidence.rung for named in traces}
    part = Part.TOKENIZER if rungs == {Rung.TOKENIZER} else Part.CODE if said == [Relation.CODE] else Part.WEIGHTS
    if part is Part.WEIGHTS and len(said) > 1:
        said = [relation for relation in said if relation is not Relation.CODE]
    relations = tuple(said) or (_likely_relation(repository, siblings),)
    candidates = (_candidate(*known),) if known else ()
    return Upstream(
        name=parent,
        title=parent,
        relations=relations,
        candidates=candidates,
        evidence=tuple(named.evidence for named in traces),
        part=part,
    )


def _likely_relation(repository: Repository, siblings: int) -> Relation:
    """What the files show where nobody says it, as the Hub infers it."""
    if repository.of_kind(DocumentKind.ADAPTER_CONFIG):
        return Relation.ADAPTER
    if repository.of_kind(DocumentKind.MERGE_CONFIG):
        return Relation.MERGE
    weights = {entry.path.rpartition(".")[2].lower() for entry in repository.files}
    if "gguf" in weights and "safetensors" not in weights:
        return Relation.QUANTIZED
    return Relation.MERGE if siblings > 1 else Relation.FINETUNE


def _candidate(family: Family, release: Release, likeness: Likeness | None = None) -> Candidate:
    return Candidate(
        name=release.repo,
        license=release.license,
        grade=release.grade,
        source=release.source,
        date=release.date,
        copyrights=release.copyrights,
        copyrights_read=release.copyrights_read,
        holders=family.holders,
        notice_file=release.notice_file,
        matched=likeness.matched if likeness else 0,
        compared=likeness.compared if likeness else 0,
        note=release.note,
    )


def _corroborated(edge: Upstream, found: tuple[Hit, ...], releases: dict[str, tuple[Family, Release]]) -> Upstream:
    """A declared edge with the shape's agreement added to its evidence."""
    known = releases.get(edge.name.lower())
    if known is None:
        return edge
    for hit in found:
        if hit.family == known[0].key:
            best = max(hit.likenesses, key=lambda one: (one.release.repo == edge.name, one.matched))
            says = f"{best.matched} of {best.compared} fields agree with {known[0].name}"
            evidence = Evidence(rung=Rung.SIGNATURE, says=says, location=Location(path=hit.path))
            return edge.model_copy(update={"evidence": (*edge.evidence, evidence)})
    return edge


def _signature_edges(found: tuple[Hit, ...], families: tuple[Family, ...], explained: set[str]) -> list[Upstream]:
    """One edge per family whose shape the model has and whose releases nobody named."""
    by_key = {family.key: family for family in families}
    edges: dict[str, Upstream] = {}
    for hit in found:
        family = by_key[hit.family]
        if family.collides or any(release.repo.lower() in explained for release in family.releases):
            continue
        originals = [likeness for likeness in hit.likenesses if not likeness.release.base]
        if not originals or hit.family in edges:
            continue
        best = max(originals, key=lambda one: one.matched)
        says = f"{best.matched} of the {best.compared} fields that can be compared agree with {family.name}"
        edges[hit.family] = Upstream(
            name=family.key,
            title=f"{family.name} ({family.publisher})",
            relations=_UNSETTLED_READINGS,
            candidates=tuple(_candidate(family, likeness.release, likeness) for likeness in originals),
            evidence=(Evidence(rung=Rung.SIGNATURE, says=says, location=Location(path=hit.path)),),
            note=family.note,
        )
    return list(edges.values())


def _copy_edge(own: Itself, family: Family, release: Release, traces: list[Evidence]) -> Upstream:
    """A copy of a known release, whose publisher is somebody else or not told."""
    return Upstream(
        name=release.repo,
        title=release.repo,
        relations=(Relation.COPY,),
        candidates=(_candidate(family, release),),
        evidence=(Evidence(rung=Rung.NAMED, says=own.says), *traces),
        licensor_unknown=own.licensor is None,
        note=family.note,
    )


def _contradiction(repository: Repository, known: tuple[Family, Release], traces: list[Named]) -> list[Contradiction]:
    family, release = known
    found = []
    for document in repository.documents:
        if document.path.rpartition("/")[0] != document.root:
            continue  # a component (a vision tower, a VAE) has its own parent
        differences = contradicts(shape_of(document), family)
        if differences:
            says = f"{release.repo} is named as the base, and {document.path} has {'; '.join(differences)}"
            places = tuple(named.evidence.location for named in traces if named.evidence.location)
            place = (*places, Location(path=document.path))
            found.append(Contradiction(upstream=release.repo, says=says, evidence=place))
    return found
