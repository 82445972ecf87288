"""Every trace of lineage, joined into edges: one per parent, or one per family for a candidate set."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from auditor.lineage.bytes.digests import recorded
from auditor.lineage.context import Context
from auditor.lineage.headers.code import code_of_others
from auditor.lineage.headers.datasets import datasets
from auditor.lineage.headers.declared import declared, names_itself
from auditor.lineage.headers.kinds import of_a_kind
from auditor.lineage.headers.recipes import recipes
from auditor.lineage.headers.training import trained
from auditor.lineage.headers.unnamed import unnamed_base
from auditor.lineage.holders import by_holder
from auditor.lineage.licensed import by_license
from auditor.lineage.parents import named_parents
from auditor.lineage.prose.quantizers import quantized
from auditor.lineage.prose.titles import by_title
from auditor.lineage.prose.worded import by_words, mentioned, worded
from auditor.lineage.publishers import same_publisher
from auditor.lineage.shape.agreement import compared_with_shape, contradictions
from auditor.lineage.shape.depth import other_depth
from auditor.lineage.shape.families import shaped_alike
from auditor.lineage.shape.known_release import copied_release, recognised
from auditor.lineage.upward import further_up
from auditor.model import Contradiction, KnownRelease, NamedModel, Noun, Unread, Upstream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from auditor.knowledge import Knowledge
    from auditor.lineage.traces import Trace
    from auditor.model import Copyright, Detection, Repository
    from auditor.model.budget import Budget

Tracer: TypeAlias = "Callable[[Context], Iterable[Trace]]"
Link: TypeAlias = "Callable[[Context], Iterable[Upstream]]"

TRACERS: tuple[Tracer, ...] = (declared, quantized, worded, recorded, trained, recipes)
"""Functions that find named parents; each receives the traces of those before it."""

LINKS: tuple[Link, ...] = (
    named_parents,
    compared_with_shape,
    copied_release,
    further_up,
    by_title,
    by_words,
    shaped_alike,
    of_a_kind,
    by_license,
    unnamed_base,
    by_holder,
    names_itself,
    same_publisher,
    code_of_others,
    datasets,
)
"""Functions that add edges or change existing ones; each receives the edges of those before it."""


class Traced(Noun, frozen=True, kw_only=True):
    """What is known about the origin of a repository, one hop up."""

    known_release: KnownRelease | None
    upstreams: tuple[Upstream, ...]
    contradictions: tuple[Contradiction, ...]
    unread: tuple[Unread, ...] = ()
    """What caps left out."""
    mentions: tuple[NamedModel, ...] = ()
    """The models that the repository mentions and that are not parents, as far as is known."""


def trace(
    repository: Repository,
    copyrights: tuple[Copyright, ...],
    knowledge: Knowledge,
    budget: Budget | None = None,
    made: str = "",
    day: str = "",
    detections: tuple[Detection, ...] = (),
) -> Traced:
    """The edges of one repository, as far as there is time.

    `made` is the day on which it was made, if known, and `day` the one for which it is judged; `detections` are the
    licenses of its texts.
    """
    context = Context.of(repository, copyrights, knowledge, budget, made, day).replace(detections=detections)
    for tracer in TRACERS:
        context = context.with_traces(tracer(context))
    own, resembles = recognised(context)
    context = context.replace(known_release=own, resembles=resembles)
    for link in LINKS:
        context = context.with_edges(link(context))
    mentions = (*other_depth(context), *mentioned(context))
    return Traced(
        known_release=own,
        upstreams=context.edges,
        contradictions=tuple(contradictions(context)),
        unread=context.cuts.unread,
        mentions=mentions,
    )
