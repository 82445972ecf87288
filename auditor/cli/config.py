"""`auditor.toml`: policy and human judgement, never facts.

fail-on = "warning"          # error, warning, note or never

[[waive]]
finding = "license-text-missing:mit:deepseek-v3"
reason  = "shown-elsewhere"  # one of WaiverReason
comment = "who looked, and what they saw"
until   = "2027-01-31"       # the last day it holds; may be left out
"""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError
from auditor.model import FailOn, Noun, Waiver, WaiverReason
from auditor.model.options import iso_date, nearest
from auditor.patterns import regex

NAME = "auditor.toml"
_FLOORS = tuple(word.value for word in FailOn)
_KEYS = ("fail-on", "waive")
_WAIVER_KEYS = ("finding", "reason", "comment", "until")
_LARGEST = 1_000_000
_MODEL_FILES = frozenset({"config.json", "adapter_config.json", "model_index.json", "params.json", "Modelfile"})
_MOST_NAMES = 10_000
_CARD_HEAD = 8 * 1024
_CARD = regex(rb"\s*---[ \t]*\r?\n(?:.*\n){0,200}?(?:license|base_model|pipeline_tag|library_name|tags)[ \t]*:")


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


def of_a_model(config: Path) -> bool:
    """Whether the file lies in a model repository, at its root or below, whatever of it is audited.

    A model's directory may have come from anybody, and somebody may well work in one.
    """
    folders = dict.fromkeys((config.parent.resolve(), config.resolve().parent))
    return any(_is_model(above) for folder in folders for above in (folder, *folder.parents))


def _is_model(folder: Path) -> bool:
    """Whether a configuration, weights or a model's card stand in a directory."""
    from auditor.documents.weights import is_weights  # noqa: PLC0415 - only where there is a configuration

    try:
        with os.scandir(folder) as scan:
            names = {entry.name for entry in islice(scan, _MOST_NAMES)}
        if not _MODEL_FILES.isdisjoint(names) or any(map(is_weights, names)):
            return True
        with (folder / "README.md").open("rb") as card:
            return _CARD.match(card.read(_CARD_HEAD)) is not None
    except OSError:
        return False


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
    seen: set[str] = set()
    for waiver in waivers:
        if waiver.finding in seen:
            raise _wrong(path, "waive", f"{waiver.finding} is waived twice", "Keep one of the two.")
        seen.add(waiver.finding)
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

    import tomllib  # noqa: PLC0415 - most audits have no configuration

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
    if row["reason"] not in reasons:
        raise _wrong(path, f"{where}.reason", f"{row['reason']!r} is no reason", nearest(row["reason"], reasons))
    return Waiver(
        finding=row["finding"].strip(),
        reason=WaiverReason(row["reason"]),
        comment=row["comment"].strip(),
        until=_day(path, f"{where}.until", row.get("until", "")),
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


def _close(word: str, words: tuple[str, ...]) -> str:

    from difflib import get_close_matches  # noqa: PLC0415 - only where a word is wrong

    close = get_close_matches(word, words, n=1)
    return f"Did you mean {close[0]}? " if close else ""


def _known(path: Path, where: str, table: dict[str, Any], keys: tuple[str, ...]) -> None:
    for key in table:
        if key not in keys:
            tip = _close(key, keys)
            raise _wrong(path, f"{where}.{key}".strip("."), "is no key we know", f"{tip}Known: {', '.join(keys)}.")


def _wrong(path: Path, where: str, what: str, tip: str) -> ConfigError:
    return ConfigError(f"{path}: {where}: {what}", tip=tip)
