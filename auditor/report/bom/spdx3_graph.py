"""The elements of an SPDX 3.0.1 document, each with an IRI of its own, in order of creation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor import spdx
from auditor.report.bom.items import NOASSERTION, NONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.report.bom.items import LicenseText

_CREATION = "_:creation"
_INDIVIDUALS = {NONE: "expandedlicensing_NoneLicense", NOASSERTION: "expandedlicensing_NoAssertionLicense"}
_REFERENCE = "LicenseRef-"


class Graph:
    """The elements so far."""

    def __init__(self, space: str, texts: Mapping[str, LicenseText]) -> None:
        """`space` is the beginning of every IRI, `texts` are those of the LicenseRefs."""
        self.elements: list[dict[str, Any]] = []
        self._space = space
        self._texts = texts
        self._licenses: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def creation(self, as_of: str, version: str) -> None:
        """Add who made the document, when and with what."""
        tool = self._iri("tool")
        agent = self._iri("agent")
        info = {
            "type": "CreationInfo",
            "@id": _CREATION,
            "specVersion": "3.0.1",
            "created": f"{as_of}T00:00:00Z",
            "createdBy": [agent],
            "createdUsing": [tool],
        }
        named = {"creationInfo": _CREATION, "name": f"auditor {version}"}
        self.elements += [
            info,
            {"type": "SoftwareAgent", "spdxId": agent, **named},
            {"type": "Tool", "spdxId": tool, **named},
        ]

    def add(self, kind: str, what: str, **fields: Any) -> str:  # noqa: ANN401 - the fields of any element
        """Add an element; returns its IRI, whose last part begins with `what`; empty fields are left out."""
        iri = self._iri(what)
        kept = {name: value for name, value in fields.items() if value not in ("", [], None)}
        self.elements.append({"type": kind, "spdxId": iri, "creationInfo": _CREATION, **kept})
        return iri

    def relate(self, child: str, how: str, *others: str, comment: str = "") -> str:
        """Add a relationship from one element to others; returns its IRI."""
        fields = {"from": child, "to": list(others), "relationshipType": how, "comment": comment}
        return self.add("Relationship", "relationship", **fields)

    def license(self, expression: str) -> str:
        """The IRI of an expression, created once; for NONE and NOASSERTION that of SPDX itself."""
        if expression in _INDIVIDUALS:
            return _INDIVIDUALS[expression]
        known = self._licenses.get(expression)
        if known is None:
            references = [
                {"type": "DictionaryEntry", "key": reference, "value": self._text(reference)}
                for reference in spdx.ids(expression)
                if reference.startswith(_REFERENCE)
            ]
            known = self._licenses[expression] = self.add(
                "simplelicensing_LicenseExpression",
                "license",
                simplelicensing_licenseExpression=expression,
                simplelicensing_customIdToUri=references,
            )
        return known

    def _text(self, reference: str) -> str:
        known = self._licenses.get(f"text:{reference}")
        if known is None:
            text = self._texts.get(reference)
            where = f" It is at {text.url}." if text and text.url else ""
            known = self._licenses[f"text:{reference}"] = self.add(
                "simplelicensing_SimpleLicensingText",
                "license-text",
                name=text.name if text else reference,
                simplelicensing_licenseText=(text.text if text else "") or f"The text is not available here.{where}",
            )
        return known

    def _iri(self, what: str) -> str:
        number = self._numbers[what] = self._numbers.get(what, 0) + 1
        return f"{self._space}#{what}-{number}"
