"""The family that a model file indicates: by its trainer's name for the architecture, or by its tensors.

A LoRA whose header says `sdxl_base_v1-0`, a single-file checkpoint with the tensors of Stable Diffusion: which release
of the family it came from remains open (rung 4 of design §6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.components import component_of
from auditor.lineage.edges import UNSETTLED, candidate, names_of
from auditor.lineage.shape.names import agreeing_names
from auditor.model import Comparison, DocumentKind, EdgeKind, Evidence, Location, Part, Relation, Rung, Upstream
from auditor.model.base import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.lineage.releases import Releases
    from auditor.model import Document, Family

_METADATA = "__metadata__."
_SHAPE = "tensors.shape."
_BLOCKS = "tensors.blocks."
_BEFORE = "model.diffusion_model."
"""A prefix that the tensor names of a denoiser may have."""
_KINDS = ("/lora", "/textual-inversion", "/control-net", "/controlnet")
"""Suffixes of the architecture of files that are not a whole model."""


class _Kind(Value, frozen=True):
    family: Family
    says: str
    location: Location
    compared: tuple[Comparison, ...]
    network: bool


def of_a_kind(context: Context) -> Iterator[Upstream]:
    """One edge per family that a header indicates, unless a parent of it is named or the model is a known release."""
    if context.known_release is not None:
        return
    named = {name for edge in context.edges if edge.part is Part.WEIGHTS for name in names_of(edge)}
    families = {known.family.key for name in named if (known := context.releases.get(name)) is not None}
    linked = families | {edge.name for edge in context.edges if edge.kind is EdgeKind.FAMILY}
    for document in context.repository.of_kind(DocumentKind.SAFETENSORS):
        kind = _by_trainer(document, context.releases) or _by_tensors(document, context.releases)
        if kind is None or kind.family.key in linked:
            continue
        linked.add(kind.family.key)
        originals = [release for release in kind.family.releases if not release.base] or list(kind.family.releases)
        yield Upstream(
            name=kind.family.key,
            kind=EdgeKind.FAMILY,
            title=f"{kind.family.name} ({kind.family.publisher})",
            relations=(Relation.ADAPTER,) if kind.network else UNSETTLED,
            candidates=tuple(candidate(kind.family, release) for release in originals),
            evidence=(
                Evidence(
                    rung=Rung.SIGNATURE,
                    says="; ".join((kind.says, *agreeing_names(originals, context))),
                    location=kind.location,
                    compared=kind.compared,
                    families=1,
                ),
            ),
            component=component_of(document.path, context.repository),
            note=kind.family.note,
        )


def _by_trainer(document: Document, releases: Releases) -> _Kind | None:
    network = is_network(document)
    for key in ("ss_base_model_version", "modelspec.architecture"):
        for value, _ in document.texts(_METADATA + key):
            name = value.strip()
            for ending in _KINDS:
                name = name.removesuffix(ending)
            family = releases.of_trainer(name)
            if family is not None:
                says = f"the header of {document.path} calls its kind {value}: that of {family.name}"
                compared = (Comparison(field=key, here=value, there=name),)
                return _Kind(family, says, document.at(key=_METADATA + key), compared, network or name != value)
    return None


def _by_tensors(document: Document, releases: Releases) -> _Kind | None:
    shapes = {field.key.removeprefix(_SHAPE): field.value for field in document.fields if field.key.startswith(_SHAPE)}
    shapes |= {name.removeprefix(_BEFORE): shape for name, shape in shapes.items() if name.startswith(_BEFORE)}
    blocks = {
        field.key.removeprefix(_BLOCKS).removeprefix(_BEFORE): field.value
        for field in document.fields
        if field.key.startswith(_BLOCKS)
    }
    network = releases.of_network(shapes)
    if network is not None:
        says = f"the tensors of {document.path} are those of a LoRA for {network.name}"
        return _Kind(network, says, Location(path=document.path), (), network=True)
    for family in releases.with_tensors(shapes):
        if any(name.startswith(family.tensors_absent) for name in shapes):
            continue
        if any(name not in shapes or (shape and shapes[name] != shape) for name, shape in family.tensors.items()):
            continue
        if any(blocks.get(above) != number for above, number in family.tensor_blocks.items()):
            continue
        compared = tuple(
            Comparison(field=name, here=_sides(shapes[name]), there=_sides(shape or shapes[name]))
            for name, shape in family.tensors.items()
        )
        says = f"the tensors of {document.path} are those of {family.name}"
        return _Kind(family, says, Location(path=document.path), compared, network=False)
    return None


def is_network(document: Document) -> bool:
    """Whether the header is that of a LoRA or the like, rather than of a whole model."""
    kinds = document.texts(f"{_METADATA}modelspec.architecture")
    return bool(document.texts(f"{_METADATA}ss_network_module")) or any(kind.endswith("/lora") for kind, _ in kinds)


def _sides(shape: object) -> str:
    return " x ".join(str(side) for side in shape) if isinstance(shape, tuple) else ""
