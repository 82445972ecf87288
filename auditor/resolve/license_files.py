"""Statements from identified license texts, and which of the files that contain them offer this repository."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.documents import is_weights
from auditor.identify.names import names
from auditor.identify.scopes import sections
from auditor.model import Certainty, DocumentKind, Match, Part, Statement, StatementSource
from auditor.model.base import Value
from auditor.model.budget import OutOfTimeError
from auditor.patterns import regex
from auditor.phrases import tokens
from auditor.resolve.around import around_the_texts, beside_the_text, kept_from_weights
from auditor.resolve.covered import holds_code, holds_weights, is_of_a_base
from auditor.resolve.fields import of_field
from auditor.resolve.links import license_links
from auditor.resolve.meaning import by_name
from auditor.resolve.packages import part_of_package
from auditor.resolve.worded import SHORT, in_license_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Detection, Document, Repository
    from auditor.model.budget import Budget
    from auditor.model.cuts import Cuts

_TITLE_LINES = 4
_LONGEST_LINE = 200
_LABEL = regex(r"(?i)^[\W_]*(?:licen[cs]e\s*[:=-]\s*)?")
_NAMED_FOR_WEIGHTS = regex(r"(?i)model|weights")
_DATA_FOLDER = regex(r"(?i)(?:^|/)(?:data|datasets?|corpus|corpora)/")
_LISTS_MODELS = regex(r"(?i)model[ _-]?licen[cs]es")
_PACKAGE = regex(r"(?:^|/)[^/]+\.(?:dist|egg)-info(?:/licenses)?$")


class Governing(Value, frozen=True):
    """What a LICENSE covers: its part, and which files if not all of that part."""

    part: Part
    covers: tuple[str, ...] = ()


def detected(
    repository: Repository, detections: tuple[Detection, ...], knowledge: Knowledge, cuts: Cuts
) -> Iterator[Statement]:
    """A statement for each license text outside the cards, except use policies, and for a few words instead of one."""
    governing = governing_files(repository)
    carried = {detection.location.path for detection in detections if detection.match is not Match.REFERENCE}
    for detection in detections:
        document = repository.document(detection.location.path)
        if document is None or document.kind in (DocumentKind.CARD, DocumentKind.SIDECAR) or detection.policy:
            continue
        if document.kind is DocumentKind.POLICY and detection.match is Match.UNKNOWN:
            continue
        try:
            in_words = tuple(_in_words(document, detection, repository, governing, knowledge, cuts.budget))
        except OutOfTimeError:  # the file is recorded below: it governs
            in_words = ()
        yield from in_words
        if any(statement.outbound and statement.certainty is Certainty.IDENTIFIED for statement in in_words):
            continue
        statement = _of_text(document, detection, governing, knowledge, alone=document.path not in carried)
        yield statement
        yield from kept_from_weights(document, statement)
    by_path: dict[str, list[Detection]] = {}
    for detection in detections:
        by_path.setdefault(detection.location.path, []).append(detection)
    for document in repository.of_kind(DocumentKind.LICENSE):
        of, here = governing.get(document.path), tuple(by_path.get(document.path, ()))
        if of is None or cuts.out_of_time(document.path):
            continue
        try:
            beside = tuple(beside_the_text(document, here, repository, of.part, knowledge, cuts.budget))
            around = tuple(around_the_texts(document, here, repository, knowledge, cuts.budget)) if here else ()
        except OutOfTimeError:
            cuts.out_of_time(document.path)
            continue
        yield from beside
        places = {statement.location for statement in beside}
        yield from (statement for statement in around if statement.location not in places)


def governing_files(repository: Repository) -> dict[str, Governing]:
    """The LICENSE files that offer this repository, with what each covers.

    A LICENSE governs if it is at a model root or above one; in a folder of weights or of code it governs that folder.
    A file that a card links governs too, and so does the LICENSE of the package that contains the weights. If a file is
    named for the weights (LICENSE-MODEL), a plain LICENSE next to it is for the code.
    """
    above = {""}
    for root in repository.roots:
        folder = root
        while folder:
            above.add(folder)
            folder = folder.rpartition("/")[0]
    linked = {
        link.path
        for card in repository.of_kind(DocumentKind.CARD)
        if card.path.rpartition("/")[0] in above
        for link in license_links(card, repository)
    }
    governing: dict[str, Governing] = {}
    for document in repository.of_kind(DocumentKind.LICENSE):
        folder = document.path.rpartition("/")[0]
        if folder in above or document.path in linked:
            governing[document.path] = Governing(document.part, _covers(folder, repository))
        elif _PACKAGE.search(folder):
            named = _LISTS_MODELS.search(document.path) is not None
            governing[document.path] = Governing(Part.WEIGHTS if named else part_of_package(repository))
        elif document.part is Part.WEIGHTS and holds_weights(repository, folder):
            governing[document.path] = Governing(Part.WEIGHTS, _covers(folder, repository))
        elif document.part in (Part.WEIGHTS, Part.CODE) and holds_code(repository, folder):
            governing[document.path] = Governing(Part.CODE, (f"{folder}/*",))
    named_for_weights = {
        path
        for path in governing
        if _NAMED_FOR_WEIGHTS.search(name := path.rpartition("/")[2]) and not is_of_a_base(name)
    }
    if named_for_weights:
        plain = {path for path, of in governing.items() if of.part is Part.WEIGHTS and not of.covers}
        governing |= {path: Governing(Part.CODE) for path in plain - named_for_weights}
    return governing


def _of_text(
    document: Document,
    detection: Detection,
    governing: dict[str, Governing],
    knowledge: Knowledge,
    *,
    alone: bool,
) -> Statement:
    profile = knowledge.profile(detection.license) if detection.license else None
    names_it = detection.carries_text or detection.match is Match.REFERENCE
    expression = detection.expression if names_it else spdx.NOASSERTION
    identified = expression != spdx.NOASSERTION
    of_data = document.part is Part.WEIGHTS and _DATA_FOLDER.search(document.path) is not None
    speaks = governing.get(document.path, Governing(Part.DATA if of_data else document.part))
    return Statement(
        expression=expression,
        source=StatementSource.DETECTED,
        part=_part(document, detection, speaks.part),
        certainty=Certainty.IDENTIFIED if identified else Certainty.UNKNOWN,
        raw=profile.name if profile else detection.license or "unidentified text",
        location=detection.location,
        by=f"{document.path.rpartition('/')[2]}, {_how(detection)}",
        note=detection.note,
        outbound=document.path in governing and (alone or detection.match is not Match.REFERENCE),
        names=() if identified else _titled(document, detection, knowledge),
        covers=speaks.covers,
    )


def _in_words(
    document: Document,
    detection: Detection,
    repository: Repository,
    governing: dict[str, Governing],
    knowledge: Knowledge,
    budget: Budget | None,
) -> Iterator[Statement]:
    """The statements of a LICENSE of a few words, or of a list of several models' licenses; none for a full text."""
    if document.path not in governing or detection.match is not Match.UNKNOWN:
        return
    part = governing[document.path].part
    value = _LABEL.sub("", _only_line(document.text)).strip(" *#=_-.")
    by = f"{document.path.rpartition('/')[2]}, one line"
    stated = of_field(value, detection.location, by, knowledge, part=part)
    known = tuple(statement for statement in stated if statement.certainty is not Certainty.UNKNOWN)
    if known:
        yield from known
        return
    lists_models = _LISTS_MODELS.search(document.path.rpartition("/")[2]) is not None
    if len(document.text) > SHORT and not lists_models:
        return
    in_prose = tuple(in_license_words(document, repository, knowledge, part, budget))
    if len(document.text) > SHORT:  # a long one explains its terms: what it calls the license counts
        yield from (statement for statement in in_prose if statement.outbound)
    elif any(statement.outbound or statement.limit for statement in in_prose):
        yield from in_prose


