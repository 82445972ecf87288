"""Compares two sources: equal files, equal tensors, the same tokenizer (rungs 7 and 5 of design §6).

Used by whoever has the suspected parent. The numbers do not show which of the two came first; dates may.
"""

from __future__ import annotations

import hashlib
from itertools import islice
from math import inf
from pathlib import PurePath
from typing import TYPE_CHECKING

from auditor.documents.attempt import attempt
from auditor.documents.weights import is_weights
from auditor.lineage.bytes import tensors, tokenizer, trivial
from auditor.lineage.bytes.tokenizer import Sameness, Tokenizer
from auditor.lineage.edges import UNSETTLED, parent_name
from auditor.model import EdgeDoubts, Evidence, Location, Part, Relation, Rung, Unread, UnreadReason, Upstream
from auditor.model.base import Value
from auditor.model.budget import Budget, OutOfTimeError

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from auditor.lineage.bytes.tensors import Digests, Form
    from auditor.model import FileEntry, Progress, Source

LEAST_FILE = 64 * 1024
"""Bytes: a smaller file of weights may contain filters and tables that many models share."""
LEAST_NAMED = 1024
"""Bytes: a file between these sizes counts only if both have the same name, which is not one for filters."""
MOST_FILES = 2_000
MOST_HASHED = 2**40
"""Most bytes that are read to compare whole files."""
_SHOWN = 3
_COMPARED = "it was compared"


class Compared(Value, frozen=True):
    """What two sources share, and what could not be read."""

    evidence: tuple[Evidence, ...]
    unread: tuple[Unread, ...]
    """Of either source; a path of the other source begins with its name."""


def against(source: Source, other: Source, *, progress: Progress | None = None) -> tuple[Evidence, ...]:
    """What in `source` is the same as in `other`: equal files first, then tensors, then tokenizers."""
    return compare(source, other, progress=progress).evidence


def compare(
    source: Source, other: Source, *, progress: Progress | None = None, budget: Budget | None = None
) -> Compared:
    """As `against`, with what could not be read, as a lack of evidence means nothing without it.

    Only the listing of a repository on the Hub is compared: for more, its weights would have to be downloaded. Files
    that the `budget` leaves no time for are unread, and matter: a comparison was requested.
    """
    comparison = _Comparison(source, other, progress, budget or Budget(inf))
    evidence = tuple(comparison.files())
    far = next((place for place in (source, other) if place.remote), None)
    if far is None:
        evidence = (*evidence, *comparison.tensors(), *comparison.tokenizers())
    elif not evidence:
        name = far.name or far.target
        detail = f"The tensors and tokenizers of {name} are on the Hub; download it to compare them."
        comparison.unread.append(Unread(path=name, reason=UnreadReason.NOT_HERE, detail=detail, matters=False))
    return Compared(evidence, tuple(dict.fromkeys(comparison.unread)))


def edge_of(compared: Compared, other: Source, families: Container[str] = ()) -> Upstream | None:
    """The edge that a comparison shows; None if nothing is the same. `families` are the keys of the known ones."""
    rungs = {trace.rung for trace in compared.evidence}
    if not rungs:
        return None
    name = other.name or PurePath(other.target).name
    equal = Rung.EQUAL_FILE in rungs
    return Upstream(
        name=parent_name(name, families),
        title=name,
        relations=(Relation.COPY,) if equal else UNSETTLED,
        candidates=(),
        evidence=compared.evidence,
        part=Part.TOKENIZER if rungs == {Rung.TOKENIZER} else Part.WEIGHTS,
        # the numbers do not show which came first (design §6): this publisher may be the origin
        doubts=EdgeDoubts(licensor_unknown=True),
        note="Compared on request; the numbers do not show which of the two came first.",
    )


def same_listed_files(source: Source, other: Source) -> tuple[Evidence, ...]:
    """The weight files that are the same in both, as far as the listings have their sha256: nothing is read."""
    theirs = {entry.sha256: entry.path for entry in _weights(other) if entry.sha256 is not None}
    whose = other.name or other.target
    return tuple(
        _same_file(entry, theirs[entry.sha256], whose, entry.sha256)
        for entry in _weights(source)
        if entry.sha256 is not None and entry.sha256 in theirs
    )[:_SHOWN]


