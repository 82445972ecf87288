"""Cleans every string of a repository before it enters a report.

Terminals execute control characters, readers are misled by bidirectional overrides and invisible
characters, and a CI runner reads `##[` anywhere in a line as a command.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, TypeVar, cast

from auditor.model import Audit, Lineage, Location, Noun, Survey
from auditor.patterns import regex
from auditor.report.common import commands

_Kind = TypeVar("_Kind", bound=Noun)
_Result = TypeVar("_Result", bound=Audit | Lineage)

_SEQUENCES = regex("(?:\x1b\\[|\x9b)[0-?]{0,40}[ -/]{0,8}[@-~]")
"""Control sequences with their parameters, which are noise without the escape character."""
_BREAKS = regex("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
UNSEEN = regex(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls, except tab and newline
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0"  # soft hyphen, joiners, fillers
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # zero width, bidirectional, annotations
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # format controls, tags
    "\u2028\u2029"  # rarely recognised line and paragraph breaks
    "\ud800-\udfff"  # surrogates: they cannot be written as UTF-8
    "]"
)
"""Invisible characters, and characters that change how others are displayed."""
_STACKED = regex(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
"""More combining marks on one letter than any language uses: they cover the lines around it."""
_LONGEST_PATH = 1_000


def clean(text: str) -> str:
    """The text without anything that could deceive a terminal, a reader or a CI runner; newlines are kept."""
    if text.isascii() and text.isprintable():
        return commands.shown(text)
    text = UNSEEN.sub("", _BREAKS.sub("\n", _SEQUENCES.sub("", text))).replace("\t", " ")
    return commands.shown(text if text.isascii() else _STACKED.sub(r"\1", text))


def line(text: str, *, limit: int = 2_000) -> str:
    """The text on one line, cut after `limit` characters, at a word boundary if possible."""
    flat = " ".join(clean(text[: 4 * limit]).split())
    if len(flat) <= limit and len(text) <= 4 * limit:
        return flat
    head = flat[:limit]
    at = head.rfind(" ", max(0, limit - 40))
    return (head[:at] if at > 0 else head).rstrip(" ,;:") + " …"


def cleaned(audit: _Result) -> _Result:
    """The audit or lineage with its strings cleaned, except the list of files, of which only the length is shown."""
    files = audit.repository.files
    clean_audit = _noun(audit.replace(repository=audit.repository.replace(files=())))
    return cast("_Result", clean_audit.replace(repository=clean_audit.repository.replace(files=files)))


def cleaned_survey(survey: Survey) -> Survey:
    """The survey with every string in it cleaned."""
    return _noun(survey)


def _noun(noun: _Kind) -> _Kind:
    """The noun with every string in it cleaned; a path becomes one line, whatever the file's name."""
    changed = {name: _value(getattr(noun, name)) for name in noun.field_names()}
    if isinstance(noun, Location):
        changed["path"] = line(noun.path, limit=_LONGEST_PATH)
    return noun.replace(**changed)


def _value(value: Any) -> Any:  # noqa: ANN401 - any value of a noun
    match value:
        case Enum():
            return value
        case str():
            return clean(value)
        case Noun():
            return _noun(value)
        case tuple():
            return tuple(_value(item) for item in value)
        case dict():
            return {_value(key): _value(item) for key, item in value.items()}
        case _:
            return value
