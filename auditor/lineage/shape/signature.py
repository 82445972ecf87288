"""Known releases whose shape a configuration has: rung 4 of design §6, and the weaker one next to it.

A signature names a family and a set of candidates, never one release, and never says "derived":
independent trainings share shapes. An absent key neither matches nor excludes, except that a configuration without
experts belongs to no family that has them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from auditor.lineage.shape.gguf import CHANGES_ON_CONVERSION
from auditor.lineage.shape.keys import shape_of
from auditor.lineage.shape.vocabulary import Resized, resized
from auditor.model import Comparison, DocumentKind, Evidence, Location, Noun, Release, Rung

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.lineage.releases import Releases
    from auditor.model import Document, Family, Scalar

__all__ = ["Hit", "Likeness", "contradicts", "evidence", "hits", "same_architecture", "shape_of"]

_NEEDED = ("hidden_size", "num_hidden_layers", "vocab_size")
"""Without these three the rest is too common to say anything."""

_LEAST = 5
"""The fewest fields that must be comparable."""

_LEAST_WITHOUT = 7
"""The same for a family whose configurations have no key for one of the three."""

_LEAST_OF_A_TYPE = 4
"""The same if the class of a component, or the `model_type` of the configuration, identifies the family."""

_EXPERTS = "n_routed_experts"
"""Absent from the configuration of every dense model: of Mistral 7B, whose other numbers are Mixtral 8x7B's."""

_CLASS = "_class_name"

_MODEL = "model"
"""The key under which Coqui's configurations name the architecture."""

_PIPELINES_PART = "UNet2DConditionModel"
"""A class of which independent models share every width; only the text encoders of a pipeline distinguish them."""

# fmt: off
_DECODERS = frozenset({
    "aquila", "baichuan", "deepseek", "exaone", "granite", "internlm", "internlm2", "internlm3", "llama", "ministral",
    "ministral3", "mistral", "mixtral", "olmo", "orion", "qwen", "qwen2", "qwen3", "smollm3", "stablelm",
    "stablelm_epoch", "xverse", "yi", "phi3",
})
# fmt: on
"""Types of one architecture, between which models are converted."""


class Likeness(Noun, frozen=True, kw_only=True):
    """One release with whose signature a configuration agrees."""

    release: Release
    comparisons: tuple[Comparison, ...]
    """Each field that the configuration and the release, or its family, both have."""
    discriminated: bool = False
    """Whether some of them are the release's own, not the family's."""

    @property
    def matched(self) -> int:
        """How many fields agree."""
        return sum(comparison.equal for comparison in self.comparisons)

    @property
    def compared(self) -> int:
        """How many fields could be compared."""
        return len(self.comparisons)


class Hit(Noun, frozen=True, kw_only=True):
    """A family whose shape the configuration has, with the releases that its discriminators do not exclude."""

    family: str
    path: str
    """The configuration."""
    likenesses: tuple[Likeness, ...]
    resized: Resized | None = None
    """How the vocabulary was changed, if only that differs."""
    retyped: str = ""
    """The `model_type` of the configuration, if the family has no such type; otherwise ""."""
    distinguished: bool = False
    """Whether the discriminators of its releases agree too, and those of another family of this shape do not."""


def hits(documents: Iterable[Document], releases: Releases) -> tuple[Hit, ...]:
    """The families with which each configuration agrees, with every release that its discriminators do not exclude."""
    documents = tuple(documents)
    pipeline = any(document.kind is DocumentKind.PIPELINE_CONFIG for document in documents)
    agreeing: list[Hit] = []
    for document in documents:
        shape = shape_of(document)
        part = shape.get(_CLASS)
        if not shape or (part == _PIPELINES_PART and not pipeline):
            continue
        # the types are in the cache key because 1, 1.0 and True are equal, and the value is shown as written
        values = tuple((key, type(value), value) for key, value in shape.items())
        alike = _alike(values, releases, converted=document.kind is DocumentKind.GGUF)
        agreeing.extend(hit.replace(path=document.path) for hit in alike)
    return tuple(agreeing)


