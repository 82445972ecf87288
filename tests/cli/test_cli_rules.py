from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor import spdx
from auditor.cli.main import main
from auditor.identify.index.known import Index
from auditor.identify.normalize.fingerprint import digest
from auditor.identify.normalize.folding import words
from auditor.knowledge import Knowledge, directory
from support import small_rules

_LICENSE = """\
ACME "OPEN" WEIGHTS LICENSE
Version 1.0, 3 March 2026

Copyright (c) 2026 Acme Robotics Ltd.

1. You may use, copy and change the Weights for any purpose.
2. You must give any recipient of the Weights a copy of this License.
3. You may not use the Weights to operate weapons.

THE WEIGHTS ARE PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND.
"""
_CONFIG = {
    "architectures": ["LlamaForCausalLM"],
    "model_type": "llama",
    "hidden_size": 4352,
    "num_hidden_layers": 34,
    "num_attention_heads": 34,
    "num_key_value_heads": 17,
    "intermediate_size": 12288,
    "vocab_size": 77777,
    "max_position_embeddings": 8192,
    "rope_theta": 500000.0,
}
_FILLED = {
    'kind = ""': 'kind = "permissive"',
    "when = []": 'when = ["copy"]',
    'value = ""': 'value = "yes"',
    'mode = ""': 'mode = "any-with-notice"',
    '"include-license-text"\nwhen = ["copy"]\nclause = ""\nquote = ""': '"include-license-text"\nwhen = ["copy"]\n'
    'clause = "2"\nquote = "You must give any recipient of the Weights a copy of this License"',
    '"field-of-use"\nclause = ""\nquote = ""': '"field-of-use"\nvalue = ["weapons"]\n'
    'clause = "3"\nquote = "to operate weapons"',
    'clause = ""\nquote = ""': 'clause = "1"\nquote = "for any purpose"',
    ' = ""\n': ' = "yes"\n',
}
"""What a reader of that text writes into the empty places, one after the other."""


