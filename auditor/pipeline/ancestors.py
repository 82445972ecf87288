"""The edges to every ancestor that is available locally or on the Hub, until no new ones are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor import documents, lineage, sources
from auditor.errors import AuditorError
from auditor.pipeline import reading as readings
from auditor.pipeline.models import part_as_parent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.model import Options, Repository, Source, Upstream
    from auditor.model.budget import Budget
    from auditor.pipeline.context import Context, Finder
    from auditor.pipeline.reading import Reading
    from auditor.sources import Hub

MOST_ON_HUB = 300
"""Parents that one audit reads on the Hub; the terms of further ones are reported as open."""


class Shown(NamedTuple):
    """A parent shown by a comparison, and the content of its own repository."""

    edge: Upstream
    parent: lineage.Parent


class _Opened(NamedTuple):
    """A parent that was read, or why it was not."""

    source: Source | None
    repository: Repository | None
    refused: str = ""


def ancestors(
    reading: Reading,
    source: Source,
    finder: Finder,
    hub: Hub | None,
    shown: Shown | None,
    options: Options,
    context: Context,
    budget: Budget,
) -> tuple[Upstream, ...]:
    """The edges of a repository and of its ancestors; with `hub`, parents are searched for there too."""
    edges = reading.traced.upstreams
    if shown is not None:
        edges = lineage.with_edge(edges, shown.edge)
    ancestry = lineage.Ancestry(edges, name=reading.repository.name or "", called=_confirmed_name(reading.repository))
    if shown is not None:
        ancestry.grow(shown.parent)
    made = {"": source.created}
    read = 0
    later: tuple[str, ...] = ()
    while waiting := (*later, *ancestry.next_parents()):
        names, later = _in_order(waiting, ancestry)
        if hub is not None:
            context.announce("reading parents on the Hub", len(made) - 1, len(made) - 1 + len(names))
        names = _affordable(names, MOST_ON_HUB - read if hub is not None else len(names), ancestry, budget)
        wanted = [(name, _date_of_child(name, ancestry, made)) for name in names]
        read += len(wanted)
        for (name, day), parent in zip(wanted, _read(wanted, finder, hub), strict=True):
            if parent.source is None or parent.repository is None:
                if parent.refused:
                    ancestry.refuse(name, parent.refused)
                continue
            made[name.lower()] = parent.source.created
            grown = readings.of_repository(parent.repository, options, context, budget).as_parent(
                name, parent.source, context.knowledge
            )
            # without a date from the Hub, today's terms may not be those at the time
            grown = grown.replace(dated=grown.dated and bool(day or not source.remote))
            if not ancestry.child_of(name):
                grown = grown.replace(equal=lineage.same_listed_files(source, parent.source))
            ancestry.grow(grown)
    return ancestry.edges


def _affordable(names: tuple[str, ...], room: int, ancestry: lineage.Ancestry, budget: Budget) -> tuple[str, ...]:
    """The parents for which there is room and time; the others are refused."""
    room = 0 if budget.spent else max(0, room)
    why = f"More than {MOST_ON_HUB} parents; this one was not requested."
    for name in names[room:]:
        ancestry.refuse(name, budget.unread(name).detail if budget.spent else why)
    return names[:room]


def _confirmed_name(repository: Repository) -> str:
    """The repository's name, if known from anything but its own documents; else ""."""
    return "" if repository.names_itself else repository.name or ""


def _in_order(names: tuple[str, ...], ancestry: lineage.Ancestry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parents to be read now, and those whose child is among them, as its date decides which terms applied."""
    here = {name.lower() for name in names}
    later = tuple(name for name in names if ancestry.child_of(name).lower() in here - {name.lower()})
    return (tuple(name for name in names if name not in later), later) if len(later) < len(names) else (names, ())


def _date_of_child(name: str, ancestry: lineage.Ancestry, made: Mapping[str, str]) -> str:
    """When the child of a parent was made; if the child was not read, when its nearest read descendant was."""
    passed: set[str] = set()
    child = ancestry.child_of(name).lower()
    while child and not made.get(child) and child not in passed:
        passed.add(child)
        child = ancestry.child_of(child).lower()
    return made.get(child, "")


def _read(wanted: list[tuple[str, str]], finder: Finder, hub: Hub | None) -> list[_Opened]:
    """Read each parent, given its id and its child's date; several at a time on the Hub."""

    def opened(parent: tuple[str, str]) -> _Opened:
        return _opened(*parent, finder, hub)

    return sources.in_parallel(opened, wanted, workers=hub.workers if hub is not None else 1)


def _opened(name: str, made: str, finder: Finder, hub: Hub | None) -> _Opened:
    source = finder(name)
    try:
        if source is None and hub is not None:
            source = hub.parent(name, made)
        return _Opened(source, documents.read(part_as_parent(source), name=name) if source is not None else None)
    except AuditorError as error:
        return _Opened(None, None, f"{error.message} {error.tip}".strip())
