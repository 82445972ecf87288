"""What package metadata and the heads of source files declare of the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import Certainty, HubId, Part
from auditor.patterns import regex
from auditor.resolve.meaning import declared, first_line, meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Document, Statement

_CLASSIFIERS = {
    "mit license": "MIT",
    "apache software license": "Apache-2.0",
    "bsd license": "",
    "isc license (iscl)": "ISC",
    "the unlicense (unlicense)": "Unlicense",
    "gnu affero general public license v3": "AGPL-3.0-only",
    "gnu general public license v2 (gplv2)": "GPL-2.0-only",
    "gnu general public license v3 (gplv3)": "GPL-3.0-only",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
}
"""Trove classifiers that name one license; "" names a family."""

_SPDX_TAG = regex(r"SPDX-License-Identifier:[ \t]*([A-Za-z0-9.+()\- ]{1,200})")


def in_package(metadata: Document, knowledge: Knowledge) -> Iterator[Statement]:
    """License-Expression rules, then the License field, then classifiers (core metadata, PEP 639)."""
    for key in ("License-Expression", "License"):
        for value, line in metadata.texts(key):
            raw = first_line(value)
            yield _of_code(metadata, line, key, raw, meaning(raw, knowledge))
            return
    for value, line in metadata.texts("Classifier"):
        if value.startswith("License ::"):
            yield _of_code(metadata, line, "Classifier", value, _classified(value))


def in_source(code: Document, _knowledge: Knowledge) -> Iterator[Statement]:
    """The SPDX tags of a source file, by line."""
    for number, line in enumerate(code.text.split("\n"), start=1):
        tag = _SPDX_TAG.search(line)
        expression = spdx.parse(tag[1]) if tag else None
        if tag and expression:
            certainty = Certainty.UNKNOWN if expression.unknown else Certainty.IDENTIFIED
            means = HubId(id=tag[1], expression=expression.text, certainty=certainty)
            yield declared(means, tag[1].strip(), code.at(number), "source file, SPDX tag", part=Part.CODE)


def _classified(classifier: str) -> HubId:
    expression = _CLASSIFIERS.get(classifier.rpartition("::")[2].strip().lower())
    if expression:
        return HubId(id=classifier, expression=expression, certainty=Certainty.IDENTIFIED)
    return HubId(id=classifier, certainty=Certainty.UNKNOWN if expression is None else Certainty.FAMILY)


def _of_code(metadata: Document, line: int | None, key: str, raw: str, means: HubId) -> Statement:
    location, by = metadata.at(line, key=key), f"package metadata, {key}"
    return declared(means, raw, location, by, part=Part.CODE, note="")
