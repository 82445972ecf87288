"""The material of a NOTICE: what a model contains or was made from, license by license."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor import spdx
from auditor.knowledge import default_knowledge
from auditor.model import Certainty, DocumentKind, DutyCode, DutyPlace, EdgeKind, Part, Relation, Verdict
from auditor.report.bom.read import hub_url
from auditor.report.bom.texts import license_text
from auditor.report.common import wording
from auditor.report.common.clean import line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Audit, Candidate, Copyright, GoverningLicense, Upstream

_WORDS = (DutyCode.DISPLAY_STRING, DutyCode.NOTICE_WITH_TEXT, DutyCode.NOTICE_FILE_WITH_TEXT)
_ELSEWHERE = (DutyPlace.PUBLIC, DutyPlace.MODEL_NAME)
"""Places of required words that a file does not satisfy."""
_OF_OTHERS = (DocumentKind.NOTICE, DocumentKind.THIRD_PARTY, DocumentKind.CARD)
"""Documents with lines of several holders, whatever license is in them."""
_PARTS = (Part.CODE, Part.TOKENIZER, Part.DATA, Part.DOCUMENTATION)
_MADE = {
    Relation.COPY: "a copy",
    Relation.FINETUNE: "changed: fine-tuned",
    Relation.QUANTIZED: "changed: quantized",
    Relation.MERGE: "changed: merged",
    Relation.ADAPTER: "an adapter for it",
    Relation.DISTILL: "distilled from it",
    Relation.CODE: "code of it is used",
}


class Material(NamedTuple):
    """The material under one license."""

    title: str
    applies_to: tuple[str, ...]
    copyrights: tuple[str, ...]
    words: tuple[str, ...]
    """What the license requires to accompany it."""
    text: str
    """The text of the license; "" if it is not in rules/texts."""


def name_of(audit: Audit) -> str:
    """The model's name on one line."""
    return line(audit.repository.name or audit.target)


def firm(audit: Audit) -> Iterator[tuple[Upstream, Candidate]]:
    """The ancestors that are named, single and not data: what the model may contain."""
    for edge in audit.lineage:
        if edge.firm and edge.kind in (EdgeKind.PARENT, EdgeKind.CODE) and len(edge.candidates) == 1:
            yield edge, edge.candidates[0]


def origins(audit: Audit) -> tuple[str, ...]:
    """What the model was made from, how, and its address: a statement of changes, and of who made what."""
    rows = {}
    for edge in audit.lineage:
        if not edge.firm or edge.kind not in (EdgeKind.PARENT, EdgeKind.CODE) or len(edge.candidates) > 1:
            continue
        settled = len(edge.relations) == 1 and edge.relations[0] in _MADE
        how = _MADE[edge.relations[0]] if settled else wording.relations(edge.relations)
        name = edge.candidates[0].name if edge.candidates else edge.name
        url = hub_url(name)
        rows[name] = f"{line(name)} ({how}){f', {url}' if url else ''}"
    return tuple(rows.values())


def materials(audit: Audit) -> tuple[Material, ...]:
    """Every license that reaches the model whichever candidate is the base, then those of its parts."""
    made = [_governing(audit, license_) for license_ in audit.licenses if license_.certain]
    known = {license_.profile.key for license_ in audit.licenses if license_.certain}
    for license_id, named in _further(audit).items():
        profile = default_knowledge().profile(license_id)
        if profile is None or profile.key not in known:
            title = profile.name if profile else audit.names.get(license_id, license_id)
            lines = _lines_of(audit, license_id, named)
            made.append(Material(title, named, lines, (), license_text(license_id)))
    return tuple(made)


def upstream_notices(audit: Audit) -> tuple[tuple[str, str], ...]:
    """The NOTICE files read of ancestors, each text once: their owners, and their words."""
    texts: dict[str, list[str]] = {}
    for _, candidate in firm(audit):
        if candidate.notice_text.strip():
            texts.setdefault(candidate.notice_text.strip(), []).append(candidate.name)
    return tuple((", ".join(dict.fromkeys(names)), text) for text, names in texts.items())


