"""Every document is what its format's own validators take, and they refuse one that is broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.model import Audit, Survey
from auditor.report import formats
from auditor.report.bom.spdx3_profiles import problems
from support.exchanged import AUDITS
from support.validators import shapes, wrong

Audits = Callable[[str], Audit]
Json = dict[str, Any]
OF_A_SURVEY = ("sarif", "spdx3", "spdx2", "cyclonedx", "cyclonedx-1.6", "github", "github-summary", "gitlab", "junit")
STYLES = (*OF_A_SURVEY, "notice")
_MODELS = ["merge", "hub", "acme/Nothing"]

pytestmark = pytest.mark.filterwarnings("ignore")


def document(result: Audit | Survey, style: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(formats.render(result, style))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", AUDITS)
def test_each_audit_in_each_format(name: str, style: str, audits: Audits, tmp_path: Path) -> None:
    assert wrong(style, formats.render(audits(name), style), tmp_path) == []


@pytest.mark.parametrize("style", OF_A_SURVEY)
def test_a_survey_in_each_format(style: str, survey: Survey, tmp_path: Path) -> None:
    assert wrong(style, formats.render(survey, style), tmp_path) == []


def test_spdx_3_has_the_shapes(audits: Audits, survey: Survey) -> None:
    assert shapes(*(document(result, "spdx3") for result in (*map(audits, AUDITS), survey)))


_BROKEN = {
    "spdx3": (
        ('"type": "ai_AIPackage"', '"type": "ai_Model"'),
        ('"relationshipType": "descendantOf"', '"relationshipType": "childOf"'),
        ('"software_primaryPurpose": "model"', '"colour": "red"'),
        ('"simplelicensing_licenseExpression": "MIT"', '"simplelicensing_licenseExpression": "not a ((license"'),
    ),
    "spdx2": (
        ("SPDXRef-model-1", "model 1"),
        ('"NOASSERTION"', '"((MIT"'),
        ('"PACKAGE-MANAGER"', '"PACKAGE_MANAGER"'),
        ('"DESCENDANT_OF"', '"CHILD_OF"'),
        ('"licenseId": "LicenseRef-', '"licenseId": "'),
        ('"created": "2026-11-27T00:00:00Z"', '"created": "yesterday"'),
    ),
    **dict.fromkeys(
        ("cyclonedx", "cyclonedx-1.6"),
        (
            ('"machine-learning-model"', '"model"'),
            ('"acknowledgement": "concluded"', '"acknowledgement": "guessed"'),
            ('"dependsOn": [\n        "dataset:', '"dependsOn": [\n        "datasets:'),
            ('"bom-ref": "part:', '"bom-ref": "'),
            ('"bom-ref": "finding:2"', '"bom-ref": "finding:1"'),
            ('"specVersion"', '"versionOfTheSpecification"'),
        ),
    ),
    "sarif": (
        ('"level": "warning"', '"level": "fatal"'),
        ('"ruleIndex": 1', '"ruleIndex": 0'),
        ('"primaryLocationLineHash"', '"lineHash"'),
        ('"endColumn"', '"lastColumn"'),
        ('"columnKind": "unicodeCodePoints"', '"colour": "red"'),
    ),
    "gitlab": (
        ('"severity": "critical"', '"severity": "fatal"'),
        ('"path": "', '"path": "/'),
        ('"begin": 1', '"begin": 0'),
        ('"check_name"', '"rule"'),
    ),
    "junit": (
        ("</testsuites>", ""),
        ('failures="', 'failures="1'),
        ("<failure ", "<failure level='1' "),
        ("testcase", "case"),
    ),
    "github": (
        ("::warning ", "::set-output "),
        ("::error ", "error "),
        ("title=", "name="),
        (",line=1", ",line=x"),
    ),
    "github-summary": (("<br>", "<img>"), ("| error |", "| error"), ("&#", "@")),
    "notice": (
        ("MIT License\n", "MIT License\x1b[31m\n"),
        ("NOTICE for", "NOTICE of"),
        ("MIT License\n=", "\n="),
        ("\n" + "=" * 78 + "\nMIT", "\nMIT"),
    ),
}


@pytest.mark.parametrize(
    ("style", "was", "is_now"), [(style, *pair) for style, rows in _BROKEN.items() for pair in rows]
)
def test_a_broken_document_is_refused(style: str, was: str, is_now: str, audits: Audits, tmp_path: Path) -> None:
    text = formats.render(audits("merge"), style)
    assert was in text
    assert wrong(style, text.replace(was, is_now), tmp_path)


# What the formats leave unchecked -------------------------------------------------------------------------------------


def test_the_shapes_of_spdx_3_refuse_what_leads_nowhere(audits: Audits) -> None:
    dangling = document(audits("merge"), "spdx3")
    link = next(each for each in dangling["@graph"] if each.get("relationshipType") == "descendantOf")
    link["to"] = ["urn:uuid:nobody"]
    assert not shapes(dangling)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda graph: _of(graph, "software_Sbom")["profileConformance"].append("ai"), "ai requires releaseTime"),
        (lambda graph: _of(graph, "software_Sbom")["profileConformance"].append("dataset"), "requires builtTime"),
        (lambda graph: _licensed(graph, "hasConcludedLicense").pop("comment"), "no comment says why"),
        (lambda graph: _licensed(graph, "hasDeclaredLicense").update(to=[graph[3]["spdxId"]]), "is no license"),
        (
            lambda graph: _of(graph, "simplelicensing_LicenseExpression").update(
                simplelicensing_licenseExpression="not a ((license"
            ),
            "is no SPDX expression",
        ),
        (
            lambda graph: [each.pop("simplelicensing_customIdToUri", None) for each in graph],
            "has no text",
        ),
        (lambda graph: _licensed(graph, "descendantOf").update(to=["urn:uuid:nobody"]), "is not in the document"),
    ],
)
def test_what_no_schema_of_spdx_3_refuses_our_own_check_does(
    audits: Audits, change: Callable[[list[Json]], object], says: str
) -> None:
    made = document(audits("merge"), "spdx3")
    change(made["@graph"])
    assert any(says in problem for problem in problems(made))


def _of(graph: list[Json], kind: str) -> Json:
    return next(each for each in graph if each["type"] == kind)


def _licensed(graph: list[Json], how: str) -> Json:
    return next(each for each in graph if each.get("relationshipType") == how)


# One for each model ---------------------------------------------------------------------------------------------------


def test_a_survey_is_a_run_a_suite_or_a_component_for_each_model(survey: Survey) -> None:
    sarif = document(survey, "sarif")
    ids = [run["automationDetails"]["id"] for run in sarif["runs"]]
    assert ids == [f"model-license-audit/{name}/" for name in _MODELS]
    assert [run["invocations"][0]["executionSuccessful"] for run in sarif["runs"]] == [True, True, False]
    for style in ("cyclonedx", "cyclonedx-1.6"):
        assert [each["name"] for each in document(survey, style)["components"]] == _MODELS
    assert [each["name"] for each in document(survey, "spdx2")["packages"]] == _MODELS
    models = [each for each in document(survey, "spdx3")["@graph"] if each["type"] == "ai_AIPackage"]
    assert [each["name"] for each in models] == _MODELS
    suites = formats.render(survey, "junit").split("<testsuite ")[1:]
    assert [suite.split('"')[1] for suite in suites] == _MODELS
    assert "not audited" in formats.render(survey, "github").splitlines()[-1]
    sections = formats.render(survey, "github-summary").split("### ")[1:]
    assert [section.split(": ")[0] for section in sections] == _MODELS


def test_sarif_points_at_the_checkout_and_at_nothing_where_there_is_none(audits: Audits) -> None:
    for name in AUDITS:
        (run,) = document(audits(name), "sarif")["runs"]
        places = [result.get("locations", []) for result in run["results"]]
        assert all(places) if name != "hub" else not any(places)
        paths = {place["location"]["uri"] for place in run["artifacts"]}
        pointed = {each[0]["physicalLocation"]["artifactLocation"]["uri"] for each in places if each}
        unread = {"models/pelican/NOTICE"} if name == "merge" else set()
        assert pointed <= paths | unread
    notes = document(audits("hub"), "sarif")["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert "There is no file of a checkout to point at." in [note["message"]["text"] for note in notes]
