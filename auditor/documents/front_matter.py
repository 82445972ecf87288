"""The YAML block, or blocks, at the beginning of a model card."""

from __future__ import annotations

import re

from auditor.documents import yaml_events
from auditor.documents.content import Unreadable, malformed
from auditor.documents.flatten import Leaf, flatten
from auditor.model import Field
from auditor.model.base import Value

_FENCE = "---"
_CODE = ("```", "~~~")
_LOOKS_LIKE_A_KEY = r"[A-Za-z_][\w-]{0,63}:(?:\s|$)"
_CARD_KEY = r"(?:license|license_name|license_link|base_model|tags|language|library_name|pipeline_tag|datasets):"
_LEADING_LINES = 100
"""Lines in which a misplaced block is searched for."""


class FrontMatter(Value, frozen=True):
    """The front matter of a card."""

    fields: tuple[Field, ...]
    body_line: int
    """The line where the prose begins."""
    problems: tuple[Unreadable, ...]


class _Block(Value, frozen=True):
    first: int
    """Index of the line after the opening fence."""
    last: int
    """Index of the closing fence."""

    def text(self, lines: list[str]) -> str:
        return "\n".join(lines[self.first : self.last])


def read(text: str) -> FrontMatter:
    """The fields of a card's first block, and of a second one directly after it.

    Blank lines may precede it. Anything else before it (a comment, a heading) hides the block from the Hub,
    and is reported; so is a block that is not a YAML mapping. Keys keep their order, block after block.
    """
    lines = text.split("\n")
    start = _first_filled(lines, 0)
    if start is None or lines[start].rstrip() != _FENCE:
        return FrontMatter((), 1, _misplaced(lines))
    block = _block(lines, start)
    if block is None:
        after = _first_filled(lines, start + 1)
        if after is not None and re.match(_LOOKS_LIKE_A_KEY, lines[after]):
            problem = malformed("Its front matter has no end: a line of three hyphens is missing.")
            return FrontMatter((), 1, (problem,))
        return FrontMatter((), 1, ())
    fields, problems = _fields(lines, block)
    body = block.last + 1
    start = _first_filled(lines, body)
    second = _block(lines, start) if start is not None and lines[start].rstrip() == _FENCE else None
    if second is not None and re.match(_LOOKS_LIKE_A_KEY, _first_text(lines, second)):
        more, wrong = _fields(lines, second)
        return FrontMatter(fields + more, second.last + 2, problems + wrong)
    return FrontMatter(fields, body + 1, problems)


def to_fields(loaded: yaml_events.Loaded) -> tuple[Field, ...]:
    """The flat fields of a YAML mapping, each with its line."""
    flat = flatten(loaded.value)
    return tuple(Field(key=leaf.key, value=leaf.value, line=_line(loaded, leaf)) for leaf in flat.leaves)


def _fields(lines: list[str], block: _Block) -> tuple[tuple[Field, ...], tuple[Unreadable, ...]]:
    try:
        loaded = yaml_events.load(block.text(lines), first_line=block.first + 1)
    except Unreadable as problem:
        return (), (Unreadable(problem.reason, f"The front matter was not read. {problem.detail}"),)
    if loaded.value is None:
        return (), ()
    if not isinstance(loaded.value, dict):
        return (), (malformed("The front matter was not read. It has no keys."),)
    return to_fields(loaded), ()


def _line(loaded: yaml_events.Loaded, leaf: Leaf) -> int | None:
    return loaded.lines.get(leaf.steps)


def _misplaced(lines: list[str]) -> tuple[Unreadable, ...]:
    """A problem for a front matter after other text; an example inside a code block does not count."""
    in_code = False
    for place, line in enumerate(lines[:_LEADING_LINES]):
        in_code ^= line.lstrip().startswith(_CODE)
        if in_code or line.rstrip() != _FENCE or (block := _block(lines, place)) is None:
            continue
        inside = lines[block.first : block.last]
        if re.match(_LOOKS_LIKE_A_KEY, _first_text(lines, block)) and any(re.match(_CARD_KEY, line) for line in inside):
            before = "an HTML comment" if "".join(lines[:place]).lstrip().startswith("<!--") else "text"
            detail = f"Its front matter (line {place + 1}) follows {before}; the Hub reads it only if it comes first."
            return (malformed(detail),)
    return ()


def _block(lines: list[str], start: int) -> _Block | None:
    """The block that the fence at `start` opens; None if it is not closed."""
    for place in range(start + 1, len(lines)):
        if lines[place].rstrip() == _FENCE:
            return _Block(start + 1, place)
    return None


def _first_filled(lines: list[str], start: int) -> int | None:
    return next((place for place in range(start, len(lines)) if lines[place].strip()), None)


def _first_text(lines: list[str], block: _Block) -> str:
    place = _first_filled(lines, block.first)
    return lines[place] if place is not None and place < block.last else ""
