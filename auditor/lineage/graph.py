"""Every trace of lineage, joined into edges: one per parent, or one per family for a candidate set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.bytes.digests import recorded
from auditor.lineage.components import component_of
from auditor.lineage.edges import candidate, publisher_of
from auditor.lineage.headers.code import code_of_others
from auditor.lineage.headers.datasets import datasets
from auditor.lineage.headers.declared import declared, names_itself
from auditor.lineage.headers.training import trained
from auditor.lineage.licensed import by_license, offered
from auditor.lineage.prose.quantizers import quantized
from auditor.lineage.prose.titles import by_title
from auditor.lineage.relations import likely, said
from auditor.lineage.releases import releases_of
from auditor.lineage.shape.known_release import itself as find_itself
from auditor.lineage.shape.known_release import same_model, says_so_itself
from auditor.lineage.shape.signature import contradicts, hits, shape_of
from auditor.lineage.upward import further_up
from auditor.model import Evidence, Itself, Location, Noun, Part, Relation, Rung, Upstream

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.lineage.headers.declared import Named
    from auditor.lineage.releases import Known, Releases
    from auditor.lineage.shape.signature import Hit
    from auditor.model import Copyright, Repository

_UNSETTLED_READINGS = (Relation.COPY, Relation.QUANTIZED, Relation.FINETUNE, Relation.MERGE)
"""What a shape alone leaves open."""


class Contradiction(Noun, frozen=True, kw_only=True):
    """A declared parent whose shape this model cannot have come from."""

    upstream: str
    says: str
    evidence: tuple[Location, ...]


class Traced(Noun, frozen=True, kw_only=True):
    """What is known of where a repository came from, one hop up."""

    itself: Itself | None
    upstreams: tuple[Upstream, ...]
    contradictions: tuple[Contradiction, ...]


def trace(repository: Repository, copyrights: tuple[Copyright, ...], knowledge: Knowledge) -> Traced:
    """The edges of one repository."""
    releases = releases_of(knowledge)
    found = hits(repository.documents, releases)
    own = find_itself(repository, copyrights, found, releases, offered(repository, knowledge))

    edges: list[Upstream] = []
    contradictions: list[Contradiction] = []
    told = declared(repository)
    traces_here = (
        *told,
        *quantized(repository, releases, told),
        *recorded(repository, releases),
        *trained(repository, releases),
    )
    named = _by_parent(traces_here, releases)
    perhaps = own if own is not None and _declares_kin(own, repository, named, releases) else None
    own = None if perhaps is not None else own
    of_itself: list[Named] = []
    declares = [traces for traces in named.values() if _declare(traces)]
    unexplained = [traces for traces in declares if all(one.relation is None for one in traces)]
    for parent, traces in named.items():
        known = releases.get(parent)
        if known is None and "/" not in parent and traces not in declares:
            continue  # a leaked folder name that is no known release says nothing
        if own is not None and known is not None and known.release.repo == own.release:
            of_itself.extend(traces)
            continue
        edges.append(_named_edge(repository, parent, traces, known, siblings=len(unexplained)))
        if known is not None and edges[-1].part is Part.WEIGHTS and not edges[-1].component:
            spoken = _contradiction(repository, known, traces)
            contradictions.extend(spoken)
            if spoken and not _is_declared(edges[-1]):
                # a configuration begun from that of a known model and changed keeps the name, and none of the weights
                edges[-1] = edges[-1].replace(against=spoken[0].says)
    edges = [_corroborated(edge, found, releases) for edge in edges]

    if own is not None and own.licensor is not True:
        edges.append(_copy_edge(repository, own, releases.by_id[own.release.lower()], of_itself))
    edges = further_up(edges, own, releases)
    if own is None:
        if not any(edge.part is Part.WEIGHTS and not edge.component and _is_declared(edge) for edge in edges):
            edges.extend(_corroborated(edge, found, releases) for edge in by_title(repository, releases))
        explained = {name.lower() for edge in edges if edge.part is Part.WEIGHTS for name in _names(edge)}
        edges.extend(_signature_edges(repository, found, releases, explained))
        edges.extend(by_license(repository, edges, knowledge))
        edges.extend(_of_itself(repository))
    edges = [_of_whom(edge, repository, own or perhaps) for edge in edges]
    return Traced(
        itself=own,
        upstreams=(*edges, *code_of_others(repository, copyrights, releases, own), *datasets(repository, releases)),
        contradictions=tuple(contradictions),
    )


def _by_parent(traces: tuple[Named, ...], releases: Releases) -> dict[str, list[Named]]:
    """The traces of each parent, under the id of the release it is where that is known."""
    grouped: dict[str, list[Named]] = {}
    spelled: dict[str, str] = {}
    for named in traces:
        found = releases.get(named.parent) or releases.called(named.parent)
        name = found.release.repo if found else named.parent
        grouped.setdefault(spelled.setdefault(name.lower(), name), []).append(named)
    return grouped


def _named_edge(
    repository: Repository,
    parent: str,
    traces: list[Named],
    known: Known | None,
    *,
    siblings: int,
) -> Upstream:
    """One parent's edge; how many parents are declared tells a merge where nobody says so."""
    rungs = {named.evidence.rung for named in traces}
    taken = rungs == {Rung.TOKENIZER} or all(named.part is Part.TOKENIZER for named in traces)
    of_weights = [named for named in traces if named.part is not Part.TOKENIZER]
    relations = said(repository, traces if taken else of_weights, siblings)
    if rungs == {Rung.NAMED} and relations == (Relation.FINETUNE,) and all(one.relation is None for one in traces):
        relations = _UNSETTLED_READINGS
    part = Part.TOKENIZER if taken else Part.CODE if relations == (Relation.CODE,) else Part.WEIGHTS
    candidates = (candidate(*known),) if known else ()
    return Upstream(
        name=parent,
        title=parent,
        relations=relations,
        candidates=candidates,
        evidence=tuple(named.evidence for named in traces),
        part=part,
        component=_component(traces),
        against=traces[0].doubt if all(one.doubt for one in traces) else "",
    )


