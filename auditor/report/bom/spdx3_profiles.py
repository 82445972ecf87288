"""Requirements of SPDX 3.0.1 on claimed profiles that neither its JSON schema nor its shapes check.

Sources: the pages "AI", "Dataset" and "Licensing" of the specification, and of each class that they name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor import spdx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Elements = Sequence[dict[str, Any]]

_REQUIRED = {
    "ai": (
        "ai_AIPackage",
        (
            *("releaseTime", "suppliedBy", "software_downloadLocation", "software_packageVersion"),
            "software_primaryPurpose",
        ),
    ),
    "dataset": (
        "dataset_DatasetPackage",
        (
            *("builtTime", "originatedBy", "releaseTime", "software_downloadLocation", "software_primaryPurpose"),
            "dataset_datasetType",
        ),
    ),
}
_LICENSES = ("hasDeclaredLicense", "hasConcludedLicense")
_INDIVIDUALS = ("expandedlicensing_NoneLicense", "expandedlicensing_NoAssertionLicense")
_LICENSE_KINDS = ("simplelicensing_LicenseExpression", "expandedlicensing_")
_REFERENCES = ("LicenseRef-", "AdditionRef-", "DocumentRef-")


def claimable(elements: Elements) -> tuple[str, ...]:
    """The profiles for models and data that the document has elements of and whose requirements it meets."""
    return tuple(
        profile
        for profile, (kind, _) in _REQUIRED.items()
        if any(element["type"] == kind for element in elements) and not list(_missing(profile, elements))
    )


def problems(document: dict[str, Any]) -> tuple[str, ...]:
    """The problems that keep a document from conforming to the profiles it claims."""
    elements = document["@graph"]
    claimed = {profile for element in elements for profile in element.get("profileConformance", ())}
    missing = [problem for profile in sorted(claimed & set(_REQUIRED)) for problem in _missing(profile, elements)]
    return (*missing, *_licensing(elements), *_expressions(elements))


def _missing(profile: str, elements: Elements) -> Iterator[str]:
    kind, required = _REQUIRED[profile]
    for element in elements:
        if element["type"] != kind:
            continue
        for name in required:
            if not element.get(name):
                yield f"{element['spdxId']}: {profile} requires {name}"
        for how in _LICENSES:
            count = sum(len(relationship["to"]) for relationship in _relationships(elements, element["spdxId"], how))
            if count != 1:
                yield f"{element['spdxId']}: {profile} requires one {how}, and there are {count}"


def _licensing(elements: Elements) -> Iterator[str]:
    """License relationships must point to a license, and a differing conclusion must have a comment."""
    kinds = {element["spdxId"]: element["type"] for element in elements if "spdxId" in element}
    for element in elements:
        if element["type"] != "Relationship":
            continue
        for iri in (element["from"], *element["to"]):
            if iri not in kinds and iri not in _INDIVIDUALS:
                yield f"{element['spdxId']}: {iri} is not in the document"
        if element["relationshipType"] not in _LICENSES:
            continue
        for iri in element["to"]:
            if iri not in _INDIVIDUALS and not kinds.get(iri, "").startswith(_LICENSE_KINDS):
                yield f"{element['spdxId']}: {iri} is no license"
    for iri in kinds:
        declared, concluded = (_relationships(elements, iri, how) for how in _LICENSES)
        differ = {to for relationship in declared for to in relationship["to"]} != {
            to for relationship in concluded for to in relationship["to"]
        }
        if declared and concluded and differ and not any(relationship.get("comment") for relationship in concluded):
            yield f"{iri}: what is concluded differs from what is declared, and no comment says why"


def _expressions(elements: Elements) -> Iterator[str]:
    for element in elements:
        if element["type"] != "simplelicensing_LicenseExpression":
            continue
        text = element["simplelicensing_licenseExpression"]
        expression = spdx.parse(text)
        if expression is None or expression.unknown:
            yield f"{element['spdxId']}: {text!r} is no SPDX expression"
            continue
        explained = {entry["key"] for entry in element.get("simplelicensing_customIdToUri", ())}
        for license_id in expression.ids:
            if license_id.startswith(_REFERENCES) and license_id not in explained:
                yield f"{element['spdxId']}: {license_id} has no text"


def _relationships(elements: Elements, child: str, how: str) -> list[dict[str, Any]]:
    return [
        element
        for element in elements
        if element["type"] == "Relationship" and element["from"] == child and element["relationshipType"] == how
    ]
