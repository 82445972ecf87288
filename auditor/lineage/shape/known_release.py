"""Whether a repository is itself a known release, or a copy of one (design §5.11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.lineage.edges import candidate
from auditor.lineage.licensed import offered
from auditor.lineage.relations import likely
from auditor.lineage.releases import bare_name, title_words
from auditor.lineage.traces import by_parent, declare
from auditor.model import DocumentKind, EdgeDoubts, Evidence, KnownRelease, NameSource, Part, Relation, Rung, Upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.lineage.shape.signature import Hit
    from auditor.model import Copyright, Family, Release, Repository


_OF_ANY_NAME = frozenset({"base", "chat", "gguf", "instruct", "model", "preview", "series", "technical", "report"})
"""Words of a heading that do not name a model."""


def recognised(context: Context) -> tuple[KnownRelease | None, KnownRelease | None]:
    """The release that this repository is; or, second, the one from which it was made if it declares such a base.

    In the latter case it is unknown whether the licensor made it, or somebody else who kept the license in place.
    """
    release = _by_name(context) or _by_holder(context)
    if release is None:
        return None, None
    return (None, release) if _declares_kin(release, context) else (release, None)


def copied_release(context: Context) -> Iterator[Upstream]:
    """The edge of a copy of a known release, whose publisher is somebody else or unknown.

    Whoever declares the release as its base is not its publisher, and may say how the copy was made.
    """
    own = context.known_release
    if own is None or own.licensor is True:
        return
    known = context.releases.by_id[own.release.lower()]
    traces = by_parent(context.traces, context.releases).get(own.release, [])
    relations = tuple(dict.fromkeys(trace.relation for trace in traces if trace.relation is not None))
    converted = declare(traces) and likely(context.repository, 1) is Relation.QUANTIZED
    yield Upstream(
        name=known.release.repo,
        title=known.release.repo,
        relations=relations or ((Relation.QUANTIZED,) if converted else (Relation.COPY,)),
        candidates=(candidate(*known),),
        evidence=(Evidence(rung=Rung.NAMED, says=own.says), *(trace.evidence for trace in traces)),
        doubts=EdgeDoubts(
            licensor_unknown=own.licensor is None and not declare(traces),
            licensor_claimed=own.claimed and not declare(traces),
        ),
        note=known.family.note,
    )


def _by_name(context: Context) -> KnownRelease | None:
    """The release whose shape and name the repository has."""
    organisation, _, name = (context.repository.name or "").rpartition("/")
    for hit in context.hits if name else ():
        if hit.resized is not None or hit.retyped:
            continue
        for likeness in hit.likenesses:
            if same_model(name, likeness.release.repo):
                family = context.releases.by_key[hit.family]
                return _same_name(family, likeness.release, organisation, context)
    return None


def _by_holder(context: Context) -> KnownRelease | None:
    """The release whose shape the repository has, and whose publisher its LICENSE names as the holder.

    An id that names another model settles that it is not the release: a derivative that contains the upstream's license
    or NOTICE is still a derivative.
    """
    repository = context.repository
    organisation, _, name = (repository.name or "").rpartition("/")
    if name and (organisation or repository.name_source is not NameSource.HEADING):
        return None  # a mere heading may be a slogan rather than a name
    for hit in context.hits:
        if hit.resized is not None or hit.retyped:
            continue
        family = context.releases.by_key[hit.family]
        holder = _licensed_by(context.copyrights, repository, family)
        if holder and not _names_another(name, family):
            which, others = _which(hit, offered(repository, context.knowledge))
            if which is None:
                continue
            says = f"its shape is that of {family.name} and its LICENSE has the line “{holder}”"
            if others:
                says += f"; {', '.join(other.repo for other in others)} came in this shape under this license too"
            return KnownRelease(release=which.repo, family=family.key, licensor=None, says=says)
    return None


def _declares_kin(release: KnownRelease, context: Context) -> bool:
    """Whether a base of the same family is declared, by a repository without the release's own name."""
    if same_model(context.repository.name or "", release.release):
        return False
    return any(
        declare(traces)
        for parent, traces in by_parent(context.traces, context.releases).items()
        if (known := context.releases.get(parent)) is not None and known.family.key == release.family
    )


def same_model(name: str, repo: str) -> bool:
    """Whether two names mean one model, ignoring the organisation, case, punctuation and "Meta-"."""
    return bare_name(name) == bare_name(repo) or title_words(name) == title_words(repo) != ()


def _same_name(family: Family, release: Release, organisation: str, context: Context) -> KnownRelease:
    repository = context.repository
    publisher = release.repo.partition("/")[0]
    same = organisation.lower() == publisher.lower() if organisation else None
    claimed = bool(same) and repository.names_itself
    licensor = None if claimed else same
    whose = {True: "the same publisher", False: f"another publisher ({organisation})", None: "no publisher named"}
    place = f" ({repository.name_location})" if repository.name_location else ""
    says = f"{repository.name}{place} has the name and the shape of {release.repo}: {whose[licensor]}"
    agrees = claimed and offered(repository, context.knowledge) == {release.license}
    return KnownRelease(release=release.repo, family=family.key, licensor=licensor, claimed=agrees, says=says)


def _names_another(name: str, family: Family) -> bool:
    """Whether a heading names a model outside the family: a word of it is in the name of none of its releases.

    No heading names none.
    """
    words = set(re.findall(r"[a-z]{3,}", name.lower())) - _OF_ANY_NAME
    known = {word for release in family.releases for word in re.findall(r"[a-z]{3,}", release.repo.lower())}
    return bool(words - known)


def _licensed_by(copyrights: tuple[Copyright, ...], repository: Repository, family: Family) -> str:
    """The line in a LICENSE at a model root whose holder is the family's publisher; "" if there is none."""
    governing = {
        document.path
        for document in repository.of_kind(DocumentKind.LICENSE)
        if document.path.rpartition("/")[0] in ("", document.root) and document.part is not Part.UNCLEAR
    }
    holders = {holder.lower() for holder in family.holders}
    for line in copyrights:
        if line.location.path in governing and line.holder.lower().rstrip(".") in holders:
            return line.statement
    return ""


def _which(hit: Hit, offered: frozenset[str]) -> tuple[Release | None, tuple[Release, ...]]:
    """The release of the family under a license that is offered here, and the others that it may equally be.

    None if the releases of this shape came under several licenses and nothing shows which.
    """
    originals = [likeness.release for likeness in hit.likenesses if not likeness.release.base]
    known = [release for release in originals if release.license]
    if len({release.license for release in known}) == 1:
        under = known
    else:
        under = [release for release in known if release.license in offered]
    return (under[0], tuple(under[1:])) if under else (None, ())
