"""A slip in the words for licenses and for sentences is named with its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from auditor.knowledge import directory
from auditor.pipeline.rules_check import words


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The German phrases, the names of licenses, and the words for what a model was made from."""
    for folder in ("phrases", "origins"):
        (tmp_path / folder).mkdir()
    origins = [f"origins/{path.name}" for path in (directory() / "origins").glob("*.toml")]
    for name in ("license-names.toml", "phrases/grammar.toml", "phrases/de.toml", *origins):
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
        ("phrases/de.toml", 'part = "weights"', 'part = "weight"', "'weight' is no part; did you mean weights?"),
        ("phrases/de.toml", 'limit = "non-commercial"', 'limit = "noncommercial"', "did you mean non-commercial?"),
        ("phrases/de.toml", 'pattern = "{weights}"', 'pattern = "{weigths}"', "{weigths} is not a class of words"),
        ("phrases/de.toml", '"das Modell"]', '"das Bild"]', "reads wrongly: das Bild: not found"),
        ("phrases/de.toml", ', "das Modell"]', "]", "two hits and two misses are needed"),
        ("phrases/de.toml", 'docs = "', 'docs = "(', "a bracket is not closed"),
        ("phrases/languages.toml", "signs = [", "sings = [", "unknown key; did you mean signs?"),
        ("phrases/languages.toml", "[de]", '[de]\nscript = "kanna"', "unknown word 'kanna'; did you mean kana?"),
        ("license-names.toml", 'hits = ["MIT-0"]', "hits = []", "is empty: one case at least is needed"),
        ("license-names.toml", '"mit 0"', '"mit (0"', "a bracket is not closed"),
        ("origins/de.toml", 'means = "finetune"', 'means = "fintune"', "did you mean finetune?"),
        ("origins/de.toml", "strong = true", 'strong = "yes"', "'yes' is neither true nor false"),
        ("origins/de.toml", "{lead}", "{laed}", "{laed} is not a class of words"),
        (
            "origins/de.toml",
            '"initialisiert mit BEiT"',
            '"initialisiert in BEiT"',
            "reads wrongly: initialisiert in BEiT",
        ),
        ("origins/names.toml", "families = ", "familes = ", "unknown key; did you mean families?"),
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
    of_the_row = ("reads wrongly", "two hits", "'weight'", "did you mean non-", "{")
    assert named.line in ((head,) if says.startswith(of_the_row) else (above.count("\n") + 1, above.count("\n") + 2))


def test_every_slip_is_named_at_once(root: Path) -> None:
    for file, old, new in (
        ("phrases/de.toml", 'part = "weights"', 'part = "weight"'),
        ("phrases/de.toml", 'part = "code"', 'part = "coed"'),
        ("license-names.toml", "capitals = true", "capitols = true"),
        ("origins/de.toml", "strong = true", "strng = true"),
    ):
        path = root / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    _, problems = words.checked(root, {})

    assert [(problem.file, problem.where.partition(" ")[0]) for problem in sorted(problems)] == [
        ("license-names.toml", "name"),
        ("origins/de.toml", "phrase"),
        ("phrases/de.toml", "phrase"),
        ("phrases/de.toml", "phrase"),
    ]


def test_a_file_of_no_language_is_named(root: Path) -> None:
    for folder in ("phrases", "origins"):
        shutil.copyfile(root / folder / "de.toml", root / folder / "dee.toml")
    (root / "origins" / "ko.toml").unlink()

    _, problems = words.checked(root, {"llama2": "llama2"})

    assert {problem.file for problem in problems if not problem.where.endswith(" license")} >= {
        "phrases/dee.toml",
        "origins/dee.toml",
        "origins/ko.toml",
    }
