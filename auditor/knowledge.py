"""Loads and validates rules/: profiles, known releases, Hub license ids, checks.

Files are parsed when first asked for: an audit reads the profiles it meets, not all of them.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from auditor.errors import RuleError
from auditor.model import Family, HubId, KnownTokenizer, Noun, Profile, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

_Kind = TypeVar("_Kind", bound=Noun)

_PLURALS = {"duty": "duties", "limit": "limits", "grant": "grants", "release": "releases"}


def directory() -> Path:
    """Where rules/ stands: inside the installed package, else beside it in a checkout."""
    packaged = Path(__file__).parent / "_rules"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "rules"


class Knowledge:
    """What rules/ says.

    Every accessor raises `RuleError` naming the file where one is malformed.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or directory()

    def profile(self, license_id: str) -> Profile | None:
        """The profile of that key, SPDX id, LicenseRef or ScanCode key; None where no file knows it."""
        key = self._keys.get(license_id.lower())
        return self._profile(key) if key else None

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """Every profile, by key."""
        return tuple(self._profile(path.stem) for path in self._files("licenses"))

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """Every family of known base models, by key."""
        return tuple(_read(path, Family) for path in self._files("models"))

    @cached_property
    def tokenizers(self) -> tuple[KnownTokenizer, ...]:
        """The tokenizers of known releases."""
        path = self.root / "tokenizers" / "known.toml"
        rows = _toml(path, path.read_text(encoding="utf-8")).get("tokenizer", ())
        return tuple(_valid(path, KnownTokenizer, row) for row in rows)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every check, by id."""
        rules = tuple(_read(path, Rule, key="id") for path in self._files("checks"))
        return tuple(sorted(rules, key=lambda rule: rule.id))

    def hub_id(self, value: str) -> HubId | None:
        """What the card's `license: value` means."""
        return self._hub["id"].get(value.strip().lower())

    def license_name(self, value: str) -> HubId | None:
        """What `license_name: value` under `license: other` means."""
        return self._hub["name"].get(value.strip().lower())

    @property
    def hub_ids(self) -> tuple[HubId, ...]:
        """Every Hub license id."""
        return tuple(self._hub["id"].values())

    @property
    def license_names(self) -> tuple[HubId, ...]:
        """Every known `license_name`."""
        return tuple(self._hub["name"].values())

    @cached_property
    def digest(self) -> str:
        """First 12 hex digits of the sha256 over every file of rules/: which rules an audit was made with."""
        total = hashlib.sha256()
        for path in sorted(self.root.rglob("*.toml")):
            total.update(path.relative_to(self.root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
        return total.hexdigest()[:12]

    def _profile(self, key: str) -> Profile:
        cached = self._profiles.get(key)
        if cached is None:
            cached = self._profiles[key] = _read(self.root / "licenses" / f"{key}.toml", Profile)
        return cached

    @cached_property
    def _profiles(self) -> dict[str, Profile]:
        return {}

    @cached_property
    def _keys(self) -> dict[str, str]:
        """Every id of every profile, lower case, from the heads of the files alone."""
        keys: dict[str, str] = {}
        for path in self._files("licenses"):
            head = _toml(path, path.read_text(encoding="utf-8").split("\n[", 1)[0])
            for name in (path.stem, str(head.get("spdx", "")), *head.get("ids", ())):
                taken = keys.setdefault(name.lower(), path.stem)
                if taken != path.stem:
                    msg = f"{path.name}: {name} is claimed by {taken}.toml too"
                    raise RuleError(msg, tip="Two profiles cannot share an id.")
        return keys

    @cached_property
    def _hub(self) -> Mapping[str, dict[str, HubId]]:
        path = self.root / "hub-ids.toml"
        tables = _toml(path, path.read_text(encoding="utf-8"))
        found = {
            kind: [_valid(path, HubId, {**row, "certainty": row.get("certainty", "identified")}) for row in rows]
            for kind, rows in tables.items()
            if kind in ("id", "name")
        }
        return {kind: {row.id.lower(): row for row in rows} for kind, rows in found.items()}

    def _files(self, folder: str) -> list[Path]:
        return sorted((self.root / folder).glob("*.toml"))


def _read(path: Path, kind: type[_Kind], *, key: str = "key") -> _Kind:
    """One TOML file as a noun; the file's name is its key."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        msg = f"{path.name}: cannot be read: {error.strerror}"
        raise RuleError(msg, tip="Reinstall auditor.") from error
    table = {_PLURALS.get(name, name): value for name, value in _toml(path, text).items()}
    if table.setdefault(key, path.stem) != path.stem:
        msg = f"{path.name}: {key} is {table[key]!r}"
        raise RuleError(msg, tip=f"The file's name and its {key} must be the same.")
    return _valid(path, kind, table)


def _toml(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = f"{path.name}: not TOML: {error}"
        raise RuleError(msg, tip="See rules/README.md.") from error


def _valid(path: Path, kind: type[_Kind], table: dict[str, Any]) -> _Kind:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - only for rules that are read as TOML

    try:
        return TypeAdapter(kind).validate_python(table)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        says = first["msg"].removeprefix("Value error, ")
        msg = f"{path.name}: {where}: {says}" if where else f"{path.name}: {says}"
        raise RuleError(msg, tip="See rules/README.md.") from error
