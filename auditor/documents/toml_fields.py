"""TOML files: parsed and flattened, each key with its line if the name is unambiguous."""

from __future__ import annotations

import re

from auditor.documents.content import Unreadable, malformed, too_large
from auditor.documents.flatten import MOST_FIELDS, flatten
from auditor.model import Field

_MOST_TEXT = 512 * 1024
_DEEPEST = 100
"""Consecutive brackets; an ordinary TOML file has no more."""


def read(text: str) -> tuple[tuple[Field, ...], tuple[Unreadable, ...]]:
    """The fields of a TOML document, and what was not read of it; raises `Unreadable` if it is not one."""
    import tomllib  # noqa: PLC0415 - few repositories have a TOML file

    if len(text) > _MOST_TEXT:
        raise too_large(f"It is larger than {_MOST_TEXT // 1024} kB.")
    if "[" * _DEEPEST in text or "{" * _DEEPEST in text:
        raise malformed("It is nested too deep.")
    try:
        value = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise malformed("It is not TOML.") from error
    flat = flatten(value)
    problems = (too_large(f"It has more than {MOST_FIELDS:,} keys; only the first were read."),) if flat.dropped else ()
    lines = _lines(text)
    seen: dict[str, int] = {}
    fields = []
    for leaf in flat.leaves:
        key = str(leaf.steps[-1])
        at = seen.get(key, 0)
        seen[key] = at + 1
        places = lines.get(key, ())
        fields.append(Field(key=leaf.key, value=leaf.value, line=places[at] if at < len(places) else None))
    return tuple(fields), problems


def _lines(text: str) -> dict[str, list[int]]:
    """The lines that assign each key."""
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        key = re.match(r"\s{0,40}[\"']?([\w-]{1,100})[\"']?\s{0,40}=", line)
        if key:
            lines.setdefault(key[1], []).append(number)
    return lines
