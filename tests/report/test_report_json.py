from __future__ import annotations

import json
import random
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from auditor.errors import AuditorError
from auditor.model import Audit, FailOn, FileEntry, Outcome, Rung, Verdict
from auditor.report.audit import json as report
from auditor.report.audit.json import Head, read
from auditor.verdict import ordered
from support import examples, generated, samples
from support.deceiving import deceives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge

COMMITTED = Path(__file__).with_name("auditor-report-2.schema.json")


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
    parts = sorted(schema["$defs"].items())
    return [("Report", schema), *((name, part) for name, part in parts if "enum" not in part)]


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
    assert not check.is_valid(document | {"format": "auditor-report/3"})
    assert not check.is_valid(document | {"standing": "clean"})
    assert not check.is_valid({key: value for key, value in document.items() if key != "unread"})
    del document["findings"][-1]["outcomes"][0]["relations"]
    assert not check.is_valid(document)


def test_the_schema_is_the_committed_one() -> None:
    """A change of the format shows in a diff; to accept it: auditor schema > auditor-report-2.schema.json."""
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == report.schema()


def test_every_object_of_the_schema_is_closed_complete_and_described() -> None:
    for name, part in objects(report.schema()):
        assert part["additionalProperties"] is False, name
        assert part["required"] == list(part["properties"]), name
        assert part["description"], name
    candidate = report.schema()["$defs"]["Candidate"]
    assert candidate["properties"]["license"]["description"].startswith("SPDX expression of what the child received")
    assert "default" not in json.dumps(report.schema())


def test_the_definitions_have_the_names_of_the_model() -> None:
    import auditor.model  # noqa: PLC0415 - what it exports is looked up by name

    for name in report.schema()["$defs"]:
        assert name in auditor.model.__all__, name


def test_no_id_in_the_format_is_a_sentence() -> None:
    ids = [word for part in report.schema()["$defs"].values() for word in part.get("enum", ())]
    assert len(ids) > 60
    assert [word for word in ids if not re.fullmatch(r"[a-z]+(?:-[a-z]+)*", word)] == []


def test_the_head_has_no_name_of_the_audit() -> None:
    assert set(Head.field_names()) & set(Audit.field_names()) == set()


def test_the_same_audit_gives_the_same_bytes_with_keys_in_the_schemas_order(audit: Audit) -> None:
    first = report.render(audit)
    assert first == report.render(audit)
    assert first.endswith("}\n")
    assert list(json.loads(first)) == list(report.schema()["properties"])


def test_nothing_in_it_deceives_and_nothing_is_lost(hostile: Audit) -> None:
    text = report.render(hostile)
    assert text.encode()
    assert not any(map(deceives, text))
    assert "##[" not in text
    assert samples.HOSTILE in strings(json.loads(text))


@pytest.mark.parametrize("command", ["##[error]x", "##vso[task.complete]", "##teamcity[x]", "###[x", "#\u200b#[x"])
def test_no_ci_runner_finds_a_command_in_it(command: str) -> None:
    audit = samples.clean().replace(target=command)
    text = report.render(audit)
    assert re.search(r"##[A-Za-z.]*\[", text) is None
    assert read(text) == audit


def test_an_audit_reads_back_equal(audit: Audit) -> None:
    assert read(report.render(audit)) == audit
    assert read(report.render(audit).encode()) == audit


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(generated.audits())
def test_a_generated_audit_reads_back_equal(audit: Audit) -> None:
    text = report.render(audit)
    assert read(text) == audit
    assert not any(map(deceives, text))
    assert "##[" not in text


@settings(max_examples=300, deadline=None)
@given(st.text(generated.CHARACTERS, max_size=40).filter(generated.can_be_written))
def test_any_text_reads_back_equal_and_inert(text: str) -> None:
    audit = samples.clean().replace(target=text, names={text: text})
    written = report.render(audit)
    assert read(written) == audit
    assert not any(map(deceives, written))


@pytest.mark.parametrize("name", examples.NAMES)
def test_the_audit_of_an_example_reads_back_equal(name: str, knowledge: Knowledge) -> None:
    audit = examples.audited(name, knowledge)
    assert read(report.render(audit)) == audit


def test_sizes_that_no_file_has_are_written_and_read() -> None:
    repository = samples.clean().repository.replace(files=(FileEntry(path="a", size=10**30),))
    audit = samples.clean().replace(repository=repository)
    assert read(report.render(audit)) == audit


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("", "it is not JSON"),
        ("# a card", "it is not JSON"),
        (b"\xff\xfe{", "it is not JSON"),
        ("[" * 100_000, "nested too deep"),
        ("[]", "no format is named in it"),
        ("{}", "no format is named in it"),
        ('{"format": 2}', "no format is named in it"),
        ('{"format": "auditor-lineage/2"}', "a document of format 'auditor-lineage/2'"),
        ('{"format": "auditor-report"}', "a document of format 'auditor-report'"),
        (
            '{"format": "auditor-report/1"}',
            "A report of version 1 does not contain the whole audit and cannot be read.",
        ),
        ('{"format": "auditor-report/3"}', "This report is of version '3', and this auditor reads version 2."),
        ('{"format": "auditor-report/2"}', "not whole, or was changed: .*target"),
    ],
)
def test_what_is_no_report_is_refused_with_what_to_do(data: bytes | str, says: str) -> None:
    with pytest.raises(AuditorError, match=says) as refused:
        read(data)
    assert "auditor audit TARGET --format json" in refused.value.tip


