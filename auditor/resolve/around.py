"""What the words around the license texts of a file say: another license, other terms for the weights, an exception."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.identify.copyrights.grammar import is_copyright_line
from auditor.identify.names import names
from auditor.identify.scopes import is_scope, sections
from auditor.model import Certainty, Match, Part, Plainness, StatementKind, StatementSource, StatementSubject
from auditor.patterns import regex
from auditor.resolve import prose
from auditor.resolve.fields import of_field
from auditor.resolve.worded import SHORT, in_license_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.knowledge import Knowledge
    from auditor.model import Detection, Document, Repository, Statement
    from auditor.model.budget import Budget

_WHOLE = (Match.EXACT, Match.EXTRA)
_LABEL = regex(r"(?i)^[\W_]{0,20}(?:(?:spdx[- ])?licen[cs]e(?:[- ]identifier)?[ \t]{0,8}[:=-])?[\W_]{0,20}")
_MARKS = " \t*#=_-.`|<>()[]"
_LONGEST = 200
"""Most characters of a line that is only a name."""


def kept_from_weights(document: Document, text: Statement) -> Iterator[Statement]:
    """A statement that the weights are not under a text, if words of scope around it say so and offer no other."""
    parted = sections(document.text)
    if text.certainty is not Certainty.IDENTIFIED or any(part.part is Part.WEIGHTS for part in parted):
        return
    for section in parted:
        if section.excludes and section.has(text.line):
            lines = document.text.split("\n")
            line = next(number for number, words in enumerate(lines, 1) if " ".join(words.split()) == section.quote)
            yield text.replace(
                kind=StatementKind.DENIED,
                source=StatementSource.DECLARED,
                part=Part.WEIGHTS,
                outbound=False,
                plainness=Plainness.CLOSED,
                quote=section.quote,
                location=document.at(line),
                covers=(),
            )


def around_the_texts(
    document: Document,
    detections: tuple[Detection, ...],
    repository: Repository,
    knowledge: Knowledge,
    budget: Budget | None,
) -> Iterator[Statement]:
    """What a few words around the texts of a LICENSE say about the weights: "The weights are under CC BY-NC 4.0.".

    Nothing if the file contains no text, or more than a few other words. Raises `OutOfTimeError`.
    """
    if all(detection.match in (Match.REFERENCE, Match.UNKNOWN) for detection in detections):
        return
    words = _outside(document.text, detections)
    if len(words.strip()) > SHORT:
        return
    for statement in in_license_words(document.replace(text=words), repository, knowledge, Part.UNCLEAR, budget):
        if statement.kind is StatementKind.NOT_UNDERSTOOD:
            if prose.names_a_model(statement.quote, knowledge) and not is_scope(statement.quote):
                yield statement.replace(part=Part.WEIGHTS, limit="unclear")
        elif statement.part is Part.WEIGHTS and statement.subject is StatementSubject.SELF:
            yield statement


def beside_the_text(
    document: Document,
    detections: tuple[Detection, ...],
    repository: Repository,
    part: Part,
    knowledge: Knowledge,
    budget: Budget | None,
) -> Iterator[Statement]:
    """The licenses that lines and closed sentences next to a file's only license text name, other than that license.

    Nothing if the text is modified, as it is then unknown; nor if there are several, whose headings name them.
    Raises `OutOfTimeError`.
    """
    texts = [detection for detection in detections if detection.match is not Match.REFERENCE]
    if len(texts) != 1 or texts[0].match not in _WHOLE:
        return
    lines = ["" if is_copyright_line(line) else line for line in _outside(document.text, texts).split("\n")]
    by = f"{document.path.rpartition('/')[2]}, beside the text"
    stated = [
        statement
        for number, line in enumerate(lines, start=1)
        if line
        for statement in _of_line(line, document, number, by, part, knowledge)
    ]
    if any(lines):
        named = {str(statement.location) for statement in stated}
        rest = document.replace(text="\n".join(lines))
        worded = in_license_words(rest, repository, knowledge, part, budget)
        stated += [entry for entry in worded if entry.outbound and str(entry.location) not in named]
    yield from (entry for entry in stated if entry.part is part and _differs(entry, texts[0]))


def _outside(text: str, detections: Sequence[Detection]) -> str:
    """The text without the lines of what was identified in it, each of which is visited once."""
    begun: Counter[int] = Counter()
    for detection in detections:
        covered = detection.location.lines
        begun[covered.start] += 1
        begun[covered.stop] -= 1
    outside: list[str] = []
    texts = 0
    for number, line in enumerate(text.split("\n"), start=1):
        texts += begun[number]
        outside.append("" if texts else line)
    return "\n".join(outside)


def _of_line(
    line: str, document: Document, number: int, by: str, part: Part, knowledge: Knowledge
) -> Iterator[Statement]:
    """The license of a line that consists only of a license's name, tag or address."""
    value = line.strip(_MARKS)
    if len(value) > _LONGEST:
        return
    linked = names(knowledge).addresses(value) if " " not in value else ()
    values = [address.license for address in linked] or [_LABEL.sub("", value).strip(_MARKS)]
    for named in values:
        stated = of_field(named, document.at(number), by, knowledge, part=part)
        yield from (statement for statement in stated if statement.certainty is Certainty.IDENTIFIED)


def _differs(statement: Statement, text: Detection) -> bool:
    """Whether a statement names neither the text's license nor a choice that includes it.

    An exception grants more, and the deed of a ported Creative Commons license is named without its country.
    """
    stated = spdx.parse(statement.expression)
    arms = stated.arms if stated is not None else ()
    names_it = (all(f"{text.expression}-".startswith(f"{_bare(name)}-") for name in arm) for arm in arms)
    return not any(names_it)


def _bare(name: str) -> str:
    return name.partition(" WITH ")[0]
