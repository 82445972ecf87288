"""What independent programs see of our bills of materials: `make corpus`, skipped out of reach of PyPI and npm.

Each test says what the program sees, and its docstring what it loses; docs/formats.md lists the same for users. The
readers that come with the tests (spdx-python-model, rdflib, spdx-tools, cyclonedx-python-lib) are in tests/exchange.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.model import Audit
from auditor.report import formats
from support import exchanged, foreign
from support.exchanged import AUDITS, CONCLUDED, DATASET, DECLARED, PARENTS, PART, SUBJECT

pytestmark = pytest.mark.corpus

_ENDINGS = {"cyclonedx": "cdx.json", "cyclonedx-1.6": "cdx16.json", "spdx3": "spdx3.json", "spdx2": "spdx.json"}
_CYCLONEDX = ("cyclonedx", "cyclonedx-1.6")
_NAMES = {SUBJECT, PART, *(name.split("/")[1] for name in (*PARENTS, DATASET))}
"""CycloneDX has the organization in a field of its own."""

_HOPPR = "hoppr-cyclonedx-models==0.8.0"
_LIB4SBOM = "lib4sbom==0.10.4"
_EDITOR = "cyclonedx-editor-validator==1.0.3"
_NTIA = "ntia-conformance-checker==6.0.0"
_LIBRARY = "@cyclonedx/cyclonedx-library@10.3.0"
_AJV = ("ajv@8.20.0", "ajv-formats@3.0.1", "ajv-formats-draft2019@1.6.1")
_CDXGEN = "@cyclonedx/cdxgen@12.8.4"

_READ_BY_HOPPR = """
import importlib, json, sys
made = json.load(open(sys.argv[1], encoding="utf-8"))
version = made["specVersion"].replace(".", "_")
module = importlib.import_module(f"hoppr_cyclonedx_models.cyclonedx_{version}")
made.pop("annotations")
bom = module.CyclonedxBillOfMaterialsStandard(**made)
def licenses(component):
    rows = json.loads(component.json(by_alias=True, exclude_none=True)).get("licenses", [])
    rows = [row.get("license", row) for row in rows]
    return {row["acknowledgement"]: row.get("expression") or row.get("id") or row["name"] for row in rows}
subject = bom.metadata.component
print(json.dumps({
    "licenses": licenses(subject),
    "ancestors": {f"{each.group}/{each.name}": licenses(each) for each in subject.pedigree.ancestors},
    "notes": subject.pedigree.notes,
    "data": [each.ref for each in subject.modelCard.modelParameters.datasets],
    "parts": [each.name for each in bom.components],
    "dependencies": {each.ref: each.dependsOn for each in bom.dependencies},
}, default=str))
"""
_READ_BY_LIB4SBOM = """
import json, sys
from lib4sbom.parser import SBOMParser
parser = SBOMParser()
printed, sys.stdout = sys.stdout, sys.stderr
parser.parse_file(sys.argv[1])
sys.stdout = printed
print(json.dumps({
    "packages": {
        each["name"]: [each.get("licensedeclared"), each.get("licenseconcluded")] for each in parser.get_packages()
    },
    "links": [[each["source"], each["type"], each["target"]] for each in parser.get_relationships()],
}))
"""
_READ_BY_LIBRARY = """
const CDX = require("@cyclonedx/cyclonedx-library");
const text = require("fs").readFileSync(process.argv[1], "utf8");
new CDX.Validation.JsonStrictValidator(JSON.parse(text).specVersion).validate(text)
  .then(problem => console.log(JSON.stringify({problem})));
