"""What was left out in reading a license is named by `auditor rules check`, which its author runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.identify import quotes
from auditor.knowledge import directory
from auditor.knowledge.rule_files import PROFILE_NAMES, RuleFiles
from auditor.knowledge.toml_file import TomlFile
from auditor.model import Profile
from auditor.pipeline.rules_check import reading

if TYPE_CHECKING:
    from auditor.errors import Problem

_QUOTES = quotes.load(directory() / "texts" / "quotes.bin")


def _problems(tmp_path: Path, key: str, text: str) -> list[Problem]:
    path = tmp_path / f"{key}.toml"
    path.write_text(text, encoding="utf-8")
    files = RuleFiles(tmp_path)
    vars(files)["licenses"] = (TomlFile(path, Profile, given={"key": key}, names=PROFILE_NAMES),)
    return list(reading.problems(files, _QUOTES))


@pytest.mark.parametrize(
    ("key", "old", "new", "where", "says"),
    [
        ("mit", "names_holder = true\n", "", "names_holder", "a duty quotes “above copyright notice”"),
        ("mit", 'code = "sublicense"', 'code = "outputs"', "grant", 'none has the code "sublicense"'),
        (
            "mit",
            'value = "yes"\nclause = "grant"\nquote = "sublicense"',
            'value = "silent"\nclause = "grant"',
            "grant 4, value",
            "the text has the word sublicense",
        ),
        ("zlib", "quote = ", 'quote = "a notice"  # ', "duty 1, quote", "has no word that requires"),
        ("gemma", 'students = ["similar-performance"]\n', "", "students", "to perform similarly to"),
    ],
)
def test_it_is_named(tmp_path: Path, key: str, old: str, new: str, where: str, says: str) -> None:
    text = (directory() / "licenses" / f"{key}.toml").read_text(encoding="utf-8")
    if key == "zlib":
        before, duty, after = text.partition("[[duty]]")
        changed = before + duty + after.replace(old, new, 1)
    else:
        changed = text.replace(old, new, 1)
    assert changed != text

    named = [(problem.where, problem.says) for problem in _problems(tmp_path, key, changed)]

    assert [path for path, reason in named if path == where and says in reason], named
    assert _problems(tmp_path, key, text) == []