def rules(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["rules", *map(str, args)])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A rules directory with texts of its own."""
    made = small_rules.make(tmp_path / "rules")
    (made / "texts").unlink()
    shutil.copytree(directory() / "texts", made / "texts")
    return made


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "acme.txt"
    path.write_text(_LICENSE, encoding="utf-8")
    return path


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.json"
    path.write_text(json.dumps(_CONFIG), encoding="utf-8")
    return path


def test_without_a_command_the_rules_are_listed(knowledge: Knowledge) -> None:
    lines = rules().stdout.splitlines()

    assert [line.split()[0] for line in lines] == [rule.id for rule in knowledge.rules]
    assert rules("list").stdout.splitlines() == lines


def test_a_directory_in_which_nothing_is_wrong(root: Path) -> None:
    result = rules("check", root)

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.endswith("nothing is wrong\n")


def test_each_problem_has_a_line_of_its_own_and_the_exit_code_is_2(root: Path) -> None:
    mit, rule = root / "licenses" / "mit.toml", root / "checks" / "not-read.toml"
    mit.write_text(mit.read_text(encoding="utf-8").replace('"permissive"', '"permisive"'), encoding="utf-8")
    rule.write_text(rule.read_text(encoding="utf-8").replace("why = ", "wy = "), encoding="utf-8")

    result = rules("check", root)

    assert result.exit_code == 2
    assert [line.split("; known")[0].split("Known")[0].strip() for line in result.stdout.splitlines()] == [
        "checks/not-read.toml:5: wy: unknown key; did you mean why?",
        "licenses/mit.toml:4: kind: unknown word 'permisive'; did you mean permissive?",
    ]
    assert result.stderr == "auditor: 2 problems; rules/README.md explains each file\n"


def test_what_was_dropped_shows_against_the_index(root: Path) -> None:
    assert rules("index", root).exit_code == 0
    assert rules("check", root).exit_code == 0
    mit = root / "licenses" / "mit.toml"
    before, _, after = mit.read_text(encoding="utf-8").partition('[[duty]]\ncode = "retain-copyright-notices"')
    mit.write_text(before + "[outbound]" + after.partition("[outbound]")[2], encoding="utf-8")

    result = rules("check", root)

    assert result.exit_code == 2
    assert "licenses/mit.toml has 1 (" in result.stdout


def test_the_index_words_and_schemas_are_written(root: Path) -> None:
    rules("index", root)

    assert "| [`mit`](licenses/mit.toml) | MIT License |" in (root / "INDEX.md").read_text(encoding="utf-8")
    assert "| `name-prefix` |" in (root / "WORDS.md").read_text(encoding="utf-8")
    keys = (root / "KEYS.md").read_text(encoding="utf-8")
    assert "| **`code`** | [Duties](WORDS.md#duties) |" in keys.partition("### `duty` in")[2].partition("###")[0]
    assert "| **`expect`** | `breached`, `met`, `not-applicable`, `undetermined` |" in keys
    assert "| `note` | text |" in keys
    assert json.loads((root / "schema" / "license.json").read_text(encoding="utf-8"))["required"][0] == "name"


def test_a_new_license_is_one_file_and_its_text(root: Path, text: Path) -> None:
    made = rules("new", "license", "acme-1.0", "--from", text, "--rules", root)

    assert made.exit_code == 0
    path = root / "licenses" / "acme-1.0.toml"
    head = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (head["name"], head["spdx"]) == ("ACME 'OPEN' WEIGHTS LICENSE", "LicenseRef-acme-1.0")
    problems = rules("check", root).stdout.splitlines()
    assert [line.split(": ")[1] for line in problems][:4] == ["kind", "duty 1, code", "limit 1, code", "grant 1, value"]

    filled = path.read_text(encoding="utf-8")
    filled = filled.replace('[[duty]]\ncode = ""', '[[duty]]\ncode = "include-license-text"')
    filled = filled.replace('[[limit]]\ncode = ""', '[[limit]]\ncode = "field-of-use"')
    for empty, written in _FILLED.items():
        filled = filled.replace(empty, written)
    path.write_text(filled, encoding="utf-8")

    assert rules("check", root).stdout == ""
    index = Index.read(root / "texts")
    assert [name.license for name in index.lookup(digest(words(_LICENSE)))] == ["acme-1.0"]
    assert index.known[-1].phrases > 0, "its words are not kept"


def test_the_other_texts_are_known_as_before(root: Path, text: Path) -> None:
    before = Index.read(directory() / "texts")
    rules("new", "license", "acme-1.0", "--from", text, "--rules", root)
    after = Index.read(root / "texts")

    assert after.known[:-1] == before.known
    for number in range(0, len(before.known), 97):
        assert after.words(number) == before.words(number)
        assert after.phrases(number) == before.phrases(number)
    for name in ("words.txt", "texts.bin"):
        assert (root / "texts" / name).read_bytes() == (directory() / "texts" / name).read_bytes()


def test_a_text_that_is_known_gives_its_id(root: Path, tmp_path: Path) -> None:
    index = Index.read(directory() / "texts")
    number, license_id = next(
        (at, known.name.expression)
        for at, known in enumerate(index.known)
        if spdx.official_spelling(known.name.expression) and not Knowledge().profile(known.name.expression)
    )
    path = tmp_path / "published.txt"
    path.write_text(" ".join(index.words(number)), encoding="utf-8")
    tables = (root / "texts" / "texts.json").read_bytes()

    made = rules("new", "license", "newcomer", "--from", path, "--rules", root)

    assert f"The text is known already, as {license_id}." in made.stderr
    assert tomllib.loads((root / "licenses" / "newcomer.toml").read_text(encoding="utf-8"))["spdx"] == license_id
    assert (root / "texts" / "texts.json").read_bytes() == tables


def test_a_second_rendition_of_a_license_is_made_known(root: Path, text: Path) -> None:
    result = rules("text", "mit", "--from", text, "--rules", root)

    assert result.exit_code == 0
    sha256 = result.stderr.split('"')[1]
    mit = root / "licenses" / "mit.toml"
    mit.write_text(
        mit.read_text(encoding="utf-8").replace("texts = [", f'texts = [\n  "{sha256}",', 1), encoding="utf-8"
    )
    assert rules("check", root).exit_code == 0


def test_a_text_of_a_license_that_is_not_there_is_a_wrong_use(root: Path, text: Path) -> None:
    result = rules("text", "acme-1.0", "--from", text, "--rules", root)

    assert result.exit_code == 2
    assert "There is no file licenses/acme-1.0.toml." in result.stderr


def test_a_new_model_has_its_shape(root: Path, config: Path) -> None:
    result = rules("new", "model", "acme/Tern-7B", "--from", config, "--rules", root)

    assert result.exit_code == 0
    path = root / "models" / "acme" / "tern-7b.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert table["shape"] == {key: _CONFIG[key] for key in list(_CONFIG)[2:8]}
    assert table["release"][0]["repo"] == "acme/Tern-7B"
    assert table["release"][0]["config"]["rope_theta"] == 500000.0
    assert rules("check", root).stdout.startswith("models/acme/tern-7b.toml:17: release 1, license: is empty")

    filled = path.read_text(encoding="utf-8").replace('license = ""', 'license = "MIT"')
    path.write_text(filled.replace('source = ""', 'source = "its LICENSE"'), encoding="utf-8")
    assert rules("check", root).stdout == ""


def test_a_shape_that_is_there_gets_a_release_and_no_file(root: Path, tmp_path: Path) -> None:
    shape = tomllib.loads((root / "models" / "llama-3-8b.toml").read_text(encoding="utf-8"))["shape"]
    config = tmp_path / "config.json"
    config.write_text(json.dumps(shape), encoding="utf-8")

    own = rules("new", "model", "meta-llama/Llama-9", "--from", config, "--rules", root)
    other = rules("new", "model", "acme/Tern-8B", "--from", config, "--rules", root)

    assert own.exit_code == 2
    assert own.stderr.startswith(
        "auditor: models/meta-llama/llama-3-8b.toml has exactly this shape\ntip: Add to that file:\n"
    )
    assert '\n[[release]]\nrepo = "meta-llama/Llama-9"\n' in own.stderr
    assert not (root / "models" / "meta-llama" / "llama-9.toml").exists()
    assert other.exit_code == 0
    assert tomllib.loads((root / "models" / "acme" / "tern-8b.toml").read_text(encoding="utf-8"))["collides"] == [
        "meta-llama"
    ]
    assert "Name acme in `collides` of models/meta-llama/llama-3-8b.toml too" in other.stderr


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{}", "is not a configuration"),
        (b"not json", "is not a configuration"),
        (b'{"hidden_size": 4096, "vocab_size": 1}', "too few numbers to recognize a model: hidden_size, vocab_size"),
    ],
)
def test_a_configuration_that_says_too_little_is_refused(root: Path, tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "config.json").write_bytes(data)

    result = rules("new", "model", "acme/Tern", "--from", tmp_path / "config.json", "--rules", root)

    assert result.exit_code == 2
    assert says in result.stderr


def test_a_new_rule_has_both_cases(root: Path) -> None:
    result = rules("new", "rule", "filters-missing", "--rules", root)

    assert result.exit_code == 0
    table = tomllib.loads((root / "checks" / "filters-missing.toml").read_text(encoding="utf-8"))
    assert [case["expect"] for case in table["case"]] == ["met", "breached"]
    problems = rules("check", root).stdout
    assert ": harm: is empty; write one of" in problems
    assert ": check, uses: is empty; write one of" in problems


@pytest.mark.parametrize("kind", ["license", "model", "rule"])
def test_what_is_there_is_never_overwritten(root: Path, text: Path, config: Path, kind: str) -> None:
    args = {"license": ("mit", "--from", text), "model": ("acme/gpt2", "--from", config), "rule": ("not-read",)}[kind]
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    result = rules("new", kind, *args, "--rules", root)

    assert result.exit_code == 2
    assert "exists already" in result.stderr
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("key", ["Acme 1.0", "../acme", "", ".acme"])
def test_a_key_is_a_file_name_that_needs_no_quoting(root: Path, text: Path, key: str) -> None:
    result = rules("new", "license", key, "--from", text, "--rules", root)

    assert result.exit_code == 2
    assert "cannot be a key" in result.stderr


@pytest.mark.parametrize(("data", "says"), [(b"", "is not a license text"), (b"\xff\xfe", "is not UTF-8")])
def test_what_is_no_text_is_refused(root: Path, tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "text").write_bytes(data)

    result = rules("new", "license", "acme", "--from", tmp_path / "text", "--rules", root)

    assert result.exit_code == 2
    assert says in result.stderr


@pytest.mark.parametrize(
    "command",
    re.findall(r"(?m)^\$ (?:\.venv/bin/)?auditor (.+)$", (directory() / "README.md").read_text(encoding="utf-8")),
)
def test_the_commands_of_the_page_for_lawyers_are_there(command: str) -> None:
    words = [word for word in command.split() if word.isalpha() and word.islower()]
    result = CliRunner().invoke(main, [*words, "--help"])

    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: main {' '.join(words)} ")
    assert set(re.findall(r"--[a-z]+", command)) <= set(re.findall(r"--[a-z]+", result.stdout))
