"""Which of the minimum elements of the G7 ("SBOM for AI: minimum elements", BSI and others, 12 May 2026) are filled.

No score: an honest document may have few of them. For what is not filled, the possible source is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.model import DocumentKind
from auditor.report.bom.items import NOASSERTION, NONE, ItemKind
from auditor.report.bom.read import read
from auditor.report.common import wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Audit, Survey
    from auditor.report.bom.items import Bom, Item

_CARD = "the publisher's model card"
_PUBLISHER = "the publisher"
_DATA_CARD = "the dataset's own card"
_OPERATOR = "whoever runs the system"
_SYSTEM = "the system that the model becomes a part of"
_WEIGHTS = frozenset(kind.value for kind in DocumentKind if kind.is_header)


class Part(NamedTuple):
    """How much of an element is present."""

    words: str
    """What is present; "" if nothing is."""
    whole: bool = True


class Element(NamedTuple):
    """One minimum element."""

    cluster: str
    name: str
    filled: str
    """What of it is present; "" if nothing is."""
    source: str
    """The source from which the fact, or its missing part, would have to come."""
    whole: bool = True
    """Whether it is complete."""


def render(result: Audit | Survey) -> str:
    """A line for each element, cluster by cluster."""
    rows = elements(read(result))
    lines = ["Minimum elements of an SBOM for AI (G7, May 2026) that spdx3 and cyclonedx documents fill"]
    cluster = ""
    for row in rows:
        if row.cluster != cluster:
            cluster = row.cluster
            lines += ["", cluster]
        lines.append(f"  {row.name:<28} {_state(row)}")
    return "\n".join(lines) + "\n"


def _state(row: Element) -> str:
    if not row.filled:
        return f"no      would come from {row.source}"
    return f"yes     {row.filled}" if row.whole else f"partly  {row.filled}; the rest would come from {row.source}"


def elements(bom: Bom) -> tuple[Element, ...]:
    """All fifty elements, in the order of the paper."""
    return (*_metadata(bom), *_system(bom), *_models(bom), *_datasets(bom), *_rest())


def _metadata(bom: Bom) -> Iterable[Element]:
    linked = wording.counted(len(bom.links), "relationship") if bom.links else ""
    rows = (
        ("author", f"auditor {bom.version}", ""),
        ("version", "1", ""),
        ("format name", "SPDX or CycloneDX", ""),
        ("format version", "3.0.1 or 1.7", ""),
        ("signature", "", "whoever publishes the document"),
        ("tool name", "auditor", ""),
        ("tool version", bom.version, ""),
        ("generation context", "analyzed after it was built, from its files", ""),
        ("timestamp", bom.as_of, ""),
        ("dependency relationship", linked, f"{_CARD}: base_model, datasets"),
    )
    return _cluster("Metadata", rows)


def _system(bom: Bom) -> Iterable[Element]:
    rows: tuple[tuple[str, str | Part, str], ...] = (
        ("name", bom.name, ""),
        ("components", f"{len(bom.every)} listed" if len(bom.every) > 1 else "", f"{_CARD}, or {_SYSTEM}"),
        ("producer", _each(bom.roots, "publisher"), f"{_PUBLISHER}: audit the repository where it is published"),
        ("version", _each(bom.roots, "version"), "a revision: audit a commit"),
        ("timestamp", _each(bom.roots, "released"), f"{_PUBLISHER}: the day of the release"),
        *((name, "", _SYSTEM) for name in ("data flow", "data usage", "input and output", "intended area")),
    )
    return _cluster("System", rows)


def _models(bom: Bom) -> Iterable[Element]:
    models = [item for item in bom.every if item.kind is ItemKind.MODEL]
    weights = [bool(file.sha256) for file in bom.files if file.kind in _WEIGHTS]
    hashed = Part(f"of {sum(weights)} of {len(weights)} files of weights", all(weights)) if any(weights) else Part("")
    properties = ", ".join(bom.hyperparameters)
    rows: tuple[tuple[str, str | Part, str], ...] = (
        ("name", f"{len(models)} named", ""),
        ("identifier", _each(models, "purl"), f"{_PUBLISHER}: a repository on the Hub"),
        ("version", _each(models, "version"), "a revision of each: audit a commit"),
        ("timestamp", _each(models, "released"), f"{_PUBLISHER}: the day of the release"),
        ("producer", _each(models, "publisher"), _PUBLISHER),
        ("description", "", _CARD),
        ("hash value", hashed, "the listing of a repository on the Hub: audit it there"),
        ("hash algorithm", "SHA-256" if hashed.words else "", "the same listing"),
        ("properties", properties, "config.json, where its fields can be compared"),
        ("input and output", "", _CARD),
        ("training properties", "", _CARD),
        ("license", _licensed(models), f"{_CARD} and LICENSE"),
        ("external references", _each(models, "url"), f"{_PUBLISHER}: a repository on the Hub"),
    )
    return _cluster("Models", rows)


def _datasets(bom: Bom) -> Iterable[Element]:
    datasets = [item for item in bom.every if item.kind is ItemKind.DATASET]
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
        ("dependency relationship", "training data of the model" if datasets else "", f"{_CARD}: datasets"),
        ("license", _licensed(datasets), _DATA_CARD),
    )
    return _cluster("Datasets", rows)


def _rest() -> Iterable[Element]:
    yield from _cluster("Infrastructure", (("software", "", _OPERATOR), ("hardware", "", _OPERATOR)))
    security = ("controls", "compliance", "policy", "vulnerabilities")
    yield from _cluster("Security", tuple((name, "", _OPERATOR) for name in security))
    yield from _cluster("Key figures", (("security metrics", "", _OPERATOR), ("operational figures", "", _OPERATOR)))


def _cluster(cluster: str, rows: Iterable[tuple[str, str | Part, str]]) -> list[Element]:
    made = []
    for name, part, source in rows:
        words, whole = (part, True) if isinstance(part, str) else part
        made.append(Element(cluster, name, words, source, whole))
    return made


def _each(items: Iterable[Item], field: str) -> Part:
    """The number of items for which the field is known."""
    return _part([bool(getattr(item, field)) for item in items], "known for")


def _licensed(items: Iterable[Item]) -> Part:
    return _part([item.licensing.concluded not in (NOASSERTION, NONE) for item in items], "concluded for")


def _part(known: list[bool], words: str) -> Part:
    return Part(f"{words} {sum(known)} of {len(known)}", all(known)) if any(known) else Part("")
