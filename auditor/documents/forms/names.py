"""The formats that a file may have, by its name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from auditor.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Container


class Form(NamedTuple):
    """One row: a format, and the lower-case paths that its files may have."""

    form: str
    pattern: str
    example: str
    beside: str = ""
    """The ending of a companion file with the same stem, required as other programs use its own ending too."""


FORMS = (
    Form("ctranslate2", r"(?:.*/)?model\.bin", "faster-whisper-base/model.bin"),
    Form("ggml", r"(?:.*/)?(?:ggml[^/]*\.bin|[^/]+\.ggml)", "ggml-base.en.bin"),
    Form("piper", r"(?:.*/)?[^/]+\.onnx\.json", "en_US-lessac-medium.onnx.json"),
    Form("kaldi", r"(?:.*/)?final\.mdl", "am/final.mdl"),
    Form("openvino", r"(?:.*/)?[^/]+\.xml", "openvino_model.xml", beside=".bin"),
    Form("tflite", r"(?:.*/)?[^/]+\.(?:tflite|lite)", "mobilenet_v1.tflite"),
    Form("coreml", r"(?:.*/)?[^/]+\.mlmodel", "Model.mlpackage/Data/com.apple.CoreML/model.mlmodel"),
    Form("coreml-compiled", r".*\.mlmodelc/metadata\.json", "Model.mlmodelc/metadata.json"),
    Form("exported", r"(?:.*/)?metadata\.yaml", "yolov8n_openvino_model/metadata.yaml"),
)

_ENDS = (
    *(".bin", ".ggml", ".onnx.json", "final.mdl", ".xml", ".tflite", ".lite", ".mlmodel"),
    *("/metadata.json", "metadata.yaml"),
)


def form_of(path: str) -> Form | None:
    """The format that a file may have, by its path; its content is checked when it is read."""
    lower = path.lower()
    if not lower.endswith(_ENDS):
        return None
    return next((form for pattern, form in _patterns() if pattern.fullmatch(lower)), None)


def is_paired(path: str, paths: Container[str]) -> bool:
    """Whether the companion file that its format requires is there."""
    form = form_of(path)
    return form is None or not form.beside or path.rpartition(".")[0] + form.beside in paths


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Form], ...]:
    return tuple((regex(form.pattern), form) for form in FORMS)
