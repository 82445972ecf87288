"""The edges to every ancestor that is at hand or on the Hub, to the fixpoint."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from auditor import documents, lineage, sources
from auditor.errors import AuditorError
from auditor.model import Source
from auditor.pipeline import reading as readings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.model import Progress, Repository, Upstream
    from auditor.pipeline.reading import Reading
    from auditor.sources import Hub

MOST_ON_HUB = 300
"""Parents that one audit reads on the Hub: a merge of more says so, and leaves their terms open."""

Finder = Callable[[str], Source | None]
"""The Source of a repository by its id, where it is at hand."""


class Shown(NamedTuple):
    """A parent that a comparison shows, and what its own repository says."""

    edge: Upstream
    parent: lineage.Parent


class _Found(NamedTuple):
    """A parent that was read; or why it was not."""

    source: Source | None
    repository: Repository | None
    refused: str = ""


def ancestors(
    reading: Reading,
    source: Source,
    finder: Finder,
    hub: Hub | None,
    shown: Shown | None,
    *,
    scancode: bool,
    progress: Progress | None,
) -> tuple[Upstream, ...]:
    """The edges of a repository and of its ancestors; `hub`, where parents are looked for on it too."""
    edges = reading.traced.upstreams
    if shown is not None:
        edges = lineage.with_edge(edges, shown.edge)
    ancestry = lineage.Ancestry(edges, name=reading.repository.name or "", called=_called(reading.repository))
    if shown is not None:
        ancestry.grow(shown.parent)
    made = {"": source.created}
    asked = 0
    later: tuple[str, ...] = ()
    while found_now := (*later, *ancestry.next_parents()):
        names, later = _in_order(found_now, ancestry)
        if progress is not None and hub is not None:
            progress("reading parents on the Hub", len(made) - 1, len(made) - 1 + len(names))
        room = max(0, MOST_ON_HUB - asked) if hub is not None else len(names)
        for name in names[room:]:
            ancestry.refuse(name, f"More than {MOST_ON_HUB} parents; this one was not asked for.")
        wanted = [(name, _made(name, ancestry, made)) for name in names[:room]]
        asked += len(wanted)
        for (name, day), found in zip(wanted, _read(wanted, finder, hub), strict=True):
            if found.source is None or found.repository is None:
                if found.refused:
                    ancestry.refuse(name, found.refused)
                continue
            made[name.lower()] = found.source.created
            read = readings.of_repository(found.repository, reading.known, scancode=scancode, progress=progress)
            parent = read.as_parent(name, found.source)
            # the Hub tells when a repository was made; where it does not, today's terms may not be those of then
            parent = parent.replace(dated=parent.dated and bool(day or not source.remote))
            if not ancestry.child_of(name):
                parent = parent.replace(equal=lineage.same_listed_files(source, found.source))
            ancestry.grow(parent)
    return ancestry.edges


def _called(repository: Repository) -> str:
    """Its name, where that is known from elsewhere than its own documents; "" otherwise."""
    return "" if lineage.says_so_itself(repository) else repository.name or ""


def _in_order(names: tuple[str, ...], ancestry: lineage.Ancestry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those to be read now; and those whose child is among them, for its date tells which of their terms held."""
    here = {name.lower() for name in names}
    later = tuple(name for name in names if ancestry.child_of(name).lower() in here - {name.lower()})
    return (tuple(name for name in names if name not in later), later) if len(later) < len(names) else (names, ())


def _made(name: str, ancestry: lineage.Ancestry, made: Mapping[str, str]) -> str:
    """When the child of a parent was made; where that was not read, when what was made from it was."""
    passed: set[str] = set()
    child = ancestry.child_of(name).lower()
    while child and not made.get(child) and child not in passed:
        passed.add(child)
        child = ancestry.child_of(child).lower()
    return made.get(child, "")


def _read(wanted: list[tuple[str, str]], finder: Finder, hub: Hub | None) -> list[_Found]:
    """Each parent by its id and the day its child was made: several at a time, where that is worth it."""

    def one(parent: tuple[str, str]) -> _Found:
        return _found(*parent, finder, hub)

    return sources.in_parallel(one, wanted, workers=hub.workers if hub is not None else 1)


def _found(name: str, made: str, finder: Finder, hub: Hub | None) -> _Found:
    source = finder(name)
    try:
        if source is None and hub is not None:
            source = hub.parent(name, made)
        return _Found(source, documents.read(source, name=name) if source is not None else None)
    except AuditorError as error:
        return _Found(None, None, f"{error.message} {error.tip}".strip())