def test_a_report_that_was_changed_is_refused(rakuten: Audit) -> None:
    document = json.loads(report.render(rakuten))
    for change in ({"standing": "fine"}, {"more": 1}, {"findings": 3}, {"upstreams": [{"name": "x"}]}):
        with pytest.raises(AuditorError, match="not whole, or was changed"):
            read(json.dumps(document | change))


def test_damaged_bytes_are_an_error_and_no_crash(rakuten: Audit) -> None:
    whole = report.render(rakuten).encode()
    chance = random.Random(1)
    for _ in range(200):
        damaged = bytearray(whole[: chance.randrange(1, len(whole))] if chance.random() < 0.5 else whole)
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with suppress(AuditorError):
            read(bytes(damaged))


def test_it_holds_the_answer_and_the_exit_code(rakuten: Audit) -> None:
    document = json.loads(report.render(rakuten))
    assert document["standing"] == "not-shown-to-comply"
    assert document["fail_on"] == "warning"
    assert document["summary"] == {
        "errors": 1,
        "warnings": 1,
        "notes": 1,
        "accepted": 0,
        "covered": 0,
        "all_accepted": False,
        "decides": "1 error, 1 warning, 1 note. If the base is the DeepSeek-V3 family, as recognised by its shape, "
        "what the license of each release known requires was not found here.",
        "first": "Answer: Which checkpoint was the model made from, and at which revision? If so: Add the upstream's "
        "LICENSE file as published, with its line “Copyright (c) 2023 DeepSeek”.",
        "exit_code": 1,
        "failing": [
            "license-text-missing:deepseek-model-1.0+mit:deepseek-v3",
            "use-restrictions-not-passed-on:deepseek-model-1.0:deepseek-v3",
        ],
        "questions": [{"question": samples.WHICH, "settles": [finding.id for finding in ordered(rakuten.findings)]}],
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
    answer = json.loads(report.render(rakuten.replace(fail_on=floor)))["summary"]
    assert answer["exit_code"] == code
    assert answer["failing"] == [finding.id for finding in ordered(rakuten.findings)][:failing]


def test_a_finding_keeps_its_candidates_clauses_and_outcomes(rakuten: Audit) -> None:
    findings = {finding["rule"]: finding for finding in json.loads(report.render(rakuten))["findings"]}
    warning = findings["use-restrictions-not-passed-on"]
    assert warning["kind"] == "over-grant"
    assert warning["candidates"] == [samples.V3]
    assert warning["spared"] == [samples.V3_0324, samples.R1]
    assert warning["citations"][0]["clause"] == "§4(a)"
    assert warning["evidence"] == [{"path": "README.md", "first": 3, "last": None, "key": None}]
    assert findings["license-text-missing"]["outcomes"][0]["because"] == [json.loads(samples.BY_SHAPE.to_json())]


def test_a_modified_text_keeps_both_coverages_and_what_differs() -> None:
    (text,) = json.loads(report.render(samples.partly_read()))["detections"]
    assert (text["license_coverage"], text["file_coverage"]) == (0.991, 0.912)
    assert text["added"][0]["first"] == 22
    assert text["missing"] == [{"text": "without restriction", "first": None, "last": None}]


def test_unread_files_and_waivers_are_all_there() -> None:
    document = json.loads(report.render(samples.partly_read()))
    assert [(entry["path"], entry["reason"], entry["matters"]) for entry in document["unread"]] == [
        ("LICENSE", "lfs-pointer", True),
        ("THIRD_PARTY.pdf", "not-text", True),
        ("model.safetensors", "too-large", False),
    ]
    assert [waiver["state"] for waiver in document["waivers"]] == ["applied", "unused", "expired"]


@pytest.fixture(scope="module")
def example(knowledge: Knowledge) -> Audit:
    return examples.audited("01-rakuten-ai-3.0-as-released", knowledge)


def test_an_audit_has_an_outcome_of_every_verdict_that_was_reached_each_once(example: Audit) -> None:
    outcomes = example.all_outcomes
    assert {outcome.verdict for outcome in outcomes} == {Verdict.MET, Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE}
    assert len(set(outcomes)) == len(outcomes)
    in_findings = [outcome for finding in example.findings for outcome in finding.outcomes]
    assert not set(in_findings) & set(example.outcomes)
    assert {finding.verdict for finding in in_findings} == {Verdict.UNDETERMINED}


def test_what_does_not_apply_says_which_license_and_whose(example: Audit) -> None:
    aside = [
        outcome
        for outcome in example.outcomes
        if outcome.verdict is Verdict.NOT_APPLICABLE and outcome.rule == "reach-unsettled"
    ]
    assert {(outcome.license, outcome.candidate) for outcome in aside} >= {("mit", "deepseek-ai/DeepSeek-R1")}


def test_the_evidence_of_a_shape_has_the_fields_that_were_compared_with_both_values(example: Audit) -> None:
    (edge,) = example.lineage
    (shape,) = (item for item in edge.evidence if item.rung is Rung.SIGNATURE)
    fields = {field.field: (field.here, field.there) for field in shape.compared}
    assert fields["hidden_size"] == (7168, 7168)
    assert fields["vocab_size"] == (129280, 129280)
    assert len(shape.compared) == max(candidate.compared for candidate in edge.candidates)


def test_an_audit_keeps_which_documents_were_read_and_not_their_words(example: Audit) -> None:
    documents = example.repository.documents
    assert {"README.md", "config.json"} <= {document.path for document in documents}
    assert all(document.sha256 and not document.text and not document.fields for document in documents)


def test_an_outcome_that_no_finding_carries_is_met_or_aside(example: Audit) -> None:
    assert all(isinstance(met_duty, Outcome) for met_duty in example.met)
    assert {outcome.verdict for outcome in example.outcomes} == {Verdict.MET, Verdict.NOT_APPLICABLE}
