"""Every document is what its format's own validators take, and they refuse one that is broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

from auditor.model import Audit, Survey
from auditor.report import formats
from auditor.report.bom.spdx3_profiles import problems
from support.exchanged import AUDITS
from tests.exchange.conftest import packed, schema

Audits = Callable[[str], Audit]
Json = dict[str, Any]
_CYCLONEDX = {"cyclonedx": SchemaVersion.V1_7, "cyclonedx-1.6": SchemaVersion.V1_6}


def document(result: Audit | Survey, style: str) -> Json:
    return json.loads(formats.render(result, style))


# SPDX 3 ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def spdx3() -> Callable[[Json], list[str]]:
    validator = jsonschema_rs.validator_for(schema("spdx-3.0.1.schema.json"))
    return lambda made: [str(error.instance_path) for error in validator.iter_errors(made)] + list(problems(made))


def shapes(*documents: Json) -> bool:
    """Whether the SHACL shapes of SPDX 3 hold for all of them together: no two name the same thing."""
    import pyshacl  # noqa: PLC0415 - seconds
    import rdflib  # noqa: PLC0415

    model = rdflib.Graph().parse(data=packed("spdx-3.0.1.model.ttl"), format="turtle")
    context = schema("spdx-3.0.1.context.jsonld")["@context"]
    graph = rdflib.Graph()
    for number, made in enumerate(documents):
        text = json.dumps(made | {"@context": context})
        # a blank node is one document's own, and rdflib would take those of one name for one
        graph.parse(data=text.replace("_:creation", f"_:creation{number}"), format="json-ld")
    return bool(pyshacl.validate(graph, shacl_graph=model, ont_graph=model)[0])


@pytest.mark.parametrize("name", AUDITS)
def test_spdx_3(name: str, audits: Audits, spdx3: Callable[[Json], list[str]]) -> None:
    assert spdx3(document(audits(name), "spdx3")) == []


@pytest.mark.filterwarnings("ignore")
def test_spdx_3_has_the_shapes(audits: Audits, survey: Survey) -> None:
    assert shapes(*(document(result, "spdx3") for result in (*map(audits, AUDITS), survey)))


def test_spdx_3_of_a_survey(survey: Survey, spdx3: Callable[[Json], list[str]]) -> None:
    made = document(survey, "spdx3")
    assert spdx3(made) == []
    assert len([each for each in made["@graph"] if each["type"] == "ai_AIPackage"]) == 3


@pytest.mark.filterwarnings("ignore")
def test_broken_spdx_3_is_refused(audits: Audits, spdx3: Callable[[Json], list[str]]) -> None:
    made = document(audits("merge"), "spdx3")
    unknown = json.loads(json.dumps(made))
    unknown["@graph"][3]["colour"] = "red"
    assert spdx3(unknown)
    dangling = json.loads(json.dumps(made))
    link = next(each for each in dangling["@graph"] if each.get("relationshipType") == "descendantOf")
    link["to"] = ["urn:uuid:nobody"]
    assert spdx3(dangling)
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


# SPDX 2.3 -------------------------------------------------------------------------------------------------------------


def spdx2(text: str, folder: Path) -> list[str]:
    place = folder / "made.spdx.json"
    place.write_text(text, encoding="utf-8")
    errors = jsonschema.Draft7Validator(schema("spdx-2.3.schema.json")).iter_errors(json.loads(text))
    try:
        messages = validate_full_spdx_document(parse_file(str(place)))
    except Exception as error:  # noqa: BLE001 - the parser's own, which has many
        return [*(each.message for each in errors), str(error)]
    return [*(each.message for each in errors), *(each.validation_message for each in messages)]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", AUDITS)
def test_spdx_2(name: str, audits: Audits, tmp_path: Path) -> None:
    assert spdx2(formats.render(audits(name), "spdx2"), tmp_path) == []


@pytest.mark.filterwarnings("ignore")
def test_spdx_2_of_a_survey(survey: Survey, tmp_path: Path) -> None:
    text = formats.render(survey, "spdx2")
    assert spdx2(text, tmp_path) == []
    assert [each["name"] for each in json.loads(text)["packages"]] == ["merge", "hub", "acme/Nothing"]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("was", "is_now"),
    [
        ("SPDXRef-model-1", "model 1"),
        ('"NOASSERTION"', '"((MIT"'),
        ('"PACKAGE-MANAGER"', '"PACKAGE_MANAGER"'),
        ('"DESCENDANT_OF"', '"CHILD_OF"'),
        ('"licenseId": "LicenseRef-', '"licenseId": "'),
        ('"created": "2026-11-27T00:00:00Z"', '"created": "yesterday"'),
    ],
)
def test_broken_spdx_2_is_refused(was: str, is_now: str, audits: Audits, tmp_path: Path) -> None:
    text = formats.render(audits("merge"), "spdx2")
    assert was in text
    assert spdx2(text.replace(was, is_now), tmp_path)


# CycloneDX ------------------------------------------------------------------------------------------------------------


def cyclonedx(text: str, style: str) -> list[str]:
    """What the library's validator finds, and what no schema does: references that lead nowhere, or to two things."""
    error = JsonStrictValidator(_CYCLONEDX[style]).validate_str(text)
    made = json.loads(text)
    refs = list(_values(made, "bom-ref"))
    pointed = [
        *_values(made, "ref"),
        *(ref for row in made.get("dependencies", ()) for ref in row["dependsOn"]),
        *(ref for note in made.get("annotations", ()) for ref in note["subjects"]),
        *(ref for row in made["compositions"] for ref in (*row["assemblies"], *row["dependencies"])),
    ]
    wrong = [] if len(refs) == len(set(refs)) else ["two things have one bom-ref"]
    wrong += [f"{ref} leads nowhere" for ref in pointed if ref not in refs]
    return wrong + ([str(error)] if error else [])


