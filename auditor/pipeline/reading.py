"""One repository, read, identified and traced one step, and what a child needs of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor import documents, lineage, resolve, spdx
from auditor.identify import identify
from auditor.model import Certainty, DocumentKind, NameSource, Part, StatementSource
from auditor.sources import LocalSource

if TYPE_CHECKING:
    from auditor.identify import Identified
    from auditor.knowledge import Knowledge
    from auditor.model import Options, Repository, Source
    from auditor.model.budget import Budget
    from auditor.pipeline.context import Context


class Reading(NamedTuple):
    """The content of one repository, before anything is judged."""

    repository: Repository
    identified: Identified
    traced: lineage.Traced

    def as_parent(self, name: str, source: Source, knowledge: Knowledge) -> lineage.Parent:
        """The repository as a parent: what its children need of it."""
        statements = resolve.statements(self.repository, self.identified.detections, (), knowledge)
        offered = [
            statement.expression
            for statement in resolve.outbound(statements)
            if statement.certainty is Certainty.IDENTIFIED
        ]
        licenses = {document.path for document in self.repository.of_kind(DocumentKind.LICENSE)}
        lines = [line for line in self.identified.copyrights if line.location.path in licenses and not line.template]
        notices = self.repository.of_kind(DocumentKind.NOTICE)
        return lineage.Parent(
            name=name,
            license=spdx.conjunction(offered) or None,
            named=tuple(
                dict.fromkeys(
                    statement.raw
                    for statement in resolve.outbound(statements)
                    if statement.certainty is Certainty.UNKNOWN and statement.source is StatementSource.DECLARED
                )
            ),
            copyrights=tuple(dict.fromkeys(line.statement for line in lines)),
            notice_text="\n".join(notice.text for notice in notices),
            license_files=self._license_files(),
            notice_file=bool(notices),
            unread=tuple(entry for entry in (*self.repository.unread, *self.traced.unread) if entry.matters),
            settles=not isinstance(source, LocalSource) or source.name_source not in (None, NameSource.FOLDER),
            dated=source.dated,
            place=_place(source),
            called=(source.name or "") if source.remote else "",
            upstreams=self.traced.upstreams,
        )

    def _license_files(self) -> tuple[str, ...]:
        """The digests of the license files that offer its weights."""
        governing = resolve.governing_files(self.repository)
        of_weights = {path for path, governs in governing.items() if governs.part is Part.WEIGHTS}
        return tuple(
            document.sha256
            for document in self.repository.of_kind(DocumentKind.LICENSE)
            if document.sha256 and document.path in of_weights
        )


def of_repository(
    repository: Repository, options: Options, context: Context, budget: Budget | None = None, *, made: str = ""
) -> Reading:
    """Identify a repository that was read, and trace it one step, as far as time allows; `made` is its date or ""."""
    knowledge = context.knowledge
    identified = identify(repository, knowledge, scancode=options.scancode, progress=context.progress, budget=budget)
    traced = lineage.trace(
        repository, identified.copyrights, knowledge, budget, made, options.day, identified.detections
    )
    return Reading(repository, identified, traced)


def of_source(
    source: Source,
    name: str | None,
    options: Options,
    context: Context,
    budget: Budget | None = None,
    *,
    roots: tuple[str, ...] | None = None,
) -> Reading:
    """Read a source, identify it and trace it one step, as far as time allows.

    `roots` are the folders of the one model that it serves.
    """
    repository = documents.read(source, name=name, model_roots=roots, budget=budget)
    repository = lineage.with_digests(repository, source, context.knowledge)
    return of_repository(repository, options, context, budget, made=source.created)


def _place(source: Source) -> str:
    """Where it was read, at which commit, and why at that one."""
    commit = f" at {source.revision[:12]}" if source.revision else ""
    return f"{source.target}{commit}{', ' if source.note else ''}{source.note}"
