"""YAML, event by event: the only user of PyYAML.

Nothing is constructed: a scalar stays the text as written (`license: no` is "no", a date is its
digits), tags are ignored, and what makes YAML dangerous or ambiguous is refused: aliases and anchors,
repeated keys, keys that are not scalars, excessive depth and size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.documents.content import malformed, too_large
from auditor.model.base import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 256 * 1024
"""Bytes or characters of the largest YAML text."""
DEEPEST = 20
MOST_NODES = 5_000

Steps = tuple[str | int, ...]


class Loaded(Value, frozen=True):
    """Nested dicts, lists, texts, and None for an empty value."""

    value: Any
    lines: dict[Steps, int]
    """The line of each key and list item, 1-based in the file."""


def load(text: str, *, first_line: int = 1) -> Loaded:
    """The one document of a YAML text; None for an empty one. Raises `Unreadable` with one sentence.

    `first_line` is the line of the file where the text begins.
    """
    if len(text) > LARGEST or len(text.encode()) > LARGEST:
        raise too_large(f"Its YAML is larger than {LARGEST // 1024} kB.")
    from yaml import YAMLError  # noqa: PLC0415 - a directory without YAML does not need it

    try:
        return _Reader(_events(text), first_line).document()
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + first_line})" if mark is not None else ""
        what = getattr(error, "problem", None) or "a character that YAML does not allow"
        raise malformed(f"It is not YAML: {what}{where}.") from error


def _events(text: str) -> Iterator[Any]:
    import yaml  # noqa: PLC0415

    # libyaml's parser if available, else the same in Python, about ten times slower
    return iter(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


class _Reader:
    def __init__(self, events: Iterator[Any], first_line: int) -> None:
        self._events = events
        self._first_line = first_line
        self._nodes = 0
        self._lines: dict[Steps, int] = {}

    def document(self) -> Loaded:
        value = None
        documents = 0
        for event in self._events:
            kind = type(event).__name__
            if kind in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"):
                continue
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    raise malformed(f"It contains more than one YAML document (line {self._line(event)}).")
                continue
            value = self._node(event, (), 0)
        return Loaded(value, self._lines)

    def _node(self, event: Any, steps: Steps, depth: int) -> Any:  # noqa: ANN401 - PyYAML's events carry no types
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise too_large(f"Its YAML has more than {MOST_NODES:,} nodes.")
        if depth > DEEPEST:
            raise malformed(f"Its YAML is nested deeper than {DEEPEST} levels (line {self._line(event)}).")
        if getattr(event, "anchor", None) is not None:
            raise malformed(f"Its YAML has an anchor or an alias, which is not read (line {self._line(event)}).")
        kind = type(event).__name__
        if kind == "ScalarEvent":
            return event.value if event.value or event.style in ("'", '"', "|", ">") else None
        return self._mapping(steps, depth) if kind == "MappingStartEvent" else self._sequence(steps, depth)

    def _mapping(self, steps: Steps, depth: int) -> dict[str, Any]:
        table: dict[str, Any] = {}
        while type(event := next(self._events)).__name__ != "MappingEndEvent":
            if type(event).__name__ not in ("ScalarEvent", "AliasEvent"):
                raise malformed(f"A key of its YAML is not a text (line {self._line(event)}).")
            key = self._node(event, steps, depth) or ""
            if key in table:
                raise malformed(f"The key {key[:64]!a} occurs twice in its YAML (line {self._line(event)}).")
            below = (*steps, key)
            self._lines[below] = self._line(event)
            table[key] = self._node(next(self._events), below, depth + 1)
        return table

    def _sequence(self, steps: Steps, depth: int) -> list[Any]:
        items: list[Any] = []
        while type(event := next(self._events)).__name__ != "SequenceEndEvent":
            below = (*steps, len(items))
            self._lines[below] = self._line(event)
            items.append(self._node(event, below, depth + 1))
        return items

    def _line(self, event: Any) -> int:  # noqa: ANN401
        line: int = event.start_mark.line
        return line + self._first_line
