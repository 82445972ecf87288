"""The TOML of a rules directory, validated: the source of the compiled form, and the form of a user's own rules."""

from __future__ import annotations

import hashlib
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from auditor.errors import Problem, RuleError
from auditor.knowledge import license_references, model_references, model_values, rule_references, spelling
from auditor.knowledge.release_index import ReleaseIndex, indexed
from auditor.knowledge.tables import HubTable, TokenizerTable
from auditor.knowledge.toml_file import Table, TomlFile
from auditor.knowledge.validation import nearest, suggestion
from auditor.knowledge.word_files import NAMES, WordFiles
from auditor.model import Family, HubId, KnownTokenizer, Profile, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TIP = "rules/README.md explains each file; `auditor rules check DIRECTORY` looks at everything at once."

PROFILE_NAMES = {
    "duties": "duty",
    "limits": "limit",
    "grants": "grant",
    "editions": "edition",
    "uses": "use",
    "provisions": "provision",
}
FAMILY_NAMES = {"releases": "release"}
HUB_NAMES = {"ids": "id", "names": "name"}
_FOLDERS = ("checks", "licenses", "models", "origins", "phrases", "schema", "texts", "tokenizers")
_TABLES = (
    "hub-ids.toml",
    NAMES,
    "tokenizers/known.toml",
    "texts/sources.toml",
    "texts/verbatim/index.toml",
)
"""TOML files other than those of which a folder may have any number."""
_ALMOST = 0.75
"""Similarity (difflib, 0 to 1) from which a file extension counts as a misspelling of .toml."""


