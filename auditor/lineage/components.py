"""The parts of a pipeline: a VAE, a text encoder, a vision tower, each of which may have a parent of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import DocumentKind

if TYPE_CHECKING:
    from auditor.model import Document, Repository

_OF_A_MODEL = frozenset(
    {
        DocumentKind.CONFIG,
        DocumentKind.ADAPTER_CONFIG,
        DocumentKind.SAFETENSORS,
        DocumentKind.GGUF,
        DocumentKind.MODEL_METADATA,
        DocumentKind.TRAINER_STATE,
    }
)


def component_of(path: str, repository: Repository) -> str:
    """The component to which a document belongs; "" if it is about the model as a whole.

    Components are the folders that a pipeline file lists: `"vae": ["diffusers", "AutoencoderKL"]` in a
    model_index.json, `"path": "1_Pooling"` in a modules.json.
    """
    folder = path.rpartition("/")[0]
    for pipeline in repository.of_kind(DocumentKind.PIPELINE_CONFIG):
        above = pipeline.path.rpartition("/")[0]
        step = folder.removeprefix(f"{above}/") if above else folder
        if not step or "/" in step or (above and step == folder):
            continue
        for field in pipeline.fields:
            listed = field.key == step and isinstance(field.value, tuple)
            if listed or (field.key.endswith(".path") and field.value == step):
                return step
    return ""


def speaks_of_it(card: Document, repository: Repository) -> bool:
    """Whether a card is that of a model here: it is at the top level, or next to a model or a component.

    Vendored code has cards too (`third_party/llama/README.md`), which are about other models.
    """
    folder = card.path.rpartition("/")[0]
    if repository.is_at_root(card.path) or component_of(card.path, repository):
        return True
    return any(
        document.kind in _OF_A_MODEL and document.path.rpartition("/")[0] == folder for document in repository.documents
    )
