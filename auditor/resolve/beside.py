"""A further license that a LICENSE file names in a few words besides the one text that it contains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.identify.copyrights.grammar import is_copyright_line
from auditor.identify.names import names
from auditor.model import Certainty, Match
from auditor.patterns import regex
from auditor.resolve.fields import of_field
from auditor.resolve.worded import in_license_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Detection, Document, Part, Repository, Statement
    from auditor.model.budget import Budget

_WHOLE = (Match.EXACT, Match.EXTRA)
_LABEL = regex(r"(?i)^[\W_]{0,20}(?:(?:spdx[- ])?licen[cs]e(?:[- ]identifier)?[ \t]{0,8}[:=-])?[\W_]{0,20}")
_MARKS = " \t*#=_-.`|<>()[]"
_LONGEST = 200
"""Most characters of a line that is only a name."""


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
    lines = [
        "" if texts[0].location.has(number) or is_copyright_line(line) else line
        for number, line in enumerate(document.text.split("\n"), start=1)
    ]
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


def _of_line(
    line: str, document: Document, number: int, by: str, part: Part, knowledge: Knowledge
) -> Iterator[Statement]:
    """The license of a line that consists only of a license's name, tag or address."""
    value = line.strip(_MARKS)
    if not value or len(value) > _LONGEST:
        return
    linked = names(knowledge).addresses(value) if "://" in value and " " not in value else ()
    values = [address.license for address in linked] or [_LABEL.sub("", value, count=1).strip(_MARKS)]
    for named in values:
        stated = tuple(of_field(named, document.at(number), by, knowledge, part=part))
        if all(statement.certainty is Certainty.IDENTIFIED for statement in stated):
            yield from stated


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