@lru_cache(maxsize=32)
def _alike(values: tuple[tuple[str, type, Scalar], ...], releases: Releases, *, converted: bool) -> tuple[Hit, ...]:
    """The families with which a shape agrees, without a path; cached, as models of a survey often share shapes."""
    shape = {key: value for key, _, value in values}
    part = shape.get(_CLASS)
    sizes = dict.fromkeys((part, shape.get("hidden_size")) if part is not None else (shape.get("hidden_size"),))
    of_size = {family.key: family for size in sizes for family in releases.of_size(size)}
    ignored = CHANGES_ON_CONVERSION if converted else frozenset[str]()
    families = tuple(family for family in of_size.values() if _may_be_of(shape, family))
    exact = [
        Hit(family=family.key, path="", likenesses=likenesses)
        for family in families
        if (likenesses := _likenesses(shape, family, ignored))
    ]
    if exact:
        return () if _of_several_types(exact, families, shape) else tuple(_distinguished(exact))
    changed = [
        Hit(family=family.key, path="", likenesses=likenesses, resized=change)
        for family, change in resized(shape, families)
        if (likenesses := _likenesses({**shape, "vocab_size": change.there}, family, ignored))
    ]
    if changed:
        return tuple(_as_written(hit, shape) for hit in _distinguished(changed))
    others = tuple(family for family in of_size.values() if _may_be_renamed(family))
    return tuple(_distinguished([hit for family in others if (hit := _renamed(shape, family, ignored)) is not None]))


def _renamed(shape: Mapping[str, Scalar], family: Family, ignored: frozenset[str]) -> Hit | None:
    """A family all of whose numbers the configuration has, under a type of its own."""
    likenesses = tuple(
        likeness for likeness in _likenesses(shape, family, ignored) if likeness.compared >= _LEAST_WITHOUT
    )
    if not likenesses:
        return None
    return Hit(family=family.key, path="", likenesses=likenesses, retyped=str(shape["model_type"]))


def _of_several_types(agreeing: list[Hit], families: tuple[Family, ...], shape: Mapping[str, Scalar]) -> bool:
    """Whether families of different architectures agree, and the configuration does not say which one it has."""
    keys = {hit.family for hit in agreeing}
    types = [set(family.model_types) for family in families if family.key in keys and family.model_types]
    return "model_type" not in shape and bool(types) and not set.intersection(*types)


def _as_written(hit: Hit, shape: Mapping[str, Scalar]) -> Hit:
    """The same, with the vocabulary that the configuration has."""
    return hit.replace(
        likenesses=tuple(
            likeness.replace(
                comparisons=tuple(
                    comparison.replace(here=shape["vocab_size"]) if comparison.field == "vocab_size" else comparison
                    for comparison in likeness.comparisons
                )
            )
            for likeness in hit.likenesses
        )
    )


def same_architecture(family: Family, other: Family) -> bool:
    """Whether a configuration may belong to either, as far as its type shows."""
    types, others = ({kind.lower() for kind in either.model_types} for either in (family, other))
    return not types or not others or bool(types & others) or bool(types & _DECODERS and others & _DECODERS)


def _may_be_of(shape: Mapping[str, Scalar], family: Family) -> bool:
    """Whether the types do not exclude it: most models have the type under which their base was published."""
    if not family.model_types:
        return True
    kinds = [kind for key in ("model_type", "outer_model_type") if isinstance(kind := shape.get(key), str)]
    if any(f"{kind}_".startswith(f"{own}_") for kind in kinds for own in family.model_types):
        return True
    kind = shape.get("model_type")
    if not isinstance(kind, str):
        return "vocab_size" in family.shape
    return kind.lower() in _DECODERS and any(own.lower() in _DECODERS for own in family.model_types)


def _may_be_renamed(family: Family) -> bool:
    """Whether the family consists of decoders, whose type may be renamed.

    It is of no use to ask for the type: the families whose type is the configuration's were found not to agree before.
    """
    decodes = _EXPERTS in family.shape or any(each.lower() in _DECODERS for each in family.model_types)
    return decodes and "vocab_size" in family.shape and not family.collides


def _distinguished(agreeing: list[Hit]) -> list[Hit]:
    """The families whose releases agree in their discriminators too, if there are any; otherwise all."""
    telling = [hit for hit in agreeing if any(likeness.discriminated for likeness in hit.likenesses)]
    agree = [hit for hit in telling if _is_whole(hit.likenesses[0])]  # either all are, or none is
    if not agree or len(agree) == len(telling):
        return agreeing
    return [
        hit.replace(distinguished=True) if hit in agree else hit
        for hit in agreeing
        if hit in agree or hit not in telling
    ]


def _is_whole(likeness: Likeness) -> bool:
    return likeness.matched == likeness.compared


def evidence(hit: Hit, likeness: Likeness, says: str, releases: Releases) -> Evidence:
    """The agreement with a release as evidence, with what was compared and how many known families share it."""
    shared = _sharing(likeness.comparisons, releases)
    return Evidence(
        rung=Rung.VOCABULARY_CHANGED if hit.resized else Rung.SIGNATURE,
        says=says,
        location=Location(path=hit.path),
        compared=likeness.comparisons,
        families=shared.families,
        next_equal=shared.next_equal,
    )


