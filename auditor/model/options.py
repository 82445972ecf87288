"""What a caller decides about an audit, validated once and passed on as one value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from auditor.errors import ConfigError
from auditor.model.base import Noun, settle
from auditor.model.permission import Permission
from auditor.model.result import Waiver
from auditor.model.source import Source
from auditor.model.standing import FailOn
from auditor.model.use import Use
from auditor.patterns import regex

Target = str | Path | Source
"""A model: a path or a Hub id as text, a path, or any object that serves files."""

_NAME = regex(r"[A-Za-z0-9][\w.-]{0,95}(?:/[A-Za-z0-9][\w.-]{0,95})?", re.ASCII)
_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WAIVERS_TIP = "Give a tuple of auditor.Waiver."
_LONGEST_TIME = 86_400
"""Seconds."""
_SHOWN = 200
"""Characters of a wrong value that an error repeats."""


class Options(Noun, frozen=True, kw_only=True):
    """What a caller decides about an audit.

    Every value is checked on construction; `ConfigError` names the option and the nearest valid value.

    >>> import auditor
    >>> auditor.Options(name="acme/Tern-7B", as_of="2026-11-22", fail_on="error").as_of
    '2026-11-22'
    """

    name: str | None = None
    """The model's own name, `org/name` or `name`, if the target does not show it."""
    as_of: str | None = None
    """The date for which waivers are evaluated, YYYY-MM-DD; None: today, in UTC."""
    fail_on: FailOn = FailOn.WARNING
    """The lowest severity that makes the audit fail."""
    waivers: tuple[Waiver, ...] = ()
    """Findings that somebody accepted."""
    permissions: tuple[Permission, ...] = ()
    """Separate permissions of licensors, as somebody states them: they are shown, but never make a duty met."""
    scancode: bool = True
    """Whether ScanCode identifies texts that the auditor does not know: slow, and loaded only for such a text."""
    hub_parents: bool = False
    """Whether the parents of a local model are also looked up on the Hub."""
    compare_with: Target | None = None
    """A suspected parent, compared file by file, tensor by tensor and token by token."""
    time_limit: float = 60.0
    """Seconds of processor time that one audit may take; whatever there is no time for is reported as not read."""
    roots: tuple[str, ...] = ()
    """Folders that are each one model, where the target leaves that open: relative to it, "." for the target itself."""
    use: Use | None = None
    """What the model is to be used for; None: the audit only says which facts about a use matter."""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            name: str | None = None,
            as_of: str | date | None = None,
            fail_on: FailOn | str = FailOn.WARNING,
            waivers: Iterable[Waiver] = (),
            permissions: Iterable[Permission] = (),
            scancode: bool = True,
            hub_parents: bool = False,
            compare_with: Target | None = None,
            time_limit: float = 60.0,
            roots: Iterable[str] = (),
            use: Use | None = None,
        ) -> None: ...

    def __post_init__(self) -> None:
        """Check every value and normalize it; raises `ConfigError`."""
        settle(
            self,
            name=_name(self.name),
            as_of=None if self.as_of is None else iso_date("as_of", self.as_of),
            fail_on=_fail_on(self.fail_on),
            waivers=_waivers(self.waivers),
            permissions=_permissions(self.permissions),
            scancode=_flag("scancode", self.scancode),
            hub_parents=_flag("hub_parents", self.hub_parents),
            compare_with=None if self.compare_with is None else checked_target("compare_with", self.compare_with),
            time_limit=_seconds("time_limit", self.time_limit),
            roots=_roots(self.roots),
            use=_use(self.use),
        )

    @property
    def only_root(self) -> str | None:
        """The one folder that is named as a model; None if none or several are."""
        return self.roots[0] if len(self.roots) == 1 else None

    @property
    def day(self) -> str:
        """The date for which waivers are evaluated, YYYY-MM-DD."""
        return self.as_of or datetime.now(tz=UTC).date().isoformat()


def checked_target(what: str, target: object) -> Target:
    """The value, if it can name or serve a model; raises `ConfigError`."""
    if isinstance(target, str | Path):
        return target
    if all(callable(getattr(target, method, None)) for method in ("files", "read", "unread")):
        return cast("Source", target)
    raise ConfigError(
        f"{_excerpt(target)} is not a model.",
        option=what,
        tip="Give a path or a Hub id as text, a pathlib.Path, or an object with the methods of auditor.Source.",
    )


