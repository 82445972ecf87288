"""Predicates about what must travel: the text, the holder's line, the NOTICE, a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.engine.checks.naming import in_words
from auditor.engine.question import absent, breached, met, not_applicable, undetermined, why
from auditor.identify.copyrights.lines import same_line
from auditor.identify.normalize.folding import find
from auditor.model import Because, DocumentKind, DutyCode, EditionDuties, Reason, Relation
from auditor.patterns import letters, regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.engine.question import Answer, Question
    from auditor.engine.scene import Scene
    from auditor.model import Copyright, Detection, Edition, Location

UPSTREAM_UNREAD = "upstream-unread"
TEXT_MISSING = "license-text-missing"
_COMMON_LICENSE = regex(r"/usr/share/common-licenses/([A-Za-z][\w.-]{1,20})")
_MOST_SENTENCES = 50
"""Lines of a NOTICE that are looked for one by one."""
_FEW_WORDS = 8
"""A text in which more words differ is not an edition with the same duties."""


def text_present(q: Question) -> Answer:
    """Some file contains the whole text of the license, unchanged."""
    whole = q.scene.full_text_matches(q.the_license)
    outdated = _outdated(q, whole)
    if outdated is not None:
        return _is_edition(q, whole[0], outdated)
    if whole:
        return met(
            f"{whole[0].location} contains the text of {q.license_name}", *(detection.location for detection in whole)
        )
    lines = q.the_candidate.copyrights if q.the_license.names_holder else ()
    own_file = q.scene.equal_to_own_file(q.the_license, q.the_candidate)
    if own_file is not None:
        return met(f"{own_file} is, byte for byte, the license file of {q.from_whom}", own_file)
    alike = q.scene.near_matches(q.the_license)
    if alike:
        first = alike[0]
        edition = _edition(q, first)
        if edition is not None:
            return _is_edition(q, first, edition)
        says = f"{first.location} is {first.match.value} to {q.license_name}, not its text: {_difference(first)}"
        return undetermined(says, first.location, because=why(Because.TEXT_CHANGED), wanted=lines)
    if q.the_license.names_holder and q.the_candidate.copyrights_read and not (lines or q.the_candidate.license_files):
        says = f"there is no text and no copyright line to pass on at {q.from_whom}"
        return undetermined(says, because=why(Because.NO_LINE_TO_KEEP))
    system = _in_the_system(q)
    if system is not None:
        says = f"{system} names the file of the system that has the text of {q.license_name}; none is here"
        return undetermined(
            says, system, because=(Reason(code=Because.TEXT_IN_THE_SYSTEM, path=system.path),), note_only=True
        )
    if q.scene.unresolved_files:
        says = f"the text of {q.license_name} was not found in what was read"
        return undetermined(says, because=q.scene.unresolved_files, wanted=lines)
    says = f"no file contains the text of the {q.license_name}"
    return _in_its_place(q, says, lines) or breached(says, wanted=lines)


def _in_its_place(q: Question, says: str, wanted: tuple[str, ...] = ()) -> Answer | None:
    """The answer if an adaptation is offered under a license that the share-alike clause accepts; None otherwise.

    It is a note if the license is accepted without any condition, as the GNU LGPL accepts the GPL.
    """
    if q.relation not in (Relation.FINETUNE, Relation.MERGE) or q.scene.offers_by_itself(q.the_license):
        return None
    accepted = {
        entry.id: entry for duty in q.the_license.duties if duty.code is DutyCode.SAME_LICENSE for entry in duty.allowed
    }
    offered = {license_id for alternative in q.scene.alternatives for license_id in alternative}
    if not offered or not offered <= set(accepted):
        return None
    because = why(Because.IN_ITS_PLACE, " and ".join(sorted(offered)))
    freely = not any(accepted[license_id].condition for license_id in offered)
    return undetermined(says, because=because, wanted=wanted, note_only=freely)


def _in_the_system(q: Question) -> Location | None:
    """Where a Debian copyright file refers to the text in /usr/share/common-licenses (Debian Policy, 12.5)."""
    for document in q.scene.repository.of_kind(DocumentKind.COPYRIGHT):
        for number, line in enumerate(document.text.split("\n"), start=1):
            name = _COMMON_LICENSE.search(line)
            if name and q.the_license.spdx.lower().startswith(name[1].lower().rstrip(".-")):
                return document.at(number)
    return None


def _is_edition(q: Question, detection: Detection, edition: Edition) -> Answer:
    """The answer if a text is another edition of the license."""
    known = {
        EditionDuties.SAME: "with the same duties",
        EditionDuties.DIFFER: f"with other duties ({edition.note})",
        EditionDuties.UNKNOWN: f"whose duties are not known ({edition.note})",
    }
    says = f"{detection.location} is the edition of {q.license_name} {edition.name}"
    why_open = why(Because.OTHER_EDITION, f"{edition.name}, {known[edition.duties]}")
    return undetermined(says, detection.location, because=why_open, note_only=edition.duties is EditionDuties.SAME)


def _outdated(q: Question, whole: tuple[Detection, ...]) -> Edition | None:
    """The edition of every text here, if its duties may differ and it was superseded when the upstream was released."""
    date = q.candidate.date if q.candidate else ""
    editions = tuple(
        edition
        for edition in q.the_license.editions
        if edition.duties is not EditionDuties.SAME and edition.until and date >= edition.until
    )
    present = [_marked(q, detection, editions) for detection in whole]
    return next(iter(present), None) if all(present) else None


def _marked(q: Question, detection: Detection, editions: Sequence[Edition]) -> Edition | None:
    """The first of these editions whose identifying words are in the file of a text."""
    document = q.scene.repository.document(detection.location.path)
    if document is None:
        return None
    return next((edition for edition in editions if all(find(document.text, mark) for mark in edition.marks)), None)


def _edition(q: Question, detection: Detection) -> Edition | None:
    """The recorded edition that the text is; None for a text that is changed in another way."""
    few = sum(len(words.text.split()) for words in (*detection.added, *detection.missing)) <= _FEW_WORDS
    editions = q.the_license.editions
    return _marked(q, detection, [edition for edition in editions if few or edition.duties is not EditionDuties.SAME])


def holder_kept(q: Question) -> Answer:
    """Every copyright line read at the upstream is kept somewhere."""
    wanted = q.the_candidate.copyrights
    if q.the_edge.is_own_terms:
        return not_applicable("the lines here are its own")
    if not wanted:
        if q.the_candidate.copyrights_read:
            return not_applicable(f"{q.from_whom} has no copyright line")
        kept = line_of_holder(q)
        if kept:
            says = f"a line of {kept.holder} is kept: “{kept.statement}”; the upstream's own files were not read"
            return met(says, kept.location)
        says = f"the copyright lines of {q.from_whom} were not read"
        folds = UPSTREAM_UNREAD if q.scene.full_text_matches(q.the_license) else TEXT_MISSING
        return undetermined(says, because=why(Because.UPSTREAM_NOT_READ), folds_into=folds)
    places = {line: _line_at(q.scene, line) for line in wanted}
    missing = tuple(line for line, place in places.items() if place is None)
    if not missing:
        return met(f"the line “{wanted[0]}” is kept", *(place for place in places.values() if place))
    quoted = " and ".join(f"“{line}”" for line in missing)
    own = q.scene.full_text_matches(q.the_license)
    instead = [
        line
        for line in q.scene.copyrights
        if not line.template and any(line.location.path == detection.location.path for detection in own)
    ]
    says = f"the line {quoted}, seen at {q.from_whom}, was not found here"
    if instead:
        says += f"; {instead[0].location} has “{instead[0].statement}” in its place"
    if q.scene.unresolved_files:
        return undetermined(says, because=q.scene.unresolved_files, wanted=missing, folds_into=TEXT_MISSING)
    # the same clause requires the text and the line: if the text is missing too, one finding reports both
    folds = "" if own else TEXT_MISSING
    return breached(says, *(line.location for line in instead[:1]), wanted=missing, folds_into=folds)


def line_of_holder(q: Question) -> Copyright | None:
    """A copyright line in this repository whose holder is the upstream's publisher; None if there is none."""
    wanted = {letters(holder) for holder in q.the_candidate.holders}
    return next((line for line in q.scene.copyrights if letters(line.holder) in wanted), None)