def _component(traces: list[Named]) -> str:
    """What of a pipeline the traces are about; "" where one of them is about the model as a whole."""
    named = [trace.component for trace in traces]
    return ", ".join(dict.fromkeys(named)) if all(named) else ""


def _of_itself(repository: Repository) -> list[Upstream]:
    """A card that names its own repository as the base: the shortest circle, and no lineage."""
    traces = names_itself(repository)
    if not traces:
        return []
    name = repository.name or ""
    return [
        Upstream(
            name=name,
            title=name,
            relations=tuple(dict.fromkeys(one.relation for one in traces if one.relation)) or (Relation.FINETUNE,),
            candidates=(),
            evidence=tuple(one.evidence for one in traces),
            cycle=True,
            note=f"a cycle: {name} names itself as its base; it is cut there",
        )
    ]


def _corroborated(edge: Upstream, found: tuple[Hit, ...], releases: Releases) -> Upstream:
    """A declared edge with the shape's agreement added to its evidence."""
    known = releases.get(edge.name) if edge.part is Part.WEIGHTS else None
    family = known.family if known is not None else releases.by_key.get(edge.name)
    for hit in found if family is not None else ():
        if family is not None and hit.family == family.key:
            best = max(hit.likenesses, key=lambda one: (one.release.repo == edge.name, one.matched))
            says = f"{best.matched} of {best.compared} fields agree with {family.name}"
            evidence = Evidence(rung=Rung.SIGNATURE, says=says, location=Location(path=hit.path))
            return edge.replace(evidence=(*edge.evidence, evidence), against="")
    return edge


