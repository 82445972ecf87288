"""The texts of licenses that SPDX does not list: those in rules/, from their publishers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.knowledge import default_knowledge
from auditor.knowledge.verbatim import content, license_texts
from auditor.report.bom.items import LicenseText

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.report.bom.items import Item

_REFERENCE = "LicenseRef-"


def texts_of(names: Mapping[str, str], items: Iterable[Item]) -> dict[str, LicenseText]:
    """The texts by LicenseRef, for every expression of the items; `names` are friendly names of licenses."""
    expressions = {text for item in items for text in (item.licensing.declared, item.licensing.concluded)}
    references = {
        atom
        for expression in expressions
        for license_id in spdx.ids(expression)
        for atom in license_id.split(" WITH ")
        if atom.startswith(_REFERENCE)
    }
    return {reference: _text(reference, names) for reference in sorted(references)}


def license_text(license_id: str) -> str:
    """The exact text of a license from its publisher; "" if not available."""
    knowledge = default_knowledge()
    key = knowledge.profile_key(license_id)
    known = license_texts(knowledge.root, key) if key else ()
    return content(knowledge.root, known[0]).decode("utf-8", "replace") if known else ""


def _text(reference: str, names: Mapping[str, str]) -> LicenseText:
    profile = default_knowledge().profile(reference)
    name = names.get(reference) or (profile.name if profile else reference)
    return LicenseText(name, license_text(reference), profile.url if profile else "")