@lru_cache(maxsize=2)
def _only_line(text: str) -> str:
    """The one line of a text besides copyright lines, "" if there are more; kept, as each text in a file asks."""
    spoken = [line for line in text.split("\n") if line.strip() and not line.lower().startswith("copyright")]
    return spoken[0] if len(spoken) == 1 else ""


@lru_cache(maxsize=2)
def _lines(text: str) -> tuple[str, ...]:
    """The lines of a text; kept for the same reason."""
    return tuple(text.split("\n"))


def _titled(document: Document, detection: Detection, knowledge: Knowledge) -> tuple[str, ...]:
    """The licenses that the title of an unidentified text names."""
    here = detection.location.lines
    lines = islice(filter(str.strip, _lines(document.text)[here.start - 1 : here.stop - 1]), _TITLE_LINES)
    known = names(knowledge)
    named = [name for line in lines for name in known.find(tokens(line[:_LONGEST_LINE]))]
    known_as = (by_name(name.license, name.license, knowledge) for name in named if name.license)
    identified = (means for means in known_as if means.certainty is Certainty.IDENTIFIED)
    return tuple(dict.fromkeys(means.expression for means in identified))


def _part(document: Document, detection: Detection, part: Part) -> Part:
    """The part named by the words of scope around a text, otherwise that of the file."""
    within = (section.part for section in sections(document.text) if section.has(detection.location.first))
    return next(within, part)


def _covers(folder: str, repository: Repository) -> tuple[str, ...]:
    """A pattern for the folder, if it contains weights and other weights are outside it."""
    if not folder or not holds_weights(repository, folder):
        return ()
    outside = any(is_weights(file.path) and not file.path.startswith(f"{folder}/") for file in repository.files)
    return (f"{folder}/*",) if outside else ()


def _how(detection: Detection) -> str:
    if detection.match is Match.EXACT:
        return "whole text"
    if detection.match is Match.EXTRA:
        return "whole text, with other words around it"
    if detection.match in (Match.NEAR, Match.MODIFIED) and detection.license:
        return f"{detection.match.value} to {detection.license}"
    if detection.match is Match.REFERENCE:
        return f"names {detection.license}"
    return "text not identified"
