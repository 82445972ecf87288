"""The keys that the reader of each format produces, and the kind of fact of each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Document

FORMAT = "format"
"""The key under which each reader gives the format."""


class Fact(StrEnum):
    """The kind of a key's information, which decides what may be concluded from it."""

    LICENSE = "license"
    """A statement by the file's author."""
    AUTHOR = "author"
    """Shown with the license; not a copyright line."""
    SOURCE = "source"
    """The id or file that it was converted from, as written by a converter: a named parent (rung 2)."""
    EXPORT = "export"
    """An exporter's sentence that names the exported architecture (rung 2 if a release has that name)."""
    DATASET = "dataset"
    """Shown, never judged."""
    SHAPE = "shape"
    """A dimension, under its name in configurations (rung 4)."""
    SHOWN = "shown"
    """Quoted with the others; it identifies no parent."""


class FormFact(NamedTuple):
    """One row: a key of a format, and its kind of fact."""

    form: str
    key: str
    fact: Fact
    example: str


_DIMENSIONS = (
    *("model_type", "d_model", "encoder_layers", "decoder_layers", "encoder_attention_heads", "encoder_ffn_dim"),
    *("hidden_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads", "intermediate_size"),
    *("vocab_size", "num_mel_bins"),
)

FACTS = (
    *(FormFact("ctranslate2", key, Fact.SHAPE, "WhisperSpec: 512") for key in _DIMENSIONS),
    FormFact("ctranslate2", "spec", Fact.SHOWN, "WhisperSpec"),
    *(FormFact("ggml", key, Fact.SHAPE, "hparams: 512") for key in _DIMENSIONS),
    FormFact("ggml", "kind", Fact.SHOWN, "silero-16k 6.2.0"),
    FormFact("piper", "dataset", Fact.DATASET, "lessac"),
    FormFact("piper", "language.code", Fact.SHOWN, "en_US"),
    FormFact("piper", "audio.quality", Fact.SHOWN, "medium"),
    FormFact("piper", "num_speakers", Fact.SHOWN, "1"),
    FormFact("kaldi", "kind", Fact.SHOWN, "<TransitionModel>"),
    FormFact("openvino", "model_info.license", Fact.LICENSE, "AGPL-3.0 License (https://ultralytics.com/license)"),
    FormFact("openvino", "model_info.author", Fact.AUTHOR, "Ultralytics"),
    FormFact("openvino", "model_info.description", Fact.EXPORT, "Ultralytics YOLOv8n model trained on coco.yaml"),
    FormFact("openvino", "conversion_parameters.input_model", Fact.SOURCE, "DIR/yolov8n.onnx"),
    FormFact("openvino", "conversion_parameters.framework", Fact.SHOWN, "pytorch"),
    FormFact("openvino", "model_info.model_type", Fact.SHOWN, "YOLO"),
    FormFact("openvino", "optimum.optimum_intel_version", Fact.SHOWN, "1.26.0"),
    FormFact("openvino", "nncf.weight_compression.mode", Fact.SHOWN, "int4_sym"),
    FormFact(
        "tflite", "license", Fact.LICENSE, "Apache License. Version 2.0 http://www.apache.org/licenses/LICENSE-2.0."
    ),
    FormFact("tflite", "author", Fact.AUTHOR, "Google"),
    FormFact("tflite", "name", Fact.SHOWN, "MobileNet V1"),
    FormFact("tflite", "description", Fact.EXPORT, "Ultralytics YOLOv8n model trained on coco.yaml"),
    FormFact("coreml", "license", Fact.LICENSE, "AGPL-3.0 License (https://ultralytics.com/license)"),
    FormFact("coreml", "author", Fact.AUTHOR, "Ultralytics"),
    FormFact("coreml", "short_description", Fact.EXPORT, "Ultralytics YOLOv8n model trained on coco.yaml"),
    FormFact("coreml", "user.co.huggingface.exporters.name", Fact.SOURCE, "mistralai/Mistral-7B-Instruct-v0.3"),
    FormFact("coreml", "user.com.github.apple.coremltools.source", Fact.SHOWN, "torch==2.5.0"),
    FormFact("exported", "license", Fact.LICENSE, "AGPL-3.0 License (https://ultralytics.com/license)"),
    FormFact("exported", "author", Fact.AUTHOR, "Ultralytics"),
    FormFact("exported", "description", Fact.EXPORT, "Ultralytics YOLOv8n model trained on coco.yaml"),
)
"""Every fact taken from these formats. Piper: piper-tts `config.json`; OpenVINO: `rt_info` of its IR, and what
optimum-intel, NNCF and Ultralytics add there; TFLite: `ModelMetadata` of tflite-support's metadata_schema.fbs; Core ML:
`Metadata` of Model.proto, and `metadata.json` of compiled models; exported: Ultralytics' metadata.yaml."""


def format_of(document: Document) -> str:
    """The id of a document's format; "" if it is not from a reader of this package."""
    form = document.field(FORMAT)
    return form.value if form is not None and isinstance(form.value, str) else ""


def facts_of(document: Document, fact: Fact) -> Iterator[tuple[str, str]]:
    """Key and text of everything of that kind in a document of these formats, in the order of the table."""
    form = format_of(document)
    for row in FACTS:
        if row.form == form and row.fact is fact:
            field = document.field(row.key)
            if field is not None and isinstance(field.value, str | int) and str(field.value).strip():
                yield row.key, str(field.value).strip()
