"""The TOML of a rules directory, validated: what the compiled form is made from, and what a user's own rules are."""

from __future__ import annotations

import hashlib
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from auditor.errors import RuleError
from auditor.knowledge.release_index import ReleaseIndex, indexed
from auditor.model import Family, HubId, KnownTokenizer, Noun, Profile, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pydantic import TypeAdapter

_Kind = TypeVar("_Kind", bound=Noun)
Table = dict[str, Any]

_PLURALS = {"duty": "duties", "limit": "limits", "grant": "grants", "release": "releases"}


class HubTable(Noun, frozen=True, kw_only=True):
    """`rules/hub-ids.toml`."""

    ids: tuple[HubId, ...]
    """What a card means by `license: <id>`."""
    names: tuple[HubId, ...]
    """What it means by `license_name` under `license: other`."""


class RuleFiles:
    """A rules directory.

    Files are parsed when first asked for, and validated by pydantic, which says where in a file a mistake is.
    Every accessor raises `RuleError` naming the file where one is malformed.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def digest(self) -> str:
        """The sha256 over the names and bytes of every TOML file."""
        total = hashlib.sha256()
        for path in sorted(self.root.rglob("*.toml")):
            total.update(path.relative_to(self.root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
        return total.hexdigest()

    @cached_property
    def profile_ids(self) -> Mapping[str, str]:
        """The key of the profile of every id, lower case, from the heads of the files alone."""
        keys: dict[str, str] = {}
        for path in self._files("licenses"):
            head = _toml(path, _text(path).split("\n[", 1)[0])
            for name in (path.stem, str(head.get("spdx", "")), *head.get("ids", ())):
                taken = keys.setdefault(name.lower(), path.stem)
                if taken != path.stem:
                    msg = f"{path.name}: {name} is claimed by {taken}.toml too"
                    raise RuleError(msg, tip="Two profiles cannot share an id.")
        return keys

    @cached_property
    def profile_keys(self) -> tuple[str, ...]:
        """The keys of the profiles, sorted."""
        return tuple(path.stem for path in self._files("licenses"))

    @cached_property
    def release_index(self) -> ReleaseIndex:
        """The index of the known releases."""
        return indexed(self._families)

    @cached_property
    def tokenizers(self) -> tuple[KnownTokenizer, ...]:
        """The tokenizers of known releases."""
        path = self.root / "tokenizers" / "known.toml"
        return tuple(_valid(path, KnownTokenizer, table) for table in self.tokenizer_tables)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every check, by id."""
        paths = self._files("checks")
        rules = [_valid(path, Rule, table) for path, table in zip(paths, self.rule_tables, strict=True)]
        return tuple(sorted(rules, key=lambda rule: rule.id))

    @cached_property
    def hub(self) -> HubTable:
        """Every Hub license id and every known `license_name`."""
        path = self.root / "hub-ids.toml"
        ids, names = ([_valid(path, HubId, row) for row in self.hub_tables[kind]] for kind in ("ids", "names"))
        return HubTable(ids=tuple(ids), names=tuple(names))

    def profile(self, key: str) -> Profile:
        """The profile of that key."""
        return _valid(self.root / "licenses" / f"{key}.toml", Profile, self.profile_table(key))

    def family(self, number: int) -> Family:
        """The family of that place among all of them, by key."""
        return self._families[number]

    # the tables of the nouns above, as they are validated: what is compiled

    def profile_table(self, key: str) -> Table:
        """The table that `profile` validates."""
        return _table(self.root / "licenses" / f"{key}.toml")

    @cached_property
    def family_tables(self) -> tuple[Table, ...]:
        """The tables that `family` validates."""
        return tuple(_table(path) for path in self._files("models"))

    @cached_property
    def rule_tables(self) -> tuple[Table, ...]:
        """The tables that `rules` validates."""
        return tuple(_table(path, key="id") for path in self._files("checks"))

    @cached_property
    def tokenizer_tables(self) -> tuple[Table, ...]:
        """The tables that `tokenizers` validates."""
        path = self.root / "tokenizers" / "known.toml"
        return tuple(_toml(path, _text(path)).get("tokenizer", ()))

    @cached_property
    def hub_tables(self) -> dict[str, tuple[Table, ...]]:
        """The tables that `hub` validates."""
        path = self.root / "hub-ids.toml"
        tables = _toml(path, _text(path))
        identified = {"certainty": "identified"}
        return {f"{kind}s": tuple({**identified, **row} for row in tables.get(kind, ())) for kind in ("id", "name")}

    @cached_property
    def _families(self) -> tuple[Family, ...]:
        paths = self._files("models")
        return tuple(_valid(path, Family, table) for path, table in zip(paths, self.family_tables, strict=True))

    def _files(self, folder: str) -> list[Path]:
        return sorted((self.root / folder).glob("*.toml"))


def _table(path: Path, *, key: str = "key") -> Table:
    """One TOML file; the file's name is its key."""
    table = {_PLURALS.get(name, name): value for name, value in _toml(path, _text(path)).items()}
    if table.setdefault(key, path.stem) != path.stem:
        msg = f"{path.name}: {key} is {table[key]!r}"
        raise RuleError(msg, tip=f"The file's name and its {key} must be the same.")
    return table


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        msg = f"{path.name}: cannot be read: {error.strerror}"
        raise RuleError(msg, tip="Reinstall auditor.") from error


def _toml(path: Path, text: str) -> Table:
    import tomllib  # noqa: PLC0415 - only for rules that are read as TOML

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = f"{path.name}: not TOML: {error}"
        raise RuleError(msg, tip="See rules/README.md.") from error


def _valid(path: Path, kind: type[_Kind], table: Table) -> _Kind:
    from pydantic import ValidationError  # noqa: PLC0415 - only for rules that are read as TOML

    try:
        noun: _Kind = _adapter(kind).validate_python(table)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        says = first["msg"].removeprefix("Value error, ")
        msg = f"{path.name}: {where}: {says}" if where else f"{path.name}: {says}"
        raise RuleError(msg, tip="See rules/README.md.") from error
    return noun


@cache
def _adapter(kind: type[_Kind]) -> TypeAdapter[_Kind]:
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(kind)
