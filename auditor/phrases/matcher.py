"""Finds every phrase of a table in a sentence: indexed by first word, each start explored once, with bounded gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from auditor.model.base import Value
from auditor.phrases.pattern import Choice, Gap, Node, Slot, Word, parse
from auditor.phrases.starts import Starts, starts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from auditor.phrases.tokens import Words

Meaning = TypeVar("Meaning")
_CACHE_SIZE = 4_000
_SENTENCES, _LONGEST = 200, 80
"""Sentences whose phrases are remembered, and words of the longest: cards are written from the same few templates."""
_WORD_COST, _LETTER_COST = 5, 2
"""How much of a gap a word uses, and a letter of a script without spaces."""


class Phrase(Value, Generic[Meaning], frozen=True):
    """A pattern and what it means."""

    pattern: str
    meaning: Meaning


class Hit(NamedTuple, Generic[Meaning]):
    """A phrase found at words `first` to `end` (excluded)."""

    first: int
    end: int
    meaning: Meaning


class _Compiled(NamedTuple, Generic[Meaning]):
    nodes: tuple[_Step, ...]
    meaning: Meaning
    shortest: bool
    needed: frozenset[str]
    """Words that must all occur for the phrase to match."""


class Matcher(Generic[Meaning]):
    """A matcher for the phrases of one table.

    A pattern is parsed when a word with which it can begin occurs: most never are. `starts` are those of the patterns,
    if known; otherwise they are computed, which raises PatternError for an invalid pattern or class.
    """

    def __init__(
        self,
        phrases: Iterable[Phrase[Meaning]],
        classes: Mapping[str, str] | None = None,
        starts: Starts | None = None,
    ) -> None:
        self._phrases = tuple(phrases)
        self._classes = _Classes(classes or {})
        self._starts = starts or starts_of([phrase.pattern for phrase in self._phrases], classes or {})
        self._lengths = tuple(sorted({len(stem) for stem in self._starts.stems}))
        self._wanted: frozenset[int] | None = None
        self._compiled: dict[int, _Compiled[Meaning]] = {}
        self._places: dict[str, tuple[int, ...]] = {}
        self._sentences: dict[tuple[tuple[str, ...], tuple[bool, ...]], tuple[Hit[Meaning], ...]] = {}

    def only(self, wanted: Callable[[Meaning], bool]) -> Matcher[Meaning]:
        """A matcher for those of the phrases whose meanings are wanted."""
        part: Matcher[Meaning] = Matcher((), starts=self._starts)
        part._phrases, part._classes, part._compiled = self._phrases, self._classes, self._compiled
        part._wanted = frozenset(place for place, phrase in enumerate(self._phrases) if wanted(phrase.meaning))
        return part

    def begins(self, word: str) -> bool:
        """Whether some phrase can begin with this word."""
        return bool(self._candidates(word))

    def find(self, words: Words) -> tuple[Hit[Meaning], ...]:
        """Every phrase at every place, in order; the shortest match of a phrase with a gap, otherwise the longest."""
        if len(words) > _LONGEST:
            return tuple(self._search(words))
        key = (words.words, words.barrier)
        known = self._sentences.get(key)
        if known is None:
            if len(self._sentences) >= _SENTENCES:
                self._sentences.clear()
            known = self._sentences[key] = tuple(self._search(words))
        return known

    def _search(self, words: Words) -> Iterator[Hit[Meaning]]:
        run = _Run(words, self._classes)
        present = frozenset(words.words)
        for at, word in enumerate(words.words):
            for place in self._candidates(word):
                compiled = self._compiled.get(place) or self._compile(place)
                if not compiled.needed <= present:
                    continue
                ends = run.walk(compiled.nodes, {at})
                if ends:
                    yield Hit(at, min(ends) if compiled.shortest else max(ends), compiled.meaning)

    def meets(self, words: Words) -> bool:
        """Whether the text contains any of the phrases."""
        return any(map(self._candidates, words.words)) and next(self._search(words), None) is not None

    def _candidates(self, word: str) -> tuple[int, ...]:
        """The indices of the phrases that can begin with this word."""
        known = self._places.get(word)
        if known is None:
            if len(self._places) >= _CACHE_SIZE:
                self._places.clear()
            candidates = list(self._starts.words.get(word, ()))
            for length in self._lengths:
                if length > len(word):
                    break
                candidates += self._starts.stems.get(word[:length], ())
            if self._wanted is not None:
                candidates = [place for place in candidates if place in self._wanted]
            known = self._places[word] = tuple(dict.fromkeys(candidates))
        return known

    def _compile(self, place: int) -> _Compiled[Meaning]:
        phrase = self._phrases[place]
        nodes = parse(phrase.pattern)
        compiled = self._compiled[place] = _Compiled(_prepared(nodes), phrase.meaning, _has_gap(nodes), _needed(nodes))
        return compiled


class _Classes:
    """Classes of words by name, each parsed on first use."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._patterns = patterns
        self._steps: dict[str, tuple[_Step, ...]] = {}

    def steps(self, name: str) -> tuple[_Step, ...]:
        known = self._steps.get(name)
        if known is None:
            known = self._steps[name] = _prepared(parse(self._patterns[name]))
        return known


