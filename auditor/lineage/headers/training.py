"""Names that training tools leave of the model from which training started: in weight metadata, and in other files.

They are names of local files and folders, so they count only if they are those of a known release, or a Hub id. Keys
that only say what kind of model it is (`ss_base_model_version: sdxl_base_v1-0`, `modelspec.architecture`) are in every
model of that kind, whatever its checkpoint: see `kinds`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from auditor.lineage.components import component_of
from auditor.lineage.headers.datasets import spacy_sources
from auditor.lineage.headers.forms import exported_from, of_a_form
from auditor.lineage.headers.kinds import is_network
from auditor.lineage.hub_ids import hub_id, leaked_id
from auditor.lineage.traces import Trace
from auditor.model import DocumentKind, Evidence, Relation, Rung
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.lineage.releases import Releases
    from auditor.model import Document
    from auditor.model.cuts import Cuts

_METADATA = "__metadata__."
_OF_A_FILE = regex(r"(?i)\.(?:safetensors|ckpt|pt|pth|bin|gguf)$")
_MOST_MERGED = 500


def trained(context: Context) -> Iterator[Trace]:
    """Every parent named by a trainer or a converter: in a header, an args.yaml, trainer_state.json and the like."""
    for document in context.repository.of_kind(*_READERS):
        reader = _READERS[document.kind]
        component = component_of(document.path, context.repository)
        for trace in reader(document, context.releases, context.cuts):
            if trace.parent.lower() != context.own_name:
                yield trace.replace(component=component) if component else trace


def _header(document: Document, releases: Releases, cuts: Cuts) -> Iterator[Trace]:
    """The metadata of kohya's scripts (`ss_*`) and of Stability AI's standard (`modelspec.*`)."""
    relation = Relation.ADAPTER if is_network(document) else None
    for value, parent in _known(document, "ss_sd_model_name", releases, cuts):
        yield _named(document, "ss_sd_model_name", value, parent, relation, f"it was trained from {value}")
    for key in ("ss_new_sd_model_hash", "ss_sd_model_hash"):
        for value, _ in document.texts(_METADATA + key):
            repo, path = releases.by_sha256.get(value.lower(), ("", ""))
            if repo:
                says = f"it was trained from a file with the sha256 of {path} in {repo}"
                yield _named(document, key, value, repo, relation, says)
    for value, parent in _known(document, "modelspec.merged_from", releases, cuts):
        says = f"{value} was merged into it"
        yield _named(document, "modelspec.merged_from", value, parent, Relation.MERGE, says)


def _known(document: Document, key: str, releases: Releases, cuts: Cuts) -> Iterator[tuple[str, str]]:
    """Each name under a key, and the release or the Hub id that it means."""
    for text, _ in document.texts(_METADATA + key):
        items = text.split(",") if key.endswith("merged_from") else (text,)
        for item in cuts.first(items, _MOST_MERGED, "models that were merged", path=document.path):
            value = item.strip().replace("\\", "/")
            bare = _OF_A_FILE.sub("", value)
            whole = leaked_id(bare) if bare == value and hub_id(value) else None
            known = (releases.of_file(value) or releases.called(bare.rpartition("/")[2])) if whole is None else None
            if whole is not None and "/" in whole:
                yield value, whole
            elif known is not None:
                yield value, known.release.repo


def _named(document: Document, key: str, value: str, parent: str, relation: Relation | None, says: str) -> Trace:
    key = _METADATA + key
    evidence = Evidence(
        rung=Rung.NAMED,
        says=f"the header of {document.path} says that {says}",
        location=document.at(key=key),
        quote=f"{key} = {value}",
    )
    return Trace(parent=parent, relation=relation, evidence=evidence)


def _state(document: Document, releases: Releases, _cuts: Cuts) -> Iterator[Trace]:
    """`best_model_checkpoint`, an output path, whose folders may be named after the base."""
    for value, line in document.texts("best_model_checkpoint"):
        steps = [step for step in value.replace("\\", "/").split("/") if step]
        pairs = [f"{folder}/{other}" for folder, other in pairwise(steps)]
        joined = [step.removeprefix("models--").replace("--", "/", 1) for step in steps if "--" in step]
        for name in (*joined, *pairs):
            known = releases.get(name) if hub_id(name) else None
            if known is not None:
                evidence = Evidence(
                    rung=Rung.NAMED,
                    says=f"{document.path} still has the path {value}",
                    location=document.at(line),
                    quote=f"best_model_checkpoint: {value}",
                )
                yield Trace(parent=known.release.repo, relation=None, evidence=evidence)
                break


def _sources(document: Document, releases: Releases, _cuts: Cuts) -> Iterator[Trace]:
    """The `sources` of a spaCy pipeline that are known models (`roberta-base`); the others are data."""
    for source in spacy_sources(document):
        known = releases.called(source.name)
        if known is not None:
            evidence = Evidence(
                rung=Rung.DECLARED,
                says=f"{document.path} names {source.name} among its sources",
                location=document.at(source.line),
                quote=f"sources: {source.name}",
            )
            yield Trace(parent=known.release.repo, relation=None, evidence=evidence)


def _args(document: Document, releases: Releases, _cuts: Cuts) -> Iterator[Trace]:
    """`model: yolov8n.pt` of Ultralytics, `weights: yolov5s.pt` of YOLOv5: the checkpoint from which training started.

    `yolov8n.yaml` is an architecture trained from scratch; `last.pt` is an earlier state of the same training.
    """
    of_ultralytics = document.field("imgsz") is not None or all(document.field(key) for key in ("task", "mode"))
    key = "model" if of_ultralytics else "weights" if document.field("hyp") is not None else ""
    for value, line in document.texts(key) if key else ():
        name = value.strip().replace("\\", "/")
        file = name.rpartition("/")[2].lower()
        if not _OF_A_FILE.search(name) or file in ("last.pt", "best.pt"):
            continue
        known = releases.of_file(name)
        evidence = Evidence(
            rung=Rung.DECLARED,
            says=f"{document.path} says that it was trained from {name}",
            location=document.at(line),
            quote=f"{key}: {value}",
        )
        yield Trace(parent=known.release.repo if known else file, relation=Relation.FINETUNE, evidence=evidence)


def _onnx(document: Document, releases: Releases, _cuts: Cuts) -> Iterator[Trace]:
    """`Ultralytics YOLOv8n model trained on data.yaml`: what the exporter writes about a checkpoint of that kind."""
    for value, line in document.texts("metadata_props.description"):
        known = exported_from(value, releases)
        if known is not None:
            evidence = Evidence(
                rung=Rung.NAMED,
                says=f"the header of {document.path} says “{value[:120]}”",
                location=document.at(line, key="metadata_props.description") if line else document.at(),
                quote=value[:120],
            )
            yield Trace(parent=known.release.repo, relation=None, evidence=evidence)


_READERS = {
    DocumentKind.SAFETENSORS: _header,
    DocumentKind.TRAINING_ARGS: _args,
    DocumentKind.ONNX: _onnx,
    DocumentKind.MODEL_METADATA: of_a_form,
    DocumentKind.TRAINER_STATE: _state,
    DocumentKind.SPACY_META: _sources,
}
