"""Which parents are of the publisher here, whom its own terms do not bind, and which may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.edges import publisher_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.model import KnownRelease, Upstream


def same_publisher(context: Context) -> Iterator[Upstream]:
    """The edges whose parent is of the publisher here, or may be, marked so."""
    here, claimed = publisher_of(context.own_name), context.repository.names_itself
    release = context.known_release or context.resembles
    unsettled = publisher_of(release.release) if release is not None and release.licensor is None else None
    for edge in context.edges:
        publisher = publisher_of(edge.name)
        if publisher and publisher == here:
            yield edge.doubting(licensor_unknown=True) if claimed else edge.replace(own=True)
        elif publisher == unsettled and not _shows_the_copy(edge, release):
            yield edge.doubting(licensor_unknown=True)


def _shows_the_copy(edge: Upstream, release: KnownRelease | None) -> bool:
    """Whether it is the edge of a copy of the release, which knows already whose copy it is."""
    return release is not None and any(evidence.says == release.says for evidence in edge.evidence)