def notice_carried(q: Question) -> Answer:
    """The attribution notices of the upstream's NOTICE file are in a NOTICE, the documentation or a display."""
    if q.the_candidate.notice_file is False:
        return not_applicable(f"{q.from_whom} has no NOTICE file")
    if q.the_candidate.notice_file is None:
        if q.the_edge.is_own_terms:
            return not_applicable()
        says = f"whether there is a NOTICE file at {q.from_whom} is not known"
        folds = UPSTREAM_UNREAD if q.scene.full_text_matches(q.the_license) else TEXT_MISSING
        return undetermined(says, because=why(Because.UPSTREAM_NOT_READ), folds_into=folds)
    sentences = _sentences(q.the_candidate.notice_text)
    if sentences:
        return _sentences_carried(q, sentences)
    notices = q.scene.repository.of_kind(DocumentKind.NOTICE, DocumentKind.THIRD_PARTY)
    if notices:
        says = f"{notices[0].path} is here; whether it has the notices of {q.from_whom} cannot be compared"
        return undetermined(says, notices[0].at(1), because=why(Because.NOTICE_NOT_READ))
    says = f"there is a NOTICE file at {q.from_whom}, and none here"
    return absent(q, says)


def _sentences_carried(q: Question, sentences: tuple[str, ...]) -> Answer:
    """The answer for an upstream's NOTICE that was read: a long one is compared as a whole, then its first lines."""
    carried = "the notices of the upstream's NOTICE are carried"
    more = len(sentences) - _MOST_SENTENCES
    whole = q.scene.find(q.the_candidate.notice_text) if more > 0 else None
    if whole is not None:
        return met(carried, whole)
    places = {sentence: q.scene.find(sentence) for sentence in sentences[:_MOST_SENTENCES]}
    missing = tuple(sentence for sentence, place in places.items() if place is None)
    if missing:
        says = f"the NOTICE of {q.from_whom} is not carried: “{missing[0]}”"
        return absent(q, says, wanted=missing)
    carried_at = tuple(place for place in places.values() if place)
    if more > 0:
        says = f"the first {_MOST_SENTENCES} lines of the NOTICE of {q.from_whom} are carried; not compared: {more}"
        because = why(Because.STATEMENT_REMARK, "a longer NOTICE is compared as a whole, or as far as that")
        return undetermined(says, *carried_at, because=because)
    return met(carried, *carried_at)


