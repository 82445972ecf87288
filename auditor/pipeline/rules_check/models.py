"""Checks that the known releases are distinguished by their shapes, and record where their licenses were read."""

from __future__ import annotations

import re
from itertools import chain, combinations
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.lineage.releases import releases_of
from auditor.lineage.shape.signature import hits, same_architecture
from auditor.model import Document, DocumentKind, Field, Grade, Part
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.errors import Problem
    from auditor.knowledge import Knowledge
    from auditor.knowledge.rule_files import RuleFiles
    from auditor.knowledge.toml_file import TomlFile
    from auditor.lineage.releases import Releases
    from auditor.model import Family, Release, Scalar

DIMENSIONS = (
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "num_key_value_heads",
    "intermediate_size",
    "vocab_size",
    "n_routed_experts",
)
_PRECISION = regex(r"-(?:NVFP4|FP8(?:-Static-PerTensor)?)$", re.IGNORECASE)
"""The end of the name of a quantized copy."""
_NEEDED = frozenset({"hidden_size", "num_hidden_layers", "vocab_size"})
_OF_A_RELEASE = frozenset({"model_type", "architectures", "max_position_embeddings", "rope_theta"})


def problems(files: RuleFiles, knowledge: Knowledge) -> Iterator[Problem]:
    """All problems of the known releases."""
    releases = releases_of(knowledge)
    families = {file.noun.key: file for file in files.models if file.noun}
    for file in families.values():
        if file.noun:
            yield from _family(file, file.noun, releases, knowledge)
    yield from _collisions(files.models)
    known = {release.repo.lower(): release for family in knowledge.families for release in family.releases}
    for file in files.models:
        for number, release in enumerate(file.noun.releases if file.noun else ()):
            base = known.get(release.base.lower())
            if not release.base and _PRECISION.sub("", release.repo.lower()) in known.keys() - {release.repo.lower()}:
                problem = (
                    f"is missing: {_PRECISION.sub('', release.repo)} is here, and this is named as a quantization of it"
                )
                yield file.problem(("release", number, "base"), problem)
            if base and release.date and base.date and release.date[:7] < base.date[:7]:
                problem = f"is before that of its base {base.repo}, {base.date}"
                yield file.problem(("release", number, "date"), problem)


def dimensions(family: Family) -> tuple[object, ...]:
    """The numbers by which two families have the same shape."""
    return tuple(family.shape.get(key) or None for key in DIMENSIONS)


def _family(file: TomlFile[Family], family: Family, releases: Releases, knowledge: Knowledge) -> Iterator[Problem]:
    for key in sorted(_OF_A_RELEASE & set(family.shape)):
        yield file.problem(("shape", key), "belongs to a release: [config], as it changes between them")
    for number, release in enumerate(family.releases):
        for path, problem in _release(release, family, knowledge):
            yield file.problem(("release", number, *path), problem)
    if set(family.shape) >= _NEEDED:
        for number, release in enumerate(family.releases):
            if not _leads_to(family, release, releases):
                problem = (
                    "its own numbers do not lead to it: a shape has five keys or more, and no two releases all alike"
                )
                yield file.problem(("release", number, "repo"), problem)


def _release(release: Release, family: Family, knowledge: Knowledge) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if release.grade is not Grade.MEMORY and not release.source:
        yield ("source",), "is missing: where was its license read?"
    if not release.profiled and all(map(knowledge.profile, spdx.ids(release.license or ""))):
        yield ("profiled",), "is false, and licenses/ has its license: delete the line"
    if release.copyrights and not release.copyrights_read:
        yield ("copyrights_read",), "is not true, and there are copyright lines"
    for at, line in enumerate(release.copyrights):
        if not any(holder in line for holder in family.holders):
            yield ("copyrights", at), "names none of `holders`"


def _leads_to(family: Family, release: Release, releases: Releases) -> bool:
    kind = {"model_type": family.model_types[0]} if family.model_types else {}
    agreeing = hits([_document({**kind, **family.shape, **release.config})], releases)
    return any(
        like.release.repo == release.repo and like.matched == like.compared
        for hit in agreeing
        if hit.family == family.key
        for like in hit.likenesses
    )


def _collisions(files: tuple[TomlFile[Family], ...]) -> Iterator[Problem]:
    """Independent families with the same shape must name each other, or each would implicate the other's models.

    But a remembered shape does not override one that was read.
    """
    alike: dict[tuple[object, ...], list[TomlFile[Family]]] = {}
    for file in files:
        if file.noun is not None and set(file.noun.shape) >= _NEEDED:
            alike.setdefault(dimensions(file.noun), []).append(file)
    for first, other in chain.from_iterable(combinations(same, 2) for same in alike.values()):
        if first.noun is None or other.noun is None or not same_architecture(first.noun, other.noun):
            continue
        for file, family, twin in ((first, first.noun, other.noun), (other, other.noun, first.noun)):
            weaker = twin.shape_grade is Grade.MEMORY and family.shape_grade is not Grade.MEMORY
            if not weaker and twin.publisher not in family.collides:
                problem = f"must name {twin.publisher}: {twin.key}.toml has exactly this shape"
                yield file.problem(("collides",), problem)


def _document(config: Mapping[str, Scalar]) -> Document:
    return Document(
        path="config.json",
        kind=DocumentKind.CONFIG,
        part=Part.WEIGHTS,
        root="",
        sha256="0" * 64,
        size=1,
        fields=tuple(Field(key=key, value=value) for key, value in config.items() if value is not None),
    )
