"""An index of the releases of rules/models by everything they are looked up by, so that few families need be read.

Families and releases are numbered: families in the order of their keys, releases in the order of their families.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from auditor.knowledge.lines import lines
from auditor.model import Noun, Scalar
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Family, Release

_Key = TypeVar("_Key", str, Scalar)

_NOT_OF_A_NAME = regex(r"[^a-z0-9]")
_META = regex(r"^meta[ -]")
_WORD_OR_NUMBER = regex(r"[a-z]+|\d+(?:\.\d+)?")


class ReleaseIndex(Noun, frozen=True, kw_only=True):
    """Numbers of families and of releases; large tables are texts of `lines`."""

    families: tuple[str, ...]
    """Their keys."""
    starts: tuple[int, ...]
    """The number of the first release of each family, then how many releases there are."""
    ids: str
    """Releases by id in lower case: their own, former ones, and those of their mirrors."""
    names: str
    """Releases by normalized name (`bare_name`)."""
    titles: str
    """The releases that a title may mean, by its words (`title_words`) joined by spaces: those with this name, then
    those whose name begins with it. Derivatives are left out, and a title of two families has none."""
    digests: dict[str, tuple[str, str]]
    """Id and path of each file whose sha256 is known."""
    digest_sizes: tuple[int, ...]
    """The sizes of such files, if known."""
    sizes: tuple[tuple[Scalar, tuple[int, ...]], ...]
    """Families that have a shape, by hidden size, or by the class of a component; None for those without either."""
    file_names: str
    """Releases by the names of their weight files, in lower case."""
    trainer_names: dict[str, int]
    """Families by the names that trainers use for them."""
    tensors: dict[str, tuple[int, ...]]
    """Families by each tensor that identifies them."""
    network_prefixes: dict[str, int]
    """Families by the prefixes of tensor names of LoRAs for them."""
    licenses: dict[str, tuple[int, ...]]
    """Releases by the SPDX expression of their license."""
    publishers: dict[str, tuple[str, ...]]
    """By the same, the publishers of those that are not derivatives."""
    holders: dict[str, tuple[str, ...]]
    """The names that copyright lines of a publisher's models may have, its own first."""


def indexed(families: tuple[Family, ...]) -> ReleaseIndex:
    """The index of these families."""
    releases = [release for family in families for release in family.releases]
    holders: dict[str, dict[str, None]] = {}
    for family in families:
        holders.setdefault(family.publisher, {family.publisher: None}).update(dict.fromkeys(family.holders))
    return ReleaseIndex(
        families=tuple(family.key for family in families),
        starts=(0, *accumulate(len(family.releases) for family in families)),
        ids=lines(_ids(releases)),
        names=lines(
            _numbers([(bare_name(repo), at) for at, release in enumerate(releases) for repo in _own_ids(release)])
        ),
        titles=lines(_titles(families)),
        digests={digest: (release.repo, path) for release in releases for path, digest in release.files.items()},
        digest_sizes=tuple(sorted({size for release in releases for size in release.file_sizes.values()})),
        sizes=tuple(_numbers([(_size(family), at) for at, family in enumerate(families) if family.shape]).items()),
        file_names=lines({name.lower(): (at,) for at, release in enumerate(releases) for name in release.file_names}),
        trainer_names={name: at for at, family in enumerate(families) for name in family.trainer_names},
        tensors=_numbers([(name, at) for at, family in enumerate(families) for name in family.tensors]),
        network_prefixes={prefix: at for at, family in enumerate(families) for prefix in family.network_prefixes},
        licenses=_numbers([(release.license or "", at) for at, release in enumerate(releases)]),
        publishers=_publishers(families),
        holders={publisher: tuple(names) for publisher, names in holders.items()},
    )


def _own_ids(release: Release) -> tuple[str, ...]:
    """The ids that its publisher gave it, one per normalized name."""
    return tuple({bare_name(repo): repo for repo in (*release.aliases, release.repo)}.values())


def _ids(releases: list[Release]) -> dict[str, tuple[int, ...]]:
    ids: dict[str, tuple[int, ...]] = {}
    for number, release in enumerate(releases):
        for repo in (release.repo, *release.aliases, *(mirror.repo for mirror in release.mirrors)):
            ids.setdefault(repo.lower(), (number,))
    return ids


def _size(family: Family) -> Scalar:
    return family.shape.get("hidden_size") if "_class_name" not in family.shape else family.shape["_class_name"]


def _publishers(families: tuple[Family, ...]) -> dict[str, tuple[str, ...]]:
    under: dict[str, dict[str, None]] = {}
    for family in families:
        for release in family.releases:
            if release.license and not release.base:
                under.setdefault(release.license, {})[family.publisher] = None
    return {expression: tuple(publishers) for expression, publishers in under.items()}


@lru_cache(maxsize=512)
def bare_name(name: str) -> str:
    """A model's name without owner, "meta-", case and punctuation, for comparison."""
    return _NOT_OF_A_NAME.sub("", name.lower().rpartition("/")[2].removeprefix("meta-"))


@lru_cache(maxsize=512)
def title_words(name: str) -> tuple[str, ...]:
    """The words and numbers of a title, "Llama-3.1-8B" as "llama 3.1 8 b"; without "Meta" before or "hf" after."""
    words = _WORD_OR_NUMBER.findall(_META.sub("", name.lower().rpartition("/")[2]))
    return tuple(words[:-1] if words[-1:] == ["hf"] else words)


def _numbers(pairs: Iterable[tuple[_Key, int]]) -> dict[_Key, tuple[int, ...]]:
    """The numbers of each key."""
    numbers: dict[_Key, list[int]] = {}
    for key, number in pairs:
        numbers.setdefault(key, []).append(number)
    return {key: tuple(of) for key, of in numbers.items()}


def _titles(families: tuple[Family, ...]) -> dict[str, tuple[int, ...]]:
    known: dict[str, tuple[int, ...]] = {}
    start = 0
    for family in families:
        own = [
            (title_words(release.repo), number)
            for number, release in enumerate(family.releases, start)
            if not release.base
        ]
        titled = {
            title_words(title): number
            for number, release in enumerate(family.releases, start)
            for title in release.titles
        }
        for title in dict.fromkeys(words for words in (*(words for words, _ in own), *titled) if words):
            exact = [number for words, number in own if words == title]
            longer = [number for words, number in own if words != title and words[: len(title)] == title]
            key = " ".join(title)
            numbers = (*exact, *longer) if exact or title not in titled else (titled[title],)
            known[key] = () if key in known else numbers
        start += len(family.releases)
    return known
