"""Parents named in files of other formats: the source of a conversion, a sentence of an exporter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.forms.facts import Fact, facts_of, format_of
from auditor.lineage.hub_ids import leaked_id
from auditor.lineage.traces import Trace
from auditor.model import Evidence, Rung
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.releases import Known, Releases
    from auditor.model import Document
    from auditor.model.cuts import Cuts

_EXPORTED = regex(r"Ultralytics ([\w.-]{3,40}) model\b")
_WEIGHTS = regex(r"(?i)\.(?:onnx|pb|tflite|pdmodel|xml|mlmodel)$")
_CHECKPOINTS = (".pt", ".ckpt")
"""Extensions of the file names in the release table; a conversion keeps the stem."""
_SHOWN = 120
_NAMES = {
    "ctranslate2": "CTranslate2",
    "ggml": "GGML",
    "piper": "Piper",
    "kaldi": "Kaldi",
    "openvino": "OpenVINO",
    "tflite": "TensorFlow Lite",
    "coreml": "Core ML",
    "exported": "Ultralytics' exporter",
}


def exported_from(sentence: str, releases: Releases) -> Known | None:
    """The release whose checkpoint has the name in `Ultralytics YOLOv8n model trained on data.yaml`."""
    exported = _EXPORTED.match(sentence)
    return releases.of_file(f"{exported[1].lower()}.pt") if exported else None


def of_a_form(document: Document, releases: Releases, _cuts: Cuts) -> Iterator[Trace]:
    """Every parent that such a file names: a Hub id, or a known release by the name of its file."""
    form = _NAMES.get(format_of(document), "")
    for key, value in facts_of(document, Fact.SOURCE):
        parent = _source(value, releases)
        if parent is not None:
            says = f"the {form} metadata of {document.path} say that it was converted from {value[:_SHOWN]}"
            yield Trace(parent=parent, relation=None, evidence=_named(document, key, value, says))
    for key, value in facts_of(document, Fact.EXPORT):
        known = exported_from(value, releases)
        if known is not None:
            says = f"the {form} metadata of {document.path} say “{value[:_SHOWN]}”"
            yield Trace(parent=known.release.repo, relation=None, evidence=_named(document, key, value, says))


def shown_beside(document: Document) -> str:
    """Further metadata of such a file, as `key value` pairs."""
    return ", ".join(f"{key} {value[:_SHOWN]}" for key, value in facts_of(document, Fact.SHOWN))


def _source(value: str, releases: Releases) -> str | None:
    """The parent that a converter names; None for a path that names no model."""
    name = value.replace("\\", "/")
    step = _WEIGHTS.sub("", name.rpartition("/")[2])
    known = releases.of_file(name) or next(
        (release for ending in _CHECKPOINTS if (release := releases.of_file(step + ending)) is not None), None
    )
    if known is not None:
        return known.release.repo
    if step != name.rpartition("/")[2]:
        # a local file of whoever converted it: its stem names a release, or nothing
        known = releases.called(step)
        return known.release.repo if known is not None else None
    return leaked_id(value)


def _named(document: Document, key: str, value: str, says: str) -> Evidence:
    return Evidence(rung=Rung.NAMED, says=says, location=document.at(key=key), quote=f"{key} = {value[:_SHOWN]}")
