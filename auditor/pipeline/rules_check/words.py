"""Checks that the words for licenses and for sentences about them are well formed and match their cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import Problem, RuleError
from auditor.identify.names import Names
from auditor.knowledge.license_references import license_id
from auditor.knowledge.word_files import NAMES, WordFiles
from auditor.phrases import Matcher, Phrase, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def checked(root: Path, profiles: Mapping[str, str]) -> tuple[int, list[Problem]]:
    """The number of phrases and names tried, and their problems; `profiles` are the known ids of licenses."""
    files = WordFiles(root)
    count, problems = 0, []
    for place, part in ((NAMES, _names(files, profiles)), ("phrases", _phrases(files))):
        if not (root / place).exists():
            continue
        try:
            for problem in part:
                count += 1
                problems += [problem] if problem else []
        except RuleError as error:
            problems += error.problems or (Problem(place, 0, "", error.message),)
    return count, problems


def _names(files: WordFiles, profiles: Mapping[str, str]) -> Iterator[Problem | None]:
    file = files.name_file
    if file.noun is None:
        yield from file.problems
        return
    known = Names(files.names)
    for number, row in enumerate(file.noun.name):
        meant = (row.license, row.family)
        read = [(text, [(name.license, name.family) for name in known.find(tokens(text))]) for text in row.hits]
        wrong = [text for text, licenses in read if licenses != [meant]]
        wrong += [text for text in row.misses if meant in [(n.license, n.family) for n in known.find(tokens(text))]]
        if row.license and row.license.lower() not in profiles and (says := license_id(row.license, profiles)):
            yield file.problem(("name", number, "license"), says)
        yield file.problem(("name", number), f"reads wrongly: {wrong[0]}") if wrong else None


def _phrases(files: WordFiles) -> Iterator[Problem | None]:
    _ = files.grammar
    for language in files.languages:
        file = files.phrase_file(language.name)
        if file.noun is None:
            yield from file.problems
            continue
        files.phrases(language.name)
        for number, row in enumerate(file.noun.phrase):
            matcher = Matcher([Phrase(row.pattern, 0)], file.noun.words)
            wrong = [text for text in row.hits if not list(matcher.find(tokens(text)))]
            wrong += [text for text in row.misses if list(matcher.find(tokens(text)))]
            yield file.problem(("phrase", number), f"reads wrongly: {wrong[0]}") if wrong else None
