"""Two licenses side by side, as data: what only one requires, what both require differently, what is the same."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from auditor.model import Duty, Edition, Grant, Limit, Noun, Outbound, Profile, Provision, ProvisionCode, Reach, Trigger
from auditor.patterns import regex
from auditor.report.common import conditions, terms
from auditor.report.license_diff.items import Items, items

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Fact = Duty | Limit | Grant
_Value = str | int | bool | tuple[str, ...]

_BOTH = ("when", "unsettled", "students", "applies_to", "scope", "on_own_facts")
_DUTY = ("words", *_BOTH, "place", "condition", "must", "with_date", "page_will_do", "allowed")
_LIMIT = ("value", "effect", *_BOTH, "exceptions", "region_test", "currency", "per")
_OUTBOUND = ("mode", "limits_bind", "must_carry")
_COUNTING = ("whose", "counted", "on")
_ORDER = [*terms.DUTIES, *terms.LIMITS, *terms.GRANTS]
CURE = "cure"
_HOLDER_LINE = "retain-copyright-notices"

_SECTION = regex(r"(?:^|[\s,(]+)(?:§|[IVX]+\.)[^\s,;]+|\s\([^()]+\)$")
_CITED = regex(r" \([^()]*(?:\([^()]*\)[^()]*)*\)$")
_SILENT = ("silent", "none")
_TYPOGRAPHY = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'", "\u2013": "-", "\u2014": "-"})


class Aspect(Noun, frozen=True, kw_only=True):
    """One respect in which two terms of the same code differ."""

    name: str
    """words · when · unsettled · students · place · condition · must · on_own_facts · with_date · page_will_do ·
    allowed · applies_to · scope · value · effect · exceptions · region_test · currency · per · whose · counted · on ·
    names_holder · mode · limits_bind · must_carry"""
    a: _Value
    b: _Value


class Pair(Noun, frozen=True, kw_only=True):
    """The same term in both licenses."""

    a: Fact | Outbound
    b: Fact | Outbound
    aspects: tuple[Aspect, ...] = ()
    """Empty: the same, except for clause and quote."""


class Following(Noun, frozen=True, kw_only=True):
    """Whether each license follows a relation; None if its profile does not state it."""

    trigger: Trigger
    a: Reach | None
    b: Reach | None
    note_a: str = ""
    note_b: str = ""


class Ending(Noun, frozen=True, kw_only=True):
    """How each license terminates; "" if its profile does not state it."""

    about: str
    """A value of Termination, or `cure`: how it terminates on a breach, and is reinstated."""
    a: str
    b: str


class Contract(Noun, frozen=True, kw_only=True):
    """A provision of each license as a contract; None if it has no such clause."""

    code: ProvisionCode
    a: Provision | None
    b: Provision | None


class LicenseComparison(Noun, frozen=True, kw_only=True):
    """Everything in which two licenses differ, and what they share."""

    a: Profile
    b: Profile
    only_a: tuple[Fact, ...]
    only_b: tuple[Fact, ...]
    differ: tuple[Pair, ...]
    """Both have it, with different words, triggers or values."""
    reworded: tuple[Pair, ...]
    """The same in kind; the quoted sentences differ."""
    same: tuple[Pair, ...]
    reach: tuple[Following, ...]
    """The relations that they follow differently."""
    reach_same: tuple[Following, ...]
    endings: tuple[Ending, ...]
    endings_same: tuple[Ending, ...]
    contracts: tuple[Contract, ...]
    """The law, the courts, the indemnity and the language in which they differ."""
    contracts_same: tuple[Contract, ...]
    items: Items | None
    """Their lists of use restrictions, item by item; None if either has none recorded."""

    @property
    def editions(self) -> tuple[Edition, ...]:
        """If both names are of one license: its other editions."""
        return self.a.editions if self.a.key == self.b.key else ()

    @property
    def differences(self) -> int:
        """The number of terms, relations, endings, provisions and items that differ; rewordings are not counted."""
        parts = (self.only_a, self.only_b, self.differ, self.reach, self.endings, self.contracts)
        return sum(map(len, parts)) + (len(self.items.only_a) + len(self.items.only_b) if self.items else 0)

    @property
    def rewordings(self) -> int:
        """The number of terms that are the same in kind, in other words."""
        return len(self.reworded) + (len(self.items.reworded) if self.items else 0)

    @property
    def shared(self) -> int:
        """The number of terms that are the same in substance and in words."""
        parts = (self.same, self.reach_same, self.endings_same, self.contracts_same)
        return sum(map(len, parts)) + (self.items.same if self.items else 0)

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not self.differences and not self.rewordings


def compare(a: Profile, b: Profile) -> LicenseComparison:
    """The two licenses, term by term; `compare(b, a)` is the same with sides exchanged."""
    left, right = _facts(a), _facts(b)
    only_a: list[Fact] = []
    only_b: list[Fact] = []
    pairs: list[Pair] = []
    for key in sorted(left.keys() | right.keys(), key=lambda key: (_ORDER.index(key[1]), key)):
        together, alone, others = _likes(left.get(key, ()), right.get(key, ()), a, b)
        pairs += together
        only_a += alone
        only_b += others
    pairs.append(Pair(a=a.outbound, b=b.outbound, aspects=_changed(a.outbound, b.outbound, _OUTBOUND)))
    follows = [_following(trigger, a, b) for trigger in Trigger if trigger in a.reach or trigger in b.reach]
    ends = sorted(a.termination.keys() | b.termination.keys(), key=list(terms.ENDINGS).index)
    endings = [Ending(about=end, a=a.termination.get(end, ""), b=b.termination.get(end, "")) for end in ends]
    if a.cure or b.cure:
        cures = [conditions.cure(cure) if cure else "" for cure in (a.cure, b.cure)]
        endings.append(Ending(about=CURE, a=cures[0], b=cures[1]))
    contracts = tuple(_contracts(a, b))
    return LicenseComparison(
        a=a,
        b=b,
        only_a=tuple(only_a),
        only_b=tuple(only_b),
        differ=tuple(pair for pair in pairs if pair.aspects),
        reworded=tuple(pair for pair in pairs if not pair.aspects and not _worded_alike(pair)),
        same=tuple(pair for pair in pairs if not pair.aspects and _worded_alike(pair)),
        reach=tuple(following for following in follows if following.a is not following.b),
        reach_same=tuple(following for following in follows if following.a is following.b),
        endings=tuple(ending for ending in endings if not _ends_alike(ending)),
        endings_same=tuple(ending for ending in endings if _ends_alike(ending)),
        contracts=tuple(contract for contract in contracts if not _alike(contract)),
        contracts_same=tuple(contract for contract in contracts if _alike(contract)),
        items=items(a.restrictions, b.restrictions) if a.restrictions and b.restrictions else None,
    )


def _contracts(a: Profile, b: Profile) -> Iterator[Contract]:
    """Each provision with the other's of its code; a second one with the other's second."""
    for code in ProvisionCode:
        left, right = ([row for row in profile.provisions if row.code is code] for profile in (a, b))
        for first, second in zip_longest(left, right):
            yield Contract(code=code, a=first, b=second)


def _alike(contract: Contract) -> bool:
    """Whether both have the same meaning in short."""
    return contract.a is not None and contract.b is not None and _text(contract.a.says) == _text(contract.b.says)


def _facts(profile: Profile) -> dict[tuple[str, str], list[Fact]]:
    """Its duties, limits and grants, by kind and code."""
    by_code: dict[tuple[str, str], list[Fact]] = {}
    facts: list[Fact] = [*profile.duties, *profile.limits, *profile.grants]
    for fact in facts:
        by_code.setdefault((terms.about(fact), fact.code), []).append(fact)
    return by_code


def _likes(
    left: Sequence[Fact], right: Sequence[Fact], a: Profile, b: Profile
) -> tuple[list[Pair], list[Fact], list[Fact]]:
    """Terms of one code, each paired with the most similar one; then the unpaired ones of either side."""
    pairs = {
        (i, j): Pair(a=first, b=second, aspects=_aspects(first, second, a, b))
        for i, first in enumerate(left)
        for j, second in enumerate(right)
    }
    chosen: list[tuple[int, int]] = []
    # no two places with the same sum share a term, so that the order is the same from either side
    for i, j in sorted(pairs, key=lambda at: (not _worded_alike(pairs[at]), len(pairs[at].aspects), sum(at))):
        if all(i != other and j != counterpart for other, counterpart in chosen):
            chosen.append((i, j))
    alone = [fact for i, fact in enumerate(left) if i not in {i for i, _ in chosen}]
    others = [fact for j, fact in enumerate(right) if j not in {j for _, j in chosen}]
    return [pairs[at] for at in sorted(chosen, key=lambda at: (sum(at), max(at)))], alone, others


def _aspects(first: Fact, second: Fact, a: Profile, b: Profile) -> tuple[Aspect, ...]:
    match first:
        case Duty():
            changed = _changed(first, second, _DUTY)
            if first.code == _HOLDER_LINE and a.names_holder is not b.names_holder:
                changed += (Aspect(name="names_holder", a=a.names_holder, b=b.names_holder),)
            return changed
        case Limit():
            counting = (first.counting, second.counting) if isinstance(second, Limit) else (first.counting,) * 2
            return _changed(first, second, _LIMIT) + _changed(*counting, _COUNTING)
    return _changed(first, second, ("value",))


def _changed(first: Noun, second: Noun, names: tuple[str, ...]) -> tuple[Aspect, ...]:
    pairs = ((name, _value(first, name), _value(second, name)) for name in names)
    return tuple(
        Aspect(name=name, a=first, b=second) for name, first, second in pairs if _plain(first) != _plain(second)
    )


def _value(term: Noun, name: str) -> _Value:
    """A field of the term: the licenses that a duty allows with their conditions; "" if not given."""
    match getattr(term, name):
        case tuple() as several:
            return tuple(str(entry) for entry in several)
        case str() | int() as value:
            return value
    return ""


def _plain(given: _Value) -> _Value | frozenset[_Value]:
    """The value for comparison: without typography, and lists without order."""
    if isinstance(given, tuple):
        return frozenset(_text(item) for item in given)
    return _text(given) if isinstance(given, str) else given


def _text(text: str) -> str:
    return " ".join(text.translate(_TYPOGRAPHY).casefold().split())


def _worded_alike(pair: Pair) -> bool:
    """Whether the quoted words are the same; if one side's were not read, there is nothing to compare."""
    first, second = _text(pair.a.quote), _text(pair.b.quote)
    return first == second or not first or not second


def _ends_alike(ending: Ending) -> bool:
    """Whether they differ at most in the clause number; a silent text counts as no record."""
    clause = _CITED if ending.about == CURE else _SECTION
    first, second = (_text(clause.sub("", words)) for words in (ending.a, ending.b))
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