def iso_date(what: str, value: object) -> str:
    """A date as YYYY-MM-DD; raises `ConfigError` for any other spelling, and for a day that does not exist."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str):
        try:
            # fromisoformat reads other spellings too
            return date.fromisoformat(value if _DAY.fullmatch(value) else "").isoformat()
        except ValueError:
            pass
    near = _other_spelling(value)
    raise ConfigError(
        f"{_excerpt(value)} is not a date written YYYY-MM-DD.",
        option=what,
        tip=f"Did you mean {near}?" if near else "Write the year, the month and the day: 2026-01-31.",
    )


def _other_spelling(value: object) -> str:
    """The date that another unambiguous spelling means, as YYYY-MM-DD; "" if there is none."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if not isinstance(value, str):
        return ""
    for form in ("%d.%m.%Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y-%m-%d"):
        try:
            return datetime.strptime(value.strip(), form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    return ""


def _name(value: object) -> str | None:
    if value is None or (isinstance(value, str) and _NAME.fullmatch(value)):
        return value
    near = re.sub(r"[^\w./-]+", "-", value, flags=re.ASCII).strip("-./") if isinstance(value, str) else ""
    tip = f"Did you mean {near}?" if _NAME.fullmatch(near) else "Write the organization and the model: acme/Tern-7B."
    raise ConfigError(f"{_excerpt(value)} is not ORG/NAME or NAME.", tip=tip, option="name")


def _fail_on(value: object) -> FailOn:
    words = tuple(word.value for word in FailOn)
    if isinstance(value, str) and value in words:
        return FailOn(value)
    raise ConfigError(f"{_excerpt(value)} is not a valid value.", tip=nearest(value, words), option="fail_on")


def nearest(value: object, words: tuple[str, ...]) -> str:
    """A tip that suggests the nearest of these words."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

    close = get_close_matches(value.lower(), words, n=1) if isinstance(value, str) else []
    return f"{f'Did you mean {close[0]}? ' if close else ''}Write one of {', '.join(words)}."


def _waivers(values: object) -> tuple[Waiver, ...]:
    if isinstance(values, Waiver) or not isinstance(values, Iterable):
        raise ConfigError(f"{_excerpt(values)} is not a list of waivers.", tip=_WAIVERS_TIP, option="waivers")
    checked = []
    for waiver in values:
        if not isinstance(waiver, Waiver):
            raise ConfigError(f"{_excerpt(waiver)} is not a waiver.", tip=_WAIVERS_TIP, option="waivers")
        until = iso_date("waivers", waiver.until) if waiver.until else ""
        checked.append(waiver.replace(until=until))
    return tuple(checked)


def _permissions(values: object) -> tuple[Permission, ...]:
    """The permissions with their dates normalized; raises `ConfigError` if one lacks a field."""
    tip = "Give a tuple of auditor.Permission."
    if isinstance(values, Permission) or not isinstance(values, Iterable):
        raise ConfigError(f"{_excerpt(values)} is not a list of permissions.", tip=tip, option="permissions")
    checked = []
    for permission in values:
        if not isinstance(permission, Permission):
            raise ConfigError(f"{_excerpt(permission)} is not a permission.", tip=tip, option="permissions")
        for name in ("license", "covers", "grantor", "grantee", "scope", "by"):
            if not getattr(permission, name):
                raise ConfigError(
                    f"A permission needs {name}.", tip="Say who grants what to whom.", option="permissions"
                )
        checked.append(
            permission.replace(
                on=iso_date("permissions", permission.on),
                date=iso_date("permissions", permission.date) if permission.date else "",
                until=iso_date("permissions", permission.until) if permission.until else "",
            )
        )
    return tuple(checked)


def _seconds(what: str, value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= _LONGEST_TIME:
        return float(value)
    tip = f"Give a number of seconds of at most {_LONGEST_TIME:,}."
    raise ConfigError(f"{value!r:.200} is not a time limit.", tip=tip, option=what)


def _roots(values: object) -> tuple[str, ...]:
    tip = "Give a tuple of folders, relative to the target."
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise ConfigError(f"{values!r:.200} is not a list of folders.", tip=tip, option="roots")
    folders = tuple(values)
    for folder in folders:
        if not isinstance(folder, str) or not folder or folder.startswith("/") or ".." in folder.split("/"):
            raise ConfigError(f"{folder!r:.200} is not a folder of the target.", tip=tip, option="roots")
    return folders


def _use(value: object) -> Use | None:
    if value is None or isinstance(value, Use):
        return value
    raise ConfigError(f"{_excerpt(value)} is not a use.", tip="Give an auditor.Use.", option="use")


def _flag(what: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ConfigError(f"{_excerpt(value)} is not a truth value.", tip="Give True or False.", option=what)


def _excerpt(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
