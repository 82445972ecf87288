"""Finds every phrase of a table in a sentence: indexed by first word, each start explored once, gaps bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from auditor.identify.words.pattern import Choice, Gap, Node, PatternError, Slot, Word, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from auditor.identify.words.tokens import Words

Meaning = TypeVar("Meaning")
_REMEMBERED = 4_000
_DEEP = 12
_WORD_COST, _LETTER_COST = 5, 2
"""What a word and what a letter of a script without spaces take of a gap."""


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Meaning]):
    """A pattern and what it means."""

    pattern: str
    meaning: Meaning


class Hit(NamedTuple, Generic[Meaning]):
    """Words `first` to `end` (excluded) are the phrase."""

    first: int
    end: int
    meaning: Meaning


class _Compiled(NamedTuple, Generic[Meaning]):
    nodes: tuple[_Step, ...]
    meaning: Meaning
    shortest: bool


class Matcher(Generic[Meaning]):
    """The phrases of one table, ready to be found; raises PatternError for a pattern or class that is none."""

    def __init__(self, phrases: Iterable[Phrase[Meaning]], classes: Mapping[str, str] | None = None) -> None:
        self._classes = {name: parse(pattern) for name, pattern in (classes or {}).items()}
        self._steps = {name: _prepared(nodes) for name, nodes in self._classes.items()}
        self._words: dict[str, list[_Compiled[Meaning]]] = {}
        self._stems: dict[str, list[_Compiled[Meaning]]] = {}
        firsts: dict[str, frozenset[Word]] = {}
        for phrase in phrases:
            nodes = parse(phrase.pattern)
            compiled = _Compiled(_prepared(nodes), phrase.meaning, self._has_gap(nodes))
            starts, nullable = self._firsts(nodes, firsts)
            if nullable:
                raise PatternError(f"{phrase.pattern!r} can be nothing at all")
            for word in starts:
                (self._stems if word.stem else self._words).setdefault(word.text, []).append(compiled)
        self._lengths = tuple(sorted({len(stem) for stem in self._stems}))
        self._starts: dict[str, tuple[_Compiled[Meaning], ...]] = {}

    def only(self, wanted: Callable[[Meaning], bool]) -> Matcher[Meaning]:
        """The same phrases as far as their meanings are wanted."""
        part: Matcher[Meaning] = Matcher(())
        part._classes, part._steps = self._classes, self._steps
        for mine, theirs in ((self._words, part._words), (self._stems, part._stems)):
            for text, several in mine.items():
                kept = [compiled for compiled in several if wanted(compiled.meaning)]
                if kept:
                    theirs[text] = kept
        part._lengths = tuple(sorted({len(stem) for stem in part._stems}))
        return part

    def begins(self, word: str) -> bool:
        """Whether some phrase can begin with this word."""
        return bool(self._candidates(word))

    def find(self, words: Words) -> Iterator[Hit[Meaning]]:
        """Every phrase at every place, in order of place; with a gap the shortest reading, else the longest."""
        run = _Run(words, self._steps)
        for at, word in enumerate(words.words):
            for compiled in self._candidates(word):
                ends = run.walk(compiled.nodes, {at})
                if ends:
                    yield Hit(at, min(ends) if compiled.shortest else max(ends), compiled.meaning)

    def meets(self, words: Words) -> bool:
        """Whether some phrase is there."""
        return any(map(self._candidates, words.words)) and next(self.find(words), None) is not None

    def _candidates(self, word: str) -> tuple[_Compiled[Meaning], ...]:
        known = self._starts.get(word)
        if known is None:
            if len(self._starts) >= _REMEMBERED:
                self._starts.clear()
            several = list(self._words.get(word, ()))
            for length in self._lengths:
                if length > len(word):
                    break
                several += self._stems.get(word[:length], ())
            known = self._starts[word] = tuple({id(compiled): compiled for compiled in several}.values())
        return known

    def _has_gap(self, nodes: tuple[Node, ...]) -> bool:
        return any(
            isinstance(node, Gap)
            or (isinstance(node, Choice) and any(self._has_gap(branch) for branch in node.branches))
            for node in nodes
        )

    def _firsts(
        self, nodes: tuple[Node, ...], known: dict[str, frozenset[Word]], depth: int = 0
    ) -> tuple[frozenset[Word], bool]:
        """The words that a sequence can begin with, and whether it can be empty."""
        if depth > _DEEP:
            raise PatternError("classes are nested in a circle")
        starts: frozenset[Word] = frozenset()
        for node in nodes:
            if isinstance(node, Word):
                return starts | {node}, False
            if isinstance(node, Gap):
                raise PatternError("a pattern cannot begin with a gap")
            if isinstance(node, Slot):
                return starts | self._class_firsts(node.name, known, depth), False
            inner = [self._firsts(branch, known, depth + 1) for branch in node.branches]
            starts = starts.union(*(words for words, _ in inner))
            if not node.optional and not any(empty for _, empty in inner):
                return starts, False
        return starts, True

    def _class_firsts(self, name: str, known: dict[str, frozenset[Word]], depth: int) -> frozenset[Word]:
        """The words that a class can begin with."""
        if name not in self._classes:
            raise PatternError(f"{{{name}}} is no class of words")
        if name not in known:
            inner, nullable = self._firsts(self._classes[name], known, depth + 1)
            if nullable:
                raise PatternError(f"{{{name}}} can be nothing at all")
            known[name] = inner
        return known[name]


class _Fork(NamedTuple):
    """Alternatives by the word they begin with; `rest` begin with a stem or a class."""

    words: dict[str, tuple[tuple[_Step, ...], ...]]
    rest: tuple[tuple[_Step, ...], ...]
    optional: bool


_Step = Word | Gap | Slot | _Fork


def _prepared(nodes: tuple[Node, ...]) -> tuple[_Step, ...]:
    """A sequence with its alternatives sorted by first word."""
    return tuple(_fork(node) if isinstance(node, Choice) else node for node in nodes)


def _fork(choice: Choice) -> _Fork:
    words: dict[str, list[tuple[_Step, ...]]] = {}
    rest: list[tuple[_Step, ...]] = []
    for branch in choice.branches:
        first = branch[0] if branch else None
        steps = _prepared(branch)
        if isinstance(first, Word) and not first.stem:
            words.setdefault(first.text, []).append(steps[1:])
        else:
            rest.append(steps)
    return _Fork({word: tuple(branches) for word, branches in words.items()}, tuple(rest), choice.optional)


class _Run:
    """One sentence being read: what each class matches at each place is worked out once."""

    __slots__ = ("_barrier", "_classes", "_count", "_known", "_words")

    def __init__(self, words: Words, classes: Mapping[str, tuple[_Step, ...]]) -> None:
        self._words = words.words
        self._barrier = words.barrier
        self._count = len(words.words)
        self._classes = classes
        self._known: dict[tuple[str, int], frozenset[int]] = {}

    def walk(self, steps: tuple[_Step, ...], places: set[int]) -> set[int]:
        """Where a sequence can end that begins at one of the places."""
        for step in steps:
            places = self._step(step, places)
            if not places:
                break
        return places

    def _step(self, step: _Step, places: set[int]) -> set[int]:
        words, count = self._words, self._count
        kind = type(step)
        if kind is Word:
            text = step.text  # type: ignore[union-attr]
            if step.stem:  # type: ignore[union-attr]
                return {at + 1 for at in places if at < count and words[at].startswith(text)}
            return {at + 1 for at in places if at < count and words[at] == text}
        if kind is Slot:
            return {end for at in places for end in self._class(step.name, at)}  # type: ignore[union-attr]
        if kind is Gap:
            return self._gap(step.most, places)  # type: ignore[union-attr]
        return self._fork(step, places)  # type: ignore[arg-type]

    def _fork(self, step: _Fork, places: set[int]) -> set[int]:
        words, count = self._words, self._count
        ends = set(places) if step.optional else set()
        for at in places:
            if at < count:
                for rest in step.words.get(words[at], ()):
                    ends |= self.walk(rest, {at + 1})
        for branch in step.rest:
            ends |= self.walk(branch, places)
        return ends

    def _class(self, name: str, at: int) -> frozenset[int]:
        key = (name, at)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = frozenset(self.walk(self._classes[name], {at}))
        return known

    def _gap(self, most: int, places: set[int]) -> set[int]:
        ends: set[int] = set()
        for start in places:
            left = most * _WORD_COST
            for at in range(start, self._count):
                if self._barrier[at] or left < 0:
                    break
                ends.add(at)
                left -= _LETTER_COST if self._words[at] > "\u3000" else _WORD_COST
        return ends
