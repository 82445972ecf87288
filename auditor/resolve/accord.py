"""Whether the repository's own statements about one part agree (design §5.14, "Which holds?")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.documents import in_package_metadata
from auditor.model import Certainty, LimitCode, Part, Plainness, StatementKind, StatementSource
from auditor.model.base import Value
from auditor.resolve.keys import keys
from auditor.resolve.meaning import family_pattern
from auditor.resolve.statements import of_itself

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.knowledge import Knowledge
    from auditor.model import Profile, Statement

_NO_COMMERCE = (LimitCode.NONCOMMERCIAL, LimitCode.RESEARCH_ONLY, LimitCode.ALL_RIGHTS_RESERVED)
_FIELDS = (LimitCode.FIELD_OF_USE, LimitCode.USE_POLICY, *_NO_COMMERCE)
_WITHHELD_BY: dict[str, tuple[LimitCode, ...]] = {
    "commercial-on-request": (*_NO_COMMERCE, LimitCode.REVENUE_THRESHOLD, LimitCode.MAU_THRESHOLD),
    "no-derivatives": (LimitCode.NO_SHARE_DERIVATIVES,),
    "no-hosting": (LimitCode.HOSTING_NEEDS_LICENSE, *_NO_COMMERCE),
    "no-training-on-outputs": (LimitCode.OUTPUT_TRAINING_BAN,),
    "region": (LimitCode.TERRITORY_EXCLUDED,),
    "mau-threshold": (LimitCode.MAU_THRESHOLD, LimitCode.DAU_THRESHOLD),
    "revenue-threshold": (LimitCode.REVENUE_THRESHOLD, *_NO_COMMERCE),
    "no-military": _FIELDS,
    "no-surveillance": _FIELDS,
    "no-medical": _FIELDS,
    "no-government": _FIELDS,
}
"""The limits of a license that say the same as a limit in words; all others are about commerce."""
_MOST = 400
"""How many different sets of licenses are compared: among so many some do not agree, and more is quadratic."""


class Difference(Value, frozen=True):
    """Two statements about one part that do not agree."""

    first: Statement
    """The narrower one, if one is narrower."""
    second: Statement
    scoped: bool
    """Whether one of them covers only some files."""


def differences(statements: Iterable[Statement], knowledge: Knowledge) -> tuple[Difference, ...]:
    """Every pair of statements that do not agree, those about a restriction first."""
    statements = tuple(statements)
    own = of_itself(statements)
    licenses = [statement for statement in own if statement.kind is StatementKind.LICENSE]
    weights = _groups([statement for statement in licenses if statement.part is Part.WEIGHTS], knowledge)
    code = _groups(
        [statement for statement in licenses if statement.part is Part.CODE and not statement.covers], knowledge
    )
    unclear = _groups([statement for statement in licenses if statement.part is Part.UNCLEAR], knowledge)
    contradictions = [
        *_within(weights),
        *_within(code),
        *_unexplained(unclear, weights, code),
        *_denied(statements, weights, knowledge),
        *_limits(own, weights, knowledge),
    ]
    return tuple(sorted(contradictions, key=lambda difference: not _restricts(difference.first, knowledge)))


class _Group(Value, frozen=True):
    """The statements of one field, one sentence or one file: all items of a list."""

    statements: tuple[Statement, ...]
    keys: frozenset[str]
    narrow: bool

    @property
    def first(self) -> Statement:
        return self.statements[0]


def _groups(statements: list[Statement], knowledge: Knowledge) -> list[_Group]:
    """Group statements by place: those of one field, those of one file's texts."""
    together: dict[tuple[str, ...], list[Statement]] = {}
    for statement in statements:
        if not keys(statement, knowledge):
            continue
        if statement.source is StatementSource.DETECTED:
            place: tuple[str, ...] = (statement.path, "text")
        elif statement.quote:
            place = (statement.path, statement.by, statement.quote)
        else:
            place = (statement.path, statement.by, *statement.covers)
        together.setdefault(place, []).append(statement)
    named = {key for statement in statements for key in keys(statement, knowledge)}
    return [
        _Group(
            tuple(sorted(group, key=lambda statement: not _withholds(statement, knowledge, _NO_COMMERCE))),
            frozenset(
                key
                for statement in group
                for key in (*keys(statement, knowledge), *_of_an_open_family(statement, named, knowledge))
            ),
            any(_withholds(statement, knowledge, _NO_COMMERCE) for statement in group),
        )
        for group in together.values()
    ]


def _of_an_open_family(statement: Statement, named: set[str], knowledge: Knowledge) -> set[str]:
    """The licenses in `named` that, by their names, may belong to the family besides those that it lists.

    An incomplete list does not contradict a license that is named like the family (design §5.17).
    """
    value = statement.raw.removeprefix("other: ")
    family = knowledge.hub_id(value) or knowledge.license_name(value)
    if statement.certainty is not Certainty.FAMILY or family is None or family.complete:
        return set()
    pattern = family_pattern(family.id)
    return {key for key in named if re.search(pattern, key.lower())}


