"""`auditor.toml`: policy and human judgement, never facts.

fail-on = "warning"          # error, warning, note or never

[[waive]]
target  = "acme/Tern-7B"     # a repository id, with @REVISION for one revision, or a pattern of paths
finding = "license-text-missing:mit:deepseek-v3"  # may end in *
reason  = "shown-elsewhere"  # one of WaiverReason
comment = "who looked, and what they saw"
owner   = "who answers for it"     # may be left out, as may the next two
sha256  = "of what was judged"     # the digest in the report, or that of one document
until   = "2027-01-31"             # the last day it holds
"""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError
from auditor.model import FailOn, Noun, Waiver, WaiverReason
from auditor.model.options import iso_date, nearest

NAME = "auditor.toml"
_FLOORS = tuple(word.value for word in FailOn)
_KEYS = ("fail-on", "waive")
_WAIVER_KEYS = ("target", "finding", "reason", "comment", "owner", "sha256", "until")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LARGEST = 1_000_000


class Settings(Noun, frozen=True, kw_only=True):
    """What the file says."""

    fail_on: FailOn = FailOn.WARNING
    waivers: tuple[Waiver, ...] = ()


def inside(config: Path, target: str) -> bool:
    """Whether the file lies in what is audited, where any byte may be hostile, as named or by where its link leads.

    Beside a single audited file counts as in it: such a directory is a repository too.
    """
    try:
        root = Path(target).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return False
    root = root if root.is_dir() else root.parent
    here = config.parent.resolve() / config.name
    return here.is_relative_to(root) or config.resolve().is_relative_to(root)


def read(path: Path) -> Settings:
    """The settings in that file; raises `ConfigError` naming the key that is wrong."""
    table = _table(path)
    _known(path, "", table, _KEYS)
    floor = table.get("fail-on", "warning")
    if floor not in _FLOORS:
        raise _wrong(path, "fail-on", f"{floor!r} is no severity to fail on", nearest(floor, _FLOORS))
    rows = table.get("waive", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _wrong(path, "waive", "is not a list of tables", "Begin each waiver with a line [[waive]].")
    waivers = tuple(_waiver(path, f"waive[{number}]", row) for number, row in enumerate(rows, start=1))
    seen: set[tuple[str, str]] = set()
    for waiver in waivers:
        if (waiver.target, waiver.finding) in seen:
            of = f" of {waiver.target}" if waiver.target else ""
            raise _wrong(path, "waive", f"{waiver.finding}{of} is waived twice", "Keep one of the two.")
        seen.add((waiver.target, waiver.finding))
    return Settings(fail_on=FailOn(floor), waivers=waivers)


def _table(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        msg = f"{path}: cannot be read: {error.strerror}"
        raise ConfigError(msg, tip="Check what --config names.") from error
    if len(data) > _LARGEST:
        msg = f"{path}: too large for a configuration"
        raise ConfigError(msg, tip="Check what --config names.")
    try:
        return tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        msg = f"{path}: not TOML: {error}"
        raise ConfigError(msg, tip="The README shows an auditor.toml.") from error


def _waiver(path: Path, where: str, row: dict[str, Any]) -> Waiver:
    _known(path, where, row, _WAIVER_KEYS)
    reasons = tuple(reason.value for reason in WaiverReason)
    for key in ("finding", "reason", "comment"):
        value = row.get(key)
        if not isinstance(value, str) or not value.strip():
            tips = {
                "finding": "Write the finding's id as the report prints it.",
                "reason": f"Write one of {', '.join(reasons)}.",
                "comment": "Say who looked, and what they saw.",
            }
            what = "is missing" if key not in row else "is empty" if value == "" else "is no text, or an empty one"
            raise _wrong(path, f"{where}.{key}", what, tips[key])
    for key in ("target", "owner", "sha256"):
        value = row.get(key, "x")
        if not isinstance(value, str) or not value.strip():
            raise _wrong(path, f"{where}.{key}", "is no text, or an empty one", "Write it as text, or leave it out.")
    if "sha256" in row and not _SHA256.fullmatch(row["sha256"]):
        raise _wrong(path, f"{where}.sha256", "is no sha256", "Write its 64 digits as the report prints them.")
    if row["finding"].strip() == "*":
        raise _wrong(path, f"{where}.finding", "accepts everything", "Write a rule before the *: license-unknown:*")
    if row["reason"] not in reasons:
        raise _wrong(path, f"{where}.reason", f"{row['reason']!r} is no reason", nearest(row["reason"], reasons))
    return Waiver(
        finding=row["finding"].strip(),
        reason=WaiverReason(row["reason"]),
        comment=row["comment"].strip(),
        until=_day(path, f"{where}.until", row.get("until", "")),
        target=row.get("target", "").strip(),
        sha256=row.get("sha256", ""),
        owner=row.get("owner", "").strip(),
    )


def _day(path: Path, where: str, value: object) -> str:
    """`until` as YYYY-MM-DD; TOML knows dates, and people quote them."""
    if value == "":
        return ""
    try:
        return iso_date(where, value)
    except ConfigError as error:
        tip = 'Write the last day it holds as "YYYY-MM-DD".'
        raise _wrong(path, where, f"{value!s} is not a day", tip) from error


def _known(path: Path, where: str, table: dict[str, Any], keys: tuple[str, ...]) -> None:
    for key in table:
        if key not in keys:
            close = get_close_matches(key, keys, n=1)
            tip = f"Did you mean {close[0]}? " if close else ""
            raise _wrong(path, f"{where}.{key}".strip("."), "is no key we know", f"{tip}Known: {', '.join(keys)}.")


def _wrong(path: Path, where: str, what: str, tip: str) -> ConfigError:
    return ConfigError(f"{path}: {where}: {what}", tip=tip)
