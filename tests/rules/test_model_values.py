"""A value that no model can have is named: a family in a foreign folder, a number in quotes, an ancestor of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import Problem
from auditor.knowledge import Knowledge, directory, model_values
from auditor.knowledge.rule_files import FAMILY_NAMES, PROFILE_NAMES
from auditor.knowledge.tables import TokenizerTable
from auditor.knowledge.toml_file import TomlFile
from auditor.model import Family, Profile

_SDXL = "models/stabilityai/stable-diffusion-xl.toml"
_IDS = {profile.spdx.lower(): profile.key for profile in Knowledge().profiles}


def _problems(tmp_path: Path, text: str) -> list[Problem]:
    path = tmp_path / "stable-diffusion-xl.toml"
    path.write_text(text, encoding="utf-8")
    file = TomlFile(path, Family, name=_SDXL, given={"key": path.stem}, names=FAMILY_NAMES)
    assert file.noun is not None, file.problems
    return list(model_values.problems((file,), _IDS))


@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        ('publisher = "stabilityai"', 'publisher = "acme"', "publisher", "the file is in models/stabilityai"),
        ('repo = "stabilityai/stable', 'repo = "stabiltyai/stable', "release 1, repo", "did you mean stabilityai?"),
        (
            "cross_attention_dim = 2048",
            'cross_attention_dim = "2048"',
            "shape, cross_attention_dim",
            "without quotes: 2048",
        ),
        ("config = { in_channels = 9 }", 'config = { in_channels = "9" }', "config, in_channels", "without quotes: 9"),
        (
            'retrained = ["Play',
            'collides = ["stabilityia"]\nretrained = ["Play',
            "collides 1",
            "did you mean stabilityai?",
        ),
        ('license = "MIT"', 'license = "MlT"', "release 1, parts 1, license", "'MlT' is no SPDX id"),
        (
            '{ license = "LicenseRef-scancode-stability-ai-nc',
            '{ license = "LicenseRef-scancode-stabilty-ai-nc',
            "release 3, history 1, license",
            "did you mean licenseref-scancode-stability-ai-nc",
        ),
        (
            'date = "2023-07-26"\n',
            'date = "2023-07-26"\nfile_sizes = { "a.safetensors" = 1 }\n',
            "file_sizes, a.safetensors",
            "is of no file in `files`",
        ),
        (
            'date = "2023-07-26"\n',
            'date = "2023-07-26"\nteachers = ["stabilityai/stable-diffusion-xl-base-1.0"]\n',
            "teachers 1",
            "is the release itself",
        ),
        (
            'date = "2023-07-26"\n',
            'date = "2023-07-26"\nbase = "stabilityai/sdxl-turbo"\nrelation = "copy"\n',
            "release 1, base",
            "it is its own ancestor",
        ),
    ],
)
def test_it_is_named_with_its_place(tmp_path: Path, old: str, new: str, where: str, says: str) -> None:
    text = (directory() / _SDXL).read_text(encoding="utf-8")
    assert old in text

    named = [str(problem) for problem in _problems(tmp_path, text.replace(old, new, 1))]

    assert [problem for problem in named if where in problem and says in problem], named


def test_a_family_as_it_is_has_none(tmp_path: Path) -> None:
    assert _problems(tmp_path, (directory() / _SDXL).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        ('sha256 = "cba7', 'sha256 = "xba7', "tokenizer 1, sha256", "is not a sha256"),
        ('"d430897c3633"', '"d430897c363"', "tokenizer 1, parts 1", "is not 12 of the letters 0-9a-f"),
        ('"d430897c3633", ', "", "tokenizer 1, parts", "are 15, not 16"),
        ("tokens = 128_000", "tokens = 999", "tokenizer 1, tokens", "999 is less than 1,000"),
        ('name = "Gemma 3"', 'name = "DeepSeek-V3"', "tokenizer 2, name", "DeepSeek-V3 is here twice"),
    ],
)
def test_a_digest_that_no_tokenizer_has_is_named(tmp_path: Path, old: str, new: str, where: str, says: str) -> None:
    text = (directory() / "tokenizers" / "known.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "known.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    (problem,) = model_values.tokenizer_problems(TomlFile(path, TokenizerTable, name="tokenizers/known.toml"))

    assert problem.where == where
    assert where.rpartition(", ")[2].split()[0] in text.splitlines()[problem.line - 1] or where.endswith("parts 1")
    assert says in problem.says


def test_a_misspelled_publisher_in_the_pattern_of_a_limit_is_named(tmp_path: Path) -> None:
    text = (directory() / "licenses" / "llama3.2.toml").read_text(encoding="utf-8")
    path = tmp_path / "llama3.2.toml"
    path.write_text(text.replace('concerns = ["meta-llama/', 'concerns = ["meta-lama/', 1), encoding="utf-8")
    changed = TomlFile(path, Profile, given={"key": path.stem}, names=PROFILE_NAMES)
    root = directory()
    as_it_is = TomlFile(root / "licenses/llama3.2.toml", Profile, given={"key": path.stem}, names=PROFILE_NAMES)
    family = root / "models/meta-llama/llama-3-8b.toml"
    models = (TomlFile(family, Family, given={"key": family.stem}, names=FAMILY_NAMES),)

    (problem,) = model_values.limit_problems((changed,), models)

    assert (problem.where, problem.says) == (
        "limit 4, concerns 1",
        "no publisher of models/ is so; did you mean meta-llama?",
    )
    assert list(model_values.limit_problems((as_it_is,), models)) == []
