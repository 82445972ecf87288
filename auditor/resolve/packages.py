"""Licenses declared by packages: Python metadata, package.json, container annotations, heads of source files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import Certainty, HubId, Part
from auditor.patterns import regex
from auditor.resolve.covered import holds_weights
from auditor.resolve.fields import of_field
from auditor.resolve.heads import of_head
from auditor.resolve.meaning import by_name, declared, meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Document, Repository, Statement

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
_ELSEWHERE = regex(r"(?i)see licen[cs]e in ")
_ANNOTATION = "org.opencontainers.image.licenses"
_NPM_ROOTS = ("", "package")
_HEADED = "source file, "


def in_package(metadata: Document, repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """License-Expression takes precedence, then the License field, then classifiers (core metadata, PEP 639)."""
    part = part_of_package(repository)
    for key in ("License-Expression", "License"):
        for value, line in metadata.texts(key):
            statements = tuple(_field(metadata, line, key, value, part, knowledge))
            if statements:
                yield from statements
                return
    for value, line in metadata.texts("Classifier"):
        if value.startswith("License ::"):
            location, by = metadata.at(line, key="Classifier"), "package metadata, Classifier"
            yield declared(classified(value), value, location, by, part=part, note="")


def in_package_json(metadata: Document, repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """`license` of an npm package, or the older `license.type` and `licenses`; nothing if it refers to a file."""
    if metadata.path.rpartition("/")[0] not in _NPM_ROOTS:
        return
    part = part_of_package(repository)
    keys = [
        field.key for field in metadata.fields if re.fullmatch(r"license(?:\.type)?|licenses\.\d+\.type", field.key)
    ]
    for key in keys:
        for value, line in metadata.texts(key):
            if _ELSEWHERE.match(value):
                continue
            location, by = metadata.at(line, key=key), f"package.json, {key}"
            if value == "UNLICENSED":
                means = HubId(id=value, certainty=Certainty.UNKNOWN, note="no license is granted by the package")
                yield declared(means, value, location, by, part=part)
            else:
                yield from of_field(value, location, by, knowledge, part=part, note="")


def in_image(index: Document, _repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """The annotation `org.opencontainers.image.licenses` of an index (OCI image specification)."""
    for field in index.fields:
        if field.key.endswith(_ANNOTATION) and isinstance(field.value, str):
            location, by = index.at(field.line, key=field.key), "image annotation, licenses"
            yield from of_field(field.value, location, by, knowledge)


def in_source(code: Document, _repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """The SPDX tags of a source file, by line; without any, the licenses that its head names in words."""
    tags = tuple(spdx_tags(code.text))
    for number, raw in tags:
        yield declared(
            tagged(raw, knowledge), raw, code.at(number), f"{_HEADED}SPDX tag", part=Part.CODE, covers=(code.path,)
        )
    for number, raw, license_id in () if tags else of_head(code.text, knowledge):
        means = by_name(license_id, raw, knowledge)
        yield declared(means, raw, code.at(number), f"{_HEADED}its head", part=Part.CODE, covers=(code.path,))


def spdx_tags(text: str) -> Iterator[tuple[int, str]]:
    """The value of each SPDX tag, with its line."""
    for number, line in enumerate(text.split("\n"), start=1):
        tag = _SPDX_TAG.search(line)
        if tag and spdx.parse(tag[1]):
            yield number, tag[1].strip()


def tagged(value: str, knowledge: Knowledge) -> HubId:
    """What the value of an SPDX tag means."""
    return by_name(value, value, knowledge) if spdx.names_licenses(value) else meaning(value, knowledge)


def part_of_package(repository: Repository) -> Part:
    """The part that a package's metadata are about: its code; unclear if the package also contains weights."""
    return Part.UNCLEAR if holds_weights(repository) else Part.CODE


def classified(classifier: str) -> HubId:
    """What a Trove classifier of a license means."""
    expression = _CLASSIFIERS.get(classifier.rpartition("::")[2].strip().lower())
    if expression:
        return HubId(id=classifier, expression=expression, certainty=Certainty.IDENTIFIED)
    return HubId(id=classifier, certainty=Certainty.UNKNOWN if expression is None else Certainty.FAMILY)


def _field(
    metadata: Document, line: int | None, key: str, value: str, part: Part, knowledge: Knowledge
) -> Iterator[Statement]:
    yield from of_field(value, metadata.at(line, key=key), f"package metadata, {key}", knowledge, part=part, note="")
