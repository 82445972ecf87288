"""The terms of each candidate of each upstream, which a model inherits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import Certainty, Statement, StatementSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Candidate, Upstream


def inherited(upstreams: tuple[Upstream, ...], knowledge: Knowledge) -> Iterator[Statement]:
    """A statement for each candidate, in the order of the edges; none for the `otherwise` candidate."""
    for edge in upstreams:
        for candidate in edge.candidates:
            if candidate.otherwise:
                continue
            if candidate.license or not candidate.named:
                yield _statement(edge, candidate, knowledge)
            for name in candidate.named:
                unknown = _statement(edge, candidate.replace(license=None), knowledge)
                yield unknown.replace(raw=name)


def _statement(edge: Upstream, candidate: Candidate, knowledge: Knowledge) -> Statement:
    expression = spdx.parse(candidate.license or "")
    known = expression.text if expression is not None and not expression.unknown else ""
    profile = knowledge.profile(candidate.license or "")
    places = (evidence.location for evidence in edge.evidence if evidence.location)
    return Statement(
        expression=known or spdx.NOASSERTION,
        source=StatementSource.INHERITED,
        part=edge.part,
        certainty=Certainty.IDENTIFIED if known else Certainty.UNKNOWN,
        raw=profile.name if profile else candidate.license or "not known",
        location=next(places, None),
        by=candidate.name,
        note="" if len(edge.candidates) == 1 else "one of several candidates",
        outbound=False,
    )
