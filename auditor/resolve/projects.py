"""Licenses declared by project files: pyproject.toml, setup.cfg, Cargo.toml, CITATION.cff, codemeta.json."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.identify.names import names
from auditor.model import Part
from auditor.patterns import regex
from auditor.resolve.fields import of_field
from auditor.resolve.meaning import declared
from auditor.resolve.packages import classified, part_of_package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Document, Repository, Statement

_KEYS = r"project\.license(?:\.text)?|tool\.poetry\.license|metadata\.license|package\.license|license(?:\.\d+)?"
"""PEP 621 and 639; Poetry; setuptools' setup.cfg; Cargo's manifest; the Citation File Format 1.2; CodeMeta."""
_CLASSIFIERS = ("project.classifiers", "metadata.classifiers", "tool.poetry.classifiers")
_SPDX_PAGE = regex(r"https?://spdx\.org/licenses/([A-Za-z0-9.+-]+?)(?:\.html|\.json)?/?")
_OF_A_DATASET = "dataset"


def in_project(description: Document, repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """The license of the project, otherwise its classifiers; nothing unless the file is at the model's root.

    A CITATION.cff of `type: dataset` is about data.
    """
    if not repository.is_at_root(description.path):
        return
    name = description.path.rpartition("/")[2]
    kinds = {value for value, _ in description.texts("type")}
    of_data = name.lower() == "citation.cff" and _OF_A_DATASET in kinds
    part = Part.DATA if of_data else part_of_package(repository)
    stated = False
    for field in description.fields:
        if re.fullmatch(_KEYS, field.key):
            for value, line in description.texts(field.key):
                stated = True
                location = description.at(line, key=field.key)
                yield from of_field(
                    _name(value, knowledge), location, f"{name}, {field.key}", knowledge, part=part, note=""
                )
    if stated:
        return
    for key in _CLASSIFIERS:
        for value, line in description.texts(key):
            for classifier in value.split("\n"):
                if classifier.startswith("License ::"):
                    location = description.at(line, key=key)
                    yield declared(classified(classifier), classifier, location, f"{name}, {key}", part=part, note="")


def _name(value: str, knowledge: Knowledge) -> str:
    """The id of a license that a value links, or the value."""
    page = _SPDX_PAGE.fullmatch(value)
    if page:
        return page[1]
    return (names(knowledge).of_link(value) if value.startswith("http") else "") or value
