"""The TOML of rules/ about words, validated and converted to the compiled form: `phrases/`, `license-names.toml`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from auditor.errors import Problem, RuleError
from auditor.knowledge.origin_files import OriginFiles
from auditor.knowledge.toml_file import TomlFile
from auditor.knowledge.validation import flaws, suggestion
from auditor.knowledge.word_rows import (
    LIMITS,
    PARTS,
    LanguageRow,
    NameFile,
    NameRow,
    PhraseFile,
    PhraseRow,
)
from auditor.knowledge.word_tables import CommonsWords, Grammar, Language, Means, NameTable, PhraseTable
from auditor.model import Noun
from auditor.phrases import SCRIPTS, PatternError, starts_of, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from auditor.knowledge.origin_tables import ModelNames, OriginTable
    from auditor.knowledge.toml_file import Table

NAMES = "license-names.toml"
MOST = 150
"""Most phrases of one language, so that a lawyer can still review them."""
_CASES = 2
_TIP = "rules/phrases/README.md and rules/README.md explain these files."


class WordFiles:
    """The files about words in a rules directory.

    Each is read and validated on first use; a malformed one raises `RuleError`.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    # the files, with their mistakes

    @cached_property
    def name_file(self) -> TomlFile[NameFile]:
        """`license-names.toml`."""
        return TomlFile(self.root / NAMES, NameFile, name=NAMES, names={"commons": "creative-commons"})

    def phrase_file(self, language: str) -> TomlFile[PhraseFile]:
        """`phrases/<language>.toml`."""
        name = f"phrases/{language}.toml"
        return TomlFile(self.root / name, PhraseFile, name=name)

    # their contents, as deterministic dicts and lists

    @property
    def language_file(self) -> TomlFile[Noun]:
        """`phrases/languages.toml`; raises RuleError if it is not TOML."""
        return self._table_file("languages")

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """How each language is recognised."""
        return tuple(Language.from_plain(table) for table in self.language_tables)

    @cached_property
    def language_tables(self) -> tuple[Table, ...]:
        """The tables of `languages`."""
        file = self.language_file
        return tuple({"name": language, **_row(file, language)} for language in file.table)

    @cached_property
    def grammar_table(self) -> Table:
        """The table of `Grammar`; in its file, a set is a string of words separated by spaces."""
        file = self._table_file("grammar")
        fields = {name.rstrip("_"): name for name in Grammar.field_names()}
        wrong = [
            file.problem((key,), f"unknown key; {suggestion(key, fields)}") for key in file.table if key not in fields
        ]
        wrong += [file.problem((key,), "is missing") for key in fields if key not in file.table]
        texts = {fields[key]: words for key, words in file.table.items() if isinstance(words, str) and key in fields}
        wrong += [
            file.problem((key,), "is not a text; write it in quotes")
            for key in file.table
            if key in fields and fields[key] not in texts
        ]
        if wrong:
            raise RuleError.of(wrong, tip=_TIP)
        return {name: sorted(set(words.split())) for name, words in texts.items()}

    def phrase_table(self, language: str) -> Table:
        """The table of the `PhraseTable` of a language."""
        file = self.phrase_file(language)
        rows = _valid(file)
        if len(rows.phrase) > MOST:
            message = f"{file.name}: {len(rows.phrase)} phrases"
            raise RuleError(message, tip=f"At most {MOST}: join those that mean the same.")
        return {
            "known": sorted(set(tokens(rows.known).words)),
            "classes": rows.words,
            "phrases": [_meaning(file, number, row) for number, row in enumerate(rows.phrase)],
            "starts": _starts(file, [row.pattern for row in rows.phrase], rows.words),
        }

    @cached_property
    def name_table(self) -> Table:
        """The table of `NameTable`."""
        file, rows = self.name_file, _valid(self.name_file)
        for number, row in enumerate(rows.name):
            if bool(row.license) == bool(row.family):
                raise RuleError.of([file.problem(("name", number), "has either a license or a family")], tip=_TIP)
        commons = {name: getattr(rows.commons, name) for name in CommonsWords.field_names()}
        pieces = [f"({words})" for words in commons.values() if isinstance(words, str)]
        return {
            "classes": rows.words,
            "commons": commons,
            "names": [_without_cases(row) for row in rows.name],
            "commons_starts": _starts(file, pieces, rows.words),
            "starts": _starts(file, [pattern for row in rows.name for pattern in row.patterns], rows.words),
            "bare_starts": _starts(file, [pattern for row in rows.name for pattern in row.bare], rows.words),
        }

    # the same as nouns

    @cached_property
    def grammar(self) -> Grammar:
        """The function words of all languages."""
        return Grammar.from_plain(self.grammar_table)

    @cached_property
    def names(self) -> NameTable:
        """The names of licenses."""
        return NameTable.from_plain(self.name_table)

    def phrases(self, language: str) -> PhraseTable:
        """The phrases of a language."""
        return PhraseTable.from_plain(self.phrase_table(language))

    @cached_property
    def origin_files(self) -> OriginFiles:
        """`origins/*.toml`."""
        return OriginFiles(self.root)

    def origins(self, language: str) -> OriginTable:
        """The phrases of a language for what a model was made from."""
        return self.origin_files.origins(language)

    @cached_property
    def model_names(self) -> ModelNames:
        """How the names of models are distinguished from other words."""
        return self.origin_files.names

    def _table_file(self, stem: str) -> TomlFile[Noun]:
        """`phrases/<stem>.toml`, whatever its keys are."""
        name = f"phrases/{stem}.toml"
        file = TomlFile(self.root / name, Noun, name=name)
        if not file.is_toml:
            raise RuleError.of(file.problems, tip=_TIP)
        return file


