"""The subject of a license or a limit in a sentence: the noun to which it applies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.model import StatementSubject
from auditor.phrases.pattern import LICENSE
from auditor.resolve.prose.phrases import Means

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.resolve.prose.annotate import Annotated
    from auditor.resolve.prose.nouns import Noun


class Whose(NamedTuple):
    """The parts about which something is said.

    `sure` is whether a noun was found, `other` whether it is something else than this model.
    """

    parts: tuple[str, ...]
    sure: bool
    other: bool = False
    nouns: tuple[Noun, ...] = ()

    @property
    def about(self) -> StatementSubject:
        """Whether the subject is this model, a component of it or something else."""
        if self.other:
            return StatementSubject.OTHER
        components = bool(self.nouns) and all(noun.part == _COMPONENT for noun in self.nouns)
        return StatementSubject.COMPONENT if components else StatementSubject.SELF


NOBODY = Whose((), sure=False)
UNSURE = Whose((), sure=True)
_COMPONENT = "component"
_NAMES = {
    _COMPONENT: ("weights",),
    "docs": ("documentation",),
    "everything": ("weights", "code"),
    "project": ("unclear",),
}
_FOREIGN = frozenset(("other", "model"))
_INGREDIENTS = frozenset(("data", "other", "model", "code", "tokenizer"))
_WIDE, _CLOSE, _NARROW, _LONG = 4, 3, 2, 12


def called(part: str) -> tuple[str, ...]:
    """The parts that a noun means; something else than this model counts as weights."""
    return ("weights",) if part in _FOREIGN else _NAMES.get(part, (part,))


def of(group: Sequence[Noun]) -> Whose:
    """The subject that these nouns form together."""
    parts = dict.fromkeys(part for noun in group for part in called(noun.part))
    other = any(noun.part in _FOREIGN for noun in group) and not group[0].own
    return Whose(tuple(parts), sure=True, other=other, nouns=tuple(group))


def whose(sentence: Annotated, nouns: tuple[Noun, ...], at: int, end: int) -> Whose:
    """The subject of words `at` to `end` (excluded)."""
    words = sentence.words.words
    nouns = tuple(noun for noun in nouns if not _left_out(sentence, noun))
    previous = max((place + 1 for place in range(at) if words[place] == LICENSE), default=0)
    following = next((place for place in range(end, len(words)) if words[place] == LICENSE), len(words))
    left = [noun for noun in nouns if previous <= noun.first and noun.end <= at and not _parted(sentence, noun.end, at)]
    right = [noun for noun in nouns if end <= noun.first < following and not _parted(sentence, end, noun.first + 1)]
    return (right and _behind(sentence, left, right, at, end)) or (_before(sentence, left, at) if left else NOBODY)


def _left_out(sentence: Annotated, noun: Noun) -> bool:
    """Whether a bracket excludes a noun: "the weights (not the code) are …"."""
    words, before = sentence.words.words, sentence.words.before
    return any(
        words[place] in sentence.grammar.not_ and bracket(before[place])
        for place in range(max(0, noun.first - _CLOSE), noun.first)
    )


def bracket(mark: str) -> bool:
    """Whether a bracket opens."""
    return "(" in mark or "\uff08" in mark


def comma(sentence: Annotated, first: int, end: int) -> bool:
    """Whether a comma precedes one of these words."""
    return any("," in mark or "\uff0c" in mark for mark in sentence.words.before[first:end])


def _parted(sentence: Annotated, first: int, end: int) -> bool:
    """Whether a semicolon is between the two."""
    return any(";" in mark or "\uff1b" in mark for mark in sentence.words.before[first : min(end, len(sentence.words))])


# Nouns after ----------------------------------------------------------------------------------------------------------


def _behind(sentence: Annotated, left: list[Noun], right: list[Noun], at: int, end: int) -> Whose | None:
    """A noun after the license that is expressly its subject: "MIT for the code", "MIT (code)", "an MIT library"."""
    words, grammar = sentence.words, sentence.grammar
    noun = right[0]
    gap = words.words[end : noun.first]
    mark = words.before[end]
    if gap and len(gap) <= _LONG and gap[-1] in grammar.describing:
        return of([noun])
    if bracket(mark):
        closing = _closing(sentence, end)
        named = noun.end < len(words) and ":" in words.before[noun.end]
        if named or LICENSE in words.words[end:closing]:
            return None
        inside = [other for other in right if other.end <= closing] or [noun]
        rest = words.words[inside[-1].end : closing]
        if len(gap) <= _NARROW and set(gap) <= grammar.together | grammar.toward and set(rest) <= grammar.only:
            return of(inside)
    elif not gap and not bracket(words.before[at]) and not mark.strip(" -`*\"'\u201d"):
        return _adjective(sentence, left, noun, at)
    if len(gap) == 1 and gap[0] in ("licensed", "license", "licence"):
        return of([noun])
    verb = _verb_behind(sentence, end)
    meant = bool(gap) and bool(
        (verb and noun.first - verb <= _WIDE) or (len(gap) <= _WIDE and gap[0] in grammar.expressly)
    )
    if not meant or comma(sentence, end, noun.first + 1) or (left and left[-1].part == noun.part):
        return None
    return of(_listed(sentence, right))


def _verb_behind(sentence: Annotated, end: int) -> int:
    """The verb of which a license is the subject: "applies to", "does not apply to"; 0 if there is none."""
    denials = sentence.of(Means.NEGATION)
    denied = next((hit.end for hit in denials if hit.first in (end, end + 1)), end + 1)
    return next((hit.first for hit in sentence.of(Means.APPLIES) if end <= hit.first <= denied), 0)


def _adjective(sentence: Annotated, left: list[Noun], noun: Noun, at: int) -> Whose | None:
    """A noun that the license describes: in "an AGPL-3.0 framework", the framework, which is not this model."""
    if at > 0 and sentence.words.words[at - 1] in sentence.grammar.article and not noun.own:
        return of([noun])._replace(other=noun.part in _INGREDIENTS | {"project"})
    return None if left and noun.part == "other" else of([noun])


def _listed(sentence: Annotated, right: list[Noun]) -> list[Noun]:
    """The first of these nouns and those listed together with it."""
    words = sentence.words
    group = right[:1]
    for noun in right[1:]:
        between = words.words[group[-1].end : noun.first]
        named = noun.end < len(words) and ":" in words.before[noun.end]
        if named or len(between) > _NARROW or not set(between) <= sentence.grammar.together:
            break
        group.append(noun)
    return group


def _closing(sentence: Annotated, first: int) -> int:
    """The word before which the bracket closes."""
    before = sentence.words.before
    places = (place for place in range(first + 1, len(before)) if ")" in before[place] or "\uff09" in before[place])
    return next(places, len(sentence.words))


# Nouns before ---------------------------------------------------------------------------------------------------------


def _before(sentence: Annotated, left: list[Noun], at: int) -> Whose:
    """The nearest noun before the license and those listed with it, or the noun to which it belongs."""
    words, grammar = sentence.words, sentence.grammar
    nearest = left[-1]
    if bracket(words.before[at]) and nearest.end == at:
        return of([nearest])
    group = _named_together(sentence, left)
    earlier = left[: len(left) - len(group)]
    if not earlier and _is_an_origin(sentence, nearest, at):
        return NOBODY
    if not earlier or (words.words[nearest.end : nearest.end + 1][:1] and words.words[nearest.end] in grammar.which):
        return of(group)
    head, first = earlier[-1], earlier[0]
    if head.part == nearest.part and head.own >= nearest.own and nearest.part != "model":
        return of([head])
    after = words.words[nearest.end : at]
    leads = first.own or (first.part == "weights" and first.first == 0)
    if nearest.part == "model" and leads and after and after[0] in grammar.joining:
        return of([first])  # "this is a child of Lark-7B, and licensed under …"
    resumes = set(words.words[nearest.end + 1 : nearest.end + 3]) & grammar.being
    taken_up = bool(after) and after[0] in grammar.joining and bool(resumes)
    if taken_up:
        return _before(sentence, earlier, group[0].first)
    if first.own and comma(sentence, nearest.end, at + 1) and set(after) & grammar.resuming:
        return of([first])
    return _belonging(sentence, earlier, group, after)


def _is_an_origin(sentence: Annotated, noun: Noun, at: int) -> bool:
    """Whether another model is only the origin of this one: "A fine-tuned version of Lark-7B and subject to …"."""
    words, grammar = sentence.words.words, sentence.grammar
    following = words[noun.end : noun.end + 1]
    joined = bool(following) and noun.end < at and following[0] in grammar.joining
    return joined and noun.part == "model" and noun.first > 1 and words[noun.first - 1] in grammar.of | grammar.from_


def _named_together(sentence: Annotated, left: list[Noun]) -> list[Noun]:
    """The nearest noun and those before it in a list: "code and weights"."""
    words, grammar = sentence.words, sentence.grammar
    group = [left[-1]]
    for noun in reversed(left[:-1]):
        between = words.words[noun.end : group[0].first]
        joined = bool(set(between) & grammar.joining)
        listed = joined or "," in words.before[group[0].first]
        apposed = not between and noun.part == "model" and group[0].own  # "As a child of Lark-7B, this model is …"
        if not listed or apposed or len(between) > _WIDE or not set(between) <= grammar.together:
            break
        group.insert(0, noun)
    return group


def _belonging(sentence: Annotated, earlier: list[Noun], group: list[Noun], after: tuple[str, ...]) -> Whose:
    """The subject in "A … B" before a license: A if B belongs to it, B if it is an ingredient, else unsure or B."""
    grammar = sentence.grammar
    head, nearest = earlier[-1], group[-1]
    between = sentence.words.words[head.end : group[0].first]
    apart = comma(sentence, head.end, group[0].first + 1)
    if not between:
        return of(group)
    if head.part == "everything" and len(between) <= _NARROW and set(between) <= grammar.of | {"under", "inside"}:
        return of(group)
    if set(between) & grammar.using:
        ingredient = not apart and nearest.part in _INGREDIENTS and not set(after) & grammar.being
        return of(group) if ingredient or (nearest.part == "weights" and nearest.own) else UNSURE
    if len(between) <= _CLOSE and set(between) <= grammar.of and not apart and head.part != "model":
        return _before(sentence, earlier, group[0].first)
    return of(group)
