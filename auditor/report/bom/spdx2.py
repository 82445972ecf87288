"""SPDX 2.3 as JSON, for older consumers: packages, relationships, texts of licenses that SPDX does not list.

A file of SPDX 2.3 needs a SHA-1, which is insecure and which an audit does not have: what was read in which file
is in the comments of licenses and relationships.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.report.bom.items import NOASSERTION, NONE, ItemKind
from auditor.report.bom.read import read
from auditor.report.common.document import written_plain

if TYPE_CHECKING:
    from auditor.model import Audit, Survey
    from auditor.report.bom.items import Bom, Item, LicenseText, Link

_DOCUMENT = "SPDXRef-DOCUMENT"
_PURPOSES = {ItemKind.CODE: "SOURCE"}


def render(result: Audit | Survey) -> str:
    """The document as JSON."""
    return written_plain(document(read(result)))


def document(bom: Bom) -> dict[str, Any]:
    """The document."""
    ids = {item.ref: f"SPDXRef-{item.kind.value}-{number}" for number, item in enumerate(bom.every, 1)}
    made: dict[str, Any] = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": _DOCUMENT,
        "name": bom.name,
        "documentNamespace": f"https://spdx.org/spdxdocs/auditor-{bom.id('spdx2')}",
        "creationInfo": {
            "created": f"{bom.as_of}T00:00:00Z",
            "creators": [f"Tool: auditor-{bom.version}"],
            "comment": f"Rules {bom.rules_digest}. Training data that nothing names is not listed.",
        },
        "packages": [_package(item, bom, ids) for item in bom.every],
        "relationships": _relationships(bom, ids),
        "hasExtractedLicensingInfos": [_extracted(reference, text) for reference, text in bom.texts.items()],
    }
    return {key: value for key, value in made.items() if value != []}


def _package(item: Item, bom: Bom, ids: dict[str, str]) -> dict[str, Any]:
    purl = {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": item.purl}
    notes = [f"Not read: {entry}" for entry in bom.not_read]
    made: dict[str, Any] = {
        "SPDXID": ids[item.ref],
        "name": item.name,
        "versionInfo": item.version,
        "supplier": f"Organization: {item.publisher}" if item.publisher else NOASSERTION,
        "downloadLocation": item.url or NOASSERTION,
        "filesAnalyzed": False,
        "licenseConcluded": NOASSERTION if item.licensing.concluded == NONE else item.licensing.concluded,
        "licenseDeclared": item.licensing.declared,
        "licenseComments": item.licensing.why,
        "copyrightText": "\n".join(item.copyrights) or NOASSERTION,
        "primaryPackagePurpose": _PURPOSES.get(item.kind, "OTHER"),
        "releaseDate": f"{item.released}T00:00:00Z" if item.released else "",
        "externalRefs": [purl] if item.purl else [],
        "comment": "\n".join((bom.standing, *bom.open, *notes)) if item == bom.subject else "",
        "annotations": [_annotation(text, bom) for ref, text in bom.findings if ref == item.ref],
    }
    return {key: value for key, value in made.items() if value not in ("", [])}


def _annotation(text: str, bom: Bom) -> dict[str, str]:
    return {
        "annotationDate": f"{bom.as_of}T00:00:00Z",
        "annotationType": "REVIEW",
        "annotator": f"Tool: auditor-{bom.version}",
        "comment": text,
    }


def _relationships(bom: Bom, ids: dict[str, str]) -> list[dict[str, str]]:
    rows = [_relationship(_DOCUMENT, "DESCRIBES", ids[item.ref]) for item in bom.roots]
    parts = [item for item in bom.items if item.kind is ItemKind.PART]
    rows += [_relationship(ids[bom.subject.ref], "CONTAINS", ids[part.ref]) for part in parts]
    return rows + [_of_link(link, ids) for link in bom.links]


def _of_link(link: Link, ids: dict[str, str]) -> dict[str, str]:
    kind = "DESCENDANT_OF" if link.derived else "OTHER"
    places = f" ({', '.join(map(str, link.places))})" if link.places else ""
    comment = f"{link.words}: {link.says}{places}"
    return _relationship(ids[link.child], kind, ids[link.parent]) | {"comment": comment}


def _relationship(child: str, kind: str, other: str) -> dict[str, str]:
    return {"spdxElementId": child, "relationshipType": kind, "relatedSpdxElement": other}


def _extracted(reference: str, text: LicenseText) -> dict[str, Any]:
    where = f" It is at {text.url}." if text.url else ""
    made: dict[str, Any] = {
        "licenseId": reference,
        "extractedText": text.text or f"The text is not available here.{where}",
        "name": text.name,
    }
    return {**made, "seeAlsos": [text.url]} if text.url else made
