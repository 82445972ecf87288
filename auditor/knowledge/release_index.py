"""Where the releases of rules/models are, by what they are looked up by: so that an audit reads the families it meets.

Families and releases go by number: families in the order of their keys, releases in the order of their families.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from auditor.model import Noun, Scalar
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Family

_Key = TypeVar("_Key", str, Scalar)

_NOT_OF_A_NAME = regex(r"[^a-z0-9]")
_META = regex(r"^meta[ -]")
_WORD_OR_NUMBER = regex(r"[a-z]+|\d+(?:\.\d+)?")


class ReleaseIndex(Noun, frozen=True, kw_only=True):
    """Numbers of families and of releases."""

    families: tuple[str, ...]
    """Their keys."""
    starts: tuple[int, ...]
    """The number of the first release of each family, then how many releases there are."""
    ids: dict[str, int]
    """Releases by id in lower case."""
    names: dict[str, tuple[int, ...]]
    """Releases by what of their name counts (`bare_name`)."""
    titles: dict[str, tuple[int, ...]]
    """By the words of a title (`title_words`), spaces between, the releases that may be meant: those called so, then
    those whose name begins so. Derivatives are left out, and a title of two families has none."""
    digests: dict[str, tuple[str, str]]
    """Id and path of each file whose sha256 is known."""
    sizes: tuple[tuple[Scalar, tuple[int, ...]], ...]
    """Families by hidden size; None for those without."""
    licenses: dict[str, tuple[int, ...]]
    """Releases by the SPDX expression of their license."""
    holders: dict[str, tuple[str, ...]]
    """The names that copyright lines of a publisher's models may carry, its own first."""


def indexed(families: tuple[Family, ...]) -> ReleaseIndex:
    """The index of these families."""
    releases = [release for family in families for release in family.releases]
    holders: dict[str, dict[str, None]] = {}
    for family in families:
        holders.setdefault(family.publisher, {family.publisher: None}).update(dict.fromkeys(family.holders))
    return ReleaseIndex(
        families=tuple(family.key for family in families),
        starts=(0, *accumulate(len(family.releases) for family in families)),
        ids={release.repo.lower(): number for number, release in enumerate(releases)},
        names=_numbers(bare_name(release.repo) for release in releases),
        titles=_titles(families),
        digests={digest: (release.repo, path) for release in releases for path, digest in release.files.items()},
        sizes=tuple(_numbers(family.shape.get("hidden_size") for family in families).items()),
        licenses=_numbers(release.license or "" for release in releases),
        holders={publisher: tuple(names) for publisher, names in holders.items()},
    )


def bare_name(name: str) -> str:
    """What of a model's name counts when two are compared."""
    return _NOT_OF_A_NAME.sub("", name.lower().rpartition("/")[2].removeprefix("meta-"))


def title_words(name: str) -> tuple[str, ...]:
    """The words and numbers of a title, "Llama-3.1-8B" as "Llama 3.1 8B"; without "Meta" before and "hf" behind."""
    words = _WORD_OR_NUMBER.findall(_META.sub("", name.lower().rpartition("/")[2]))
    return tuple(words[:-1] if words[-1:] == ["hf"] else words)


def _numbers(keys: Iterable[_Key]) -> dict[_Key, tuple[int, ...]]:
    """The places of each key."""
    places: dict[_Key, list[int]] = {}
    for number, key in enumerate(keys):
        places.setdefault(key, []).append(number)
    return {key: tuple(numbers) for key, numbers in places.items()}


def _titles(families: tuple[Family, ...]) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    start = 0
    for family in families:
        own = [
            (title_words(release.repo), number)
            for number, release in enumerate(family.releases, start)
            if not release.base
        ]
        for title in dict.fromkeys(words for words, _ in own):
            exact = [number for words, number in own if words == title]
            longer = [number for words, number in own if words != title and words[: len(title)] == title]
            key = " ".join(title)
            places[key] = () if key in places else (*exact, *longer)
        start += len(family.releases)
    return places
