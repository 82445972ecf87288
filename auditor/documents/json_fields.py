"""JSON files: parsed within bounds and flattened, each key with its line."""

from __future__ import annotations

import json
from typing import Any

from auditor.documents.content import Unreadable, malformed, too_large
from auditor.documents.flatten import DEEPEST, MOST_FIELDS, Leaf, flatten
from auditor.model import Field
from auditor.patterns import regex

LONGEST_LIST = 64
"""Items kept of a list of numbers, which cannot name a parent or a license."""
_MOST_CONTAINERS = 1_000_000
_MOST_TEXTS = 2_000_000
_MOST_MISSES = 5
_COLON = regex(r"\s*:")


def parse(text: str) -> tuple[Any, tuple[Unreadable, ...]]:
    """The value as every JSON reader sees it, and its problems; raises `Unreadable` if it is not JSON.

    NaN and Infinity, which some writers use, become texts. Of a key that occurs twice the
    last value counts, as everywhere, and the repetition is reported.
    """
    bounded(text.count("[") + text.count("{"), text.count('"'))
    twice = Twice()
    try:
        value = json.loads(text, object_pairs_hook=twice.pairs, parse_constant=str)
    except RecursionError as error:
        raise malformed("It is nested too deep.") from error
    except ValueError as error:
        raise malformed(f"It is not JSON: {_first_words(error)}.") from error
    return value, twice.problems


def bounded(brackets: int, quotes: int) -> None:
    """Raise `Unreadable` if so many opening brackets and quotes would create too many objects in memory."""
    if brackets > _MOST_CONTAINERS or quotes > 2 * _MOST_TEXTS:
        raise too_large(f"It has more than {_MOST_CONTAINERS:,} lists and objects, or {_MOST_TEXTS:,} texts.")


class Twice:
    """Finds the first key that occurs twice in one object."""

    def __init__(self) -> None:
        self._key: str | None = None

    def pairs(self, items: list[tuple[str, Any]]) -> dict[str, Any]:
        """The members as an object; of members with the same key, the last counts."""
        table = dict(items)
        if len(table) != len(items) and self._key is None:
            self._key = _repeated(items)
        return table

    def note(self, key: str) -> None:
        """Record that a key occurs twice."""
        self._key = key if self._key is None else self._key

    @property
    def problems(self) -> tuple[Unreadable, ...]:
        """The problem of the repeated key, if any."""
        if self._key is None:
            return ()
        return (malformed(f"The key {_shown(self._key)} occurs twice; the last one counts."),)


def read(text: str) -> tuple[tuple[Field, ...], tuple[Unreadable, ...]]:
    """The fields of a JSON document, and what was not read of it; raises `Unreadable` if it is not an object."""
    value, problems = parse(text)
    if not isinstance(value, dict | list):
        raise malformed("It is JSON, but not an object.")
    flat = flatten(value, longest_list=LONGEST_LIST)
    if flat.too_deep:
        problems += (malformed(f"It is nested deeper than {DEEPEST} levels."),)
    if flat.dropped:
        problems += (too_large(f"It has more than {MOST_FIELDS:,} keys; only the first were read."),)
    return tuple(_located(text, flat.leaves)), problems


def _located(text: str, leaves: tuple[Leaf, ...]) -> list[Field]:
    """Fields with the line of their key, searched in document order so that equal keys are distinguished."""
    fields: list[Field] = []
    before: tuple[str | int, ...] = ()
    lines: list[int | None] = []
    """The offset of each of the steps `before`."""
    place, line, misses = 0, 1, 0
    for leaf in leaves:
        same = 0
        for step, old in zip(leaf.steps, before, strict=False):
            if step != old:
                break
            same += 1
        del lines[same:]
        for step in leaf.steps[same:]:
            lines.append(lines[-1] if lines else None)
            if isinstance(step, int) or misses >= _MOST_MISSES:
                continue
            at = _key(text, step, place)
            if at < 0:
                misses += 1
                continue
            line += text.count("\n", place, at)
            lines[-1], place = line, at + 1
        before = leaf.steps
        fields.append(Field(key=leaf.key, value=leaf.value, line=lines[-1]))
    return fields


def _key(text: str, key: str, start: int) -> int:
    """The offset of `"key":` from `start` on; -1 if it is not found in this spelling."""
    quoted = f'"{key}"'
    while (start := text.find(quoted, start)) >= 0:
        if _COLON.match(text, start + len(quoted)):
            return start
        start += 1
    return -1


def _repeated(items: list[tuple[str, Any]]) -> str:
    seen: set[str] = set()
    for key, _ in items:
        if key in seen:
            break
        seen.add(key)
    return key


def _first_words(error: ValueError) -> str:
    return str(error).partition(";")[0].replace("\n", " ")[:120]


def _shown(key: str) -> str:
    return ascii(key if len(key) <= LONGEST_LIST else key[:LONGEST_LIST] + "…")
