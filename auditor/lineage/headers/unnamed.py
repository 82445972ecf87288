"""A model that must have a base by its form but names none that is known: always a finding (design §5.22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents import is_bare_adapter
from auditor.lineage.components import speaks_of_it
from auditor.lineage.headers.kinds import is_network
from auditor.lineage.prose.worded import without_a_name
from auditor.lineage.relations import is_requantized
from auditor.model import DocumentKind, EdgeKind, Evidence, Part, Relation, Rung, Upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.model import Document, Repository

_METADATA = "__metadata__."
_HINTS = ("ss_sd_model_name", "ss_base_model_version", "modelspec.architecture", "ss_output_name")
_ADAPTER_LIBRARIES = frozenset({"peft", "adapter-transformers", "adapters"})
_ADAPTER_TAGS = frozenset({"lora", "qlora", "peft", "adapter"})
_CONTROL = "ControlNetModel"
"""A class of diffusers: it starts as a copy of the encoder of the model that it controls."""
_RELATIONS = {
    "adapter": Relation.ADAPTER,
    "merge": Relation.MERGE,
    "quantized": Relation.QUANTIZED,
    "finetune": Relation.FINETUNE,
}


def unnamed_base(context: Context) -> Iterator[Upstream]:
    """An edge to the base that the form shows, if no other edge leads to weights."""
    if context.known_release is not None or any(edge.part is Part.WEIGHTS for edge in context.edges):
        return
    forms = [*_forms(context.repository), *((Relation.FINETUNE, evidence) for evidence in without_a_name(context))]
    if forms:
        relation, _ = forms[0]
        yield Upstream(
            name="base",
            kind=EdgeKind.UNNAMED,
            title="a model that nothing names",
            relations=(relation,),
            candidates=(),
            evidence=tuple(evidence for _, evidence in forms),
        )


def _forms(repository: Repository) -> Iterator[tuple[Relation, Evidence]]:
    """Evidence that the model was made from another, with the relation."""
    yield from _headers(repository)
    for document in repository.of_kind(DocumentKind.ADAPTER_CONFIG):
        yield Relation.ADAPTER, _shown(document, f"{document.path} is the configuration of an adapter")
    for document in repository.documents:
        if _is(document, "_class_name", _CONTROL):
            yield Relation.ADAPTER, _shown(document, f"{document.path} is the configuration of a ControlNet")
    if is_bare_adapter(repository) and not repository.of_kind(DocumentKind.ADAPTER_CONFIG):
        says = "its weights are those of an adapter alone"
        yield Relation.ADAPTER, Evidence(rung=Rung.DECLARED, says=says)
    for document in repository.of_kind(DocumentKind.MERGE_CONFIG):
        yield Relation.MERGE, _shown(document, f"{document.path} is the recipe of a merge")
    for card in repository.of_kind(DocumentKind.CARD):
        if speaks_of_it(card, repository):
            yield from _card(card)
    if is_requantized(repository):
        says = "its configuration, its card or a file of a quantizer shows that it was quantized"
        yield Relation.QUANTIZED, Evidence(rung=Rung.DECLARED, says=says)


def _headers(repository: Repository) -> Iterator[tuple[Relation, Evidence]]:
    """The evidence in headers of model files."""
    for document in repository.of_kind(DocumentKind.SAFETENSORS):
        if is_network(document):
            yield Relation.ADAPTER, _shown(document, f"{document.path} is a LoRA{_hints(document)}")
    for document in repository.of_kind(DocumentKind.GGUF):
        if _is(document, "general.type", "adapter") or document.field("adapter.type") is not None:
            yield Relation.ADAPTER, _shown(document, f"{document.path} is an adapter")


def _card(card: Document) -> Iterator[tuple[Relation, Evidence]]:
    for value, line in card.texts("base_model_relation"):
        relation = _RELATIONS.get(value.strip().lower())
        if relation is not None:
            says = f"the card says base_model_relation: {value}"
            yield relation, Evidence(rung=Rung.DECLARED, says=says, location=card.at(line), quote=value)
    for key, words in (("library_name", _ADAPTER_LIBRARIES), ("tags", _ADAPTER_TAGS)):
        for value, line in card.texts(key):
            if value.strip().lower() in words:
                says = f"the card says {key}: {value}"
                evidence = Evidence(rung=Rung.DECLARED, says=says, location=card.at(line), quote=value)
                yield Relation.ADAPTER, evidence


def _hints(document: Document) -> str:
    """What the header says about the base in words that do not identify a known model."""
    hints = [f"{key} = {value}" for key in _HINTS for value, _ in document.texts(_METADATA + key)][:2]
    return f", whose header says {', '.join(hints)}" if hints else ""


def _is(document: Document, key: str, value: str) -> bool:
    return any(text == value for text, _ in document.texts(key))


def _shown(document: Document, says: str) -> Evidence:
    return Evidence(rung=Rung.DECLARED, says=says, location=document.at())
