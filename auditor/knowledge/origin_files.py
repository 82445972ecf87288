"""The TOML of rules/origins, validated and converted to the compiled form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.errors import Problem, RuleError
from auditor.knowledge.origin_tables import ModelNames, OriginPhrase, OriginTable
from auditor.knowledge.toml_file import TomlFile
from auditor.model import Noun
from auditor.model.base import field
from auditor.phrases import PatternError, starts_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from auditor.knowledge.toml_file import Table

_FOLDER = "origins"
_CASES = 2
_TIP = "rules/origins/README.md explains these files."


class OriginRow(OriginPhrase, frozen=True, kw_only=True):
    """A phrase with its cases: sentences that contain it, and sentences that do not."""

    hits: tuple[str, ...]
    misses: tuple[str, ...]


class OriginFile(Noun, frozen=True, kw_only=True):
    """`rules/origins/<language>.toml`."""

    words: dict[str, str] = field(default_factory=dict)
    phrase: tuple[OriginRow, ...] = ()
    label: tuple[OriginRow, ...] = ()


class _NameFile(Noun, frozen=True, kw_only=True):
    families: str
    everyday: str
    phrases: tuple[str, ...]
    variants: str
    not_names: str


class OriginFiles:
    """The contents of the folder, file by file; a malformed file raises `RuleError` when it is read."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def file(self, language: str) -> TomlFile[OriginFile]:
        """The file of a language, with its mistakes."""
        name = f"{_FOLDER}/{language}.toml"
        return TomlFile(self.root / name, OriginFile, name=name)

    def table(self, language: str) -> Table:
        """The table of the `OriginTable` of a language."""
        file = self.file(language)
        rows = _valid(file)
        for kind in ("phrase", "label"):
            for number, row in enumerate(getattr(rows, kind)):
                if (len(row.hits), len(row.misses)) != (_CASES, _CASES):
                    raise RuleError.of([file.problem((kind, number), "two hits and two misses are needed")], tip=_TIP)
        return {
            "classes": rows.words,
            "phrases": [_without_cases(row) for row in rows.phrase],
            "starts": _starts(file, [row.pattern for row in rows.phrase], rows.words),
            "labels": [_without_cases(row) for row in rows.label],
            "label_starts": _starts(file, [row.pattern for row in rows.label], rows.words),
        }

    def origins(self, language: str) -> OriginTable:
        """The phrases of a language for what a model was made from."""
        return OriginTable.from_plain(self.table(language))

    @property
    def name_table(self) -> Table:
        """The table of `ModelNames`."""
        name = f"{_FOLDER}/names.toml"
        rows = _valid(TomlFile(self.root / name, _NameFile, name=name))
        words = {
            key: sorted(set(getattr(rows, key).split())) for key in ("families", "everyday", "variants", "not_names")
        }
        return {**words, "phrases": sorted(set(rows.phrases), key=lambda phrase: (-len(phrase), phrase))}

    @property
    def names(self) -> ModelNames:
        """How the names of models are distinguished from other words."""
        return ModelNames.from_plain(self.name_table)


def _without_cases(row: OriginRow) -> Table:
    return {name: value for name, value in row.to_plain().items() if name not in ("hits", "misses")}


def _valid(file: TomlFile[Any]) -> Any:  # noqa: ANN401 - the noun of whatever file it is
    if file.noun is None:
        raise RuleError.of(file.problems, tip=_TIP)
    return file.noun


def _starts(file: TomlFile[OriginFile], patterns: Sequence[str], classes: dict[str, str]) -> Table:
    try:
        return starts_of(patterns, classes).to_plain()
    except PatternError as error:
        raise RuleError.of([Problem(file.name, 0, "", str(error))], tip=_TIP) from error