"""


@pytest.fixture(scope="module")
def audits(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Audit]:
    made: dict[str, Audit] = {}

    def audit(name: str) -> Audit:
        if name not in made:
            made[name] = exchanged.audit(name, tmp_path_factory.mktemp("made"))
        return made[name]

    return audit


def _written(audit: Audit, style: str, folder: Path) -> Path:
    place = folder / f"ours.{_ENDINGS[style]}"
    place.write_bytes(formats.render_bytes(audit, style))
    return place


def _python(requirement: str, script: str, place: Path) -> Any:  # noqa: ANN401 - JSON
    return foreign.answer([str(foreign.python(requirement)), "-c", script, str(place)], place.parent)


# CycloneDX ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", _CYCLONEDX)
def test_the_models_of_hoppr_see_all_but_annotations(
    style: str, audits: Callable[[str], Audit], tmp_path: Path
) -> None:
    """Their class for annotations has no field for who annotates, and refuses any: these are taken out first."""
    seen = _python(_HOPPR, _READ_BY_HOPPR, _written(audits("merge"), style, tmp_path))

    both = {"declared": "Apache-2.0", "concluded": CONCLUDED}
    assert seen["licenses"] == (both if style == "cyclonedx" else {"concluded": CONCLUDED})
    assert set(seen["ancestors"]) == set(PARENTS)
    if style == "cyclonedx":
        assert {name: row["concluded"] for name, row in seen["ancestors"].items()} == PARENTS
        assert {name: row.get("declared", "NOASSERTION") for name, row in seen["ancestors"].items()} == DECLARED
    assert "merge of meta-llama/Llama-3.1-8B" in seen["notes"]
    assert seen["data"] == [f"dataset:{DATASET}"]
    assert set(seen["parts"]) == _NAMES - {SUBJECT}
    assert seen["dependencies"] == {f"model:{SUBJECT}": [f"dataset:{DATASET}", f"part:{PART}"]}


def test_lib4sbom_sees_licenses_and_parts_of_cyclonedx(audits: Callable[[str], Audit], tmp_path: Path) -> None:
    """It has no pedigree and no licenses of the subject; the second of two expressions of one component is dropped."""
    seen = _python(_LIB4SBOM, _READ_BY_LIB4SBOM, _written(audits("merge"), "cyclonedx", tmp_path))

    assert set(seen["packages"]) == _NAMES - {SUBJECT}
    for name, license_id in PARENTS.items():
        assert license_id in seen["packages"][name.split("/")[1]]
    assert seen["packages"][PART] == ["MIT", "MIT"]
    assert seen["links"] == [[SUBJECT, "DESCRIBES", DATASET.split("/")[1]], [SUBJECT, "DESCRIBES", PART]]


@pytest.mark.parametrize("style", _CYCLONEDX)
def test_the_editor_of_cyclonedx_lists_licenses_and_parts(
    style: str, audits: Callable[[str], Audit], tmp_path: Path
) -> None:
    """Its list has no lineage, and says not which license is declared; in 1.6, custom licenses go by their names."""
    place = _written(audits("merge"), style, tmp_path)
    command = foreign.python(_EDITOR).with_name("cdx-ev")
    checked = subprocess.run([command, "validate", place], capture_output=True, text=True, check=False)
    assert "SBOM is compliant" in checked.stdout + checked.stderr
    listed = subprocess.run([command, "list", "licenses", place], capture_output=True, text=True, check=True)
    rows = {row["Name"]: set(row["Licenses"].split(",")) for row in csv.DictReader(io.StringIO(listed.stdout))}

    assert set(rows) == _NAMES
    assert CONCLUDED in rows[SUBJECT]
    assert rows[PART] == {"MIT"}
    for name, license_id in PARENTS.items():
        custom = license_id.startswith("LicenseRef-") and style == "cyclonedx-1.6"
        assert custom or rows[name.split("/")[1]] == {license_id}


@pytest.mark.parametrize("style", _CYCLONEDX)
@pytest.mark.parametrize("name", AUDITS)
def test_the_javascript_library_of_cyclonedx_validates_ours(
    name: str, style: str, audits: Callable[[str], Audit], tmp_path: Path
) -> None:
    """It reads no document into objects; its validator is another than that of the tests, on the same schema."""
    folder = foreign.npm(_LIBRARY, *_AJV)
    place = _written(audits(name), style, tmp_path)

    def problem() -> object:
        return foreign.answer(["node", "-e", _READ_BY_LIBRARY, str(place)], folder)["problem"]

    assert problem() is None
    place.write_text(place.read_text(encoding="utf-8").replace('"bomFormat"', '"format"'), encoding="utf-8")
    assert problem() is not None


@pytest.mark.parametrize("style", _CYCLONEDX)
@pytest.mark.parametrize("name", AUDITS)
def test_cdxgen_validates_ours(name: str, style: str, audits: Callable[[str], Audit], tmp_path: Path) -> None:
    """Schema, package URLs and references; of its scorecards (signature, versions, contacts) a model has little."""
    script = foreign.npm(_CDXGEN) / "node_modules" / "@cyclonedx" / "cdxgen" / "bin" / "validate.js"
    place = _written(audits(name), style, tmp_path)

    def verdict() -> tuple[bool, bool]:
        command = ["node", str(script), "-i", str(place), "-r", "json", "-o", "out.json", "--no-include-manual"]
        subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
        report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
        return report["schemaValid"], report["deepValid"]

    assert verdict() == (True, True)
    place.write_text(place.read_text(encoding="utf-8").replace('"version": 1', '"version": "1"'), encoding="utf-8")
    assert not verdict()[0]


@pytest.mark.parametrize("style", _CYCLONEDX)
def test_cdxgen_makes_of_it_an_spdx_document_with_the_parts(
    style: str, audits: Callable[[str], Audit], tmp_path: Path
) -> None:
    """Its conversion leaves out licenses and pedigree."""
    script = foreign.npm(_CDXGEN) / "node_modules" / "@cyclonedx" / "cdxgen" / "bin" / "convert.js"
    place = _written(audits("merge"), style, tmp_path)
    subprocess.run(["node", str(script), "-i", str(place), "-o", "out.json"], cwd=tmp_path, check=True, timeout=120)
    graph = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["@graph"]
    assert {each["name"] for each in graph if each["type"] == "software_Package"} == _NAMES


# SPDX -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", AUDITS)
def test_the_conformance_checker_reads_spdx_3(name: str, audits: Callable[[str], Audit], tmp_path: Path) -> None:
    """It follows no descent and no training data, and calls models behind these edges floating."""
    place = _written(audits(name), "spdx3", tmp_path)
    command = [str(foreign.python(_NTIA).with_name("ntia-checker")), "--sbom-spec", "spdx3", "--output", "json"]
    done = subprocess.run([*command, str(place)], capture_output=True, text=True, check=False)
    seen = json.loads(done.stdout)

    assert (seen["parsingError"], seen["validationMessages"]) == ([], [])
    assert seen["sbomName"] == audits(name).repository.name
    assert seen["authorNameProvided"]
    assert seen["timestampProvided"]
    assert seen["componentNames"]["allProvided"]
    assert seen["componentIdentifiers"]["allProvided"]
    assert seen["componentConcludedLicenses"]["allProvided"] is ("NOASSERTION" not in audits(name).concluded)
    assert not seen["graphValidation"]["unknownPointers"]["hasUnknownPointers"]
    if name == "merge":
        assert seen["totalNumberComponents"] == len(_NAMES)
        assert seen["graphValidation"]["floatingComponents"]["floatingComponentCount"] == len((*PARENTS, DATASET))


def test_the_conformance_checker_reads_spdx_2(audits: Callable[[str], Audit], tmp_path: Path) -> None:
    place = _written(audits("merge"), "spdx2", tmp_path)
    command = [str(foreign.python(_NTIA).with_name("ntia-checker")), "--output", "json", str(place)]
    seen = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    assert (seen["parsingError"], seen["validationMessages"]) == ([], [])
    assert seen["totalNumberComponents"] == len(_NAMES)


def test_lib4sbom_sees_parts_but_no_models_of_spdx_3(audits: Callable[[str], Audit], tmp_path: Path) -> None:
    """It knows the class of software packages only: AI packages and data sets are lost, with all that leads to them."""
    seen = _python(_LIB4SBOM, _READ_BY_LIB4SBOM, _written(audits("merge"), "spdx3", tmp_path))
    assert seen["packages"] == {PART: ["MIT", "MIT"]}


def test_lib4sbom_sees_all_of_spdx_2(audits: Callable[[str], Audit], tmp_path: Path) -> None:
    """But a conclusion of more than one license: it knows no expression that has a LicenseRef in it."""
    seen = _python(_LIB4SBOM, _READ_BY_LIB4SBOM, _written(audits("merge"), "spdx2", tmp_path))
    assert {name: row[1] for name, row in seen["packages"].items() if name in PARENTS} == PARENTS
    assert seen["packages"][PART] == ["MIT", "MIT"]
    assert seen["packages"][SUBJECT] == ["Apache-2.0", "UNKNOWN"]
    links = {(source, kind, target) for source, kind, target in seen["links"]}
    assert links >= {(SUBJECT, "DESCENDANT_OF", parent) for parent in PARENTS}
    assert links >= {(SUBJECT, "CONTAINS", PART), (SUBJECT, "OTHER", DATASET)}
