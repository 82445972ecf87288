"""A base indicated by the declared license: one company's license for its own models, on another publisher's model."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.documents import is_bare_adapter
from auditor.lineage.edges import UNSETTLED, is_declared
from auditor.lineage.relations import likely
from auditor.lineage.releases import releases_of
from auditor.model import Candidate, DocumentKind, EdgeDoubts, EdgeKind, Evidence, Grade, Part, Relation, Rung, Upstream
from auditor.patterns import letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.knowledge import Knowledge
    from auditor.lineage.context import Context
    from auditor.lineage.releases import Known
    from auditor.model import Location, Profile, Repository

_OWN_KINDS = ("community-source-available", "research-only")
"""Kinds of license that a company writes for its own models; permissive, copyleft and RAIL texts are for anybody."""

_ALSO = {"facebook": "Meta", "zai-org": "Zhipu AI/THUDM", "deepfloyd": "Stability AI"}
"""Organisations on the Hub whose names do not show to whom they belong."""

_PREFIX = 4


def by_license(context: Context) -> Iterator[Upstream]:
    """An edge to the steward's models, if a card declares such a license and no base brings it (design §5.13 i).

    Only if the name shows another publisher: a directory without a name may be the steward's own model.
    A base under other or unknown terms does not explain the license.
    """
    repository, knowledge = context.repository, context.knowledge
    if context.known_release is not None or not repository.name:
        return
    for profile, place, value in _declared(repository, knowledge):
        if not _stewards_own(profile, knowledge) or _may_be_steward(repository.name, profile, knowledge):
            continue
        if not any(brings(edge, profile.spdx, knowledge) for edge in context.edges):
            yield _edge(repository, profile, place, value).doubting(
                counter_evidence=_of_another_license(context.edges, profile, knowledge)
                or _said_otherwise(repository, profile, place, knowledge)
            )
            return
    yield from _by_text(context)


def _by_text(context: Context) -> Iterator[Upstream]:
    """The same, in doubt, if nothing declares a license and one text is all that is offered."""
    repository, knowledge = context.repository, context.knowledge
    texts = [
        (profile, detection.location)
        for detection in context.detections
        if detection.carries_text and _governs(detection.location.path, repository)
        if (profile := knowledge.profile(detection.license)) is not None
    ]
    if len({profile.key for profile, _ in texts}) != 1 or _declares(repository):
        return
    profile, place = texts[0]
    if not _stewards_own(profile, knowledge) or _may_be_steward(repository.name or "", profile, knowledge):
        return
    if not any(brings(edge, profile.spdx, knowledge) for edge in context.edges):
        doubt = f"{place.path} alone says so; no card or header declares a license"
        yield _edge(repository, profile, place, place.path).doubting(counter_evidence=doubt)


def _governs(path: str, repository: Repository) -> bool:
    """Whether a file is a LICENSE of the weights at the top of the model."""
    document = repository.document(path)
    of_weights = document is not None and document.kind is DocumentKind.LICENSE and document.part is Part.WEIGHTS
    return of_weights and repository.is_at_root(path)


def _declares(repository: Repository) -> bool:
    """Whether a card or a header names a license, known or not; "other" and "unknown" name none."""
    cards = [card for card in repository.of_kind(DocumentKind.CARD) if repository.is_at_root(card.path)]
    values = [value for card in cards for value, _ in (*card.texts("license"), *card.texts("license_name"))]
    for header in repository.of_kind(DocumentKind.GGUF):
        values += [value for key in ("general.license", "general.license.name") for value, _ in header.texts(key)]
    return any(value.strip().lower() not in ("", "other", "unknown") for value in values)


def without_explained(edges: tuple[Upstream, ...], knowledge: Knowledge) -> tuple[Upstream, ...]:
    """The edges without those to a steward whose license a parent, once read, turned out to bring."""
    return tuple(
        edge
        for edge in edges
        if edge.kind is not EdgeKind.STEWARD
        or not any(
            other.kind is not EdgeKind.STEWARD and brings(other, edge.candidates[0].license or "", knowledge)
            for other in edges
        )
    )


def brings(edge: Upstream, license_id: str, knowledge: Knowledge) -> bool:
    """Whether an edge of the weights has that license for each of its candidates, and binds this publisher."""
    profile = knowledge.profile(license_id)
    if profile is None or edge.part is not Part.WEIGHTS or edge.own or edge.is_own_terms:
        return False
    return bool(edge.candidates) and all(_names(candidate.license, profile, knowledge) for candidate in edge.candidates)


def names_licensor(license_id: str, knowledge: Knowledge) -> bool:
    """Whether a license was written by a licensor for its own models."""
    profile = knowledge.profile(license_id)
    return profile is not None and _stewards_own(profile, knowledge)


def by_steward(repository: Repository, expression: str, knowledge: Knowledge) -> bool:
    """Whether this publisher wrote the license for its own models: it is then the licensor and not bound."""
    profile = knowledge.profile(expression)
    name = repository.name or ""
    if profile is None or "/" not in name or repository.names_itself or not _stewards_own(profile, knowledge):
        return False
    return _may_be_steward(name, profile, knowledge)


def is_of_steward(name: str, expression: str, knowledge: Knowledge) -> bool:
    """Whether a model of that id is one of the company that wrote the license."""
    profile = knowledge.profile(expression)
    return profile is not None and "/" in name and _may_be_steward(name, profile, knowledge)


def offered(repository: Repository, knowledge: Knowledge) -> frozenset[str]:
    """The SPDX expressions of the known licenses that the cards and the headers of GGUF files declare."""
    return frozenset(profile.spdx for profile, _, _ in _declared(repository, knowledge))


def licensee_of(repository: Repository, expression: str | None, knowledge: Knowledge) -> bool:
    """Whether a card declares the license, and it is one that a company wrote for its own models."""
    means = knowledge.profile(expression) if expression else None
    return means is not None and means.spdx in offered(repository, knowledge) and _stewards_own(means, knowledge)


def _edge(repository: Repository, profile: Profile, place: Location, value: str) -> Upstream:
    settled = is_bare_adapter(repository) or likely(repository, 1) is Relation.QUANTIZED
    says = f"it is offered under the {profile.name}, which {profile.steward} wrote for its own models"
    return Upstream(
        name=profile.key,
        kind=EdgeKind.STEWARD,
        title=f"a model of {profile.steward} under the {profile.name}",
        relations=(likely(repository, 1),) if settled else UNSETTLED,
        candidates=(Candidate(name=profile.steward, license=profile.spdx, grade=Grade.SEEN),),
        evidence=(Evidence(rung=Rung.NAMED, says=says, location=place, quote=value),),
        doubts=EdgeDoubts(licensor_unknown=repository.names_itself or "/" not in (repository.name or "")),
    )


def _said_otherwise(repository: Repository, profile: Profile, place: Location, knowledge: Knowledge) -> str:
    """A sentence, if only the header of a model file says this license and the card says another; otherwise ""."""
    cards = {card.path for card in repository.of_kind(DocumentKind.CARD)}
    others = [other for other, at, _ in _declared(repository, knowledge) if at.path in cards]
    if place.path in cards or not others or profile in others:
        return ""
    return f"{place.path} alone says so; the card says {others[0].name}"


def _of_another_license(edges: Iterable[Upstream], profile: Profile, knowledge: Knowledge) -> str:
    """A sentence, if a declared base of the same steward has another license: the label may be wrong; otherwise ""."""
    for edge in edges:
        if edge.part is not Part.WEIGHTS or edge.own or not is_declared(edge):
            continue
        for candidate in edge.candidates:
            known = [knowledge.profile(license_id) for license_id in spdx.ids(candidate.license or "")]
            if known and all(other and other.steward == profile.steward for other in known):
                return f"{edge.title} is declared as its base, which came under {candidate.license}"
    return ""


def _declared(repository: Repository, knowledge: Knowledge) -> list[tuple[Profile, Location, str]]:
    profiles = []
    for header in repository.of_kind(DocumentKind.GGUF):
        declared = [(knowledge.hub_id(value), value) for value, _ in header.texts("general.license")]
        declared += [(knowledge.license_name(value), value) for value, _ in header.texts("general.license.name")]
        for means, value in declared:
            profile = knowledge.profile(means.expression) if means else None
            if profile is not None:
                profiles.append((profile, header.at(key="general.license"), value))
    for card in repository.of_kind(DocumentKind.CARD):
        if not repository.is_at_root(card.path):
            continue
        known = [(knowledge.hub_id(value), value, line) for value, line in card.texts("license")]
        known += [(knowledge.license_name(value), value, line) for value, line in card.texts("license_name")]
        for means, value, line in known:
            profile = knowledge.profile(means.expression) if means else None
            if profile is not None:
                profiles.append((profile, card.at(line), value))
    return profiles


def _stewards_own(profile: Profile, knowledge: Knowledge) -> bool:
    """Whether the steward wrote the license for its own models."""
    if not profile.steward or "openrail" in profile.key:
        return False
    return profile.kind in _OWN_KINDS or _is_published_by_steward(profile.key, knowledge)


@lru_cache(maxsize=1024)
def _is_published_by_steward(key: str, knowledge: Knowledge) -> bool:
    """Whether its steward has published models under the license; cached, as the same few licenses recur."""
    profile = knowledge.profile(key)
    return profile is not None and any(_is_steward(publisher, profile) for publisher in _publishers(profile, knowledge))


def _may_be_steward(name: str, profile: Profile, knowledge: Knowledge) -> bool:
    organisation, slash, model = name.rpartition("/")
    if slash:
        return organisation.lower() in _publishers(profile, knowledge) or _is_steward(organisation, profile)
    known = _words(f"{profile.steward} {profile.name}") | {
        word for known in _under(profile, knowledge) for word in _words(known.release.repo)
    }
    return bool(_words(model) & known)


def _publishers(profile: Profile, knowledge: Knowledge) -> set[str]:
    releases = releases_of(knowledge)
    return {publisher.lower() for of in _expressions(profile, knowledge) for publisher in releases.publishers_under(of)}


def _under(profile: Profile, knowledge: Knowledge) -> list[Known]:
    """The known releases under a license."""
    releases = releases_of(knowledge)
    return [known for expression in _expressions(profile, knowledge) for known in releases.under(expression)]


def _expressions(profile: Profile, knowledge: Knowledge) -> list[str]:
    """The expressions in the release table that mean a license."""
    return [
        expression for expression in releases_of(knowledge).licenses if knowledge.profile_key(expression) == profile.key
    ]


def _names(expression: str | None, profile: Profile, knowledge: Knowledge) -> bool:
    known = (knowledge.profile(license_id) for license_id in spdx.ids(expression or ""))
    return any(named is not None and named.key == profile.key for named in known)


def _is_steward(organisation: str, profile: Profile) -> bool:
    if _ALSO.get(organisation.lower()) == profile.steward:
        return True
    whose = letters(organisation)
    parts = [letters(part)[:_PREFIX] for part in profile.steward.split("/")]
    return any(part and part in whose for part in parts)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))
