"""The input of every tracer: one repository, the known releases, and what earlier tracers found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.releases import releases_of
from auditor.lineage.shape.signature import hits
from auditor.model.base import Value, field
from auditor.model.cuts import Cuts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.knowledge import Knowledge
    from auditor.lineage.releases import Releases
    from auditor.lineage.shape.signature import Hit
    from auditor.lineage.traces import Trace
    from auditor.model import Copyright, Detection, KnownRelease, Repository, Upstream
    from auditor.model.budget import Budget


class Context(Value, frozen=True, dict=True):
    """The context of a trace, to which tracers add: first traces, then the known release, then edges."""

    repository: Repository
    copyrights: tuple[Copyright, ...]
    knowledge: Knowledge
    releases: Releases
    hits: tuple[Hit, ...]
    """The families whose shape a configuration of the repository has."""
    traces: tuple[Trace, ...] = ()
    known_release: KnownRelease | None = None
    """The known release that the repository is."""
    resembles: KnownRelease | None = None
    """The known release that it would be if it did not declare a base of the same family: then it was made from it."""
    edges: tuple[Upstream, ...] = ()
    made: str = ""
    """When the model was made (ISO); "" if unknown."""
    day: str = ""
    """The day for which it is judged (ISO); "" for today's terms."""
    detections: tuple[Detection, ...] = ()
    """The licenses of its texts."""
    cuts: Cuts = field(default_factory=Cuts)
    """What caps cut off during the trace."""

    @classmethod
    def of(
        cls,
        repository: Repository,
        copyrights: tuple[Copyright, ...],
        knowledge: Knowledge,
        budget: Budget | None = None,
        made: str = "",
        day: str = "",
    ) -> Context:
        """The initial context, before any tracer."""
        releases = releases_of(knowledge)
        shapes = hits(repository.documents, releases)
        return cls(repository, copyrights, knowledge, releases, shapes, made=made, day=day, cuts=Cuts(budget))

    @property
    def own_name(self) -> str:
        """The repository's id in lower case; "" if unknown."""
        return (self.repository.name or "").lower()

    def with_traces(self, more: Iterable[Trace]) -> Context:
        """The same with more traces."""
        return self.replace(traces=(*self.traces, *more))

    def with_edges(self, changed: Iterable[Upstream]) -> Context:
        """The same with these edges, each replacing one of the same name or added at the end."""
        edges = {edge.name.lower(): edge for edge in self.edges}
        edges.update((edge.name.lower(), edge) for edge in changed)
        return self.replace(edges=tuple(edges.values()))
