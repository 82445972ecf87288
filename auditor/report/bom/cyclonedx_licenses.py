"""The licenses of a CycloneDX component, declared and concluded, as far as a format version can express both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor import spdx
from auditor.report.bom.items import NOASSERTION, NONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.report.bom.items import LicenseText, Licensing

_REFERENCE = "LicenseRef-"
_MIXED = "1.7"
"""The first version that allows expressions together with licenses."""


def licenses(
    licensing: Licensing, texts: Mapping[str, LicenseText], version: str
) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """The list of licenses, and properties for what it cannot express; a text is given at its first use."""
    terms = {"declared": licensing.declared, "concluded": licensing.concluded}
    left = [(f"auditor:license:{how}", text) for how, text in terms.items() if text in (NOASSERTION, NONE)]
    terms = {how: text for how, text in terms.items() if text not in (NOASSERTION, NONE)}
    if version < _MIXED and not all(_is_single(text) for text in terms.values()):
        how = "concluded" if "concluded" in terms else "declared"
        left += [(f"auditor:license:{other}", text) for other, text in terms.items() if other != how]
        return [{"expression": terms[how], "acknowledgement": how}], left
    once = {text: how for how, text in reversed(terms.items())}
    return [_choice(text, how, texts if once[text] == how else {}, version) for how, text in terms.items()], left


def _is_single(text: str) -> bool:
    return " " not in text


def _choice(text: str, how: str, texts: Mapping[str, LicenseText], version: str) -> dict[str, Any]:
    custom = text.startswith(_REFERENCE)
    if not _is_single(text) or (custom and version >= _MIXED):
        details = [
            {"licenseIdentifier": reference, **_words(texts[reference])}
            for reference in spdx.ids(text)
            if reference in texts and _words(texts[reference])
        ]
        made: dict[str, Any] = {"expression": text, "acknowledgement": how}
        return {**made, "expressionDetails": details} if details and version >= _MIXED else made
    if not custom:
        return {"license": {"id": text, "acknowledgement": how}}
    known = texts.get(text)
    properties = [{"name": "auditor:license:spdx", "value": text}]
    license_ = {"name": known.name if known else text, "acknowledgement": how, "properties": properties}
    return {"license": {**license_, **(_words(known) if known else {})}}


def _words(known: LicenseText) -> dict[str, Any]:
    made: dict[str, Any] = {"text": {"contentType": "text/plain", "content": known.text}} if known.text else {}
    return {**made, "url": known.url} if known.url else made
