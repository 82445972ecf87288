"""Whether the words for licenses and for sentences about them read what their cases say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import Problem, RuleError
from auditor.identify.names import names
from auditor.identify.names.table import FILE as NAMES
from auditor.identify.names.table import rows as name_rows
from auditor.identify.words import Matcher, Phrase, tokens
from auditor.knowledge.license_references import license_id
from auditor.knowledge.toml_file import TomlFile
from auditor.model import Noun
from auditor.resolve.prose.grammar import grammar
from auditor.resolve.prose.phrases import languages, rows, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


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
    known = names(root)
    for number, row in enumerate(name_rows(root), start=1):
        where = f"name {number}"
        meant = (row.get("license", ""), row.get("family", ""))
        read = [(text, [(name.license, name.family) for name in known.find(tokens(text))]) for text in row["hits"]]
        wrong = [text for text, licenses in read if licenses != [meant]]
        wrong += [text for text in row["misses"] if meant in [(n.license, n.family) for n in known.find(tokens(text))]]
        unknown = license_id(meant[0], profiles) if meant[0] and meant[0].lower() not in profiles else ""
        if unknown:
            yield Problem(NAMES, 0, f"{where}, license", unknown)
        yield Problem(NAMES, 0, where, f"reads wrongly: {wrong[0]}") if wrong else None


def _phrases(root: Path) -> Iterator[Problem | None]:
    grammar(root)
    for language in languages(root):
        file = f"phrases/{language.name}.toml"
        table(root, language.name)
        classes = TomlFile(root / file, Noun, name=file).table.get("words", {})
        for number, row in enumerate(rows(root, language.name), start=1):
            matcher = Matcher([Phrase(row["pattern"], 0)], classes)
            wrong = [text for text in row["hits"] if not list(matcher.find(tokens(text)))]
            wrong += [text for text in row["misses"] if list(matcher.find(tokens(text)))]
            yield Problem(file, 0, f"phrase {number}", f"reads wrongly: {wrong[0]}") if wrong else None
