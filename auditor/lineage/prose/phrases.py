"""Loads rules/phrases/origins/: the words by which people say what a model was made from, language by language."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.errors import RuleError
from auditor.model import Relation
from auditor.phrases import Matcher, PatternError, Phrase
from auditor.phrases.pattern import MODEL
from auditor.patterns import regex

if TYPE_CHECKING:
    from pathlib import Path

_EXAMPLES = 2
_SCRIPTS = {
    "ja": regex("[\u3041-\u30fa]"),
    "zh": regex("[\u4e00-\u9fff]"),
    "ko": regex("[\uac00-\ud7af]"),
    "ru": regex("[\u0430-\u044f]"),
    "latin": regex("[A-Za-z]"),
}
LANGUAGES = ("en", "de", "fr", "es", "pt", "ru", "ja", "zh", "ko")


class Means(StrEnum):
    """What a phrase says of the model that it names."""

    FINETUNE = "finetune"
    QUANTIZED = "quantized"
    MERGE = "merge"
    ADAPTER = "adapter"
    COPY = "copy"
    BASE = "base"
    """A base, however the model came from it."""
    COMPONENT = "component"
    TEACHER = "teacher"
    UNNAMED = "unnamed"
    """A base that has no name here."""
    LATER = "later"
    """Two models, of which the second is the base now."""
    OF_IT = "of-it"
    """The model that was named before is the base."""
    NEUTRAL = "neutral"
    """Something of the model, or a comparison with it: no parent."""
    NEUTRAL_CLAUSE = "neutral-clause"
    """No model of the sentence is a parent."""
    USE = "use"
    """What the sentence tells is no training."""
    NOT = "not"
    FUTURE = "future"
    PAST = "past"
    DOUBT = "doubt"
    OTHER = "other"
    BUT = "but"


RELATIONS: dict[Means, Relation | None] = {
    Means.FINETUNE: Relation.FINETUNE,
    Means.QUANTIZED: Relation.QUANTIZED,
    Means.MERGE: Relation.MERGE,
    Means.ADAPTER: Relation.ADAPTER,
    Means.COPY: Relation.COPY,
    Means.BASE: None,
    Means.LATER: None,
    Means.OF_IT: None,
    Means.COMPONENT: None,
    Means.UNNAMED: Relation.FINETUNE,
    Means.TEACHER: Relation.DISTILL,
}
"""The phrases that name a parent, and how the model came from it."""


class Meaning(NamedTuple):
    """What a phrase means; `strong`: so plainly that any name is one; `begins`: only where its clause begins with it."""

    means: Means
    strong: bool = False
    begins: bool = False
    whole: bool = False
    named: bool = True


class Table(NamedTuple):
    """The phrases of sentences and those of labels, of one language."""

    language: str
    matcher: Matcher[Meaning]
    labels: Matcher[Meaning]


def spoken(text: str) -> tuple[str, ...]:
    """The languages that a text may be in, by its letters."""
    latin = ("en", "de", "fr", "es", "pt") if _SCRIPTS["latin"].search(text) else ()
    others = [name for name in ("ru", "ko") if _SCRIPTS[name].search(text)]
    if _SCRIPTS["ja"].search(text):
        others.append("ja")
    elif _SCRIPTS["zh"].search(text):
        others.append("zh")
    return (*latin, *others)


@lru_cache(maxsize=16)
def table(root: Path, language: str) -> Table:
    """The phrases of a language under `root` (a rules/ directory); raises RuleError where the file is malformed."""
    path = root / "phrases" / "origins" / f"{language}.toml"
    content = content_of(path)
    try:
        sentences = [Phrase(row["pattern"], _meaning(row)) for row in content.get("phrase", ())]
        labels = [Phrase(row["pattern"], _meaning(row)) for row in content.get("label", ())]
        classes = content.get("words", {})
        return Table(language, Matcher(sentences, classes), Matcher(labels, classes))
    except (PatternError, KeyError, ValueError) as error:
        msg = f"{path.name}: {error}"
        raise RuleError(msg, tip="See rules/phrases/origins/README.md.") from error


def rows(root: Path, language: str, kind: str = "phrase") -> tuple[dict[str, Any], ...]:
    """The phrases (or labels) as written, with their cases; raises RuleError where one has not two of each."""
    path = root / "phrases" / "origins" / f"{language}.toml"
    written = tuple(content_of(path).get(kind, ()))
    for row in written:
        if any(len(row.get(cases, ())) != _EXAMPLES for cases in ("hits", "misses")):
            msg = f"{path.name}: {row.get('pattern')}: two hits and two misses are needed"
            raise RuleError(msg, tip="See rules/phrases/origins/README.md.")
    return written


def content_of(path: Path) -> dict[str, Any]:
    """A file of the folder; raises RuleError where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        msg = f"{path.name}: {error}"
        raise RuleError(msg, tip="Reinstall auditor.") from error


def _meaning(row: dict[str, Any]) -> Meaning:
    flags = {name: bool(row.get(name, False)) for name in ("strong", "begins", "whole")}
    return Meaning(Means(row["means"]), **flags, named="{model}" in row["pattern"])


__all__ = ["LANGUAGES", "MODEL", "RELATIONS", "Meaning", "Means", "Table", "content_of", "rows", "spoken", "table"]