def with_edge(edges: tuple[Upstream, ...], more: Upstream) -> tuple[Upstream, ...]:
    """The edges with one more, or with its evidence added if there is an edge to that parent already."""
    for edge in edges:
        if edge.name.lower() == more.name.lower():
            joined = edge.replace(evidence=(*edge.evidence, *more.evidence))
            return tuple(joined if known is edge else known for known in edges)
    return (*edges, more)


class _Comparison:
    def __init__(self, source: Source, other: Source, progress: Progress | None, budget: Budget) -> None:
        self.unread: list[Unread] = []
        self._budget = budget
        self._source = source
        self._other = other
        self._whose = other.name or other.target
        self._progress = progress
        self._same: set[str] = set()
        self._left = MOST_HASHED

    def files(self) -> Iterator[Evidence]:
        """Weight files that are the same byte for byte."""
        theirs: dict[int, list[FileEntry]] = {}
        for entry in _weights(self._other, LEAST_NAMED):
            theirs.setdefault(entry.size, []).append(entry)
        mine = [entry for entry in _weights(self._source, LEAST_NAMED) if entry.size in theirs]
        known: dict[str, str] = {}
        for number, entry in enumerate(mine):
            self._report("comparing files", number, len(mine))
            digest = self._sha256(self._source, entry)
            for candidate in theirs[entry.size]:
                if candidate.path not in known:
                    known[candidate.path] = self._sha256(self._other, candidate)
                if digest and digest == known[candidate.path]:
                    name = PurePath(entry.path).name
                    if entry.size < LEAST_FILE and (name != PurePath(candidate.path).name or trivial.by_file(name)):
                        continue
                    self._same.add(entry.path)
                    yield _same_file(entry, candidate.path, self._whose, digest)
                    break

    def tensors(self) -> Iterator[Evidence]:
        """Equal tensors in files that are not the same: at least three distinct ones that are not trivial."""
        entries = [entry for entry in _weights(self._source) if _is_readable(entry) and entry.path not in self._same]
        shared = self._forms(self._source, entries) if entries else frozenset()
        others = [entry for entry in _weights(self._other) if _is_readable(entry)] if shared else []
        shared &= self._forms(self._other, others) if others else frozenset()
        if not shared:
            return
        theirs = self._digests(self._other, others, shared)
        mine = self._digests(self._source, entries, shared)
        all_of_them = tensors.Digests(
            path="", count=0, weighty=0, digests=tuple(digest for file in theirs for digest in file.digests)
        )
        matches = [(file, tensors.equal(file, all_of_them)) for file in mine]
        contents = {digest.sha256 for digest in all_of_them.digests}
        distinct = {digest.sha256 for file in mine for digest in file.digests} & contents
        if len(distinct) < tensors.NEEDED:
            return
        for file, names in matches:
            if names:
                there = [other.path for other in theirs if tensors.equal(file, other)]
                yield self._equal_tensors(file, names, there)

    def tokenizers(self) -> Iterator[Evidence]:
        """Tokenizers that give the same tokens the same ids."""
        mine = self._tokenizers(self._source)
        theirs = self._tokenizers(self._other) if mine else []
        for tokenizer_here in mine:
            for other in theirs:
                likeness = tokenizer.compare(tokenizer_here, other)
                if likeness.sameness is Sameness.SAME:
                    says = (
                        f"{tokenizer_here.path} is the same tokenizer as {other.path} of {self._whose}: "
                        f"{likeness.equal_ids:,} of {likeness.smaller:,} tokens have the same id"
                    )
                    says += _added(likeness.only_one, "and it adds") + _added(likeness.only_other, "and it lacks")
                    says += "; a tokenizer taken over does not show that weights were"
                    yield Evidence(
                        rung=Rung.TOKENIZER,
                        says=says,
                        location=Location(path=tokenizer_here.path),
                        quote=f"{likeness.equal_ids} of {likeness.smaller}",
                    )
                    break

    def _equal_tensors(self, file: Digests, names: tuple[str, ...], there: list[str]) -> Evidence:
        first_names = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
        where = there[0] if len(there) == 1 else f"{len(there)} files"
        says = (
            f"{len(names)} of {file.count} tensors of {file.path} are equal to tensors in {where} of {self._whose}: "
            f"{first_names} (norms, biases and what a formula gives are not counted); the numbers do not show which "
            "had them first, or whether both took them from a third"
        )
        return Evidence(rung=Rung.EQUAL_FILE, says=says, location=Location(path=file.path), quote=", ".join(names))

    def _forms(self, source: Source, entries: list[FileEntry]) -> frozenset[Form]:
        forms: set[Form] = set()
        for entry in entries:
            layout = tensors.layout(source, entry)
            if isinstance(layout, Unread):
                self._cannot(source, layout)
            else:
                forms |= tensors.forms(layout)
        return frozenset(forms)

    def _digests(self, source: Source, entries: Iterable[FileEntry], among: frozenset[Form]) -> list[Digests]:
        listed_digests = []
        listed = list(entries)
        for number, entry in enumerate(listed):
            self._report("comparing tensors", number, len(listed))
            if self._budget.spent:
                self._cannot(source, self._budget.unread(entry.path, _COMPARED))
                continue
            digests = tensors.digests(source, entry, among=among)
            if isinstance(digests, Unread):
                self._cannot(source, digests)
                continue
            if digests.problem is not None:
                self._cannot(source, digests.problem)
            listed_digests.append(digests)
        return listed_digests

    def _tokenizers(self, source: Source) -> list[Tokenizer]:
        tokenizers = []
        for path in tokenizer.find(source):
            read = tokenizer.read(source, path)
            if isinstance(read, Unread):
                self._cannot(source, read)
            else:
                tokenizers.append(read)
        return tokenizers

    def _sha256(self, source: Source, entry: FileEntry) -> str:
        """The sha256 of the whole file, from the listing if it has it; "" if the file cannot be read."""
        if entry.sha256:
            return entry.sha256
        if entry.size > self._left:
            detail = "More would have to be read than is read to compare files."
            self._cannot(source, Unread(path=entry.path, reason=UnreadReason.TOO_LARGE, detail=detail, matters=False))
            return ""
        self._left -= entry.size
        try:
            digest = attempt(entry.path, lambda: _hashed(source, entry, self._budget))
        except OutOfTimeError:
            digest = self._budget.unread(entry.path, _COMPARED)
        if isinstance(digest, Unread):
            self._cannot(source, digest)
            return ""
        return digest

    def _cannot(self, source: Source, unread: Unread) -> None:
        whose = f"{self._whose}: {unread.path}" if source is self._other else unread.path
        self.unread.append(unread.replace(path=whose))

    def _report(self, what: str, done: int, of: int) -> None:
        if self._progress is not None:
            self._progress(what, done, of)


