"""Two licenses side by side, as data: what only one asks, what both ask differently, what is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Duty, Grant, Limit, Noun, Outbound, Profile, Reach, Trigger
from auditor.patterns import regex
from auditor.report.common import terms

if TYPE_CHECKING:
    from collections.abc import Iterable

Fact = Duty | Limit | Grant
_Value = str | int | bool | tuple[str, ...]

_DUTY = ("words", "when", "unsettled", "place", "condition", "must", "on_own_facts", "allowed", "scope")
_LIMIT = ("value", "effect", "when", "unsettled", "applies_to", "scope", "on_own_facts")
_ORDER = [*terms.DUTIES, *terms.LIMITS, *terms.GRANTS]
_HOLDER_LINE = "retain-copyright-notices"

_SECTION = regex(r"(?:^|[\s,]+)§[^\s,;]+")
_SILENT = ("silent", "none")
_TYPOGRAPHY = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'", "\u2013": "-", "\u2014": "-"})


class Aspect(Noun, frozen=True, kw_only=True):
    """One respect in which two terms of the same code differ."""

    name: str
    """words · when · unsettled · place · condition · must · on_own_facts · allowed · applies_to · scope · value ·
    effect · names_holder · mode"""
    a: _Value
    b: _Value


class Pair(Noun, frozen=True, kw_only=True):
    """The same term in both licenses."""

    a: Fact | Outbound
    b: Fact | Outbound
    aspects: tuple[Aspect, ...] = ()
    """Empty: the same, but for clause and quote."""


class Following(Noun, frozen=True, kw_only=True):
    """Whether each license follows a relation; None where its profile does not say."""

    trigger: Trigger
    a: Reach | None
    b: Reach | None
    note_a: str = ""
    note_b: str = ""


class Ending(Noun, frozen=True, kw_only=True):
    """What each license says of its end; "" where its profile does not say."""

    about: str
    a: str
    b: str


class LicenseComparison(Noun, frozen=True, kw_only=True):
    """Everything in which two licenses differ, and what they share."""

    a: Profile
    b: Profile
    only_a: tuple[Fact, ...]
    only_b: tuple[Fact, ...]
    differ: tuple[Pair, ...]
    """Both state it, with other words, triggers or values."""
    reworded: tuple[Pair, ...]
    """The same in kind; the sentences quoted differ."""
    same: tuple[Pair, ...]
    reach: tuple[Following, ...]
    """The relations that they follow differently."""
    reach_same: tuple[Following, ...]
    endings: tuple[Ending, ...]
    endings_same: tuple[Ending, ...]

    @property
    def differences(self) -> int:
        """How many terms, relations and endings differ; rewordings are not counted."""
        return sum(map(len, (self.only_a, self.only_b, self.differ, self.reach, self.endings)))

    @property
    def shared(self) -> int:
        """How many are the same in substance and in words."""
        return sum(map(len, (self.same, self.reach_same, self.endings_same)))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.differences and not self.reworded


def compare(a: Profile, b: Profile) -> LicenseComparison:
    """The two licenses, term by term; `compare(b, a)` says the same the other way round."""
    left, right = _facts(a), _facts(b)
    both = [(left[key], right[key]) for key in _sorted(left.keys() & right.keys())]
    pairs = [Pair(a=first, b=second, aspects=_aspects(first, second, a, b)) for first, second in both]
    pairs.append(Pair(a=a.outbound, b=b.outbound, aspects=_changed(a.outbound, b.outbound, ("mode",))))
    follows = [_following(trigger, a, b) for trigger in Trigger if trigger in a.reach or trigger in b.reach]
    ends = sorted(a.termination.keys() | b.termination.keys(), key=list(terms.ENDINGS).index)
    endings = [Ending(about=end, a=a.termination.get(end, ""), b=b.termination.get(end, "")) for end in ends]
    return LicenseComparison(
        a=a,
        b=b,
        only_a=tuple(left[key] for key in _sorted(left.keys() - right.keys())),
        only_b=tuple(right[key] for key in _sorted(right.keys() - left.keys())),
        differ=tuple(pair for pair in pairs if pair.aspects),
        reworded=tuple(pair for pair in pairs if not pair.aspects and not _worded_alike(pair)),
        same=tuple(pair for pair in pairs if not pair.aspects and _worded_alike(pair)),
        reach=tuple(following for following in follows if following.a is not following.b),
        reach_same=tuple(following for following in follows if following.a is following.b),
        endings=tuple(ending for ending in endings if not _ends_alike(ending)),
        endings_same=tuple(ending for ending in endings if _ends_alike(ending)),
    )


_Key = tuple[str, str, int]


def _facts(profile: Profile) -> dict[_Key, Fact]:
    """Its duties, limits and grants, by code; a second one of a code stands beside the other's second."""
    by_key: dict[_Key, Fact] = {}
    facts: list[Fact] = [*profile.duties, *profile.limits, *profile.grants]
    for fact in facts:
        number = 0
        while (key := (terms.about(fact), fact.code, number)) in by_key:
            number += 1
        by_key[key] = fact
    return by_key


def _sorted(keys: Iterable[_Key]) -> list[_Key]:
    return sorted(keys, key=lambda key: (_ORDER.index(key[1]), key))


def _aspects(first: Fact, second: Fact, a: Profile, b: Profile) -> tuple[Aspect, ...]:
    match first:
        case Duty():
            changed = _changed(first, second, _DUTY)
            if first.code == _HOLDER_LINE and a.names_holder is not b.names_holder:
                changed += (Aspect(name="names_holder", a=a.names_holder, b=b.names_holder),)
            return changed
        case Limit():
            return _changed(first, second, _LIMIT)
    return _changed(first, second, ("value",))


def _changed(first: Noun, second: Noun, names: tuple[str, ...]) -> tuple[Aspect, ...]:
    pairs = ((name, _value(first, name), _value(second, name)) for name in names)
    return tuple(
        Aspect(name=name, a=first, b=second) for name, first, second in pairs if _plain(first) != _plain(second)
    )


def _value(term: Noun, name: str) -> _Value:
    """A field of the term: licenses that a duty allows with their conditions, "" for what is not given."""
    match getattr(term, name):
        case tuple() as several:
            return tuple(str(entry) for entry in several)
        case str() | int() as value:
            return value
    return ""


def _plain(given: _Value) -> _Value | frozenset[_Value]:
    """For comparing: without typography, and several without their order."""
    if isinstance(given, tuple):
        return frozenset(_text(item) for item in given)
    return _text(given) if isinstance(given, str) else given


def _text(text: str) -> str:
    return " ".join(text.translate(_TYPOGRAPHY).casefold().split())


def _worded_alike(pair: Pair) -> bool:
    """Whether the words quoted are the same; where one side's were not read, there is nothing to compare."""
    first, second = _text(pair.a.quote), _text(pair.b.quote)
    return first == second or not first or not second


def _ends_alike(ending: Ending) -> bool:
    """Whether they differ at most in the number of the clause; a text that is silent says as much as no record."""
    first, second = (_text(_SECTION.sub("", words)) for words in (ending.a, ending.b))
    if not ending.a or not ending.b:
        return {first, second} <= {"", *_SILENT} and first != second
    return first == second


def _following(trigger: Trigger, a: Profile, b: Profile) -> Following:
    return Following(
        trigger=trigger,
        a=a.reach.get(trigger),
        b=b.reach.get(trigger),
        note_a=a.reach_notes.get(trigger, ""),
        note_b=b.reach_notes.get(trigger, ""),
    )