def other_lines(audit: Audit, made: tuple[Material, ...]) -> tuple[str, ...]:
    """The copyright lines of the repository's files that are in no section; the file shows whose they are."""
    there = {copyright_ for material in made for copyright_ in material.copyrights}
    rows = (
        f"{line(copyright_.location.path)}: {copyright_.statement}"
        for copyright_ in audit.copyrights
        if not copyright_.template and copyright_.statement not in there
    )
    return tuple(dict.fromkeys(rows))


def due(audit: Audit, key: str) -> frozenset[str]:
    """The codes of a license's duties that apply to this model, met or not."""
    return frozenset(
        str(outcome.code)
        for outcome in audit.all_outcomes
        if outcome.license == key and outcome.verdict is not Verdict.NOT_APPLICABLE
    )


def words_of(audit: Audit, license_: GoverningLicense, *, elsewhere: bool) -> tuple[str, ...]:
    """The words that a license requires, the first of alternatives: in a file, or where a file does not suffice."""
    codes = due(audit, license_.profile.key)
    return tuple(
        duty.words[0]
        for duty in license_.profile.duties
        if duty.code in _WORDS and duty.code.value in codes and duty.words and (duty.place in _ELSEWHERE) is elsewhere
    )


def _governing(audit: Audit, license_: GoverningLicense) -> Material:
    key = license_.profile.key
    theirs = [
        edge.candidates[0].name if len(edge.candidates) == 1 else edge.title
        for edge in audit.lineage
        if edge.firm and edge.candidates and all(_is(candidate.license, key) for candidate in edge.candidates)
    ]
    own = [name_of(audit)] if license_.offered else []
    return Material(
        title=license_.profile.name,
        applies_to=tuple(dict.fromkeys(map(line, (*theirs, *own)))) or license_.via,
        copyrights=_lines_of(audit, key, license_.via),
        words=words_of(audit, license_, elsewhere=False),
        text=license_text(key),
    )


def _further(audit: Audit) -> dict[str, tuple[str, ...]]:
    """By license: what else is under it, of parts of the repository, and of ancestors whose license has no profile."""
    named: dict[str, dict[str, None]] = {}
    for statement in audit.statements:
        part = statement.part
        if part in _PARTS and statement.offers(part) and statement.certainty is Certainty.IDENTIFIED:
            for license_id in spdx.ids(statement.expression):
                where = f": {statement.location.path}" if statement.location else ""
                named.setdefault(license_id, {})[line(f"{name_of(audit)}, {part.value}{where}")] = None
    for _, candidate in firm(audit):
        for license_id in spdx.ids(candidate.license or ""):
            if default_knowledge().profile(license_id) is None and license_id != spdx.NOASSERTION:
                named.setdefault(license_id, {})[line(candidate.name)] = None
    return {license_id: tuple(names) for license_id, names in named.items()}


def _lines_of(audit: Audit, license_id: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of the ancestors with these names, and those of the repository's files with the license's text."""
    theirs = [
        entry
        for edge in audit.lineage
        for candidate in edge.candidates
        if candidate.name in names
        for entry in candidate.copyrights
    ]
    files = {detection.location.path for detection in audit.detections if _is(detection.expression, license_id)}
    files -= {detection.location.path for detection in audit.detections if not _is(detection.expression, license_id)}
    files -= {document.path for document in audit.repository.documents if document.kind in _OF_OTHERS}
    own = [copyright_.statement for copyright_ in audit.copyrights if _is_of(copyright_, files)]
    return tuple(dict.fromkeys((*theirs, *own)))


def _is_of(copyright_: Copyright, files: set[str]) -> bool:
    return not copyright_.template and copyright_.location.path in files


def _is(expression: str | None, license_id: str) -> bool:
    """Whether a license is in an expression, under any of its names."""
    knowledge = default_knowledge()
    key = knowledge.profile_key(license_id) or license_id
    return any((knowledge.profile_key(other) or other) == key for other in spdx.ids(expression or ""))
