"""A sentence as words, with each model that it names as one word, and models listed together as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model.base import Value
from auditor.phrases import tokens
from auditor.phrases.pattern import MODEL, OWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.lineage.prose.names import Name
    from auditor.phrases import Words

_JOINERS = frozenset(
    (
        "and",
        "plus",
        "und",
        "et",
        "y",
        "e",
        "и",
        "i",
        "と",
        "和",
        "与",
        "與",
        "及",
        "跟",
        "와",
        "과",
        "및",
        "also",
        "sowie",
    )
)
_SEPARATORS = ",\u3001\uff0c/&+\n"
_BETWEEN = 2
"""Words between a name and the bracket that has its id: "our X checkpoint (org/x)"."""


class Marked(Value, frozen=True):
    """The words of a sentence; `groups` are the names that each of the words in `places` replaces."""

    text: str
    words: Words
    groups: tuple[tuple[Name, ...], ...]
    places: tuple[int, ...]


def marked(text: str, names: Iterable[Name], own: Iterable[tuple[str, ...]]) -> Marked:
    """The sentence with its names replaced; `names` have their places in the text, `own` are this model's names."""
    seen = tokens(text)
    placed = [(*_between(seen, name.start, name.end), name) for name in names]
    placed = [(first, end, name) for first, end, name in placed if first < end]
    spans = [(first, end, MODEL) for first, end, _ in placed]
    spans += [
        (first, end, OWN)
        for first, end in _own(seen, own)
        if not any(first < other_end and other < end for other, other_end, _ in placed)
    ]
    words, _ = seen.collapsed(tuple(sorted(spans)))
    groups, joined = _grouped(words, [name for _, _, name in placed])
    words, _ = words.collapsed(tuple(joined))
    places = tuple(at for at, word in enumerate(words.words) if word == MODEL)
    return Marked(text, words, groups, places)


def _between(words: Words, start: int, end: int) -> tuple[int, int]:
    """The words within these characters."""
    first = next((at for at, place in enumerate(words.ends) if place > start), len(words))
    last = next((at for at, place in enumerate(words.starts) if place >= end), len(words))
    return first, last


def _own(words: Words, own: Iterable[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Where the model's own names are."""
    spans: list[tuple[int, int]] = []
    for name in own:
        for at in range(len(words) - len(name) + 1):
            end = at + len(name)
            named = words.words[at:end] == name and words.raw(at)[:1].isupper()
            if named and not any(at < last and first < end for first, last in spans):
                spans.append((at, end))
    return sorted(spans)


def _grouped(words: Words, names: list[Name]) -> tuple[tuple[tuple[Name, ...], ...], list[tuple[int, int, str]]]:
    """Adjacent names as one group: "A, B and C"; for "our X checkpoint (org/x)", only the id."""
    places = [at for at, word in enumerate(words.words) if word == MODEL]
    groups: list[list[Name]] = []
    spans: list[tuple[int, int, str]] = []
    for at, name in zip(places, names, strict=True):
        if groups:
            first, end, _ = spans[-1]
            between, mark = words.words[end:at], words.before[at]
            if _in_bracket(mark) and name.id and not groups[-1][-1].id and not words.barrier[at]:
                if len(between) <= _BETWEEN:
                    groups[-1][-1] = name
                    spans[-1] = (first, at + 1, MODEL)
                    continue
            elif _listed(between, mark) and not words.barrier[at] and not _in_bracket(mark):
                groups[-1].append(name)
                spans[-1] = (first, at + 1, MODEL)
                continue
        groups.append([name])
        spans.append((at, at + 1, MODEL))
    return tuple(tuple(group) for group in groups), spans


def _in_bracket(mark: str) -> bool:
    return "(" in mark or "\uff08" in mark


def _listed(between: tuple[str, ...], mark: str) -> bool:
    """Whether a name continues a list."""
    if len(between) > 1 or not set(between) <= _JOINERS:
        return False
    return bool(between) or any(sign in mark for sign in _SEPARATORS)
