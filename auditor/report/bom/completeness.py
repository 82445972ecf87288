"""Which of the minimum elements of the G7 ("SBOM for AI: minimum elements", BSI and others, 12 May 2026) are filled.

No score: a document with few of them can be the honest one. What is not filled says where the fact would come from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.report.bom.items import NOASSERTION, NONE, ItemKind
from auditor.report.bom.read import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Audit, Survey
    from auditor.report.bom.items import Bom, Item

_CARD = "the publisher's model card"
_PUBLISHER = "the publisher"
_DATA_CARD = "the dataset's own card"
_OPERATOR = "whoever runs the system"
_SYSTEM = "the system that the model becomes a part of"


class Element(NamedTuple):
    """One minimum element."""

    cluster: str
    name: str
    filled: str
    """What of it is there; "" where nothing is."""
    source: str
    """Where the fact would have to come from."""


def render(result: Audit | Survey) -> str:
    """A line for each element, cluster by cluster."""
    rows = elements(read(result))
    lines = ["Minimum elements of an SBOM for AI (G7, May 2026) that spdx3 and cyclonedx documents fill"]
    cluster = ""
    for row in rows:
        if row.cluster != cluster:
            cluster = row.cluster
            lines += ["", cluster]
        state = f"yes  {row.filled}" if row.filled else f"no   would come from {row.source}"
        lines.append(f"  {row.name:<28} {state}")
    return "\n".join(lines) + "\n"


def elements(bom: Bom) -> tuple[Element, ...]:
    """All fifty, in the order of the paper."""
    return (*_metadata(bom), *_system(bom), *_models(bom), *_datasets(bom), *_rest())


def _metadata(bom: Bom) -> Iterable[Element]:
    linked = f"{len(bom.links)} relationships" if bom.links else ""
    rows = (
        ("author", f"auditor {bom.version}", ""),
        ("version", "1", ""),
        ("format name", "SPDX or CycloneDX", ""),
        ("format version", "3.0.1 or 1.7", ""),
        ("signature", "", "whoever publishes the document"),
        ("tool name", "auditor", ""),
        ("tool version", bom.version, ""),
        ("generation context", "analyzed from files", ""),
        ("timestamp", bom.as_of, ""),
        ("dependency relationship", linked, f"{_CARD}: base_model, datasets"),
    )
    return _cluster("Metadata", rows)


def _system(bom: Bom) -> Iterable[Element]:
    rows = (
        ("name", bom.name, ""),
        ("components", f"{len(bom.every)} items" if len(bom.every) > 1 else "", f"{_CARD}, or {_SYSTEM}"),
        ("producer", _each(bom.roots, "publisher"), f"{_PUBLISHER}: audit the repository where it is published"),
        ("version", _each(bom.roots, "version"), "a revision: audit a commit"),
        ("timestamp", _each(bom.roots, "released"), f"{_PUBLISHER}: the day of the release"),
        *((name, "", _SYSTEM) for name in ("data flow", "data usage", "input and output", "intended area")),
    )
    return _cluster("System", rows)


def _models(bom: Bom) -> Iterable[Element]:
    models = [item for item in bom.every if item.kind is ItemKind.MODEL]
    hashed = f"{len(bom.files)} files read" if bom.files else ""
    known = [item for item in models if item.licensing.declared not in (NOASSERTION, NONE)]
    licensed = f"declared for {len(known)} of {len(models)}" if known else ""
    properties = ", ".join(bom.hyperparameters)
    rows = (
        ("name", f"{len(models)} named", ""),
        ("identifier", _each(models, "purl"), f"{_PUBLISHER}: a repository on the Hub"),
        ("version", _each(models, "version"), "a revision of each: audit a commit"),
        ("timestamp", _each(models, "released"), f"{_PUBLISHER}: the day of the release"),
        ("producer", _each(models, "publisher"), _PUBLISHER),
        ("description", "", _CARD),
        ("hash value", hashed, "the files of the repository"),
        ("hash algorithm", "SHA-256" if hashed else "", "as above"),
        ("properties", properties, "config.json, where its fields can be compared"),
        ("input and output", "", _CARD),
        ("training properties", "", _CARD),
        ("license", licensed, f"{_CARD} and LICENSE"),
        ("external references", _each(models, "url"), f"{_PUBLISHER}: a repository on the Hub"),
    )
    return _cluster("Models", rows)


def _datasets(bom: Bom) -> Iterable[Element]:
    datasets = [item for item in bom.every if item.kind is ItemKind.DATASET]
    known = [item for item in datasets if item.licensing.declared not in (NOASSERTION, NONE)]
    count = f"{len(datasets)} named" if datasets else ""
    rows = (
        ("name", count, f"{_CARD}: datasets"),
        ("description", "", _DATA_CARD),
        ("content", "", _DATA_CARD),
        ("identifier", _each(datasets, "url"), f"{_CARD}: datasets"),
        ("hash", "", _DATA_CARD),
        ("provenance", _each(datasets, "publisher"), _DATA_CARD),
        ("statistics", "", _DATA_CARD),
        ("sensitivity", "", _DATA_CARD),
        ("dependency relationship", "trainedOn" if datasets else "", f"{_CARD}: datasets"),
        ("license", f"declared for {len(known)} of {len(datasets)}" if known else "", _DATA_CARD),
    )
    return _cluster("Datasets", rows)


def _rest() -> Iterable[Element]:
    yield from _cluster("Infrastructure", (("software", "", _OPERATOR), ("hardware", "", _OPERATOR)))
    security = ("controls", "compliance", "policy", "vulnerabilities")
    yield from _cluster("Security", tuple((name, "", _OPERATOR) for name in security))
    yield from _cluster("Key figures", (("security metrics", "", _OPERATOR), ("operational figures", "", _OPERATOR)))


def _cluster(cluster: str, rows: Iterable[tuple[str, str, str]]) -> list[Element]:
    return [Element(cluster, *row) for row in rows]


def _each(items: Iterable[Item], field: str) -> str:
    """`1 of 3 models`, "" where none has it."""
    values = [getattr(item, field) for item in items]
    there = sum(bool(value) for value in values)
    return f"{there} of {len(values)}" if there else ""
