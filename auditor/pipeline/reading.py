"""One repository, read, identified and traced one hop; and what a child needs to know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor import documents, lineage, resolve, spdx
from auditor.identify import identify
from auditor.model import Certainty, DocumentKind

if TYPE_CHECKING:
    from auditor.identify import Identified
    from auditor.knowledge import Knowledge
    from auditor.model import Progress, Repository, Source


class Reading(NamedTuple):
    """What one repository says, before anything is judged."""

    repository: Repository
    identified: Identified
    traced: lineage.Traced
    known: Knowledge

    def as_parent(self, name: str, source: Source) -> lineage.Parent:
        """What a child needs to know of it."""
        said = resolve.statements(self.repository, self.identified.detections, (), self.known)
        offered = [one.expression for one in resolve.outbound(said) if one.certainty is Certainty.IDENTIFIED]
        licenses = {document.path for document in self.repository.of_kind(DocumentKind.LICENSE)}
        lines = [one for one in self.identified.copyrights if one.location.path in licenses and not one.template]
        notices = self.repository.of_kind(DocumentKind.NOTICE)
        return lineage.Parent(
            name=name,
            license=spdx.conjunction(offered) or None,
            copyrights=tuple(dict.fromkeys(one.statement for one in lines)),
            notice_text="\n".join(notice.text for notice in notices),
            notice_file=bool(notices),
            unread=tuple(one for one in self.repository.unread if one.matters),
            dated=source.dated,
            place=_place(source),
            called=(source.name or "") if source.remote else "",
            upstreams=self.traced.upstreams,
        )


def of_repository(repository: Repository, known: Knowledge, *, scancode: bool, progress: Progress | None) -> Reading:
    """A repository that was read, identified and traced one hop."""
    identified = identify(repository, known, scancode=scancode, progress=progress)
    return Reading(repository, identified, lineage.trace(repository, identified.copyrights, known), known)


def of_source(
    source: Source, name: str | None, known: Knowledge, *, scancode: bool, progress: Progress | None
) -> Reading:
    """A source, read, identified and traced one hop."""
    return of_repository(documents.read(source, name=name), known, scancode=scancode, progress=progress)


def _place(source: Source) -> str:
    """Where it was read, at which commit, and why that one."""
    commit = f" at {source.revision[:12]}" if source.revision else ""
    return f"{source.target}{commit}{', ' if source.note else ''}{source.note}"
