"""The release table as lineage looks things up in it: by id, by bare name, by the digest of a file."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from auditor.lineage.edges import publisher_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.knowledge import Knowledge
    from auditor.model import Family, Release


class Known(NamedTuple):
    """A release, and the family it is of."""

    family: Family
    release: Release


class Releases:
    """Every release of `rules/models`; made once for all the repositories of an audit."""

    def __init__(self, families: tuple[Family, ...]) -> None:
        self.families = families

    def get(self, name: str) -> Known | None:
        """The release of that id, however its letters are written."""
        return self.by_id.get(name.lower())

    def called(self, parent: str) -> Known | None:
        """The release of that publisher and name ("Meta-" does not count); the one of a bare name."""
        whose = publisher_of(parent)
        namesakes = [known for known in self._by_name.get(bare_name(parent), ()) if whose in ("", _publisher(known))]
        if len({_publisher(known) for known in namesakes}) != 1:
            return None
        spelled = [known for known in namesakes if known.release.repo.lower().endswith(f"/{parent.lower()}")]
        return (spelled or namesakes)[0]

    @cached_property
    def by_id(self) -> Mapping[str, Known]:
        """By id in lower case."""
        return {known.release.repo.lower(): known for known in self._all}

    @cached_property
    def by_key(self) -> Mapping[str, Family]:
        """Families by key."""
        return {family.key: family for family in self.families}

    @cached_property
    def by_sha256(self) -> Mapping[str, tuple[str, str]]:
        """Release and path of each file whose digest is known."""
        return {
            digest: (known.release.repo, path) for known in self._all for path, digest in known.release.files.items()
        }

    @cached_property
    def by_title(self) -> Mapping[tuple[str, ...], tuple[Known, ...]]:
        """By the words of a title, the releases that may be meant: those called so, then those whose name begins so.

        Derivatives are left out, and so is a title of two families.
        """
        titles: dict[tuple[str, ...], tuple[Known, ...]] = {}
        for family in self.families:
            own = [
                (title_words(release.repo), Known(family, release)) for release in family.releases if not release.base
            ]
            for title in {words for words, _ in own}:
                exact = [known for words, known in own if words == title]
                longer = [known for words, known in own if words != title and words[: len(title)] == title]
                titles[title] = () if title in titles else (*exact, *longer)
        return titles

    def titled(self, words: str) -> tuple[tuple[Known, ...], str]:
        """The releases of the longest title that the words begin with, and that title as written."""
        ends = [*(match.start() for match in re.finditer(r"[ _-]", words)), len(words)]
        for end in reversed(ends):
            title = words[:end].rstrip(".")
            known = self.by_title.get(title_words(title))
            if known and re.search(r"\d", title):
                return known, title
        return (), ""

    @cached_property
    def _all(self) -> tuple[Known, ...]:
        return tuple(Known(family, release) for family in self.families for release in family.releases)

    @cached_property
    def _by_name(self) -> Mapping[str, list[Known]]:
        by_name: dict[str, list[Known]] = {}
        for known in self._all:
            by_name.setdefault(bare_name(known.release.repo), []).append(known)
        return by_name


@lru_cache(maxsize=2)
def releases_of(knowledge: Knowledge) -> Releases:
    """The release table of a Knowledge."""
    return Releases(knowledge.families)


def bare_name(name: str) -> str:
    """What of a model's name counts when two are compared."""
    return re.sub(r"[^a-z0-9]", "", name.lower().rpartition("/")[2].removeprefix("meta-"))


def title_words(name: str) -> tuple[str, ...]:
    """The words and numbers of a title, "Llama-3.1-8B" as "Llama 3.1 8B"; without "Meta" before and "hf" behind."""
    words = re.findall(r"[a-z]+|\d+(?:\.\d+)?", re.sub(r"^meta[ -]", "", name.lower().rpartition("/")[2]))
    return tuple(words[:-1] if words[-1:] == ["hf"] else words)


def _publisher(known: Known) -> str:
    return publisher_of(known.release.repo)
