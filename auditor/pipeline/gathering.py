"""Collect, read, identify, trace and resolve: from a target to the facts of one model."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from auditor import lineage, resolve, sources
from auditor.engine import own_terms
from auditor.model import Facts
from auditor.model.budget import Budget
from auditor.model.cuts import Cuts
from auditor.model.options import checked_target
from auditor.pipeline import reading as readings
from auditor.pipeline.ancestors import Shown, ancestors
from auditor.pipeline.models import divide, only

if TYPE_CHECKING:
    from auditor.model import Options, Source, Target, Unread
    from auditor.pipeline.context import Context
    from auditor.sources import Hub


class _Comparison(NamedTuple):
    """The result of a comparison with a suspected parent, and what could not be compared."""

    unread: tuple[Unread, ...] = ()
    shown: Shown | None = None


def open_target(target: Target, hub: Hub) -> Source:
    """The source that a target names or is; a `Path` never means a repository on the Hub.

    Raises `ConfigError` for what cannot be a target, `TargetError` if nothing can be audited there, and
    `SourceError` if the Hub fails.
    """
    checked = checked_target("target", target)
    if isinstance(checked, Path):
        return sources.open_target(path_text(checked))
    return sources.open_target(checked, hub=hub) if isinstance(checked, str) else checked


def path_text(path: Path) -> str:
    """The path as unambiguous text: `hf:org/name` may be a path."""
    text = str(path)
    return os.path.join(os.curdir, text) if ":" in text and not path.is_absolute() else text  # noqa: PTH118 - drops the dot


def gather_one(target: Target, options: Options, context: Context) -> Facts:
    """Everything known of the one model of a target, or of the model with the named root.

    Raises `AuditorError` if there are several, or none can be read.
    """
    subject = only(
        divide(open_target(target, context.hub), options.roots, Budget(options.time_limit)), options.only_root
    )
    return gather(subject.source, subject.roots, options, context)


def gather(
    source: Source, roots: tuple[str, ...], options: Options, context: Context, budget: Budget | None = None
) -> Facts:
    """Everything known of the one model that a source serves, as far as time allows.

    Raises `AuditorError` if it cannot be read.
    """
    knowledge = context.knowledge
    budget = budget or Budget(options.time_limit)
    cuts = Cuts(budget)
    reading = readings.of_source(source, options.name, options, context, budget, roots=roots)
    if not source.remote:
        # tokenizer files are read whole, which is cheap on a disk only
        reading = reading._replace(traced=lineage.with_tokenizer(reading.traced, source, knowledge))
    repository, identified, traced = reading
    with budget.paused():
        comparison = _compared(source, options, context)
    every_edge = ancestors(
        reading,
        source,
        context.finder or sources.sibling_finder(source, context.folders),
        context.hub if options.hub_parents or sources.from_hub(source) else None,
        comparison.shown,
        options,
        context,
        budget,
    )
    edges = lineage.without_explained(every_edge, knowledge)
    statements = resolve.statements(repository, identified.detections, edges, knowledge, cuts)
    return Facts(
        repository=repository,
        detections=identified.detections,
        copyrights=identified.copyrights,
        statements=statements,
        upstreams=(*edges, *own_terms(repository, statements, edges, traced, knowledge)),
        known_release=traced.known_release,
        contradictions=traced.contradictions,
        mentions=traced.mentions,
        unread=(*repository.unread, *identified.notes, *traced.unread, *comparison.unread, *cuts.unread),
    )


def _compared(source: Source, options: Options, context: Context) -> _Comparison:
    if options.compare_with is None:
        return _Comparison()
    other = open_target(options.compare_with, context.hub)
    compared = lineage.compare(source, other, progress=context.progress, budget=Budget(options.time_limit))
    edge = lineage.edge_of(compared, other, {family.key for family in context.knowledge.families})
    if edge is None:
        return _Comparison(compared.unread)
    parent = readings.of_source(other, None, options, context).as_parent(edge.name, other, context.knowledge)
    return _Comparison(compared.unread, Shown(edge, parent))
