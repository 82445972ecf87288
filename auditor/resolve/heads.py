"""What the head of a source file says in words about its license: names, the GNU license notice, bans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.identify.names import names
from auditor.model import Part
from auditor.patterns import regex
from auditor.phrases import tokens
from auditor.resolve import prose
from auditor.resolve.worded import left_to_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Document, Repository, Statement
    from auditor.model.budget import Budget

_MOST_LINES, _LONGEST = 40, 300
"""How many lines of a source file's head are read, and how many characters of each."""
_OPENS = ("#", "//", "/*", "*", '"' * 3, "'" * 3)
_QUOTES = ('"' * 3, "'" * 3)
_LICENSING = regex(r"(?i)licen[cs]e")
_GNU = regex(
    r"(?i)GNU (?P<kind>Affero |Lesser |Library )?General Public Licen[cs]e\b"
    r".{0,140}?\bversion (?P<version>[23](?:\.[01])?)\b"
    r"(?P<later>.{0,60}?\bany later version\b)?"
)
"""The notice that the GNU licenses recommend, in which the version follows the name."""
_KINDS = {"affero": "AGPL", "lesser": "LGPL", "library": "LGPL", "": "GPL"}


def of_head(text: str, knowledge: Knowledge) -> Iterator[tuple[int, str, str]]:
    """The licenses that comments name before the first line of code: line, words and license, each once."""
    lines = _comments(text)
    met: set[str] = set()
    for at, (number, comment) in enumerate(lines):
        if not _LICENSING.search(comment):
            continue
        following = lines[at + 1][1] if at + 1 < len(lines) else ""  # a long name may continue there
        words, here = tokens(f"{comment} {following}"), len(tokens(comment))
        for name in names(knowledge).find(words):
            if name.license and name.license not in met and name.first < here:
                met.add(name.license)
                yield number, comment, name.license
    head = " ".join(comment for _, comment in lines)
    notice = None if met else _GNU.search(head)
    if notice:
        number, comment = next(line for line in lines if _LICENSING.search(line[1]))
        kind = _KINDS[(notice["kind"] or "").strip().lower()]
        version = notice["version"] if "." in notice["version"] else f"{notice['version']}.0"
        yield number, comment, f"{kind}-{version}-{'or-later' if notice['later'] else 'only'}"


def bans_of_head(
    code: Document, _repository: Repository, knowledge: Knowledge, _budget: Budget | None
) -> Iterator[Statement]:
    """The line of a head that forbids something although the head names no license: left to read."""
    lines = _comments(code.text)
    at = prose.forbidding([comment for _, comment in lines], knowledge)
    if at is not None and "SPDX-License-Identifier" not in code.text and not any(of_head(code.text, knowledge)):
        number, comment = lines[at]
        yield left_to_read(code, number, Part.CODE, "source file, its head", quote=comment).replace(covers=(code.path,))


def _comments(text: str) -> list[tuple[int, str]]:
    """The comments before the first line of code, each with its line number, including a module's docstring."""
    lines: list[tuple[int, str]] = []
    quote = ""
    for number, line in enumerate(text.split("\n", _MOST_LINES)[:_MOST_LINES], start=1):
        comment = line.strip()[:_LONGEST]
        opens = next((sign for sign in _QUOTES if comment.startswith(sign)), "")
        if comment and not quote and not comment.startswith(_OPENS):
            break
        if comment:
            lines.append((number, comment.strip("#/*\"' ")))
        if quote:
            quote = "" if comment.endswith(quote) else quote
        elif opens not in comment.removeprefix(opens):
            quote = opens
    return lines
