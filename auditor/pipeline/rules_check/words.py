"""Whether the words for licenses and for sentences about them are well written, and read what their cases say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import Problem, RuleError
from auditor.identify.names import names
from auditor.identify.names.table import FILE as NAMES
from auditor.identify.words import Matcher, Phrase, tokens
from auditor.knowledge.license_references import license_id
from auditor.knowledge.toml_file import TomlFile
from auditor.model import Noun
from auditor.model.base import field
from auditor.resolve.prose.grammar import grammar
from auditor.resolve.prose.phrases import Means, languages, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class NameRow(Noun, frozen=True, kw_only=True):
    """How one license, or a family of them, is named."""

    license: str = ""
    family: str = ""
    patterns: tuple[str, ...]
    bare: tuple[str, ...] = ()
    capitals: bool = False
    links: tuple[str, ...] = ()
    hits: tuple[str, ...]
    misses: tuple[str, ...]


class CreativeCommons(Noun, frozen=True, kw_only=True):
    """The pieces of the names of Creative Commons licenses."""

    heads: str
    by: str
    nc: str
    sa: str
    nd: str
    fill: str
    versions: tuple[str, ...]
    hits: tuple[tuple[str, ...], ...]
    misses: tuple[str, ...]


class NameFile(Noun, frozen=True, kw_only=True):
    """`rules/license-names.toml`."""

    words: dict[str, str] = field(default_factory=dict)
    commons: CreativeCommons
    name: tuple[NameRow, ...] = ()


class PhraseRow(Noun, frozen=True, kw_only=True):
    """What some words mean in a sentence."""

    pattern: str
    means: Means
    part: str = ""
    limit: str = ""
    plain: bool
    hits: tuple[str, ...]
    misses: tuple[str, ...]


class PhraseFile(Noun, frozen=True, kw_only=True):
    """`rules/phrases/<language>.toml`."""

    known: str = ""
    words: dict[str, str] = field(default_factory=dict)
    phrase: tuple[PhraseRow, ...] = ()


def checked(root: Path, profiles: Mapping[str, str]) -> tuple[int, list[Problem]]:
    """How many phrases and names were tried, and what is wrong with them; `profiles` are the known ids of licenses."""
    count, problems = 0, []
    for place, part in ((NAMES, _names(root, profiles)), ("phrases", _phrases(root))):
        if not (root / place).exists():
            continue
        try:
            for problem in part:
                count += 1
                problems += [problem] if problem else []
        except RuleError as error:
            problems += error.problems or (Problem(place, 0, "", error.message),)
    return count, problems


def _names(root: Path, profiles: Mapping[str, str]) -> Iterator[Problem | None]:
    file = TomlFile(root / NAMES, NameFile, name=NAMES, names={"commons": "creative-commons"})
    if file.noun is None:
        yield from file.problems
        return
    known = names(root)
    for number, row in enumerate(file.noun.name):
        meant = (row.license, row.family)
        read = [(text, [(name.license, name.family) for name in known.find(tokens(text))]) for text in row.hits]
        wrong = [text for text, licenses in read if licenses != [meant]]
        wrong += [text for text in row.misses if meant in [(n.license, n.family) for n in known.find(tokens(text))]]
        if row.license and row.license.lower() not in profiles and (says := license_id(row.license, profiles)):
            yield file.problem(("name", number, "license"), says)
        yield file.problem(("name", number), f"reads wrongly: {wrong[0]}") if wrong else None


def _phrases(root: Path) -> Iterator[Problem | None]:
    grammar(root)
    for language in languages(root):
        name = f"phrases/{language.name}.toml"
        file = TomlFile(root / name, PhraseFile, name=name)
        if file.noun is None:
            yield from file.problems
            continue
        table(root, language.name)
        for number, row in enumerate(file.noun.phrase):
            matcher = Matcher([Phrase(row.pattern, 0)], file.noun.words)
            wrong = [text for text in row.hits if not list(matcher.find(tokens(text)))]
            wrong += [text for text in row.misses if list(matcher.find(tokens(text)))]
            yield file.problem(("phrase", number), f"reads wrongly: {wrong[0]}") if wrong else None
