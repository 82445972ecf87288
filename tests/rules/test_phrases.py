from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.errors import RuleError
from auditor.identify.names import names
from auditor.knowledge import default_knowledge, directory
from auditor.knowledge.word_files import MOST, WordFiles
from auditor.knowledge.word_rows import LIMITS
from auditor.knowledge.word_tables import Means
from auditor.phrases import Matcher, Phrase, tokens

FILES = WordFiles(directory())
CASES = 'hits = ["a", "b"]\nmisses = ["c", "d"]'
LANGUAGES = ("en", "ja", "zh", "ko", "de", "fr", "es", "pt", "ru")
QUOTED = ("latin", "other")
"""Tables of several languages each, whose sentences are quoted and never understood."""


def test_there_are_nine_languages_and_two_tables_of_others() -> None:
    assert {language.name for language in FILES.languages} == {*LANGUAGES, *QUOTED}


@pytest.mark.parametrize("language", QUOTED)
def test_what_is_only_quoted_says_nothing_of_a_license(language: str) -> None:
    assert {row.means for row in FILES.phrases(language).phrases} <= {Means.LIMIT_WORD, Means.PERMISSION}


@pytest.mark.parametrize("language", [*LANGUAGES, *QUOTED])
def test_every_phrase_has_its_cases(language: str) -> None:
    file = FILES.phrase_file(language)
    assert file.problems == ()
    assert file.noun is not None
    phrases = file.noun.phrase
    assert (0 if language in QUOTED else 40) < len(phrases) <= MOST
    wrong = []
    for row in phrases:
        assert (len(row.hits), len(row.misses)) == (2, 2)
        matcher = Matcher([Phrase(row.pattern, 0)], file.noun.words)
        wrong += [(row.pattern, text) for text in row.hits if not list(matcher.find(tokens(text)))]
        wrong += [(row.pattern, text) for text in row.misses if list(matcher.find(tokens(text)))]
    assert wrong == []


def test_the_page_for_authors_lists_every_limit() -> None:
    page = (directory() / "phrases" / "README.md").read_text(encoding="utf-8").partition("## Limits")[2]

    assert set(re.findall(r"`([^`.]+)`", page.partition("##")[0])) == LIMITS


def test_every_name_has_its_cases() -> None:
    known = names(default_knowledge())
    wrong = []
    assert FILES.name_file.noun is not None
    for row in FILES.name_file.noun.name:
        meant = (row.license, row.family)
        for text in row.hits:
            read = [(name.license, name.family) for name in known.find(tokens(text))]
            wrong += [(text, read)] if read != [meant] else []
        for text in row.misses:
            read = [(name.license, name.family) for name in known.find(tokens(text))]
            wrong += [(text, read)] if meant in read else []
        assert row.hits
        assert row.misses
    assert wrong == []


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ('pattern = "a"\nmeans = "nothing"\nplain = true', "nothing"),
        ('pattern = "a"\nmeans = "part"\npart = "sky"\nplain = true', "sky"),
        ('pattern = "(a"\nmeans = "own"\nplain = true', "bracket"),
        ('pattern = "a"\nmeans = "own"', "plain"),
    ],
)
def test_a_malformed_phrase_is_refused(tmp_path: Path, phrase: str, reason: str) -> None:
    (tmp_path / "phrases").mkdir()
    (tmp_path / "phrases" / "languages.toml").write_text("[xx]\nsigns = []\n", encoding="utf-8")
    (tmp_path / "phrases" / "xx.toml").write_text(f"[[phrase]]\n{phrase}\n{CASES}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=reason):
        WordFiles(tmp_path).phrases("xx")


def test_a_phrase_without_two_cases_each_is_refused(tmp_path: Path) -> None:
    (tmp_path / "phrases").mkdir()
    text = '[[phrase]]\npattern = "a"\nmeans = "own"\nplain = true\nhits = ["a"]\nmisses = ["b", "c"]\n'
    (tmp_path / "phrases" / "xx.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match="two hits"):
        WordFiles(tmp_path).phrases("xx")
