"""An intended use as written on a command line: `commercial`, `hosted=no`, `revenue=500000/year,usd,group`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError
from auditor.model.options import iso_date, nearest
from auditor.model.terms import Currency, Period
from auditor.model.use import MonthlyUsers, Revenue, Use
from auditor.model.use_words import Actor, FieldOfUse, OutputUse, Purpose, UseFact, Whose
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from enum import StrEnum

_TRUTH = {"": True, "yes": True, "true": True, "no": False, "false": False}
_NUMBER = regex(r"[0-9][0-9_]{0,18}")
_USERS_TIP = "Write monthly-users=NUMBER@YYYY-MM-DD, and ,group where all affiliates are counted in."
_REVENUE_TIP = "Write revenue=NUMBER/PERIOD,CURRENCY,ENTITY: revenue=500000/year,usd,group."
_NONE = "none"


def use_of(words: Iterable[str], base: Use | None = None) -> Use:
    """The use that words state, on top of `base`; a list that is stated again is extended.

    Raises `ConfigError` for an unknown fact or value, a missing unit, and facts that contradict each other.
    """
    given: dict[str, Any] = {}
    for word in words:
        key, equals, value = word.partition("=")
        fact = _one_of(key.strip().lower(), UseFact)
        field = fact.value.replace("-", "_")
        read = _READERS[fact](fact, value.strip(), equals=bool(equals))
        if isinstance(read, tuple) and field in given:
            read = (*given[field], *read)
        elif field in given and given[field] != read:
            raise ConfigError(
                f"{fact.value} is stated twice, and not alike.", tip="State each fact once.", option="use"
            )
        given[field] = read
    return (base or Use()).replace(**given)


def _truth(fact: UseFact, value: str, *, equals: bool) -> bool:
    if (value.lower() in _TRUTH) and (value or not equals):
        return _TRUTH[value.lower()]
    raise ConfigError(
        f"{fact.value}={value[:40]} is neither yes nor no.", tip=f"Write {fact.value} or {fact.value}=no.", option="use"
    )


def _choice(vocabulary: type[StrEnum]) -> Callable[..., Any]:
    def read(_: UseFact, value: str, *, equals: bool) -> Any:  # noqa: ANN401, ARG001 - a member; one signature for all
        return _one_of(value.lower(), vocabulary)

    return read


def _several(vocabulary: type[StrEnum]) -> Callable[..., tuple[StrEnum, ...]]:
    def read(_: UseFact, value: str, *, equals: bool) -> tuple[StrEnum, ...]:  # noqa: ARG001 - one signature for all
        if value.lower() == _NONE and vocabulary is FieldOfUse:
            return ()
        return tuple(_one_of(word.strip().lower(), vocabulary) for word in value.split(","))

    return read


def _regions(fact: UseFact, value: str, *, equals: bool) -> tuple[str, ...]:  # noqa: ARG001 - one signature for all
    if not value:
        raise ConfigError(f"{fact.value} names no region.", tip=f"Write {fact.value}=DE or =DE,FR.", option="use")
    return tuple(word.strip() for word in value.split(","))


def _users(__: UseFact, value: str, *, equals: bool) -> MonthlyUsers:  # noqa: ARG001 - one signature for all
    first, *more = [part.strip() for part in value.split(",")]
    number, _, day = first.partition("@")
    if not _NUMBER.fullmatch(number) or set(more) - {"group"}:
        raise ConfigError(f"monthly-users={value[:60]} cannot be read.", tip=_USERS_TIP, option="use")
    on = iso_date("use", day) if day else ""
    return MonthlyUsers(value=int(number.replace("_", "")), on=on, group="group" in more)


def _revenue(__: UseFact, value: str, *, equals: bool) -> Revenue:  # noqa: ARG001 - one signature for all
    number, _, rest = value.partition("/")
    units = [part.strip().lower() for part in rest.split(",")]
    if not _NUMBER.fullmatch(number) or len(units) != 3:  # noqa: PLR2004 - period, currency, entity
        raise ConfigError(f"revenue={value[:60]} lacks a number or a unit.", tip=_REVENUE_TIP, option="use")
    return Revenue(
        value=int(number.replace("_", "")),
        per=Period(_one_of(units[0], Period)),
        currency=Currency(_one_of(units[1], Currency)),
        entity=Whose(_one_of(units[2], Whose)),
    )


def _one_of(word: str, vocabulary: type[Any]) -> Any:  # noqa: ANN401 - a member of the vocabulary
    words = tuple(member.value for member in vocabulary)
    if word in words:
        return vocabulary(word)
    raise ConfigError(f"{word[:60]!r} is not a valid value.", tip=nearest(word, words), option="use")


_READERS: Mapping[UseFact, Callable[..., Any]] = {
    **dict.fromkeys(UseFact, _truth),
    UseFact.PURPOSE: _choice(Purpose),
    UseFact.ACTOR: _choice(Actor),
    UseFact.OUTPUTS: _several(OutputUse),
    UseFact.FIELDS: _several(FieldOfUse),
    UseFact.ESTABLISHED_IN: _regions,
    UseFact.USED_IN: _regions,
    UseFact.OFFERED_TO: _regions,
    UseFact.MONTHLY_USERS: _users,
    UseFact.REVENUE: _revenue,
}
