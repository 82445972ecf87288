"""The words with which patterns begin: an index of the few patterns that a word can start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Noun
from auditor.model.base import field
from auditor.phrases.pattern import Choice, Gap, Node, PatternError, Slot, Word, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_DEEP = 12


class Starts(Noun, frozen=True, kw_only=True):
    """The indices, in a list of patterns, of those that begin with a word or with a stem."""

    words: dict[str, tuple[int, ...]] = field(default_factory=dict)
    stems: dict[str, tuple[int, ...]] = field(default_factory=dict)


def starts_of(patterns: Sequence[str], classes: Mapping[str, str]) -> Starts:
    """The starts of the patterns; raises PatternError for an invalid pattern or class."""
    return _Reader(classes).starts(patterns)


class _Reader:
    """Parses classes once, and computes the words with which each begins."""

    def __init__(self, classes: Mapping[str, str]) -> None:
        self._classes = {name: parse(pattern) for name, pattern in classes.items()}
        self._begins: dict[str, frozenset[Word]] = {}

    def starts(self, patterns: Sequence[str]) -> Starts:
        words: dict[str, list[int]] = {}
        stems: dict[str, list[int]] = {}
        for nodes in self._classes.values():
            self._check(nodes)
        for place, pattern in enumerate(patterns):
            nodes = parse(pattern)
            self._check(nodes)
            begins, nullable = self._firsts(nodes)
            if nullable:
                raise PatternError(f"{pattern!r} can be empty")
            for word in sorted(begins, key=lambda word: (word.text, word.stem)):
                (stems if word.stem else words).setdefault(word.text, []).append(place)
        return Starts(words=_settled(words), stems=_settled(stems))

    def _check(self, nodes: Iterable[Node]) -> None:
        """Raise PatternError for a class that does not exist."""
        for node in nodes:
            if isinstance(node, Slot) and node.name not in self._classes:
                raise PatternError(f"{{{node.name}}} is not a class of words")
            if isinstance(node, Choice):
                for branch in node.branches:
                    self._check(branch)

    def _firsts(self, nodes: tuple[Node, ...], depth: int = 0) -> tuple[frozenset[Word], bool]:
        """The words with which a sequence can begin, and whether it can be empty."""
        if depth > _DEEP:
            raise PatternError("classes are nested in a circle")
        starts: frozenset[Word] = frozenset()
        for node in nodes:
            if isinstance(node, Word):
                return starts | {node}, False
            if isinstance(node, Gap):
                raise PatternError("a pattern cannot begin with a gap")
            if isinstance(node, Slot):
                return starts | self._class_firsts(node.name, depth), False
            inner = [self._firsts(branch, depth + 1) for branch in node.branches]
            starts = starts.union(*(words for words, _ in inner))
            if not node.optional and not any(empty for _, empty in inner):
                return starts, False
        return starts, True

    def _class_firsts(self, name: str, depth: int) -> frozenset[Word]:
        """The words with which a class can begin."""
        if name not in self._begins:
            inner, nullable = self._firsts(self._classes[name], depth + 1)
            if nullable:
                raise PatternError(f"{{{name}}} can be empty")
            self._begins[name] = inner
        return self._begins[name]


def _settled(lists: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {word: tuple(lists[word]) for word in sorted(lists)}