def _valid(file: TomlFile[Any]) -> Any:  # noqa: ANN401 - the noun of whatever file it is
    if file.noun is None:
        raise RuleError.of(file.problems, tip=_TIP)
    return file.noun


def _row(file: TomlFile[Noun], name: str) -> Table:
    """The script and the distinctive words of a language; raises RuleError if the row is malformed."""
    if wrong := language_problems(file, name):
        raise RuleError.of(wrong, tip=_TIP)
    row = LanguageRow.from_plain(file.table[name])
    return {"script": row.script, "signs": sorted(set(row.signs)), "forbidden": row.forbidden}


def language_problems(file: TomlFile[Noun], name: str) -> list[Problem]:
    """All mistakes in a row of `languages.toml`."""
    wrong = [file.problem((name, *flaw.path), flaw.says) for flaw in flaws(file.table[name], LanguageRow)]
    script = file.table[name].get("script", "") if not wrong else ""
    if script and script not in SCRIPTS:
        wrong.append(file.problem((name, "script"), f"unknown word {script!r}; {suggestion(script, SCRIPTS)}"))
    return wrong


def _meaning(file: TomlFile[PhraseFile], number: int, row: PhraseRow) -> Table:
    if says := phrase_flaw(row):
        raise RuleError.of([file.problem(("phrase", number), says)], tip=_TIP)
    return {"pattern": row.pattern, "means": row.means.value, "which": row.part or row.limit, "plain": row.plain}


def phrase_flaw(row: PhraseRow) -> str:
    """Why a phrase cannot be meant; "" if it can."""
    if (len(row.hits), len(row.misses)) != (_CASES, _CASES):
        return "two hits and two misses are needed"
    whole = frozenset(("",))
    allowed = {
        Means.PART: PARTS,
        Means.LIMIT: LIMITS,
        Means.VALUE: LIMITS,
        Means.PERMISSION: LIMITS | whole,
    }.get(row.means, whole)
    which = row.part or row.limit
    if which in allowed and not (row.part and row.limit):
        return ""
    known = sorted(allowed - whole)
    return f"{which!r} is no {row.means}; {suggestion(which, known)}" if known else f"{which!r} is no {row.means}"


def _without_cases(row: NameRow) -> Table:
    table = row.to_plain()
    return {name: value for name, value in table.items() if name not in ("hits", "misses")}


def _starts(file: TomlFile[Any], patterns: Sequence[str], classes: dict[str, str]) -> Table:
    try:
        return starts_of(patterns, classes).to_plain()
    except PatternError as error:
        raise RuleError.of([Problem(file.name, 0, "", str(error))], tip=_TIP) from error
