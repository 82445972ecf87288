"""Narrows a card for several models to one: rows, items and sections that name another do not count.

Only if the card names this model in the same way: in a row of the same table, an item of the same list, a heading of
the same level. What names no model applies to all. This never extends a card beyond its folder.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.documents.models.stems import file_stem, stem
from auditor.documents.weights import is_weights
from auditor.model.base import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.model import Document, Field, Scope

_LONGEST_LINE = 2_000
_FENCE = r"\s*(?:```|~~~)"
_HEADING = r"\s{0,3}(#{1,6})\s+(.*)"
_ROW = r"\s*\|.*\|.*"
_RULE = r"[\s|:]*-[\s|:-]*"
_ITEM = r"(\s*)(?:[-*+]|\d+[.)])\s+(.*)"
_LINK = r"\[([^\]\[]*)\]\([^()\s]*?([^/()\s]*)\)"
_NAME = r"[\w.+-]+(?:/[\w.+-]+)*"
_TITLES = frozenset(
    """
    usage license licence licensing citation training evaluation installation overview introduction limitations results
    contents acknowledgements acknowledgments disclaimer contact references faq models model files variants download
    data datasets requirements examples example details description architecture benchmarks performance notes changelog
    credits intended-use quickstart inference metrics bias risks safety authors versions
    """.split()  # noqa: SIM905 - fifty quoted words would hide the words
)
_SEVERAL = 2


class _Part(Value, frozen=True):
    """Lines of a card about one thing among others of its kind."""

    group: tuple[object, ...]
    """The table, the list, or the level of the heading."""
    first: int
    last: int
    words: str
    """The names that it may be about."""


def names_of(root: str, weights: Iterable[str]) -> frozenset[str]:
    """The names that a card may use for a model of these files in this folder."""
    called = {root, root.rpartition("/")[2]}
    for path in weights:
        called |= {path, path.rpartition("/")[2], file_stem(path), stem(path)}
    return frozenset(name.lower() for name in called if name)


def narrowed(card: Document, scope: Scope) -> Document:
    """The card without its parts about other models; its lines keep their numbers."""
    lines = card.text.split("\n")
    is_other = _is_name if card.path in scope.shared else is_weights
    mine: set[int] = set()
    others: set[int] = set()
    groups: dict[tuple[object, ...], list[_Part]] = {}
    for part in _parts(lines, card.body_line):
        groups.setdefault(part.group, []).append(part)
    for parts in groups.values():
        own_parts = [part for part in parts if not scope.names.isdisjoint(_names_in(part.words))]
        for part in own_parts:
            mine.update(range(part.first, part.last))
        for part in parts if own_parts else ():
            if part not in own_parts and any(map(is_other, _first_names(part.words))):
                others.update(range(part.first, part.last))
    others -= mine
    if not others:
        return card
    kept = "\n".join("" if number in others else line for number, line in enumerate(lines))
    own_lines = "\n".join(lines[number] for number in sorted(mine)).lower()
    return card.replace(text=kept, fields=tuple(_fields(card, own_lines)))


def _fields(card: Document, own_lines: str) -> Iterator[Field]:
    """The front matter; of several bases, those named in the model's own parts, if any."""
    bases = [value.lower() for field in card.fields if _is_base(field) for value in _texts(field)]
    named = {base for base in bases if base in own_lines}
    for field in card.fields:
        if not named or not _is_base(field):
            yield field
            continue
        kept = tuple(value for value in _texts(field) if value.lower() in named)
        if isinstance(field.value, tuple):
            yield field.replace(value=kept)
        elif kept:
            yield field


def _is_base(field: Field) -> bool:
    return field.key == "base_model" or re.fullmatch(r"base_model\.\d+(?:\.name)?", field.key) is not None


def _texts(field: Field) -> tuple[str, ...]:
    values = field.value if isinstance(field.value, tuple) else (field.value,)
    return tuple(value for value in values if isinstance(value, str))


def _parts(lines: list[str], body_line: int) -> Iterator[_Part]:
    """The rows, the items and the sections of a card's body."""
    headings: list[tuple[int, int, str]] = []
    fenced = False
    table = items = 0
    for number in range(body_line - 1, len(lines)):
        line = lines[number][:_LONGEST_LINE]
        if re.match(_FENCE, line):
            fenced = not fenced
        if fenced:
            continue
        heading, item = re.fullmatch(_HEADING, line), re.fullmatch(_ITEM, line)
        if heading:
            headings.append((number, len(heading[1]), heading[2]))
        elif item:
            yield _Part(("list", items, len(item[1])), number, number + 1, item[2])
        elif re.fullmatch(_ROW, line):
            following = lines[number + 1][:_LONGEST_LINE] if number + 1 < len(lines) else ""
            if not re.fullmatch(_RULE, line) and not re.fullmatch(_RULE, following):
                yield _Part(("table", table), number, number + 1, line)
            continue
        table = number + 1
        items = items if item or not line.strip() else number + 1
    yield from _sections(headings, len(lines))


def _sections(headings: list[tuple[int, int, str]], end: int) -> Iterator[_Part]:
    """Each heading with what follows up to the next of its level, within its section; not the title."""
    above: list[tuple[int, int]] = []
    for place, (number, level, words) in enumerate(headings):
        above = [entry for entry in above if entry[1] < level]
        last = next((later for later, of, _ in headings[place + 1 :] if of <= level), end)
        yield _Part(("section", level, above[-1][0] if above else -1), number, last, words)
        above.append((number, level))


def _names_in(words: str) -> set[str]:
    """Every name in a row, an item or a heading, in lower case: words and targets of links."""
    plain = re.sub(_LINK, r" \1 \2 ", words)
    return {name.strip(".").lower() for name in re.findall(_NAME, plain)}


def _first_names(words: str) -> tuple[str, ...]:
    """The name at the beginning of a row, an item or a heading, which is what it is about; else empty."""
    cells = [cell.strip() for cell in re.sub(_LINK, r"\1", words).strip().strip("|").split("|")]
    first = re.sub(r"[*`_\"“”]+", "", cells[0] if cells else "").strip()
    name = re.match(rf"({_NAME})(?:\s*[:(-]|\s*$|\s+(?:is|was)\b)", first)
    return (name[1].strip("."),) if name else tuple(filter(is_weights, _names_in(words)))


def _is_name(word: str) -> bool:
    """Whether a word may be a model's name, and is not a usual section title."""
    return word.lower() not in _TITLES


def unsettled_bases(cards: Iterable[Document], scope: Scope) -> frozenset[str]:
    """The bases, in lower case, that a card for several models assigns to none of them: several, not of a merge."""
    bases: set[str] = set()
    for card in cards:
        named = {value.lower() for field in card.fields if _is_base(field) for value in _texts(field)}
        merged = any(value.lower() == "merge" for value, _ in card.texts("base_model_relation")) or any(
            value.lower() in ("merge", "mergekit") for value, _ in card.texts("tags")
        )
        if len(named) >= _SEVERAL and not merged and card.path in scope.shared:
            bases |= named
    return frozenset(bases)
