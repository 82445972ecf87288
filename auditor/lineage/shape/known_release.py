"""Whether a repository is itself a known release, or a copy of one (design §5.11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.lineage.releases import bare_name
from auditor.model import DocumentKind, Itself

if TYPE_CHECKING:
    from auditor.lineage.releases import Releases
    from auditor.lineage.shape.signature import Hit
    from auditor.model import Copyright, Family, Release, Repository


_OF_ANY_NAME = frozenset({"base", "chat", "gguf", "instruct", "model", "preview", "series", "technical", "report"})
"""Words of a heading that name no model."""


def itself(
    repository: Repository,
    copyrights: tuple[Copyright, ...],
    found: tuple[Hit, ...],
    releases: Releases,
    offered: frozenset[str] = frozenset(),
) -> Itself | None:
    """The release this repository is, if its id, its card or its LICENSE's holder says the same as its shape.

    `offered` are the SPDX expressions its cards declare.

    An id that names another model settles it the other way: a license or a NOTICE of the upstream inside a
    derivative makes it a well-kept derivative, not the upstream.
    """
    organisation, _, name = (repository.name or "").rpartition("/")
    for hit in found:
        family = releases.by_key[hit.family]
        for likeness in hit.likenesses:
            release = likeness.release
            if name and same_model(name, release.repo):
                return _same_name(family, release, organisation, repository)
    if name and not _is_mere_heading(repository):
        return None
    for hit in found:
        family = releases.by_key[hit.family]
        holder = _licensed_by(copyrights, repository, family)
        if holder and not (name and _names_another(name, family)):
            which, others = _which(hit, offered)
            if which is None:
                continue
            says = f"its shape is that of {family.name} and its LICENSE carries the line “{holder}”"
            if others:
                says += f"; {', '.join(other.repo for other in others)} came in this shape under this license too"
            return Itself(release=which.repo, family=family.key, licensor=None, says=says)
    return None


def same_model(name: str, repo: str) -> bool:
    """Whether two names mean one model: the organisation, case, punctuation and "Meta-" do not count."""
    return bare_name(name) == bare_name(repo)


def _same_name(family: Family, release: Release, organisation: str, repository: Repository) -> Itself:
    publisher = release.repo.partition("/")[0]
    same = organisation.lower() == publisher.lower() if organisation else None
    licensor = None if same and says_so_itself(repository) else same
    whose = {True: "the same publisher", False: f"another publisher ({organisation})", None: "no publisher named"}
    says = (
        f"{repository.name} ({repository.name_source}) has the name and the shape of {release.repo}: {whose[licensor]}"
    )
    return Itself(release=release.repo, family=family.key, licensor=licensor, says=says)


def says_so_itself(repository: Repository) -> bool:
    """Whether the name is from a document of the repository, which may claim to be anybody's."""
    return repository.name_source.endswith(")")


def _is_mere_heading(repository: Repository) -> bool:
    """Whether the name is only a card's heading, which may be a slogan rather than a name."""
    return "heading" in repository.name_source and "/" not in (repository.name or "")


def _names_another(name: str, family: Family) -> bool:
    """Whether a heading names a model outside the family: a word of it is in the name of none of its releases."""
    words = set(re.findall(r"[a-z]{3,}", name.lower())) - _OF_ANY_NAME
    known = {word for release in family.releases for word in re.findall(r"[a-z]{3,}", release.repo.lower())}
    return bool(words - known)


def _licensed_by(copyrights: tuple[Copyright, ...], repository: Repository, family: Family) -> str:
    """The line in a LICENSE at a model root whose holder is the family's publisher; "" without one."""
    governing = {
        document.path
        for document in repository.of_kind(DocumentKind.LICENSE)
        if document.path.rpartition("/")[0] in ("", document.root)
    }
    holders = {holder.lower() for holder in family.holders}
    for line in copyrights:
        if line.location.path in governing and line.holder.lower().rstrip(".") in holders:
            return line.statement
    return ""


def _which(hit: Hit, offered: frozenset[str]) -> tuple[Release | None, tuple[Release, ...]]:
    """The release of the family under a license that is offered here, and the others it might as well be.

    None where the releases of this shape came under several licenses and nothing says which.
    """
    originals = [likeness.release for likeness in hit.likenesses if not likeness.release.base]
    under = [release for release in originals if release.license in offered]
    known = [release for release in originals if release.license]
    if not under and len({release.license for release in known}) == 1:
        under = known
    return (under[0], tuple(under[1:])) if under else (None, ())