def _signature_edges(
    repository: Repository,
    found: tuple[Hit, ...],
    releases: Releases,
    explained: set[str],
) -> list[Upstream]:
    """One edge per family whose shape the model has and whose releases nobody named.

    Where only a known derivative has all its numbers, the candidates are what that was made from.
    """
    edges: dict[str, Upstream] = {}
    # what the whole model shows goes before what a component does
    for hit in sorted(found, key=lambda one: bool(component_of(one.path, repository))):
        family = releases.by_key[hit.family]
        if family.collides or any(release.repo.lower() in explained for release in family.releases):
            continue
        originals = [likeness for likeness in hit.likenesses if not likeness.release.base]
        candidates = [candidate(family, likeness.release, likeness) for likeness in originals]
        if not originals:
            bases = dict.fromkeys(likeness.release.base.lower() for likeness in hit.likenesses)
            candidates = [candidate(*known) for base in bases if (known := releases.get(base)) is not None]
        if not candidates or hit.family in edges:
            continue
        best = max(originals or hit.likenesses, key=lambda one: one.matched)
        whose = family.name if originals else f"{best.release.repo}, itself made from {best.release.base}"
        says = f"{best.matched} of the {best.compared} fields that can be compared agree with {whose}"
        edges[hit.family] = Upstream(
            name=family.key,
            title=f"{family.name} ({family.publisher})",
            relations=_UNSETTLED_READINGS,
            candidates=tuple(candidates),
            evidence=(Evidence(rung=Rung.SIGNATURE, says=says, location=Location(path=hit.path)),),
            component=component_of(hit.path, repository),
            note=family.note,
        )
    return list(edges.values())


def _copy_edge(repository: Repository, own: Itself, known: Known, traces: list[Named]) -> Upstream:
    """A copy of a known release, whose publisher is somebody else or not told.

    Whoever declares the release as its base is not its publisher, and may say how the copy was made.
    """
    declared_base = _declare(traces)
    how = tuple(dict.fromkeys(named.relation for named in traces if named.relation is not None))
    converted = declared_base and likely(repository, 1) is Relation.QUANTIZED
    return Upstream(
        name=known.release.repo,
        title=known.release.repo,
        relations=how or ((Relation.QUANTIZED,) if converted else (Relation.COPY,)),
        candidates=(candidate(*known),),
        evidence=(Evidence(rung=Rung.NAMED, says=own.says), *(named.evidence for named in traces)),
        licensor_unknown=own.licensor is None and not declared_base,
        note=known.family.note,
    )


def _of_whom(edge: Upstream, repository: Repository, own: Itself | None) -> Upstream:
    """The edge, marked where its parent is of the publisher here, or may be."""
    publisher = publisher_of(edge.name)
    if publisher and publisher == publisher_of(repository.name or ""):
        return edge.replace(**{"licensor_unknown" if says_so_itself(repository) else "own": True})
    if own is not None and own.licensor is None and publisher == publisher_of(own.release) and not _copied(edge, own):
        return edge.replace(licensor_unknown=True)
    return edge


def _copied(edge: Upstream, own: Itself) -> bool:
    """Whether it is the edge of a copy, which knows already whose copy it is."""
    return any(one.says == own.says for one in edge.evidence)


def _declares_kin(
    own: Itself,
    repository: Repository,
    named: dict[str, list[Named]],
    releases: Releases,
) -> bool:
    """Whether a base of the same family is declared by what only its LICENSE's holder would make that release.

    It is made from the release then; who made it, the licensor or somebody who kept the license well, nothing tells.
    """
    if same_model(repository.name or "", own.release):
        return False
    return any(
        _declare(traces)
        for parent, traces in named.items()
        if (known := releases.get(parent)) is not None and known.family.key == own.family
    )


def _declare(traces: list[Named]) -> bool:
    """Whether one of the traces declares a parent of more than the tokenizer."""
    return any(one.evidence.rung is Rung.DECLARED and one.part is not Part.TOKENIZER for one in traces)


def _is_declared(edge: Upstream) -> bool:
    return any(one.rung is Rung.DECLARED for one in edge.evidence)


def _names(edge: Upstream) -> tuple[str, ...]:
    """The parent, and each candidate for it."""
    return (edge.name, *(candidate.name for candidate in edge.candidates))


def _contradiction(repository: Repository, known: Known, traces: list[Named]) -> list[Contradiction]:
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
