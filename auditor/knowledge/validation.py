"""Validates a table of a TOML file against the noun that it is to become, and reports every mistake with its key.

The only validator of rules/ and of auditor.toml. It is as strict as JSON: "yes" is not a truth value, "1" not a number.
msgspec reads a valid table in microseconds; one that it refuses is validated by pydantic, which names every mistake,
while msgspec names only the first. Both use the fields of the noun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.knowledge.mistakes import Mistake, MistakeKind, mistakes
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.knowledge.toml_places import Path
    from auditor.model import Noun

_SHA256 = regex(r"[0-9a-f]{64}")
_NO_NAMES: Mapping[str, str] = {}
_SHOWN = 60
"""Most characters of a wrong value that a message repeats."""
_NOT = {
    MistakeKind.NO_TEXT: "not a text; write it in quotes",
    MistakeKind.NO_WHOLE_NUMBER: "not a whole number",
    MistakeKind.NO_NUMBER: "not a number",
    MistakeKind.NO_TRUTH_VALUE: "neither true nor false",
}


def sha256_flaw(written: str) -> str:
    """Why a text is no sha256; "" if it is one."""
    return "" if _SHA256.fullmatch(written) else "is not a sha256: 64 of the letters 0-9a-f"


class Flaw(NamedTuple):
    """One mistake, at a path of the file's table."""

    path: Path
    says: str


def flaws(table: Any, kind: type[Noun], *, names: Mapping[str, str] = _NO_NAMES) -> list[Flaw]:  # noqa: ANN401 - whatever the file has
    """All mistakes for which a table is not that noun; `names` maps some top fields to their names in the file."""
    if not isinstance(table, dict):
        return [Flaw((), "is not a table")]
    spelled = {key: field for field, key in names.items()}
    fields: dict[str, Any] = {spelled.get(key) or key: value for key, value in table.items() if key not in names}
    refused = _refused(fields, kind)
    every = [
        mistake._replace(path=_in_file(mistake.path, names)) for mistake in (mistakes(fields, kind) if refused else ())
    ]
    unknown: dict[Path, tuple[str, ...]] = {(key,): _keys(kind, names) for key in table if key in names}
    for mistake in every:
        if mistake.kind is MistakeKind.UNKNOWN_KEY:
            unknown[mistake.path] = _keys(mistake.noun, names if len(mistake.path) == 1 else _NO_NAMES)
    meant = {(*path[:-1], nearest(str(path[-1]), keys)) for path, keys in unknown.items()}
    all_flaws = [Flaw(path, f"unknown key; {suggestion(path[-1], keys)}") for path, keys in unknown.items()]
    for mistake in every:
        misspelled = mistake.kind is MistakeKind.MISSING and mistake.path in meant
        if mistake.path not in unknown and not misspelled:
            all_flaws.append(_flaw(mistake))
    return all_flaws or ([Flaw((), refused)] if refused else [])


def suggestion(word: object, words: Iterable[str]) -> str:
    """The nearest spelling and all known words: `did you mean clause? Known: clause, quote`."""
    known = tuple(words)
    close = nearest(word, known) if isinstance(word, str) else ""
    listed = f"nown: {', '.join(known)}"
    return f"did you mean {close}? K{listed}" if close else f"k{listed}"


def nearest(word: str, words: Iterable[str], cutoff: float = 0.6) -> str:
    """The word with the most similar spelling, ignoring case; "" if none reaches `cutoff` (0 to 1)."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is wrong

    by_case = {known.lower(): known for known in words}
    close = get_close_matches(word.lower(), by_case, n=1, cutoff=cutoff)
    return by_case[close[0]] if close else ""


def shown(path: Path) -> str:
    """A path counted from 1: `("duty", 1, "when", 0)` is `duty 2, when 1`."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int) and words:
            words[-1] += f" {step + 1}"
        else:
            words.append(str(step))
    return ", ".join(words)


def _refused(fields: dict[str, Any], kind: type[Noun]) -> str:
    """The first reason why these fields are not that noun; "" if they are."""
    try:
        kind.from_plain(fields)
    except ValueError as error:
        return str(error)
    return ""


def _flaw(mistake: Mistake) -> Flaw:
    """A mistake as a message for the author of the file."""
    path, value, words = mistake.path, mistake.value, mistake.words
    match mistake.kind:
        case MistakeKind.MISSING:
            return Flaw(path, "is missing")
        case MistakeKind.NO_WORD if mistake.of_a_key:
            return Flaw(path, f"unknown key; {suggestion(value, words)}")
        case MistakeKind.NO_WORD if value == "":
            return Flaw(path, f"is empty; write one of: {', '.join(words)}")
        case MistakeKind.NO_WORD:
            return Flaw(path, f"unknown word {_written(value)}; {suggestion(value, words)}")
        case MistakeKind.NO_LIST:
            how = f"begin each with a line [[{path[-1]}]]" if mistake.in_tables else "write it in [brackets]"
            return Flaw(path, f"is not a list; {how}")
        case MistakeKind.NO_TABLE:
            return Flaw(path, "is not a table")
        case MistakeKind.REFUSED:
            field, _, says = mistake.says.partition(": ")
            return Flaw((*path, field), says) if field in mistake.noun.field_names() else Flaw(path, mistake.says)
    return Flaw(path, f"{_written(value)} is {_NOT.get(mistake.kind) or mistake.says}")


def _written(value: object) -> str:
    text = f"'{value}'" if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _in_file(path: Path, names: Mapping[str, str]) -> Path:
    """A path with its first key as spelled in the file."""
    return (names.get(str(path[0]), path[0]), *path[1:]) if path else path


def _keys(kind: type[Noun], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(field, field) for field in kind.field_names())