def _within(groups: list[_Group]) -> list[Difference]:
    """Groups of one part that name different licenses, unless a third one names both ("MIT or Apache-2.0")."""
    distinct: dict[frozenset[str], _Group] = {}
    for group in groups:
        known = distinct.get(group.keys)
        if known is None or (known.first.plainness is Plainness.FREE and group.first.plainness is Plainness.CLOSED):
            distinct[group.keys] = group
    sets = list(distinct.values())[:_MOST]
    contradictions = []
    for at, group in enumerate(sets):
        for other in sets[at + 1 :]:
            hidden = _hides(group, other) or _hides(other, group)
            if hidden or not (group.keys & other.keys or _joined(group, other, sets)):
                contradictions.append(_difference(group, other))
    return contradictions


def _hides(group: _Group, texts: _Group) -> bool:
    """Whether a statement names one of several texts of a file, but not the narrow one among them."""
    several = texts.first.source is StatementSource.DETECTED and len(texts.keys) > 1
    return several and texts.narrow and not group.narrow and bool(group.keys & texts.keys)


def _joined(group: _Group, other: _Group, sets: list[_Group]) -> bool:
    return any(third.keys & group.keys and third.keys & other.keys for third in sets if third not in (group, other))


def _unexplained(unclear: list[_Group], weights: list[_Group], code: list[_Group]) -> list[Difference]:
    """Statements that do not say which part they are about, and that agree with no other."""
    contradictions = []
    rivals = [*weights, *code]
    named = {key for rival in rivals for key in rival.keys}
    alone = not rivals
    nearer = any(_is_in_a_folder(group.first) for group in weights)
    for group in unclear:
        if nearer and not group.narrow and _is_of_the_package(group.first):
            continue
        if rivals and not group.keys & named:
            contradictions.append(_difference(group, rivals[0]))
        if alone:
            rivals.append(group)
            named |= group.keys
    return contradictions


def _denied(statements: tuple[Statement, ...], weights: list[_Group], knowledge: Knowledge) -> list[Difference]:
    """Licenses under which the weights are offered, although the prose says that they are not."""
    offered: dict[str, Statement] = {}
    for group in weights:
        for key in group.keys if group.first.outbound else ():
            offered.setdefault(key, group.first)
    contradictions = []
    for statement in statements:
        if statement.kind is not StatementKind.DENIED:
            continue
        rival = next((offered[key] for key in sorted(keys(statement, knowledge)) if key in offered), None)
        if rival is not None:
            contradictions.append(Difference(statement, rival, bool(statement.covers)))
    return contradictions


def _is_in_a_folder(statement: Statement) -> bool:
    """Whether a license is said next to all weights in a folder, so that the one of the package above does not apply.

    Design §5.20: a license above weights that have one of their own is a statement of unclear part.
    """
    path = statement.path
    return "/" in path.removeprefix("package/") and not in_package_metadata(path) and not statement.covers


def _is_of_the_package(statement: Statement) -> bool:
    """Whether a license is said at the top of a repository or package, or in its metadata."""
    return in_package_metadata(statement.path) or statement.path.rpartition("/")[0] in ("", "package")


def _limits(own: tuple[Statement, ...], weights: list[_Group], knowledge: Knowledge) -> list[Difference]:
    """Limits in words that no license offered here has."""
    offered = [group.first for group in weights if group.first.outbound]
    contradictions = []
    kinds: set[str] = set()
    for statement in own:
        if statement.kind is not StatementKind.LIMIT or statement.part not in (Part.WEIGHTS, Part.UNCLEAR):
            continue
        kind = statement.limit.partition(":")[0]
        codes = _WITHHELD_BY.get(kind, _NO_COMMERCE)
        if kind in kinds:
            continue
        kinds.add(kind)
        if offered and not any(_withholds(offer, knowledge, codes) for offer in offered):
            contradictions.append(Difference(statement, offered[0], bool(statement.covers)))
    return contradictions


def _difference(group: _Group, other: _Group) -> Difference:
    first, second = (other, group) if other.narrow and not group.narrow else (group, other)
    return Difference(first.first, second.first, bool(first.first.covers or second.first.covers))


def _restricts(statement: Statement, knowledge: Knowledge) -> bool:
    return statement.kind is StatementKind.LIMIT or _withholds(statement, knowledge, _NO_COMMERCE)


def _withholds(statement: Statement, knowledge: Knowledge, codes: tuple[LimitCode, ...]) -> bool:
    """Whether one of its licenses has such a limit, or may have one because it has no profile."""
    profiles = [knowledge.profile(key) for key in keys(statement, knowledge)]
    return any(profile is None or _has(profile, codes) for profile in profiles)


def _has(profile: Profile, codes: tuple[LimitCode, ...]) -> bool:
    """Whether a license has such a limit; a threshold may be the condition of a duty ("above 1M users, show …")."""
    on_size = LimitCode.MAU_THRESHOLD in codes or LimitCode.REVENUE_THRESHOLD in codes
    if on_size and any(duty.on_own_facts for duty in profile.duties):
        return True
    return any(limit.code in codes for limit in profile.limits)
