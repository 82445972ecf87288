"""Checks that the words for licenses, and for sentences about them, are well formed and match their cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import Problem, RuleError
from auditor.identify.names import Names
from auditor.knowledge.license_references import license_id
from auditor.knowledge.word_files import MOST, NAMES, WordFiles, language_problems, phrase_flaw
from auditor.phrases import tokens
from auditor.pipeline.rules_check import origins
from auditor.pipeline.rules_check.patterns import class_problems, misread, pattern_flaw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from auditor.knowledge.toml_file import TomlFile
    from auditor.knowledge.word_rows import NameFile, PhraseFile


def checked(root: Path, profiles: Mapping[str, str]) -> tuple[int, list[Problem]]:
    """The number of phrases and names tried, and their problems; `profiles` are the known ids of licenses."""
    files = WordFiles(root)
    count, problems = 0, list[Problem]()
    parts: tuple[tuple[str, Callable[[], Iterator[list[Problem]]]], ...] = (
        (NAMES, lambda: _names(files, profiles)),
        ("phrases", lambda: _grammar(files)),
        ("phrases", lambda: _phrases(files)),
        ("origins", lambda: origins.problems(files.origin_files)),
    )
    for place, part in parts:
        if not (root / place).exists():
            continue
        try:
            for wrong in part():
                count += 1
                problems += wrong
        except RuleError as error:
            problems += error.problems or (Problem(place, 0, "", error.message),)
    return count, problems


def _names(files: WordFiles, profiles: Mapping[str, str]) -> Iterator[list[Problem]]:
    """The problems of each name of a license."""
    file = files.name_file
    if file.noun is None:
        yield list(file.problems)
        return
    if malformed := class_problems(file, file.noun.words) or _malformed(file, file.noun):
        yield malformed
        return
    known = Names(files.names)
    for number, row in enumerate(file.noun.name):
        meant = (row.license, row.family)
        read = [(text, [(name.license, name.family) for name in known.find(tokens(text))]) for text in row.hits]
        wrong = [text for text, licenses in read if licenses != [meant]]
        wrong += [text for text in row.misses if meant in [(n.license, n.family) for n in known.find(tokens(text))]]
        every = [file.problem(("name", number), f"reads wrongly: {text}") for text in wrong]
        if row.license and row.license.lower() not in profiles and (says := license_id(row.license, profiles)):
            every.append(file.problem(("name", number, "license"), says))
        yield every


def _malformed(file: TomlFile[NameFile], rows: NameFile) -> list[Problem]:
    """Names that cannot be read at all: neither a license nor a family, no cases, patterns that are none."""
    wrong = []
    for number, row in enumerate(rows.name):
        if bool(row.license) == bool(row.family):
            wrong.append(file.problem(("name", number), "has either a license or a family"))
        for key, cases in (("hits", row.hits), ("misses", row.misses)):
            if not cases:
                wrong.append(file.problem(("name", number, key), "is empty: one case at least is needed"))
        for key, patterns in (("patterns", row.patterns), ("bare", row.bare)):
            for at, pattern in enumerate(patterns):
                if says := pattern_flaw(pattern, rows.words):
                    wrong.append(file.problem(("name", number, key, at), says))
    return wrong


def _grammar(files: WordFiles) -> Iterator[list[Problem]]:
    """The problems of the function words, if any: they are no phrases, and not counted."""
    _ = files.grammar_table
    yield from ()


def _phrases(files: WordFiles) -> Iterator[list[Problem]]:
    """The problems of each phrase, language by language."""
    table = files.language_file
    wrong = [problem for language in table.table for problem in language_problems(table, language)]
    known = sorted(table.table)
    for path in sorted((files.root / "phrases").glob("*.toml")):
        if path.stem not in (*known, "grammar", "languages"):
            says = "is never read: languages.toml has no such language"
            wrong.append(Problem(f"phrases/{path.name}", 0, "", says))
    if wrong:
        yield wrong
    for language in known:
        yield from _of_a_language(files.phrase_file(language))


def _of_a_language(file: TomlFile[PhraseFile]) -> Iterator[list[Problem]]:
    if file.noun is None:
        yield list(file.problems)
        return
    rows, classes = file.noun.phrase, file.noun.words
    if len(rows) > MOST:
        yield [file.problem(("phrase", MOST), f"is one of {len(rows)}: at most {MOST}, join those that mean the same")]
    if wrong := class_problems(file, classes):
        yield wrong
        return
    for number, row in enumerate(rows):
        says = [phrase_flaw(row)]
        if flaw := pattern_flaw(row.pattern, classes):
            says.append(flaw)
        else:
            says += misread(row.pattern, classes, row.hits, row.misses, tokens)
        yield [file.problem(("phrase", number), flaw) for flaw in says if flaw]