def _has_gap(nodes: tuple[Node, ...]) -> bool:
    return any(
        isinstance(node, Gap) or (isinstance(node, Choice) and any(_has_gap(branch) for branch in node.branches))
        for node in nodes
    )


def _needed(nodes: tuple[Node, ...]) -> frozenset[str]:
    """The whole words that every match of a sequence contains."""
    needed: set[str] = set()
    for node in nodes:
        if isinstance(node, Word) and not node.stem:
            needed.add(node.text)
        elif isinstance(node, Choice) and not node.optional:
            needed |= frozenset.intersection(*map(_needed, node.branches))
    return frozenset(needed)


class _Fork(Value, frozen=True):
    """Alternatives by the word with which they begin."""

    words: dict[str, tuple[tuple[_Step, ...], ...]]
    """What follows each word."""
    endings: tuple[str, ...]
    """Stems that are a whole alternative."""
    stems: tuple[tuple[str, tuple[_Step, ...]], ...]
    """The other stems, each with what follows."""
    rest: tuple[tuple[_Step, ...], ...]
    """Alternatives that begin with a class, or may be empty."""
    optional: bool


_Step = Word | Gap | Slot | _Fork


def _prepared(nodes: tuple[Node, ...]) -> tuple[_Step, ...]:
    """A sequence with its alternatives sorted by first word."""
    return tuple(_fork(node) if isinstance(node, Choice) else node for node in nodes)


def _fork(choice: Choice) -> _Fork:
    words: dict[str, list[tuple[_Step, ...]]] = {}
    endings: list[str] = []
    stems: list[tuple[str, tuple[_Step, ...]]] = []
    rest: list[tuple[_Step, ...]] = []
    for branch in choice.branches:
        first = branch[0] if branch else None
        steps = _prepared(branch)
        if not isinstance(first, Word):
            rest.append(steps)
        elif not first.stem:
            words.setdefault(first.text, []).append(steps[1:])
        elif steps[1:]:
            stems.append((first.text, steps[1:]))
        else:
            endings.append(first.text)
    return _Fork(
        {word: tuple(branches) for word, branches in words.items()},
        tuple(endings),
        tuple(stems),
        tuple(rest),
        choice.optional,
    )


class _Run:
    """The matching of one sentence: what each class matches at each place is computed once."""

    __slots__ = ("_barrier", "_classes", "_count", "_known", "_words")

    def __init__(self, words: Words, classes: _Classes) -> None:
        self._words = words.words
        self._barrier = words.barrier
        self._count = len(words.words)
        self._classes = classes
        self._known: dict[tuple[str, int], frozenset[int]] = {}

    def walk(self, steps: tuple[_Step, ...], places: set[int]) -> set[int]:
        """Where a sequence that begins at one of the places can end."""
        words, count = self._words, self._count
        for step in steps:
            if isinstance(step, Word):
                text = step.text
                if step.stem:
                    places = {at + 1 for at in places if at < count and words[at].startswith(text)}
                else:
                    places = {at + 1 for at in places if at < count and words[at] == text}
            elif isinstance(step, _Fork):
                places = self._fork(step, places)
            elif isinstance(step, Slot):
                places = {end for at in places for end in self._class(step.name, at)}
            else:
                places = self._gap(step.most, places)
            if not places:
                break
        return places

    def _fork(self, step: _Fork, places: set[int]) -> set[int]:
        words, count = self._words, self._count
        ends = set(places) if step.optional else set()
        for at in places:
            if at >= count:
                continue
            word, following = words[at], at + 1
            for rest in step.words.get(word, ()):
                if rest:
                    ends |= self.walk(rest, {following})
                else:
                    ends.add(following)
            if word.startswith(step.endings):
                ends.add(following)
            for stem, rest in step.stems:
                if word.startswith(stem):
                    ends |= self.walk(rest, {following})
        for branch in step.rest:
            ends |= self.walk(branch, places)
        return ends

    def _class(self, name: str, at: int) -> frozenset[int]:
        key = (name, at)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = frozenset(self.walk(self._classes.steps(name), {at}))
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
