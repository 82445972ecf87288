"""Which parents have, or may have, the same publisher, who is not bound by its own terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.edges import publisher_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.model import KnownRelease, Upstream


def same_publisher(context: Context) -> Iterator[Upstream]:
    """The edges whose parent has, or may have, the same publisher, marked accordingly."""
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
    """Whether it is the edge of a copy of the release, which already says whose copy it is."""
    return release is not None and any(evidence.says == release.says for evidence in edge.evidence)