def license_linked(q: Question) -> Answer:
    """The license is indicated, with its text or a link to it."""
    whole = q.scene.full_text_matches(q.the_license)
    if whole:
        return met(f"{whole[0].location} contains the text", whole[0].location)
    address = re.sub(r"^https?://(www\.)?", "", q.the_license.url).rstrip("/").removesuffix("/legalcode")
    place = q.scene.find_address(address) if address else None
    if place:
        return met(f"{place} links {address}", place)
    tagged = (each.location for each in q.scene.offered if q.the_license.spdx in spdx.ids(each.expression))
    named = next(filter(None, tagged), None)
    if named is not None:
        says = f"{named} names {in_words(q.the_license.spdx, q)}; neither its text nor a link is here"
        return undetermined(says, named, because=why(Because.LINK_REQUIRED))
    page = _page_of(q.the_candidate.name, q.scene) if q.the_duty.page_will_do else None
    if page:
        return undetermined(f"{page} links {q.from_whom}", page, because=why(Because.PAGE_LINKED))
    says = f"neither the text of {q.license_name} nor a link to it is here"
    return _in_its_place(q, says) or absent(q, says)


def _page_of(name: str, scene: Scene) -> Location | None:
    """Where a web address that ends in the name of an upstream is."""
    address = regex(rf"(?i)(?:https?://|\bhf\.co|\bhuggingface\.co)[^\s<>\"')]*/{re.escape(name)}(?![\w-]|\.\w)")
    for document in scene.prose:
        for number, line in enumerate(document.text.split("\n"), start=1):
            if address.search(line):
                return document.at(number)
    return None


def _difference(detection: Detection) -> str:
    """Added and missing words of a changed text, shortened."""
    parts = []
    if detection.added:
        parts.append(f"added “{_short(detection.added[0].text)}”")
    if detection.missing:
        parts.append(f"missing “{_short(detection.missing[0].text)}”")
    return "; ".join(parts) or detection.note or "words differ"


def _short(text: str, most: int = 120) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _line_at(scene: Scene, wanted: str) -> Location | None:
    """Where a copyright line is, on its own or within a sentence."""
    for line in scene.copyrights:
        if same_line(wanted, line):
            return line.location
    for document in scene.prose:
        lines = find(document.text, wanted)
        if lines is not None:
            return document.at(lines[0], last=lines[1])
    return None


def _sentences(notice: str) -> tuple[str, ...]:
    """The lines of a NOTICE that are more than a heading, each once."""
    lines = (line.strip(" \t#*=-") for line in notice.split("\n"))
    return tuple(dict.fromkeys(line for line in lines if len(line) > len("NOTICE")))
