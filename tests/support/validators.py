"""Whether a document is what its format requires: each format's own validators, and what they leave unchecked.

All of them run offline: the schemas are in tests/data/schemas, or come with the libraries of the formats.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import jsonschema
import jsonschema_rs
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

from auditor.report.bom.spdx3_profiles import problems as against_profiles

Json = dict[str, Any]
_SCHEMAS = Path(__file__).resolve().parents[1] / "data" / "schemas"
_CYCLONEDX = {"cyclonedx": SchemaVersion.V1_7, "cyclonedx-1.6": SchemaVersion.V1_6}
_REGION = {"startLine", "startColumn", "endLine", "endColumn"}
_GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""As GitLab's documentation of the report says."""
_JUNIT = {
    "testsuites": {"name", "tests", "failures", "errors", "skipped"},
    "testsuite": {"name", "timestamp", "time", "tests", "failures", "errors", "skipped"},
    "testcase": {"classname", "name", "time", "file", "line"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
}
"""Elements and their attributes, as Jenkins has them (`junit-10.xsd`), and `file` and `line` of GitLab."""
_JUNIT_INSIDE = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "error", "skipped"},
    "failure": set(),
    "error": set(),
    "skipped": set(),
}
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}
_DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
_PROPERTIES = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))
_RULE = "=" * 78


class Command(NamedTuple):
    """A workflow command."""

    name: str
    properties: dict[str, str]
    data: str


def wrong(style: str, text: str, folder: Path) -> list[str]:
    """What is wrong with a document in that format; `folder` is for validators that read files."""
    if style == "spdx2":
        return spdx2(text, folder)
    if style in _CYCLONEDX:
        return cyclonedx(text, style)
    checks: dict[str, Callable[[str], list[str]]] = {
        "spdx3": spdx3,
        "sarif": sarif,
        "gitlab": gitlab,
        "junit": junit,
        "github": github,
        "github-summary": github_summary,
        "notice": notice,
    }
    return checks[style](text)


def schema(name: str) -> Json:
    """The JSON of that name in tests/data/schemas."""
    made: Json = json.loads(packed(name))
    return made


def packed(name: str) -> bytes:
    """The file of that name in tests/data/schemas."""
    return gzip.decompress((_SCHEMAS / f"{name}.gz").read_bytes())


@cache
def _compiled(name: str) -> Any:  # noqa: ANN401 - a validator of jsonschema_rs
    return jsonschema_rs.validator_for(schema(name))


def spdx3(text: str) -> list[str]:
    """What the schema of SPDX 3.0.1 and our own check of the profiles find."""
    made = json.loads(text)
    errors = _compiled("spdx-3.0.1.schema.json").iter_errors(made)
    return [str(error.instance_path) for error in errors] + list(against_profiles(made))


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


def spdx2(text: str, folder: Path) -> list[str]:
    """What the schema of SPDX 2.3 and the validator of spdx-tools find."""
    place = folder / "made.spdx.json"
    place.write_text(text, encoding="utf-8")
    errors = jsonschema.Draft7Validator(schema("spdx-2.3.schema.json")).iter_errors(json.loads(text))
    try:
        messages = validate_full_spdx_document(parse_file(str(place)))
    except Exception as error:  # noqa: BLE001 - the parser's own, which has many
        return [*(each.message for each in errors), str(error)]
    return [*(each.message for each in errors), *(each.validation_message for each in messages)]


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
    problems = [] if len(refs) == len(set(refs)) else ["two things have one bom-ref"]
    problems += [f"{ref} leads nowhere" for ref in pointed if ref not in refs]
    return problems + ([str(error)] if error else [])


def _values(value: object, key: str) -> list[Any]:
    if isinstance(value, list):
        return [inner for item in value for inner in _values(item, key)]
    if not isinstance(value, dict):
        return []
    here = [value[key]] if key in value else []
    return here + [inner for item in value.values() for inner in _values(item, key)]


def sarif(text: str) -> list[str]:
    """What the schema of SARIF finds, and what GitHub requires beyond it."""
    made = json.loads(text)
    errors = [str(error.instance_path) for error in _compiled("sarif-2.1.0.schema.json").iter_errors(made)]
    for run in made["runs"]:
        rules = run["tool"]["driver"]["rules"]
        errors += [rule["id"] for rule in rules if not rule.get("help", {}).get("text")]
        for result in run["results"]:
            if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
                errors.append("ruleIndex")
            if not result.get("partialFingerprints", {}).get("primaryLocationLineHash"):
                errors.append("fingerprint")
            regions = [place["physicalLocation"]["region"] for place in result.get("locations", ())]
            errors += ["region" for region in regions if set(region) - {"snippet"} != _REGION]
    return errors