def _values(value: object, key: str) -> list[Any]:
    if isinstance(value, list):
        return [found for item in value for found in _values(item, key)]
    if not isinstance(value, dict):
        return []
    here = [value[key]] if key in value else []
    return here + [found for item in value.values() for found in _values(item, key)]


@pytest.mark.parametrize("style", _CYCLONEDX)
@pytest.mark.parametrize("name", AUDITS)
def test_cyclonedx(name: str, style: str, audits: Audits) -> None:
    assert cyclonedx(formats.render(audits(name), style), style) == []


@pytest.mark.parametrize("style", _CYCLONEDX)
def test_cyclonedx_of_a_survey(style: str, survey: Survey) -> None:
    text = formats.render(survey, style)
    assert cyclonedx(text, style) == []
    assert [each["name"] for each in json.loads(text)["components"]] == ["merge", "hub", "acme/Nothing"]


@pytest.mark.parametrize(
    ("was", "is_now"),
    [
        ('"machine-learning-model"', '"model"'),
        ('"acknowledgement": "concluded"', '"acknowledgement": "guessed"'),
        ('"dependsOn": [\n        "dataset:', '"dependsOn": [\n        "datasets:'),
        ('"bom-ref": "part:', '"bom-ref": "'),
        ('"bom-ref": "finding:2"', '"bom-ref": "finding:1"'),
        ('"specVersion"', '"version_of_the_specification"'),
    ],
)
@pytest.mark.parametrize("style", _CYCLONEDX)
def test_broken_cyclonedx_is_refused(style: str, was: str, is_now: str, audits: Audits) -> None:
    text = formats.render(audits("merge"), style)
    assert was in text
    assert cyclonedx(text.replace(was, is_now), style)


# SARIF ----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sarif() -> Callable[[Json], list[str]]:
    """What the schema finds, and what GitHub requires beyond it."""
    validator = jsonschema_rs.validator_for(schema("sarif-2.1.0.schema.json"))

    def wrong(made: Json) -> list[str]:
        errors = [str(error.instance_path) for error in validator.iter_errors(made)]
        for run in made["runs"]:
            rules = run["tool"]["driver"]["rules"]
            errors += [rule["id"] for rule in rules if not rule.get("help", {}).get("text")]
            for result in run["results"]:
                if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
                    errors.append("ruleIndex")
                if not result.get("partialFingerprints", {}).get("primaryLocationLineHash"):
                    errors.append("fingerprint")
                for place in result.get("locations", ()):
                    region = place["physicalLocation"]["region"]
                    if set(region) - {"snippet"} != {"startLine", "startColumn", "endLine", "endColumn"}:
                        errors.append("region")
        return errors

    return wrong


@pytest.mark.parametrize("name", AUDITS)
def test_sarif(name: str, audits: Audits, sarif: Callable[[Json], list[str]]) -> None:
    made = document(audits(name), "sarif")
    assert sarif(made) == []
    places = [result.get("locations", []) for result in made["runs"][0]["results"]]
    assert all(places) if name != "hub" else not any(places)


def test_sarif_of_a_survey(survey: Survey, sarif: Callable[[Json], list[str]]) -> None:
    made = document(survey, "sarif")
    assert sarif(made) == []
    ids = [run["automationDetails"]["id"] for run in made["runs"]]
    assert ids == [f"model-license-audit/{name}/" for name in ("merge", "hub", "acme/Nothing")]
    assert [run["invocations"][0]["executionSuccessful"] for run in made["runs"]] == [True, True, False]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda run: run["results"][0].update(level="fatal"),
        lambda run: run["results"][0].update(ruleIndex=len(run["tool"]["driver"]["rules"]) - 1),
        lambda run: run["results"][0].pop("partialFingerprints"),
        lambda run: run["results"][0]["locations"][0]["physicalLocation"]["region"].pop("endColumn"),
        lambda run: run["tool"]["driver"]["rules"][0]["help"].update(text=""),
        lambda run: run.update(colour="red"),
    ],
)
def test_broken_sarif_is_refused(
    spoil: Callable[[Json], object], audits: Audits, sarif: Callable[[Json], list[str]]
) -> None:
    made = document(audits("merge"), "sarif")
    spoil(made["runs"][0])
    assert sarif(made)
