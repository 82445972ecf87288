from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from jsonschema import Draft202012Validator

from auditor.model import (
    Certainty,
    FailOn,
    Grade,
    Match,
    Part,
    Relation,
    Rung,
    Severity,
    Shortfall,
    Standing,
    StatementSource,
    Verdict,
)
from auditor.report.audit import json as report
from auditor.report.audit import json_shape as shape
from auditor.verdict import ordered
from support import samples
from support.deceiving import deceives

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

    from auditor.model import Audit

COMMITTED = Path(__file__).with_name("auditor-report-1.schema.json")


def strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def objects(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [("Report", schema), *sorted(schema["$defs"].items())]


def test_every_report_fits_the_schema(audit: Audit) -> None:
    schema = report.schema()
    Draft202012Validator.check_schema(schema)
    errors = [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(schema).iter_errors(json.loads(report.render(audit)))
    ]
    assert errors == []


def test_the_schema_refuses_what_the_format_does_not_have(rakuten: Audit) -> None:
    check = Draft202012Validator(report.schema())
    document = json.loads(report.render(rakuten))
    assert check.is_valid(document)
    assert not check.is_valid(document | {"surprise": 1})
    assert not check.is_valid(document | {"format": "auditor-report/2"})
    assert not check.is_valid({key: value for key, value in document.items() if key != "unread"})


def test_the_schema_is_the_committed_one() -> None:
    """A change of the format shows in a diff; to accept it: auditor schema > auditor-report-1.schema.json."""
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == report.schema()


def test_every_object_of_the_schema_is_closed_complete_and_described() -> None:
    for name, part in objects(report.schema()):
        assert part["additionalProperties"] is False, name
        assert part["required"] == list(part["properties"]), name
        assert part["description"], name
    origin = report.schema()["$defs"]["Origin"]
    assert origin["properties"]["copyrights_read"]["description"].startswith("Whether its license files were read")


@pytest.mark.parametrize(
    ("words", "enum"),
    [
        (shape.PartWord, Part),
        (shape.RelationWord, Relation),
        (shape.GradeWord, Grade),
        (shape.VerdictWord, Verdict),
        (shape.SeverityWord, Severity),
        (shape.RungWord, Rung),
        (shape.KindWord, Shortfall),
        (shape.StandingWord, Standing),
        (shape.Said.model_fields["source"].annotation, StatementSource),
        (shape.Said.model_fields["certainty"].annotation, Certainty),
        (shape.Text.model_fields["match"].annotation, Match),
    ],
)
def test_the_format_has_every_word_of_the_model(words: object, enum: type[StrEnum]) -> None:
    assert get_args(words) == tuple(one.value for one in enum)


def test_the_same_audit_gives_the_same_bytes_with_keys_in_the_schemas_order(audit: Audit) -> None:
    first = report.render(audit)
    assert first == report.render(audit)
    assert first.endswith("}\n")
    assert list(json.loads(first)) == list(report.schema()["properties"])


def test_nothing_that_deceives_is_in_it(hostile: Audit) -> None:
    text = report.render(hostile)
    assert text.encode()
    assert [part for part in strings(json.loads(text)) if any(map(deceives, part)) or "##[" in part] == []
    assert not any(map(deceives, text))


def test_it_holds_the_answer_and_the_exit_code(rakuten: Audit) -> None:
    assert json.loads(report.render(rakuten))["answer"] == {
        "standing": "not-shown-to-comply",
        "accepted_by_waiver": False,
        "errors": 1,
        "warnings": 1,
        "notes": 1,
        "waived": 0,
        "decides": "1 error, 1 warning, 1 note: the license text of what it was made from is not here",
        "first": "Add the upstream's LICENSE file as published, with its line “Copyright (c) 2023 DeepSeek”.",
        "exit_code": 1,
        "fail_on": "warning",
        "failing": [
            "license-text-missing:deepseek-model-1.0+mit:deepseek-v3",
            "use-restrictions-not-passed-on:deepseek-model-1.0:deepseek-v3",
        ],
    }


@pytest.mark.parametrize(
    ("floor", "code", "failing"),
    [
        (FailOn.NEVER, 0, 0),
        (FailOn.ERROR, 1, 1),
        (FailOn.WARNING, 1, 2),
        (FailOn.NOTE, 1, 3),
    ],
)
def test_the_exit_code_follows_the_floor(rakuten: Audit, floor: FailOn, code: int, failing: int) -> None:
    answer = json.loads(report.render(rakuten.replace(fail_on=floor)))["answer"]
    assert answer["exit_code"] == code
    assert answer["failing"] == [one.id for one in ordered(rakuten.findings)][:failing]


def test_a_finding_keeps_its_candidates_clauses_and_outcomes(rakuten: Audit) -> None:
    found = json.loads(report.render(rakuten))["findings"]
    assert [one["id"] for one in found] == [one.id for one in ordered(rakuten.findings)]
    warning = found[1]
    assert warning["kind"] == "label promises more than upstream gave"
    assert warning["holds_for"] == [samples.V3]
    assert warning["not_for"] == [samples.V3_0324, samples.R1]
    assert warning["clauses"][0]["clause"] == "§4(a)"
    assert warning["evidence"] == [{"path": "README.md", "first_line": 3, "last_line": None, "key": None}]
    assert found[0]["replies"][0]["because"] == [samples.BY_SHAPE]


def test_lineage_keeps_rung_grade_and_agreement(rakuten: Audit) -> None:
    (edge,) = json.loads(report.render(rakuten))["upstreams"]
    assert [(one["rung"], one["rank"], one["claims"]) for one in edge["evidence"]] == [
        ("architecture", 3, "code lineage only"),
        ("signature", 4, "consistent with"),
    ]
    first = edge["candidates"][0]
    assert (first["grade"], first["config_fields_agreeing"], first["config_fields_compared"]) == ("seen", 23, 23)
    assert edge["firm"] is False


def test_a_modified_text_keeps_both_coverages_and_what_differs() -> None:
    (text,) = json.loads(report.render(samples.partly_read()))["texts"]
    assert (text["license_coverage"], text["file_coverage"], text["name"]) == (0.991, 0.912, "MIT License")
    assert text["added"][0]["first_line"] == 22
    assert text["missing"] == [{"text": "without restriction", "first_line": None, "last_line": None}]


def test_unread_files_and_waivers_are_all_there() -> None:
    document = json.loads(report.render(samples.partly_read()))
    assert [(one["path"], one["reason"], one["matters"]) for one in document["unread"]] == [
        ("LICENSE", "lfs-pointer", True),
        ("THIRD_PARTY.pdf", "not-text", True),
        ("model.safetensors", "too-large", False),
    ]
    assert [one["state"] for one in document["waivers"]] == ["applied", "unused", "expired"]


def test_the_text_of_a_document_is_not_repeated(rakuten: Audit) -> None:
    assert "secret text" not in report.render(rakuten)