def gitlab(text: str) -> list[str]:
    """What GitLab's documentation requires: fields, severities, relative paths, and fingerprints that are unique."""
    rows = json.loads(text)
    errors = [error.message for error in jsonschema.Draft202012Validator(_GITLAB).iter_errors(rows)]
    prints = [row.get("fingerprint") for row in rows]
    return errors + ([] if len(prints) == len(set(prints)) else ["a fingerprint is there twice"])


def junit(text: str) -> list[str]:
    """Elements and attributes that readers of JUnit know, and counts that are right."""
    try:
        root = ET.fromstring(text)  # noqa: S314 - our own
    except ET.ParseError as error:
        return [str(error)]
    errors = [] if root.tag == "testsuites" else [f"the root is {root.tag}"]
    for element in root.iter():
        known = _JUNIT.get(element.tag, set())
        errors += [f"{element.tag} has {name}" for name in element.keys() if name not in known]  # noqa: SIM118
        errors += [
            f"{child.tag} in {element.tag}" for child in element if child.tag not in _JUNIT_INSIDE.get(element.tag, ())
        ]
        if element.tag in ("testsuites", "testsuite"):
            counts = {"tests": len(list(element.iter("testcase")))}
            counts |= {count: len(list(element.iter(tag))) for count, tag in _COUNTED.items()}
            errors += [f"{element.tag}: {name}" for name, count in counts.items() if element.get(name) != str(count)]
        if element.tag == "testcase":
            errors += [f"a testcase has no {name}" for name in ("classname", "name") if not element.get(name)]
    return errors


def command(line: str) -> Command | None:
    """The command that a line of output is, by the rules of actions/runner (`ActionCommand.TryParseV2`)."""
    trimmed = line.lstrip()
    end = trimmed.find("::", 2)
    if not trimmed.startswith("::") or end < 0:
        return None
    name, _, rest = trimmed[2:end].partition(" ")
    pairs = (pair.split("=", 1) for pair in rest.strip().split(",") if "=" in pair)
    return Command(
        name, {key: _unescaped(value, _PROPERTIES) for key, value in pairs}, _unescaped(trimmed[end + 2 :], _DATA)
    )


def _unescaped(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for escape, sign in escapes:
        text = text.replace(escape, sign)
    return text


def github(text: str) -> list[str]:
    """Every line is an annotation, and nothing in one is a command of its own."""
    return [problem for line in text.splitlines() if line for problem in _annotation(line)]


def _annotation(line: str) -> Iterator[str]:
    made = command(line)
    if made is None:
        yield f"no command: {line[:80]}"
        return
    if made.name not in ("error", "warning", "notice"):
        yield f"the command {made.name}"
    if not set(made.properties) <= {"title", "file", "line", "endLine"} or not made.properties.get("title"):
        yield f"the properties {sorted(made.properties)}"
    if not made.properties.get("line", "1").isdigit() or not made.data:
        yield "no line, or no words"
    if "##[" in line or any(command(inner) for inner in made.data.split("\n")):
        yield "a command in a command"


def github_summary(text: str) -> list[str]:
    """Headings and tables only: no HTML but line breaks, no link, no mention, and every row has four cells."""
    body = text.replace("<br>", "")
    errors = [sign for sign in ("<", "](", "@", "```") if sign in body]
    tables = [line for line in body.splitlines() if line.startswith("|")]
    return errors + [f"a row: {line[:60]}" for line in tables if line.count("|") != 5]


def notice(text: str) -> list[str]:
    """Sections between rules, each with a heading and something below it; nothing that an editor hides."""
    errors = [] if text.startswith("NOTICE for ") and text.endswith("\n") else ["no heading"]
    lines = text.split("\n")
    rules = [number for number, line in enumerate(lines) if line == _RULE]
    if len(rules) % 2:
        return [*errors, "a rule without another"]
    for first, second in zip(rules[::2], rules[1::2], strict=True):
        body = lines[second + 1 : min((each for each in rules if each > second), default=len(lines))]
        if second != first + 2 or not lines[first + 1].strip() or not any(line.strip() for line in body):
            errors.append(f"the section at line {first + 1}")
    return errors + (["controls"] if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) else [])