def _same_file(entry: FileEntry, path: str, whose: str, digest: str) -> Evidence:
    says = f"{entry.path} is the same file as {path} of {whose} (sha256 {digest[:12]}…)"
    return Evidence(rung=Rung.EQUAL_FILE, says=says, location=Location(path=entry.path), quote=f"sha256 {digest}")


def _hashed(source: Source, entry: FileEntry, budget: Budget) -> str:
    """The sha256 of a whole file, read in chunks; raises `OutOfTimeError`."""
    digest = hashlib.sha256()
    place = 0
    while place < entry.size and (part := source.read(entry.path, limit=tensors.CHUNK, start=place)):
        budget.check()
        digest.update(part)
        place += len(part)
    return digest.hexdigest()


def _weights(source: Source, least: int = LEAST_FILE) -> list[FileEntry]:
    weights = (entry for entry in source.files() if is_weights(entry.path) and entry.size >= least)
    return list(islice(weights, MOST_FILES))


def _is_readable(entry: FileEntry) -> bool:
    return tensors.is_readable(entry.path)


def _added(names: tuple[str, ...], how: str) -> str:
    if not names:
        return ""
    first_names = ", ".join(name[:40] for name in names[:_SHOWN])
    return f", {how} {len(names):,} ({first_names}{', …' if len(names) > _SHOWN else ''})"