class RuleFiles:
    """A rules directory.

    All of it is read and validated on first use. Every accessor except `digest` and `problems` raises `RuleError` with
    all mistakes anywhere in the directory, so that a mistake in one file never leaves a duty unchecked.
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
    def problems(self) -> tuple[Problem, ...]:
        """All mistakes, by file and line; references between files are checked only if each file is TOML."""
        files: tuple[TomlFile[Any], ...] = (
            *self.licenses,
            *self.models,
            *self.checks,
            self.hub_file,
            self.tokenizer_file,
        )
        every = list(chain(self._misplaced_files(), *(file.problems for file in files), *map(spelling.problems, files)))
        if all(file.is_toml for file in files):
            profiles = license_references.claims(self.licenses)
            every += license_references.problems(self.licenses, self.hub_file, profiles, self._shipped())
            every += model_references.problems(self.models, self.tokenizer_file, profiles)
            every += model_values.limit_problems(self.licenses, self.models)
            every += rule_references.problems(self.checks, self.licenses, profiles)
        return tuple(sorted(set(every)))

    # the files, with their mistakes

    @cached_property
    def licenses(self) -> tuple[TomlFile[Profile], ...]:
        """`licenses/*.toml`."""
        return tuple(
            TomlFile(path, Profile, name=self._name(path), given={"key": path.stem}, names=PROFILE_NAMES)
            for path in self._paths("licenses")
        )

    @cached_property
    def models(self) -> tuple[TomlFile[Family], ...]:
        """`models/*.toml`."""
        return tuple(
            TomlFile(path, Family, name=self._name(path), given={"key": path.stem}, names=FAMILY_NAMES)
            for path in self._paths("models")
        )

    @cached_property
    def checks(self) -> tuple[TomlFile[Rule], ...]:
        """`checks/*.toml`."""
        return tuple(
            TomlFile(path, Rule, name=self._name(path), given={"id": path.stem}) for path in self._paths("checks")
        )

    @cached_property
    def hub_file(self) -> TomlFile[HubTable]:
        """`hub-ids.toml`."""
        path = self.root / "hub-ids.toml"
        return TomlFile(path, HubTable, name=self._name(path), names=HUB_NAMES)

    @cached_property
    def tokenizer_file(self) -> TomlFile[TokenizerTable]:
        """`tokenizers/known.toml`."""
        path = self.root / "tokenizers" / "known.toml"
        return TomlFile(path, TokenizerTable, name=self._name(path))

    @cached_property
    def words(self) -> WordFiles:
        """`phrases/*.toml` and `license-names.toml`, which are validated separately."""
        return WordFiles(self.root)

    # their contents

    @cached_property
    def profile_ids(self) -> Mapping[str, str]:
        """The profile key for every id, in lower case."""
        self._require_valid()
        return license_references.claims(self.licenses)

    @cached_property
    def profile_keys(self) -> tuple[str, ...]:
        """The keys of the profiles, sorted."""
        return tuple(self._profiles)

    @cached_property
    def release_index(self) -> ReleaseIndex:
        """The index of the known releases."""
        return indexed(self._families)

    @cached_property
    def tokenizers(self) -> tuple[KnownTokenizer, ...]:
        """The tokenizers of known releases."""
        self._require_valid()
        return self.tokenizer_file.noun.tokenizer if self.tokenizer_file.noun else ()

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every check, by id."""
        self._require_valid()
        return tuple(sorted(_nouns(self.checks), key=lambda rule: rule.id))

    @cached_property
    def hub(self) -> HubTable:
        """Every Hub license id and every known `license_name`, each with the profile of its expression."""
        self._require_valid()
        table = self.hub_file.noun or HubTable()
        return HubTable(
            ids=tuple(map(self._with_profile, table.ids)), names=tuple(map(self._with_profile, table.names))
        )

    def profile(self, key: str) -> Profile:
        """The profile of that key."""
        return self._profiles[key]

    def family(self, number: int) -> Family:
        """The family at that index among all of them, sorted by key."""
        return self._families[number]

    # the validated tables of the nouns above, from which the compiled form is made

    def profile_table(self, key: str) -> Table:
        """The table of `profile`."""
        return next(file.fields for file in self.licenses if file.path.stem == key)

    @cached_property
    def family_tables(self) -> tuple[Table, ...]:
        """The tables of `family`."""
        return tuple(file.fields for file in self.models)

    @cached_property
    def rule_tables(self) -> tuple[Table, ...]:
        """The tables of `rules`."""
        return tuple(file.fields for file in self.checks)

    @cached_property
    def tokenizer_tables(self) -> tuple[Table, ...]:
        """The tables of `tokenizers`."""
        return tuple(self.tokenizer_file.fields.get("tokenizer", ()))

    @cached_property
    def hub_tables(self) -> Table:
        """The table of `hub`."""
        return self.hub.to_plain()

    def _shipped(self) -> HubTable:
        """The names on the Hub that come with auditor; none if this is auditor's own directory."""
        from auditor.knowledge import default_knowledge, directory  # noqa: PLC0415 - which imports this

        if self.root.resolve() == directory().resolve():
            return HubTable()
        shipped = default_knowledge()
        return HubTable(ids=shipped.hub_ids, names=shipped.license_names)

    def _require_valid(self) -> None:
        """Raise `RuleError` if there are mistakes."""
        if self.problems:
            raise RuleError.of(self.problems, tip=TIP)

    def _with_profile(self, entry: HubId) -> HubId:
        if entry.profile:
            return entry
        return entry.replace(profile=self.profile_ids.get(entry.expression.lower(), ""))

    @cached_property
    def _profiles(self) -> dict[str, Profile]:
        self._require_valid()
        return {profile.key: profile for profile in _nouns(self.licenses)}

    @cached_property
    def _families(self) -> tuple[Family, ...]:
        self._require_valid()
        return _nouns(self.models)

    def _paths(self, folder: str) -> list[Path]:
        """The files of a folder, by key; those of models are in folders of their publishers."""
        return sorted((self.root / folder).rglob("*.toml"), key=lambda path: (path.stem, path))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _misplaced_files(self) -> Iterator[Problem]:
        """Files that are not read because their folder or extension is misspelled."""
        if not self.root.is_dir():
            yield Problem(str(self.root), 0, "", "is not a directory")
            return
        for entry in sorted(self.root.iterdir()):
            known = entry.name in _FOLDERS or not entry.is_dir()
            if not known and (nearest(entry.name, _FOLDERS) or next(entry.rglob("*.toml"), None)):
                yield Problem(entry.name, 0, "", f"not a folder of rules; {suggestion(entry.name, _FOLDERS)}")
        for name in (self.hub_file.name, self.tokenizer_file.name):
            if not (self.root / name).exists():
                yield Problem(name, 0, "", "copy it from the rules of auditor: a rules directory takes their place")
        for path in sorted(self.root.rglob("*")):
            inside = path.relative_to(self.root).as_posix()
            folder, _, below = inside.partition("/")
            if path.is_dir() or (below and folder not in _FOLDERS):
                continue
            known = inside in _TABLES or (
                folder in _FOLDERS[:5] and below.count("/") <= (folder == "models") and folder != ""
            )
            almost = path.suffix != ".toml" and (
                ".toml" in path.name.lower() or nearest(path.suffix, (".toml",), _ALMOST)
            )
            if almost or (path.suffix == ".toml" and not known):
                yield Problem(inside, 0, "", "is never read: a file of rules is <folder>/<name>.toml")


def _nouns(files: tuple[TomlFile[Any], ...]) -> tuple[Any, ...]:
    return tuple(file.noun for file in files if file.noun is not None)
