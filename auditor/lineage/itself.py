"""Whether a repository is itself a known release, or a copy of one (design §5.11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.model import DocumentKind, Itself

if TYPE_CHECKING:
    from auditor.lineage.signature import Hit
    from auditor.model import Copyright, Family, Release, Repository


def itself(
    repository: Repository, copyrights: tuple[Copyright, ...], found: tuple[Hit, ...], families: tuple[Family, ...]
) -> Itself | None:
    """The release this repository is, if its id, its card or its LICENSE's holder says the same as its shape.

    An id that names another model settles it the other way: a license or a NOTICE of the upstream inside a
    derivative makes it a well-kept derivative, not the upstream.
    """
    by_key = {family.key: family for family in families}
    organisation, _, name = (repository.name or "").rpartition("/")
    for hit in found:
        family = by_key[hit.family]
        for likeness in hit.likenesses:
            release = likeness.release
            if name and same_model(name, release.repo):
                return _same_name(family, release, organisation, repository)
    if name and not _is_mere_heading(repository):
        return None
    for hit in found:
        family = by_key[hit.family]
        holder = _licensed_by(copyrights, repository, family)
        if holder and not (name and _names_another(name, family)):
            release = _declared_release(repository, hit) or hit.likenesses[0].release
            says = f"its shape is that of {family.name} and its LICENSE carries the line “{holder}”"
            return Itself(release=release.repo, family=family.key, licensor=None, says=says)
    return None


def same_model(name: str, repo: str) -> bool:
    """Whether two names mean one model: the organisation, case, punctuation and "Meta-" do not count."""
    return _bare(name) == _bare(repo)


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower().rpartition("/")[2].removeprefix("meta-"))


def _same_name(family: Family, release: Release, organisation: str, repository: Repository) -> Itself:
    publisher = release.repo.partition("/")[0]
    licensor = organisation.lower() == publisher.lower() if organisation else None
    whose = {True: "the same publisher", False: f"another publisher ({organisation})", None: "no publisher named"}
    says = (
        f"{repository.name} ({repository.name_source}) has the name and the shape of {release.repo}: {whose[licensor]}"
    )
    return Itself(release=release.repo, family=family.key, licensor=licensor, says=says)


def _is_mere_heading(repository: Repository) -> bool:
    """Whether the name is only a card's heading, which may be a slogan rather than a name."""
    return "heading" in repository.name_source and "/" not in (repository.name or "")


def _names_another(name: str, family: Family) -> bool:
    """Whether a heading names a model outside the family: it shares no word with any of its releases."""
    words = set(re.findall(r"[a-z]{3,}", name.lower()))
    known = {word for release in family.releases for word in re.findall(r"[a-z]{3,}", release.repo.lower())}
    return bool(words) and not words & known


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


def _declared_release(repository: Repository, hit: Hit) -> Release | None:
    """The release of the family whose license the card declares, where that is one license."""
    for card in repository.of_kind(DocumentKind.CARD):
        for value, _ in card.texts("license"):
            for likeness in hit.likenesses:
                if (likeness.release.license or "").lower() == value.lower():
                    return likeness.release
    return None
