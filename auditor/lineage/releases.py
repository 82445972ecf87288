"""Lookups in the release table: by id, by name and title, by digest, by shape, by license."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from auditor.knowledge.lines import Lines
from auditor.knowledge.release_index import bare_name, title_words
from auditor.lineage.edges import publisher_of
from auditor.model import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.knowledge import Knowledge
    from auditor.model import Family, Mirror, Release, Scalar

_Key = TypeVar("_Key")
_Place = TypeVar("_Place")
_Value = TypeVar("_Value")

__all__ = ["Known", "Releases", "bare_name", "releases_of", "title_words"]


class Known(NamedTuple):
    """A release and its family."""

    family: Family
    release: Release


class Releases:
    """Every release of `rules/models`; created once for all the repositories of an audit.

    A family is read when a lookup first leads to it.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._index = knowledge.release_index
        self._names, self._files = Lines(self._index.names), Lines(self._index.file_names)
        self._family = knowledge.family

    def get(self, name: str) -> Known | None:
        """The release with that id, ignoring case, or with that former id; a mirror under its own id.

        A mirror has the terms of the release that it copies, if it is known to be a copy.
        """
        known = self.by_id.get(name.lower())
        if known is None or known.release.repo.lower() == name.lower():
            return known
        mirror = next((copy for copy in known.release.mirrors if copy.repo.lower() == name.lower()), None)
        return known if mirror is None else Known(known.family, _mirrored(known.release, mirror))

    def of_file(self, name: str) -> Known | None:
        """The release whose weight file has this name, whatever its folder."""
        numbers = self._files.get(name.replace("\\", "/").rpartition("/")[2].lower(), ())
        return self._release(numbers[0]) if numbers else None

    def of_trainer(self, name: str) -> Family | None:
        """The family to which trainers give this name."""
        number = self._index.trainer_names.get(name)
        return self._family(number) if number is not None else None

    def of_network(self, tensors: Iterable[str]) -> Family | None:
        """The family for which a LoRA with these tensors was made."""
        prefixes = self._index.network_prefixes
        numbers = {number for name in tensors for prefix, number in prefixes.items() if name.startswith(prefix)}
        return self._family(min(numbers)) if len(numbers) == 1 else None

    def with_tensors(self, names: Iterable[str]) -> tuple[Family, ...]:
        """The families that one of these tensors identifies; by key."""
        numbers = {number for name in names for number in self._index.tensors.get(name, ())}
        return tuple(self._family(number) for number in sorted(numbers))

    def called(self, parent: str) -> Known | None:
        """The release with that publisher and name (without "Meta-"); for a bare name if only one publisher has it."""
        whose = publisher_of(parent)
        named = self._known(self._names.get(bare_name(parent), ()))
        namesakes = [known for known in named if whose in ("", _publisher(known))]
        if len({_publisher(known) for known in namesakes}) != 1:
            return None
        spelled = [known for known in namesakes if known.release.repo.lower().endswith(f"/{parent.lower()}")]
        return (spelled or namesakes)[0]

    def titled(self, words: str) -> tuple[tuple[Known, ...], str]:
        """The releases of the longest title with which the words begin, and that title as written."""
        ends = [*(match.start() for match in re.finditer(r"[ _-]", words)), len(words)]
        for end in reversed(ends):
            title = words[:end].rstrip(".")
            known = self.by_title.get(title_words(title))
            if known and re.search(r"\d", title):
                return known, title
        return (), ""

    def of_size(self, size: Scalar) -> tuple[Family, ...]:
        """The families of this hidden size, or of a component of this class, and those that have neither; by key."""
        numbers = (*self._sizes.get(size, ()), *self._sizes.get(None, ()))
        return tuple(self._family(number) for number in sorted(set(numbers)))

    def under(self, expression: str) -> tuple[Known, ...]:
        """The releases whose license is this SPDX expression."""
        return self._known(self._index.licenses.get(expression, ()))

    def publishers_under(self, expression: str) -> tuple[str, ...]:
        """The publishers of the releases under a license that are not derivatives."""
        return self._index.publishers.get(expression, ())

    @property
    def licenses(self) -> tuple[str, ...]:
        """The SPDX expressions of the releases' licenses, each once."""
        return tuple(expression for expression in self._index.licenses if expression)

    @property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """By publisher, the names that copyright lines of its models may have, its own first."""
        return self._index.holders

    @property
    def by_sha256(self) -> Mapping[str, tuple[str, str]]:
        """Release and path of each file whose digest is known."""
        return self._index.digests

    @cached_property
    def digest_sizes(self) -> frozenset[int]:
        """Sizes of files whose digest is known and that are often redistributed."""
        return frozenset(self._index.digest_sizes)

    @cached_property
    def by_id(self) -> Mapping[str, Known]:
        """By id in lower case."""
        return _Lookup(Lines(self._index.ids), lambda numbers: self._release(numbers[0]))

    @cached_property
    def by_key(self) -> Mapping[str, Family]:
        """Families by key."""
        return _Lookup({key: number for number, key in enumerate(self._index.families)}, self._family)

    @cached_property
    def by_title(self) -> Mapping[tuple[str, ...], tuple[Known, ...]]:
        """The releases that a title may mean, by its words: those with this name, then those whose name begins with it.

        Derivatives are left out, and so is a title of two families.
        """
        return _Titles(Lines(self._index.titles), self._known)

    @cached_property
    def _sizes(self) -> Mapping[Scalar, tuple[int, ...]]:
        return dict(self._index.sizes)

    def _known(self, numbers: tuple[int, ...]) -> tuple[Known, ...]:
        return tuple(self._release(number) for number in numbers)

    def _release(self, number: int) -> Known:
        place = bisect_right(self._index.starts, number) - 1
        family = self._family(place)
        return Known(family, family.releases[number - self._index.starts[place]])


class _Lookup(Mapping[_Key, _Value], Generic[_Key, _Place, _Value]):
    """A mapping whose values are read on access, by their place in an index."""

    def __init__(self, index: Mapping[_Key, _Place], read: Callable[[_Place], _Value]) -> None:
        self._index = index
        self._read = read

    def __getitem__(self, key: _Key) -> _Value:
        return self._read(self._index[key])

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)


class _Titles(Mapping[tuple[str, ...], tuple[Known, ...]]):
    """Releases by the words of their titles."""

    def __init__(self, titles: Lines, read: Callable[[tuple[int, ...]], tuple[Known, ...]]) -> None:
        self._titles = titles
        self._read = read

    def __getitem__(self, words: tuple[str, ...]) -> tuple[Known, ...]:
        return self._read(self._titles[" ".join(words)])

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return (tuple(title.split(" ")) for title in self._titles)

    def __len__(self) -> int:
        return len(self._titles)


@lru_cache(maxsize=2)
def releases_of(knowledge: Knowledge) -> Releases:
    """The release table of a Knowledge."""
    return Releases(knowledge)


def _mirrored(release: Release, mirror: Mirror) -> Release:
    says = f"{mirror.repo} is a {'copy' if mirror.relation is Relation.COPY else 'quantized copy'} of {release.repo}"
    source = f", as {mirror.source} says" if mirror.source else " (memory)"
    grade = release.grade if mirror.grade.settles or not release.grade.settles else mirror.grade
    return release.replace(repo=mirror.repo, grade=grade, note=f"{says}{source}. {release.note}".strip())


def _publisher(known: Known) -> str:
    return publisher_of(known.release.repo)
