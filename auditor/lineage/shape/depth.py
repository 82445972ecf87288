"""A known shape with another number of layers: pruned or stacked models keep every width, so they may come from it.

A shape cannot distinguish a stacked model from one trained with this depth: this is a note, never an edge, and no
finding is based on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.shape.keys import shape_of
from auditor.model import NamedModel, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.lineage.context import Context
    from auditor.model import Document, Family, Scalar

_DEPTHS = ("num_hidden_layers", "depth", "depth_single_blocks")
_LEAST, _LEAST_OF_A_CLASS = 5, 4
"""The fewest fields other than the depth that must be present and agree."""
_CLASS = "_class_name"


def other_depth(context: Context) -> Iterator[NamedModel]:
    """The family, of one publisher only, that has this shape except for its depth; none if a parent is known."""
    if context.hits or any(edge.part is Part.WEIGHTS for edge in context.edges):
        return
    for document in context.repository.documents:
        shape = shape_of(document)
        sizes = [size for size in (shape.get(_CLASS), shape.get("hidden_size")) if size is not None]
        near = {family.key: family for size in sizes for family in context.releases.of_size(size)}
        alike = [family for family in near.values() if not family.collides and _alike(shape, family)]
        if len({family.publisher for family in alike}) == 1:
            yield _note(document, shape, alike[0])


def _alike(shape: Mapping[str, Scalar], family: Family) -> bool:
    """Whether everything that both have agrees except the number of layers."""
    depths = [key for key in _DEPTHS if key in family.shape and key in shape]
    known = [key for key in family.shape if key in shape and key not in _DEPTHS]
    if all(shape[key] == family.shape[key] for key in depths) or any(shape[key] != family.shape[key] for key in known):
        return False
    if _CLASS in family.shape:
        return len(known) >= _LEAST_OF_A_CLASS
    typed = "model_type" not in shape or not family.model_types or shape["model_type"] in family.model_types
    return typed and "hidden_size" in known and len(known) >= _LEAST


def _note(document: Document, shape: Mapping[str, Scalar], family: Family) -> NamedModel:
    differing = [key for key in _DEPTHS if key in shape and shape[key] != family.shape.get(key, shape[key])]
    numbers = ", ".join(f"{key} {shape[key]} here, {family.shape[key]} there" for key in differing)
    return NamedModel(
        name=f"{family.name} ({family.publisher})",
        says="it may come from it, with layers added or cut; a model trained apart may have this shape too",
        location=document.at(),
        quote=f"equal but for {numbers}",
    )
