"""The rules that come with auditor are right as far as `auditor rules check` can tell; so is what is made of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from auditor.knowledge import Knowledge, directory
from auditor.knowledge.generated import generated, schemas
from auditor.knowledge.index import differences, index
from auditor.knowledge.rule_files import RuleFiles
from auditor.knowledge.vocabulary_page import VOCABULARIES
from auditor.model.meanings import meanings
from auditor.pipeline.rules_check import check

if TYPE_CHECKING:
    from auditor.knowledge.toml_file import TomlFile
    from auditor.knowledge.vocabulary_page import Vocabulary

_ROOT = directory()
_FILES = RuleFiles(_ROOT)


def test_nothing_is_wrong_with_the_rules() -> None:
    checked = check(_ROOT)

    assert [str(problem) for problem in checked.problems] == []
    assert checked.quotes > 700
    assert checked.cases > 130
    assert checked.phrases > 700


@pytest.mark.parametrize("name", sorted(generated(Knowledge())))
def test_what_is_made_from_the_files_is_up_to_date(name: str) -> None:
    assert (_ROOT / name).read_text(encoding="utf-8") == generated(Knowledge())[name], "run: auditor rules index"


def test_a_license_that_loses_a_duty_shows_in_the_index() -> None:
    knowledge = Knowledge()
    made = index(knowledge)
    mit = next(line for line in made.splitlines() if line.startswith("| [`mit`]"))
    fewer = made.replace(mit, mit.replace("| 2 (", "| 1 ("))

    assert list(differences(made, made)) == []
    ((line, says),) = differences(made, fewer)
    assert made.splitlines()[line - 1] == mit
    assert says.startswith("licenses/mit.toml has 1 (")
    assert next(differences(made, made.replace(f"{mit}\n", "")))[1] == "licenses/mit.toml is not there any more"
    assert (0, "licenses/mit.toml is new") in list(differences(made.replace(f"{mit}\n", ""), made))


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.title)
def test_every_word_says_what_it_means(vocabulary: Vocabulary) -> None:
    assert "" not in meanings(vocabulary.words).values()


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("license", _FILES.licenses),
        ("model", _FILES.models),
        ("rule", _FILES.checks),
        ("hub-ids", (_FILES.hub_file,)),
        ("tokenizers", (_FILES.tokenizer_file,)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_editor_finds_nothing_wrong_either(kind: str, files: tuple[TomlFile[object], ...]) -> None:
    schema = json.loads(schemas()[f"schema/{kind}.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    assert {file.name: error.message for file in files for error in validator.iter_errors(file.table)} == {}
    assert list(validator.iter_errors({**files[0].table, "colour": "red"})) != []


def test_the_schemas_say_what_each_word_of_a_vocabulary_means() -> None:
    code = json.loads(schemas()["schema/license.json"])["$defs"]["DutyCode"]

    docs = dict(zip(code["enum"], code["x-taplo"]["docs"]["enumValues"], strict=True))
    assert docs["name-prefix"] == "The model's name begins with the prescribed words."


def test_every_file_of_rules_is_found(tmp_path: Path) -> None:
    read = {file.path for file in (*_FILES.licenses, *_FILES.models, *_FILES.checks)}

    written = {
        path for folder in ("licenses", "models", "checks") for path in (_ROOT / folder).rglob("*") if path.is_file()
    }
    assert written == read