class _Shared(NamedTuple):
    """How many families have every value that agrees, and how many of them the next family has."""

    families: int
    next_equal: int


@lru_cache(maxsize=256)
def _sharing(comparisons: tuple[Comparison, ...], releases: Releases) -> _Shared:
    """How many known families share what agrees; cached, as models of a survey often share shapes."""
    agreeing = tuple(comparison for comparison in comparisons if comparison.equal)
    counts = [_equal_values(family, agreeing) for family in _may_share(comparisons, releases)]
    fewer = (count for count in counts if count < len(agreeing))
    return _Shared(counts.count(len(agreeing)), max(fewer, default=0))


def _may_share(comparisons: tuple[Comparison, ...], releases: Releases) -> tuple[Family, ...]:
    """The families that may share what agrees: those of the same hidden size; all if that is not compared."""
    values = {comparison.field: comparison.here for comparison in comparisons}
    size = values.get(_CLASS, values.get("hidden_size"))
    return releases.of_size(size) if size is not None else tuple(releases.by_key.values())


def _equal_values(family: Family, agreeing: tuple[Comparison, ...]) -> int:
    """How many of the values that agree a family also has, counted for its best release."""
    return max(
        sum(
            comparison.field in known and comparison.replace(here=known[comparison.field]).equal
            for comparison in agreeing
        )
        for known in ({**family.shape, **release.config} for release in family.releases)
    )


def contradicts(shape: Mapping[str, Scalar], family: Family) -> tuple[str, ...]:
    """The dimensions in which a configuration differs from a family in a way that fine-tuning cannot explain.

    Vocabulary, context length and rope settings change in training and never count; nor does depth alone
    (pruned and stacked models keep their width).
    """
    wide = [key for key in ("hidden_size",) if _differs(shape, family, key)]
    inner = [key for key in ("num_hidden_layers", "intermediate_size") if _differs(shape, family, key)]
    if wide or len(inner) == len(("num_hidden_layers", "intermediate_size")):
        return tuple(f"{key} {shape[key]} against {family.shape[key]}" for key in (*wide, *inner))
    return ()


def _differs(shape: Mapping[str, Scalar], family: Family, key: str) -> bool:
    return key in shape and key in family.shape and not _equal(shape, family, key)


def _equal(shape: Mapping[str, Scalar], family: Family, key: str) -> bool:
    return Comparison(field=key, here=shape[key], there=family.shape[key]).equal


def _likenesses(shape: Mapping[str, Scalar], family: Family, ignored: frozenset[str]) -> tuple[Likeness, ...]:
    needed = [key for key in (*_NEEDED, _CLASS) if key in family.shape]
    if any(key not in shape for key in needed):
        return ()
    comparisons = _compared(shape, family.shape, ignored)
    if len(comparisons) < _least(shape, family):
        return ()
    if not all(comparison.equal for comparison in comparisons) or _dense(shape, family):
        return ()
    configs = {release.repo: release.config for release in family.releases}
    scored = []
    for release in family.releases:
        # a derivative has the discriminators of its base, if its own are unknown
        own = _compared(shape, release.config or configs.get(release.base, {}), ignored)
        scored.append(Likeness(release=release, comparisons=(*comparisons, *own), discriminated=bool(own)))
    whole = [likeness for likeness in scored if _is_whole(likeness)]
    return tuple(whole or scored)


def _least(shape: Mapping[str, Scalar], family: Family) -> int:
    if all(key in family.shape for key in _NEEDED):
        return _LEAST
    typed = _CLASS in family.shape or _MODEL in family.shape or shape.get("model_type") in family.model_types
    return _LEAST_OF_A_TYPE if typed else _LEAST_WITHOUT


def _compared(
    shape: Mapping[str, Scalar], known: Mapping[str, Scalar], ignored: frozenset[str]
) -> tuple[Comparison, ...]:
    return tuple(
        Comparison(field=key, here=shape[key], there=value)
        for key, value in known.items()
        if key in shape and key not in ignored
    )


def _dense(shape: Mapping[str, Scalar], family: Family) -> bool:
    """Whether one of the two has experts and the other mentions none."""
    experts = shape.get(_EXPERTS)
    if isinstance(experts, int) and experts > 1 and not any("expert" in key for key in family.shape):
        return True
    return bool(family.shape.get(_EXPERTS)) and not any("expert" in key or "moe" in key for key in shape)
