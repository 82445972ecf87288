"""What a NOTICE cannot contain: what is undetermined, not read or not included, and what no file satisfies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.knowledge import default_knowledge
from auditor.model import DocumentKind, DutyCode, EdgeKind, Verdict
from auditor.report.audit.notice_material import due, firm, name_of, words_of
from auditor.report.common.clean import line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Audit, Candidate, GoverningLicense
    from auditor.report.audit.notice_material import Material

_NOTICES = (DocumentKind.NOTICE, DocumentKind.THIRD_PARTY)
_KEPT = (DutyCode.RETAIN_COPYRIGHT_NOTICES.value, DutyCode.ATTRIBUTE_CREATOR.value)
_RESTRICTIONS = (DutyCode.FLOW_DOWN_USE_RESTRICTIONS, DutyCode.NOTICE_OF_RESTRICTIONS)


def notes(audit: Audit, materials: tuple[Material, ...]) -> tuple[str, ...]:
    """Sentences on what is left out; empty if the bundle is complete."""
    certain = [license_ for license_ in audit.licenses if license_.certain]
    return tuple(
        dict.fromkeys(
            (
                *_unsettled(audit),
                *_texts(audit, materials),
                *(note for license_ in certain for note in _of_license(audit, license_)),
                *(note for _, candidate in firm(audit) for note in _of_ancestor(audit, candidate)),
                *_in_repository(audit),
            )
        )
    )


def _unsettled(audit: Audit) -> Iterator[str]:
    for license_ in audit.licenses:
        if not license_.certain:
            yield f"{license_.profile.name}: whether it applies is not settled."
    for edge in audit.lineage:
        if edge.kind not in (EdgeKind.PARENT, EdgeKind.CODE):
            continue
        unknown = any(spdx.NOASSERTION in (candidate.license or spdx.NOASSERTION) for candidate in edge.candidates)
        if not edge.firm or len(edge.candidates) > 1:
            doubt = "whether it is an ancestor is not settled" if unknown else ""
        else:
            doubt = "its license is not known" if unknown or not edge.candidates else ""
        if doubt:
            yield f"{line(edge.title)}: {doubt}, and nothing of it is here."


def _texts(audit: Audit, materials: tuple[Material, ...]) -> Iterator[str]:
    for material in materials:
        if not material.text:
            others = [name for name in material.applies_to if name != name_of(audit)]
            of = ", ".join(others or material.applies_to)
            title = line(material.title)
            yield f"{title}: its text is not included here; copy it from the source that it came with ({of})."


def _of_license(audit: Audit, license_: GoverningLicense) -> Iterator[str]:
    profile = license_.profile
    for words in words_of(audit, license_, elsewhere=True):
        yield f"{profile.name}: “{words}” is to be displayed in public; this file is not the place for it."
    open_codes = {
        outcome.code
        for outcome in audit.all_outcomes
        if outcome.license == profile.key and outcome.verdict in (Verdict.BREACHED, Verdict.UNDETERMINED)
    }
    for duty in profile.duties:
        if duty.code in _RESTRICTIONS and duty.code in open_codes:
            yield (
                f"{profile.name}, {duty.clause}: its use restrictions are to be in the terms that recipients agree to, "
                "or to be made known to them; see the report."
            )


def _of_ancestor(audit: Audit, candidate: Candidate) -> Iterator[str]:
    keys = {
        default_knowledge().profile_key(license_id) or license_id for license_id in spdx.ids(candidate.license or "")
    }
    codes = {code for key in keys for code in due(audit, key)}
    if not candidate.copyrights and not candidate.copyrights_read and codes.intersection(_KEPT):
        yield f"{line(candidate.name)}: its copyright lines were not read; copy those that it has."
    if DutyCode.PROPAGATE_NOTICE_FILE.value in codes and not candidate.notice_text:
        if candidate.notice_file:
            yield f"{line(candidate.name)}: it has a NOTICE file, which was not read; copy its words."
        elif candidate.notice_file is None:
            yield f"{line(candidate.name)}: whether it has a NOTICE file is not known; copy its words if it has."


def _in_repository(audit: Audit) -> Iterator[str]:
    for document in audit.repository.documents:
        if document.kind in _NOTICES:
            yield f"{line(document.path)}: is in the repository, and its words are not repeated here; keep them."
    for entry in audit.unread:
        if entry.matters:
            yield f"{line(entry.path)}: was not read."
