# ruff: noqa: PLC0415, ANN401 - each function needs the library of its format, which has no types
"""Write the small model files beside this one, each with its format's own library.

Run by hand, in an environment of its own: pip install ctranslate2 openvino coremltools flatbuffers tflite, then
python tests/data/forms/build.py. They have no weights but zeros, and the words that an exporter writes.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LICENSE = "AGPL-3.0 License (https://ultralytics.com/license)"
AUTHOR = "Ultralytics"
EXPORT = "Ultralytics YOLOv8n model trained on coco.yaml"
SIDES = {
    "embeddings": (20, 8),
    "conv1": (8, 6, 3),
    "conv2": (8, 8, 3),
    "linear_0": (16, 8),
    "linear_1": (8, 16),
    "encodings": (10, 8),
}


def ctranslate2() -> None:
    """A Whisper of two layers and two heads, eight wide, of twenty tokens and six mel bands."""
    import numpy as np
    from ctranslate2.specs.whisper_spec import WhisperConfig, WhisperSpec

    def fill(layer: Any, above: str = "") -> None:
        for key, value in vars(layer).items():
            place = f"{above}/{key}"
            if key.startswith("_"):
                continue
            if value is None:
                sides = next((sides for name, sides in SIDES.items() if name in place), (8, 8))
                if key in ("gamma", "beta", "bias"):
                    sides = sides[:1]
                setattr(layer, key, np.zeros(sides, dtype=np.float16))
            elif isinstance(value, list):
                for number, item in enumerate(value):
                    fill(item, f"{place}_{number}")
            elif hasattr(value, "__dict__") and not isinstance(value, np.ndarray):
                fill(value, place)

    spec = WhisperSpec(2, 2, 2, 2)
    fill(spec)
    spec.register_vocabulary([f"<{number}>" for number in range(20)])
    spec._config = WhisperConfig()
    spec.validate()
    spec._serialize(str(HERE / "whisper.ctranslate2"))


def openvino() -> None:
    """One layer, with what Ultralytics, optimum-intel and NNCF write."""
    import numpy as np
    import openvino as ov
    from openvino import opset13 as op

    placed = op.parameter([1, 4], np.float32, name="x")
    model = ov.Model([op.relu(placed)], [placed], "tern")
    for value, steps in (
        (LICENSE, ["model_info", "license"]),
        (AUTHOR, ["model_info", "author"]),
        (EXPORT, ["model_info", "description"]),
        ("YOLO", ["model_info", "model_type"]),
        ("pytorch", ["conversion_parameters", "framework"]),
        ("DIR/yolov8n.onnx", ["conversion_parameters", "input_model"]),
        ("1.26.0", ["optimum", "optimum_intel_version"]),
        ("int4_sym", ["nncf", "weight_compression", "mode"]),
    ):
        model.set_rt_info(value, steps)
    ov.save_model(model, HERE / "yolo.xml")
    (HERE / "yolo.bin").unlink(missing_ok=True)


def coreml() -> None:
    """A specification without layers."""
    from coremltools.proto import Model_pb2

    model = Model_pb2.Model()
    model.specificationVersion = 7
    metadata = model.description.metadata
    metadata.shortDescription, metadata.author, metadata.license, metadata.versionString = (
        EXPORT,
        AUTHOR,
        LICENSE,
        "8.3.0",
    )
    metadata.userDefined["co.huggingface.exporters.name"] = "mistralai/Mistral-7B-Instruct-v0.3"
    metadata.userDefined["com.github.apple.coremltools.source"] = "torch==2.5.0"
    model.identity.SetInParent()
    (HERE / "yolo.mlmodel").write_bytes(model.SerializeToString())


def tflite() -> None:
    """A model without operators: one with embedded metadata, one with an archive behind it."""
    import flatbuffers
    import tflite as schema

    made = flatbuffers.Builder(1024)
    texts = {
        key: made.CreateString(text)
        for key, text in {
            0: "MobileNet V1 image classifier",
            1: "Identify the most prominent object in the image.",
            2: "v1",
            4: "TensorFlow",
            5: "Apache License. Version 2.0 http://www.apache.org/licenses/LICENSE-2.0.",
        }.items()
    }
    made.StartObject(8)
    for key, place in texts.items():
        made.PrependUOffsetTRelativeSlot(key, place, 0)
    made.Finish(made.EndObject(), file_identifier=b"M001")
    inner = bytes(made.Output())
    (HERE / "mobilenet.tflite").write_bytes(_model(flatbuffers, schema, inner))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        by_name = {"description": EXPORT, "author": AUTHOR, "license": LICENSE, "task": "detect", "stride": 32}
        archive.writestr(zipfile.ZipInfo("metadata.json"), json.dumps(by_name))
    (HERE / "yolo.tflite").write_bytes(_model(flatbuffers, schema, b"") + packed.getvalue())


def _model(flatbuffers: Any, schema: Any, inner: bytes) -> bytes:
    made = flatbuffers.Builder(1024)
    data = made.CreateByteVector(inner) if inner else None
    schema.BufferStart(made)
    empty = schema.BufferEnd(made)
    schema.BufferStart(made)
    if data is not None:
        schema.BufferAddData(made, data)
    buffer = schema.BufferEnd(made)
    schema.ModelStartBuffersVector(made, 2)
    made.PrependUOffsetTRelative(buffer)
    made.PrependUOffsetTRelative(empty)
    buffers = made.EndVector()
    name = made.CreateString("TFLITE_METADATA")
    schema.MetadataStart(made)
    schema.MetadataAddName(made, name)
    schema.MetadataAddBuffer(made, 1)
    entry = schema.MetadataEnd(made)
    schema.ModelStartMetadataVector(made, 1)
    made.PrependUOffsetTRelative(entry)
    entries = made.EndVector()
    schema.ModelStart(made)
    schema.ModelAddVersion(made, 3)
    schema.ModelAddBuffers(made, buffers)
    if inner:
        schema.ModelAddMetadata(made, entries)
    made.Finish(schema.ModelEnd(made), file_identifier=b"TFL3")
    return bytes(made.Output())


if __name__ == "__main__":
    for build in (ctranslate2, openvino, coreml, tflite):
        build()
        sys.stdout.write(f"{build.__name__}\n")
