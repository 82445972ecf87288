"""CycloneDX ML-BOM 1.7 and 1.6 (ECMA-424): model card, pedigree, declared and concluded licenses, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.report.bom.cyclonedx_licenses import licenses
from auditor.report.bom.items import ItemKind

if TYPE_CHECKING:
    from auditor.report.bom.items import Bom, BomFile, Item, Link

_TYPES = {
    ItemKind.MODEL: "machine-learning-model",
    ItemKind.DATASET: "data",
    ItemKind.CODE: "library",
    ItemKind.PART: "data",
}
_PARTS = {"code": "library", "documentation": "file", "component": "machine-learning-model"}
_NEEDED = (f"{ItemKind.DATASET.value}:", f"{ItemKind.CODE.value}:")


def document(bom: Bom, version: str) -> dict[str, Any]:
    """The document in that version of the specification."""
    tool = {"type": "application", "name": "auditor", "version": bom.version}
    stamp = f"{bom.as_of}T00:00:00Z"
    made: dict[str, Any] = {
        "$schema": f"http://cyclonedx.org/schema/bom-{version}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": version,
        "serialNumber": f"urn:uuid:{bom.id(f'cyclonedx-{version}')}",
        "version": 1,
        "metadata": _metadata(bom, version, stamp, tool),
        "components": [_component(item, bom, version) for item in (bom.every if len(bom.roots) > 1 else bom.items)],
        "dependencies": _dependencies(bom),
        "compositions": [
            {
                "aggregate": "incomplete" if bom.not_read or bom.open else "unknown",
                "assemblies": [item.ref for item in bom.roots],
                "dependencies": [item.ref for item in bom.every],
            }
        ],
        "annotations": [
            {
                "bom-ref": f"finding:{number}",
                "subjects": [ref],
                "annotator": {"component": tool},
                "timestamp": stamp,
                "text": text,
            }
            for number, (ref, text) in enumerate(bom.findings, 1)
        ],
    }
    return {key: value for key, value in made.items() if value != []}


def _metadata(bom: Bom, version: str, stamp: str, tool: dict[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "timestamp": stamp,
        "lifecycles": [{"phase": "post-build"}],
        "tools": {"components": [tool]},
    }
    if len(bom.roots) == 1:
        files = [_file(file) for file in bom.files]
        made["component"] = _component(bom.subject, bom, version) | ({"components": files} if files else {})
    properties = [("auditor:standing", bom.standing), ("auditor:rules", bom.rules_digest)]
    return {**made, "properties": _properties(*properties, *(("auditor:not-read", entry) for entry in bom.not_read))}


def _component(item: Item, bom: Bom, version: str) -> dict[str, Any]:
    links = bom.links_of(item)
    group, _, name = item.name.rpartition("/") if item.publisher else ("", "", item.name)
    stated, left = licenses(item.licensing, bom.texts, version)
    made: dict[str, Any] = {
        "type": _PARTS.get(item.part, _TYPES[item.kind]),
        "bom-ref": item.ref,
        "supplier": {"name": item.publisher} if item.publisher else "",
        "group": group,
        "name": name,
        "version": item.version,
        "licenses": stated,
        "copyright": "\n".join(item.copyrights),
        "purl": item.purl,
        "externalReferences": [{"type": "distribution", "url": item.url}] if item.url else [],
        "pedigree": _pedigree(item, links, bom, version),
        "evidence": _evidence(bom) if item in bom.roots else {},
        "modelCard": _model_card(item, links, bom) if item.kind is ItemKind.MODEL else {},
        "properties": _properties(
            *left, ("auditor:license:why", item.licensing.why), ("auditor:released", item.released)
        ),
    }
    return {key: value for key, value in made.items() if value not in ("", [], {})}


def _pedigree(item: Item, links: tuple[Link, ...], bom: Bom, version: str) -> dict[str, Any]:
    """What the item was made from; mere possibilities are in the notes."""
    by_ref = {other.ref: other for other in bom.every}
    ancestors = []
    for link in links:
        if link.derived and by_ref[link.parent].kind is ItemKind.MODEL:
            whole = _component(by_ref[link.parent], bom._replace(links=()), version)
            ancestors.append({key: value for key, value in whole.items() if key != "bom-ref"})
    notes = [f"{link.words} of {by_ref[link.parent].name}: {link.says}" for link in links]
    notes += bom.open if item in bom.roots else ()
    made = {"ancestors": ancestors, "notes": "\n".join(notes)}
    return {key: value for key, value in made.items() if value}


def _evidence(bom: Bom) -> dict[str, Any]:
    occurrences = [place for file in bom.files for place in _occurrences(file)]
    made: dict[str, Any] = {"occurrences": occurrences} if occurrences else {}
    if bom.subject.purl and len(bom.roots) == 1:
        method = {"technique": "other", "confidence": 1, "value": "read from the place that gives it this name"}
        made["identity"] = [{"field": "purl", "confidence": 1, "methods": [method]}]
    return made


def _occurrences(file: BomFile) -> list[dict[str, Any]]:
    return [{"location": place.path, "line": place.first, "additionalContext": place.says} for place in file.places]


def _model_card(item: Item, links: tuple[Link, ...], bom: Bom) -> dict[str, Any]:
    datasets = [{"ref": link.parent} for link in links if link.parent.startswith(_NEEDED[0])]
    made: dict[str, Any] = {"modelParameters": {"datasets": datasets}} if datasets else {}
    if item == bom.subject and bom.hyperparameters:
        made["properties"] = _properties(*((f"config:{key}", value) for key, value in bom.hyperparameters.items()))
    return {"bom-ref": f"card:{item.name}", **made} if made else {}


def _file(file: BomFile) -> dict[str, Any]:
    occurrences = _occurrences(file)
    made: dict[str, Any] = {
        "type": "file",
        "bom-ref": f"file:{file.path}",
        "name": file.path,
        "hashes": [{"alg": "SHA-256", "content": file.sha256}] if file.sha256 else [],
        "evidence": {"occurrences": occurrences} if occurrences else {},
        "properties": _properties(("auditor:kind", file.kind)),
    }
    return {key: value for key, value in made.items() if value not in ([], {})}


def _dependencies(bom: Bom) -> list[dict[str, Any]]:
    """Parts, data and code: what the model was made from is not a dependency, but its pedigree.

    According to the specification, a component not in the list may depend on anything: here, on unnamed data.
    """
    rows = []
    for item in bom.every:
        needed = {link.parent for link in bom.links_of(item) if link.parent.startswith(_NEEDED)}
        if item in bom.roots:
            needed |= {part.ref for part in bom.items if part.kind is ItemKind.PART}
        if needed:
            rows.append({"ref": item.ref, "dependsOn": sorted(needed)})
    return rows


def _properties(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs if value]
