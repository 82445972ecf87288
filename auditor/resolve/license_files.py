"""What the texts that were identified say, and which of the files that carry them offer this repository."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import Certainty, DocumentKind, Match, Part, Statement, StatementSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Detection, Repository


def detected(repository: Repository, detections: tuple[Detection, ...], knowledge: Knowledge) -> Iterator[Statement]:
    """A statement for each text outside the cards; a use policy is none."""
    governing = governing_files(repository)
    for detection in detections:
        document = repository.document(detection.location.path)
        if document is None or document.kind is DocumentKind.CARD or detection.policy:
            continue
        profile = knowledge.profile(detection.license) if detection.license else None
        names_it = detection.carries_text or detection.match is Match.REFERENCE
        expression = detection.expression if names_it else spdx.NOASSERTION
        yield Statement(
            expression=expression,
            source=StatementSource.DETECTED,
            part=governing.get(document.path, document.part),
            certainty=Certainty.IDENTIFIED if expression != spdx.NOASSERTION else Certainty.UNKNOWN,
            raw=profile.name if profile else detection.license or "unidentified text",
            location=detection.location,
            by=f"{document.path.rpartition('/')[2]}, {_how(detection)}",
            note=detection.note,
            outbound=document.path in governing and detection.match is not Match.REFERENCE,
        )


def governing_files(repository: Repository) -> dict[str, Part]:
    """The LICENSE files that offer this repository, with the part each speaks about.

    A LICENSE governs from a model root or from above one. Where one file is named for the weights
    (LICENSE-MODEL), the plain LICENSE beside it is the code's.
    """
    above = {""}
    for root in repository.roots:
        steps = root.split("/") if root else []
        above.update("/".join(steps[:depth]) for depth in range(len(steps) + 1))
    governing = {
        document.path: document.part
        for document in repository.of_kind(DocumentKind.LICENSE)
        if document.path.rpartition("/")[0] in above
    }
    named_for_weights = {path for path in governing if re.search(r"(?i)model|weights", path.rpartition("/")[2])}
    if named_for_weights:
        plain = {path for path, part in governing.items() if part is Part.WEIGHTS} - named_for_weights
        governing.update(dict.fromkeys(plain, Part.CODE))
    return governing


def _how(detection: Detection) -> str:
    if detection.match is Match.EXACT:
        return "whole text"
    if detection.match is Match.EXTRA:
        return "whole text, with further words beside it"
    if detection.match in (Match.NEAR, Match.MODIFIED) and detection.license:
        return f"{detection.match.value} to {detection.license}"
    if detection.match is Match.REFERENCE:
        return f"names {detection.license or detection.expression}"
    return "text not identified"
