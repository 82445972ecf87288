"""The contents of rules/: profiles, known releases, Hub license ids, checks; from TOML or the compiled form."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import Problem, RuleError
from auditor.knowledge.compiled import CompiledRules, of_checkout

if TYPE_CHECKING:
    from auditor.knowledge.origin_tables import ModelNames, OriginTable
    from auditor.knowledge.release_index import ReleaseIndex
    from auditor.knowledge.rule_files import RuleFiles
    from auditor.knowledge.word_tables import Grammar, Language, NameTable, PhraseTable
    from auditor.model import Family, HubId, KnownTokenizer, Profile, Rule

NO_RULES = Problem("checks", 0, "", "has no rule, so that every model would pass")
_PACKAGE = Path(__file__).parent.parent


def directory() -> Path:
    """Where rules/ is: inside the installed package, otherwise next to it in a checkout."""
    packaged = _PACKAGE / "_rules"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "rules"


class Knowledge:
    """The contents of rules/.

    `root` is a rules directory of the user's own; its TOML is read and validated. The rules that come with auditor are
    read from their compiled form. Everything is read on first use: an audit reads only the profiles that it needs.
    Every accessor raises `RuleError` naming the file if one is malformed.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or directory()
        self._own = root is not None

    @cached_property
    def digest(self) -> str:
        """First 12 hex digits of the sha256 over every file of rules/, to identify the rules used by an audit."""
        return self._rules.digest[:12]

    def profile(self, license_id: str) -> Profile | None:
        """The profile of that key, SPDX id, LicenseRef or ScanCode key; None if there is none."""
        key = self._rules.profile_ids.get(license_id.lower())
        return self._profile(key) if key else None

    def profile_key(self, license_id: str) -> str:
        """The key of that profile, without reading it; "" if there is none."""
        return self._rules.profile_ids.get(license_id.lower(), "")

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """Every profile, by key."""
        return tuple(self._profile(key) for key in self._rules.profile_keys)

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """Every family of known base models, by key."""
        return tuple(self.family(number) for number in range(len(self.release_index.families)))

    def family(self, number: int) -> Family:
        """The family at that index of `families`, without reading the others."""
        family = self._families.get(number)
        if family is None:
            family = self._families[number] = self._rules.family(number)
        return family

    @cached_property
    def release_index(self) -> ReleaseIndex:
        """The index by which releases are looked up in `families`."""
        return self._rules.release_index

    @cached_property
    def tokenizers(self) -> tuple[KnownTokenizer, ...]:
        """The tokenizers of known releases."""
        return self._rules.tokenizers

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every check, by id; raises `RuleError` if there is none."""
        if not self._rules.rules:
            raise RuleError.of(
                [NO_RULES], tip="A rules directory is a whole one: begin with a copy of that of auditor."
            )
        return self._rules.rules

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages for which there are phrases."""
        return self._rules.words.languages

    def phrases(self, language: str) -> PhraseTable:
        """The phrases of a language."""
        return self._rules.words.phrases(language)

    @property
    def grammar(self) -> Grammar:
        """The function words of all languages."""
        return self._rules.words.grammar

    @property
    def name_table(self) -> NameTable:
        """The names of licenses in running text and as values."""
        return self._rules.words.names

    def origins(self, language: str) -> OriginTable:
        """The phrases of a language for what a model was made from."""
        return self._rules.words.origins(language)

    @property
    def model_names(self) -> ModelNames:
        """How names of models are distinguished from other words."""
        return self._rules.words.model_names

    def hub_id(self, value: str) -> HubId | None:
        """The meaning of `license: value` in a card; None if unknown."""
        return self._hub_ids.get(value.strip().lower())

    def license_name(self, value: str) -> HubId | None:
        """The meaning of `license_name: value` under `license: other`; None if unknown."""
        return self._license_names.get(value.strip().lower())

    @property
    def hub_ids(self) -> tuple[HubId, ...]:
        """Every Hub license id."""
        return tuple(self._hub_ids.values())

    @property
    def license_names(self) -> tuple[HubId, ...]:
        """Every known `license_name`."""
        return tuple(self._license_names.values())

    @cached_property
    def _rules(self) -> CompiledRules | RuleFiles:
        packaged = None if self._own else CompiledRules.read(self.root / CompiledRules.FILE)
        if packaged is not None:
            return packaged
        from auditor.knowledge.rule_files import RuleFiles  # noqa: PLC0415 - an installed auditor has its rules compiled

        files = RuleFiles(self.root)
        return files if self._own else of_checkout(files)

    def _profile(self, key: str) -> Profile:
        profile = self._profiles.get(key)
        if profile is None:
            profile = self._profiles[key] = self._rules.profile(key)
        return profile

    @cached_property
    def _profiles(self) -> dict[str, Profile]:
        return {}

    @cached_property
    def _families(self) -> dict[int, Family]:
        return {}

    @cached_property
    def _hub_ids(self) -> dict[str, HubId]:
        return {row.id.lower(): row for row in self._rules.hub.ids}

    @cached_property
    def _license_names(self) -> dict[str, HubId]:
        return {row.id.lower(): row for row in self._rules.hub.names}


@cache
def default_knowledge() -> Knowledge:
    """The knowledge that comes with auditor, read once per process."""
    return Knowledge()
