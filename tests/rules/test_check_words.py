"""A slip in the words for licenses and for sentences is named with its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from auditor.knowledge import directory
from auditor.pipeline.rules_check import words


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The German phrases, and the names of licenses."""
    (tmp_path / "phrases").mkdir()
    for name in ("license-names.toml", "phrases/grammar.toml", "phrases/de.toml"):
        shutil.copyfile(directory() / name, tmp_path / name)
    (tmp_path / "phrases" / "languages.toml").write_text('[de]\nsigns = ["der"]\n', encoding="utf-8")
    return tmp_path


def test_they_are_right_as_they_come(root: Path) -> None:
    count, problems = words.checked(root, {"llama2": "llama2"})

    assert count > 150
    assert {problem.where.partition(",")[2] for problem in problems} <= {" license"}, "the profiles are not all here"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("license-names.toml", "capitals = true", "capitols = true", "unknown key; did you mean capitals?"),
        ("license-names.toml", 'hits = ["MIT",', 'hits = ["MYT",', "reads wrongly: MYT"),
        ("license-names.toml", 'license = "MIT-0"', 'license = "MIT-00"', "'MIT-00' is no SPDX id"),
        ("license-names.toml", "patterns = [", "pattern = [", "unknown key; did you mean patterns?"),
        ("phrases/de.toml", "plain = true", 'plain = "yes"', "'yes' is neither true nor false"),
        ("phrases/de.toml", "means = ", "mean = ", "unknown key; did you mean means?"),
        ("phrases/de.toml", 'means = "grant"', 'means = "grants"', "unknown word 'grants'; did you mean grant?"),
        ("phrases/grammar.toml", 'joining = "', 'joinning = "', "unknown key; did you mean joining?"),
        ("phrases/grammar.toml", 'using = "', 'using = 1 # "', "is not a text; write it in quotes"),
    ],
)
def test_a_slip_is_named_with_its_line(root: Path, file: str, old: str, new: str, says: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    _, problems = words.checked(root, {})

    (named,) = [problem for problem in problems if says in str(problem)]
    above = text[: text.index(old)]
    head = above[: above.rfind("[[") + 1].count("\n") + 1
    assert named.line == (head if says.startswith("reads wrongly") else above.count("\n") + 1)
