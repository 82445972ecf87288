"""Flattens nested data to fields: `text_config.hidden_size`, `models.0.model`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from auditor.model.base import Value

if TYPE_CHECKING:
    from auditor.model import Scalar

MOST_FIELDS = 50_000
"""Fields of one file; the largest known, two lists of 21,000 classes, have 43,000."""
DEEPEST = 32
"""Depth of nested containers."""
_LONGEST_KEY = 200
_LARGEST_INT = 2**63


class Leaf(Value, frozen=True):
    """One scalar, or list of scalars, and its path."""

    steps: tuple[str | int, ...]
    value: Scalar | tuple[Scalar, ...]

    @property
    def key(self) -> str:
        """The steps as a dotted key."""
        return ".".join([str(step) if isinstance(step, int) else text_of(step, _LONGEST_KEY) for step in self.steps])


class Flat(Value, frozen=True):
    """The leaves, in the order of the document, and whether any are missing."""

    leaves: tuple[Leaf, ...]
    dropped: bool
    """Whether leaves were left out."""
    too_deep: bool


class _Node(Value, frozen=True):
    order: tuple[int, ...]
    steps: tuple[str | int, ...]
    value: Any


def flatten(value: object, *, longest_list: int | None = None) -> Flat:
    """Every leaf of dicts and lists; only the shallowest if there are more than `MOST_FIELDS`.

    A list of scalars is one leaf; one of numbers alone is cut to `longest_list` items; an empty dict is a leaf of None.
    The items of other lists are numbered: `models.0.model`.
    """
    leaves: list[tuple[tuple[int, ...], Leaf]] = []
    level = [_Node((), (), value)]
    depth = 0
    dropped = False
    while level and depth <= DEEPEST:
        below: list[_Node] = []
        for node in level:
            pairs = node.value.items() if isinstance(node.value, dict) else enumerate(node.value)
            for place, (step, item) in enumerate(pairs):
                if len(leaves) + len(below) >= MOST_FIELDS:
                    dropped = True
                    break
                order, steps = (*node.order, place), (*node.steps, step)
                if not isinstance(item, dict | list):
                    leaves.append((order, Leaf(steps, scalar(item))))
                elif item and not _is_scalar_list(item):
                    below.append(_Node(order, steps, item))
                else:
                    leaves.append((order, Leaf(steps, _list_leaf(item, longest_list))))
        level = below
        depth += 1
    leaves.sort(key=lambda pair: pair[0])
    return Flat(tuple(leaf for _, leaf in leaves), dropped, too_deep=bool(level))


def scalar(value: object) -> Scalar:
    """A scalar that any format can represent: no lone surrogates, no NaN, no integer beyond 64 bits."""
    if isinstance(value, str):
        return value if value.isascii() else text_of(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if -_LARGEST_INT <= value < _LARGEST_INT else str(value)
    return str(value)


def text_of(value: str, longest: int | None = None) -> str:
    """Encodable text, visibly cut to `longest` characters."""
    if longest is not None and len(value) > longest:
        value = value[:longest] + "…"
    if value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace").decode()
    return value


def _is_scalar_list(value: dict[str, Any] | list[Any]) -> bool:
    return isinstance(value, list) and not any(isinstance(item, dict | list) for item in value)


def _list_leaf(value: dict[str, Any] | list[Any], longest_list: int | None) -> tuple[Scalar, ...] | None:
    if not isinstance(value, list):
        return None
    names_nothing = longest_list is not None and all(isinstance(item, int | float) for item in value)
    return tuple(scalar(item) for item in (value[:longest_list] if names_nothing else value))
