"""How a model was made from its parent: by the traces, by the files, and over several steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents import is_bare_adapter
from auditor.model import DocumentKind, Relation

if TYPE_CHECKING:
    from auditor.lineage.traces import Trace
    from auditor.model import Repository

_FARTHER = (Relation.COPY, Relation.QUANTIZED, Relation.FINETUNE, Relation.MERGE)
"""Each changes the work more than the one before it."""

# fmt: off
_QUANTIZERS = frozenset({
    "aqlm", "auto-round", "autoround", "awq", "bitsandbytes", "compressed-tensors", "eetq", "exl2", "exl3",
    "fbgemm_fp8", "gptq", "higgs", "hqq", "intel/auto-round", "modelopt", "quanto", "spqr", "torchao", "vptq",
})
# fmt: on
"""Methods that quantize a finished model; not `fp8` and `mxfp4`, in which DeepSeek-V3 and gpt-oss were trained."""

_COMPRESSED = "nncf.weight_compression.mode"
"""A key that NNCF leaves in an OpenVINO model whose weights it has compressed."""
_QUANTIZERS_FILES = frozenset({"hf_quant_config.json", "quantize_config.json", "quant_config.json"})


def likely(repository: Repository, siblings: int) -> Relation:
    """The relation that the files indicate if none is stated, as the Hub infers it; `siblings` parents are declared."""
    if is_bare_adapter(repository):
        return Relation.ADAPTER
    if repository.of_kind(DocumentKind.MERGE_CONFIG):
        return Relation.MERGE
    weights = {entry.path.rpartition(".")[2].lower() for entry in repository.files}
    if ("gguf" in weights and "safetensors" not in weights) or is_requantized(repository):
        return Relation.QUANTIZED
    return Relation.MERGE if siblings > 1 else Relation.FINETUNE


def is_requantized(repository: Repository) -> bool:
    """Whether a card, the configuration of the whole model, or a file that only quantizers write shows one."""
    if any(entry.path.lower() in _QUANTIZERS_FILES for entry in repository.files):
        return True
    if any(card.texts("quantized_by") for card in repository.of_kind(DocumentKind.CARD)):
        return True
    if any(converted.field(_COMPRESSED) for converted in repository.of_kind(DocumentKind.MODEL_METADATA)):
        return True
    for config in repository.of_kind(DocumentKind.CONFIG):
        if config.path.rpartition("/")[0] != config.root:
            continue
        methods = {value.lower() for value, _ in config.texts("quantization_config.quant_method")}
        # MLX writes its own: "quantization": {"group_size": 64, "bits": 4}
        if methods & _QUANTIZERS or config.field("quantization.bits") is not None:
            return True
    return False


def readings(repository: Repository, traces: list[Trace], siblings: int) -> tuple[Relation, ...]:
    """The possible relations according to the traces of one parent.

    A bare adapter counts as one even if its card calls it a fine-tuned version of the base, as generated cards do.
    """
    named = list(dict.fromkeys(trace.relation for trace in traces if trace.relation is not None))
    if len(named) > 1:
        named = [relation for relation in named if relation is not Relation.CODE]
    if is_bare_adapter(repository):
        named = [Relation.ADAPTER if relation is Relation.FINETUNE else relation for relation in named]
    elif Relation.ADAPTER in named and Relation.FINETUNE in named:
        named.remove(Relation.ADAPTER)
    return tuple(dict.fromkeys(named)) or (likely(repository, siblings),)


def fainter(relation: Relation) -> int:
    """How little of a parent's weights a relation passes on: 0 for the weights themselves."""
    return 0 if relation in _FARTHER else 1 if relation is Relation.ADAPTER else 2


def over(nearer: tuple[Relation, ...], farther: Relation) -> tuple[Relation, ...]:
    """How a model was made from its parent's parent: the relation that passes on less of the work decides."""
    return tuple(dict.fromkeys(_both(relation, farther) for relation in nearer))


def _both(nearer: Relation, farther: Relation) -> Relation:
    for weaker in (Relation.TRAINED_ON, Relation.DISTILL, Relation.CODE, Relation.ADAPTER):
        if weaker in (nearer, farther):
            return weaker
    return max(nearer, farther, key=_FARTHER.index)
