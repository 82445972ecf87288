"""Two lists of use restrictions side by side, item by item: only a reader can decide whether one contains the other."""

from __future__ import annotations

from auditor.model import Noun
from auditor.patterns import regex

_WORD = regex(r"\w+")
_NEAR = 0.6
"""Least share of words that two wordings of one item have in common."""


class Rewording(Noun, frozen=True, kw_only=True):
    """One item in the words of each list."""

    a: str
    b: str


class Items(Noun, frozen=True, kw_only=True):
    """What only one of two lists restricts, what both do in other words, and what both do in the same."""

    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    reworded: tuple[Rewording, ...]
    """Most of their words agree: whether they restrict the same is for a reader to decide."""
    same: int
    """The number of items in both, word for word."""


def items(a: tuple[str, ...], b: tuple[str, ...]) -> Items:
    """The items of two lists, each in one place; case, layout and punctuation do not count."""
    left, right = {_words(item): item for item in a}, {_words(item): item for item in b}
    both = left.keys() & right.keys()
    open_a, open_b = ({key: item for key, item in side.items() if key not in both} for side in (left, right))
    near = [(-_shared(first, second), first, second) for first in open_a for second in open_b]
    pairs: dict[tuple[str, ...], tuple[str, ...]] = {}
    for distance, first, second in sorted(near, key=lambda entry: (entry[0], sorted(entry[1:]))):
        if -distance >= _NEAR and first not in pairs and second not in pairs.values():
            pairs[first] = second
    return Items(
        only_a=tuple(item for key, item in open_a.items() if key not in pairs),
        only_b=tuple(item for key, item in open_b.items() if key not in pairs.values()),
        reworded=tuple(
            Rewording(a=open_a[first], b=open_b[second]) for first, second in sorted(pairs.items(), key=sorted)
        ),
        same=len(both),
    )


def _words(item: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(item.casefold()))


def _shared(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    words = set(first) | set(second)
    return len(set(first) & set(second)) / len(words) if words else 1.0
