"""What is wrong with a table of a TOML file, by the noun that it is to become: everything, each at its key.

The one validator of rules/ and of auditor.toml. It is as strict as JSON: "yes" is no truth value, and "1" no number.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from auditor.model import Noun
from auditor.model.base import required_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from auditor.knowledge.toml_places import Path

_NO_NAMES: Mapping[str, str] = {}
_SHOWN = 60
"""Characters of a wrong value that are repeated."""


class Flaw(NamedTuple):
    """One mistake, at a path of the file's table."""

    path: Path
    says: str


def flaws(table: Any, kind: type[Noun], *, names: Mapping[str, str] = _NO_NAMES, path: Path = ()) -> list[Flaw]:  # noqa: ANN401 - whatever the file has
    """All that keeps a table from being that noun; `names` has what the file calls some of the top fields."""
    if not isinstance(table, dict):
        return [Flaw(path, "is not a table")]
    hints = _hints(kind)
    keys = {names.get(field, field): field for field in kind.field_names()}
    unknown = [key for key in table if key not in keys]
    every = [Flaw((*path, key), f"unknown key; {suggestion(key, keys)}") for key in unknown]
    required = {names.get(field, field) for field in _required(kind)}
    meant = {nearest(key, keys) for key in unknown}
    every += [Flaw((*path, key), "is missing") for key in required - set(table) - meant]
    for key, value in table.items():
        if key in keys:
            every += _of(value, hints[keys[key]], (*path, key))
    return every or _of_the_whole(table, kind, keys, path)


def suggestion(word: object, words: Iterable[str]) -> str:
    """The nearest spelling, and what may be written: `did you mean clause? Known: clause, quote`."""
    known = tuple(words)
    close = nearest(word, known) if isinstance(word, str) else ""
    listed = f"nown: {', '.join(known)}"
    return f"did you mean {close}? K{listed}" if close else f"k{listed}"


def nearest(word: str, words: Iterable[str], cutoff: float = 0.6) -> str:
    """The word that is spelled most nearly so, whatever its case; "" where none is near (`cutoff` of 1)."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is wrong

    by_case = {known.lower(): known for known in words}
    close = get_close_matches(word.lower(), by_case, n=1, cutoff=cutoff)
    return by_case[close[0]] if close else ""


def shown(path: Path) -> str:
    """A path as people count: `("duty", 1, "when", 0)` is `duty 2, when 1`."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int) and words:
            words[-1] += f" {step + 1}"
        else:
            words.append(str(step))
    return ", ".join(words)


def _of_the_whole(table: dict[str, Any], kind: type[Noun], keys: Mapping[str, str], path: Path) -> list[Flaw]:
    """What the noun itself refuses, once each of its fields is well."""
    if "__post_init__" not in vars(kind):
        return []
    try:
        kind.from_plain({keys[key]: value for key, value in table.items()})
    except ValueError as error:
        says = str(error).partition(" - at `$")[0]
        field, _, rest = says.partition(": ")
        return [Flaw((*path, field), rest)] if rest and field in keys else [Flaw(path, says)]
    return []


def _of(value: Any, hint: Any, path: Path) -> list[Flaw]:  # noqa: ANN401 - whatever the file has, and any type of a field
    """What keeps a value from being of the type of a field."""
    if get_origin(hint) in (Union, UnionType):
        return _of_a_choice(value, [arm for arm in get_args(hint) if arm is not NoneType], path)
    if get_origin(hint) is tuple:
        item_hint = get_args(hint)[0]
        if not isinstance(value, list):
            tables = isinstance(item_hint, type) and issubclass(item_hint, Noun)
            how = f"begin each with a line [[{path[-1]}]]" if tables else "write it in [brackets]"
            return [Flaw(path, f"is not a list; {how}")]
        return [flaw for number, item in enumerate(value) for flaw in _of(item, item_hint, (*path, number))]
    if get_origin(hint) is dict:
        return list(_of_a_dict(value, get_args(hint), path))
    if issubclass(hint, StrEnum):
        words = tuple(word.value for word in hint)
        if value == "":
            return [Flaw(path, f"is empty; write one of: {', '.join(words)}")]
        return (
            []
            if isinstance(value, str) and value in words
            else [Flaw(path, f"unknown word {_written(value)}; {suggestion(value, words)}")]
        )
    if issubclass(hint, Noun):
        return flaws(value, hint, path=path)
    return [] if _is(value, hint) else [Flaw(path, f"{_written(value)} is {_NOT[hint]}")]


def _of_a_choice(value: Any, arms: list[Any], path: Path) -> list[Flaw]:  # noqa: ANN401 - as in _of
    """What is wrong by the type that fits best: a list's for a list, else that with the fewest flaws."""
    tried = [_of(value, arm, path) for arm in arms if (get_origin(arm) is tuple) == isinstance(value, list)]
    tried = tried or [_of(value, arm, path) for arm in arms]
    return min(tried, key=len)


def _of_a_dict(value: Any, hints: tuple[Any, ...], path: Path) -> Iterator[Flaw]:  # noqa: ANN401 - as in _of
    key_hint, value_hint = hints
    if not isinstance(value, dict):
        yield Flaw(path, "is not a table")
        return
    for key, item in value.items():
        if issubclass(key_hint, StrEnum) and key not in tuple(key_hint):
            yield Flaw((*path, key), f"unknown key; {suggestion(key, (word.value for word in key_hint))}")
        else:
            yield from _of(item, value_hint, (*path, key))


_NOT = {
    str: "not a text; write it in quotes",
    int: "not a whole number",
    float: "not a number",
    bool: "neither true nor false",
}


def _is(value: Any, kind: Any) -> bool:  # noqa: ANN401 - as in _of
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return type(value) is kind


def _written(value: object) -> str:
    text = f"'{value}'" if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@cache
def _hints(kind: type[Noun]) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _required(kind: type[Noun]) -> tuple[str, ...]:
    return required_names(kind)
