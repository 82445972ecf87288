"""Another publisher's copyright line in a model that names no parent: that publisher made what it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.edges import UNSETTLED
from auditor.lineage.headers.code import within
from auditor.model import DocumentKind, EdgeKind, Evidence, Part, Rung, Upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context

_KINDS = (DocumentKind.LICENSE, DocumentKind.NOTICE)


def by_holder(context: Context) -> Iterator[Upstream]:
    """An edge to each publisher of known models named as holder in a LICENSE or NOTICE here (design §5.13 iii).

    Only if nothing else names a parent, and the repository has a different publisher. A holder who is not a known
    publisher shows nothing: accounts are seldom named after their owners.
    """
    organisation = (context.repository.name or "").rpartition("/")[0]
    of_weights = any(edge.part is Part.WEIGHTS for edge in context.edges)
    if context.known_release is not None or not organisation or of_weights:
        return
    governing = _governing(context)
    lines = [line for line in context.copyrights if line.location.path in governing and not line.template]
    for publisher, names in context.releases.holders.items():
        if any(within(name, organisation) for name in (publisher, *names)):
            continue
        theirs = [
            line
            for line in lines
            if not within(organisation, line.holder) and any(within(name, line.holder) for name in names)
        ]
        if theirs:
            yield Upstream(
                name=f"holder/{publisher}",
                kind=EdgeKind.UNNAMED,
                title=f"a model of {publisher}",
                relations=UNSETTLED,
                candidates=(),
                evidence=tuple(
                    Evidence(
                        rung=Rung.DECLARED,
                        says=f"{line.location.path} has the line “{line.statement}”",
                        location=line.location,
                        quote=line.statement,
                    )
                    for line in theirs
                ),
                part=Part.WEIGHTS,
                note=f"the copyright line of {publisher} is here, and nothing names a model of theirs as the parent",
            )


def _governing(context: Context) -> frozenset[str]:
    """The LICENSE and NOTICE files at the root of the model that are about the weights."""
    return frozenset(
        document.path
        for document in context.repository.documents
        if document.kind in _KINDS
        and document.path.rpartition("/")[0] in ("", document.root)
        and document.part is Part.WEIGHTS
    )
