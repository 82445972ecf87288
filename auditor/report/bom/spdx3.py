"""SPDX 3.0.1 as JSON-LD: AI, Dataset and SimpleLicensing, each profile claimed only if its facts are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.report.bom.items import ItemKind
from auditor.report.bom.read import read
from auditor.report.bom.spdx3_graph import Graph
from auditor.report.bom.spdx3_profiles import claimable
from auditor.report.common.document import written_plain

if TYPE_CHECKING:
    from auditor.model import Audit, Survey
    from auditor.report.bom.items import Bom, Item, Link

_CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
_KINDS = {
    ItemKind.MODEL: ("ai_AIPackage", "model"),
    ItemKind.DATASET: ("dataset_DatasetPackage", "data"),
    ItemKind.CODE: ("software_Package", "source"),
    ItemKind.PART: ("software_Package", "data"),
}
_PARTS = {
    "code": ("software_Package", "source"),
    "documentation": ("software_Package", "documentation"),
    "component": ("ai_AIPackage", "model"),
}


def render(result: Audit | Survey) -> str:
    """The document as JSON-LD."""
    return written_plain(document(read(result)))


def document(bom: Bom) -> dict[str, Any]:
    """The document: the models, what they were made from, the files that show it, and the findings as annotations."""
    graph = Graph(f"urn:uuid:{bom.id('spdx3')}", bom.texts)
    graph.creation(bom.as_of, bom.version)
    agents = {
        publisher: graph.add("Organization", "publisher", name=publisher)
        for publisher in dict.fromkeys(item.publisher for item in bom.every if item.publisher)
    }
    packages = {item.ref: _package(graph, item, bom, agents) for item in bom.every}
    parts = [packages[item.ref] for item in bom.items if item.kind is ItemKind.PART]
    if parts:
        graph.relate(packages[bom.subject.ref], "contains", *parts)
    for link in bom.links:
        _relate(graph, link, packages)
    _files(graph, bom, packages[bom.subject.ref])
    _annotations(graph, bom, packages)
    _envelope(graph, bom, [packages[item.ref] for item in bom.roots])
    return {"@context": _CONTEXT, "@graph": graph.elements}


def _package(graph: Graph, item: Item, bom: Bom, agents: dict[str, str]) -> str:
    kind, purpose = _PARTS.get(item.part, _KINDS[item.kind])
    fields: dict[str, Any] = {
        "name": item.name,
        "suppliedBy": agents.get(item.publisher, ""),
        "releaseTime": f"{item.released}T00:00:00Z" if item.released else "",
        "software_packageVersion": item.version,
        "software_packageUrl": item.purl,
        "software_downloadLocation": item.url,
        "software_primaryPurpose": purpose,
        "software_copyrightText": "\n".join(item.copyrights),
    }
    if kind == "dataset_DatasetPackage":
        fields["dataset_datasetType"] = ["noAssertion"]
    if item == bom.subject and kind == "ai_AIPackage":
        fields["ai_hyperparameter"] = [
            {"type": "DictionaryEntry", "key": key, "value": value} for key, value in bom.hyperparameters.items()
        ]
    package = graph.add(kind, item.kind.value, **fields)
    licensing = item.licensing
    why = licensing.why or ("" if licensing.declared == licensing.concluded else "See the relationships of the model.")
    graph.relate(package, "hasDeclaredLicense", graph.license(licensing.declared))
    graph.relate(package, "hasConcludedLicense", graph.license(licensing.concluded), comment=why)
    return package


def _relate(graph: Graph, link: Link, packages: dict[str, str]) -> None:
    child, parent = packages[link.child], packages[link.parent]
    comment = f"{link.words}: {link.says}"
    if link.parent.startswith(f"{ItemKind.DATASET.value}:"):
        graph.relate(child, "trainedOn", parent, comment=comment)
    elif link.derived:
        graph.relate(child, "descendantOf", parent, comment=comment)
    else:
        graph.relate(child, "other", parent, comment=comment)


def _files(graph: Graph, bom: Bom, subject: str) -> None:
    """The files that were read, and their relevant lines, as evidence."""
    files = []
    for file in bom.files:
        hashes = [{"type": "Hash", "algorithm": "sha256", "hashValue": file.sha256}] if file.sha256 else []
        iri = graph.add("software_File", "file", name=file.path, verifiedUsing=hashes, comment=file.kind)
        files.append(iri)
        for place in file.places:
            lines = {
                "type": "PositiveIntegerRange",
                "beginIntegerRange": place.first,
                "endIntegerRange": place.last,
            }
            snippet = graph.add(
                "software_Snippet",
                "snippet",
                name=f"{place.path}:{place.first}",
                software_snippetFromFile=iri,
                software_lineRange=lines,
            )
            graph.relate(subject, "hasEvidence", snippet, comment=place.says)
    if files:
        graph.relate(subject, "contains", *files)


def _annotations(graph: Graph, bom: Bom, packages: dict[str, str]) -> None:
    subject = packages[bom.subject.ref]
    for ref, text in bom.findings:
        fields = {"annotationType": "review", "subject": packages[ref], "contentType": "text/plain", "statement": text}
        graph.add("Annotation", "finding", **fields)
    for text in (bom.standing, *bom.open, *(f"Not read: {entry}" for entry in bom.not_read)):
        fields = {"annotationType": "other", "subject": subject, "contentType": "text/plain", "statement": text}
        graph.add("Annotation", "note", **fields)


def _envelope(graph: Graph, bom: Bom, roots: list[str]) -> None:
    """The bill of materials and the document, with the profiles that it conforms to."""
    profiles = ["core", "software", "simpleLicensing", *claimable(graph.elements)]
    license_ = graph.license("CC0-1.0")
    elements = [element["spdxId"] for element in graph.elements if "spdxId" in element]
    bill = graph.add(
        "software_Sbom",
        "bom",
        name=bom.name,
        rootElement=roots,
        element=elements,
        software_sbomType=["analyzed"],
        profileConformance=profiles,
    )
    graph.add(
        "SpdxDocument",
        "document",
        name=bom.name,
        rootElement=[bill],
        element=[*elements, bill],
        dataLicense=license_,
        profileConformance=profiles,
        comment=f"Rules {bom.rules_digest}. A model without datasets may still have unknown training data.",
    )
